"""Tells a corrected spelling from another word.

Owns that judgement, which leans to "another word": only what the language's own list of words, or
one of its pairs of spellings, shows to be no word before and a word after is a correction.
"""

import unicodedata
from functools import cache
from itertools import pairwise

from rapidfuzz.distance import OSA

from provenance.assess.classes.lexicon import Lexicon, fold_word

_LONG = 6
_VARIANT_LENGTH = 4
_VARIANT_STEP = 2
_SHORT_SLIP = 5
_COMPOUND = 8
_ENDS_THAT_INFLECT = frozenset("aeiou")


def is_respelled(before: str, after: str, words: Lexicon) -> bool:
    """Return whether one word is another spelling of the other, or corrects it."""
    one, other = fold_word(before), fold_word(after)
    if mixes_scripts(one) or mixes_scripts(other):
        return False
    if one == other:
        return not (words.has("case_matters", one) and before[:1] != after[:1])
    if (one, other) in words.pairs["confused"] or _is_variant(one, other, words):
        return True
    if _without_marks(one) == _without_marks(other):
        return _is_accent_alone(one, other, words)
    return _is_misspelled(one, other, words)


def is_word(word: str, words: Lexicon) -> bool:
    """Return whether a language's list has the word; without a list it has none."""
    return bool(words.dictionary) and fold_word(word) in _dictionary(words.dictionary)


def mixes_scripts(word: str) -> bool:
    """Return whether Latin letters stand beside Cyrillic or Greek ones in a word."""
    if word.isascii():
        return False
    scripts = {
        unicodedata.name(character, "").split(" ")[0] for character in word if character.isalpha()
    }
    return len(scripts & {"LATIN", "CYRILLIC", "GREEK"}) > 1


@cache
def _dictionary(name: str) -> frozenset[str]:
    from spellchecker import SpellChecker  # noqa: PLC0415  a tenth of a second that few edits need

    return frozenset(SpellChecker(language=name).word_frequency.words())


def _is_variant(one: str, other: str, words: Lexicon) -> bool:
    if min(len(one), len(other)) < _VARIANT_LENGTH or abs(len(one) - len(other)) > _VARIANT_STEP:
        return False
    return any(
        _becomes(one, other, left, right) and _could_be(one, other, words)
        for left, right in words.pairs["spellings"]
        if left != right
    )


def _becomes(one: str, other: str, left: str, right: str) -> bool:
    if left.endswith("$"):
        left, right = left[:-1], right[:-1]
        return one.endswith(left) and one.removesuffix(left) + right == other
    return left in one and one.replace(left, right) == other


def _could_be(one: str, other: str, words: Lexicon) -> bool:
    """Return whether two spellings may be of one word; where a list has just one, it may not."""
    return (
        not words.dictionary or is_word(one, words) == is_word(other, words) or words.code != "en"
    )


def _without_marks(word: str) -> str:
    parts = unicodedata.normalize("NFD", word)
    return "".join(character for character in parts if not unicodedata.combining(character))


def _is_accent_alone(one: str, other: str, words: Lexicon) -> bool:
    known = is_word(one, words), is_word(other, words)
    inflects = words.code in {"es", "it", "pt"} and one[-1] != other[-1]
    if inflects and _without_marks(one[-1]) in _ENDS_THAT_INFLECT:
        return known == (False, True)
    return not all(known) and words.code != "ru"


def _is_misspelled(one: str, other: str, words: Lexicon) -> bool:
    distance = OSA.distance(one, other)
    if is_word(other, words) and not is_word(one, words):
        allowed = 2 if min(len(one), len(other)) >= _LONG else 1
        return distance <= allowed and _begin_alike(one, other)
    if words.dictionary and (is_word(one, words) or is_word(other, words)):
        return False
    enough = _COMPOUND if words.dictionary else _SHORT_SLIP
    slips = _is_swap(one, other) or _is_doubling(one, other)
    return bool(words.code) and min(len(one), len(other)) >= enough and slips


def _begin_alike(one: str, other: str) -> bool:
    return one[0] == other[0] or one[:2] == other[1::-1]


def _is_swap(one: str, other: str) -> bool:
    return len(one) == len(other) and sorted(one) == sorted(other) and OSA.distance(one, other) == 1


def _is_doubling(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return len(longer) == len(shorter) + 1 and any(
        longer[: n + 1] + longer[n + 2 :] == shorter
        for n, (a, b) in enumerate(pairwise(longer))
        if a == b
    )
