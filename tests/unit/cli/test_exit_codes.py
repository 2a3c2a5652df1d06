"""Each outcome has its code, the gravest wins, and only new findings count."""

from dataclasses import replace
from itertools import product

import pytest

from provenance.cli.exit_codes import FAIL_ON, ExitCode, code_of_audit, code_of_error
from provenance.errors import DigestMismatchError, NotAPostError, VerificationError
from provenance.model import Audit, Failure, Level, Observation
from tests.unit.report.samples import audit, finding, observation, post_audit, refusal

_LOST = Failure(target="a.json", error=NotAPostError("no post"))
_SPOILED = Failure(target="a.json", error=DigestMismatchError("spoiled"))
_UNREADABLE = replace(observation(), snapshot=None, problem="Duplicate key.")


def _found(level: Level, *, new: bool = True) -> Audit:
    return audit(post_audit([observation()], [finding(level=level, new=new)]))


def test_nothing_found_is_fine() -> None:
    assert code_of_audit(audit(post_audit([observation()])), "note") is ExitCode.OK


@pytest.mark.parametrize(("level", "fail_on"), list(product(Level, FAIL_ON)))
def test_findings_count_at_or_over_the_level(level: Level, fail_on: str) -> None:
    grave = {"error": 0, "warning": 1, "note": 2, "never": -1}
    expected = ExitCode.FINDINGS if grave[level] <= grave[fail_on] else ExitCode.OK
    assert code_of_audit(_found(level), fail_on) is expected


@pytest.mark.parametrize("level", Level)
def test_findings_of_an_earlier_audit_do_not_count(level: Level) -> None:
    assert code_of_audit(_found(level, new=False), "note") is ExitCode.OK


def test_a_target_that_could_not_be_had_is_an_error() -> None:
    assert code_of_audit(audit(failures=[_LOST]), "warning") is ExitCode.ERROR


def test_nothing_to_check_is_not_fine() -> None:
    assert code_of_audit(audit(), "never") is ExitCode.NOT_CHECKED


@pytest.mark.parametrize("seen", [refusal(), _UNREADABLE])
def test_a_post_that_no_capture_shows_was_not_checked(seen: Observation) -> None:
    unseen = post_audit([seen])
    fine = post_audit([observation()])
    assert code_of_audit(audit(fine, unseen), "never") is ExitCode.NOT_CHECKED
    assert code_of_audit(audit(fine), "never") is ExitCode.OK


def test_the_gravest_code_wins() -> None:
    found = post_audit([observation()], [finding(level=Level.WARNING)])
    unchecked = post_audit([refusal()])
    rising = [
        (audit(found), ExitCode.FINDINGS),
        (audit(found, unchecked), ExitCode.NOT_CHECKED),
        (audit(found, unchecked, failures=[_LOST]), ExitCode.ERROR),
        (audit(found, unchecked, failures=[_LOST, _SPOILED]), ExitCode.NOT_VERIFIED),
    ]
    for value, code in rising:
        assert code_of_audit(value, "warning") is code


def test_only_a_failed_check_is_not_verified() -> None:
    assert code_of_error(VerificationError("x")) is ExitCode.NOT_VERIFIED
    assert code_of_error(NotAPostError("x")) is ExitCode.ERROR


def test_the_codes_are_those_that_are_promised() -> None:
    assert {code.name: code.value for code in ExitCode} == {
        "OK": 0,
        "ERROR": 1,
        "USAGE": 2,
        "NOT_VERIFIED": 3,
        "FINDINGS": 4,
        "NOT_CHECKED": 5,
    }
