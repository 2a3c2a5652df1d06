"""The classes of one hunk (docs/classes.md has each rule in words).

Owns which difference of marks, pictures, links and quotation marks is of which class, and what all
of a hunk comes to. Never says why a change was made.
"""

from collections import Counter
from collections.abc import Callable, Iterator

from provenance.assess.classes.features import Run
from provenance.assess.classes.lexicon import Lexicon
from provenance.assess.classes.piece import TOLD, Kind
from provenance.assess.classes.targets import is_same_medium, is_same_target
from provenance.assess.classes.wording import word_classes
from provenance.model import EditClass

_WORDS_ALONE = TOLD | {Kind.PUNCTUATION}
_VOID = frozenset({"del", "ins", "s", "strike"})


def classes_of(left: Run, right: Run, words: Lexicon) -> set[EditClass]:
    """Return every class of what stands in place of what; never none."""
    found: set[EditClass] = set()
    kinds = left.kinds | right.kinds
    if not kinds <= _WORDS_ALONE:
        for kind, rule in _RULES:
            if kind in kinds:
                found.update(rule(left, right))
    found.update(word_classes(left, right, words))
    if Kind.PUNCTUATION in kinds:
        if not found or found <= {EditClass.TYPOGRAPHY}:
            found.update(_punctuation(left, right))
        if _asks(left) != _asks(right):
            found |= {EditClass.PUNCTUATION, EditClass.MODALITY}
    return found or {EditClass.TYPOGRAPHY}


def _structure(left: Run, right: Run) -> Iterator[EditClass]:
    pair = [_joined(run, Kind.STRUCTURE) for run in (left, right)]
    if pair[0] == pair[1]:
        return
    if ("#" in pair[0]) != ("#" in pair[1]):
        yield EditClass.HEADING
    elif (">" in pair[0]) != (">" in pair[1]):
        yield EditClass.QUOTATION_MARKS
    else:
        yield EditClass.TYPOGRAPHY


def _media(left: Run, right: Run) -> Iterator[EditClass]:
    yield from _pairs(left, right, Kind.MEDIA, is_same_medium, EditClass.MEDIA)


def _targets(left: Run, right: Run) -> Iterator[EditClass]:
    yield from _pairs(left, right, Kind.TARGET, is_same_target, EditClass.LINK_TARGET)


def _pairs(
    left: Run, right: Run, kind: Kind, is_same: Callable[[str, str], bool], other: EditClass
) -> Iterator[EditClass]:
    one, two = ([piece.text for piece in run.of(kind)] for run in (left, right))
    if one == two:
        return
    same = len(one) == len(two) and all(map(is_same, one, two))
    yield EditClass.TYPOGRAPHY if same else other


def _marks(left: Run, right: Run) -> Iterator[EditClass]:
    one, two = (Counter(piece.text for piece in run.of(Kind.MARK)) for run in (left, right))
    differing = (one - two) + (two - one)
    if any(mark == "~~" or mark.strip("</>") in _VOID for mark in differing):
        yield EditClass.UNCLASSIFIED  # words that are struck through stand, and are taken back
    elif differing:
        yield EditClass.TYPOGRAPHY


def _quotes(left: Run, right: Run) -> Iterator[EditClass]:
    if len(left.of(Kind.QUOTE)) != len(right.of(Kind.QUOTE)):
        yield EditClass.QUOTATION_MARKS


def _unseen(left: Run, right: Run) -> Iterator[EditClass]:
    if _joined(left, Kind.UNSEEN) != _joined(right, Kind.UNSEEN):
        yield EditClass.UNCLASSIFIED


def _punctuation(left: Run, right: Run) -> Iterator[EditClass]:
    one, two = ([piece.value for piece in run.of(Kind.PUNCTUATION)] for run in (left, right))
    if one != two:
        yield EditClass.PUNCTUATION


def _asks(run: Run) -> bool:
    return any(
        piece.value == "?" or piece.text in "\u061f\uff1f" for piece in run.of(Kind.PUNCTUATION)
    )


def _joined(run: Run, kind: Kind) -> str:
    return "".join(piece.text for piece in run.of(kind))


# What each rule looks at: of a hunk without any such piece it has nothing to say.
_RULES = (
    (Kind.STRUCTURE, _structure),
    (Kind.MEDIA, _media),
    (Kind.TARGET, _targets),
    (Kind.MARK, _marks),
    (Kind.QUOTE, _quotes),
    (Kind.UNSEEN, _unseen),
)
