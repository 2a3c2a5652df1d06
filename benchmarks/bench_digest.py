"""SHA-256 over the corpus, and Merkle trees of the sizes that posts and logs have."""

from collections.abc import Sequence

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks.corpus import CorpusPost
from provenance.digest import leaf_hash, root_hash, sha256


@pytest.mark.benchmark(group="digest")
def bench_sha256_of_forty_answers(
    benchmark: BenchmarkFixture, corpus: Sequence[CorpusPost]
) -> None:
    """Take the raw digest of every answer."""
    benchmark(lambda: [sha256(post.raw) for post in corpus])


@pytest.mark.benchmark(group="merkle")
@pytest.mark.parametrize("size", [50, 1_000, 50_000])
def bench_root_hash(benchmark: BenchmarkFixture, size: int) -> None:
    """Hash a post's blocks; a long page's; a log's entries."""
    leaves = [leaf_hash(number.to_bytes(4)) for number in range(size)]
    benchmark(root_hash, leaves)


@pytest.mark.benchmark(group="merkle")
def bench_leaf_hashes_of_the_corpus(
    benchmark: BenchmarkFixture, corpus: Sequence[CorpusPost]
) -> None:
    """Hash every paragraph-sized piece as a leaf."""
    pieces = [piece.encode() for post in corpus for piece in post.content.split("\n\n\n")]
    benchmark(lambda: [leaf_hash(piece) for piece in pieces])
