"""The words of one language that classes are told by, from `assess/languages/*.toml`.

Owns how those files are read. Never knows a word of its own: what a language says stands in its
file, with the source.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parents[1] / "languages"
_STEM = "*"
_GUESS = "guess-"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lexicon:
    """The words of a language; those compared are in lower case, with straight apostrophes.

    Attributes:
        code: ISO 639-1; empty where the language is not known.
        decimal: `.` or `,`; empty where the language is not known.
        dictionary: Name of the list of whole words; empty where there is none.
        months: Spellings of each month, January first; `*` ends a stem.
        months_in_capitals: Whether a month begins with a capital letter.
        lists: Sets of words by the name of their list.
        values: Words with what they stand for, by the name of their list.
        pairs: Two spellings each, by the name of their list.
    """

    code: str
    decimal: str
    dictionary: str
    months: tuple[tuple[str, ...], ...]
    months_in_capitals: bool
    lists: Mapping[str, frozenset[str]]
    values: Mapping[str, Mapping[str, str]]
    pairs: Mapping[str, frozenset[tuple[str, str]]]

    def has(self, name: str, word: str) -> bool:
        """Return whether a word is in a list, without a prefix that the language writes into it."""
        words = self.lists[name]
        return word in words or any(
            word.startswith(prefix) and word[len(prefix) :] in words
            for prefix in self.lists["prefixes"]
        )

    def has_stem(self, name: str, word: str) -> bool:
        """Return whether a word is in a list, or begins with one of its stems."""
        return self.has(name, word) or word.startswith(_stems(self, name))

    def value(self, name: str, word: str) -> str | None:
        """Return what a word stands for; None where the list does not have it."""
        found = self.values[name].get(word)
        if found is not None:
            return found
        for stem, meaning in self.values[name].items():
            if stem.endswith(_STEM) and word.startswith(stem[:-1]):
                return meaning
        return None

    def number(self, name: str, word: str) -> Decimal | None:
        """Return the number that a word stands for."""
        found = self.value(name, word)
        return None if found is None else Decimal(found)


def languages() -> tuple[str, ...]:
    """Return the codes of all languages that have a file."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))


@cache
def lexicon(code: str) -> Lexicon:
    """Return the words of a language; of one without a file, none.

    Of one that was guessed, as `guess-de`, all but its decimal sign.
    """
    guessed, code = code.startswith(_GUESS), code.removeprefix(_GUESS)
    path = _FOLDER / f"{code}.toml"
    known = code in languages()
    read = tomllib.loads(path.read_text(encoding="utf-8")) if known else {}
    return Lexicon(
        code=code if known else "",
        decimal="" if guessed else read.get("decimal", ""),
        dictionary=read.get("dictionary", ""),
        months=tuple(tuple(month.split("|")) for month in read.get("months", ())),
        months_in_capitals=read.get("months_in_capitals", False),
        lists={name: frozenset(map(fold_word, read.get(name, ()))) for name in _LISTS}
        | {"weekdays": _weekdays(read.get("weekdays", ()))},
        values={name: _values(read.get(name, ())) for name in _VALUES},
        pairs={name: _pairs(read.get(name, ())) for name in _PAIRS},
    )


def fold_word(word: str) -> str:
    """Return a word in lower case, with straight apostrophes and plain hyphens."""
    return word.replace("\u2019", "'").replace("\u2011", "-").replace("\u2010", "-").lower()


def pattern(words: Iterable[str]) -> str:
    """Return a regular expression of any of the words, the longest first; never matches if none."""
    longest = sorted(words, key=len, reverse=True)
    return (
        "|".join(
            re.escape(word[:-1]) + r"\w*" if word.endswith(_STEM) else re.escape(word)
            for word in longest
        )
        or r"(?!)"
    )


_LISTS = (
    *("common", "date_joins", "days", "clock", "negation", "negation_prefixes"),
    *("negation_endings", "modality", "attribution", "articles", "elisions", "prefixes"),
    *("case_matters", "titles"),
)
_VALUES = ("currencies", "units", "magnitudes", "numbers")
_PAIRS = ("confused", "spellings", "contractions", "apart_matters")


@cache
def _stems(words: Lexicon, name: str) -> tuple[str, ...]:
    return tuple(word[:-1] for word in words.lists[name] if word.endswith(_STEM))


def _weekdays(days: Iterable[str]) -> frozenset[str]:
    return frozenset(fold_word(word) for day in days for word in day.split("|"))


def _values(entries: Iterable[str]) -> dict[str, str]:
    pairs = (entry.rsplit("=", 1) for entry in entries)
    return {fold_word(word): meaning for word, meaning in pairs}


def _pairs(entries: Iterable[str]) -> frozenset[tuple[str, str]]:
    groups = (tuple(map(fold_word, entry.split("|"))) for entry in entries)
    return frozenset((one, other) for group in groups for one in group for other in group)
