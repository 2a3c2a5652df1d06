"""Which block of one snapshot became which block of the other.

Owns alignment and pairing: equal blocks, then in-place changes of marks or typography, exact
moves, and last what is similar. Never looks at words beyond how many two blocks share.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from provenance.diff.align import Budget, Match, align
from provenance.diff.tokens import TEXT, BlockTokens, Token, read_tokens
from provenance.diff.typography import fold_block
from provenance.diff.words import split_units

# Shares of common words from which two blocks of a gap are one block that changed.
_SIMILAR = 0.4
_TITLE = 0.01
# No index of a block.
_END = -1

_Kind = tuple[str, bool]


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


def pair_blocks(
    before: Sequence[bytes], after: Sequence[bytes], budget: Budget
) -> tuple[Pair, ...]:
    """Return every difference in reading order; equal blocks in their place are not in it."""
    ids: dict[bytes, int] = {}
    equal = align(
        [ids.setdefault(block, len(ids)) for block in before],
        [ids.setdefault(block, len(ids)) for block in after],
        budget,
    )
    gaps = list(_gaps(equal, range(len(before)), range(len(after))))
    left = _read(before, (i for gap in gaps for i in gap.before))
    right = _read(after, (j for gap in gaps for j in gap.after))
    in_place = [match for gap in gaps for match in _same_words(gap, left, right, budget)]
    moved = _moves(left, right, in_place)
    gone = {i for i, _ in moved}, {j for _, j in moved}
    matches = sorted([*equal, *in_place])
    rest = _gaps(
        matches,
        [i for i in range(len(before)) if i not in gone[0]],
        [j for j in range(len(after)) if j not in gone[1]],
    )
    changed = [match for gap in rest for match in _similar(gap, left, right, budget)]
    pairs = [Pair(i, j) for i, j in [*in_place, *changed]]
    pairs += [Pair(i, j, moved=True) for i, j in moved]
    paired = {pair.before for pair in pairs}, {pair.after for pair in pairs}
    pairs += [Pair(i, None) for i in left.blocks if i not in paired[0]]
    pairs += [Pair(None, j) for j in right.blocks if j not in paired[1]]
    return _in_reading_order(pairs, [*matches, *changed])


def _read(data: Sequence[bytes], indices: Iterable[int]) -> _Side:
    blocks = {index: read_tokens(data[index]) for index in indices}
    return _Side(blocks=blocks, keys={index: _key(block) for index, block in blocks.items()})


def _key(block: BlockTokens) -> Hashable:
    folded = fold_block(block)
    words = "".join(token.value for token in folded if token.kind == TEXT)
    return block.field, block.dynamic, words or folded


def _gaps(matches: Sequence[Match], before: Sequence[int], after: Sequence[int]) -> Iterator[_Gap]:
    """Yield what lies between matches; `before` and `after` are the indices that count."""
    left, right = iter([*before, _END]), iter([*after, _END])
    for match_i, match_j in [*matches, (_END, _END)]:
        gap = _Gap(
            before=tuple(iter(left.__next__, match_i)), after=tuple(iter(right.__next__, match_j))
        )
        if gap.before or gap.after:
            yield gap


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


def _similar(gap: _Gap, left: _Side, right: _Side, budget: Budget) -> Iterator[Match]:
    if not gap.before or not gap.after:
        return
    bags_left = [_bag(left.blocks[i].inline) for i in gap.before]
    bags_right = [_bag(right.blocks[j].inline) for j in gap.after]
    words = sum(len(bag) for bag in bags_right)
    if budget.allows_scores(len(gap.before) * (words + len(gap.after))):
        score = [
            [
                _likeness(left.kind(i), right.kind(j), a, b)
                for j, b in zip(gap.after, bags_right, strict=True)
            ]
            for i, a in zip(gap.before, bags_left, strict=True)
        ]
        found = _best_in_order(score)
    else:
        found = [
            (k, k)
            for k in range(min(len(gap.before), len(gap.after)))
            if _likeness(
                left.kind(gap.before[k]), right.kind(gap.after[k]), bags_left[k], bags_right[k]
            )
        ]
    yield from ((gap.before[i], gap.after[j]) for i, j in found)


def _bag(inline: Sequence[Token]) -> Counter[str]:
    bag = Counter(
        unit.core for token in inline if token.kind == TEXT for unit in split_units(token.value)
    )
    # A picture is the same picture with another description, and a link with other words.
    bag.update(value for token in inline for _, value in token.attributes)
    return bag


def _likeness(kind: _Kind, other: _Kind, left: Counter[str], right: Counter[str]) -> float:
    """Return how alike two blocks are, 0 where they are no pair; a title is always the title."""
    if kind != other:
        return 0.0
    return max(_score(left, right), _TITLE if kind[0] == "title" else 0.0)


def _score(left: Counter[str], right: Counter[str]) -> float:
    """Return the share of words that two blocks have in common, 0 below the threshold."""
    total = left.total() + right.total()
    if not total:
        return 1.0
    smaller, larger = sorted((left, right), key=len)
    share = 2 * sum(min(count, larger[word]) for word, count in smaller.items()) / total
    return share if share >= _SIMILAR else 0.0


def _best_in_order(score: Sequence[Sequence[float]]) -> list[Match]:
    """Return the pairs, none crossing another, with the greatest sum of scores."""
    height, width = len(score), len(score[0])
    best = [[0.0] * (width + 1) for _ in range(height + 1)]
    for i in reversed(range(height)):
        for j in reversed(range(width)):
            paired = score[i][j] + best[i + 1][j + 1] if score[i][j] else 0.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    found: list[Match] = []
    i = j = 0
    while i < height and j < width:
        if score[i][j] and best[i][j] == score[i][j] + best[i + 1][j + 1]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


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
