"""Longest common subsequence of integer sequences, within a budget.

Owns the one bound on work that a whole comparison shares: it is counted, and never timed, so that
the same texts differ alike on every machine. Never looks at what the integers stand for.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress, count
from operator import ne

from rapidfuzz.distance import Indel

# Cells of the bit matrix of one alignment (64 MiB), and of all alignments of one comparison.
MAX_CELLS = 1 << 29
TOTAL_CELLS = 1 << 31
# Cells up to which leaving out what only one side has costs more than it saves.
_FEW_CELLS = 1 << 22
# Lengths of the runs that a large alignment holds on to: first what is a phrase, then a word.
_WIDTHS = (5, 1)

Match = tuple[int, int]
# First index on either side, and how many are equal from there on.
Run = tuple[int, int, int]


@dataclass(slots=True, kw_only=True)
class Budget:
    """What one comparison may still spend; the only mutable value of this package.

    Attributes:
        cells: Cells of alignment matrices that are left.
        bitten: Whether anything was made coarser to stay inside.
    """

    cells: int = TOTAL_CELLS
    bitten: bool = False

    def allows_cells(self, cells: int) -> bool:
        """Return whether an alignment of that size may run, and charge it where it may."""
        if cells > MAX_CELLS or cells > self.cells:
            self.bitten = True
            return False
        self.cells -= cells
        return True


def align(before: Sequence[int], after: Sequence[int], budget: Budget) -> list[Match]:
    """Return index pairs of a longest common subsequence, in order; as `align_runs`."""
    return [
        (i + step, j + step)
        for i, j, length in align_runs(before, after, budget)
        for step in range(length)
    ]


def align_runs(before: Sequence[int], after: Sequence[int], budget: Budget) -> list[Run]:
    """Return the runs of a longest common subsequence, in order, none of them empty.

    Ids are 0 or greater. Ids that only one side has cost nothing. Over the budget the result is
    a common subsequence that need not be the longest, and `budget.bitten` is set.
    """
    start, end = _common_ends(before, after)
    runs = [(0, 0, start)] if start else []
    left, right = before[start : len(before) - end], after[start : len(after) - end]
    if left and right:
        runs += [(i + start, j + start, size) for i, j, size in _align_middle(left, right, budget)]
    return [*runs, (len(before) - end, len(after) - end, end)] if end else runs


def _common_ends(before: Sequence[int], after: Sequence[int]) -> tuple[int, int]:
    shorter = min(len(before), len(after))
    start = next(compress(count(), map(ne, before, after)), shorter)
    end = next(compress(count(), map(ne, reversed(before), reversed(after))), shorter)
    return start, min(end, shorter - start)


def _align_middle(before: Sequence[int], after: Sequence[int], budget: Budget) -> Iterable[Run]:
    if len(before) * len(after) <= min(_FEW_CELLS, budget.cells):
        budget.cells -= len(before) * len(after)
        return _exact(before, after)
    shared = set(before) & set(after)
    left = [i for i, token in enumerate(before) if token in shared]
    right = [j for j, token in enumerate(after) if token in shared]
    tokens_left, tokens_right = [before[i] for i in left], [after[j] for j in right]
    if not shared:
        return []
    if budget.allows_cells(len(left) * len(right)):
        runs: Iterable[Run] = _exact(tokens_left, tokens_right)
    else:
        runs = _anchored(tokens_left, tokens_right, budget)
    return _runs_of((left[i + k], right[j + k]) for i, j, size in runs for k in range(size))


def _runs_of(matches: Iterable[Match]) -> Iterator[Run]:
    """Yield the runs that pairs of indices make up."""
    first = (-1, -1)
    size = 0
    for i, j in matches:
        if (i, j) != (first[0] + size, first[1] + size):
            if size:
                yield (*first, size)
            first, size = (i, j), 0
        size += 1
    if size:
        yield (*first, size)


def _exact(before: Sequence[int], after: Sequence[int]) -> Iterator[Run]:
    for block in Indel.opcodes(before, after).as_matching_blocks():
        if block.size:
            yield block.a, block.b, block.size


def _anchored(
    before: Sequence[int], after: Sequence[int], budget: Budget, widths: tuple[int, ...] = _WIDTHS
) -> Iterator[Run]:
    """Yield runs that hold on to the phrases which each side has once (patience diff).

    What lies between two anchors is aligned exactly where it is small, else by shorter phrases, and
    where there are none left it is replaced as one.
    """
    width, *shorter = widths
    i = j = 0
    for anchor_i, anchor_j in [*_anchors(before, after, width), (len(before), len(after))]:
        gap = before[i:anchor_i], after[j:anchor_j]
        yield from ((i + x, j + y, size) for x, y, size in _between(*gap, budget, tuple(shorter)))
        if anchor_i < len(before):
            yield anchor_i, anchor_j, 1
        i, j = anchor_i + 1, anchor_j + 1


def _between(
    before: Sequence[int], after: Sequence[int], budget: Budget, widths: tuple[int, ...]
) -> Iterator[Run]:
    start, end = _common_ends(before, after)
    inner = before[start : len(before) - end], after[start : len(after) - end]
    yield 0, 0, start
    if all(inner) and budget.allows_cells(len(inner[0]) * len(inner[1])):
        yield from ((start + x, start + y, size) for x, y, size in _exact(*inner))
    elif all(inner) and widths:
        found = _anchored(*inner, budget, widths)
        yield from ((start + x, start + y, size) for x, y, size in found)
    yield len(before) - end, len(after) - end, end


def _anchors(before: Sequence[int], after: Sequence[int], width: int) -> list[Match]:
    left, right = _phrases(before, width), _phrases(after, width)
    place = {phrase: j for j, phrase in _once(right)}
    pairs = [(i, place[phrase]) for i, phrase in _once(left) if phrase in place]
    # Phrases are told apart by a hash: one that collides is no anchor.
    return _longest_increasing([(i, j) for i, j in pairs if before[i] == after[j]])


def _phrases(tokens: Sequence[int], width: int) -> list[int]:
    """Return a hash of the `width` tokens that begin at each place."""
    return [hash(phrase) for phrase in zip(*(tokens[k:] for k in range(width)), strict=False)]


def _once(phrases: Sequence[int]) -> Iterator[Match]:
    counts = Counter(phrases)
    return ((place, phrase) for place, phrase in enumerate(phrases) if counts[phrase] == 1)


def _longest_increasing(pairs: Sequence[Match]) -> list[Match]:
    tails: list[int] = []
    tail_of: list[int] = []
    previous: list[int] = []
    for index, (_, j) in enumerate(pairs):
        slot = bisect_left(tails, j)
        previous.append(tail_of[slot - 1] if slot else -1)
        tails[slot : slot + 1] = [j]
        tail_of[slot : slot + 1] = [index]
    chain: list[Match] = []
    index = tail_of[-1] if tail_of else -1
    while index >= 0:
        chain.append(pairs[index])
        index = previous[index]
    return chain[::-1]
