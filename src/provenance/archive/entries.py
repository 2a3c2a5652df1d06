"""The log's entries in SQL: appended one after the other, read in order; never a proof."""

from collections.abc import Iterator

from sqlalchemy import Connection, func, select

from provenance.archive.inserts import add_row
from provenance.archive.tables import ENTRY
from provenance.archive.tiles import complete_tiles
from provenance.digest import leaf_hash
from provenance.errors import DigestMismatchError

_NEXT = select(func.coalesce(func.max(ENTRY.c.seq), -1) + 1)


def append_entry(connection: Connection, body: bytes) -> int:
    """Return the index of the new entry, from 0; the caller holds the write lock."""
    index: int = connection.execute(_NEXT).scalar_one()
    add_row(connection, ENTRY, {"seq": index, "body": body, "leaf": leaf_hash(body)})
    complete_tiles(connection, index + 1)
    return index


def read_entries(
    connection: Connection, first: int = 0, last: int | None = None
) -> Iterator[bytes]:
    """Yield the bodies of entries in order.

    Args:
        connection: Where to read.
        first: Index of the first.
        last: Index after the last; None for all that there are.

    Raises:
        DigestMismatchError: An entry no longer has its leaf hash, or one is missing.
    """
    wanted = select(ENTRY).where(ENTRY.c.seq >= first).order_by(ENTRY.c.seq)
    if last is not None:
        wanted = wanted.where(ENTRY.c.seq < last)
    index = first
    for row in connection.execute(wanted):
        if row.seq != index or leaf_hash(row.body) != row.leaf:
            raise _altered(index)
        yield row.body
        index += 1
    if last is not None and index < last:
        raise _altered(index)


def _altered(index: int) -> DigestMismatchError:
    return DigestMismatchError(
        f"log entry {index} is missing or is no longer what was logged",
        remedy="the archive was damaged or altered; restore it from a copy",
    )
