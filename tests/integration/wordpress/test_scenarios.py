"""Every scenario of the truth table acted out on a real WordPress, and audited before and after."""

import csv
from pathlib import Path

import pytest

from provenance.assess import RULES
from tests.integration.wordpress.acting import Stage
from tests.integration.wordpress.conftest import AuditOne

pytestmark = [pytest.mark.lab, pytest.mark.once]
TABLE = Path(__file__).parents[2] / "data" / "captures" / "truth.tsv"
EDIT = {
    "changed-undated",
    "modified-went-back",
    "changed-with-modified",
    "changed-with-revisions",
    "changed-without-claims",
}
GROUPS = {"EDIT": EDIT, "ANY": {rule.slug for rule in RULES if rule.compares}, "-": set()}


def read_rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table, delimiter="\t"))


def rules_named(cell: str) -> set[str]:
    return set().union(*(GROUPS.get(name, {name}) for name in cell.split(",")))


@pytest.mark.parametrize("row", read_rows(), ids=lambda row: row["scenario"])
def test_the_truth_table_holds_live(stage: Stage, audit: AuditOne, row: dict[str, str]) -> None:
    post = stage.before(row["scenario"])
    if post is not None:
        audit(stage.address(post))
    acted = stage.act(row["scenario"], post)

    found = {finding["rule"] for finding in audit(stage.address(acted)).post["findings"]}

    assert rules_named(row["must"]) <= found
    assert not rules_named(row["must_not"]) & found


def test_two_things_in_one_gap_are_both_named(stage: Stage, audit: AuditOne) -> None:
    post = stage.before("y01-pattern-edited-while-autosaved")
    assert post is not None
    audit(stage.address(post))
    stage.act("y01-pattern-edited-while-autosaved", post)

    findings = audit(stage.address(post)).post["findings"]

    (edit,) = [finding for finding in findings if finding["rule"] in EDIT]
    assert edit["rule"] == "changed-with-revisions"
    fits = " ".join(edit["explanations"])
    assert "A save that kept the modified time" in fits
    assert "An autosave, together with a change outside a save: a synced pattern" in fits


def test_a_database_change_and_an_edit_in_one_gap_are_one_edit(
    stage: Stage, audit: AuditOne
) -> None:
    post = stage.before("y02-database-then-edit")
    assert post is not None
    audit(stage.address(post))
    stage.act("y02-database-then-edit", post)

    findings = audit(stage.address(post)).post["findings"]

    (edit,) = [finding for finding in findings if finding["rule"] in EDIT]
    assert edit["rule"] == "changed-with-modified"
    assert any("outside a save" in fits for fits in edit["explanations"])
