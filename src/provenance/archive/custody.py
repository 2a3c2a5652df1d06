"""Records of custody in SQL: which files left the archive, when, and in whose hands."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Integer,
    LargeBinary,
    Table,
    bindparam,
    select,
)

from provenance.archive.columns import WIDE_INTEGER, Document, ForeignText, Instant, Truth
from provenance.archive.inserts import add_row
from provenance.archive.posts import add_post
from provenance.archive.tables import METADATA, POST
from provenance.model import Custody, PostKey

Connecting = Callable[[], AbstractContextManager[Connection]]

CUSTODY = Table(
    "custody",
    METADATA,
    Column("custody_id", Integer, primary_key=True),
    Column("exported_at", Instant, nullable=False),
    Column("custodian", ForeignText),
    Column("post_no", Integer, ForeignKey("post.post_no"), nullable=False),
    Column("entries", Document, nullable=False),
    Column("blocks", Document, nullable=False),
    Column("has_declaration", Truth, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("size_bytes", WIDE_INTEGER, nullable=False),
    Column("tool", ForeignText, nullable=False),
)

_ALL = (
    select(CUSTODY, POST.c.site, POST.c.post_id)
    .join(POST, POST.c.post_no == CUSTODY.c.post_no)
    .order_by(CUSTODY.c.custody_id)
)
_OF_POST = _ALL.where(POST.c.site == bindparam("site"), POST.c.post_id == bindparam("post_id"))
_PLAIN = ("exported_at", "custodian", "has_declaration", "digest", "size_bytes", "tool")


class CustodyBook:
    """The records of one archive; made by `Archive.custody`."""

    def __init__(self, *, reading: Connecting, writing: Connecting) -> None:
        self._reading = reading
        self._writing = writing

    def add(self, record: Custody) -> None:
        """Record that evidence leaves the archive.

        Raises:
            ArchiveError: The archive cannot be written.
        """
        row: dict[str, object] = {name: getattr(record, name) for name in _PLAIN}
        with self._writing() as connection:
            row |= {
                "post_no": add_post(connection, record.post),
                "entries": list(record.entries),
                "blocks": list(record.blocks),
            }
            add_row(connection, CUSTODY, row)

    def records(self, key: PostKey | None = None) -> tuple[Custody, ...]:
        """Return the records of one post, or of all where `key` is None, the oldest first."""
        told = {} if key is None else {"site": key.site, "post_id": key.post_id}
        with self._reading() as connection:
            rows = connection.execute(_OF_POST if told else _ALL, told).all()
        return tuple(
            Custody(
                post=PostKey(site=row.site, post_id=row.post_id),
                entries=tuple(row.entries),
                blocks=tuple(row.blocks),
                **{name: getattr(row, name) for name in _PLAIN},
            )
            for row in rows
        )
