"""One run's writing: an answer at a time, and the run's own log entry last.

The run's row is written with its first answer, so that a run that records nothing leaves the
archive as it was.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from functools import partial
from types import TracebackType
from typing import Self

from sqlalchemy import Connection

from provenance.archive import sweeps
from provenance.archive.followed import add_followed
from provenance.archive.inserts import add_row
from provenance.archive.records import RunInfo
from provenance.archive.run_entries import append_run
from provenance.archive.tables import RUN, RUN_END
from provenance.archive.transaction import Transaction
from provenance.model import Followed, Sweep

Connecting = Callable[[], AbstractContextManager[Connection]]


class Recording:
    """One run in the making; made by `Archive.recording`, used in a `with` statement."""

    def __init__(self, info: RunInfo, *, reading: Connecting, writing: Connecting) -> None:
        self._info = info
        self._reading = reading
        self._writing = writing
        self._run_id: int | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the run; what was recorded stays, whatever the error."""

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Give the writing of one answer: committed when the block ends, undone on an error.

        Raises:
            ArchiveError: It could not be written, and nothing of it was.
        """
        made: list[int] = []
        with self._writing() as connection:
            transaction = Transaction(connection, lambda given: self._run(given, made))
            yield transaction
            transaction.add_remaining_slices()
        # Only now is the run's row there for good.
        self._run_id = made[0] if made else self._run_id

    def add_sweep(self, sweep: Sweep) -> None:
        """Record that the run has walked through a list of a site."""
        self._add(partial(sweeps.add_sweep, sweep=sweep))

    def add_followed(self, followed: Followed) -> None:
        """Record that the run has followed a feed or a sitemap to its articles."""
        self._add(partial(add_followed, followed=followed))

    def finish(self, *, finished_at: datetime) -> int | None:
        """Return the index of the run's own log entry; None for a run that recorded nothing.

        The entry is over the run's records, and over every row that no entry is over yet.
        """
        if self._run_id is None:
            return None
        row: dict[str, object] = {"run_id": self._run_id, "finished_at": finished_at}
        with self._writing() as connection:
            index = append_run(connection, self._run_id, finished_at)
            add_row(connection, RUN_END, row | {"entry_seq": index})
        return index

    def _add(self, add: Callable[[Connection, int], None]) -> None:
        made: list[int] = []
        with self._writing() as connection:
            add(connection, self._run(connection, made))
        self._run_id = made[0] if made else self._run_id

    def _run(self, connection: Connection, made: list[int]) -> int:
        """Return the run's id; its row is written where no transaction has yet."""
        if self._run_id is not None:
            return self._run_id
        if not made:
            row = {
                "command": self._info.command,
                "started_at": self._info.started_at,
                "tool": self._info.tool,
                "observer": self._info.observer,
                "options": dict(self._info.options),
            }
            made.append(add_row(connection, RUN, row))
        return made[0]
