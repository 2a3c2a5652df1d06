"""Every row of the truth table: public answers before and after things done to real posts.

`truth.tsv` in `tests/data/captures` and `tests/data/acted` says of each scenario which rules must
be found and which must not, when its two answers are audited as successive captures of one post.
All are answers of a real WordPress 6.1.9.
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

FOLDERS = [Path(__file__).parents[1] / "data" / name for name in ("captures", "acted")]
EDIT = {
    "changed-undated",
    "modified-went-back",
    "changed-with-modified",
    "changed-with-revisions",
    "changed-without-claims",
}
ANY = {rule.slug for rule in RULES if rule.compares}


def read_rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "truth.tsv").open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table, delimiter="\t"))


ROWS = [(folder, row) for folder in FOLDERS for row in read_rows(folder)]


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


@pytest.mark.parametrize(("folder", "row"), ROWS, ids=[row["scenario"] for _, row in ROWS])
def test_the_truth_table_holds(folder: Path, row: dict[str, str]) -> None:
    paths = [folder / f"{row['scenario']}-{side}.json" for side in ("before", "after")]
    observations = [
        observe(path, number) for number, path in enumerate(paths, start=1) if path.exists()
    ]

    found = {finding.rule for finding in assess(observations).findings}

    must, must_not = rules_named(row["must"]), rules_named(row["must_not"])
    assert must <= found
    assert not must_not & found


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_table_and_the_answers_are_complete(folder: Path) -> None:
    names = {path.name.rsplit("-", 1)[0] for path in folder.glob("*.json")}

    assert names == {row["scenario"] for row in read_rows(folder)}


def test_the_table_names_only_rules_that_exist() -> None:
    named = {
        rule for _, row in ROWS for rule in rules_named(row["must"]) | rules_named(row["must_not"])
    }

    assert named <= {rule.slug for rule in RULES}
