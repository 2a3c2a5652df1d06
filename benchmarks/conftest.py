"""The corpus that every suite runs on, made once."""

import pytest

from benchmarks.corpus import CorpusPost, make_corpus

POSTS = 40


@pytest.fixture(scope="session")
def corpus() -> tuple[CorpusPost, ...]:
    """Return forty posts: small enough for a laptop, wide enough for every kind of block."""
    return make_corpus(POSTS)
