"""A run's own log entry: over its records, and over every row that no entry is over yet."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection, bindparam, literal, select, union_all

from provenance.archive.columns import microseconds
from provenance.archive.entries import append_entries
from provenance.archive.row_roots import add_row_root, rows_document, uncovered
from provenance.archive.tables import CAPTURE, EXCHANGE
from provenance.digest import RunningRoot, sha256
from provenance.log import rows_entry, run_entry

_OF_RUN = EXCHANGE.c.run_id == bindparam("run_id")
_LEAVES = union_all(
    select(
        EXCHANGE.c.exchange_id.label("answer"), literal(0).label("place"), EXCHANGE.c.leaf
    ).where(_OF_RUN, EXCHANGE.c.leaf.is_not(None)),
    select(CAPTURE.c.exchange_id, CAPTURE.c.capture_id, CAPTURE.c.leaf)
    .join(EXCHANGE, EXCHANGE.c.exchange_id == CAPTURE.c.exchange_id)
    .where(_OF_RUN),
).order_by("answer", "place")


def read_leaves(connection: Connection, run_id: int) -> Iterator[bytes]:
    """Yield the leaf hashes of a run's records in recording order; each 32 bytes."""
    for _, leaf in read_places(connection, run_id):
        yield leaf


def read_places(connection: Connection, run_id: int) -> Iterator[tuple[int, bytes]]:
    """Yield whose record each of a run's is, in recording order, and its leaf hash, 32 bytes.

    A capture's number; 0 for an answer's own.
    """
    for row in connection.execute(_LEAVES, {"run_id": run_id}):
        yield row.place, row.leaf


def append_run(connection: Connection, run_id: int, finished_at: datetime) -> int:
    """Return the index of the new entry of a run; the caller holds the write lock."""
    root = RunningRoot()
    for leaf in read_leaves(connection, run_id):
        root.add(leaf)
    told = {"run_id": run_id, "finished_at": microseconds(finished_at)}
    document = rows_document(connection, told)
    entry = run_entry(root.root(), root.count, sha256(document))
    return _append(connection, entry, document)


def append_rows(connection: Connection) -> int | None:
    """Return the index of a new entry over the rows that none is over; None where there are none.

    The caller holds the write lock.
    """
    if not uncovered(connection):
        return None
    document = rows_document(connection, None)
    return _append(connection, rows_entry(sha256(document)), document)


def _append(connection: Connection, entry: bytes, document: bytes) -> int:
    index = append_entries(connection, [entry])
    add_row_root(connection, index, document)
    return index
