"""The score: what it counts, and that it can fail."""

import pytest

from provenance.model import EditClass
from tests.assessment import score
from tests.assessment.labelled import Edit, Verdict, read_edits


def verdicts(*pairs: tuple[bool, bool]) -> list[Verdict]:
    kinds = {True: frozenset({EditClass.NUMBER}), False: frozenset({EditClass.TYPOGRAPHY})}
    return [
        Verdict(
            edit=Edit(
                id="x", language="en", before="", after="", material=wanted, classes=kinds[wanted]
            ),
            material=given,
            classes=kinds[given],
        )
        for wanted, given in pairs
    ]


def test_a_miss_and_a_false_alarm_are_told_apart() -> None:
    found = verdicts((True, True), (True, False), (False, False), (False, True), (False, False))

    assert score.recall(found) == 0.5
    assert score.false_material(found) == pytest.approx(1 / 3)
    assert "   1  number given as typography" in score.confusions(found)
    assert any(row.split() == ["number", "2", "0.50", "2", "0.50"] for row in score.rows(found))


def test_the_gated_half_passes_and_fails_where_a_rule_is_lost(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    gated = [edit for edit in read_edits("gated") if edit.language == "id"]
    monkeypatch.setattr(score, "read_edits", lambda half: gated if half == "gated" else [])

    assert score.main() == 0

    monkeypatch.setattr(score, "verdict", lambda edit: verdicts((edit.material, True))[0])

    assert score.main() == 1
    assert "the limits are 0.98 and 0.02" in capsys.readouterr().err
