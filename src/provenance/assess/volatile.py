"""Blocks that differ from one answer to the next, although the site states no change.

Owns what volatile means (docs/rules.md, "Volatile blocks"): counters, advertisements, posts picked
at random. Never decides what a change of such a block is called.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from provenance.diff import PATH_OPENS, compare, read_tokens
from provenance.model import BlockChange, Change, Snapshot

_LISTS = frozenset({"ul", "ol", "dl", "table"})


class _Mask(NamedTuple):
    """Which characters of a block differ in another answer, and where others stand between."""

    characters: frozenset[int]
    gaps: frozenset[int]


_Key = tuple[int | None, int | None]


class _Place(NamedTuple):
    """Where a block stands alone: after which block that stays, and in which of two answers."""

    anchor: bytes
    is_later: bool

    @property
    def opposite(self) -> "_Place":
        """The same place in the other answer."""
        return _Place(self.anchor, not self.is_later)


_NO_MASK = _Mask(frozenset(), frozenset())


class Sorted(NamedTuple):
    """The changes between two captures, told apart.

    Attributes:
        counted: Those of blocks that stay as they are from one answer to the next.
        passing: Those of volatile blocks, in nothing but what changes by itself.
        further: Those of volatile blocks that differ in more than that, as far as is known.
    """

    counted: tuple[BlockChange, ...]
    passing: tuple[BlockChange, ...]
    further: tuple[BlockChange, ...]


class VolatileBlocks:
    """The blocks of a post that were seen to differ between answers asked for at one time."""

    def __init__(self) -> None:
        # By the block's bytes and by how the block was written out beside another.
        self._masks: dict[bytes, dict[str, _Mask]] = {}
        # How many blocks stood in one answer and not in another, by the block before them.
        self._room: Counter[bytes] = Counter()
        # The lists of which half or more came and went, by the block before them.
        self._lists: set[bytes] = set()

    def learn(self, answers: Sequence[Snapshot]) -> None:
        """Take the blocks in which answers differ that were asked for one after the other."""
        for one in answers:
            differ: set[int] = set()
            for other in answers:
                if one.digests.content != other.digests.content:
                    differ |= self._learn_pair(one, other)
            if not differ:
                continue
            anchors = _anchors(one.blocks, differ)
            for begin, length in _lists(one.blocks):
                # Where half of a list comes and goes, that the others stay is chance.
                if 2 * len(differ.intersection(range(begin, begin + length))) >= length:
                    self._lists.add(anchors[begin])

    def sort(
        self,
        before: Snapshot,
        after: Snapshot,
        changes: Sequence[BlockChange],
        *,
        asked_again: bool,
    ) -> Sorted:
        """Return the changes between two captures, told apart.

        Where the later one was asked for again, a block that stayed the same does not change by
        itself now, whatever it did before.
        """
        if not self._masks:
            return Sorted(tuple(changes), (), ())
        room = self._room_for(before, after, changes)
        listed = self._in_lists(before, after, changes)
        counted: list[BlockChange] = []
        passing: list[BlockChange] = []
        further: list[BlockChange] = []
        for change in changes:
            left, right = _blocks(before, after, change)
            if _key(change) in listed:
                passing.append(change)
                continue
            if right in self._masks:
                fits = self._covers(right, change, own=Change.ADDED)
            elif left in self._masks:
                settled = asked_again and right is not None
                fits = not settled and self._covers(left, change, own=Change.REMOVED)
            else:
                (passing if _key(change) in room else counted).append(change)
                continue
            (passing if fits else further).append(change)
        return Sorted(tuple(counted), tuple(passing), tuple(further))

    def _learn_pair(self, one: Snapshot, other: Snapshot) -> set[int]:
        """Take the blocks of `one` that differ in `other`, and return where they stand."""
        edits = compare(one, other).edits
        for change in edits:
            if change.before_index is not None and change.before is not None:
                masks = self._masks.setdefault(one.blocks[change.before_index], {})
                old = masks.get(change.before, _NO_MASK)
                new = _mask(change)
                masks[change.before] = _Mask(old.characters | new.characters, old.gaps | new.gaps)
        alone = Counter(place for _, place in _alone(one, other, edits))
        for place, count in alone.items():
            self._room[place.anchor] = max(self._room[place.anchor], count)
        return {change.before_index for change in edits if change.before_index is not None}

    def _room_for(
        self, before: Snapshot, after: Snapshot, changes: Sequence[BlockChange]
    ) -> Collection[_Key]:
        """Return added or removed blocks that stand where others were seen to come and go.

        As many as came or went there by themselves, or as stand now where they stood; where there
        are more, which of them are an edit is not known, and all count.
        """
        known: Counter[_Place] = Counter()
        others: list[tuple[BlockChange, _Place]] = []
        for change, place in _alone(before, after, changes):
            if self._masks.keys() & set(_blocks(before, after, change)):
                known[place] += 1
            else:
                others.append((change, place))
        wanted = Counter(place for _, place in others)
        room = {
            place: max(self._room[place.anchor], known[place.opposite]) - known[place]
            for place in wanted
        }
        return {_key(change) for change, place in others if wanted[place] <= room[place]}

    def _in_lists(
        self, before: Snapshot, after: Snapshot, changes: Sequence[BlockChange]
    ) -> Collection[_Key]:
        """Return changes of items of a list that is volatile as a whole."""
        moving = _moving(changes)
        sides = (before.blocks, after.blocks)
        anchors = [_anchors(blocks, gone) for blocks, gone in zip(sides, moving, strict=True)]
        return {
            _key(change)
            for change in changes
            for blocks, places, index in zip(sides, anchors, _key(change), strict=True)
            if index is not None and _is_listed(blocks[index]) and places[index] in self._lists
        }

    def _covers(self, block: bytes | None, change: BlockChange, *, own: Change) -> bool:
        """Return whether a change touches nothing but what changes by itself in `block`.

        `own` is what the words are to the change that stand in `block` alone.
        """
        if change.change is not Change.CHANGED or block is None:
            return True
        text = change.after if own is Change.ADDED else change.before
        mask = self._masks[block].get(text or "")
        return mask is not None and all(_allowed(change, mask, own))


def _key(change: BlockChange) -> _Key:
    """Return what tells a change from the others between the same two captures."""
    return change.before_index, change.after_index


def _mask(change: BlockChange) -> _Mask:
    if change.change is not Change.CHANGED:
        return _Mask(frozenset(range(len(change.before or ""))), frozenset())
    characters: set[int] = set()
    gaps: set[int] = set()
    place = 0
    for span in change.spans:
        if span.change is Change.ADDED:
            gaps.add(place)
            continue
        if span.change is Change.REMOVED:
            characters |= set(range(place, place + len(span.text)))
        place += len(span.text)
    return _Mask(frozenset(characters), frozenset(gaps))


def _allowed(change: BlockChange, mask: _Mask, own: Change) -> Iterator[bool]:
    """Yield for each run that differs whether the mask of the block on `own` side allows for it."""
    place = 0
    for span in change.spans:
        if span.change not in {own, Change.EQUAL}:
            yield place in mask.gaps or not mask.characters.isdisjoint({place - 1, place})
            continue
        if span.change is own:
            yield all(
                place + n in mask.characters or letter.isspace()
                for n, letter in enumerate(span.text)
            )
        place += len(span.text)


def _blocks(
    before: Snapshot, after: Snapshot, change: BlockChange
) -> tuple[bytes | None, bytes | None]:
    return (
        None if change.before_index is None else before.blocks[change.before_index],
        None if change.after_index is None else after.blocks[change.after_index],
    )


def _alone(
    before: Snapshot, after: Snapshot, changes: Iterable[BlockChange]
) -> Iterator[tuple[BlockChange, _Place]]:
    """Yield blocks that stand on one side only, each with its place."""
    found = list(changes)
    moving = _moving(found)
    left, right = _anchors(before.blocks, moving[0]), _anchors(after.blocks, moving[1])
    for change in found:
        if change.after_index is None and change.before_index is not None:
            yield change, _Place(left[change.before_index], is_later=False)
        elif change.before_index is None and change.after_index is not None:
            yield change, _Place(right[change.after_index], is_later=True)


def _moving(changes: Iterable[BlockChange]) -> tuple[set[int | None], set[int | None]]:
    """Return where the blocks stand that do not stay, in either answer."""
    found = list(changes)
    return (
        {change.before_index for change in found},
        {change.after_index for change in found},
    )


def _anchors(blocks: Sequence[bytes], moving: Collection[int | None]) -> list[bytes]:
    """Return for each block the nearest one before it that stays; empty where there is none.

    The items of a list, and the cells of a table, have one place: which of them stay is chance.
    """
    anchors: list[bytes] = []
    stays = b""
    for index, block in enumerate(blocks):
        anchors.append(anchors[-1] if index and _goes_on(block) else stays)
        if index not in moving:
            stays = block
    return anchors


def _lists(blocks: Sequence[bytes]) -> Iterator[tuple[int, int]]:
    """Yield where each list or table begins, and how many blocks it has; more than one."""
    for begin, block in enumerate(blocks):
        if _is_listed(block) and not _goes_on(block):
            length = 1 + sum(1 for _ in takewhile(_goes_on, blocks[begin + 1 :]))
            if length > 1:
                yield begin, length


def _is_listed(block: bytes) -> bool:
    path = read_tokens(block).path
    return bool(path) and path[0].value in _LISTS


def _goes_on(block: bytes) -> bool:
    """Return whether a block goes on with a list, table or quotation that an earlier one opened."""
    path = read_tokens(block).path
    return bool(path) and path[0].kind != PATH_OPENS
