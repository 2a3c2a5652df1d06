"""Blocks that differ from one answer to the next, although the site states no change.

Owns what volatile means (docs/rules.md, "Volatile blocks"): counters, advertisements, posts picked
at random. Never decides what a change of such a block is called.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import permutations, takewhile
from typing import NamedTuple

from provenance.diff import PATH_OPENS, compare, read_tokens
from provenance.model import BlockChange, Change, Snapshot


class _Mask(NamedTuple):
    """Which characters of a block differ in another answer, and where others stand between."""

    characters: frozenset[int]
    gaps: frozenset[int]


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

    def learn(self, answers: Sequence[Snapshot]) -> None:
        """Take the blocks in which answers differ that were asked for one after the other."""
        for one, other in permutations(answers, 2):
            if one.digests.content != other.digests.content:
                self._learn_pair(one, other)

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
        room = self._room_for(before, after, changes)
        counted: list[BlockChange] = []
        passing: list[BlockChange] = []
        further: list[BlockChange] = []
        for change in changes:
            left, right = _blocks(before, after, change)
            if right in self._masks:
                fits = self._covers(right, change, own=Change.ADDED)
            elif left in self._masks:
                settled = asked_again and right is not None
                fits = not settled and self._covers(left, change, own=Change.REMOVED)
            else:
                (passing if change in room else counted).append(change)
                continue
            (passing if fits else further).append(change)
        return Sorted(tuple(counted), tuple(passing), tuple(further))

    def _learn_pair(self, one: Snapshot, other: Snapshot) -> None:
        edits = compare(one, other).edits
        for change in edits:
            if change.before_index is not None and change.before is not None:
                masks = self._masks.setdefault(one.blocks[change.before_index], {})
                old = masks.get(change.before, _NO_MASK)
                new = _mask(change)
                masks[change.before] = _Mask(old.characters | new.characters, old.gaps | new.gaps)
        alone = Counter(place for _, place in _alone(one, other, edits))
        for place, count in alone.items():
            length = _list_length(one, other, place)
            # Where half of a list comes and goes, chance alone lets the others stay.
            room = max(count, length) if 2 * count >= length else count
            self._room[place.anchor] = max(self._room[place.anchor], room)

    def _room_for(
        self, before: Snapshot, after: Snapshot, changes: Sequence[BlockChange]
    ) -> Collection[BlockChange]:
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
        return [change for change, place in others if wanted[place] <= room[place]]

    def _covers(self, block: bytes | None, change: BlockChange, *, own: Change) -> bool:
        """Return whether a change touches nothing but what changes by itself in `block`.

        `own` is what the words are to the change that stand in `block` alone.
        """
        if change.change is not Change.CHANGED or block is None:
            return True
        text = change.after if own is Change.ADDED else change.before
        mask = self._masks[block].get(text or "")
        return mask is not None and all(_allowed(change, mask, own))


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
    moving = (
        {change.before_index for change in found},
        {change.after_index for change in found},
    )
    for change in found:
        if change.after_index is None and change.before_index is not None:
            anchor = _stays_before(before.blocks, change.before_index, moving[0])
            yield change, _Place(anchor, is_later=False)
        elif change.before_index is None and change.after_index is not None:
            anchor = _stays_before(after.blocks, change.after_index, moving[1])
            yield change, _Place(anchor, is_later=True)


def _stays_before(blocks: Sequence[bytes], index: int, moving: Collection[int | None]) -> bytes:
    """Return the nearest block before `index` that is the same on both sides; empty for none.

    The items of a list, and the cells of a table, have one place: which of them stay is chance.
    """
    begin = index
    while begin and _goes_on(blocks[begin]):
        begin -= 1
    return next((blocks[n] for n in range(begin - 1, -1, -1) if n not in moving), b"")


def _list_length(one: Snapshot, other: Snapshot, place: _Place) -> int:
    """Return how many blocks the list has that begins at a place; 0 where none does."""
    blocks = (other if place.is_later else one).blocks
    begin = blocks.index(place.anchor) + 1 if place.anchor in blocks else 0
    if begin >= len(blocks) or not read_tokens(blocks[begin]).path:
        return 0
    following = takewhile(_goes_on, blocks[begin + 1 :])
    return 1 + sum(1 for _ in following)


def _goes_on(block: bytes) -> bool:
    """Return whether a block goes on with a list, table or quotation that an earlier one opened."""
    path = read_tokens(block).path
    return bool(path) and path[0].kind != PATH_OPENS
