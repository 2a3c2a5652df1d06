"""What is measured on the largest log and archive stands in the results as it was written."""

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import large, results
from benchmarks.figures import Figure

FIGURE = Figure(name="appending", value=2.5, told="1 us each", aim=3, held=5)


def test_the_results_hold_the_page_of_the_large_as_it_was_written() -> None:
    (part,) = large.large_part()
    assert part.startswith("## A large log")
    assert part in Path(results.PAGE).read_text(encoding="utf-8")


def test_a_figure_that_misses_its_aim_is_said_to() -> None:
    met, missed = (large.page_of([FIGURE]), large.page_of([replace(FIGURE, value=3.5)]))
    assert "| appending | 2.50 | 1 us each | 3 | met | no |" in met
    assert "| appending | 3.50 | 1 us each | 3 | **missed** | no |" in missed


def test_every_figure_that_is_measured_is_printed_and_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    sizes: list[tuple[int, int]] = []

    def measured(entries: int, versions: int) -> list[Figure]:
        sizes.append((entries, versions))
        return [FIGURE, replace(FIGURE, name="proof")]

    monkeypatch.setattr(large, "measure_all", measured)
    monkeypatch.setattr(large, "PAGE", tmp_path / "LARGE.md")
    assert large.main() == 0
    assert sizes == [(1_000_000, 100_000)]
    (part,) = large.large_part()
    assert part.count("1 us each") == capsys.readouterr().out.count("1 us each") == 2
