"""Under which log entry each capture stands, and what was asked for a post and did not come."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, or_, select

from provenance.archive.posts import number_of_post
from provenance.archive.run_entries import read_places
from provenance.archive.tables import CAPTURE, EXCHANGE, RUN_END
from provenance.errors import ArchiveError
from provenance.model import PostKey, Unanswered

Connecting = Callable[[], AbstractContextManager[Connection]]

_RUN_ENTRIES = select(RUN_END.c.run_id, RUN_END.c.entry_seq).where(RUN_END.c.entry_seq.is_not(None))
_TARGETS = (
    select(EXCHANGE.c.target)
    .join(CAPTURE, CAPTURE.c.exchange_id == EXCHANGE.c.exchange_id)
    .where(CAPTURE.c.post_no == bindparam("post_no"))
)
_WORST_ANSWER = 400
_UNANSWERED = (
    select(
        EXCHANGE.c.run_id,
        EXCHANGE.c.url,
        EXCHANGE.c.status,
        EXCHANGE.c.failure,
        EXCHANGE.c.received_at,
    )
    .outerjoin(CAPTURE, CAPTURE.c.exchange_id == EXCHANGE.c.exchange_id)
    .where(
        CAPTURE.c.capture_id.is_(None),
        EXCHANGE.c.target.in_(_TARGETS),
        or_(EXCHANGE.c.failure.is_not(None), EXCHANGE.c.status >= _WORST_ANSWER),
    )
    .order_by(EXCHANGE.c.exchange_id)
)
_RUN_OF = select(EXCHANGE.c.run_id).join(CAPTURE, CAPTURE.c.exchange_id == EXCHANGE.c.exchange_id)
_RUN_OF = _RUN_OF.where(CAPTURE.c.capture_id == bindparam("capture_id"))


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPlace:
    """Where a capture's record stands among its run's.

    Attributes:
        leaves: Leaf hashes of the run's records in recording order; each 32 bytes.
        index: The record's place among them, from 0.
        entry: Index of the run's log entry; None where the run never ended.
    """

    leaves: tuple[bytes, ...]
    index: int
    entry: int | None


class StoredCoverage:
    """What the log says of each asking; made by `Archive.coverage`."""

    def __init__(self, reading: Connecting) -> None:
        self._reading = reading

    def run_entries(self) -> Mapping[int, int]:
        """Return the index of each finished run's log entry by the run's number."""
        with self._reading() as connection:
            return {row.run_id: row.entry_seq for row in connection.execute(_RUN_ENTRIES)}

    def unanswered(self, key: PostKey) -> tuple[Unanswered, ...]:
        """Return what was asked as a post was, and brought no capture, in recording order."""
        with self._reading() as connection:
            told = {"post_no": number_of_post(connection, key)}
            rows = connection.execute(_UNANSWERED, told).all()
        entries = self.run_entries()
        return tuple(
            Unanswered(
                at=row.received_at,
                url=row.url,
                failure=row.failure or f"status {row.status}",
                run_entry=entries.get(row.run_id),
            )
            for row in rows
        )

    def place(self, capture_id: int) -> RecordPlace:
        """Return where a capture's record stands among its run's.

        Raises:
            ArchiveError: There is no capture with this id.
        """
        with self._reading() as connection:
            run_id = connection.execute(_RUN_OF, {"capture_id": capture_id}).scalar()
            if run_id is None:
                raise ArchiveError(f"the archive holds no capture with the number {capture_id}")
            places = list(read_places(connection, run_id))
            entry = self.run_entries().get(run_id)
        index = next(at for at, (number, _) in enumerate(places) if number == capture_id)
        return RecordPlace(leaves=tuple(leaf for _, leaf in places), index=index, entry=entry)
