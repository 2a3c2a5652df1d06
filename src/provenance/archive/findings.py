"""What is kept of findings: which an earlier report had, and what people said of them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    bindparam,
    select,
)

from provenance.archive.columns import ForeignText, Instant
from provenance.archive.inserts import add_row
from provenance.archive.posts import add_post, number_of_post
from provenance.archive.tables import KNOWN_FINDING, METADATA, POST
from provenance.model import Annotation, PostKey, ReviewStatus

Connecting = Callable[[], AbstractContextManager[Connection]]


ANNOTATION = Table(
    "annotation",
    METADATA,
    Column("annotation_id", Integer, primary_key=True),
    Column("post_no", Integer, ForeignKey("post.post_no"), nullable=False),
    Column("fingerprint", LargeBinary, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("made_by", ForeignText, nullable=False),
    Column("status", Text),
    Column("comment", ForeignText),
    Column("reply", ForeignText),
    Index("annotation_of_post", "post_no"),
)

_OF_POST = (
    select(ANNOTATION)
    .join(POST, POST.c.post_no == ANNOTATION.c.post_no)
    .where(POST.c.site == bindparam("site"), POST.c.post_id == bindparam("post_id"))
    .order_by(ANNOTATION.c.annotation_id)
)
_KNOWN = select(KNOWN_FINDING.c.fingerprint).where(KNOWN_FINDING.c.post_no == bindparam("post_no"))


class FindingBook:
    """What one archive keeps of findings, by their fingerprints; made by `Archive.findings`."""

    def __init__(self, *, reading: Connecting, writing: Connecting) -> None:
        self._reading = reading
        self._writing = writing

    def known(self, key: PostKey) -> frozenset[bytes]:
        """Return the fingerprints of a post's findings in earlier audits; each 32 bytes."""
        with self._reading() as connection:
            number = number_of_post(connection, key)
            return frozenset() if number is None else _read_known(connection, number)

    def remember(self, key: PostKey, fingerprints: Iterable[bytes]) -> None:
        """Add fingerprints, 32 bytes each, to those that are known of a post."""
        fresh = frozenset(fingerprints) - self.known(key)
        if fresh:
            with self._writing() as connection:
                number = add_post(connection, key)
                for fingerprint in sorted(fresh - _read_known(connection, number)):
                    row = {"post_no": number, "fingerprint": fingerprint}
                    add_row(connection, KNOWN_FINDING, row)

    def annotations(self, key: PostKey) -> Mapping[bytes, tuple[Annotation, ...]]:
        """Return what people said of a post's findings, by fingerprint, the first said first."""
        told: defaultdict[bytes, tuple[Annotation, ...]] = defaultdict(tuple)
        with self._reading() as connection:
            for row in connection.execute(_OF_POST, {"site": key.site, "post_id": key.post_id}):
                told[row.fingerprint] += (
                    Annotation(
                        made_at=row.made_at,
                        made_by=row.made_by,
                        status=None if row.status is None else ReviewStatus(row.status),
                        comment=row.comment,
                        reply=row.reply,
                    ),
                )
        return dict(told)

    def annotate(self, key: PostKey, fingerprint: bytes, annotation: Annotation) -> None:
        """Add what somebody said of the finding with that fingerprint.

        Raises:
            ArchiveError: The archive cannot be written.
        """
        with self._writing() as connection:
            row = {
                "post_no": add_post(connection, key),
                "fingerprint": fingerprint,
                "made_at": annotation.made_at,
                "made_by": annotation.made_by,
                "status": None if annotation.status is None else annotation.status.value,
                "comment": annotation.comment,
                "reply": annotation.reply,
            }
            add_row(connection, ANNOTATION, row)


def _read_known(connection: Connection, post_no: int) -> frozenset[bytes]:
    return frozenset(connection.execute(_KNOWN, {"post_no": post_no}).scalars())
