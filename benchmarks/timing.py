"""Times works against each other in one run: in turns, with the collector off, as medians.

A time says something of one machine; a ratio of two times that were taken in turns says something
of the code. What is counted is the process's own processor time, so that other programs on the
machine, which interrupt the longer work more often, change a ratio little. Owns no work, no limit.
"""

import gc
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final, TypeVar

ROUNDS: Final = 9

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """The seconds that each of several works took over the same items, round by round.

    Attributes:
        rows: One row a round, with one figure a work.
    """

    rows: tuple[tuple[float, ...], ...]

    def seconds(self, work: int) -> float:
        """Return the median of one work's rounds."""
        return statistics.median(row[work] for row in self.rows)

    def ratio(self, work: int, unit: int) -> float:
        """Return the median of one work's ratios to another work of the same round."""
        return statistics.median(row[work] / row[unit] for row in self.rows)

    def spread(self, work: int) -> float:
        """Return the middle half of one work's rounds as a share of their median: the noise."""
        first, _, third = statistics.quantiles([row[work] for row in self.rows], n=4)
        return (third - first) / self.seconds(work)


def take(
    works: Sequence[Callable[[T], object]], items: Sequence[T], *, rounds: int = ROUNDS
) -> Taken:
    """Return what the works take over all items; one more round warms up and is left out."""
    rows = []
    with without_collector():
        for _ in range(rounds + 1):
            rows.append(tuple(taken_in_turns(works, items)))
            gc.collect()  # some peers leave cycles behind; what they cost is counted to nobody
    return Taken(rows=tuple(rows[1:]))


def taken_in_turns(works: Sequence[Callable[[T], object]], items: Sequence[T]) -> list[float]:
    """Return the processor seconds that each work takes over all items, in turns item by item.

    Turns within an item, and not within a round, since a parse that follows another parse finds its
    memory as it left it: it would be twice as fast as any parse inside real work.
    """
    seconds = [-len(items) * reading_s()] * len(works)
    for item in items:
        for place, work in enumerate(works):
            start = time.process_time()
            work(item)
            seconds[place] += time.process_time() - start
    return seconds


@cache
def reading_s() -> float:
    """Return what reading the clock adds to a time; to be taken off it."""
    readings = [time.process_time() for _ in range(1_001)]
    return statistics.median(later - earlier for earlier, later in pairwise(readings))


@contextmanager
def without_collector() -> Iterator[None]:
    """Keep the garbage collector from running inside a measurement."""
    was_enabled = gc.isenabled()
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
