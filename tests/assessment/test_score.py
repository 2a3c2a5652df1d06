"""The score: what it counts, and that it can fail."""

from dataclasses import replace

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


def test_a_shrug_is_told_apart_from_a_wrong_statement() -> None:
    shrugs = [
        replace(one, classes=frozenset({EditClass.UNCLASSIFIED, EditClass.TYPOGRAPHY}))
        for one in verdicts((True, True), (False, True))
    ]
    stated = verdicts((True, True), (False, True), (False, False), (False, False))

    assert (score.recall(shrugs), score.told(shrugs)) == (1.0, 0.0)
    assert (score.false_material(shrugs), score.misnamed(shrugs)) == (1.0, 0.0)
    assert (score.recall(stated), score.told(stated)) == (1.0, 1.0)
    assert score.misnamed(stated) == score.false_material(stated) == pytest.approx(1 / 3)


def test_a_shrug_beside_a_class_that_says_what_is_a_statement() -> None:
    (one,) = verdicts((True, True))

    assert score.is_told(replace(one, classes=one.classes | {EditClass.UNCLASSIFIED}))
    assert not score.is_told(replace(one, material=False))


def test_the_gated_half_passes_and_fails_where_a_rule_is_lost(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    gated = [edit for edit in read_edits("gated") if edit.language == "id"]
    monkeypatch.setattr(score, "read_edits", lambda part: gated if part == "gated" else [])

    assert score.main() == 0

    monkeypatch.setattr(score, "verdict", lambda edit: verdicts((edit.material, True))[0])

    assert score.main() == 1
    assert "the limits are 0.98 and 0.02" in capsys.readouterr().err


def test_only_the_part_that_is_to_be_looked_at_shows_its_items(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def missing(part: str) -> list[Edit]:
        (one,) = verdicts((True, False))
        return [replace(one.edit, id=f"{part}-id", before=f"{part} old", after=f"{part} new")]

    def misread(edit: Edit) -> Verdict:
        return replace(verdicts((True, False))[0], edit=edit)

    monkeypatch.setattr(score, "read_edits", missing)
    monkeypatch.setattr(score, "verdict", misread)

    score.main()

    shown = capsys.readouterr().out
    told = "dev-id: labelled material (number); given cosmetic (typography)"
    assert f"{told}\n  - dev old\n  + dev new\n" in shown
    assert not any(word in shown for word in ("gated-id", "unseen-id", "unseen old", "unseen new"))


def test_an_edit_that_is_called_what_it_is_is_no_miss() -> None:
    assert not list(score.misses(verdicts((True, True), (False, False))))


@pytest.mark.parametrize(("part", "least"), [("unseen", 559), ("dev", 150)])
def test_a_part_that_gates_nothing_is_large_enough_and_half_of_it_is_cosmetic(
    part: str, least: int
) -> None:
    edits = list(read_edits(part))
    cosmetic = sum(not edit.material for edit in edits)

    assert len(edits) >= least
    assert 0.45 <= cosmetic / len(edits) <= 0.55
    assert len({edit.language for edit in edits}) == 10


def test_no_edit_is_in_two_parts() -> None:
    edits = [edit for part in score.PARTS for edit in read_edits(part)]

    assert len({(edit.before, edit.after) for edit in edits}) == len(edits)
    assert len({edit.id for edit in edits}) == len(edits)
