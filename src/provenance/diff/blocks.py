"""Which block of one snapshot became which block of the other.

Owns alignment and pairing: equal blocks, then in-place changes of marks or typography, exact
moves, and last what is similar. Never looks at words beyond which of them two blocks share.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import NamedTuple

from provenance.diff.align import Budget, Match, align
from provenance.diff.likeness import choose_in_order, find_candidates, share_of
from provenance.diff.scripts import UNSPACED
from provenance.diff.tokens import PATH_OPENS, TEXT, BlockTokens, read_tokens
from provenance.diff.typography import fold_block
from provenance.diff.words import split_units

# Shares of common words from which two blocks of a gap are one block that changed. Paragraphs
# that have nothing to do with each other share up to 0.37, by the little words of their language.
_SIMILAR = 0.4
_TITLE = 0.01
# No index of a block.
_END = -1
_UNSPACED = re.compile(f"[{UNSPACED}]")
_WORDS = re.compile(r"\w+")

_Kind = tuple[str, bool]
_Read = Callable[[bytes], BlockTokens]


class Pair(NamedTuple):
    """One difference: a block on either side or on both.

    Attributes:
        before: Index of the earlier block; None where added.
        after: Index of the later block; None where removed.
        moved: Whether the block stands elsewhere with the same words.
    """

    before: int | None
    after: int | None
    moved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gap:
    """Unmatched blocks between two matches, as indices into either side."""

    before: tuple[int, ...]
    after: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    """The unmatched blocks of one snapshot, read.

    Attributes:
        blocks: The blocks by index.
        keys: What two blocks have in common that say the same: words, else marks.
    """

    blocks: dict[int, BlockTokens]
    keys: dict[int, Hashable]

    def kind(self, index: int) -> _Kind:
        block = self.blocks[index]
        return block.field, block.dynamic

    def words(self, index: int) -> AbstractSet[str]:
        """Return the words of a block, and what its pictures and links point at."""
        words: set[str] = set()
        for token in self.blocks[index].inline:
            if token.kind == TEXT:
                words.update(_words(token.value))
            # A picture is the same picture with another description, and a link with other words.
            words.update(value for _, value in token.attributes)
        return words or {""}

    def is_cell(self, index: int) -> bool:
        return any(
            element.value in {"td", "th"} and element.kind == PATH_OPENS
            for element in self.blocks[index].path
        )


def pair_blocks(
    before: Sequence[bytes], after: Sequence[bytes], budget: Budget, read: _Read = read_tokens
) -> tuple[Pair, ...]:
    """Return every difference in reading order; equal blocks in their place are not in it.

    The way back pairs the same blocks. `read` is how a block is taken apart.
    """
    # Of several best ways one is taken, and it must not hang on which snapshot came first.
    if list(after) < list(before):
        pairs, matches = _pair(after, before, budget, read)
        pairs = [Pair(j, i, moved) for i, j, moved in pairs]
        return _in_reading_order(pairs, sorted((j, i) for i, j in matches))
    return _in_reading_order(*_pair(before, after, budget, read))


def _pair(
    before: Sequence[bytes], after: Sequence[bytes], budget: Budget, read: _Read
) -> tuple[list[Pair], list[Match]]:
    """Return every difference, and every match that is no move, both in any order."""
    ids: dict[bytes, int] = {}
    equal = align(
        [ids.setdefault(block, len(ids)) for block in before],
        [ids.setdefault(block, len(ids)) for block in after],
        budget,
    )
    gaps = list(_gaps(equal, range(len(before)), range(len(after))))
    left = _read(before, (i for gap in gaps for i in gap.before), read)
    right = _read(after, (j for gap in gaps for j in gap.after), read)
    in_place = [match for gap in gaps for match in _same_words(gap, left, right, budget)]
    moved = _moves(left, right, in_place)
    gone = {i for i, _ in moved}, {j for _, j in moved}
    stays = (
        [i for i in range(len(before)) if i not in gone[0]],
        [j for j in range(len(after)) if j not in gone[1]],
    )
    matches = sorted([*equal, *in_place])
    for find in (_similar, _cells):
        found = [match for gap in _gaps(matches, *stays) for match in find(gap, left, right)]
        in_place += found
        matches = sorted([*matches, *found])
    return _pairs(in_place, moved, left, right), matches


def _pairs(
    in_place: Sequence[Match], moved: Sequence[Match], left: _Side, right: _Side
) -> list[Pair]:
    """Return every difference: what was matched, and what of either side was not."""
    pairs = [Pair(i, j) for i, j in in_place]
    pairs += [Pair(i, j, moved=True) for i, j in moved]
    paired = {pair.before for pair in pairs}, {pair.after for pair in pairs}
    pairs += [Pair(i, None) for i in left.blocks if i not in paired[0]]
    pairs += [Pair(None, j) for j in right.blocks if j not in paired[1]]
    return pairs


def _read(data: Sequence[bytes], indices: Iterable[int], read: _Read) -> _Side:
    blocks = {index: read(data[index]) for index in indices}
    return _Side(blocks=blocks, keys={index: _key(block) for index, block in blocks.items()})


def _key(block: BlockTokens) -> Hashable:
    folded = fold_block(block)
    words = "".join(token.value for token in folded if token.kind == TEXT)
    return block.field, block.dynamic, words or folded


def _words(text: str) -> Iterable[str]:
    """Return what two texts may have in common; quicker than taking them apart, where it does."""
    if not text.isascii() and _UNSPACED.search(text):
        return (unit.rstrip() for unit in split_units(text))
    return _WORDS.findall(text)


def _gaps(matches: Sequence[Match], before: Sequence[int], after: Sequence[int]) -> Iterator[_Gap]:
    """Yield what lies between matches; `before` and `after` are the indices that count."""
    left, right = [*before, _END], [*after, _END]
    i = j = 0
    for match_i, match_j in [*matches, (_END, _END)]:
        if left[i] != match_i or right[j] != match_j:
            next_i, next_j = left.index(match_i, i), right.index(match_j, j)
            yield _Gap(before=tuple(left[i:next_i]), after=tuple(right[j:next_j]))
            i, j = next_i, next_j
        i, j = i + 1, j + 1


def _same_words(gap: _Gap, left: _Side, right: _Side, budget: Budget) -> list[Match]:
    ids: dict[Hashable, int] = {}
    matches = align(
        [ids.setdefault(left.keys[i], len(ids)) for i in gap.before],
        [ids.setdefault(right.keys[j], len(ids)) for j in gap.after],
        budget,
    )
    return [(gap.before[i], gap.after[j]) for i, j in matches]


def _moves(left: _Side, right: _Side, in_place: Sequence[Match]) -> list[Match]:
    """Return blocks that stand elsewhere; only words that each side has once are followed."""
    done = {i for i, _ in in_place}, {j for _, j in in_place}
    homes: defaultdict[Hashable, list[int]] = defaultdict(list)
    for i in left.blocks:
        if i not in done[0]:
            homes[left.keys[i]].append(i)
    targets: defaultdict[Hashable, list[int]] = defaultdict(list)
    for j in right.blocks:
        if j not in done[1]:
            targets[right.keys[j]].append(j)
    return [
        (home[0], targets[key][0])
        for key, home in homes.items()
        if len(home) == 1 and len(targets.get(key, ())) == 1
    ]


def _similar(gap: _Gap, left: _Side, right: _Side) -> Iterator[Match]:
    """Yield the blocks of a gap that are one block which changed, none crossing another."""
    if not gap.before or not gap.after:
        return
    words = [left.words(i) for i in gap.before], [right.words(j) for j in gap.after]
    kinds = [left.kind(i) for i in gap.before], [right.kind(j) for j in gap.after]
    alike = choose_in_order(
        (i, j, _likeness(kinds[0][i], words[0][i], words[1][j]))
        for i, j in find_candidates(*words)
        if kinds[0][i] == kinds[1][j]
    )
    yield from ((gap.before[i], gap.after[j]) for i, j in alike)


def _likeness(kind: _Kind, left: AbstractSet[str], right: AbstractSet[str]) -> float:
    """Return how alike two blocks are, 0 where they are no pair; a title is always the title."""
    share = share_of(left, right)
    return max(share if share >= _SIMILAR else 0.0, _TITLE if kind[0] == "title" else 0.0)


def _cells(gap: _Gap, left: _Side, right: _Side) -> Iterator[Match]:
    """Yield what is left of a table by place: a figure has no word in common with another."""
    if len(gap.before) == len(gap.after):
        for i, j in zip(gap.before, gap.after, strict=True):
            if left.is_cell(i) and right.is_cell(j) and left.kind(i) == right.kind(j):
                yield i, j


def _in_reading_order(pairs: Sequence[Pair], matches: Sequence[Match]) -> tuple[Pair, ...]:
    """Return pairs by their later place; a removed block stands where it would have stood."""
    place = dict(matches)
    rank: dict[int, int] = {}
    last = -1
    for i in range(max((pair.before for pair in pairs if pair.before is not None), default=-1) + 1):
        last = place.get(i, last)
        rank[i] = last

    def key(pair: Pair) -> tuple[int, int, int]:
        if pair.after is not None:
            return pair.after, 0, 0
        return rank[pair.before or 0], 1, pair.before or 0

    return tuple(sorted(pairs, key=key))
