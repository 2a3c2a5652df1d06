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
        slip_letters: How many letters may be wrong in a word that the list lacks; 0 where it lacks
            so many that a word is none of its slips for that alone.
        months: Spellings of each month, January first; `*` ends a stem.
        months_in_capitals: Whether a month begins with a capital letter.
        numbers_run_together: Whether number words are written as one: *duecentodue*.
        lists: Sets of words by the name of their list.
        values: Words with what they stand for, by the name of their list.
        pairs: Two spellings each, by the name of their list.
        contractions: Words in full, and what they are drawn together to.
        alike: Groups of words and phrases that say the same, the first of each to stand for it.
    """

    code: str
    decimal: str
    dictionary: str
    slip_letters: int
    months: tuple[tuple[str, ...], ...]
    months_in_capitals: bool
    numbers_run_together: bool
    lists: Mapping[str, frozenset[str]]
    values: Mapping[str, Mapping[str, str]]
    pairs: Mapping[str, frozenset[tuple[str, str]]]
    contractions: tuple[tuple[str, ...], ...]
    alike: tuple[tuple[str, ...], ...]

    def has(self, name: str, word: str) -> bool:
        """Return whether a word is in a list, without a prefix that the language writes into it."""
        words = self.lists[name]
        if word in words:
            return True
        prefixes = self.lists["prefixes"]
        return bool(prefixes) and any(
            word.startswith(prefix) and word[len(prefix) :] in words for prefix in prefixes
        )

    def has_stem(self, name: str, word: str) -> bool:
        """Return whether a word is in a list, or begins with one of its stems."""
        return self.stem(name, word) is not None

    def stem(self, name: str, word: str) -> str | None:
        """Return the word or stem of a list that a word is, or begins with; None where none is."""
        if self.has(name, word):
            return word
        stems = _stems(self, name)
        return next((stem for stem in stems if word.startswith(stem)), None) if stems else None

    def value(self, name: str, word: str) -> str | None:
        """Return what a word stands for; None where the list does not have it."""
        found = self.values[name].get(word)
        if found is not None:
            return found
        return next(
            (meaning for stem, meaning in _meanings(self, name) if word.startswith(stem)), None
        )

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
        slip_letters=read.get("slip_letters", 0),
        months=tuple(tuple(month.split("|")) for month in read.get("months", ())),
        months_in_capitals=read.get("months_in_capitals", False),
        numbers_run_together=read.get("numbers_run_together", False),
        lists={name: frozenset(map(fold_word, read.get(name, ()))) for name in _LISTS},
        values={name: _values(read.get(name, ())) for name in _VALUES}
        | {"weekdays": _weekdays(read.get("weekdays", ()))}
        | {"numbers": _numbers(read)},
        pairs={name: _pairs(read.get(name, ())) for name in _PAIRS},
        contractions=tuple(map(_group, read.get("contractions", ()))),
        alike=tuple(map(_group, read.get("alike", ()))),
    )


def fold_word(word: str) -> str:
    """Return a word in lower case, with straight apostrophes, plain hyphens and narrow letters."""
    return (word if word.isascii() else word.translate(_FOLDED)).lower()


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


# U+FF01 to U+FF5E are ASCII in full width; the kashida stretches an Arabic word, and its vowel
# marks are written or left out.
_FOLDED = str.maketrans(
    {
        **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
        **dict.fromkeys((0x2019, 0x02BC), "'"),
        **dict.fromkeys((0x2010, 0x2011), "-"),
        0x401: "\u0435",  # Russian writes its dots or leaves them out
        0x451: "\u0435",
        **dict.fromkeys((0x640, *range(0x64B, 0x653), 0x670), None),
    }
)
_LISTS = (
    *("common", "date_joins", "days", "negation", "negation_prefixes", "amount_joins"),
    *("negation_endings", "modality", "attribution", "articles", "elisions", "prefixes"),
    *(
        "noun_endings",
        "case_matters",
        "titles",
        "links",
        "conjunctions",
        "openers",
        "before_dates",
        "plurals",
    ),
    *(
        "number_joins",
        "number_articles",
        "agreement_endings",
        "clock_before",
        "adverbs",
        "impossible",
        "list_joins",
    ),
)
_VALUES = ("currencies", "units", "magnitudes", "ordinals", "clock", "number_parts")
_PAIRS = ("confused", "spellings", "apart_matters", "agreement")
_ONES = range(1, 10)
_TENS = range(20, 100, 10)
_VOWELS = frozenset("aeiou")


@cache
def _stems(words: Lexicon, name: str) -> tuple[str, ...]:
    return tuple(word[:-1] for word in words.lists[name] if word.endswith(_STEM))


@cache
def _meanings(words: Lexicon, name: str) -> tuple[tuple[str, str], ...]:
    listed = words.values[name].items()
    return tuple((word[:-1], meaning) for word, meaning in listed if word.endswith(_STEM))


def _weekdays(days: Iterable[str]) -> dict[str, str]:
    return {
        fold_word(word): str(number) for number, day in enumerate(days) for word in day.split("|")
    }


def _values(entries: Iterable[str]) -> dict[str, str]:
    pairs = (entry.rsplit("=", 1) for entry in entries)
    return {fold_word(word): meaning for word, meaning in pairs}


def _numbers(read: Mapping[str, list[str]]) -> dict[str, str]:
    """Return number words, with those that are written as one: `{ones}und{tens}`."""
    listed = _values(read.get("numbers", ()))
    parts = listed | _values(read.get("number_parts", ()))
    whole = {word: int(value) for word, value in parts.items() if value.isdecimal()}
    tens = {word: value for word, value in whole.items() if value in _TENS}
    ones = {word: value for word, value in whole.items() if value in _ONES}
    for form in read.get("number_compounds", ()):
        for ten, high in tens.items():
            for one, low in ones.items():
                written = form.format(tens=_elided(ten, one, form), ones=one)
                listed.setdefault(fold_word(written), str(high + low))
    return listed


def _elided(ten: str, one: str, form: str) -> str:
    """Return tens without the vowel that falls away before another: `ventuno`."""
    falls = form == "{tens}{ones}" and ten[-1] in _VOWELS and one[0] in _VOWELS
    return ten[:-1] if falls else ten


def _group(entry: str) -> tuple[str, ...]:
    return tuple(map(fold_word, entry.split("|")))


def _pairs(entries: Iterable[str]) -> frozenset[tuple[str, str]]:
    return frozenset(
        (one, other)
        for group in map(_group, entries)
        for one in group
        for other in group
        if one != other
    )
