"""From a rendered string to canonical blocks, and from JSON bytes to digests."""

from collections.abc import Sequence

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks.corpus import CorpusPost
from benchmarks.guard import longer_pair, parse
from provenance.canonical import canonicalize
from provenance.canonical.blocks import blocks_of


@pytest.mark.benchmark(group="40 posts")
def bench_parse_alone(benchmark: BenchmarkFixture, corpus: Sequence[CorpusPost]) -> None:
    """Parse alone: the unit of measure."""
    benchmark(lambda: [parse(post) for post in corpus])


@pytest.mark.benchmark(group="40 posts")
def bench_canonicalize(benchmark: BenchmarkFixture, corpus: Sequence[CorpusPost]) -> None:
    """Turn rendered content into canonical blocks."""
    benchmark(lambda: [blocks_of("content", post.content) for post in corpus])


@pytest.mark.benchmark(group="40 posts")
def bench_pipeline(benchmark: BenchmarkFixture, corpus: Sequence[CorpusPost]) -> None:
    """Turn JSON bytes into the ladder of digests."""
    benchmark(lambda: [canonicalize(post.raw) for post in corpus])


@pytest.mark.benchmark(group="one long post")
def bench_pipeline_of_sixteen(benchmark: BenchmarkFixture) -> None:
    """Give sixteen posts of 9 KB, one by one."""
    parts, _ = longer_pair()
    benchmark(lambda: [canonicalize(part.raw) for part in parts])


@pytest.mark.benchmark(group="one long post")
def bench_pipeline_of_one_sixteen_times_as_long(benchmark: BenchmarkFixture) -> None:
    """Give the same content as one post."""
    _, long = longer_pair()
    benchmark(canonicalize, long.raw)
