"""`explain` prints what the page of rules says, and helps where a name is not quite one."""

import json

import pytest

from provenance import schema
from provenance.assess import RULES
from tests.integration.cli.conftest import Run


def test_without_a_name_every_rule_is_listed_with_its_level_and_one_line(run: Run) -> None:
    done = run("explain")

    assert (done.code, done.err) == (0, "")
    said = " ".join(done.out.split())
    for rule in RULES:
        assert f"{rule.slug} {rule.level.value}, {rule.certainty.value} {rule.summary}" in said


def test_a_rule_is_explained_in_one_screen(run: Run) -> None:
    done = run("explain", "changed-without-claims")

    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("changed-without-claims  warning, shown\nTwo captures of one post\n")
    for head in ("Example", "Fits as well", "Would settle it", "Level and certainty"):
        assert f"\n\n{head}\n  " in done.out
    assert "\n  - The site's own list of revisions with their texts and dates" in done.out
    assert "How it was made is not known." in done.out
    assert max(map(len, done.out.splitlines())) <= 80
    assert done.out.count("\n") < 50


def test_a_rule_of_every_finding_can_be_asked_for(run: Run) -> None:
    found = json.loads(run("audit", "1.json", "2.json", "--format", "json").out)

    for finding in found["posts"][0]["findings"]:
        assert run("explain", finding["rule"]).code == 0


def test_the_list_for_programs_has_all_that_the_page_says(run: Run) -> None:
    document = json.loads(run("explain", "--format", "json").out)

    schema.check(document, "explain")
    assert [one["rule"] for one in document["rules"]] == [rule.slug for rule in RULES]


def test_one_rule_for_programs_is_a_list_of_one(run: Run) -> None:
    document = json.loads(run("explain", "protected", "--format", "json").out)

    schema.check(document, "explain")
    (one,) = document["rules"]
    assert (one["rule"], one["level"], one["certainty"]) == ("protected", "note", "reported")
    assert one["example"] == 'the answer says `"protected": true` and has no text.'


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("changed-witout-claims", "did you mean 'changed-without-claims'"),
        ("PROTECTED", "did you mean 'protected'?"),
        ("revisions", " or 'changed-with-revisions'?"),
        ("nothing-of-it", "without a name, all are listed"),
        ("", "without a name, all are listed"),
    ],
)
def test_a_name_that_is_no_rules_is_answered_with_the_nearest(
    run: Run, name: str, hint: str
) -> None:
    done = run("explain", name)

    assert (done.code, done.out) == (2, "")
    assert f"error: no rule {name!r}; " in done.err
    assert hint in done.err
