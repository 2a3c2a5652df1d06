"""Gives every changed block its passages, each with its classes.

Owns what reaches over hunks and blocks: what moved, and paragraphs split or joined.
Never decides what is an edit.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from provenance.assess.classes.features import Run
from provenance.assess.classes.grammar import MEDIA
from provenance.assess.classes.hunks import Hunk, by_sentence, hunks, joined, sentence_of
from provenance.assess.classes.lexicon import Lexicon, lexicon
from provenance.assess.classes.moves import with_moves
from provenance.assess.classes.order import is_reordered, marks_alone
from provenance.assess.classes.piece import Kind, Piece
from provenance.assess.classes.pieces import in_title_case, split_pieces
from provenance.assess.classes.rules import classes_of
from provenance.assess.classes.tongue import tongue_of
from provenance.assess.classes.trimmed import changed_sentences
from provenance.model import COSMETIC, BlockChange, Change, EditClass, Passage

# Longer blocks are judged as a whole: they are material, and no rule told how.
MAX_CHARACTERS = 1_000_000
_PLACE = {each: place for place, each in enumerate(EditClass)}
_REPLACED = {Change.ADDED, Change.REMOVED}
_MARKS = {EditClass.PUNCTUATION}
# What no hunk has where the words of a sentence are the same, and in the same order.
_OF_WORDS = (
    frozenset(EditClass)
    - COSMETIC
    - {EditClass.LINK_TARGET, EditClass.MEDIA, EditClass.HEADING, EditClass.MODALITY}
)
_POINT = re.compile("<U\\+([0-9A-F]{4,6})>")
# A letter's index, as in CO2, and the ending of an ordinal: no figure that is set high by itself.
_SET_APART = re.compile(
    r"(?<=[^\W\d_])<(su[bp])>([^<]{1,3})</\1>|(?<=\d)<sup>([a-z\u00e8\u00ba\u00aa]{1,3})</sup>"
)
# A cross between figures, and fractions in one character.
_WRITTEN_OUT = str.maketrans(
    {
        "\u00d7": "x",
        "\u00bd": "1/2",
        "\u00bc": "1/4",
        "\u00be": "3/4",
        "\u2153": "1/3",
        "\u2154": "2/3",
    }
)
_LETTERS = re.compile(r"[^\W_]")
_NO_LETTERS = re.compile(r"[\W_]+")
_ADDRESSES = re.compile(r"!\[[^\]\[]*\]\([^()\s]*\)|\]\([^()\s]*\)|<[^<>]*>|^n\. ")
_MEDIA = re.compile(rf"!\[[^\]\[]{{0,500}}\]\(|<(?:{MEDIA})\b")
_HEADING = re.compile(r"(?:- |n\. |> |\|=? )*#{1,6} ")


def classify(edits: Sequence[BlockChange], language: str | None) -> tuple[BlockChange, ...]:
    """Return changed blocks with their passages.

    Args:
        edits: Changed blocks in reading order.
        language: BCP 47 tag of the language that they are in; None where nothing says. Words are
            then read in the language whose commonest words they show, and a number in every way
            that it can be read.
    """
    words = lexicon(tongue_of(language, edits))
    judged: list[BlockChange] = []
    for group in _groups(edits):
        judged += _regrouped(group, words) or [
            replace(edit, passages=tuple(_passages(edit, words))) for edit in group
        ]
    return tuple(with_moves(judged))


def classes_in(edits: Sequence[BlockChange]) -> tuple[EditClass, ...]:
    """Return every class of some edits, in the order of `EditClass`."""
    found = {each for edit in edits for passage in edit.passages for each in passage.classes}
    return _ordered(found)


def _groups(edits: Sequence[BlockChange]) -> Iterator[list[BlockChange]]:
    """Yield runs of changed blocks of one field that stand side by side."""
    group: list[BlockChange] = []
    last: tuple[int | None, int | None] = (None, None)
    for edit in edits:
        if group and not (_is_of_group(group[-1], edit) and _is_near(last, edit)):
            yield group
            group, last = [], (None, None)
        group.append(edit)
        last = (
            last[0] if edit.before_index is None else edit.before_index,
            last[1] if edit.after_index is None else edit.after_index,
        )
    if group:
        yield group


def _is_of_group(last: BlockChange, edit: BlockChange) -> bool:
    return last.field == edit.field and Change.MOVED not in {last.change, edit.change}


def _is_near(last: tuple[int | None, int | None], edit: BlockChange) -> bool:
    """Return whether a block follows the last ones of its group, on each side that it is on."""
    places = zip(last, (edit.before_index, edit.after_index), strict=True)
    return all(None in pair or pair[1] == (pair[0] or 0) + 1 for pair in places)


def _regrouped(group: Sequence[BlockChange], words: Lexicon) -> list[BlockChange]:
    """Return blocks whose words are all there, in other paragraphs; none where that is not so.

    A block that went and one that came in its place are one that changed.
    """
    if len({edit.change for edit in group}) == 1:
        return []
    before, after = (
        [edit for edit in group if getattr(edit, side) is not None] for side in ("before", "after")
    )
    if _begin_alike(before[0].before, after[0].after) and (
        _letters(edit.before for edit in before) == _letters(edit.after for edit in after)
    ):
        left = [_text(piece) for edit in before for piece in _read(edit.before, words)]
        right = [_text(piece) for edit in after for piece in _read(edit.after, words)]
        if [text for text in left if text] == [text for text in right if text]:
            return [_judged_as(edit, EditClass.WHITE_SPACE) for edit in group]
    if {edit.change for edit in group} == _REPLACED and len(group) == len(_REPLACED):
        passages = tuple(_compared(before[0].before or "", after[0].after or "", words))
        return [replace(group[0], passages=passages), replace(group[1], passages=passages)]
    return []


def _begin_alike(one: str | None, other: str | None) -> bool:
    """Return whether one text's letters may be the beginning of another's."""
    short, long = sorted((_letters([one]), _letters([other])), key=len)
    return long.startswith(short)


def _letters(texts: Iterable[str | None]) -> str:
    """Return what is read first of many blocks, since it is quick: letters and digits."""
    return "".join(_NO_LETTERS.sub("", text or "") for text in texts)


def _text(piece: Piece) -> str:
    return "" if piece.kind in {Kind.STRUCTURE, Kind.MARK} else piece.text


def _read(text: str | None, words: Lexicon) -> list[Piece]:
    return split_pieces((text or "")[:MAX_CHARACTERS], words)


def _judged_as(edit: BlockChange, each: EditClass) -> BlockChange:
    passage = Passage(before=edit.before or "", after=edit.after or "", classes=(each,))
    return replace(edit, passages=(passage,))


def _passages(edit: BlockChange, words: Lexicon) -> Iterator[Passage]:
    before, after = edit.before or "", edit.after or ""
    if max(len(before), len(after)) > MAX_CHARACTERS:
        yield Passage(before=before, after=after, classes=(EditClass.UNCLASSIFIED,))
    elif edit.change is Change.MOVED and before == after:
        yield Passage(before=before, after=after, classes=(EditClass.ORDER,))
    elif edit.change in {Change.ADDED, Change.REMOVED}:
        yield Passage(before=before, after=after, classes=_ordered(_whole(edit)))
    else:
        yield from _compared(before, after, words, is_title=edit.field == "title")


def _whole(edit: BlockChange) -> set[EditClass]:
    """Return the classes of a block that came or went."""
    text = (edit.before or "") + (edit.after or "")
    bare = _ADDRESSES.sub("", text)
    found = {EditClass.MEDIA} if _MEDIA.search(text) else set()
    if _LETTERS.search(bare):
        found.add(EditClass.ADDED if edit.before is None else EditClass.REMOVED)
    if _HEADING.match(text):
        found.add(EditClass.HEADING)
    return found or {EditClass.TYPOGRAPHY}


def _compared(
    before: str, after: str, words: Lexicon, *, is_title: bool = False
) -> Iterator[Passage]:
    texts = _plain(before), _plain(after)
    heads = is_title or any(_HEADING.match(text) for text in texts)
    before, after = texts if heads else changed_sentences(*texts)
    left, right = _read(before, words), _read(after, words)
    if _are_reordered(left, right):
        yield Passage(before=texts[0], after=texts[1], classes=(EditClass.ORDER,))
        return
    if heads:
        left, right = in_title_case(left), in_title_case(right)
    some = False
    for group in by_sentence(hunks(left, right)):
        for one, two, found in _judged(group, words):
            some = True
            classes = _ordered(_in_place(found, one, two, heads=heads))
            yield Passage(before=_shown(before, one), after=_shown(after, two), classes=classes)
    if not some:
        same = [piece.text for piece in left] == [piece.text for piece in right]
        each = EditClass.WHITE_SPACE if same else EditClass.TYPOGRAPHY
        yield Passage(before=texts[0], after=texts[1], classes=(each,))


def _judged(group: Sequence[Hunk], words: Lexicon) -> Iterator[tuple[Run, Run, set[EditClass]]]:
    """Yield what a sentence differs in, with its classes; what only moved in it is one passage."""
    found = [classes_of(one, two, words) for one, two in group]
    if len(group) > 1 and any(EditClass.LINK_TARGET in classes for classes in found):
        found = _with_same_links(group, found)
    if not COSMETIC.issuperset(set().union(*found)):
        left, right = joined(group)
        if len(group) > 1 and marks_alone(left, right):
            found = [classes - _OF_WORDS | _MARKS for classes in found]
        elif is_reordered(sentence_of(left), sentence_of(right), words):
            yield left, right, {EditClass.ORDER}
            return
    for (one, two), classes in zip(group, found, strict=True):
        yield one, two, classes


def _with_same_links(group: Sequence[Hunk], found: list[set[EditClass]]) -> list[set[EditClass]]:
    """Return classes without those of links, where the same link is on other words."""
    sides = (
        Counter(piece.text for hunk in group for piece in hunk[n].of(Kind.TARGET)) for n in (0, 1)
    )
    one, two = sides
    if one != two:
        return found
    return [
        (classes - {EditClass.LINK_TARGET})
        | ({EditClass.TYPOGRAPHY} if classes & {EditClass.LINK_TARGET} else set())
        for classes in found
    ]


def _in_place(found: set[EditClass], one: Run, two: Run, *, heads: bool) -> set[EditClass]:
    """Return classes with those of the place: a heading, or words between quotation marks."""
    if COSMETIC.issuperset(found):
        return found
    places: set[EditClass] = {EditClass.HEADING} if heads else set()
    if any(piece.quoted and piece.kind is not Kind.QUOTE for piece in (*one.pieces, *two.pieces)):
        inside = {EditClass.MEDIA, EditClass.LINK_TARGET, EditClass.QUOTATION_MARKS}
        places |= set() if found - COSMETIC <= inside else {EditClass.QUOTATION}
    return (found - {EditClass.UNCLASSIFIED} if places else found) | places


def _are_reordered(left: Sequence[Piece], right: Sequence[Piece]) -> bool:
    if len(left) != len(right):
        return False
    one, two = _sentences(left), _sentences(right)
    return one != two and Counter(one) == Counter(two)


def _sentences(pieces: Sequence[Piece]) -> list[tuple[str, ...]]:
    """Return the words and marks of each sentence."""
    sentences: list[list[str]] = [[]]
    for piece in pieces:
        sentences[-1].append(piece.text)
        if piece.ends_sentence:
            sentences.append([])
    return [tuple(sentence) for sentence in sentences if sentence]


def _plain(text: str) -> str:
    """Return text with the characters that the notation writes as code points."""
    if not text.isascii():
        text = text.translate(_WRITTEN_OUT)
    if "<" not in text:
        return text
    text = _SET_APART.sub(lambda found: found[2] or found[3], text)
    return _POINT.sub(lambda found: chr(int(found[1], 16)), text)


def _shown(text: str, run: Run) -> str:
    return text[run.pieces[0].start : run.pieces[-1].end] if run.pieces else ""


def _ordered(found: set[EditClass]) -> tuple[EditClass, ...]:
    return tuple(sorted(found, key=_PLACE.__getitem__))
