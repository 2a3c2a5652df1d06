"""Holds peak memory flat: a stream of posts costs what one post costs, however long it is.

`python -m benchmarks.memory` ends with 1 where the peak of a child that canonicalised 5,000 posts
is more than `LIMIT` times the peak of one that canonicalised 500; likewise for fewer posts that
are made to stay in whatever memo an address goes through.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from benchmarks.child import in_child, peak_kib
from benchmarks.corpus import post_with_content, stream_corpus
from provenance.canonical import canonicalize

LIMIT: Final = 1.2
_LONG: Final = "y" * 100_000

Peak = Callable[[int], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """A stream of posts in two lengths.

    Attributes:
        name: What it is a stream of.
        peak: Canonicalises so many of its posts and returns its process's peak, in KiB.
        few: Posts of the short one.
        many: Posts of the long one.
    """

    name: str
    peak: Peak
    few: int
    many: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Peaks:
    """The most memory resident after few posts and after many, each in a process of its own."""

    few_kib: int
    many_kib: int

    @property
    def ratio(self) -> float:
        """How much more many posts take than few."""
        return self.many_kib / self.few_kib

    @property
    def is_over(self) -> bool:
        """Whether memory grows with the stream."""
        return self.ratio > LIMIT


def peak_of_articles(count: int) -> int:
    """Canonicalise `count` posts of the corpus, each made, hashed and let go."""
    for post in stream_corpus(count):
        canonicalize(post.raw)
    return peak_kib()


def peak_of_long_addresses(count: int) -> int:
    """Canonicalise `count` posts that each have long addresses like no other's."""
    for number in range(count):
        address = f"https://{number}.example.org/{_LONG}"
        link = f'<p>One <a href="{address}">link</a> and <em>another mark</em>.</p>'
        post = post_with_content(link, title="Long", post_id=1, site=address)
        canonicalize(post.raw)
    return peak_kib()


# 200, since the standard library keeps the last 128 addresses that it took apart.
STREAMS: Final = (
    Stream(name="articles", peak=peak_of_articles, few=500, many=5_000),
    Stream(name="posts of long addresses", peak=peak_of_long_addresses, few=200, many=1_000),
)


def measure_peaks(stream: Stream) -> Peaks:
    """Return the peaks of both lengths of a stream."""
    return Peaks(
        few_kib=in_child(stream.peak, stream.few), many_kib=in_child(stream.peak, stream.many)
    )


def line_for(stream: Stream, peaks: Peaks) -> str:
    """Return a line for people."""
    return (
        f"peak memory of {stream.many:,} {stream.name} / {stream.few:,}: {peaks.ratio:.2f} "
        f"({peaks.many_kib / 1024:.1f} MiB)   limit {LIMIT} {'OVER' if peaks.is_over else 'held'}"
    )


def main() -> int:
    """Measure, print a line a stream, and return the exit code."""
    failed = False
    for stream in STREAMS:
        peaks = measure_peaks(stream)
        failed |= peaks.is_over
        print(line_for(stream, peaks), flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
