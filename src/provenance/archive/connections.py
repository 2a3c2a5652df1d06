"""How an archive's file is reached: transactions to read in, and to write in.

Owns that they begin and end, and that many reads can share one. Never says what is read.
"""

from collections.abc import Iterator
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
    def at_one_moment(self) -> Iterator[None]:
        """Have all reads inside share one transaction; for one thread alone."""
        with self.reading() as connection:
            self._shared = connection
            try:
                yield
            finally:
                self._shared = None

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
