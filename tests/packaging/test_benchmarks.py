"""The corpus is the same everywhere, and the ratio guard fails when it should."""

import hashlib
import json
import statistics

import pytest

from benchmarks import guard
from benchmarks.corpus import (
    LARGEST_BYTES,
    MEDIAN_BYTES,
    SMALLEST_BYTES,
    CorpusPost,
    make_corpus,
)

SMALL = make_corpus(6)


def parse_times(count: int) -> guard.Work:
    def work(post: CorpusPost) -> object:
        return [guard.parse(post) for _ in range(count)]

    return work


def linear(times: int) -> guard.Work:
    """Return work whose cost is a multiple of the length, without a parse's large allocations."""

    def work(post: CorpusPost) -> object:
        return [hashlib.sha256(post.raw).digest() for _ in range(times)]

    return work


def over(ratios: tuple[guard.Ratio, ...]) -> list[str]:
    return [ratio.name for ratio in ratios if ratio.is_over]


def test_a_canonicalizer_as_quick_as_a_parse_passes() -> None:
    ratios = guard.measure(parse_times(1), linear(5), corpus=SMALL, rounds=3)
    assert over(ratios) == []


def test_a_slowed_canonicalizer_fails() -> None:
    ratios = guard.measure(parse_times(30), linear(5), corpus=SMALL, rounds=3)
    assert over(ratios) == ["canonicalise / parse"]


def test_a_slowed_pipeline_fails() -> None:
    ratios = guard.measure(parse_times(1), linear(500), corpus=SMALL, rounds=3)
    assert over(ratios) == ["pipeline / parse"]


def test_work_that_grows_with_the_square_of_the_length_fails() -> None:
    def quadratic(post: CorpusPost) -> object:
        return sum(1 for _ in range((len(post.content) // 100) ** 2))

    ratios = guard.measure(parse_times(1), quadratic, corpus=SMALL[:1], rounds=3)
    assert "16 times longer" in over(ratios)


def test_a_ratio_that_is_no_number_is_over_its_limit() -> None:
    assert guard.Ratio(name="x", value=float("nan"), limit=9.0).is_over
    assert not guard.Ratio(name="x", value=9.0, limit=9.0).is_over


def test_the_limits_are_the_promised_ones() -> None:
    limits = guard.Limits()
    assert (limits.canonicalize, limits.pipeline, limits.longer) == (9.0, 13.0, 26.0)
    assert guard.ROUNDS == 9


@pytest.mark.parametrize(
    ("ratio", "code"), [(8.9, 0), (9.1, 1)], ids=["within the limit", "over the limit"]
)
def test_the_command_ends_with_what_it_measured(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], ratio: float, code: int
) -> None:
    measured = (guard.Ratio(name="canonicalise / parse", value=ratio, limit=9.0),)
    monkeypatch.setattr(guard, "measure", lambda *_: measured)
    assert guard.main() == code
    assert f"{ratio:.2f}" in capsys.readouterr().out


def test_the_corpus_is_the_same_bytes_on_every_machine() -> None:
    digest = hashlib.sha256(b"".join(post.raw for post in SMALL)).hexdigest()
    assert digest == "2617749568e3078607eae0f4c525387a8a67ab313a604936ad0e45dbf62e3166"


def test_a_longer_corpus_begins_with_the_shorter_one() -> None:
    assert make_corpus(8)[:6] == SMALL
    assert make_corpus(6, seed=1) != SMALL


def test_sizes_are_within_bounds_and_their_median_is_the_one_that_is_promised() -> None:
    sizes = [len(post.content.encode()) for post in make_corpus(300)]
    assert min(sizes) >= SMALLEST_BYTES * 0.9
    assert max(sizes) <= LARGEST_BYTES * 1.1
    assert statistics.median(sizes) == pytest.approx(MEDIAN_BYTES, rel=0.1)


@pytest.mark.parametrize(
    "piece",
    [
        "e\u0301",
        "ا",
        "\u064b",
        "👩\u200d🚒",
        "&#8217;",
        "<table",
        "wp-block-gallery",
        "<pre",
        "srcset",
    ],
)
def test_the_corpus_holds_what_a_canonical_form_must_get_right(piece: str) -> None:
    assert any(piece in post.content for post in make_corpus(40))


def test_an_answer_is_written_as_php_writes_it() -> None:
    post = SMALL[0]
    assert post.raw.isascii()
    assert b"\n" not in post.raw
    assert b"https:\\/\\/" in post.raw
    assert b"https://" not in post.raw
    assert json.loads(post.raw)["content"]["rendered"] == post.content
