"""Lists of targets in a file or on standard input, one a line."""

import io
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from provenance.errors import MalformedError, UnreadableFileError

_MAX_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One target, and where it was named.

    Attributes:
        text: As typed.
        named_at: Where: `line 3 of sites.txt`; None for the command line.
    """

    text: str
    named_at: str | None = None


def read_targets(path: Path, stdin: BinaryIO) -> tuple[Target, ...]:
    """Return the targets that a list names; blank lines and comments (`#`) name none.

    Raises:
        UnreadableFileError: It cannot be read.
        MalformedError: It is no text, or too long.
    """
    name = "standard input" if str(path) == "-" else str(path)
    try:
        if str(path) == "-":
            data = stdin.read(_MAX_BYTES + 1)
        else:
            with path.open("rb") as file:
                data = file.read(_MAX_BYTES + 1)
    except OSError as error:
        raise UnreadableFileError(
            f"the list of targets {name} cannot be read: {(error.strerror or str(error)).lower()}",
            remedy="check the name",
        ) from error
    if len(data) > _MAX_BYTES:
        raise MalformedError(
            f"the list of targets {name} is longer than {_MAX_BYTES} bytes", remedy="divide it"
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise MalformedError(
            f"the list of targets {name} is no UTF-8 text: line {line}",
            remedy="save it as UTF-8, one target a line",
        ) from error
    lines = enumerate((line.strip() for line in io.StringIO(text, newline=None)), start=1)
    return tuple(
        Target(text=line, named_at=f"line {number} of {name}")
        for number, line in lines
        if line and not line.startswith("#")
    )
