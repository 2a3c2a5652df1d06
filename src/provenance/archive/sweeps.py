"""Walks through the lists of whole sites in SQL, and the claims that a next walk compares with."""

from collections.abc import Sequence

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    and_,
    bindparam,
    func,
    or_,
    select,
    true,
)

from provenance.archive.columns import Document, ForeignText, Instant, Truth
from provenance.archive.inserts import add_row
from provenance.archive.tables import (
    CAPTURE,
    CONTEXT,
    EXCHANGE,
    METADATA,
    POST,
    RUN,
    SNAPSHOT,
)
from provenance.model import Context, PostKey, Route, Sweep, SweepKind

SWEEP = Table(
    "sweep",
    METADATA,
    Column("sweep_id", Integer, primary_key=True),
    Column("run_id", Integer, ForeignKey("run.run_id"), nullable=False),
    Column("target", ForeignText, nullable=False),
    Column("site", ForeignText, nullable=False),
    Column("collection", ForeignText, nullable=False),
    Column("kind", Text, nullable=False),
    Column("filters", Document, nullable=False),
    Column("claimed", Integer),
    Column("listed", Integer, nullable=False),
    Column("asked", Integer, nullable=False),
    Column("had", Integer, nullable=False),
    Column("is_cut", Truth, nullable=False),
    Column("complete", Truth, nullable=False),
    Column("notes", Document, nullable=False),
    Column("finished_at", Instant, nullable=False),
    Index("sweep_by_list", "site", "collection", "sweep_id"),
)

_PLAIN = ("target", "site", "collection", "claimed", "listed", "asked", "had", "is_cut", "complete")
_OF_LIST = (
    select(SWEEP)
    .join(RUN, RUN.c.run_id == SWEEP.c.run_id)
    .where(
        SWEEP.c.site == bindparam("site"),
        SWEEP.c.collection == bindparam("collection"),
        RUN.c.observer == bindparam("observer"),
    )
    .order_by(SWEEP.c.sweep_id)
)
_LAST_CLAIMS = (
    select(SNAPSHOT.c.claims)
    .select_from(CAPTURE)
    .join(POST, POST.c.post_no == CAPTURE.c.post_no)
    .join(CONTEXT, CONTEXT.c.context_id == CAPTURE.c.context_id)
    .outerjoin(SNAPSHOT, SNAPSHOT.c.snapshot_id == CAPTURE.c.snapshot_id)
    .where(
        POST.c.site == bindparam("site"),
        POST.c.post_id == bindparam("post_id"),
        CONTEXT.c.observer == bindparam("observer"),
        CONTEXT.c.access == bindparam("access"),
        or_(
            and_(
                CONTEXT.c.language == bindparam("language"),
                CONTEXT.c.route == bindparam("route"),
            ),
            # A refusal, by whichever route, is news that the claims of before do not tell.
            CAPTURE.c.error_code.is_not(None),
        ),
    )
    .order_by(CAPTURE.c.capture_id.desc())
    .limit(1)
)
_LISTED = (
    select(POST.c.post_id)
    .select_from(CAPTURE)
    .join(POST, POST.c.post_no == CAPTURE.c.post_no)
    .join(CONTEXT, CONTEXT.c.context_id == CAPTURE.c.context_id)
    .join(EXCHANGE, EXCHANGE.c.exchange_id == CAPTURE.c.exchange_id)
    .where(
        POST.c.site.in_(bindparam("sites", expanding=True)),
        CONTEXT.c.observer == bindparam("observer"),
        CONTEXT.c.route == Route.LIST.value,
        or_(
            func.instr(EXCHANGE.c.url, bindparam("before_query")) > 0,
            func.instr(EXCHANGE.c.url, bindparam("before_more")) > 0,
        ),
    )
    .distinct()
)
_LATER, _ITS_CONTEXT = CAPTURE.alias("later"), CONTEXT.alias("its_context")
_REFUSED = (
    select(POST.c.post_id)
    .select_from(CAPTURE)
    .join(POST, POST.c.post_no == CAPTURE.c.post_no)
    .join(CONTEXT, CONTEXT.c.context_id == CAPTURE.c.context_id)
    .where(
        POST.c.site.in_(bindparam("sites", expanding=True)),
        CONTEXT.c.observer == bindparam("observer"),
        CAPTURE.c.error_code.is_not(None),
        CAPTURE.c.control.is_(true()),
        ~select(_LATER.c.capture_id)
        .join(_ITS_CONTEXT, _ITS_CONTEXT.c.context_id == _LATER.c.context_id)
        .where(
            _LATER.c.post_no == CAPTURE.c.post_no,
            _LATER.c.capture_id > CAPTURE.c.capture_id,
            _LATER.c.error_code.is_(None),
            _ITS_CONTEXT.c.observer == bindparam("observer"),
        )
        .exists(),
    )
    .distinct()
)


def add_sweep(connection: Connection, run_id: int, sweep: Sweep) -> None:
    """Record a sweep that a run has finished."""
    row: dict[str, object] = {name: getattr(sweep, name) for name in _PLAIN}
    row |= {
        "run_id": run_id,
        "kind": sweep.kind.value,
        "filters": [list(pair) for pair in sweep.filters],
        "notes": list(sweep.notes),
        "finished_at": sweep.finished_at,
    }
    add_row(connection, SWEEP, row)


def read_sweeps(
    connection: Connection, site: str, collection: str, observer: str
) -> Sequence[Sweep]:
    """Return an observer's sweeps of one list, in recording order."""
    names = {"site": site, "collection": collection, "observer": observer}
    return tuple(
        Sweep(
            kind=SweepKind(row.kind),
            filters=tuple((name, value) for name, value in row.filters),
            notes=tuple(row.notes),
            finished_at=row.finished_at,
            **{name: getattr(row, name) for name in _PLAIN},
        )
        for row in connection.execute(_OF_LIST, names)
    )


def read_listed(
    connection: Connection, site: str, collection: str, observer: str
) -> frozenset[int]:
    """Return the ids of all posts that one list of a site ever showed an observer."""
    names = {
        "sites": _spellings(site),
        "observer": observer,
        # The route stands as it is in either form of address, with its parameters behind it.
        "before_query": f"{collection}?",
        "before_more": f"{collection}&",
    }
    return frozenset(connection.execute(_LISTED, names).scalars())


def read_refused(connection: Connection, site: str, observer: str) -> frozenset[int]:
    """Return the ids of a site's posts whose refusals speak, and that came to no text since."""
    names = {"sites": _spellings(site), "observer": observer}
    return frozenset(connection.execute(_REFUSED, names).scalars())


def _spellings(site: str) -> list[str]:
    bare = site.removeprefix("www.")
    return [bare, f"www.{bare}"]


def read_last_claims(connection: Connection, key: PostKey, context: Context) -> bytes | None:
    """Return the digest of the claims that a post's last capture in a context states; 32 bytes.

    None where there is none, where it shows no text (a body that cannot be assessed), or where the
    post was refused since, on any route.
    """
    names = {
        "site": key.site,
        "post_id": key.post_id,
        "observer": context.observer,
        "access": context.access,
        "language": context.language or "",
        "route": context.route.value,
    }
    return connection.execute(_LAST_CLAIMS, names).scalar_one_or_none()
