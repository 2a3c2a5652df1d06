"""The labelled edits that were written with sight of the rules: a gate, and no proof."""

import pytest

from tests.assessment.labelled import Edit, read_edits, verdict

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
