"""Everything that was recorded, answer by answer, for whoever checks it; never checks a meaning."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, func, select, text

from provenance.archive import captures, exchanges
from provenance.archive.blobs import Blobs
from provenance.archive.records import StoredCapture
from provenance.archive.stored_log import LogView
from provenance.archive.tables import BLOB, CAPTURE, EXCHANGE, RUN_END
from provenance.digest import format_digest
from provenance.errors import DigestMismatchError
from provenance.model import Capture, Exchange

_BATCH = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredExchange:
    """One answer as it was recorded, with its captures.

    Attributes:
        exchange_id: The archive's number for it.
        run_id: The run that recorded it.
        exchange: The answer, its body byte for byte.
        leaf: Leaf hash of its own record, 32 bytes; None where its captures stand for it.
        captures: Its captures in recording order, as stored and as they were taken.
    """

    exchange_id: int
    run_id: int
    exchange: Exchange
    leaf: bytes | None
    captures: tuple[tuple[StoredCapture, Capture], ...]


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

    def blobs(self) -> Iterator[bytes]:
        """Yield every blob's bytes, each held against its digest.

        Raises:
            DigestMismatchError: One is no longer what was stored.
        """
        last = -1
        while ids := self._next_ids(last):
            yield from Blobs(self._connection).get_many(ids).values()
            last = ids[-1]

    def exchanges(self) -> Iterator[StoredExchange]:
        """Yield every answer with its captures, in recording order.

        Raises:
            DigestMismatchError: Stored bytes are no longer those that were stored.
        """
        wanted = select(EXCHANGE.c.exchange_id, EXCHANGE.c.run_id, EXCHANGE.c.leaf)
        rows = self._connection.execute(wanted.order_by(EXCHANGE.c.exchange_id)).all()
        for row in rows:
            yield StoredExchange(
                exchange_id=row.exchange_id,
                run_id=row.run_id,
                exchange=exchanges.read_exchange(self._connection, row.exchange_id),
                leaf=row.leaf,
                captures=captures.read_of_exchange(self._connection, row.exchange_id),
            )

    def run_entries(self) -> dict[int, int]:
        """Return the index of each finished run's log entry by the run's number."""
        wanted = select(RUN_END.c.run_id, RUN_END.c.entry_seq)
        rows = self._connection.execute(wanted.where(RUN_END.c.entry_seq.is_not(None)))
        return {row.run_id: row.entry_seq for row in rows}

    def _next_ids(self, last: int) -> list[int]:
        ids = select(BLOB.c.blob_id).where(BLOB.c.blob_id > last).order_by(BLOB.c.blob_id)
        return list(self._connection.execute(ids.limit(_BATCH)).scalars())

    def _count(self, column: object) -> int:
        count: int = self._connection.execute(select(func.count(column))).scalar_one()  # type: ignore[arg-type]  # a column
        return count


def altered_record(what: str, leaf: bytes) -> DigestMismatchError:
    """Return the error for a record that no longer has the leaf hash it was logged under."""
    return _damaged(f"{what} is no longer what was logged as {format_digest(leaf)}")


def _damaged(what: str) -> DigestMismatchError:
    return DigestMismatchError(
        what, remedy="the archive was damaged or altered; restore it from a copy"
    )
