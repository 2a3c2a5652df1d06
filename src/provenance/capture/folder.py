"""Folders of saved answers: which files, in which order, and the times that their names tell."""

import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from provenance.errors import UnreadableFileError

SUFFIXES = frozenset({".json", ".html", ".htm"})
PAGES = frozenset({".html", ".htm"})

_NUMBER = re.compile(r"([0-9]+)")
# A time in a name: separators may be left out, or be what a file's name allows.
_TIME = re.compile(
    r"(?<![0-9])(?P<year>[12][0-9]{3})-?(?P<month>[01][0-9])-?(?P<day>[0-3][0-9])[Tt_ -]?"
    r"(?P<hour>[0-2][0-9])[:._-]?(?P<minute>[0-5][0-9])[:._-]?(?P<second>[0-5][0-9])"
    r"(?P<zone>[Zz]|(?![0-9]))",
    re.ASCII,
)
_PARTS = ("year", "month", "day", "hour", "minute", "second")


def list_answers(folder: Path) -> tuple[Path, ...]:
    """Return the saved answers and pages below a folder, in the order of their names.

    Folder by folder, files before folders, numbers in names by their value. Other files, what
    begins with a dot, and what is no file (a pipe would be waited for without end) are passed over;
    links to folders are not followed.

    Raises:
        UnreadableFileError: The folder, or one below it, cannot be read.
    """
    found: list[Path] = []
    for name, folders, files in os.walk(folder, onerror=_refuse):
        folders[:] = sorted((one for one in folders if not one.startswith(".")), key=_order)
        found += [
            Path(name) / one for one in sorted(files, key=_order) if _is_answer(Path(name) / one)
        ]
    if not found:
        raise UnreadableFileError(
            f"{str(folder)!r} holds no saved answer: no .json, .html or .htm",
            remedy="name the folder that they lie in",
        )
    return tuple(found)


def _is_answer(path: Path) -> bool:
    if path.suffix.lower() not in SUFFIXES or path.name.startswith("."):
        return False
    # A link that leads nowhere is an answer that is missing, which whoever reads it says.
    return path.is_file() or not path.exists()


def time_of_name(name: str) -> datetime | None:
    """Return the time that a file's name tells, in UTC; None where it tells none, or several.

    Written as 20260529T032206Z, 2026-05-29T03-22-06Z, or 20260529032206.
    """
    times = set(_times(name))
    return times.pop() if len(times) == 1 else None


def _times(name: str) -> Iterator[datetime]:
    for found in _TIME.finditer(name):
        digits = "".join(found[part] for part in _PARTS)
        try:
            yield datetime.strptime(digits, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
        except ValueError:
            continue


def _order(name: str) -> tuple[list[tuple[int, int, str]], str]:
    pieces = _NUMBER.split(name)
    key = [(0, int(one[:18]), "") if one.isdecimal() else (1, 0, one) for one in pieces]
    return key, name


def _refuse(error: OSError) -> None:
    raise UnreadableFileError(
        f"{str(error.filename)!r} cannot be read: {(error.strerror or str(error)).lower()}",
        remedy="give a folder that you may read",
    ) from error
