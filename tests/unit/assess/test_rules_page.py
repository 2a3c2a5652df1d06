"""The page of rules has one form, which holds it and the code's table together."""

import re
from pathlib import Path

import pytest

from provenance.assess import RULES, parse_rules_page
from provenance.errors import MalformedError
from tests.unit.assess.test_wording import INTENT

PAGE = Path(__file__).parents[3] / "docs" / "rules.md"

pytestmark = pytest.mark.checkout


@pytest.fixture
def page() -> str:
    """Return the page as it stands."""
    return PAGE.read_text(encoding="utf-8")


def test_every_rule_has_its_part_in_the_order_of_the_code(page: str) -> None:
    assert [part.slug for part in parse_rules_page(page)] == [rule.slug for rule in RULES]


def test_every_part_says_what_the_code_says_and_no_more_histories_than_it_tells(page: str) -> None:
    for part, rule in zip(parse_rules_page(page), RULES, strict=True):
        assert (part.level, part.certainty, part.summary) == (
            rule.level,
            rule.certainty,
            rule.summary,
        )
        assert part.sees[0].startswith(rule.summary)
        assert [one for one in part.explanations if "(Named where" not in one] == [
            *rule.explanations
        ]
        assert part.settles == rule.settles


def test_every_part_says_why_its_level_and_its_certainty(page: str) -> None:
    for part in parse_rules_page(page):
        assert part.why.startswith(f"a {part.level.value}, since "), part.slug
        assert f"; {part.certainty.value}, since " in part.why, part.slug
        assert part.why.endswith("."), part.slug
        assert part.example.endswith("."), part.slug


def test_no_part_speaks_of_intent(page: str) -> None:
    for part in parse_rules_page(page):
        said = " ".join([*part.sees, part.example, *part.explanations, part.why])
        assert not INTENT.search(said), part.slug


def test_parts_stand_under_their_headings_with_their_lines_joined(page: str) -> None:
    parts = {part.slug: part for part in parse_rules_page(page)}

    assert parts["protected"].group == "One capture"
    assert parts["seen-once"].group == "Two captures of one post"
    assert "an answer of the interface (page-form.md) and is never" in " ".join(
        parts["interface-unavailable"].sees
    )
    assert len(parts["changed-undated"].settles) == 3


@pytest.mark.parametrize(
    ("pattern", "put", "says"),
    [
        (r"### `protected`", "### `protcted`", "no rule 'protcted'"),
        (r"### `protected`.*?(?=### )", "", "nothing on protected"),
        (r"(?<=### `protected`\n\n)note", "warning", "protected is note, reported, and the page"),
        (r"(?<=### `protected`\n\nnote, )reported", "shown", "the page says note, shown"),
        (r"(?<=### `protected`\n\n)(.*?\n\n)Example: .*?\n\n", r"\1", "the part on protected"),
        (r"Level and certainty: a note, since it says how far .*?\n\n", "", "not in its form"),
    ],
)
def test_a_page_that_parts_from_the_table_is_refused(
    page: str, pattern: str, put: str, says: str
) -> None:
    changed, count = re.subn(pattern, put, page, count=1, flags=re.DOTALL)
    assert count == 1

    with pytest.raises(MalformedError, match=says):
        parse_rules_page(changed)
