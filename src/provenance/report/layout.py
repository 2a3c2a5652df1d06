"""Lines of styled text: wrapping by terminal cells, indents, tables; knows nothing of findings.

Every character of a page goes through `visible` here, so that no caller can forget it.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from itertools import accumulate
from typing import NamedTuple

from provenance.report.look import Look
from provenance.report.visible import visible

_WIDE = (
    "\u1100-\u115f\u2e80-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f"
    "\uff00-\uff60\uffe0-\uffe6\U0001f300-\U0001faff\U00020000-\U0003fffd"
)
# Scripts without spaces may break after any character; other text only at spaces.
_PIECE = re.compile(
    f" +|[{_WIDE}][\u0300-\u036f\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]*|[^ {_WIDE}]+"
)


class Style(Enum):
    """How a run is drawn where colour is on; the values are SGR parameters (ECMA-48, 8.3.117)."""

    PLAIN = ""
    STRONG = "1"
    FAINT = "2"
    ERROR = "1;31"
    WARNING = "1;33"
    NOTE = "1;36"
    REMOVED = "31"
    REMOVED_WORDS = "1;4;31"
    ADDED = "32"
    ADDED_WORDS = "1;4;32"


class Run(NamedTuple):
    """Some text in one style; a `whole` one is to be copied, and never broken into lines."""

    text: str
    style: Style = Style.PLAIN
    whole: bool = False


def cells(text: str) -> int:
    """Return how many columns of a terminal `text` takes (UAX #11, wide and full width as two)."""
    return len(text) if text.isascii() else sum(map(_cell, text))


def _cell(character: str) -> int:
    if unicodedata.east_asian_width(character) in "WF":
        return 2
    return 0 if unicodedata.category(character) in ("Mn", "Me", "Cf") else 1


def clip(text: str, width: int) -> str:
    """Return `text` as seen, cut to `width` columns with an ellipsis where it is longer."""
    text = visible(text)
    if cells(text) <= width:
        return text
    ends = accumulate(map(_cell, text))
    kept = "".join(each for each, end in zip(text, ends, strict=True) if end < width)
    return kept.rstrip() + "…"


class Page:
    """A growing report; `text` gives it back."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._lines: list[str] = []

    @property
    def width(self) -> int:
        """Columns that lines are wrapped at."""
        return self._look.width

    @property
    def is_terminal(self) -> bool:
        """Whether a terminal shows it."""
        return self._look.terminal

    def line(self, *runs: Run | str, indent: int = 0, hang: int | None = None) -> None:
        """Add a paragraph, wrapped; its later lines stand at `hang` columns (else `indent`)."""
        first, later = " " * indent, " " * (indent if hang is None else hang)
        styled = [run if isinstance(run, Run) else Run(run) for run in runs]
        pieces = ((piece, run.style) for run in styled for piece in _pieces(run))
        for number, row in enumerate(_rows(pieces, self.width, (len(first), len(later)))):
            self._lines.append(((later if number else first) + self._draw(row)).rstrip(" "))

    def blank(self) -> None:
        """Add an empty line, unless there is one or nothing is written yet."""
        if self._lines and self._lines[-1]:
            self._lines.append("")

    def bullets(self, items: Iterable[str], *, indent: int = 0) -> None:
        """Add one wrapped line an item."""
        for item in items:
            self.line("- ", item, indent=indent, hang=indent + 2)

    def rule(self) -> None:
        """Add a line across the page."""
        self._lines.append(self._draw([("─" * self.width, Style.FAINT)]))

    def text(self) -> str:
        """Return the page; one line feed after each line."""
        return "".join(f"{line}\n" for line in self._lines)

    def _draw(self, row: Sequence[tuple[str, Style]]) -> str:
        if not self._look.colour:
            return "".join(text for text, _ in row)
        return "".join(
            f"\x1b[{style.value}m{text}\x1b[0m" if style.value else text for text, style in row
        )


def _pieces(run: Run) -> list[str]:
    text = visible(run.text)
    return [text] if run.whole and text else _PIECE.findall(text)


def _rows(
    pieces: Iterable[tuple[str, Style]], width: int, indents: tuple[int, int]
) -> Iterator[list[tuple[str, Style]]]:
    """Yield rows of pieces; words that no space parts stay together, however they are styled."""
    row: list[tuple[str, Style]] = []
    used = indents[0]
    for word in _words(pieces):
        size = sum(cells(text) for text, _ in word)
        if row and used + size > width and word[0][0][0] != " ":
            yield row
            row, used = [], indents[1]
        row.extend(word)
        used += size
    yield row


def _words(pieces: Iterable[tuple[str, Style]]) -> Iterator[list[tuple[str, Style]]]:
    word: list[tuple[str, Style]] = []
    for piece, style in pieces:
        breakable = piece[0] == " " or cells(piece[0]) > 1
        if word and (breakable or word[-1][0][-1] == " " or cells(word[-1][0][0]) > 1):
            yield word
            word = []
        word.append((piece, style))
    if word:
        yield word
