"""Present then, absent now; and a closed interface says nothing of a post."""

from dataclasses import replace

import pytest

from provenance.model import Context, Route, Source
from tests.unit.assess.histories import CONTEXT, assessed, found, refused, rules_found, seen


@pytest.mark.parametrize(
    ("code", "status", "rule"),
    [
        ("rest_forbidden", 401, "not-public-now"),
        ("rest_forbidden", 403, "not-public-now"),
        ("rest_forbidden", None, "not-public-now"),
        ("rest_post_invalid_id", 404, "not-found-now"),
        ("rest_post_invalid_id", None, "not-found-now"),
        ("rest_not_logged_in", 401, "interface-unavailable"),
        ("rest_no_route", 404, "interface-unavailable"),
        ("rest_login_required", 403, "interface-unavailable"),
        ("internal_server_error", 500, "interface-unavailable"),
    ],
)
def test_a_refusal_falls_under_one_rule(code: str, status: int | None, rule: str) -> None:
    finding = found(rule, seen(1), refused(2, code, status))

    assert code in finding.message
    assert rules_found(seen(1), refused(2, code, status)) == [rule]


def test_a_refusal_with_no_capture_before_it_is_set_aside() -> None:
    assessment = assessed(refused(1, "rest_forbidden", 401))

    assert assessment.findings == ()
    assert "no earlier capture" in assessment.set_aside[0]


def test_a_refusal_that_lasts_is_one_finding() -> None:
    again = [refused(number, "rest_forbidden", 401) for number in (2, 3)]
    closed = refused(4, "rest_no_route", 404)

    rules = rules_found(seen(1), *again, closed, refused(5, "rest_forbidden", 401))

    assert rules == ["not-public-now", "interface-unavailable"]


def test_absent_again_after_a_return_is_another_finding() -> None:
    rules = rules_found(
        seen(1), refused(2, "rest_forbidden", 401), seen(3), refused(4, "rest_forbidden", 401)
    )

    assert rules == ["not-public-now", "not-public-now"]


@pytest.mark.parametrize("control", [None, False])
def test_a_live_refusal_without_a_control_is_set_aside(control: object) -> None:
    live = refused(2, "rest_forbidden", 401, source=Source.HTTP, control=control)

    assessment = assessed(seen(1), live)

    assert assessment.findings == ()
    assert "says nothing of the post alone" in assessment.set_aside[0]


def test_a_live_refusal_with_a_control_speaks() -> None:
    live = refused(2, "rest_forbidden", 401, source=Source.HTTP, control=True)

    assert rules_found(seen(1), live) == ["not-public-now"]


def test_a_closed_interface_needs_no_control() -> None:
    live = refused(2, "rest_no_route", 404, source=Source.HTTP, control=False)

    assert rules_found(seen(1), live) == ["interface-unavailable"]


def test_a_refusal_without_a_language_counts_among_captures_that_have_one() -> None:
    german = replace(CONTEXT, language="de")

    assert rules_found(seen(1, context=german), refused(2, "rest_forbidden", 401)) == [
        "not-public-now"
    ]


def test_a_refusal_in_another_language_says_nothing() -> None:
    german, french = (replace(CONTEXT, language=language) for language in ("de", "fr"))

    assessment = assessed(
        seen(1, context=german), refused(2, "rest_forbidden", 401, context=french)
    )

    assert assessment.findings == ()
    assert "no earlier capture of the same kind" in assessment.set_aside[0]


def test_a_refusal_of_another_kind_says_nothing() -> None:
    editor = Context(observer="local", access="editor", language=None, route=Route.SINGLE)

    assessment = assessed(seen(1, context=editor), refused(2, "rest_forbidden", 401))

    assert assessment.findings == ()
    assert len(assessment.set_aside) == 2
