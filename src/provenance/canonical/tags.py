"""What a string's tags could make of it in a parser, bounded before it is parsed (2.5, 2.6).

HTML opens formatting that was left open again in every block after it, and a parser builds the
whole tree before anybody can stop it: 29 KB can make three million elements. Strings whose tags
are too few for that are told by arithmetic; others are parsed piece by piece (docs/adr/0067).
"""

import re
from collections import Counter
from itertools import islice
from operator import is_

from provenance.canonical.events import read_document
from provenance.errors import LimitError

# canonical-form.md 2.5: tags that make work for a parser out of proportion. Those of `body` and
# `html` add attributes to an element outside of the text, at a cost that grows with those it has;
# into each `selectedcontent` a parser may copy what an option holds.
MAX_ROOT_TAGS = 256
ROOT_TAGS_FROM = 16_384
MAX_COPIES = 4
COPIES_FROM = 65_536
_ROOT_TAG = re.compile("<(?:[bB][oO][dD][yY]|[hH][tT][mM][lL])")
_COPY = "selectedcontent"

# 2.6: what is shorter, or has fewer tags, makes a tree of some 35 MB at most. Nearly all posts do.
ELEMENTS_FROM = 4_096
FEW_TAGS = 1_024
SPARE_ELEMENTS = 8_192
CHARACTERS_AN_ELEMENT = 2

# What one tag, with the text behind it, can add to a tree beside formatting that begins again:
# itself with what it implies, such as `tbody` and `tr`; and where it ends formatting, or is `a` or
# `nobr`, the copies of the adoption agency (HTML 13.2.6.4.7: eight times one and three more).
_IMPLIED = 3
_ADOPTED = 32
# What begins again is one `a`, one `nobr`, and up to three of any other that is alike (13.2.4.3).
_ANCHORS = 2
_ALIKE = 3
# The parser nests no deeper.
_MOST_OPEN = 512

_REMEDY = "no article has; look at the answer itself"

_NAMES = "b|big|code|em|font|i|s|small|strike|strong|tt|u"
# Start tags that may be of these or of `selectedcontent`; a long one only in part.
_TAG = re.compile("<[bBcCeEfFiIsStTuU][^<>]{0,60}>?")
_FORMATTING = re.compile(rf"<(?:{_NAMES})(?:[\s/>]|\Z)", re.ASCII | re.IGNORECASE)
# One that surely ends at its `>`, so that another of the same letters is the same.
_WHOLE = re.compile(r'<\w+(?: [a-z-]+="[^"]*")*>', re.ASCII)
_ADOPTING = re.compile(r"<(?:/[aAbBcCeEfFiInNsStTuU]|[aA][\s/>]|[nN][oO])", re.ASCII)


def check_tags(field: str, rendered: str) -> None:
    """Check that a parser makes no more of a field's `rendered` string than 2.5 and 2.6 allow.

    Raises:
        LimitError: `attributes` or `elements` is exceeded.
    """
    size = len(rendered)
    if size <= ELEMENTS_FROM:
        return
    if size > ROOT_TAGS_FROM and len(_ROOT_TAG.findall(rendered)) > MAX_ROOT_TAGS:
        raise LimitError(
            f"{field}.rendered has more than {MAX_ROOT_TAGS} tags of body and html",
            limit="attributes",
            remedy=_REMEDY,
        )
    tags = rendered.count("<")
    if tags > FEW_TAGS or size > COPIES_FROM:
        _check_growth(field, rendered, tags)


def _check_growth(field: str, rendered: str, tags: int) -> None:
    """Check what many tags, or a long text, can make of themselves in a parser (2.6)."""
    starts = Counter(_TAG.findall(rendered))
    copies = _count(starts, _COPY)
    if copies > MAX_COPIES:
        raise LimitError(
            f"{field}.rendered has more than {MAX_COPIES} tags of {_COPY}",
            limit="elements",
            remedy=_REMEDY,
        )
    most = SPARE_ELEMENTS + len(rendered) // CHARACTERS_AN_ELEMENT
    if tags > FEW_TAGS and _most_elements(rendered, starts, tags) * (1 + copies) > most:
        _check_elements(field, rendered, starts, most)


def _count(starts: Counter[str], name: str) -> int:
    return sum(starts[tag] for tag in starts if tag[1:].lower().startswith(name))


def _most_elements(rendered: str, starts: Counter[str], tags: int) -> int:
    """Return how many elements there can be at most, copies apart, as far as it is easily told."""
    formatting, left_open = _formatting_in(starts)
    others = tags - formatting
    most = formatting + others * (_IMPLIED + _ANCHORS + left_open)
    if others * _ADOPTED < most:
        return most + others * _ADOPTED
    return most + len(_ADOPTING.findall(rendered)) * _ADOPTED


def _formatting_in(starts: Counter[str]) -> tuple[int, int]:
    """Return how many tags begin formatting, and how much of it can be left open at one place."""
    formatting = left_open = 0
    for tag, times in starts.items():
        if _FORMATTING.match(tag):
            formatting += times
            left_open += min(times, _ALIKE) if _WHOLE.fullmatch(tag) else times
    return formatting, left_open


def _check_elements(field: str, rendered: str, starts: Counter[str], most: int) -> None:
    """Check that the tree has no more than `most` elements (2.6).

    Where a tag begins, what stands before it has a tree with no element that the whole's has not.
    So beginnings are parsed, each longer than the last by so many tags that its tree cannot have
    many more elements than the string has characters.
    """
    places = (tag.start() for tag in re.finditer("<", rendered))
    a_tag = min(_formatting_in(starts)[1], _MOST_OPEN) + _ANCHORS + _IMPLIED + _ADOPTED
    elements = 0
    end: int | None = 0
    while end is not None:
        following = (most + len(rendered) - elements) // a_tag
        end = next(islice(places, following, None), None)
        elements = _elements_of(rendered[:end])
        if elements > most:
            raise LimitError(
                f"{field}.rendered leaves formatting open until it begins again too often",
                limit="elements",
                remedy=_REMEDY,
            )


def _elements_of(rendered: str) -> int:
    """Return how many elements are in `body`."""
    ended: list[str] = []
    read_document(rendered, start=is_, end=ended.append, text=len)
    return len(ended) - len(("html", "head", "body"))
