"""Tells two writings of the same words from other words.

Owns what is the same however it is written: spaces, hyphens, capitals, abbreviations, contractions,
little words, and phrases that are alike. Never compares values of another kind.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from operator import eq

from provenance.assess.classes.features import Run, word_meanings
from provenance.assess.classes.figures import figures
from provenance.assess.classes.lexicon import Lexicon, fold_word
from provenance.assess.classes.piece import Kind
from provenance.assess.classes.spelling import is_respelled, is_word, mixes_scripts
from provenance.assess.classes.terms import Term, is_same_key
from provenance.model import COSMETIC, EditClass

_JOINS = re.compile(r"[\s.'-]")
_TYPOGRAPHY = {EditClass.TYPOGRAPHY}
_SPELLING = {EditClass.SPELLING_SIZED}
_UNSPACED = "zh"


def sameness(
    left: Run, right: Run, one: Sequence[Term], two: Sequence[Term], words: Lexicon
) -> set[EditClass] | None:
    """Return the cosmetic classes of words that are the same; None where they are not."""
    texts = [[piece.text for piece in run.words] for run in (left, right)]
    lower = [list(map(fold_word, some)) for some in texts]
    if any(map(mixes_scripts, texts[0])) != any(map(mixes_scripts, texts[1])):
        return None
    folded = " ".join(lower[0]), " ".join(lower[1])
    if folded in words.pairs["apart_matters"] or not _are_cases_alike(left, right, lower, words):
        return None
    if len(one) == len(two) and _are_same(one, two, words):
        return _writing(left, right, texts)
    if _is_joined(left, right, one, two, folded, words) or _is_homophone(texts[0], texts[1], words):
        return _SPELLING
    if _are_same(_longer_words(one, words), _longer_words(two, words), words):
        return _SPELLING if _plurals(one, words) == _plurals(two, words) else None
    if _is_confused(left, right, one, two, words):
        return _SPELLING
    if _is_two_sentences(left, right, one, two, words):
        return {EditClass.PUNCTUATION, EditClass.SPELLING_SIZED}
    return _SPELLING if _is_mended(left, right, texts, words) else None


def _are_same(one: Iterable[Term], two: Iterable[Term], words: Lexicon) -> bool:
    return all(
        a is not None and b is not None and is_same_key(a.key, b.key, words)
        for a, b in zip_longest(one, two)
    )


def _writing(left: Run, right: Run, texts: Sequence[Sequence[str]]) -> set[EditClass]:
    """Return what differs in words that are the same: letters, or their writing alone."""
    found = set(figures(left, right)) & COSMETIC
    straight = [_straight(some) for some in texts]
    if straight[0] == straight[1]:
        return found or _TYPOGRAPHY
    return found if found and straight[0].lower() != straight[1].lower() else _SPELLING


def _straight(texts: Sequence[str]) -> str:
    straight = " ".join(texts).replace("\u2019", "'").replace("\u2011", "-").replace(".", "")
    return straight.replace("\u2010", "-")


def _is_joined(
    left: Run,
    right: Run,
    one: Sequence[Term],
    two: Sequence[Term],
    texts: tuple[str, str],
    words: Lexicon,
) -> bool:
    """Return whether words are the same but for spaces, hyphens and stops, and digits are too."""
    first, second = texts[0][:1], texts[1][:1]
    if first != second and first.isalnum() and second.isalnum():
        return False
    if _JOINS.sub("", texts[0]) != _JOINS.sub("", texts[1]):
        return False
    if re.findall(r"\d+", texts[0]) != re.findall(r"\d+", texts[1]):
        return False
    told = [[each for term in some for each in _negations(term, words)] for some in (one, two)]
    signed = [
        [piece.value for piece in run.of(Kind.AMOUNT) if not piece.text.isalnum()]
        for run in (left, right)
    ]
    if signed[0] != signed[1]:
        return False
    return told[0] == told[1] or _is_no_word(texts[0].split(), texts[1].split(), words)


def _is_homophone(one: Sequence[str], two: Sequence[str], words: Lexicon) -> bool:
    """Return whether words differ that the language's file has as confused, and no others."""
    return len(one) == len(two) and all(
        a == b or (fold_word(a), fold_word(b)) in words.pairs["confused"]
        for a, b in zip(one, two, strict=True)
    )


def _is_no_word(one: Sequence[str], two: Sequence[str], words: Lexicon) -> bool:
    """Return whether what stands in fewer words is none: *doesnt* says no more than *doesn't*."""
    fewer, more = (two, one) if len(two) < len(one) or "'" in "".join(one) else (one, two)
    return bool(words.dictionary) and not any(
        is_word(word, words) for word in fewer if word not in more
    )


def _negations(term: Term, words: Lexicon) -> list[str]:
    if not isinstance(term.key, str):
        return []
    return [what for each, what in word_meanings(term.key, words) if each is EditClass.NEGATION]


def _longer_words(some: Sequence[Term], words: Lexicon) -> Iterator[Term]:
    """Yield terms without articles and the like."""
    return (
        term
        for term in some
        if not isinstance(term.key, str)
        or not (words.has("articles", term.key) or words.has("links", term.key))
    )


def _plurals(some: Sequence[Term], words: Lexicon) -> bool:
    """Return whether some of the words show that there is more than one."""
    return any(isinstance(term.key, str) and words.has("plurals", term.key) for term in some)


def _is_confused(
    left: Run, right: Run, one: Sequence[Term], two: Sequence[Term], words: Lexicon
) -> bool:
    """Return whether characters differ that the language's file has as confused, and no others."""
    if words.code != _UNSPACED:
        return False
    texts = ["".join(piece.text for piece in run.words) for run in (left, right)]
    if len(texts[0]) != len(texts[1]):
        return False
    told = [[each for term in some for each in _negations(term, words)] for some in (one, two)]
    return told[0] == told[1] and all(
        a == b or (a, b) in words.pairs["confused"] for a, b in zip(*texts, strict=True)
    )


def _is_two_sentences(
    left: Run, right: Run, one: Sequence[Term], two: Sequence[Term], words: Lexicon
) -> bool:
    """Return whether a stop stands where *and* stood, or the other way round."""
    ends = [any(piece.ends_sentence for piece in run.pieces) for run in (left, right)]
    if ends[0] == ends[1]:
        return False
    bare, other = (
        (
            term
            for term in some
            if not (isinstance(term.key, str) and words.has("conjunctions", term.key))
        )
        for some in (one, two)
    )
    return _are_same(bare, other, words)


def _is_mended(left: Run, right: Run, texts: Sequence[Sequence[str]], words: Lexicon) -> bool:
    """Return whether slips alone differ, read word by word: *3 Febuary* was no date yet."""
    one, two = (" ".join(some).split() for some in texts)
    if len(one) != len(two):
        return False
    if [piece.kind for piece in left.words] == [piece.kind for piece in right.words]:
        return False
    return all(
        a == b or (a.isalpha() and b.isalpha() and is_respelled(a, b, words))
        for a, b in zip(_without_stops(one), _without_stops(two), strict=True)
    )


def _without_stops(parts: Iterable[str]) -> Iterator[str]:
    return (part.strip(".,") for part in parts)


def _are_cases_alike(left: Run, right: Run, lower: Sequence[Sequence[str]], words: Lexicon) -> bool:
    if not any(map(eq, *lower)):
        return True
    return not any(
        one.text != two.text
        and word == other
        and words.has("case_matters", word)
        and not (one.opens or two.opens)
        for one, two, word, other in zip(left.words, right.words, *lower, strict=False)
    )
