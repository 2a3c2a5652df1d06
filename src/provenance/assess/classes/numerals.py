"""The regular expression that a language's number words are found by.

Owns which words of a number stand beside which, and what joins them. Never reads one.
"""

import re
from collections.abc import Container, Iterable
from typing import NamedTuple

from provenance.assess.classes.lexicon import Lexicon, pattern
from provenance.assess.classes.readings import MAX_PARTS, run_together

GAP = "[ \u00a0\u202f\u2009]"
_ONES = range(1, 10)
_TENS = range(20, 100, 10)
_SMALL = range(100)
_HUNDREDS = range(100, 1000, 100)
# What may begin a number by itself; two thousand is one word in Arabic.
_LARGE = frozenset({1000, 2000, 10**6})
_ROUND = frozenset({*_TENS, *_HUNDREDS, *_LARGE})


class _Words(NamedTuple):
    """Expressions of a language's number words.

    Attributes:
        every: Any that is a number by itself, or a place.
        scale: What multiplies: hundred, million.
        whole: *A million*.
        last: A round number and the one that is none by itself: *cent un*.
    """

    every: str
    scale: str
    whole: str
    last: str


def spelled(words: Lexicon) -> str:
    """Return how number words are written; *and* joins tens and ones, and what follows hundreds."""
    every, scale, whole, last = known = _known(words)
    base = rf"(?:{last}|{every}|{whole})"
    joins = "|".join(
        re.escape(join.removesuffix("*")) + ("" if join.endswith("*") else GAP)
        for join in words.lists["number_joins"]
    )
    # *Segunda-feira* is a day, and no second one.
    days = [day for day in words.values["weekdays"] if "-" in day]
    base = rf"(?!(?i:{pattern(days)})){base}"
    if not joins:
        return rf"{base}(?:(?:{GAP}|-)?(?:{base}|{scale}))*"
    join = rf"{GAP}(?:{joins})"
    base = rf"(?:{_joined(words, known, join)}|{base})"
    return rf"{base}(?:(?:{GAP}|-)?(?:{last}|{scale}(?:{join}{base})?|{base}))*"


def _known(words: Lexicon) -> _Words:
    every = _any([*words.values["numbers"], *words.values["ordinals"]])
    if together := run_together(words):
        every = rf"(?:(?i:(?:{pattern(together)}){{2,{MAX_PARTS}}})(?!\w)|{every})"
    scale = _any(words.values["magnitudes"])
    return _Words(
        every=every,
        scale=scale,
        whole=rf"(?i:{pattern(words.lists['number_articles'])}){GAP}{scale}",
        last=rf"{_of(words, _ROUND)}(?:{GAP}|-){_any(words.values['number_parts'])}",
    )


def _joined(words: Lexicon, known: _Words, join: str) -> str:
    """Return the numbers that have a word between their parts."""
    parts = words.values["number_parts"]
    ten, hundred, large = (_of(words, values) for values in (_TENS, _HUNDREDS, _LARGE))
    tens = rf"{ten}{join}{_of(words, _ONES, parts)}|{_of(words, _ONES)}{join}{ten}"
    under = rf"(?:{tens}|{_of(words, _SMALL, parts)})"
    below = rf"(?:{hundred}(?:{join}{under})?|{under})"
    return rf"{large}{join}{below}|{hundred}{join}{under}|{tens}|{known.whole}{join}{below}"


def _of(words: Lexicon, values: Container[int], parts: Iterable[str] = ()) -> str:
    """Return the expression of the whole numbers among some values, and of further words."""
    numbers = words.values["numbers"].items()
    named = [word for word, value in numbers if value.isdecimal() and int(value) in values]
    return _any([*named, *parts])


def _any(forms: Iterable[str]) -> str:
    return rf"(?i:{pattern(forms)})(?!\w)"
