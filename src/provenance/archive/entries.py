"""The log's entries in SQL: appended one after the other, read in order; never a proof.

Entries that come together share a row as far as their tile goes (docs/adr/0155).
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TypeAlias

from sqlalchemy import BindParameter, Connection, Row, bindparam, func, select

from provenance.archive.tables import ENTRY
from provenance.archive.tiles import complete_tiles, log_size
from provenance.digest import DIGEST_SIZE, leaf_hash, leaf_hashes
from provenance.errors import DigestMismatchError, NoteError
from provenance.log import WIDTH, bundle, iterate_bundle, split_hashes

_Stored: TypeAlias = tuple[int, bytes, bytes, bytes | None, bytes | None]

# As text, since a statement that is compiled costs more than the rows that it adds.
_APPEND = (
    "INSERT INTO entry (seq, body, leaf, further_bodies, further_leaves) VALUES (?, ?, ?, ?, ?)"
)

_FIRST: BindParameter[int] = bindparam("first")
# The row that the first one lies in, wherever in it that is.
_BEGIN = select(func.coalesce(func.max(ENTRY.c.seq), _FIRST)).where(ENTRY.c.seq <= _FIRST)
_ROWS = (
    select(ENTRY)
    .where(ENTRY.c.seq >= _BEGIN.scalar_subquery(), ENTRY.c.seq < bindparam("last"))
    .order_by(ENTRY.c.seq)
)


def append_entries(connection: Connection, bodies: Sequence[bytes]) -> int:
    """Return the index of the first of these new entries; the caller holds the write lock."""
    first = log_size(connection)
    leaves = leaf_hashes(bodies)
    for row in _rows(first, bodies, leaves):
        connection.exec_driver_sql(_APPEND, row)
    complete_tiles(connection, first, leaves)
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
    wanted = range(first, sys.maxsize if last is None else last)
    due = first
    for row in connection.execute(_ROWS, {"first": wanted.start, "last": wanted.stop}):
        begin = row.seq
        is_within = begin < due == first
        if begin != due and not is_within:
            raise _altered(due)
        yield from _read_row(row, wanted)
        due = max(first, begin + 1 + len(row.further_leaves or b"") // DIGEST_SIZE)
    if last is not None and due < last:
        raise _altered(due)


def _rows(first: int, bodies: Sequence[bytes], leaves: Sequence[bytes]) -> Iterator[_Stored]:
    """Yield the rows of new entries, cut where their tiles end."""
    at = 0
    while at < len(bodies):
        end = at + WIDTH - (first + at) % WIDTH
        further_bodies = bundle(bodies[at + 1 : end]) or None
        further_leaves = b"".join(leaves[at + 1 : end]) or None
        yield first + at, bodies[at], leaves[at], further_bodies, further_leaves
        at = end


def _read_row(row: Row[*_Stored], wanted: range) -> Iterator[bytes]:
    """Yield the bodies of those of a row's entries that are wanted, each held against its leaf."""
    index, body, leaf, further_bodies, further_leaves = row
    bodies: Iterable[bytes] = (body,)
    leaves: Iterable[bytes] = (leaf,)
    if further_bodies or further_leaves:
        bodies = chain(bodies, iterate_bundle(further_bodies or b""))
        leaves = chain(leaves, split_hashes(further_leaves or b""))
    try:
        for body, leaf in zip(bodies, leaves, strict=True):
            if index in wanted:
                if leaf_hash(body) != leaf:
                    raise _altered(index)
                yield body
            index += 1
            if index == wanted.stop:
                return
    except (NoteError, ValueError) as error:
        raise _altered(index) from error


def _altered(index: int) -> DigestMismatchError:
    return DigestMismatchError(
        f"log entry {index} is missing or is no longer what was logged",
        remedy="the archive was damaged or altered; restore it from a copy",
    )
