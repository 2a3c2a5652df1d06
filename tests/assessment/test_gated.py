"""The labelled edits that were written with sight of the rules: a gate, and no proof."""

import pytest

from benchmarks.diff import count_changes
from provenance.diff import compare
from tests.assessment.labelled import Edit, read_edits, snapshot, verdict

EDITS = list(read_edits("gated"))


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.id)
def test_a_labelled_edit_is_material_or_not_as_its_reader_says(edit: Edit) -> None:
    assert verdict(edit).material == edit.material


def test_the_set_is_large_enough_and_half_of_it_is_cosmetic() -> None:
    cosmetic = sum(not edit.material for edit in EDITS)

    assert len(EDITS) >= 150
    assert 0.45 <= cosmetic / len(EDITS) <= 0.55
    assert len({edit.language for edit in EDITS}) == 10
    assert len({edit.id for edit in EDITS}) == len(EDITS)


def test_an_edit_is_shown_as_about_one_change() -> None:
    shown = [_changes(edit) for edit in EDITS]

    assert max(shown) <= 2
    assert sum(shown) / len(shown) < 1.2


def _changes(edit: Edit) -> int:
    found = compare(snapshot(edit.before), snapshot(edit.after))
    return count_changes((*found.edits, *found.typography))
