"""Tells a form that now agrees with its neighbour from another word.

Owns that judgement for verbs, participles, adjectives and plurals that a number asks for. A noun of
another number is no slip where nothing beside it shows so.
"""

from provenance.assess.classes.features import Run
from provenance.assess.classes.lexicon import Lexicon, fold_word
from provenance.assess.classes.piece import Kind, Piece
from provenance.assess.classes.readings import Amount

_STEM = 3
_LONGER = 2


def now_agrees(left: Run, right: Run, places: tuple[int, int], words: Lexicon) -> bool:
    """Return whether a word agrees with its sentence, as its earlier form did not.

    Args:
        left: The run that the earlier form is in.
        right: The run that it is in.
        places: Where in either run they are.
        words: The language's words.
    """
    before, after = (
        fold_word(run.pieces[at].text) for run, at in zip((left, right), places, strict=True)
    )
    if (before, after) in words.pairs["agreement"]:
        return True
    if not _inflects(before, after, words) or words.code == "ru":
        return _inflects(before, after, words)
    standing, previous = left.beside(places[0], -1), right.beside(places[1], -1)
    if standing is None or previous is None or standing.value != previous.value:
        return False  # where the article changed with its noun, another number is meant
    return not right.pieces[places[1]].text[:1].isupper() and _is_asked_for(
        previous, before, after, words
    )


def _inflects(before: str, after: str, words: Lexicon) -> bool:
    """Return whether two words differ in the endings that agree; Russian ones are whole."""
    endings, stem = words.lists["agreement_endings"], _common(before, after)
    if len(stem) < _STEM or before == after:
        return False
    longest = _LONGER if words.code == "ru" else 0
    return any(
        {before[len(stem) - more :], after[len(stem) - more :]} <= endings
        for more in range(longest + 1)
    )


def _is_asked_for(previous: Piece, before: str, after: str, words: Lexicon) -> bool:
    """Return whether a number before a word, or the word before it, asks for its ending."""
    plural = after.endswith("i" if words.code == "it" else "s") and len(after) >= len(before)
    if isinstance(previous.value, Amount):
        return plural and 1 not in previous.value.values and not previous.value.ordinal
    word = fold_word(previous.text)
    if words.has("plurals", word):
        return plural
    if previous.kind is not Kind.WORD or words.code == "en":
        return False
    return word[-1:] == after[-1:] != before[-1:]


def _common(one: str, other: str) -> str:
    length = next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
    return one[:length]
