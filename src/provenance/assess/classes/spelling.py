"""Tells a corrected spelling from another word.

Owns that judgement, which leans to "another word": only what the language's own list of words, or
one of its pairs of spellings, shows to be no word before and a word after is a correction.
"""

import re
import unicodedata
from functools import cache, lru_cache
from itertools import pairwise

from rapidfuzz.distance import OSA

from provenance.assess.classes.lexicon import Lexicon, fold_word

_WORDS = 65_536
_LONG = 6
_VARIANT_LENGTH = 4
_VARIANT_STEP = 2
_SHORT_SLIP = 5
_COMPOUND = 8
_PART = 4
_START = 3
_VERY_LONG = 10
_END = 2
_ENDS_THAT_INFLECT = frozenset("aeiou")


@lru_cache(_WORDS)
def is_respelled(before: str, after: str, words: Lexicon) -> bool:
    """Return whether one word is another spelling of the other, or corrects it."""
    one, other = fold_word(before), fold_word(after)
    if mixes_scripts(one) or mixes_scripts(other):
        return False
    if one == other:
        return not (words.has("case_matters", one) and before[:1] != after[:1])
    if (one, other) in words.pairs["confused"] or is_variant(one, other, words):
        return True
    if _without_marks(one) == _without_marks(other):
        return _is_accent_alone(one, other, words)
    return _is_misspelled(one, other, words)


@lru_cache(_WORDS)
def is_variant(one: str, other: str, words: Lexicon) -> bool:
    """Return whether two words, in lower case, are spellings of one by the language's pairs."""
    if min(len(one), len(other)) < _VARIANT_LENGTH or abs(len(one) - len(other)) > _VARIANT_STEP:
        return False
    return any(
        _becomes(one, other, left, right) and _could_be(one, other, words)
        for left, right in words.pairs["spellings"]
    )


def is_mended_noun(one: str, other: str, words: Lexicon) -> bool:
    """Return whether a slip is corrected in what is a noun, by its ending, or in turned letters.

    *Comittee* is nobody's name, though it has a capital.
    """
    if one == other or min(len(one), len(other)) < _LONG or not is_respelled(one, other, words):
        return False
    if is_word(one, words) or not is_word(other, words):
        return False
    turned = len(other) > _LONG and _is_swap(one, other)
    return turned or other.endswith(tuple(words.lists["noun_endings"]) or ("\0",))


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


def _becomes(one: str, other: str, left: str, right: str) -> bool:
    if left.endswith("$"):
        left, right = left[:-1], right[:-1]
        return one.endswith(left) and one.removesuffix(left) + right == other
    return left in one and one.replace(left, right) == other


def _could_be(one: str, other: str, words: Lexicon) -> bool:
    """Return whether two spellings may be of one word; English has a list of nearly all."""
    return (
        not words.dictionary or is_word(one, words) or is_word(other, words) or words.code != "en"
    )


def _without_marks(word: str) -> str:
    parts = unicodedata.normalize("NFD", word)
    return "".join(character for character in parts if not unicodedata.combining(character))


def _is_accent_alone(one: str, other: str, words: Lexicon) -> bool:
    known = is_word(one, words), is_word(other, words)
    inflects = words.code in {"es", "it", "pt"} and one[-1] != other[-1]
    if inflects and _without_marks(one[-1]) in _ENDS_THAT_INFLECT:
        return known == (False, True) and words.slip_letters > 0
    return not all(known) and words.code != "ru"


def _is_misspelled(one: str, other: str, words: Lexicon) -> bool:
    distance = OSA.distance(one, other)
    before, after = _is_known(one, words), _is_known(other, words)
    if after and not before:
        return _is_near_word(one, other, distance, words)
    if before or after:
        return False
    believed = words.slip_letters > 0
    if believed and (
        is_compound_slip(one, other, words) or (distance == 1 and _is_inner(one, other, words))
    ):
        return True
    if distance == 1 and len(one) >= _SHORT_SLIP and _is_impossible(one, other, words):
        return True
    enough = _COMPOUND if words.dictionary else _SHORT_SLIP
    doubled = (believed or not words.dictionary) and _is_doubling(one, other)
    slips = _is_swap(one, other) or doubled
    return bool(words.code) and min(len(one), len(other)) >= enough and slips


