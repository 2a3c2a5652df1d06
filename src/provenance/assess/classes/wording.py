"""The classes of the words of one hunk.

Owns which words that came, went or stand in place of others are of which class. Never looks at
marks, links or pictures.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TypeVar

from provenance.assess.classes.agreement import now_agrees
from provenance.assess.classes.features import Run, is_name, is_titled, word_meanings
from provenance.assess.classes.figures import figures, weekday_of
from provenance.assess.classes.lexicon import Lexicon, fold_word
from provenance.assess.classes.piece import FIGURES, TOLD, Kind, Piece
from provenance.assess.classes.sameness import sameness
from provenance.assess.classes.spelling import (
    is_compound_slip,
    is_mended_noun,
    is_respelled,
    is_variant,
    is_word,
    mixes_scripts,
)
from provenance.assess.classes.terms import DAY, Term, is_same_key, terms
from provenance.model import COSMETIC, EditClass

_SENTENCE_WORDS = 3
_MIN_STEM = 4
# Grave, acute, circumflex and cedilla.
_ACCENTS = re.compile("[\u0300-\u0302\u0327]")

T = TypeVar("T")
Terms = Sequence[Term]


def word_classes(left: Run, right: Run, words: Lexicon) -> set[EditClass]:
    """Return the classes of the words of a hunk; none where it has no words, or the same."""
    kinds = left.kinds | right.kinds
    if TOLD.isdisjoint(kinds):
        return set()
    one: Terms = terms(left, words)
    two: Terms = terms(right, words)
    if not one or not two:
        return set(_one_sided(left if one else right, one or two, words, added=not one))
    if (cosmetic := sameness(left, right, one, two, words)) is not None:
        return cosmetic
    one, two = _without_ends(one, two, words)
    if not one or not two:
        run = left if one else right
        return set(_one_sided(run, one or two, words, added=not one))
    found = set(_meanings(left, right, one, two, words))
    if not FIGURES.isdisjoint(kinds):
        found.update(figures(left, right))
    for pair in _aligned(one, two):
        if not found <= COSMETIC and not _may_tell_more(left, right, pair, words):
            continue
        if not is_same_key(pair[0].key, pair[1].key, words):
            found.update(_word(left, right, pair, words))
    if len(_words_of(one)) != len(_words_of(two)):
        found.update(_uneven(left, right, one, two, words))
    return _settled(found)


def is_sentence(run: Run) -> bool:
    """Return whether a run has a sentence in it, or all of a block."""
    ends = any(piece.ends_sentence for piece in run.pieces) or run.before is run.behind is None
    return ends and len(run.words) >= _SENTENCE_WORDS


def _without_ends(one: Terms, two: Terms, words: Lexicon) -> tuple[Terms, Terms]:
    """Return terms without those that both begin with, and both end with."""
    shorter = min(len(one), len(two))
    start = 0
    while start < shorter and is_same_key(one[start].key, two[start].key, words):
        start += 1
    end = 0
    while end < shorter - start and is_same_key(one[-1 - end].key, two[-1 - end].key, words):
        end += 1
    return one[start : len(one) - end], two[start : len(two) - end]


def _settled(found: set[EditClass]) -> set[EditClass]:
    """Return classes without the cosmetic ones, and what no rule could tell, beside others."""
    material = found - COSMETIC - {EditClass.UNCLASSIFIED}
    return material or (found & {EditClass.UNCLASSIFIED}) or found


def _one_sided(run: Run, some: Terms, words: Lexicon, *, added: bool) -> Iterator[EditClass]:
    whole = EditClass.ADDED if added else EditClass.REMOVED
    if is_sentence(run):
        yield whole
        return
    if _is_small(run, some, words):
        yield EditClass.SPELLING_SIZED
        return
    found = {each for term in some for each, _ in _meaning(term, words)}
    found |= {_FIGURES[term.piece.kind] for term in some if term.piece.kind in _FIGURES}
    plain = [term for term in some if term.piece.kind is Kind.WORD and not _meaning(term, words)]
    found |= {EditClass.NAME for term in plain if is_name(run, term.at, words, lone=False)}
    yield from found or {whole}
    if found and len(plain) >= _SENTENCE_WORDS:
        yield whole


_FIGURES = {
    Kind.DATE: EditClass.DATE,
    Kind.TIME: EditClass.TIME,
    Kind.AMOUNT: EditClass.NUMBER,
}


def _is_small(run: Run, some: Terms, words: Lexicon) -> bool:
    """Return whether a run is little words, or words that stand beside it once more."""
    keys = [term.key for term in some]
    if all(_is_little(key, words) for key in keys):
        return True
    if all(_is_in("before_dates", key, words) for key in keys) and _is_dated(run.behind, words):
        return True
    if _is_day_of_date(run, keys, words):
        return True
    texts = [fold_word(piece.text) for piece in run.words]
    size = len(run.pieces)
    beside = (
        [run.beside(0, step - size) for step in range(size)],
        [run.beside(size - 1, step + 1) for step in range(size)],
    )
    return any(
        [piece and fold_word(piece.text) for piece in pieces] == texts for pieces in beside
    ) and not any(map(str.isdecimal, texts))


def _is_day_of_date(run: Run, keys: Sequence[object], words: Lexicon) -> bool:
    """Return whether a run names the day of the week that a whole date beside it falls on."""
    days = [key for key in keys if isinstance(key, str) and key.startswith(DAY)]
    rest = [key for key in keys if key not in days]
    if len(days) != 1 or not all(
        _is_little(key, words) or _is_in("before_dates", key, words) for key in rest
    ):
        return False
    beside = run.behind, run.beside(len(run.pieces) - 1, 2), run.before, run.beside(0, -2)
    return days[0].removeprefix(DAY) in map(weekday_of, beside)


def _is_little(key: object, words: Lexicon) -> bool:
    return _is_in("articles", key, words) or _is_in("links", key, words)


def _are_little(one: str, two: str, words: Lexicon) -> bool:
    """Return whether two words are articles and the like, of one number."""
    same = words.has("plurals", one) == words.has("plurals", two)
    same &= (one, two) not in words.pairs["apart_matters"]
    return same and _is_little(one, words) and _is_little(two, words)


def _is_accented(one: Term, two: Term) -> bool:
    """Return whether accents alone differ in a name; a letter such as \u00f1 is another letter."""
    texts = one.piece.text, two.piece.text
    if not texts[0][:1].isupper():
        return False
    bare = {_ACCENTS.sub("", unicodedata.normalize("NFD", text)) for text in texts}
    return len(bare) == 1 and texts[0].lower() != texts[1].lower()


def _is_in(name: str, key: object, words: Lexicon) -> bool:
    return isinstance(key, str) and words.has(name, key)


def _is_dated(piece: Piece | None, words: Lexicon) -> bool:
    if piece is None or piece.kind in {Kind.DATE, Kind.TIME}:
        return piece is not None
    told = {EditClass.DATE, EditClass.TIME}
    return any(each in told for each, _ in word_meanings(fold_word(piece.text), words))


def _meaning(term: Term, words: Lexicon) -> tuple[tuple[EditClass, str], ...]:
    if not isinstance(term.key, str):
        return ()
    return word_meanings(term.key, words) or (
        word_meanings(fold_word(term.piece.text), words) if term.key.startswith(DAY) else ()
    )


def _meanings(left: Run, right: Run, one: Terms, two: Terms, words: Lexicon) -> Iterator[EditClass]:
    told = [[each for term in some for each in _meaning(term, words)] for some in (one, two)]
    differing = _differing(*told)
    if not differing:
        return
    for term, other in _aligned(one, two):
        meant = (*_meaning(term, words), *_meaning(other, words))
        if meant and _is_slip(left, right, (term, other), words):
            for each in meant:
                differing.discard(each)
    yield from (each for each, _ in differing)


def _is_slip(left: Run, right: Run, pair: tuple[Term, Term], words: Lexicon) -> bool:
    """Return whether a word is another spelling or form of the same, and no other of its class."""
    one, two = pair
    texts = one.word, two.word
    if now_agrees(left, right, (one.at, two.at), words):
        return True
    if not is_respelled(*texts, words):
        return False
    if texts[0] == texts[1] or texts in words.pairs["confused"]:
        return True
    return not (_meaning(one, words) and _meaning(two, words))


def _words_of(some: Terms) -> list[Term]:
    return [term for term in some if term.piece.kind is Kind.WORD]


def _aligned(one: Terms, two: Terms) -> list[tuple[Term, Term]]:
    left, right = _words_of(one), _words_of(two)
    return list(zip(left, right, strict=True)) if len(left) == len(right) else []


def _differing(one: Sequence[T], two: Sequence[T]) -> set[T]:
    """Return what one of two rows has more often than the other."""
    if one == two:
        return set()
    sets = set(one), set(two)
    if len(sets[0]) == len(one) and len(sets[1]) == len(two):
        return sets[0] ^ sets[1]
    counts = Counter(one), Counter(two)
    return {each for each in sets[0] | sets[1] if counts[0][each] != counts[1][each]}


def _may_tell_more(left: Run, right: Run, pair: tuple[Term, Term], words: Lexicon) -> bool:
    """Return whether two words may say more than that they are no slip, which is known already."""
    return _is_negated(pair[0].word, pair[1].word, words) or _are_names(left, right, pair, words)


def _uneven(left: Run, right: Run, one: Terms, two: Terms, words: Lexicon) -> Iterator[EditClass]:
    plain = [
        [term for term in some if term.piece.kind is Kind.WORD and not _meaning(term, words)]
        for some in (one, two)
    ]
    differing = _differing(*([term.key for term in some] for some in plain))
    for run, some in zip((left, right), plain, strict=True):
        named = (term for term in some if term.piece.text[:1].isupper() and term.key in differing)
        if any(is_name(run, term.at, words, lone=False) for term in named):
            yield EditClass.NAME
    if any(not _is_little(key, words) for key in differing):
        yield EditClass.UNCLASSIFIED
    elif differing:
        yield EditClass.SPELLING_SIZED


def _word(left: Run, right: Run, pair: tuple[Term, Term], words: Lexicon) -> Iterator[EditClass]:
    one, two = pair
    texts = one.word, two.word
    if _meaning(one, words) or _meaning(two, words):
        if _is_slip(left, right, pair, words):
            yield EditClass.SPELLING_SIZED
        elif _meaning(one, words) == _meaning(two, words):
            yield EditClass.UNCLASSIFIED  # of one stem, and none can tell what it says now
        return
    mended = words.code == "de" and is_compound_slip(*texts, words)  # nouns look like names there
    if (
        mended
        or texts in words.pairs["confused"]
        or _are_little(*texts, words)
        or is_variant(*texts, words)
        or is_mended_noun(*texts, words)
        or _is_accented(one, two)
    ):
        yield EditClass.SPELLING_SIZED
    elif texts[0] != texts[1] and _are_names(left, right, pair, words):
        yield EditClass.NAME
    elif _is_slip(left, right, pair, words):
        yield EditClass.SPELLING_SIZED
    elif _is_negated(*texts, words):
        yield EditClass.NEGATION
    else:
        yield EditClass.UNCLASSIFIED


def _are_names(left: Run, right: Run, pair: tuple[Term, Term], words: Lexicon) -> bool:
    one, two = pair
    if mixes_scripts(one.piece.text) or mixes_scripts(two.piece.text):
        return False
    if is_titled(left, one.at, words) and is_titled(right, two.at, words):
        return True
    lone = bool(words.dictionary) and not is_word(two.piece.text, words)
    return is_name(left, one.at, words, lone=lone) and is_name(right, two.at, words, lone=lone)


def _is_negated(one: str, two: str, words: Lexicon) -> bool:
    short, long = sorted((one, two), key=len)
    if len(short) < _MIN_STEM or not long.endswith(short):
        return False
    return any(prefix + short == long for prefix in words.lists["negation_prefixes"])
