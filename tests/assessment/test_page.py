"""The tables of docs/classes.md are the ones that its command writes."""

from pathlib import Path

import pytest

from tests.assessment import page, score

PAGE = Path(__file__).parents[2] / "docs" / "classes.md"
MARKED = "a\n<!-- one: written by make bench -->\nold\n<!-- end of one -->\nz\n"


def test_a_table_is_written_between_its_marks_and_nothing_else_is_touched() -> None:
    written = page.with_tables(MARKED, {"one": lambda: ["new", "rows"]})

    assert written == MARKED.replace("old", "new\nrows")


def test_every_table_has_its_place_on_the_page() -> None:
    text = PAGE.read_text(encoding="utf-8")

    for name in page.TABLES:
        assert text.count(f"<!-- {name}: written by make bench -->\n") == 1
        assert text.count(f"<!-- end of {name} -->") == 1


def test_the_page_has_the_score_that_the_rules_have(monkeypatch: pytest.MonkeyPatch) -> None:
    # Not of `unseen`: its totals are read when a version is made, and not while a rule is written.
    monkeypatch.setattr(score, "PARTS", {"gated": "", "dev": ""})

    text = PAGE.read_text(encoding="utf-8")

    assert set(score.table()) < set(text.splitlines())
