"""Which file it is, whether it is ours, and how it is reached.

A file that is not ours is told by its header, and opened by SQLite as one that never changes
alone, so that it stays as it was to the byte.
"""

import errno
import os
import sqlite3
import time
from contextlib import closing
from enum import StrEnum
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from typing import cast

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event

from provenance.archive.revisions import APPLICATION_ID
from provenance.errors import (
    ArchiveError,
    MissingArchiveError,
    NotAnArchiveError,
    ReadOnlyArchiveError,
)

_HEADER_BYTES = 100  # sqlite.org/fileformat2.html, "The Database Header"
_RETRY_S = 0.01


class Mode(StrEnum):
    """How the file is reached; each value is the query of its SQLite URI."""

    CREATE = "mode=rwc"
    WRITE = "mode=rw"
    READ = "mode=ro"
    FROZEN = "immutable=1"


def mode_of(path: Path, *, create: bool, read_only: bool) -> Mode:
    """Return how to reach the archive at `path`, changing nothing.

    Raises:
        MissingArchiveError: There is none, and none is to be made there.
        NotAnArchiveError: What lies there is no archive.
        ReadOnlyArchiveError: It is to be written, and cannot be.
        ArchiveError: It cannot be read.
    """
    if not path.exists():
        return _mode_of_new(path, create=create and not read_only)
    _check_ours(path, empty_is_new=create and not read_only)
    if _writable(path) and _writable(path.parent):
        return Mode.WRITE
    if not read_only:
        raise ReadOnlyArchiveError(
            f"the archive {path} cannot be written",
            remedy="check the permissions of the file and of its folder,"
            " or copy the archive to where it can be",
        )
    # Where it can write nothing SQLite reads a write-ahead log that is there, and cannot make the
    # files that it would need without one; then no other process has the archive open either.
    return Mode.READ if path.with_name(f"{path.name}-wal").exists() else Mode.FROZEN


def connect(path: Path, mode: Mode, *, read_only: bool, busy_timeout_s: float) -> Engine:
    """Return an engine for the archive; no connection is made yet.

    Transactions begin with the write lock where the connection's execution options say
    `writes=True`, so that what they read first still holds when they write.
    """
    uri = f"{path.absolute().as_uri()}?{mode.value}"

    def connection() -> SqliteConnection:
        made = sqlite3.connect(
            uri,
            uri=True,
            timeout=busy_timeout_s,
            isolation_level=None,  # transactions are begun below, never by the driver
            check_same_thread=False,  # the pool hands a connection to one thread at a time
        )
        try:
            made.execute("PRAGMA foreign_keys = ON")
            made.execute("PRAGMA synchronous = FULL")
            made.execute(f"PRAGMA query_only = {'ON' if read_only else 'OFF'}")
        except sqlite3.Error:
            made.close()
            raise
        return made

    engine = create_engine("sqlite://", creator=connection, poolclass=QueuePool)
    event.listen(engine, "begin", _begin)
    return engine


def write_ahead(engine: Engine, *, busy_timeout_s: float) -> None:
    """Let readers go on while one process writes; the file remembers it.

    SQLite's own waiting does not cover this change: where others use the file meanwhile, it is
    refused at once.
    """
    until = time.monotonic() + busy_timeout_s
    with engine.connect() as connection:
        raw = cast("SqliteConnection", connection.connection.driver_connection)
        while not _is_written_ahead(raw):
            try:
                raw.execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError:
                if time.monotonic() >= until:
                    raise
                time.sleep(_RETRY_S)


def _is_written_ahead(raw: SqliteConnection) -> bool:
    mode = raw.execute("PRAGMA journal_mode").fetchone()
    return bool(mode == ("wal",))


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _mode_of_new(path: Path, *, create: bool) -> Mode:
    if not create:
        raise MissingArchiveError(
            f"there is no archive at {path}",
            remedy="name one with --archive, or make one with `provenance audit`",
        )
    if not path.parent.is_dir():
        raise MissingArchiveError(
            f"there is no folder {path.parent} to make the archive {path.name} in",
            remedy="make the folder first, or name another place with --archive",
        )
    if not _writable(path.parent):
        raise ReadOnlyArchiveError(
            f"no archive can be made at {path}: its folder cannot be written",
            remedy="name another place with --archive",
        )
    return Mode.CREATE


def _check_ours(path: Path, *, empty_is_new: bool) -> None:
    size_bytes = _size_bytes(path)
    # A process that was killed while it made an archive leaves an empty file.
    if not size_bytes and empty_is_new:
        return
    mark = _mark(path) if size_bytes >= _HEADER_BYTES else None
    if mark is None:
        raise NotAnArchiveError(
            f"{path} is no provenance archive", remedy="name another file with --archive"
        )
    if mark != APPLICATION_ID:
        raise NotAnArchiveError(
            f"{path} is a database of another program, no provenance archive",
            remedy="name another file with --archive",
        )


def _size_bytes(path: Path) -> int:
    if not path.is_file():
        raise NotAnArchiveError(
            f"{path} is no file, and so no provenance archive",
            remedy="name a file with --archive",
        )
    if not _may(path, os.R_OK):
        raise ArchiveError(
            f"{path} cannot be read: {os.strerror(errno.EACCES)}", remedy="check its permissions"
        )
    return path.stat().st_size


def _mark(path: Path) -> int | None:
    """Return the application id of a database; None of what is none, which stays as it was.

    Read by SQLite, which neither writes nor locks a file that it is told never changes. Whoever
    closes a file himself lets go of every lock that his process has on it, and another process then
    takes the write-ahead log away from under it (sqlite.org/howtocorrupt.html, 2.2).
    """
    mark = _mark_in(path, Mode.FROZEN)
    if mark is None and path.with_name(f"{path.name}-wal").exists():
        # A full disk has cut the file short, and the write-ahead log holds the rest.
        mark = _mark_in(path, Mode.READ)
    return mark


def _mark_in(path: Path, mode: Mode) -> int | None:
    uri = f"{path.absolute().as_uri()}?{mode.value}"
    with closing(sqlite3.connect(uri, uri=True)) as connection:
        try:
            (mark,) = connection.execute("PRAGMA application_id").fetchone()
        except sqlite3.DatabaseError:
            return None
    return int(mark)


def _writable(path: Path) -> bool:
    return _may(path, os.W_OK)


def _may(path: Path, mode: int) -> bool:
    return os.access(path, mode, effective_ids=os.access in os.supports_effective_ids)
