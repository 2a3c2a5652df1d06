"""What SQLite refuses, in one sentence for the person at the keyboard."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from traceback import walk_tb

from sqlalchemy.exc import DatabaseError

from provenance.errors import (
    ArchiveError,
    BusyArchiveError,
    NotAnArchiveError,
    ReadOnlyArchiveError,
)

# The low byte of an extended result code is the primary one (sqlite.org/rescode.html).
_PRIMARY = 0xFF
# Who asks SQLite: what these cannot decode was read from the file.
_READERS = ("sqlalchemy.", "provenance.archive.")


@contextmanager
def archive_errors(path: Path) -> Iterator[None]:
    """Raise what the database refuses inside the block as errors of the one tree.

    Raises:
        ArchiveError: Or one of its leaves.
    """
    try:
        yield
    except DatabaseError as error:
        raise _translated(path, error.orig or error) from error
    except sqlite3.Error as error:
        raise _translated(path, error) from error
    except UnicodeDecodeError as error:
        if not _is_of_the_archive(error):
            raise
        # SQLite quotes the damaged bytes in its sentence, and Python's module cannot read that.
        raise ArchiveError(
            f"the archive {path} is damaged: a text in it is no UTF-8",
            remedy="restore it from a copy",
        ) from error
    except OverflowError as error:
        raise ArchiveError(
            f"a number is too large for the archive {path}: it keeps 64 bits",
            remedy="this answer was not recorded; look at the ids in it",
        ) from error


def _is_of_the_archive(error: UnicodeDecodeError) -> bool:
    """Return whether the bytes came from the database, and not from what else ran meanwhile."""
    frames = walk_tb(error.__traceback__)
    *_, last = (str(frame.f_globals.get("__name__", "")) for frame, _ in frames)
    return last.startswith(_READERS)


def _translated(path: Path, error: BaseException) -> ArchiveError:
    code = getattr(error, "sqlite_errorcode", None)
    match None if code is None else code & _PRIMARY:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return BusyArchiveError(
                f"another process keeps the archive {path} locked",
                remedy="wait until it is done, and try again",
            )
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return ReadOnlyArchiveError(
                f"the archive {path} cannot be written",
                remedy="check the permissions of the file and of its folder",
            )
        case sqlite3.SQLITE_CANTOPEN:
            return ArchiveError(
                f"the archive {path} cannot be opened",
                remedy="check the permissions of the file and of its folder",
            )
        case sqlite3.SQLITE_NOTADB:
            return NotAnArchiveError(
                f"{path} is no provenance archive", remedy="name another file with --archive"
            )
        case sqlite3.SQLITE_FULL:
            return ArchiveError(
                f"the disk of the archive {path} is full; what was recorded before is whole",
                remedy="make room, and run the same command again",
            )
        case sqlite3.SQLITE_CORRUPT:
            return ArchiveError(
                f"the archive {path} is damaged: {error}", remedy="restore it from a copy"
            )
        case sqlite3.SQLITE_IOERR:
            return ArchiveError(
                f"the archive {path} could not be read or written ({_name(error)});"
                " what was recorded before is whole",
                remedy="check the disk and its free space, and run the same command again",
            )
        case _:
            return ArchiveError(f"the archive {path} refused: {error}")


def _name(error: BaseException) -> str:
    return str(getattr(error, "sqlite_errorname", error))
