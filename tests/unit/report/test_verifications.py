"""What is said of a check is the same by both ways, and stands in line."""

import pytest

from provenance.model import EvidenceKind, Outcome, Step, Verification
from provenance.report import FORMATS, VERIFICATIONS, Look

CHECK = Verification(
    kind=EvidenceKind.BUNDLE,
    steps=tuple(
        Step(number=number, what=f"step {number}", outcome=Outcome.HOLDS) for number in range(1, 12)
    ),
)
LOOK = Look(width=80)


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_a_check_is_reported_alike_by_both_ways(name: str) -> None:
    assert VERIFICATIONS[name](CHECK, LOOK) == FORMATS[name](LOOK).verification(CHECK)


def test_there_is_a_report_of_checks_in_every_format() -> None:
    assert VERIFICATIONS.keys() == FORMATS.keys()


def test_steps_stand_in_line_also_from_the_tenth_on() -> None:
    lines = VERIFICATIONS["text"](CHECK, LOOK).splitlines()
    assert {line.index("holds") for line in lines} == {4}
    assert {line.index("step ") for line in lines} == {16}
