"""What was taken, what fails and what was to come are told apart, and none is passed over."""

import pytest

from provenance.errors import DigestMismatchError, WorkerError
from provenance.model import EvidenceKind, Outcome
from provenance.verify import Steps

KIND = EvidenceKind.BUNDLE


def test_a_failing_check_tells_what_held_what_fails_and_what_it_never_came_to() -> None:
    steps = Steps()
    steps.plan(KIND, "one", "two", "three", "four")
    steps.holds("one of them")
    steps.begin("two")
    verification = steps.failed(DigestMismatchError("it differs", remedy="have it again"))
    assert verification.kind is KIND
    assert not verification.is_complete
    assert [(step.number, step.what, step.outcome, step.why) for step in verification.steps] == [
        (1, "one of them", Outcome.HOLDS, ""),
        (2, "two", Outcome.FAILS, "it differs; have it again"),
        (3, "three", Outcome.NOT_CHECKED, "step 2 failed"),
        (4, "four", Outcome.NOT_CHECKED, "step 2 failed"),
    ]


def test_what_ends_a_check_and_is_no_fault_of_the_evidence_is_not_said_to_fail() -> None:
    steps = Steps()
    steps.plan(KIND, "one", "two")
    ended = steps.failed(WorkerError("a process ended"))
    assert not ended.is_complete
    assert [(step.outcome, step.why) for step in ended.steps] == [
        (Outcome.NOT_CHECKED, "a process ended"),
        (Outcome.NOT_CHECKED, "step 1 was not checked"),
    ]


def test_a_part_that_was_not_planned_comes_in_between() -> None:
    steps = Steps()
    steps.plan(KIND, "one", "two")
    steps.begin("between")
    failed = steps.failed(DigestMismatchError("it differs")).steps
    assert [step.what for step in failed] == ["between", "two"]


def test_a_part_that_the_evidence_has_none_of_is_not_waited_for() -> None:
    steps = Steps()
    steps.plan(KIND, "one", "two", "three")
    steps.omit("two", "three")
    steps.holds("one")
    assert [step.what for step in steps.verification().steps] == ["one"]


def test_a_planned_part_is_never_passed_over() -> None:
    steps = Steps()
    steps.plan(KIND, "one", "two", "three")
    with pytest.raises(ValueError, match="'three' was begun before its turn"):
        steps.begin("three")


def test_a_check_that_did_not_come_to_its_end_verifies_nothing() -> None:
    steps = Steps()
    with pytest.raises(ValueError, match="without: a plan"):
        steps.verification()
    with pytest.raises(ValueError, match="no check has begun"):
        steps.failed(DigestMismatchError("it differs"))
    assert (steps.has_begun, steps.kind) == (False, None)
    steps.plan(KIND, "one", "two")
    with pytest.raises(ValueError, match="without: two"):
        steps.verification()
    assert (steps.has_begun, steps.kind) == (True, KIND)
