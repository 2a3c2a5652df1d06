"""The measurements of a start and of a large report fail where they should."""

from dataclasses import replace

import pytest

from benchmarks import pages, startup

_MADE = pages.Made(posts=10, captures=50, seconds=1.0, size_bytes=1_000, paint_s=0.1)
_START = startup.Start(name="x", more_s=0.01, ratio=2.0, limit_s=0.05, limit=4.0)


def test_what_is_within_its_limits_is_met() -> None:
    assert not _MADE.is_over
    assert [row[-1] for row in pages.rows_for(_MADE)] == ["met", "met", "met"]


@pytest.mark.parametrize(
    "made",
    [
        replace(_MADE, seconds=10.0),
        replace(_MADE, size_bytes=20_000_000),
        replace(_MADE, paint_s=float("nan")),
    ],
)
def test_each_figure_of_a_page_can_miss_its_limit(made: pages.Made) -> None:
    assert made.is_over
    assert [row[-1] for row in pages.rows_for(made)].count("**missed**") == 1


def test_a_browser_that_is_not_there_is_named_and_not_passed_off_as_met() -> None:
    rows = pages.rows_for(replace(_MADE, paint_s=None))
    assert rows[-1][1:] == ("no Chromium here", "1 s", "")


@pytest.mark.parametrize("ratio", [4.1, float("nan")])
def test_a_slow_start_is_over(ratio: float) -> None:
    assert not _START.is_over
    assert replace(_START, ratio=ratio).is_over


def test_a_real_start_is_measured_beside_a_bare_one() -> None:
    starts = startup.measure_starts(rounds=1)
    assert [start.name for start in starts] == ["import provenance", "provenance --help"]
    assert all(start.ratio > 1 and start.more_s > 0 for start in starts)
