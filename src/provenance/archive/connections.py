"""How an archive's file is reached: transactions to read in, and to write in.

Owns that they begin and end, and that many reads can share one. Never says what is read.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine

from provenance.archive.failures import archive_errors
from provenance.errors import ReadOnlyArchiveError


class Connections:
    """The transactions of one open archive."""

    def __init__(self, path: Path, engine: Engine, *, read_only: bool) -> None:
        self._path = path
        self._engine = engine
        self._read_only = read_only
        self._shared: Connection | None = None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a transaction to read in: the shared one inside `at_one_moment`, else a new one."""
        if self._shared is not None:
            yield self._shared
            return
        with archive_errors(self._path), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def at_one_moment(self) -> Iterator[Callable[[], bool]]:
        """Have all reads inside share one transaction; for one thread alone.

        Gives whether the archive still is as it is inside: whether nothing was recorded since.
        """
        with self._counting() as commits, self.reading() as connection:
            before = commits()
            # A transaction sees the moment of its first read, not that of its beginning.
            connection.exec_driver_sql("SELECT 1 FROM sqlite_schema LIMIT 1")
            self._shared = connection
            try:
                yield lambda: commits() == before
            finally:
                self._shared = None

    @contextmanager
    def _counting(self) -> Iterator[Callable[[], int]]:
        """Give a number that is another where another connection committed since it was asked."""
        with archive_errors(self._path), self._engine.connect() as connection:

            def commits() -> int:
                with connection.begin():
                    return int(connection.exec_driver_sql("PRAGMA data_version").scalar_one())

            yield commits

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a transaction to write in.

        Raises:
            ReadOnlyArchiveError: The archive was opened for reading alone.
        """
        if self._read_only:
            raise ReadOnlyArchiveError(f"the archive {self._path} was opened for reading alone")
        with (
            archive_errors(self._path),
            self._engine.connect() as connection,
            connection.execution_options(writes=True).begin(),
        ):
            yield connection
