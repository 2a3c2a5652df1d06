"""Tells the same words in another order, where the order says nothing else.

Owns which re-ordering changes nothing: clauses, who said it, items of a list. Leans to "says
something else": in *dog bites man* the same words stand as well.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import zip_longest
from operator import or_

from provenance.assess.classes.features import Run, word_meanings
from provenance.assess.classes.lexicon import Lexicon
from provenance.assess.classes.piece import Kind
from provenance.assess.classes.terms import Term, has_word_of_its_own, terms
from provenance.model import EditClass

_MAX_WORDS = 120
_MAX_TAG = 5
_MAX_NAME = 3
_MAX_ITEM = 3
_MAX_LONG_ITEM = 8  # behind a verb, which two sentences would not share
_WHEN = frozenset({Kind.DATE, Kind.TIME})
_DATED = (EditClass.DATE, EditClass.TIME)
_PAUSES = frozenset(",\uff0c\u3001\u060c;")

Keys = tuple[object, ...]


def is_reordered(left: Run, right: Run, words: Lexicon) -> bool:
    """Return whether two sentences are one in another order of its clauses or of a list."""
    if has_word_of_its_own(left, right, words):
        return False
    one, two = terms(left, words), terms(right, words)
    if len(one) != len(two) or not 1 < len(one) <= _MAX_WORDS:
        return False
    keys = _keys(one), _keys(two)
    if keys[0] == keys[1] or Counter(keys[0]) != Counter(keys[1]):
        return False
    return (
        _is_moved_clause(one, two, words)
        or _is_turned_tag(one, two, right, words)
        or _is_turned_tag(two, one, left, words)
        or _is_list(left, right, one, two, words)
    )


def marks_alone(left: Run, right: Run) -> bool:
    """Return whether two runs have the same words inside and outside of quotation marks."""
    one, two = (
        (
            (piece.value, piece.quoted)
            for piece in run.pieces
            if piece.kind is not Kind.PUNCTUATION and piece.kind is not Kind.QUOTE
        )
        for run in (left, right)
    )
    return all(a == b for a, b in zip_longest(one, two))


def _is_moved_clause(one: Sequence[Term], two: Sequence[Term], words: Lexicon) -> bool:
    """Return whether what says when, where or how it goes on stands elsewhere in a sentence.

    Of what somebody said it might then say when it was said.
    """
    before, after = _keys(one), _keys(two)
    if any(_is(key, words, EditClass.ATTRIBUTION, EditClass.NEGATION) for key in before):
        return False
    start, end = _ends(before, after)
    for some, others in ((one[start:end], after[start:end]), (two[start:end], before[start:end])):
        keys = _keys(some)
        for cut in range(1, len(keys)):
            turned, inverted = keys[cut:] + keys[:cut], _inverted(keys, cut)
            whole = start == 0 and (end == len(before) or turned != others)
            if others == turned and any(
                _says_when(part, words)
                or _is_office(part, other, words)
                or (whole and _starts(part, words))
                for part, other in ((some[:cut], some[cut:]), (some[cut:], some[:cut]))
            ):
                return True
            if (
                start == 0
                and others == inverted
                and any(_starts(part, words) for part in (some[:cut], some[cut + 1 :]))
            ):
                return True
    return False


def _inverted(keys: Keys, cut: int) -> Keys:
    """Return a sentence with what is before a cut put last, and the verb second as it was."""
    return keys[cut + 1 :] + keys[cut : cut + 1] + keys[:cut]


def _says_when(part: Sequence[Term], words: Lexicon) -> bool:
    """Return whether a part is an adverb, or a date with its preposition."""
    keys = _keys(part)
    if len(keys) == 1 and _is_in("adverbs", part[0].word, words):
        return True
    dated = [term.piece.kind in _WHEN or _is(term.key, words, *_DATED) for term in part]
    little = [_is_in("before_dates", key, words) or _is_in("articles", key, words) for key in keys]
    return any(dated) and all(map(or_, dated, little))


def _is_office(part: Sequence[Term], name: Sequence[Term], words: Lexicon) -> bool:
    """Return whether a part is an office, and the other the name of who holds it."""
    keys = _keys(part)
    offices = [_is_in("titles", key, words) for key in keys]
    little = [_is_in("articles", key, words) for key in keys]
    named = all(term.piece.text[:1].isupper() for term in name) and len(name) <= _MAX_NAME
    return named and any(offices) and all(map(or_, offices, little))


def _starts(part: Sequence[Term], words: Lexicon) -> bool:
    return bool(part) and _is_in("openers", part[0].word, words)


def _is_in(name: str, key: object, words: Lexicon) -> bool:
    return isinstance(key, str) and words.has(name, key)


def _ends(before: Keys, after: Keys) -> tuple[int, int]:
    """Return where two orders of the same words begin to differ, and where they cease to."""
    differing = [n for n, (a, b) in enumerate(zip(before, after, strict=True)) if a != b]
    return differing[0], differing[-1] + 1


def _is_turned_tag(one: Sequence[Term], two: Sequence[Term], run: Run, words: Lexicon) -> bool:
    """Return whether who said it went from the front to the end, behind a comma, or turned."""
    keys, others = _keys(one), _keys(two)
    start, end = _ends(keys, others)
    if start == 0:
        for cut in range(1, min(_MAX_TAG, len(keys) - 1) + 1):
            tag, last = keys[:cut], len(keys) - cut
            if keys[cut:] == others[:last] and _is_tag(tag, others[last:], words):
                return _pauses_before(run, two[last].at)
    middle, turned = keys[start:end], others[start:end]
    verb = _is(middle[0], words, EditClass.ATTRIBUTION) and len(middle) <= _MAX_NAME + 1
    return verb and turned == middle[1:] + middle[:1] and _pauses_before(run, two[start].at)


def _is_tag(tag: Keys, turned: Keys, words: Lexicon) -> bool:
    """Return whether a part says who said it: *Hale said*, and *said Hale* at the end."""
    turns = {tag[cut:] + tag[:cut] for cut in range(len(tag))}
    return turned in turns and any(_is(key, words, EditClass.ATTRIBUTION) for key in tag)


def _pauses_before(run: Run, at: int) -> bool:
    """Return whether a comma or a quotation mark stands before a place, spaces and dashes apart."""
    piece = run.beside(at, -1)
    while piece is not None and piece.kind is Kind.PUNCTUATION and piece.value == "-":
        at -= 1
        piece = run.beside(at, -1)
    return piece is not None and (piece.text in _PAUSES or piece.kind is Kind.QUOTE)


def _is_list(
    left: Run, right: Run, one: Sequence[Term], two: Sequence[Term], words: Lexicon
) -> bool:
    """Return whether short items that are alike in kind stand in another order."""
    keys, others = _keys(one), _keys(two)
    start, end = _ends(keys, others)
    items = _items(left, one[start:end], words), _items(right, two[start:end], words)
    if Counter(map(_keys, items[0])) != Counter(map(_keys, items[1])) or len(items[0]) == 1:
        return False
    lengths = [len(item) for item in items[0]]
    kinds = {_item_kind(item, words) for item in items[0]}
    most, least = (_MAX_LONG_ITEM, min(lengths)) if start else (_MAX_ITEM, 1)
    return max(lengths) <= most and max(lengths) - min(lengths) <= least and len(kinds) == 1


def _items(run: Run, some: Sequence[Term], words: Lexicon) -> list[list[Term]]:
    """Return the parts of a list, without what joins them."""
    items: list[list[Term]] = [[]]
    for term in some:
        piece = run.beside(term.at, -1)
        pauses = piece is not None and piece.text in _PAUSES
        joins = _is_in("conjunctions", term.key, words) or _is_in("list_joins", term.key, words)
        if (pauses or joins) and items[-1]:
            items.append([])
        if not joins:
            items[-1].append(term)
    return items


def _item_kind(item: Sequence[Term], words: Lexicon) -> tuple[bool, bool, bool]:
    """Return what items of one list have in common; a name and an office have not."""
    first = item[0].key
    return (
        any(term.piece.kind is not Kind.WORD for term in item),
        isinstance(first, str) and words.has("articles", first),
        any(isinstance(term.key, str) and words.has("titles", term.key) for term in item),
    )


def _is(key: object, words: Lexicon, *kinds: EditClass) -> bool:
    return isinstance(key, str) and any(each in kinds for each, _ in word_meanings(key, words))


def _keys(some: Sequence[Term]) -> Keys:
    return tuple(term.key for term in some)
