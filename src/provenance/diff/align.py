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
# Lengths of the runs that a large alignment holds on to: first what is a phrase, then a word.
_WIDTHS = (5, 1)

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


def _anchored(
    before: Sequence[int], after: Sequence[int], budget: Budget, widths: tuple[int, ...] = _WIDTHS
) -> Iterator[Match]:
    """Yield matches that hold on to the runs which each side has once (patience diff).

    What lies between two anchors is aligned exactly where it is small, else by shorter runs, and
    where there are none left unmatched.
    """
    width, *shorter = widths
    i = j = 0
    for anchor_i, anchor_j in [*_anchors(before, after, width), (len(before), len(after))]:
        gap = before[i:anchor_i], after[j:anchor_j]
        yield from ((i + x, j + y) for x, y in _between(*gap, budget, tuple(shorter)))
        if anchor_i < len(before):
            yield anchor_i, anchor_j
        i, j = anchor_i + 1, anchor_j + 1


def _between(
    before: Sequence[int], after: Sequence[int], budget: Budget, widths: tuple[int, ...]
) -> Iterator[Match]:
    start, end = _common_ends(before, after)
    inner = before[start : len(before) - end], after[start : len(after) - end]
    yield from ((k, k) for k in range(start))
    if all(inner) and budget.allows_cells(len(inner[0]) * len(inner[1])):
        yield from ((start + x, start + y) for x, y in _exact(*inner))
    elif all(inner) and widths:
        yield from ((start + x, start + y) for x, y in _anchored(*inner, budget, widths))
    yield from ((len(before) - k, len(after) - k) for k in range(end, 0, -1))


def _anchors(before: Sequence[int], after: Sequence[int], width: int) -> list[Match]:
    left, right = _runs(before, width), _runs(after, width)
    place = {run: j for j, run in _once(right)}
    pairs = [(i, place[run]) for i, run in _once(left) if run in place]
    # Runs are told apart by a hash: one that collides is no anchor.
    return _longest_increasing([(i, j) for i, j in pairs if before[i] == after[j]])


def _runs(tokens: Sequence[int], width: int) -> list[int]:
    """Return a hash of the run of `width` tokens that begins at each place."""
    return [hash(run) for run in zip(*(tokens[k:] for k in range(width)), strict=False)]


def _once(runs: Sequence[int]) -> Iterator[Match]:
    counts = Counter(runs)
    return ((place, run) for place, run in enumerate(runs) if counts[run] == 1)


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
