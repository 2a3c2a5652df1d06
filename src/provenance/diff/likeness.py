"""Which of many blocks are alike, by their sets of words and without looking at every pair.

Owns the search for candidates and the choice among them, linear in the number of words. Never
looks at what a word says.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain, product
from operator import itemgetter

from provenance.diff.align import Match

# What more blocks of a side have than this says nothing of which two belong together.
_COMMON = 8
# Blocks that are looked at closely for each block: those which share most such words with it.
_CANDIDATES = 4
# Pairs of blocks up to which all of them are looked at.
_FEW = 36

Scored = tuple[int, int, float]


def share_of(left: AbstractSet[str], right: AbstractSet[str]) -> float:
    """Return the share of words that two sets, not both empty, have in common (Dice)."""
    return 2 * len(left & right) / (len(left) + len(right))


def find_candidates(
    left: Sequence[AbstractSet[str]], right: Sequence[AbstractSet[str]]
) -> Iterator[Match]:
    """Yield, in order, the indices of what may be alike: by shared words, and by place."""
    if len(left) * len(right) <= _FEW:
        yield from product(range(len(left)), range(len(right)))
        return
    homes: defaultdict[str, list[int]] = defaultdict(list)
    for j, words in enumerate(right):
        for word in words:
            homes[word].append(j)
    known = homes.keys()
    holders = Counter(chain.from_iterable(words & known for words in left))
    rare = {
        word: homes[word]
        for word, count in holders.items()
        if count <= _COMMON and len(homes[word]) <= _COMMON
    }
    behind = len(right) - len(left)
    for i, words in enumerate(left):
        votes = Counter(chain.from_iterable(rare[word] for word in words & rare.keys()))
        # Not `most_common`, which among equals takes what a set happens to give first.
        chosen = sorted(votes, key=lambda j: (-votes[j], j))[:_CANDIDATES]
        chosen += [j for j in (i, i + behind) if 0 <= j < len(right)]
        yield from ((i, j) for j in sorted(set(chosen)))


def choose_in_order(scored: Iterable[Scored]) -> list[Match]:
    """Return pairs, none crossing another and none of score 0, with the greatest sum of scores.

    Args:
        scored: Pairs and their scores, ordered by the first index.
    """
    pairs = sorted((pair for pair in scored if pair[2] > 0), key=lambda pair: (pair[0], -pair[1]))
    # A Fenwick tree of the best chain that ends at or before each second index.
    size = 1 + max(map(itemgetter(1), pairs), default=0)
    best: list[tuple[float, int]] = [(0.0, -1)] * (size + 1)
    previous: list[int] = []
    for place, (_, j, score) in enumerate(pairs):
        total, before = _best_up_to(best, j)
        previous.append(before)
        slot = j + 1
        while slot <= size:
            if total + score > best[slot][0]:
                best[slot] = total + score, place
            slot += slot & -slot
    _, place = _best_up_to(best, size)
    chain: list[Match] = []
    while place >= 0:
        chain.append(pairs[place][:2])
        place = previous[place]
    return chain[::-1]


def _best_up_to(best: Sequence[tuple[float, int]], slot: int) -> tuple[float, int]:
    """Return the greatest sum of a chain in the first `slot` places, and the pair that ends it."""
    greatest = best[0]
    while slot:
        greatest = max(greatest, best[slot], key=itemgetter(0))
        slot &= slot - 1
    return greatest
