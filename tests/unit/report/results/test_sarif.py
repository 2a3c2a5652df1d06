"""SARIF holds to its published schema, and says in it what every other report says."""

import json
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from provenance.assess import RULES
from provenance.errors import UnreachableError
from provenance.model import ArchiveState, Audit, Failure, Turn
from provenance.report import RESULT_FORMATS
from provenance.report.results import RowState, of_audit, sarif
from provenance.report.results.sarif import MOST_RESULTS
from tests.unit.report.results.samples import results, row
from tests.unit.report.samples import finding, note, observation, post_audit

TOOL = Path(__file__).parents[3] / "node/node_modules/@microsoft/sarif-multitool-linux"


def rendered(*arguments: Any, **fields: Any) -> Any:
    return json.loads(RESULT_FORMATS["sarif"].load()(results(*arguments, **fields)))


def _run(*arguments: Any, **fields: Any) -> Any:
    (run,) = rendered(*arguments, **fields)["runs"]
    return run


@pytest.mark.once
@pytest.mark.skipif(not TOOL.is_dir(), reason="needs `npm ci --prefix tests/node`")
class TestPublishedSchema:
    """The schema and the validator that others check SARIF with."""

    def test_every_result_holds_to_it(self) -> None:
        schema = json.loads((TOOL / "sarif-2.1.0.json").read_bytes())
        validator = jsonschema.validators.validator_for(schema)(schema)
        for document in (rendered(), rendered(lock=None), rendered(row(findings=()))):
            assert not list(validator.iter_errors(document))

    def test_what_does_not_hold_is_seen(self) -> None:
        schema = json.loads((TOOL / "sarif-2.1.0.json").read_bytes())
        validator = jsonschema.validators.validator_for(schema)(schema)
        document = rendered()
        document["runs"][0]["results"][0]["level"] = "grave"
        assert list(validator.iter_errors(document))

    def test_the_usual_validator_finds_no_error(self, tmp_path: Path) -> None:
        program, file = TOOL / "Sarif.Multitool", tmp_path / "check.sarif"
        program.chmod(0o755)
        file.write_text(json.dumps(rendered()))
        done = subprocess.run(
            [program, "validate", file],
            capture_output=True,
            text=True,
            check=False,
            env={"DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1", "HOME": str(tmp_path)},
        )
        assert "1 files scanned" in done.stdout, done.stdout + done.stderr
        assert "error " not in done.stdout


def test_a_finding_stands_at_its_line_of_the_lock_file() -> None:
    first = _run()["results"][0]
    place = first["locations"][0]["physicalLocation"]
    assert place == {
        "artifactLocation": {"uri": "provenance.lock"},
        "region": {"startLine": 4},
    }
    assert first["ruleId"] == "pinned-text-differs"
    assert "What fits: The text was edited after it was pinned" in first["message"]["text"]


def test_rules_are_those_found_with_their_whole_help() -> None:
    run = _run()
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted(
        {one["ruleId"] for one in run["results"]},
        key=[rule.slug for rule in RULES].index,
    )
    for one in run["results"]:
        assert rules[one["ruleIndex"]]["id"] == one["ruleId"]
    assert "Would settle it:" in rules[-1]["help"]["markdown"]


def test_what_was_not_checked_is_no_result_and_is_said() -> None:
    run = _run(row(state=RowState.NOT_CHECKED, why="nobody answers", findings=()))
    (note,) = run["invocations"][0]["toolExecutionNotifications"]
    assert run["results"] == []
    assert note["level"] == "error"
    assert note["message"]["text"] == (
        "The bridge was not checked: nobody answers. No change is claimed."
    )
    excused = row(state=RowState.NOT_CHECKED, why="x", findings=(), is_excused=True)
    (note,) = _run(excused)["invocations"][0]["toolExecutionNotifications"]
    assert note["level"] == "warning"


def test_fingerprints_stay_where_another_archive_numbers_captures_otherwise() -> None:
    plain = row()
    renumbered = replace(
        plain,
        findings=tuple(
            replace(one, evidence=replace(one.evidence, captures=(88, 99)))
            for one in plain.findings
        ),
    )
    assert [one["partialFingerprints"] for one in _run(plain)["results"]] == [
        one["partialFingerprints"] for one in _run(renumbered)["results"]
    ]
    other = _run(row(name="example.org#8"))["results"]
    assert other[0]["partialFingerprints"] != _run(plain)["results"][0]["partialFingerprints"]


def test_more_results_than_services_take_are_cut_and_counted() -> None:
    (one, *_) = row().findings
    run = _run(row(findings=(one,) * (MOST_RESULTS + 2)))
    (note,) = run["invocations"][0]["toolExecutionNotifications"]
    assert len(run["results"]) == MOST_RESULTS
    assert note["message"]["text"].startswith("2 of 5,002 findings are left out here")


@pytest.mark.parametrize(
    ("lock", "uri"),
    [("a b/x.lock", "a%20b/x.lock"), ("/tmp/x.lock", "file:///tmp/x.lock")],
)
def test_a_lock_files_name_is_a_uri(lock: str, uri: str) -> None:
    place = _run(lock=lock)["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": uri}


def test_an_audits_findings_stand_at_the_article() -> None:
    audit = Audit(
        archive=ArchiveState(path=Path("a.db"), created=False),
        posts=(post_audit([observation()], [finding()]),),
        failures=(Failure(target="https://gone.example/", error=UnreachableError("no answer")),),
        recorded=1,
        already_held=0,
    )
    document = json.loads(sarif.render(of_audit(audit, None)))
    run = document["runs"][0]
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"].startswith("https://")
    assert "no answer" in json.dumps(run["invocations"])


def test_a_result_has_its_notes_and_how_often_texts_took_turns() -> None:
    found = finding(turns=(Turn(capture=1, captures=9, times=4),), notes=(note(),))
    told, plain = (
        _run(row(findings=(one,)))["results"][0]["properties"] for one in (found, finding())
    )

    assert told["turns"] == [{"capture": 1, "captures": 9, "times": 4}]
    assert [(one["capture"], one["place"]) for one in told["notes"]] == [(2, "text")]
    assert (plain["turns"], plain["notes"]) == ([], [])
