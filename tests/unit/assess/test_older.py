"""A cache may answer with an older copy; that is no history of the post."""

from dataclasses import replace

import pytest

from provenance.model import Observation, Snapshot
from tests.unit.assess.histories import (
    OTHER,
    TEXT,
    THIRD,
    assessed,
    found,
    live,
    post,
    rules_found,
    seen,
)

OLD = post(modified="2026-05-29T03:22:01")
NEW = post(OTHER, modified="2026-05-29T03:22:30", count=2, newest=15)


def test_an_older_state_is_set_aside_and_no_time_went_back() -> None:
    assessment = assessed(seen(1, NEW), seen(2, OLD))

    assert [finding.rule for finding in assessment.findings] == ["older-copy-served"]
    assert assessment.set_aside == (
        (
            "Capture 2 was not compared with capture 1: it looks older, as an answer of a cache or"
            " of another node may."
        ),
    )


def test_an_older_copy_is_no_change_that_was_made_after_anything() -> None:
    finding = found("older-copy-served", live(1, NEW, from_origin=True), live(2, OLD, hours=1))

    assert finding.interval.after == live(1).moment
    assert finding.interval.made_after is None


def test_a_copy_set_aside_is_not_what_the_next_capture_is_compared_with() -> None:
    later = post(THIRD, modified="2026-05-29T03:22:40", count=3, newest=16)

    finding = found("changed-with-modified", seen(1, NEW), seen(2, OLD), seen(3, later))

    assert finding.evidence.captures == (1, 3)


def test_the_newer_state_after_the_copy_is_no_change() -> None:
    rules = rules_found(seen(1, OLD), seen(2, NEW), seen(3, OLD), seen(4, NEW))

    assert rules.count("changed-with-modified") == 1
    assert rules.count("older-copy-served") == 1


@pytest.mark.parametrize(
    "after",
    [
        post(modified="2026-05-29T03:22:01", count=3, newest=15),
        post(modified="2026-05-29T03:22:01", count=2, newest=16),
        post(modified="2026-05-29T03:22:01", count=None, newest=None),
    ],
)
def test_a_state_with_one_claim_ahead_is_not_older(after: Snapshot) -> None:
    assert "modified-went-back" in rules_found(seen(1, NEW), seen(2, after))


def test_a_state_from_before_the_first_revision_is_older() -> None:
    first = post(modified="2026-05-29T03:22:01", count=0, newest=None)

    assert rules_found(seen(1, NEW), seen(2, first)) == ["older-copy-served"]


def test_text_and_claims_of_an_earlier_state_are_an_older_copy() -> None:
    first = post(TEXT)
    second = post(OTHER, count=2, newest=15)

    rules = rules_found(seen(1, first), seen(2, second), seen(3, first))

    assert "older-copy-served" in rules
    assert "fewer-revisions" not in rules
    assert "earlier-text-again" not in rules


def test_the_text_of_an_earlier_state_with_new_claims_is_not() -> None:
    first, second = post(TEXT), post(OTHER, count=2, newest=15)
    third = post(TEXT, modified="2026-05-29T03:22:50", count=3, newest=16)

    rules = rules_found(seen(1, first), seen(2, second), seen(3, third))

    assert "older-copy-served" not in rules
    assert "earlier-text-again" in rules


def history(*later: Observation) -> list[str]:
    return rules_found(live(1, NEW), live(2, OLD, hours=1, key="a"), *later)


def test_two_later_captures_that_agree_show_that_the_state_is_the_posts() -> None:
    rules = history(
        live(3, OLD, hours=10, key="a", lifetime_s=600),
        live(4, OLD, hours=11, key="b", lifetime_s=600, from_origin=True),
    )

    assert rules == ["modified-went-back", "fewer-revisions", "older-copy-served"]


def test_a_confirmed_state_is_compared_from_its_first_sight() -> None:
    finding = found(
        "modified-went-back",
        live(1, NEW),
        live(2, OLD, hours=1),
        live(3, OLD, hours=10, key="a"),
        live(4, OLD, hours=20, key="b", from_origin=True),
        live(5, OLD, hours=30),
    )

    assert finding.evidence.captures == (1, 2)
    assert finding.interval.until == live(2, hours=1).moment


