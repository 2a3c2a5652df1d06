"""Holds the cost of canonicalising to a multiple of the cost of parsing, on any machine.

`python -m benchmarks.guard` prints the ratios and ends with 1 where one is over the limit that is
held. Beside it each ratio has the limit that is to be held next and the aim beyond it; what misses
them is said, and fails nothing.
"""

import random
import statistics
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import turbohtml

from benchmarks.corpus import SEED, CorpusPost, make_corpus, make_post, post_with_content
from benchmarks.timing import ROUNDS, take, taken_in_turns, without_collector

POSTS: Final = 40
LONGER: Final = 16
PART_BYTES: Final = 9_000
PREFIX: Final = "<!DOCTYPE html><body>"

Work = Callable[[CorpusPost], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one ratio may be at most.

    Attributes:
        name: The ratio that they are for.
        held: What the guard fails over; None where it only reports.
        following: What is to be held next, once it is met with a margin on several machines.
        aim: What the project would like.
    """

    name: str
    held: float | None
    following: float
    aim: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """One measured ratio and its limits."""

    value: float
    limits: Limits

    @property
    def is_over(self) -> bool:
        """Whether the guard fails on it; NaN, which compares with nothing, is over."""
        return self.limits.held is not None and self._misses(self.limits.held)

    @property
    def misses_following(self) -> bool:
        """Whether it misses the limit that is to be held next."""
        return self._misses(self.limits.following)

    @property
    def misses_aim(self) -> bool:
        """Whether it misses the aim."""
        return self._misses(self.limits.aim)

    def _misses(self, limit: float) -> bool:
        return not self.value <= limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Works:
    """The works that are held to a parse.

    Attributes:
        canonicalize: Turns a post's rendered content into canonical blocks.
        hashing: Turns a post's canonical blocks, ready made, into the root hash of their tree.
        pipeline: Turns a post's JSON bytes into the ladder of digests.
    """

    canonicalize: Work
    hashing: Work
    pipeline: Work


CANONICALIZE: Final = Limits(name="canonicalise / parse", held=7.0, following=7.0, aim=3.5)
HASHING: Final = Limits(name="leaf hashing and tree / parse", held=1.2, following=1.2, aim=0.6)
PIPELINE: Final = Limits(name="pipeline / parse", held=13.0, following=10.0, aim=6.0)
LENGTH: Final = Limits(name=f"{LONGER} times longer / 1", held=24.0, following=24.0, aim=17.0)


def parse(post: CorpusPost) -> object:
    """Parse a post's rendered content as the canonical form does; the unit of measure."""
    return turbohtml.parse(PREFIX + post.content)


def measure(
    works: Works, *, corpus: Sequence[CorpusPost] | None = None, rounds: int = ROUNDS
) -> tuple[Ratio, ...]:
    """Return every ratio that the guard knows, each the median of `rounds` rounds."""
    corpus = make_corpus(POSTS) if corpus is None else corpus
    taken = take((parse, works.canonicalize, works.hashing, works.pipeline), corpus, rounds=rounds)
    return (
        Ratio(value=taken.ratio(1, 0), limits=CANONICALIZE),
        Ratio(value=taken.ratio(2, 0), limits=HASHING),
        Ratio(value=taken.ratio(3, 0), limits=PIPELINE),
        Ratio(value=_longer(works.pipeline, rounds), limits=LENGTH),
    )


def _longer(pipeline: Work, rounds: int) -> float:
    """Return the cost of one post that is sixteen posts long, in costs of one of them."""
    parts, whole = longer_pair()
    with without_collector():
        lengths = [
            (taken_in_turns([pipeline], parts)[0], taken_in_turns([pipeline], [whole])[0])
            for _ in range(rounds + 1)
        ][1:]  # the first warms up
    return statistics.median(long / (short / LONGER) for short, long in lengths)


def longer_pair() -> tuple[tuple[CorpusPost, ...], CorpusPost]:
    """Return sixteen different posts, and the one post that holds the content of all of them."""
    generator = random.Random(SEED)
    parts = tuple(
        make_post(generator, post_id=number, size_bytes=PART_BYTES) for number in range(1, 17)
    )
    content = "".join(part.content for part in parts)
    return parts, post_with_content(content, title="All of them", post_id=17)


def own_works(corpus: Sequence[CorpusPost]) -> Works:
    """Return the project's own works over the posts of a corpus."""
    from provenance.canonical import blocks_of, canonicalize  # noqa: PLC0415  tests feed others
    from provenance.digest import leaf_hashes, root_hash  # noqa: PLC0415  likewise

    ready = {post.post_id: blocks_of("content", post.content).blocks for post in corpus}
    return Works(
        canonicalize=lambda post: blocks_of("content", post.content),
        hashing=lambda post: root_hash(leaf_hashes(ready[post.post_id])),
        pipeline=lambda post: canonicalize(post.raw),
    )


def line_for(ratio: Ratio) -> str:
    """Return a line for people: the ratio, and how it stands to each of its limits."""
    limits = ratio.limits
    held = "reported only " if limits.held is None else f"limit {limits.held:4.1f} "
    held += "" if limits.held is None else "OVER" if ratio.is_over else "held"
    following = "missed" if ratio.misses_following else "met"
    aim = "missed" if ratio.misses_aim else "met"
    return (
        f"{limits.name:30} {ratio.value:6.2f}   {held:15}"
        f"   next {limits.following:4.1f} {following:6}   aim {limits.aim:4.1f} {aim}"
    )


def main() -> int:
    """Measure once, print a line a ratio, and return the exit code."""
    corpus = make_corpus(POSTS)
    ratios = measure(own_works(corpus), corpus=corpus)
    for ratio in ratios:
        print(line_for(ratio))
    return int(any(ratio.is_over for ratio in ratios))


if __name__ == "__main__":
    sys.exit(main())
