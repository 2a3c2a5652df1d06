"""The date that a note gives: as written, and the day that it names."""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from provenance.assess.classes.lexicon import lexicon
from provenance.assess.classes.piece import Kind
from provenance.assess.classes.pieces import split_pieces

# A note gives its own date near its beginning; later ones are of what it tells.
_NEAR_CHARACTERS = 120
_MONTH, _YEAR_DIGITS, _PARTS = "month ", 4, 3
_MOST_MONTHS, _MOST_DAYS = 12, 31
_DIGITS = re.compile(r"[\d./-]+")


class Day(NamedTuple):
    """A date in a note.

    Attributes:
        written: As it stands.
        day: The day; None where no year stands there, or where it can be read in two ways.
        language: ISO 639-1 code of the language that it was read in.
    """

    written: str
    day: date | None
    language: str


def day_of(text: str, languages: Sequence[str]) -> Day | None:
    """Return the first date near a note's beginning, in any of the languages, a whole one first."""
    days = [
        Day(piece.text, read_day(_parts(piece.text, piece.value)), language)
        for language in languages
        for piece in split_pieces(text[:_NEAR_CHARACTERS], lexicon(language))
        if piece.kind is Kind.DATE and isinstance(piece.value, tuple)
    ]
    return max(days, key=lambda found: found.day is not None, default=None)


def _parts(written: str, value: Sequence[str]) -> Sequence[str]:
    """Return a date's parts; of digits alone as they stand, since a note may be in two languages.

    *Correction* is English and French, and 05/06/2026 is another day in each.
    """
    return re.findall(r"\d+", written) if _DIGITS.fullmatch(written) else value


def read_day(parts: Sequence[str]) -> date | None:
    """Return the day that a date's parts name, as `split_pieces` has them."""
    named = dict(_named(parts))
    if len(named) != _PARTS:
        named = _numbered([int(part) for part in parts if part.isdecimal()], len(parts))
    try:
        return date(named["year"], named["month"], named["day"])
    except (KeyError, ValueError):
        return None


def _named(parts: Sequence[str]) -> list[tuple[str, int]]:
    """Return year, month and day of parts whose month is named."""
    named = []
    for part in parts:
        if part.startswith(_MONTH):
            named.append(("month", int(part.removeprefix(_MONTH))))
        elif part.isdecimal():
            named.append(("year" if len(part) == _YEAR_DIGITS else "day", int(part)))
    return named


def _numbered(numbers: Sequence[int], parts: int) -> dict[str, int]:
    """Return year, month and day of three numbers; nothing where day and month could change."""
    if parts != _PARTS or len(numbers) != _PARTS:
        return {}
    # ISO 8601 alone writes the year first.
    if numbers[0] > _MOST_DAYS:
        return dict(zip(("year", "month", "day"), numbers, strict=True))
    first, second, year = numbers
    if first != second and max(first, second) <= _MOST_MONTHS:
        return {}
    day, month = (second, first) if second > _MOST_MONTHS else (first, second)
    return {"year": year, "month": month, "day": day}
