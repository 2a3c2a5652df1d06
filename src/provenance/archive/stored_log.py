"""The archive's log as its users see it: its size, its tiles, its entries, its checkpoints."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from sqlalchemy import Connection

from provenance.archive import checkpoints, entries, row_roots, tiles, timestamps
from provenance.archive.checkpoints import StoredCheckpoint
from provenance.archive.row_roots import RowRoot
from provenance.archive.run_entries import append_rows
from provenance.archive.timestamps import StoredToken
from provenance.errors import ArchiveError
from provenance.log import Tile, older_checkpoint, older_log_entry

Connecting = Callable[[], AbstractContextManager[Connection]]


class LogView:
    """The log at one moment; made by `StoredLog`, and of use inside its `with` block alone."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @property
    def size(self) -> int:
        """Return how many entries the log has."""
        return tiles.log_size(self._connection)

    def read_tile(self, tile: Tile) -> bytes:
        """Return the hashes of a tile (`provenance.log.TileReader`).

        Raises:
            DigestMismatchError: The archive does not hold all of them.
        """
        return tiles.read_tile(self._connection, tile)

    def entries(self, first: int = 0, last: int | None = None) -> Iterator[bytes]:
        """Yield the bodies of entries `first` to `last`, which is left out; None for all.

        Raises:
            DigestMismatchError: An entry is missing, or is no longer what was logged.
        """
        return entries.read_entries(self._connection, first, last)

    def checkpoints(self) -> tuple[StoredCheckpoint, ...]:
        """Return every signed checkpoint, the smallest first."""
        return checkpoints.read_checkpoints(self._connection)

    def last_checkpoint(self) -> StoredCheckpoint | None:
        """Return the newest signed checkpoint; None where the log was never signed."""
        return checkpoints.read_last_checkpoint(self._connection)

    def row_roots(self) -> Iterator[RowRoot]:
        """Yield what entries say of the archive's rows, in the order of the log."""
        return row_roots.read_row_roots(self._connection)

    def row_root(self, entry: int) -> RowRoot | None:
        """Return what one entry says of the archive's rows; None for one that says nothing."""
        return row_roots.read_row_root(self._connection, entry)

    def cover_rows(self) -> int | None:
        """Return the index of a new entry over the rows that none is over yet; None for none."""
        return append_rows(self._connection)

    def older_checkpoint(self) -> bytes | None:
        """Return the checkpoint of the log that this one goes on from; None where it began anew.

        Raises:
            DigestMismatchError: The first entry is no longer what was logged.
        """
        return older_checkpoint(next(self.entries(0, 1))) if self.size else None

    def begin_after(self, checkpoint: bytes) -> None:
        """Append the first entry: the last checkpoint, a signed note, of the log before.

        Raises:
            ArchiveError: The log has begun already.
        """
        if self.size:
            raise ArchiveError(
                "the log has begun already, and can follow no other",
                remedy="begin it in an archive of its own, before anything is captured",
            )
        entries.append_entries(self._connection, [older_log_entry(checkpoint)])

    def add_checkpoint(self, checkpoint: StoredCheckpoint) -> None:
        """Add a checkpoint that was signed over the log as it is now."""
        checkpoints.add_checkpoint(self._connection, checkpoint)

    def add_cosignature(self, size: int, line: str) -> None:
        """Add a witness's line, final line feed included, to the checkpoint of a size."""
        checkpoints.add_cosignature(self._connection, size, line)

    def tokens(self) -> tuple[StoredToken, ...]:
        """Return every time stamp token, the smallest checkpoint's first.

        Raises:
            DigestMismatchError: One is no longer what was given.
        """
        return timestamps.read_tokens(self._connection)

    def add_token(self, stored: StoredToken) -> None:
        """Add a time stamp token that a TSA gave for one of the checkpoints."""
        timestamps.add_token(self._connection, stored)


class StoredLog:
    """The log of one archive; made by `Archive.log`."""

    def __init__(self, *, reading: Connecting, writing: Connecting) -> None:
        self._reading = reading
        self._writing = writing

    @contextmanager
    def read(self) -> Iterator[LogView]:
        """Give the log as it is at one moment, whatever is appended meanwhile."""
        with self._reading() as connection:
            yield LogView(connection)

    @contextmanager
    def hold(self) -> Iterator[LogView]:
        """Give the log while nobody else can append to it or sign it: the one sequencer.

        Raises:
            ArchiveError: The archive cannot be written.
        """
        with self._writing() as connection:
            yield LogView(connection)
