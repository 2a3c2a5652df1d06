"""Diffs are measured by means that fail when they should."""

import pytest

from benchmarks import articles, bounds, diff, differs
from provenance.canonical import blocks_of

CASES = articles.read_cases(2)


def word_differ(name: str = "words") -> differs.Differ:
    def split(sides: differs.Sides) -> list[tuple[str, str]]:
        before, after = (text.split() for text in sides.text)
        return [(one, other) for one, other in zip(before, after, strict=False) if one != other]

    return differs.Differ(name=name, diff=split, count=len)


def test_the_same_seed_gives_the_same_articles() -> None:
    assert articles.read_cases(2) == CASES
    assert articles.Writer(1).article(50) != articles.Writer(2).article(50)


def test_every_article_was_edited_and_is_as_long_as_it_says() -> None:
    timed = articles.timed_cases()

    assert [case.name for case in timed] == list(articles.TIMED)
    assert all(case.before != case.after for case in (*CASES, *timed))
    words = [len(" ".join(blocks_of("content", case.before).texts).split()) for case in timed]
    assert words[:3] == [pytest.approx(1_000, rel=0.1)] * 3
    assert words[4] == pytest.approx(20_000, rel=0.1)
    assert len(timed[3].before) > 200_000


def test_one_change_made_is_shown_as_one() -> None:
    sides = [differs.sides_of(case) for case in CASES]
    ours = diff.own_differ(sides)

    assert [ours.count(ours.diff(side)) for side in sides] == [1] * len(sides)


def test_both_of_ours_show_the_same_changes() -> None:
    sides = [differs.sides_of(case) for case in CASES]
    ours, whole = diff.own_differ(sides), diff.whole_differ(sides)

    assert [ours.diff(side) for side in sides] == [whole.diff(side) for side in sides]
    assert all(edit.passages for side in sides for edit in ours.diff(side) if edit.spans)


def test_changes_of_others_are_counted_as_a_reader_would() -> None:
    html = (
        "<p>a <del>b <a href='x'>c</a></del> <ins>d</ins> e</p><p><ins>f</ins></p> g <del>h</del>"
    )

    assert differs._in_html("<p>a b</p>") == 0
    assert differs._in_html(html) == 3
    assert differs._in_html("a <ins>b</ins> c <del>d</del>") == 2
    assert differs._in_pieces([(0, "a"), (-1, "b"), (1, "c"), (0, "d"), (1, "e")]) == 2
    assert differs._in_opcodes([("equal", 0, 1, 0, 1), ("replace", 1, 2, 1, 2)]) == 1


def test_a_peer_that_is_faster_is_under_the_limit() -> None:
    case = differs.sides_of(CASES[0])
    ours, peer = diff.own_differ([case]), word_differ()

    (slow,) = diff.measure_ratios([case], [ours], peer)[case.name]
    (fast,) = diff.measure_ratios([case], [peer], ours)[case.name]

    assert slow < 1 < fast
    assert set(diff.HELD) == set(articles.TIMED)


def test_a_hostile_pair_is_over_where_it_grows_or_takes_memory() -> None:
    def pair(seconds: float, peak_mb: float) -> bounds.Bounds:
        cost = bounds.Cost(seconds=seconds, peak_mb=peak_mb, bounded=False)
        few = bounds.Cost(seconds=0.02, peak_mb=10, bounded=False)
        return bounds.Bounds(name="a pair", many=cost, few=few)

    assert not pair(0.2, 100).is_over
    assert pair(2.0, 100).is_over
    assert pair(0.2, 400).is_over
    assert pair(2.1, 100).misses


@pytest.mark.parametrize("cost", bounds._CASES.values(), ids=bounds._CASES)
def test_every_hostile_pair_can_be_compared(cost: object) -> None:
    assert callable(cost)
    measured = cost(200)

    assert measured.peak_mb > 1
    assert measured.seconds >= 0


def test_what_misses_a_limit_is_said_to() -> None:
    cost = bounds.Cost(seconds=2.5, peak_mb=60, bounded=True)

    row = bounds._bounds_row(bounds.Bounds(name="words", many=cost, few=cost))

    assert row == ("60,000 words", "2.50", "60", "1.0", "yes", "**missed**")
