"""The log's entries in SQL: appended one after the other, read in order; never a proof."""

from collections.abc import Iterator

from sqlalchemy import Connection, func, select

from provenance.archive.inserts import add_row
from provenance.archive.tables import ENTRY
from provenance.digest import leaf_hash
from provenance.errors import DigestMismatchError

_NEXT = select(func.coalesce(func.max(ENTRY.c.seq), -1) + 1)


def append_entry(connection: Connection, body: bytes) -> int:
    """Return the index of the new entry, from 0; the caller holds the write lock."""
    index: int = connection.execute(_NEXT).scalar_one()
    add_row(connection, ENTRY, {"seq": index, "body": body, "leaf": leaf_hash(body)})
    return index


def read_entries(connection: Connection) -> Iterator[bytes]:
    """Yield the bodies of all entries in order.

    Raises:
        DigestMismatchError: An entry no longer has its leaf hash, or one is missing.
    """
    for index, row in enumerate(connection.execute(select(ENTRY).order_by(ENTRY.c.seq))):
        if row.seq != index or leaf_hash(row.body) != row.leaf:
            raise DigestMismatchError(
                f"log entry {index} is missing or is no longer what was logged",
                remedy="the archive was damaged or altered; restore it from a copy",
            )
        yield row.body
