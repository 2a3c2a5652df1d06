"""The archive as its users see it: one file, opened once, read and written through here."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Self

from sqlalchemy import Engine

from provenance.archive import (
    captures,
    entries,
    exchanges,
    names,
    posts,
    snapshots,
    sweeps,
)
from provenance.archive.beside import Beside
from provenance.archive.blobs import Blobs
from provenance.archive.connections import Connections
from provenance.archive.coverage import StoredCoverage
from provenance.archive.custody import CustodyBook
from provenance.archive.failures import archive_errors
from provenance.archive.findings import FindingBook
from provenance.archive.listings import StoredListing, read_listings, read_neighbours
from provenance.archive.opening import connect, mode_of
from provenance.archive.order import reading_order
from provenance.archive.preparing import prepare
from provenance.archive.recording import Recording
from provenance.archive.records import RunInfo, StoredCapture
from provenance.archive.repeats import is_other_text
from provenance.archive.replays import Replays
from provenance.archive.stored_log import StoredLog
from provenance.archive.watching import Watching
from provenance.errors import UnknownPostError
from provenance.model import (
    Capture,
    Claims,
    Context,
    Exchange,
    Neighbour,
    PostKey,
    PostRecord,
    Sweep,
    VersionRecord,
)

_BUSY_TIMEOUT_S = 30.0


class Archive:
    """Every capture of every post that was ever recorded in one file.

    Made by `Archive.open`; a context manager. May be read from many threads; each write waits
    for the one before it, in this process or another.

    Attributes:
        path: The file, as named.
        created: Whether opening it made it.
        read_only: Whether it was opened for reading alone.
    """

    def __init__(self, path: Path, engine: Engine, *, created: bool, read_only: bool) -> None:
        self.path = path
        self.created = created
        self.read_only = read_only
        self._engine = engine
        self._connections = Connections(path, engine, read_only=read_only)
        self._reading = self._connections.reading
        self._writing = self._connections.writing

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        create: bool = True,
        read_only: bool = False,
        busy_timeout_s: float = _BUSY_TIMEOUT_S,
    ) -> Self:
        """Open the archive at `path`, and make it where there is none and `create` allows.

        Raises:
            MissingArchiveError: There is none, and none is to be made there.
            NotAnArchiveError: What lies there is no archive; it is left as it was.
            NewerArchiveError: A newer version of this program wrote it; likewise.
            ReadOnlyArchiveError: It is to be written, and cannot be.
            BusyArchiveError: Another process kept it locked for `busy_timeout_s` seconds.
        """
        mode = mode_of(path, create=create, read_only=read_only)
        engine = connect(path, mode, read_only=read_only, busy_timeout_s=busy_timeout_s)
        try:
            with archive_errors(path):
                created = prepare(path, engine, read_only=read_only, busy_timeout_s=busy_timeout_s)
        except BaseException:
            engine.dispose()
            raise
        return cls(path, engine, created=created, read_only=read_only)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        """Close the archive, whatever the error."""
        self.close()

    def close(self) -> None:
        """Let go of the file; what was committed is in it."""
        self._engine.dispose()

    def posts(self) -> tuple[PostRecord, ...]:
        """Return every post, in the order in which they first came."""
        with self._reading() as connection:
            return posts.read_posts(connection)

    def post(self, key: PostKey) -> PostRecord:
        """Return one post as the list of them shows it.

        Raises:
            UnknownPostError: The archive holds no capture of it.
        """
        with self._reading() as connection:
            record = posts.read_post(connection, key)
        if record is None:
            raise UnknownPostError(
                f"the archive holds no capture of {key}", remedy="audit or snapshot it first"
            )
        return record

    def find_post(self, name: str) -> PostKey:
        """Return the one post that answers to `name`: address, number, site#number or title.

        Raises:
            UnknownPostError: No post does.
            AmbiguousPostError: More than one does.
        """
        with self._reading() as connection:
            return names.find_post(connection, name)

    def addresses(self) -> names.AddressBook:
        """Return at which addresses the archive's captures found which posts."""
        with self._reading() as connection:
            return names.read_addresses(connection)

    def captures(self, key: PostKey) -> tuple[StoredCapture, ...]:
        """Return a post's captures in the order in which rules read them; () for no such post."""
        with self._reading() as connection:
            number = posts.number_of_post(connection, key)
            recorded = () if number is None else captures.read_captures(connection, number)
        return reading_order(recorded, lambda capture: capture.seen_at)

    def versions(self, key: PostKey) -> tuple[VersionRecord, ...]:
        """Return a post's versions by number; () for no such post."""
        with self._reading() as connection:
            number = posts.number_of_post(connection, key)
            return () if number is None else snapshots.read_versions(connection, number)

    def is_other_text(self, capture_id: int) -> bool:
        """Return whether a capture shows another text than the answers before it."""
        with self._reading() as connection:
            return is_other_text(connection, capture_id)

    def beside(self) -> Beside:
        """Return what was asked with posts that is no capture of them."""
        return Beside(self._reading)

    def capture(self, capture_id: int) -> Capture:
        """Return a capture as it was recorded, with its bytes.

        Raises:
            ArchiveError: There is none with this id.
            DigestMismatchError: Its bytes are no longer those that were stored.
        """
        with self._reading() as connection:
            return captures.read_capture(connection, capture_id)

    def body(self, digest: bytes) -> bytes:
        """Return the bytes that have this SHA-256, 32 bytes: a post's raw body or a statement.

        Raises:
            ArchiveError: The archive holds none.
            DigestMismatchError: The stored bytes no longer have it.
        """
        with self._reading() as connection:
            return Blobs(connection).find(digest)

    def exchange(self, exchange_id: int) -> Exchange:
        """Return an answer whole, its body byte for byte.

        Raises:
            ArchiveError: There is none with this id.
            DigestMismatchError: Stored bytes are no longer those that were stored.
        """
        with self._reading() as connection:
            return exchanges.read_exchange(connection, exchange_id)

    def entries(self) -> Iterator[bytes]:
        """Yield the bodies of the log's entries in order.

        Raises:
            DigestMismatchError: An entry is missing, or is no longer what was logged.
        """
        with self._reading() as connection:
            yield from entries.read_entries(connection)

    def coverage(self) -> StoredCoverage:
        """Return what the log says of each asking."""
        return StoredCoverage(self._reading)

    def log(self) -> StoredLog:
        """Return the log, its tree and its checkpoints."""
        return StoredLog(reading=self._reading, writing=self._writing)

    @contextmanager
    def replays(self) -> Iterator[Replays]:
        """Give everything that was recorded, as it is at one moment."""
        with self._reading() as connection:
            yield Replays(connection)

    def recording(self, info: RunInfo) -> Recording:
        """Return a run to record in; nothing is written before its first answer."""
        return Recording(info, reading=self._reading, writing=self._writing)

    def findings(self) -> FindingBook:
        """Return what is kept of findings."""
        return FindingBook(reading=self._reading, writing=self._writing)

    def watching(self) -> Watching:
        """Return what is watched, and how far that has come."""
        return Watching(reading=self._reading, writing=self._writing)

    def custody(self) -> CustodyBook:
        """Return the records of what left the archive."""
        return CustodyBook(reading=self._reading, writing=self._writing)

    def sweeps(self, site: str, collection: str, *, observer: str) -> Sequence[Sweep]:
        """Return an observer's walks through one list of a site, in recording order."""
        with self._reading() as connection:
            return sweeps.read_sweeps(connection, site, collection, observer)

    def listed(self, site: str, collection: str, *, observer: str) -> frozenset[int]:
        """Return the ids of all posts that one list of a site ever showed an observer."""
        with self._reading() as connection:
            return sweeps.read_listed(connection, site, collection, observer)

    def refused(self, site: str, *, observer: str) -> frozenset[int]:
        """Return the ids of a site's posts that an observer was refused last, beside a control."""
        with self._reading() as connection:
            return sweeps.read_refused(connection, site, observer)

    def has_claims(self, key: PostKey, context: Context, claims: Claims) -> bool:
        """Return whether a post's last capture in a context shows its text with these claims.

        Never where the post was refused since, on any route.
        """
        with self._reading() as connection:
            last = sweeps.read_last_claims(connection, key, context)
        return last == snapshots.claims_digest(claims)

    def revision_lists(self, key: PostKey) -> tuple[StoredListing, ...]:
        """Return what a site listed of a post's revisions, each list, in recording order."""
        with self._reading() as connection:
            return read_listings(connection, key)

    def neighbours(
        self, site: str, *, below: int, since: datetime, most: int
    ) -> tuple[Neighbour, ...]:
        """Return items of a site that are numbered lower and were made later than these.

        The nearest numbers first, `most` at most.
        """
        with self._reading() as connection:
            return read_neighbours(connection, site, below=below, since=since, most=most)

    def at_one_moment(self) -> AbstractContextManager[Callable[[], bool]]:
        """Read all that is read inside in one transaction, whatever is recorded meanwhile.

        What it gives says whether nothing was: whether who begins to read now sees the same.
        """
        return self._connections.at_one_moment()
