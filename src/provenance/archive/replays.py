"""Everything that was recorded, answer by answer, for whoever checks it; never checks a meaning."""

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Integer, Row, bindparam, func, select, text, type_coerce, union

from provenance.archive import captures, exchanges
from provenance.archive.blobs import Blobs, HeldBlobs
from provenance.archive.records import ExchangeRange, StoredExchange, TakenCapture
from provenance.archive.row_roots import running_root, uncovered
from provenance.archive.run_entries import read_leaves
from provenance.archive.stored_log import LogView
from provenance.archive.tables import BLOB, CAPTURE, ENTRY, EXCHANGE, POST, RUN_END, SLICE
from provenance.digest import format_digest
from provenance.errors import DigestMismatchError
from provenance.model import PostKey

_GROUP = 256
_GROUP_BYTES = 4 << 20

_OF_GLUE, _OF_SLICE = BLOB.alias("of_glue"), BLOB.alias("of_slice")
_SLICED = (
    select(func.coalesce(func.sum(_OF_SLICE.c.size_bytes), 0))
    .select_from(SLICE)
    .join(_OF_SLICE, _OF_SLICE.c.blob_id == SLICE.c.blob_id)
    .where(SLICE.c.exchange_id == EXCHANGE.c.exchange_id)
    .scalar_subquery()
)
_EXCHANGES = (
    select(
        EXCHANGE.c.exchange_id,
        EXCHANGE.c.run_id,
        EXCHANGE.c.leaf,
        (_OF_GLUE.c.size_bytes + _SLICED).label("size_bytes"),
    )
    .join(_OF_GLUE, _OF_GLUE.c.blob_id == EXCHANGE.c.glue_id)
    .where(EXCHANGE.c.exchange_id.between(bindparam("first"), bindparam("last")))
    .order_by(EXCHANGE.c.exchange_id)
)
# Those that rest on one keyframe come together, so that it is made large again once.
_BLOBS = select(BLOB.c.blob_id, BLOB.c.size_bytes).order_by(
    func.coalesce(BLOB.c.base_id, BLOB.c.blob_id), BLOB.c.blob_id
)
_SHOWN = (
    EXCHANGE.c.glue_id,
    EXCHANGE.c.headers_id,
    EXCHANGE.c.request_headers_id,
    SLICE.c.blob_id,
    CAPTURE.c.raw_id,
)
_OTHERS = _BLOBS.where(BLOB.c.blob_id.not_in(union(*map(select, _SHOWN))))
_RUN_ENTRIES = (
    select(
        RUN_END.c.run_id,
        RUN_END.c.entry_seq,
        # As it stands: a time that was altered may be one that no calendar has.
        type_coerce(RUN_END.c.finished_at, Integer).label("finished_at"),
    )
    .where(RUN_END.c.entry_seq.is_not(None))
    .order_by(RUN_END.c.entry_seq)
)
_CAPTURE_ENTRIES = (
    select(
        CAPTURE.c.capture_id,
        CAPTURE.c.entry_seq,
        POST.c.site,
        POST.c.post_id,
        BLOB.c.digest,
        ENTRY.c.body,
    )
    .join(POST, POST.c.post_no == CAPTURE.c.post_no)
    .outerjoin(BLOB, BLOB.c.blob_id == CAPTURE.c.statement_id)
    .join(ENTRY, ENTRY.c.seq == CAPTURE.c.entry_seq)
)


