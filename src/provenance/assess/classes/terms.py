"""What a reader takes a run of words to be, however it is written.

Owns which writings are one word: abbreviations, contractions, and the phrases that a language's
file says are alike. Never judges what a difference means.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import itemgetter
from typing import NamedTuple

from provenance.assess.classes.features import Run
from provenance.assess.classes.lexicon import Lexicon, fold_word
from provenance.assess.classes.piece import FIGURES, Kind, Piece
from provenance.assess.classes.targets import plain_address

_WORDS = 65_536
# Before the number of a weekday; no text has it.
DAY = "\0"
_SHORTENED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]\.?")
_LEAST = 4
_ADDRESSES = ("http://", "https://", "www.")
_DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014")


class Term(NamedTuple):
    """One word of a run as it is compared.

    Attributes:
        key: What other writings of it have in common; the value of an amount, a date or a time.
        word: As it stands, in lower case and drawn out of a contraction.
        piece: The piece that it is, or begins with.
        at: The piece's place in the run.
    """

    key: object
    word: str
    piece: Piece
    at: int


_KEY = itemgetter(Term._fields.index("key"))
_WORD = itemgetter(Term._fields.index("word"))


def terms(run: Run, words: Lexicon) -> list[Term]:
    """Return the words of a run with abbreviations, contractions and phrases in one form."""
    found = _single(run, words)
    for known in (_contractions(words), _phrases(words)):
        if not known.lengths.keys().isdisjoint(map(_KEY, found)):
            found = list(_rephrased(found, known))
    days = words.values["weekdays"]
    if days.keys().isdisjoint(map(_WORD, found)):
        return found
    return [
        term._replace(key=f"{DAY}{days[term.word]}") if term.word in days else term
        for term in found
    ]


def has_word_of_its_own(one: Run, other: Run, words: Lexicon) -> bool:
    """Return whether a run has a word that the other has not, in whatever form.

    Quicker than `terms`, and surer: True means that no two orders of the terms are the same.
    """
    there = {part for piece in other.pieces for part in _parts_of(piece, words)}
    return any(
        len(parts) == 1 and parts[0] not in there and parts[0] not in _in_phrases(words)
        for piece in one.pieces
        if (parts := _parts_of(piece, words))
    )


def is_same_key(one: object, other: object, words: Lexicon) -> bool:
    """Return whether two keys are one word; `'s` is *is* or *has*, as its file says."""
    return one == other or (one, other) in _clitics(words)


def _single(run: Run, words: Lexicon) -> list[Term]:
    signs = _signs(words)
    found: list[Term] = []
    for at, piece in enumerate(run.pieces):
        if piece.kind is Kind.WORD:
            for part in _parts(piece.text, words):
                # As `Term(...)` in half the time, since most of a run is words.
                found.append(tuple.__new__(Term, (part, part, piece, at)))  # noqa: PERF401  quicker
        elif piece.kind in FIGURES:
            found.append(Term(piece.value, piece.text, piece, at))
        elif piece.text in _DASHES:
            if _is_range(run, at) or ("-" in signs and _joins(run, at)):
                found.append(Term("-", "-", piece, at))
        elif piece.text in signs:
            found.append(Term(piece.text, piece.text, piece, at))
    return found


def _parts_of(piece: Piece, words: Lexicon) -> tuple[str, ...]:
    return _parts(piece.text, words) if piece.kind is Kind.WORD else ()


@cache
def _in_phrases(words: Lexicon) -> frozenset[object]:
    """Return every word that may become another by what stands beside it, or be what one became."""
    known = [_contractions(words).alike, _phrases(words).alike]
    written = {word for alike in known for phrase in alike for word in phrase}
    meant = {word for alike in known for phrase in alike.values() for word in phrase}
    return frozenset(written | meant | words.values["weekdays"].keys())


def _is_range(run: Run, at: int) -> bool:
    before, behind = run.beside(at, -1), run.beside(at, 1)
    return before is not None and behind is not None and {before.kind, behind.kind} <= FIGURES


def _joins(run: Run, at: int) -> bool:
    """Return whether a dash joins two words without a space, as in a route."""
    before, dash, behind = run.beside(at, -1), run.pieces[at], run.beside(at, 1)
    if before is None or behind is None or {before.kind, behind.kind} != {Kind.WORD}:
        return False
    return before.end == dash.start and dash.end == behind.start


@lru_cache(_WORDS)
def _parts(text: str, words: Lexicon) -> tuple[str, ...]:
    """Return a word without the stops of an abbreviation, and a contraction as its words."""
    word = fold_word(text)
    if word.startswith(_ADDRESSES):
        return ("".join(plain_address(text)),)
    if (word,) in _phrases(words).alike or (word,) in _contractions(words).alike:
        return (word,)
    if _SHORTENED.fullmatch(word):
        word = word.replace(".", "")
    head, mark, tail = word.rpartition("'")
    if not mark or not head:
        return _unfixed(word, words)
    if tail in {"", "s"} and head.endswith("s") and head[:-1]:
        return (head,)  # James' and James's are one possessive
    if ("'" + tail) in {one for one, _ in _clitics(words)}:
        return (head, "'" + tail)
    if head.endswith("n") and tail == "t":
        return (head[:-1], "not")
    return (word,)


def _unfixed(word: str, words: Lexicon) -> tuple[str, ...]:
    """Return a word apart from the conjunction that its language writes into it."""
    if len(word) > _LEAST and word[0] in words.lists["prefixes"] & words.lists["conjunctions"]:
        return (word[0], word[1:])
    return (word,)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Phrases:
    """What stands for each word and phrase that is like another.

    Attributes:
        alike: The words of a phrase, and those that stand for them.
        lengths: How long the phrases are that begin with a word, the longest first.
    """

    alike: Mapping[tuple[object, ...], tuple[str, ...]]
    lengths: Mapping[object, tuple[int, ...]]


def _rephrased(single: Sequence[Term], known: _Phrases) -> Iterator[Term]:
    at = 0
    while at < len(single):
        term = single[at]
        for length in known.lengths.get(term.key, ()):
            meant = known.alike.get(tuple(each.key for each in single[at : at + length]))
            if meant is not None:
                if length == len(meant) == 1:
                    yield term._replace(key=meant[0])
                else:
                    yield from (term._replace(key=word, word=word) for word in meant)
                at += length
                break
        else:
            yield term
            at += 1


@cache
def _contractions(words: Lexicon) -> _Phrases:
    return _known(
        {
            tuple(phrase.split(" ")): tuple(group[0].split(" "))
            for group in words.contractions
            for phrase in group[1:]
            if not phrase.startswith("'")
        }
    )


@cache
def _phrases(words: Lexicon) -> _Phrases:
    """Return phrases that are alike, with every contraction in them drawn out."""
    drawn = _contractions(words).alike

    def written_out(phrase: str) -> tuple[str, ...]:
        return tuple(part for word in phrase.split(" ") for part in drawn.get((word,), (word,)))

    return _known(
        {
            form: written_out(group[0])
            for group in words.alike
            for phrase in group
            for form in (written_out(phrase), tuple(phrase.split(" ")), (phrase,))
            if form != written_out(group[0])
        }
    )


def _known(alike: Mapping[tuple[object, ...], tuple[str, ...]]) -> _Phrases:
    lengths: dict[object, set[int]] = {}
    for phrase in alike:
        lengths.setdefault(phrase[0], set()).add(len(phrase))
    return _Phrases(
        alike=alike,
        lengths={first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()},
    )


@cache
def _clitics(words: Lexicon) -> frozenset[tuple[object, object]]:
    """Return what a clitic may stand for, either way round."""
    pairs = {
        (phrase, group[0])
        for group in words.contractions
        for phrase in group[1:]
        if phrase.startswith("'")
    }
    return frozenset(pairs | {(other, one) for one, other in pairs})


@cache
def _signs(words: Lexicon) -> frozenset[str]:
    """Return the marks that a language's file has in the place of words."""
    marks = (phrase for group in words.alike for phrase in group)
    return frozenset(mark for mark in marks if len(mark) == 1 and not mark.isalnum())
