"""How many posts a second one worker process canonicalises, and how many two do. Reports only."""

import multiprocessing
import statistics
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from typing import Final

from benchmarks.corpus import stream_corpus
from provenance.canonical import digests

POSTS: Final = 5_000
AIM: Final = 1.9
ROUNDS: Final = 3
_CHUNK: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Throughput:
    """Posts a second, by the wall clock, bytes sent to the workers and digests sent back.

    Attributes:
        one: With one worker process.
        two: With two.
    """

    one: float
    two: float

    @property
    def ratio(self) -> float:
        """What the second worker brings; 2 is all that it could."""
        return self.two / self.one


def measure_workers(*, posts: int = POSTS, rounds: int = ROUNDS) -> Throughput:
    """Return the throughput of one and of two workers, in turns; the median of each."""
    raws = [post.raw for post in stream_corpus(posts)]
    context = multiprocessing.get_context("spawn")
    with (
        ProcessPoolExecutor(1, mp_context=context) as one,
        ProcessPoolExecutor(2, mp_context=context) as two,
    ):
        rows = [(_seconds(one, raws), _seconds(two, raws)) for _ in range(rounds + 1)][1:]
    return Throughput(
        one=posts / statistics.median(row[0] for row in rows),
        two=posts / statistics.median(row[1] for row in rows),
    )


def _seconds(pool: ProcessPoolExecutor, raws: Sequence[bytes]) -> float:
    start = time.perf_counter()
    for _ in pool.map(digests, raws, chunksize=_CHUNK):
        pass
    return time.perf_counter() - start