_EVERY = ExchangeRange(first=0, last=sys.maxsize)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunEntry:
    """Which log entry is a run's.

    Attributes:
        run_id: The run.
        entry: Index of its entry.
        finished_at: When it ended, in whole microseconds since 1970-01-01T00:00:00Z.
    """

    run_id: int
    entry: int
    finished_at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureEntry:
    """Which log entry is a capture's.

    Attributes:
        capture_id: The archive's number for the capture.
        key: Which post.
        entry: Index of its entry.
        statement: Digest of its statement, 32 bytes; None where it has none.
        body: The entry's bytes.
    """

    capture_id: int
    key: PostKey
    entry: int
    statement: bytes | None
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much an archive holds.

    Attributes:
        blobs: Bodies, headers, certificates and statements.
        exchanges: Answers.
        captures: Captures.
    """

    blobs: int
    exchanges: int
    captures: int


class Replays:
    """What was recorded, read once from the first to the last; made by `Archive.replays`.

    Attributes:
        log: The log, as it was at the same moment.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        # Of the same moment: what is appended meanwhile would else be in the one and not the other.
        self.log = LogView(connection)

    def counts(self) -> Counts:
        """Return how much there is to read."""
        return Counts(
            blobs=self._count(BLOB.c.blob_id),
            exchanges=self._count(EXCHANGE.c.exchange_id),
            captures=self._count(CAPTURE.c.capture_id),
        )

    def check_file(self) -> None:
        """Check the file's pages, and that every row that is named is there.

        Raises:
            DigestMismatchError: SQLite finds it damaged.
        """
        faults = [
            str(row[0]) for row in self._connection.execute(text("PRAGMA integrity_check(1)"))
        ]
        if faults != ["ok"]:
            raise _damaged(f"the database file is damaged: {faults[0]}")
        row = self._connection.execute(text("PRAGMA foreign_key_check")).first()
        if row is not None:
            raise _damaged(f"a row of the table {row[0]} names a row of {row[2]} that is not there")

    def ranges(self) -> Iterator[ExchangeRange]:
        """Yield the ranges that every answer is in one of, in recording order."""
        for rows in self._together(_EVERY):
            yield ExchangeRange(first=rows[0].exchange_id, last=rows[-1].exchange_id)

    def exchanges(self, within: ExchangeRange = _EVERY) -> Iterator[StoredExchange]:
        """Yield answers with their captures, in recording order.

        Args:
            within: Which; every one where it is left out.

        Raises:
            DigestMismatchError: Stored bytes are no longer those that were stored.
        """
        blobs = Blobs(self._connection)
        for rows in self._together(within):
            # Nothing lies between them that is not among them.
            first, last = rows[0].exchange_id, rows[-1].exchange_id
            held = HeldBlobs(blobs)
            taken: defaultdict[int, list[TakenCapture]] = defaultdict(list)
            try:
                found = exchanges.read_exchanges(self._connection, first, last, held)
                for number, one in captures.read_of_exchanges(self._connection, first, last, held):
                    taken[number].append(one)
            except (ValueError, OverflowError, LookupError, TypeError) as error:
                raise _damaged(
                    f"one of the answers {first} to {last} has a value that none was recorded"
                    f" with: {error}"
                ) from error
            for row in rows:
                yield StoredExchange(
                    exchange_id=row.exchange_id,
                    run_id=row.run_id,
                    exchange=found[row.exchange_id],
                    leaf=row.leaf,
                    captures=tuple(taken[row.exchange_id]),
                )

    def blobs(self, *, but_shown: bool = False) -> Iterator[bytes]:
        """Yield blobs' bytes, each held against its digest.

        Args:
            but_shown: Whether to leave out those that `exchanges` reads.

        Raises:
            DigestMismatchError: One is no longer what was stored.
        """
        blobs = Blobs(self._connection)
        for rows in _together(self._connection.execute(_OTHERS if but_shown else _BLOBS)):
            yield from blobs.get_many(row.blob_id for row in rows).values()

    def leaves(self, run_id: int) -> Iterator[bytes]:
        """Yield the leaf hashes, 32 bytes each, that a run's records were logged under."""
        return read_leaves(self._connection, run_id)

    def run_entries(self) -> Iterator[RunEntry]:
        """Yield which log entry is whose run's, in the order of the log."""
        for row in self._connection.execute(_RUN_ENTRIES):
            yield RunEntry(run_id=row.run_id, entry=row.entry_seq, finished_at=row.finished_at)

    def capture_entries(self) -> Iterator[CaptureEntry]:
        """Yield which log entry is whose capture's, and of which statement."""
        for row in self._connection.execute(_CAPTURE_ENTRIES):
            yield CaptureEntry(
                capture_id=row.capture_id,
                key=PostKey(site=row.site, post_id=row.post_id),
                entry=row.entry_seq,
                statement=row.digest,
                body=row.body,
            )

    def rows_root(self, table: str, *, after: int | None, last: int) -> bytes:
        """Return the root, 32 bytes, over the rows of a table between two keys."""
        root, _ = running_root(self._connection, table, after=after, last=last)
        return root.root()

    def uncovered(self) -> dict[str, int]:
        """Return how many rows of which table no log entry covers."""
        return uncovered(self._connection)

    def _together(self, within: ExchangeRange) -> Iterator[list[Row[Any]]]:
        return _together(self._connection.execute(_EXCHANGES, within._asdict()))

    def _count(self, column: object) -> int:
        count: int = self._connection.execute(select(func.count(column))).scalar_one()  # type: ignore[arg-type]  # a column
        return count


def _together(rows: Iterable[Row[Any]]) -> Iterator[list[Row[Any]]]:
    """Yield rows in groups whose bytes can be in memory together; each has one at least."""
    some: list[Row[Any]] = []
    size_bytes = 0
    for row in rows:
        if some and (size_bytes + row.size_bytes > _GROUP_BYTES or len(some) == _GROUP):
            yield some
            some, size_bytes = [], 0
        some.append(row)
        size_bytes += row.size_bytes
    if some:
        yield some


def altered_record(what: str, leaf: bytes) -> DigestMismatchError:
    """Return the error for a record that no longer has the leaf hash it was logged under."""
    return _damaged(f"{what} is no longer what was logged as {format_digest(leaf)}")


def _damaged(what: str) -> DigestMismatchError:
    return DigestMismatchError(
        what, remedy="the archive was damaged or altered; restore it from a copy"
    )
