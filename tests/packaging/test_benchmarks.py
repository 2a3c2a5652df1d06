"""The corpus is the same everywhere, and the ratio guard fails when it should."""

import hashlib
import json
import statistics

import pytest

from benchmarks import guard, timing
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


def measured(
    *,
    canonicalize: guard.Work | None = None,
    hashing: guard.Work | None = None,
    pipeline: guard.Work | None = None,
) -> dict[str, guard.Ratio]:
    """Return the ratios of works that are quick but for those given."""
    works = guard.Works(
        canonicalize=canonicalize or parse_times(1),
        hashing=hashing or linear(1),
        pipeline=pipeline or linear(5),
    )
    ratios = guard.measure(works, corpus=SMALL, rounds=3)
    return {ratio.limits.name: ratio for ratio in ratios}


def over(ratios: dict[str, guard.Ratio]) -> list[str]:
    return [name for name, ratio in ratios.items() if ratio.is_over]


def test_a_canonicalizer_as_quick_as_a_parse_passes() -> None:
    assert over(measured()) == []


def test_a_slowed_canonicalizer_fails() -> None:
    assert over(measured(canonicalize=parse_times(30))) == ["canonicalise / parse"]


def test_a_slowed_pipeline_fails() -> None:
    assert over(measured(pipeline=linear(500))) == ["pipeline / parse"]


def test_slowed_hashing_fails() -> None:
    assert over(measured(hashing=linear(100))) == ["leaf hashing and tree / parse"]


def test_the_projects_own_canonicalizer_with_needless_loops_over_characters_fails() -> None:
    own = guard.own_works(SMALL)

    def slowed(post: CorpusPost) -> object:
        for _ in range(4):
            [character.isspace() for character in post.content]
        return own.canonicalize(post)

    assert measured(canonicalize=slowed)["canonicalise / parse"].is_over


def test_work_that_grows_with_the_square_of_the_length_fails() -> None:
    def quadratic(post: CorpusPost) -> object:
        return sum(1 for _ in range((len(post.content) // 100) ** 2))

    assert "16 times longer / 1" in over(measured(pipeline=quadratic))


def limits(held: float | None = 9.0) -> guard.Limits:
    return guard.Limits(name="canonicalise / parse", held=held, following=7.0, aim=3.5)


def test_a_ratio_that_is_no_number_is_over_its_limit() -> None:
    assert guard.Ratio(value=float("nan"), limits=limits()).is_over
    assert not guard.Ratio(value=9.0, limits=limits()).is_over


def test_a_ratio_without_a_limit_that_is_held_is_never_over() -> None:
    assert not guard.Ratio(value=1_000.0, limits=limits(held=None)).is_over


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (9.1, ["limit  9.0 OVER", "next  7.0 missed", "aim  3.5 missed"]),
        (7.1, ["limit  9.0 held", "next  7.0 missed", "aim  3.5 missed"]),
        (3.6, ["limit  9.0 held", "next  7.0 met", "aim  3.5 missed"]),
        (3.5, ["limit  9.0 held", "next  7.0 met", "aim  3.5 met"]),
    ],
)
def test_a_line_says_how_a_ratio_stands_to_each_limit(value: float, told: list[str]) -> None:
    line = guard.line_for(guard.Ratio(value=value, limits=limits()))
    assert [part for part in told if part not in line] == []


def test_a_line_says_that_a_ratio_is_reported_only() -> None:
    assert "reported only" in guard.line_for(guard.Ratio(value=9.1, limits=limits(held=None)))


def test_the_limits_are_the_promised_ones() -> None:
    known = (guard.CANONICALIZE, guard.HASHING, guard.PIPELINE, guard.LENGTH)
    assert [(one.held, one.following, one.aim) for one in known] == [
        (7.0, 7.0, 3.5),
        (1.2, 1.2, 0.6),
        (13.0, 10.0, 6.0),
        (24.0, 24.0, 17.0),
    ]
    assert timing.ROUNDS == 9


@pytest.mark.parametrize(
    ("value", "code"), [(8.9, 0), (9.1, 1)], ids=["within the limit", "over the limit"]
)
def test_the_command_ends_with_what_it_measured(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], value: float, code: int
) -> None:
    ratio = guard.Ratio(value=value, limits=limits())
    monkeypatch.setattr(guard, "measure", lambda *_, **__: (ratio,))
    assert guard.main() == code
    assert f"{value:.2f}" in capsys.readouterr().out


def test_the_corpus_is_the_same_bytes_on_every_machine() -> None:
    digest = hashlib.sha256(b"".join(post.raw for post in SMALL)).hexdigest()
    assert digest == "59d91c343de09020da5035eb3ae41f3d6a286231b6853a9a0f92b818d8c26d74"


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
