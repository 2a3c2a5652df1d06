"""Present then, absent now; and a closed interface says nothing of a post."""

from dataclasses import replace

import pytest

from provenance.model import Context, Route, Source
from tests.unit.assess.histories import (
    CONTEXT,
    OTHER,
    assessed,
    found,
    live_page,
    post,
    refused,
    rules_found,
    seen,
)


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


LIST = replace(CONTEXT, route=Route.LIST)


@pytest.mark.parametrize(
    ("code", "status", "rule"),
    [
        ("rest_forbidden", 401, "not-public-now"),
        ("rest_post_invalid_id", 404, "not-found-now"),
        ("rest_no_route", 404, "interface-unavailable"),
    ],
)
def test_a_refusal_alone_is_held_against_the_post_in_its_list(
    code: str, status: int, rule: str
) -> None:
    assessment = assessed(seen(1, context=LIST), refused(2, code, status))

    (finding,) = assessment.findings
    assert finding.rule == rule
    assert finding.evidence.captures == (1, 2)
    assert assessment.set_aside == ()


def test_a_refusal_is_held_against_the_last_capture_of_either_route() -> None:
    alone, listed = seen(1), seen(2, context=LIST)

    finding = found("not-public-now", alone, listed, refused(3, "rest_forbidden", 401))
    other = found("not-public-now", listed, alone, refused(3, "rest_forbidden", 401))

    assert finding.evidence.captures == (2, 3)
    assert other.evidence.captures == (1, 3)


def test_a_post_listed_again_was_served_again() -> None:
    rules = rules_found(
        seen(1, context=LIST),
        refused(2, "rest_forbidden", 401),
        refused(3, "rest_forbidden", 401),
        seen(4, context=LIST),
        refused(5, "rest_forbidden", 401),
    )

    assert rules == ["not-public-now", "not-public-now"]


def test_texts_of_a_list_and_alone_are_not_compared_around_a_refusal() -> None:
    assessment = assessed(
        seen(1, context=LIST), refused(2, "rest_forbidden", 401), seen(3, post(OTHER))
    )

    assert [finding.rule for finding in assessment.findings] == ["not-public-now"]
    assert assessment.set_aside == (
        "Capture 3 was not compared with captures 1 and 2: they differ in route.",
    )


@pytest.mark.parametrize("route", [Route.FIELDS, Route.EXPORT])
def test_what_is_no_text_of_the_interface_is_no_presence(route: Route) -> None:
    before = seen(1, context=replace(CONTEXT, route=route))

    assessment = assessed(before, refused(2, "rest_forbidden", 401))

    assert assessment.findings == ()
    assert "no earlier capture" in assessment.set_aside[0]


def test_a_page_that_showed_the_post_is_no_presence() -> None:
    assessment = assessed(live_page(1), refused(2, "rest_forbidden", 401))

    assert [finding.rule for finding in assessment.findings] == ["interface-unavailable"]
    assert "no earlier capture" in assessment.set_aside[0]


@pytest.mark.parametrize(
    "changes", [{"observer": "another"}, {"access": "editor"}, {"language": "de"}]
)
def test_what_another_reader_was_served_is_no_presence(changes: dict[str, str]) -> None:
    before = seen(1, context=replace(LIST, **changes))  # type: ignore[arg-type]  # each is a text

    assessment = assessed(
        before, refused(2, "rest_forbidden", 401, context=replace(CONTEXT, language="fr"))
    )

    assert assessment.findings == ()
    assert "no earlier capture" in assessment.set_aside[0]


def test_a_refusal_without_a_language_counts_among_listed_captures_that_have_one() -> None:
    german, french = (replace(LIST, language=language) for language in ("de", "fr"))

    finding = found(
        "not-public-now",
        seen(1, context=german),
        seen(2, context=french),
        refused(3, "rest_forbidden", 401),
    )

    assert finding.evidence.captures == (2, 3)
    alone = seen(1, context=replace(CONTEXT, language="de"))
    finding = found(
        "not-public-now", alone, seen(2, context=french), refused(3, "rest_forbidden", 401)
    )
    assert finding.evidence.captures == (1, 3)


def test_a_control_is_needed_whichever_route_showed_the_post() -> None:
    live = refused(2, "rest_forbidden", 401, source=Source.HTTP, control=False)

    assessment = assessed(seen(1, context=LIST), live)

    assert assessment.findings == ()
    assert "says nothing of the post alone" in assessment.set_aside[0]
