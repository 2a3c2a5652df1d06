"""Longest common subsequence of integer sequences, within a budget.

Owns the one bound on work that a whole comparison shares. Never looks at what the integers stand
for.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import Indel

# Cells of the bit matrix of one alignment (32 MiB), and of all alignments of one comparison.
MAX_CELLS = 1 << 28
TOTAL_CELLS = 1 << 31

Match = tuple[int, int]


@dataclass(slots=True, kw_only=True)
class Budget:
    """What one comparison may still spend; the only mutable value of this package.

    Attributes:
        cells: Cells of alignment matrices that are left.
        scores: Token comparisons for the similarity of blocks that are left.
        bitten: Whether anything was made coarser to stay inside.
    """

    cells: int = field(default=TOTAL_CELLS)
    scores: int = field(default=1 << 22)
    bitten: bool = False

    def allows_cells(self, cells: int) -> bool:
        """Return whether an alignment of that size may run, and charge it where it may."""
        if cells > MAX_CELLS or cells > self.cells:
            self.bitten = True
            return False
        self.cells -= cells
        return True

    def allows_scores(self, scores: int) -> bool:
        """Return whether so many token comparisons may run, and charge them where they may."""
        if scores > self.scores:
            self.bitten = True
            return False
        self.scores -= scores
        return True


def align(before: Sequence[int], after: Sequence[int], budget: Budget) -> list[Match]:
    """Return index pairs of a longest common subsequence, in order.

    Ids are 0 or greater. Ids that only one side has cost nothing. Over the budget the result is
    a common subsequence that need not be the longest, and `budget.bitten` is set.
    """
    start, end = _common_ends(before, after)
    matches = [(index, index) for index in range(start)]
    middle = _align_middle(
        before[start : len(before) - end], after[start : len(after) - end], budget
    )
    matches += [(i + start, j + start) for i, j in middle]
    matches += [(len(before) - k, len(after) - k) for k in range(end, 0, -1)]
    return matches


def _common_ends(before: Sequence[int], after: Sequence[int]) -> tuple[int, int]:
    shorter = min(len(before), len(after))
    start = 0
    while start < shorter and before[start] == after[start]:
        start += 1
    end = 0
    while end < shorter - start and before[-1 - end] == after[-1 - end]:
        end += 1
    return start, end


def _align_middle(before: Sequence[int], after: Sequence[int], budget: Budget) -> list[Match]:
    shared = set(before) & set(after)
    left = [i for i, token in enumerate(before) if token in shared]
    right = [j for j, token in enumerate(after) if token in shared]
    if not shared:
        return []
    tokens_left = [before[i] for i in left]
    tokens_right = [after[j] for j in right]
    if budget.allows_cells(len(left) * len(right)):
        pairs = _exact(tokens_left, tokens_right)
    else:
        pairs = _anchored(tokens_left, tokens_right, budget)
    return [(left[i], right[j]) for i, j in pairs]


def _exact(before: Sequence[int], after: Sequence[int]) -> Iterator[Match]:
    for opcode in Indel.opcodes(before, after):
        if opcode.tag == "equal":
            yield from zip(
                range(opcode.src_start, opcode.src_end),
                range(opcode.dest_start, opcode.dest_end),
                strict=True,
            )


def _anchored(before: Sequence[int], after: Sequence[int], budget: Budget) -> Iterator[Match]:
    """Yield matches that hold on to the ids which each side has once (patience diff).

    What lies between two anchors is aligned exactly where it is small, and else left unmatched.
    """
    i = j = 0
    for anchor_i, anchor_j in [*_anchors(before, after), (len(before), len(after))]:
        gap_before, gap_after = before[i:anchor_i], after[j:anchor_j]
        start, end = _common_ends(gap_before, gap_after)
        yield from ((i + k, j + k) for k in range(start))
        inner = gap_before[start : len(gap_before) - end], gap_after[start : len(gap_after) - end]
        if all(inner) and budget.allows_cells(len(inner[0]) * len(inner[1])):
            yield from ((i + start + x, j + start + y) for x, y in _exact(*inner))
        yield from ((anchor_i - k, anchor_j - k) for k in range(end, 0, -1))
        if anchor_i < len(before):
            yield anchor_i, anchor_j
        i, j = anchor_i + 1, anchor_j + 1


def _anchors(before: Sequence[int], after: Sequence[int]) -> list[Match]:
    once_before = {token for token, count in Counter(before).items() if count == 1}
    once_after = {token for token, count in Counter(after).items() if count == 1}
    place = {token: j for j, token in enumerate(after) if token in once_after}
    shared = once_before & place.keys()
    pairs = [(i, place[token]) for i, token in enumerate(before) if token in shared]
    return _longest_increasing(pairs)


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
