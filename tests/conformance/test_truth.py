"""Every row of the truth table: public answers before and after things done to real posts.

`tests/data/captures/truth.tsv` says of each scenario which rules must be found and which must not,
when its two answers are audited as successive captures of one post.
"""

import csv
import json
from pathlib import Path

import pytest

from provenance.assess import RULES, assess
from provenance.canonical import canonicalize
from provenance.digest import sha256
from provenance.model import (
    Basis,
    Context,
    Moment,
    Observation,
    RestError,
    Route,
    Source,
)

CAPTURES = Path(__file__).parents[1] / "data" / "captures"
EDIT = {
    "changed-undated",
    "modified-went-back",
    "changed-with-modified",
    "changed-with-revisions",
    "changed-without-claims",
}
ANY = {rule.slug for rule in RULES if rule.compares}

with (CAPTURES / "truth.tsv").open(encoding="utf-8", newline="") as table:
    ROWS = list(csv.DictReader(table, delimiter="\t"))


def observe(path: Path, capture_id: int) -> Observation:
    raw = path.read_bytes()
    answer = json.loads(raw)
    error = None
    if "code" in answer:
        error = RestError(
            code=answer["code"], status=answer["data"]["status"], message=answer["message"]
        )
    return Observation(
        capture_id=capture_id,
        version=None if error else capture_id,
        source=Source.FILE,
        origin=path.name,
        moment=Moment(at=None, basis=Basis.UNKNOWN),
        context=Context(observer="local", access="anonymous", language=None, route=Route.SINGLE),
        snapshot=None if error else canonicalize(raw),
        error=error,
        problem=None,
        control=None,
        freshness=None,
        file_modified_at=None,
        notes=(),
        raw_digest=sha256(raw),
        recorded=True,
    )


def rules_named(cell: str) -> set[str]:
    if cell == "-":
        return set()
    groups = {"EDIT": EDIT, "ANY": ANY}
    return set().union(*(groups.get(name, {name}) for name in cell.split(",")))


@pytest.mark.parametrize("row", ROWS, ids=[row["scenario"] for row in ROWS])
def test_the_truth_table_holds(row: dict[str, str]) -> None:
    paths = [CAPTURES / f"{row['scenario']}-{side}.json" for side in ("before", "after")]
    observations = [
        observe(path, number) for number, path in enumerate(paths, start=1) if path.exists()
    ]

    found = {finding.rule for finding in assess(observations).findings}

    must, must_not = rules_named(row["must"]), rules_named(row["must_not"])
    assert must <= found
    assert not must_not & found


def test_the_table_and_the_answers_are_complete() -> None:
    names = {path.name.rsplit("-", 1)[0] for path in CAPTURES.glob("*.json")}

    assert names == {row["scenario"] for row in ROWS}


def test_the_table_names_only_rules_that_exist() -> None:
    named = {
        rule for row in ROWS for rule in rules_named(row["must"]) | rules_named(row["must_not"])
    }

    assert named <= {rule.slug for rule in RULES}