def _is_near_word(one: str, other: str, distance: int, words: Lexicon) -> bool:
    """Return whether a word that no list has is a slip of one that a list has.

    Where a list lacks many words, as it does those of the Spanish past, that it lacks one shows
    nothing: there the letters themselves must, turned, doubled, left out of the middle of a long
    word, or as no word has them.
    """
    if words.slip_letters == 0 and not _is_named(other, words):
        shows = _is_swap(one, other) or _is_doubling(one, other) or _is_left_out(one, other)
        shows = shows or _is_impossible(one, other, words)
        return distance == 1 and min(len(one), len(other)) >= _SHORT_SLIP and shows
    allowed = (words.slip_letters or 2) if min(len(one), len(other)) >= _LONG else 1
    return distance <= allowed and _begin_alike(one, other)


def _is_known(word: str, words: Lexicon) -> bool:
    """Return whether a word is one of the language, by its list or its own file."""
    return is_word(word, words) or word in _named(words)


def _is_named(word: str, words: Lexicon) -> bool:
    """Return whether a word is a month, a weekday or a number, or begins with a month's stem."""
    stems = tuple(form[:-1] for form in _named(words) if form.endswith("*"))
    return word in _named(words) or bool(stems and word.startswith(stems))


@cache
def _named(words: Lexicon) -> frozenset[str]:
    """Return the months, weekdays and number words of a language's file that are long enough."""
    months = (fold_word(form) for month in words.months for form in month)
    listed = (form for name in ("weekdays", "numbers") for form in words.values[name])
    return frozenset(form for form in (*months, *listed) if len(form) >= _SHORT_SLIP)


def _is_impossible(one: str, other: str, words: Lexicon) -> bool:
    """Return whether no word of the language is written as the one, and the other might be."""
    forms = words.lists["impossible"]
    return any(re.search(form, one) and not re.search(form, other) for form in forms)


def _is_inner(one: str, other: str, words: Lexicon) -> bool:
    """Return whether long words, which no list has, differ in one letter that is no ending's."""
    start = _shared(one, other)
    ends = min(len(one), len(other)) - start
    return (
        bool(words.dictionary)
        and min(len(one), len(other)) >= _COMPOUND
        and (start >= _PART and ends >= _PART)
    )


def _is_left_out(one: str, other: str) -> bool:
    """Return whether a letter is left out, or one too many, well inside of a long word."""
    shorter, longer = sorted((one, other), key=len)
    start = _shared(one, other)
    end = len(shorter) - start
    if len(longer) != len(shorter) + 1 or shorter[start:] != longer[start + 1 :]:
        return False
    inside = end >= _PART if len(shorter) < _VERY_LONG else end >= _END
    return len(shorter) > _LONG and start >= _START and inside


def _shared(one: str, other: str) -> int:
    """Return how many letters two words that are not the same begin with alike."""
    pairs = enumerate(zip(one + "\0", other + "\0", strict=False))
    return next(n for n, (a, b) in pairs if a != b)


def is_compound_slip(one: str, other: str, words: Lexicon) -> bool:
    """Return whether the last part of a compound is corrected: no list has every compound."""
    if one == other or min(len(one), len(other)) < _COMPOUND or OSA.distance(one, other) > 1:
        return False
    return any(
        len(other) - cut >= _PART and is_word(other[cut:], words) and not is_word(one[cut:], words)
        for cut in range(_PART, _shared(one, other))
    )


def _begin_alike(one: str, other: str) -> bool:
    """Return whether two words begin alike, turned letters and one too many or too few apart."""
    dropped = other[1:] == one or one[1:] == other
    return one[0] == other[0] or one[:2] == other[1::-1] or (dropped and len(one) >= _LONG)


def _is_swap(one: str, other: str) -> bool:
    return len(one) == len(other) and sorted(one) == sorted(other) and OSA.distance(one, other) == 1


def _is_doubling(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return len(longer) == len(shorter) + 1 and any(
        longer[: n + 1] + longer[n + 2 :] == shorter
        for n, (a, b) in enumerate(pairwise(longer))
        if a == b
    )
