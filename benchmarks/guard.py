"""Holds the cost of canonicalising to a multiple of the cost of parsing, on any machine.

A time says something of one machine; a ratio of two times that were taken in turns says something
of the code. `python -m benchmarks.guard` prints the ratios and ends with 1 where one is over its
limit.
"""

import gc
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

import turbohtml

from benchmarks.corpus import SEED, CorpusPost, make_corpus, make_post, post_with_content

ROUNDS: Final = 9
POSTS: Final = 40
LONGER: Final = 16
PART_BYTES: Final = 9_000
PREFIX: Final = "<!DOCTYPE html><body>"

Work = Callable[[CorpusPost], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What each ratio may be at most; the defaults are the project's promise.

    Attributes:
        canonicalize: Canonicalising one rendered field, in parses of it.
        pipeline: From JSON bytes to digests, in parses of the rendered content.
        longer: A document 16 times as long, in costs of the short one.
    """

    canonicalize: float = 9.0
    pipeline: float = 13.0
    longer: float = 26.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """One measured ratio and its limit."""

    name: str
    value: float
    limit: float

    @property
    def is_over(self) -> bool:
        """Whether the guard fails on it; NaN, which compares with nothing, is over."""
        return not self.value <= self.limit


def parse(post: CorpusPost) -> object:
    """Parse a post's rendered content as the canonical form does; the unit of measure."""
    return turbohtml.parse(PREFIX + post.content)


def measure(
    canonicalize: Work,
    pipeline: Work,
    *,
    corpus: Sequence[CorpusPost] | None = None,
    limits: Limits | None = None,
    rounds: int = ROUNDS,
) -> tuple[Ratio, ...]:
    """Return every ratio that the guard holds, each the median of `rounds` rounds."""
    corpus = make_corpus(POSTS) if corpus is None else corpus
    limits = limits or Limits()
    parts, whole = longer_pair()
    works = (parse, canonicalize, pipeline)
    with without_collector():
        rows = [taken_in_turns(works, corpus) for _ in range(rounds + 1)][1:]  # the first warms up
        lengths = [
            (taken_in_turns([pipeline], parts)[0], taken_in_turns([pipeline], [whole])[0])
            for _ in range(rounds + 1)
        ][1:]
    return (
        Ratio(
            name="canonicalise / parse",
            value=statistics.median(row[1] / row[0] for row in rows),
            limit=limits.canonicalize,
        ),
        Ratio(
            name="pipeline / parse",
            value=statistics.median(row[2] / row[0] for row in rows),
            limit=limits.pipeline,
        ),
        Ratio(
            name=f"{LONGER} times longer",
            value=statistics.median(long / (short / LONGER) for short, long in lengths),
            limit=limits.longer,
        ),
    )


def taken_in_turns(works: Sequence[Work], posts: Sequence[CorpusPost]) -> list[float]:
    """Return the seconds that each work takes over all posts, taken in turns post by post.

    Turns within a post, and not within a round, since a parse that follows another parse finds its
    memory as it left it: it would be twice as fast as any parse inside real work.
    """
    seconds = [0.0] * len(works)
    for post in posts:
        for place, work in enumerate(works):
            start = time.perf_counter()
            work(post)
            seconds[place] += time.perf_counter() - start
    return seconds


def longer_pair() -> tuple[tuple[CorpusPost, ...], CorpusPost]:
    """Return sixteen different posts, and the one post that holds the content of all of them."""
    generator = random.Random(SEED)
    parts = tuple(
        make_post(generator, post_id=number, size_bytes=PART_BYTES) for number in range(1, 17)
    )
    content = "".join(part.content for part in parts)
    return parts, post_with_content(content, title="All of them", post_id=17)


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


def main() -> int:
    """Measure, print a line a ratio, and return the exit code."""
    from provenance.canonical import canonicalize  # noqa: PLC0415  tests feed others
    from provenance.canonical.blocks import blocks_of  # noqa: PLC0415  likewise

    ratios = measure(
        lambda post: blocks_of("content", post.content), lambda post: canonicalize(post.raw)
    )
    for ratio in ratios:
        verdict = "over its limit" if ratio.is_over else "within"
        print(f"{ratio.name:22} {ratio.value:6.2f}   limit {ratio.limit:5.1f}   {verdict}")
    return int(any(ratio.is_over for ratio in ratios))


if __name__ == "__main__":
    sys.exit(main())
