"""Recording answers in an archive and reading them back: on a real file, synced as in use."""

import io
import itertools
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks.corpus import CorpusPost, post_with_content
from provenance.archive import Archive, RunInfo
from provenance.capture import read_file
from provenance.pipeline.material import Prepared, prepare
from provenance.pipeline.record import record

NOW = datetime(2025, 3, 14, 12, tzinfo=UTC)
RUN = RunInfo(command="snapshot", started_at=NOW, tool="0", observer="local", options={})
ROUNDS = 5
Answers = Sequence[Prepared]
Fresh = Callable[..., Path]


def edited(post: CorpusPost) -> CorpusPost:
    """Return the post with one word more in its middle."""
    middle = post.content.index(" ", len(post.content) // 2)
    content = post.content[:middle] + " anew" + post.content[middle:]
    return post_with_content(content, title=post.title, post_id=post.post_id)


def answers_from(posts: Sequence[CorpusPost], folder: Path) -> Answers:
    """Return the posts as saved answers, ready to be recorded."""
    readings = []
    for post in posts:
        path = folder / f"{post.post_id}.json"
        path.write_bytes(post.raw)
        readings.append(
            read_file(str(path), observer="local", observed_at=None, now=NOW, stdin=io.BytesIO())
        )
    return tuple(prepare(readings))


def write(path: Path, groups: Sequence[Answers]) -> None:
    """Record each group in a transaction of its own."""
    with Archive.open(path) as archive, archive.recording(RUN) as recording:
        for group in groups:
            record(recording, group)


@pytest.fixture(scope="session")
def first(corpus: Sequence[CorpusPost], tmp_path_factory: pytest.TempPathFactory) -> Answers:
    """Return every post of the corpus as an answer."""
    return answers_from(corpus, tmp_path_factory.mktemp("first"))


@pytest.fixture(scope="session")
def second(corpus: Sequence[CorpusPost], tmp_path_factory: pytest.TempPathFactory) -> Answers:
    """Return every post of the corpus once more, edited."""
    return answers_from([edited(post) for post in corpus], tmp_path_factory.mktemp("second"))


@pytest.fixture
def fresh(tmp_path: Path) -> Fresh:
    """Return a function that gives an archive holding the given groups, at a new path."""
    numbers = itertools.count()

    def archive(*groups: Answers) -> Path:
        path = tmp_path / f"{next(numbers)}.db"
        write(path, groups)
        return path

    return archive


@pytest.mark.benchmark(group="40 answers written")
def bench_each_in_a_transaction(benchmark: BenchmarkFixture, first: Answers, fresh: Fresh) -> None:
    """Write new posts, each answer synced to disk before the next."""
    groups = [(prepared,) for prepared in first]
    benchmark.pedantic(write, setup=lambda: ((fresh(), groups), {}), rounds=ROUNDS)


@pytest.mark.benchmark(group="40 answers written")
def bench_all_in_one_transaction(benchmark: BenchmarkFixture, first: Answers, fresh: Fresh) -> None:
    """Write new posts as a list page brings them."""
    benchmark.pedantic(write, setup=lambda: ((fresh(), [first]), {}), rounds=ROUNDS)


@pytest.mark.benchmark(group="40 answers written")
def bench_second_versions(
    benchmark: BenchmarkFixture, first: Answers, second: Answers, fresh: Fresh
) -> None:
    """Write an edit of every post, and note what a further version costs in bytes."""
    benchmark.pedantic(write, setup=lambda: ((fresh(first), [second]), {}), rounds=ROUNDS)
    one, both = (fresh(*groups).stat().st_size for groups in ([first], [first, second]))
    raw = sum(len(prepared.reading.exchange.body) for prepared in second if prepared.reading)
    benchmark.extra_info["bytes a further version"] = (both - one) // len(second)
    benchmark.extra_info["raw bytes a version"] = raw // len(second)


@pytest.mark.benchmark(group="40 posts read")
def bench_every_body(
    benchmark: BenchmarkFixture, first: Answers, second: Answers, fresh: Fresh
) -> None:
    """Read every body back, two versions a post, each hashed again on the way."""
    with Archive.open(fresh(first, second)) as archive:
        benchmark(
            lambda: [
                archive.body(capture.raw_digest)
                for post in archive.posts()
                for capture in archive.captures(post.key)
            ]
        )


@pytest.mark.benchmark(group="40 posts read")
def bench_open_and_list(benchmark: BenchmarkFixture, first: Answers, fresh: Fresh) -> None:
    """Open an archive and list its posts."""
    path = fresh(first)

    def list_posts() -> object:
        with Archive.open(path, create=False) as archive:
            return archive.posts()

    benchmark(list_posts)
