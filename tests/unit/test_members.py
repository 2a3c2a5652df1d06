"""Members of an enumeration are named without a call, and are what they were."""

import pickle
from enum import Enum

import pytest

from provenance.model import Change, EditClass
from provenance.model.members import with_plain_members


class _Colour(Enum):
    RED = "red"
    BLUE = "blue"


@pytest.mark.parametrize("kinds", [Change, EditClass, with_plain_members(_Colour)])
def test_a_member_is_an_attribute_like_any_other(kinds: type[Enum]) -> None:
    for name, member in kinds.__members__.items():
        assert vars(kinds)[name] is getattr(kinds, name) is kinds[name] is kinds(member.value)


def test_members_stay_in_order_and_can_be_stored() -> None:
    assert [each.name for each in with_plain_members(_Colour)] == ["RED", "BLUE"]
    assert pickle.loads(pickle.dumps(EditClass.NAME)) is EditClass.NAME


def test_a_member_still_cannot_be_set() -> None:
    with pytest.raises(AttributeError):
        setattr(Change, "ADDED", Change.REMOVED)  # noqa: B010  as types would not let it
