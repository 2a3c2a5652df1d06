"""The log's entries in SQL: appended one after the other, read in order; never a proof."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, select

from provenance.archive.tables import ENTRY
from provenance.archive.tiles import complete_tiles, log_size
from provenance.digest import leaf_hash, leaf_hashes
from provenance.errors import DigestMismatchError

# As text, since a statement that is compiled costs more than the rows that it adds.
_APPEND = "INSERT INTO entry (seq, body, leaf) VALUES (?, ?, ?)"


def append_entries(connection: Connection, bodies: Sequence[bytes]) -> int:
    """Return the index of the first of these new entries; the caller holds the write lock."""
    first = log_size(connection)
    rows = zip(range(first, first + len(bodies)), bodies, leaf_hashes(bodies), strict=True)
    if bodies:
        connection.exec_driver_sql(_APPEND, list(rows))
    complete_tiles(connection, first, first + len(bodies))
    return first


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
