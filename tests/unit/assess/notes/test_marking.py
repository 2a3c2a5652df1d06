"""A note that came is no material addition, wherever two texts are compared."""

import pytest

from provenance.assess import compare_texts
from provenance.model import EditClass
from tests.unit.assess.histories import OTHER, TEXT, post

NOTE = "<p>Correction, 30 May 2026: An earlier version said 1.5 million.</p>"


@pytest.mark.parametrize(
    ("added", "material"), [(NOTE, False), ("<p>Nobody had said so before.</p>", True)]
)
def test_of_what_was_added_a_note_alone_is_not_material(added: str, *, material: bool) -> None:
    edits = compare_texts(post(TEXT), post(TEXT + added), "en").edits

    (passage,) = [one for edit in edits for one in edit.passages]
    assert passage.material is material
    assert (EditClass.NOTE in passage.classes) is not material


def test_what_changed_beside_a_note_keeps_its_classes() -> None:
    edits = compare_texts(post(TEXT), post(OTHER + NOTE), None).edits

    assert {one.classes for edit in edits for one in edit.passages} == {
        (EditClass.NUMBER,),
        (EditClass.NOTE,),
    }
