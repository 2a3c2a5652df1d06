"""What sites list beside posts, in SQL: stored revisions, and other items' numbers and dates.

Rows are the site's own claims. Never judges them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    bindparam,
    select,
)

from provenance.archive.columns import WIDE_INTEGER, ForeignText, Instant
from provenance.archive.inserts import add_row
from provenance.archive.posts import number_of_post
from provenance.archive.tables import BLOB, CAPTURE, EXCHANGE, METADATA
from provenance.model import Listing, Neighbour, PostKey, Revision, RevisionKind


def _reference(name: str, target: str) -> Column[int]:
    return Column(name, Integer, ForeignKey(target), nullable=False)


REVISION = Table(
    "revision",
    METADATA,
    Column("exchange_id", Integer, ForeignKey("exchange.exchange_id"), primary_key=True),
    Column("start", WIDE_INTEGER, primary_key=True),
    _reference("post_no", "post.post_no"),
    Column("number", WIDE_INTEGER, nullable=False),
    Column("author", WIDE_INTEGER),
    Column("date_gmt", ForeignText),
    Column("modified_gmt", ForeignText),
    Column("slug", ForeignText, nullable=False),
    Column("kind", Text, nullable=False),
    _reference("raw_id", "blob.blob_id"),
    Index("revision_by_post", "post_no", "exchange_id"),
)
REVISION_LIST = Table(
    "revision_list",
    METADATA,
    Column("list_id", Integer, primary_key=True),
    _reference("post_no", "post.post_no"),
    _reference("capture_id", "capture.capture_id"),
    _reference("first_exchange_id", "exchange.exchange_id"),
    _reference("last_exchange_id", "exchange.exchange_id"),
    Column("access", ForeignText, nullable=False),
    Column("total", WIDE_INTEGER),
    Column("problem", ForeignText),
    CheckConstraint("first_exchange_id <= last_exchange_id"),
    Index("revision_list_by_post", "post_no", "list_id"),
)
NEIGHBOUR = Table(
    "neighbour",
    METADATA,
    Column("neighbour_id", Integer, primary_key=True),
    _reference("exchange_id", "exchange.exchange_id"),
    Column("site", ForeignText, nullable=False),
    Column("kind", ForeignText, nullable=False),
    Column("number", WIDE_INTEGER, nullable=False),
    Column("made_at", Instant, nullable=False),
    Index("neighbour_by_number", "site", "number"),
)

_RAW = BLOB.alias("raw")
_LISTS = (
    select(REVISION_LIST, EXCHANGE.c.received_at, BLOB.c.digest.label("post_digest"))
    .join(EXCHANGE, EXCHANGE.c.exchange_id == REVISION_LIST.c.last_exchange_id)
    .join(CAPTURE, CAPTURE.c.capture_id == REVISION_LIST.c.capture_id)
    .join(BLOB, BLOB.c.blob_id == CAPTURE.c.raw_id)
    .where(REVISION_LIST.c.post_no == bindparam("post_no"))
    .order_by(REVISION_LIST.c.list_id)
)
_REVISIONS = (
    select(REVISION, _RAW.c.digest)
    .join(_RAW, _RAW.c.blob_id == REVISION.c.raw_id)
    .where(
        REVISION.c.post_no == bindparam("post_no"),
        REVISION.c.exchange_id >= bindparam("first"),
        REVISION.c.exchange_id <= bindparam("last"),
    )
    .order_by(REVISION.c.exchange_id, REVISION.c.start)
)
_NEIGHBOURS = (
    select(NEIGHBOUR.c.kind, NEIGHBOUR.c.number, NEIGHBOUR.c.made_at)
    .where(
        NEIGHBOUR.c.site == bindparam("site"),
        NEIGHBOUR.c.number < bindparam("below"),
        NEIGHBOUR.c.made_at > bindparam("since", type_=Instant),
    )
    .distinct()
    .order_by(NEIGHBOUR.c.number.desc())
    .limit(bindparam("most"))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRevision:
    """One revision as it was listed, without its bytes.

    Attributes:
        number: WordPress's number.
        author: Number of the user who saved it; None where the site does not say.
        date_gmt: As written; None where missing.
        modified_gmt: As written, likewise.
        kind: A save's copy, or an autosave.
        digest: SHA-256 of its bytes, 32 bytes; `Archive.body` has them.
    """

    number: int
    author: int | None
    date_gmt: str | None
    modified_gmt: str | None
    kind: RevisionKind
    digest: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredListing:
    """One list of a post's revisions, as it came.

    Attributes:
        listed_at: When its last part was received; aware, UTC.
        access: The role that it was shown to.
        capture_id: The capture of the post that was asked just before.
        post_digest: SHA-256 of that capture's bytes, 32 bytes.
        total: As the list's own header counts; None where it does not.
        problem: Why it is not whole; None where it is.
        revisions: In the order in which they came.
    """

    listed_at: datetime
    access: str
    capture_id: int
    post_digest: bytes
    total: int | None
    problem: str | None
    revisions: tuple[StoredRevision, ...]


def add_revision(
    connection: Connection, exchange_id: int, post_no: int, revision: Revision, raw_id: int
) -> None:
    """Record one revision of an answer."""
    row: Mapping[str, object] = {
        "exchange_id": exchange_id,
        "start": revision.start,
        "post_no": post_no,
        "number": revision.number,
        "author": revision.author,
        "date_gmt": revision.date_gmt,
        "modified_gmt": revision.modified_gmt,
        "slug": revision.slug,
        "kind": revision.kind.value,
        "raw_id": raw_id,
    }
    add_row(connection, REVISION, row)


def add_listing(
    connection: Connection,
    listing: Listing,
    post_no: int,
    *,
    capture_id: int,
    exchange_ids: Sequence[int],
) -> None:
    """Record that the revisions in these answers are one list."""
    row: Mapping[str, object] = {
        "post_no": post_no,
        "capture_id": capture_id,
        "first_exchange_id": min(exchange_ids),
        "last_exchange_id": max(exchange_ids),
        "access": listing.access,
        "total": listing.total,
        "problem": listing.problem,
    }
    add_row(connection, REVISION_LIST, row)


def add_neighbour(connection: Connection, exchange_id: int, neighbour: Neighbour) -> None:
    """Record the number and date of an item of a site, as an answer gives them."""
    row: Mapping[str, object] = {
        "exchange_id": exchange_id,
        "site": neighbour.site,
        "kind": neighbour.kind,
        "number": neighbour.number,
        "made_at": neighbour.made_at,
    }
    add_row(connection, NEIGHBOUR, row)


def read_listings(connection: Connection, key: PostKey) -> tuple[StoredListing, ...]:
    """Return the lists of a post's revisions in recording order."""
    number = number_of_post(connection, key)
    return tuple(
        StoredListing(
            listed_at=row.received_at,
            access=row.access,
            capture_id=row.capture_id,
            post_digest=row.post_digest,
            total=row.total,
            problem=row.problem,
            revisions=_revisions(connection, number, row.first_exchange_id, row.last_exchange_id),
        )
        for row in connection.execute(_LISTS, {"post_no": number}).all()
    )


def read_neighbours(
    connection: Connection, site: str, *, below: int, since: datetime, most: int
) -> tuple[Neighbour, ...]:
    """Return items of a site with a number below `below` that were made after `since`.

    The nearest numbers first, `most` at most.
    """
    told = {"site": site, "below": below, "since": since, "most": most}
    return tuple(
        Neighbour(site=site, kind=row.kind, number=row.number, made_at=row.made_at)
        for row in connection.execute(_NEIGHBOURS, told)
    )


def _revisions(
    connection: Connection, post_no: int | None, first: int, last: int
) -> tuple[StoredRevision, ...]:
    rows = connection.execute(_REVISIONS, {"post_no": post_no, "first": first, "last": last})
    return tuple(
        StoredRevision(
            number=row.number,
            author=row.author,
            date_gmt=row.date_gmt,
            modified_gmt=row.modified_gmt,
            kind=RevisionKind(row.kind),
            digest=row.digest,
        )
        for row in rows
    )
