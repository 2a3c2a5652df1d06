"""Standard output and standard error: results to the one, all else to the other.

Whoever reads may stop reading (`| head`): that is quiet, and changes no exit code.
"""

import contextlib
import os
import shutil
import sys
from pathlib import Path
from typing import Literal, TextIO

from provenance.errors import ProvenanceError, UnreadableFileError
from provenance.report import Look, visible

_NARROWEST, _WIDEST = 40, 100
_DEVICES = Path(os.devnull).parent
# What a mistyped `-o` must not cost, by what stands in the first bytes of such a file.
_STARTS = 64
# More than any key, policy, checkpoint or lock file that comes through a pipe.
_MAX_STREAM_BYTES = 256 << 20
_KEPT = {b"SQLite format 3\x00": "an archive", b"PRIVATE KEY-----": "a secret key"}


class OutputError(ProvenanceError):
    """A report was made and could not be written out."""


def stand_in_for_closed() -> None:
    """Put a stream in the place of each standard one that was closed by whoever started this.

    Python has None there, on which anything that only asks for a terminal would fail. Nothing comes
    from standard input then, what goes to standard error is dropped, and to standard output nothing
    can be written, as to any stream that is closed: a report that nobody had is an error.
    """
    if sys.stdin is None:
        sys.stdin = _stand_in(os.O_RDONLY, "r")
    if sys.stdout is None:
        sys.stdout = _stand_in(os.O_RDONLY, "w")
    if sys.stderr is None:
        sys.stderr = _stand_in(os.O_WRONLY, "w")


def _stand_in(flags: int, mode: Literal["r", "w"]) -> TextIO:
    # Its number stays taken to the end, as a standard stream's does.
    return open(os.open(os.devnull, flags), mode, encoding="utf-8", closefd=False)


def look(*, verbose: bool) -> Look:
    """Return how a report on standard output is to look: plain and 80 columns in a pipe."""
    terminal = sys.stdout.isatty()
    colour = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    columns = shutil.get_terminal_size().columns if terminal else 80
    width = max(_NARROWEST, min(columns, _WIDEST))
    return Look(width=width, terminal=terminal, colour=colour, verbose=verbose)


def write_result(text: str) -> None:
    """Write a report to standard output, all of it, now.

    Raises:
        OutputError: It could not be written (a full disk); a reader who left is no error.
    """
    try:
        _write(sys.stdout, text)
    except BrokenPipeError:
        _close_quietly(sys.stdout)
    except OSError as error:
        _close_quietly(sys.stdout)
        raise OutputError(
            f"the report could not be written to standard output: {error.strerror}",
            remedy="what was captured is in the archive; give the output another place",
        ) from error


def write_file(path: Path, data: bytes) -> None:
    """Write `data` to a file that is whole or not there: it takes its name when it is complete.

    A link stays one, and what it names is replaced; into a device or a pipe is written.

    Raises:
        OutputError: It could not be written, or what is there may not be replaced.
    """
    if str(path) == "-":
        raise OutputError("'-' is no file to write to", remedy="give a file's name")
    try:
        _check_replaceable(path)
        if _is_replaced(path):
            _replace(path.resolve(), data)
        else:
            with path.open("ab") as file:
                file.write(data)
    except OSError as error:
        raise OutputError(
            f"{str(path)!r} could not be written: {(error.strerror or str(error)).lower()}",
            remedy="give another place",
        ) from error


def _is_replaced(path: Path) -> bool:
    """Tell whether a new file may take the place of `path`: never of a device, a pipe or a folder.

    `/dev/stdout` may stand for a file that whoever started this is still writing to.
    """
    return path.parent != _DEVICES and (path.is_file() or not path.exists())


def _replace(path: Path, data: bytes) -> None:
    part = path.with_name(f"{path.name}.part")
    try:
        part.write_bytes(data)
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def _check_replaceable(path: Path) -> None:
    """Check that no archive and no secret key would be lost."""
    if not path.is_file():
        return
    with path.open("rb") as file:
        start = file.read(_STARTS)
    held = next((what for magic, what in _KEPT.items() if magic in start), None)
    if held is not None:
        raise OutputError(
            f"{str(path)!r} holds {held}, and is never overwritten", remedy="give another place"
        )


def read_file(path: Path) -> bytes:
    """Return the bytes of a file, or of a pipe to its end.

    Raises:
        UnreadableFileError: It cannot be read, or has no end.
    """
    try:
        with path.open("rb") as file:
            # A file ends where it says; a pipe or a device may never end.
            if path.is_file():
                return file.read()
            data = file.read(_MAX_STREAM_BYTES + 1)
    except OSError as error:
        raise UnreadableFileError(
            f"{str(path)!r} cannot be read: {(error.strerror or str(error)).lower()}",
            remedy="check the name",
        ) from error
    if len(data) > _MAX_STREAM_BYTES:
        raise UnreadableFileError(
            f"{str(path)!r} goes on after {_MAX_STREAM_BYTES:,} bytes", remedy="check the name"
        )
    return data


def write_remark(text: str) -> None:
    """Write a line to standard error, with what a terminal must not be sent made visible."""
    with contextlib.suppress(OSError):
        _write(sys.stderr, f"{visible(text)}\n")


def write_error(text: str) -> None:
    """Write `error: ...` to standard error."""
    write_remark(f"error: {text}")


def _write(stream: TextIO, text: str) -> None:
    encoding = stream.encoding or "utf-8"
    stream.write(text.encode(encoding, "backslashreplace").decode(encoding))
    stream.flush()


def _close_quietly(stream: TextIO) -> None:
    """Point `stream` at nothing, so that Python's own flush at exit does not complain."""
    with contextlib.suppress(OSError, ValueError):
        sink = os.open(os.devnull, os.O_WRONLY)
        os.dup2(sink, stream.fileno())
        os.close(sink)