@pytest.mark.parametrize(
    "later",
    [
        [live(3, OLD, hours=10, key="a", from_origin=True)],
        [live(3, OLD, hours=10, key="a"), live(4, OLD, hours=20, key="b")],
        [live(3, OLD, hours=10, key="a"), live(4, OLD, hours=20, key="a", from_origin=True)],
        [live(3, OLD, hours=10, key="a"), live(4, OLD, hours=11, key="b", from_origin=True)],
        [
            live(3, OLD, hours=10, key="a", lifetime_s=90_000),
            live(4, OLD, hours=20, key="b", lifetime_s=60, from_origin=True),
        ],
        [
            live(3, OLD, hours=10, key="a", lifetime_s=60),
            live(4, OLD, hours=11, key="b", from_origin=True),
        ],
        [
            live(3, OLD, hours=10, key="a"),
            live(4, OLD, hours=11, key="b", lifetime_s=60, from_origin=True),
        ],
        [seen(3, OLD), live(4, OLD, hours=20, key="b", from_origin=True)],
        [live(3, OLD, hours=10, key="a"), seen(4, OLD)],
        [
            replace(live(3, OLD, key="a"), moment=seen(1).moment),
            live(4, OLD, hours=20, key="b", from_origin=True),
        ],
    ],
    ids=[
        "one only",
        "no sign of the origin",
        "one cache key",
        "too near",
        "nearer than stated",
        "nearer than the second may be stale",
        "nearer than the first may be stale",
        "a file first",
        "a file last",
        "time not known",
    ],
)
def test_less_than_that_does_not(later: list[Observation]) -> None:
    assert history(*later) == ["older-copy-served"]


def test_the_newer_state_seen_in_between_lets_the_copies_begin_anew() -> None:
    rules = history(
        live(3, OLD, hours=10, key="a"),
        live(4, NEW, hours=15, key="a"),
        live(5, OLD, hours=20, key="b", from_origin=True),
    )

    assert rules == ["older-copy-served", "older-copy-served"]


def test_copies_that_differ_among_themselves_do_not_agree() -> None:
    older_still = post(THIRD, modified="2026-05-28T03:22:01")

    rules = history(
        live(3, older_still, hours=10, key="a"), live(4, OLD, hours=20, key="b", from_origin=True)
    )

    assert rules.count("older-copy-served") == 2
    assert "modified-went-back" not in rules


def test_a_password_that_is_lifted_with_the_same_claims_is_no_older_copy() -> None:
    rules = rules_found(seen(1), seen(2, post(protected=True)), seen(3))

    assert rules == ["password-set", "password-lifted"]


def test_a_password_that_is_set_again_with_the_same_claims_is_no_older_copy() -> None:
    asks = post(protected=True)

    rules = rules_found(seen(1, asks), seen(2), seen(3, asks))

    assert rules == ["password-lifted", "password-set", "protected"]


def test_a_lift_that_shows_an_earlier_text_than_the_last_open_one_may_be_a_copy() -> None:
    rules = rules_found(seen(1), seen(2, post(OTHER)), seen(3, post(protected=True)), seen(4))

    assert "older-copy-served" in rules
    assert "password-lifted" not in rules


def test_a_lift_with_the_claims_of_an_earlier_state_may_be_a_copy() -> None:
    asks = post(protected=True, count=2, newest=15)

    rules = rules_found(seen(1), seen(2, asks), seen(3))

    assert "older-copy-served" in rules
    assert "password-lifted" not in rules


def test_a_password_lifted_names_a_copy_from_before_it() -> None:
    finding = found("password-lifted", seen(1), seen(2, post(protected=True)), seen(3))

    assert any("from before the password" in history for history in finding.explanations)


def test_an_older_copy_is_not_said_to_have_another_time_than_it_has() -> None:
    (finding,) = (
        finding
        for finding in assessed(
            seen(1, post(TEXT)), seen(2, post(OTHER)), seen(3, post(TEXT))
        ).findings
        if finding.rule == "older-copy-served"
    )
    assert "text and its claims together are those of a capture before" in finding.message
    assert "modified" not in finding.message


def test_an_older_copy_by_its_times_says_both() -> None:
    (finding,) = assessed(seen(1, NEW), seen(2, OLD)).findings
    assert "03:22:01 UTC, and that one 2026-05-29 03:22:30 UTC" in finding.message
