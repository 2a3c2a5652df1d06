"""The rule by which watched posts are asked again."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.pipeline.schedule import (
    LATEST,
    OVERLAP,
    POLL_EVERY,
    SOONEST,
    Past,
    due_at,
    pause,
    poll_due_at,
    window_from,
)

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("age", "expected"),
    [
        (timedelta(0), 15 * MINUTE),
        (-3 * DAY, 15 * MINUTE),  # dated in the future
        (HOUR, 15 * MINUTE),
        (HOUR + 4 * MINUTE, 16 * MINUTE),
        (8 * HOUR, 2 * HOUR),
        (56 * DAY, 14 * DAY),
        (3650 * DAY, 14 * DAY),
    ],
)
def test_a_quarter_of_the_age_between_a_quarter_of_an_hour_and_a_fortnight(
    age: timedelta, expected: timedelta
) -> None:
    assert pause(age) == expected


def test_what_was_never_asked_is_due_at_once() -> None:
    assert due_at(Past(), now=NOW) == NOW


def test_a_post_is_due_a_quarter_of_its_age_after_it_was_asked() -> None:
    past = Past(asked_at=NOW - HOUR, edited_at=NOW - 9 * HOUR)
    assert due_at(past, now=NOW) == NOW + HOUR


def test_a_text_of_unknown_age_is_taken_for_new() -> None:
    assert due_at(Past(asked_at=NOW), now=NOW) == NOW + SOONEST


def test_each_asking_waits_a_quarter_longer_than_the_last() -> None:
    asked, waits = NOW, []
    for _ in range(4):
        following = due_at(Past(asked_at=asked, edited_at=NOW - 8 * HOUR), now=asked)
        waits.append(following - asked)
        asked = following
    assert [later / earlier for earlier, later in pairwise(waits)] == [1.25] * 3


def test_what_could_not_be_had_is_asked_again_soon_and_then_less_often() -> None:
    first = Past(asked_at=NOW, edited_at=NOW - 80 * HOUR, failing_since=NOW)
    assert due_at(first, now=NOW) == NOW + SOONEST
    later = Past(asked_at=NOW, edited_at=NOW - 80 * HOUR, failing_since=NOW - 16 * HOUR)
    assert due_at(later, now=NOW) == NOW + 4 * HOUR


def test_what_could_not_be_had_is_never_asked_less_often_than_if_it_had_been() -> None:
    past = Past(asked_at=NOW, edited_at=NOW - 8 * HOUR, failing_since=NOW - 400 * HOUR)
    assert due_at(past, now=NOW) == NOW + 2 * HOUR


def test_what_never_could_be_had_waits_by_how_long_that_has_been_so() -> None:
    assert due_at(Past(asked_at=NOW, failing_since=NOW - 8 * HOUR), now=NOW) == NOW + 2 * HOUR


def test_a_clock_that_was_set_back_makes_nobody_wait_for_years() -> None:
    past = Past(asked_at=NOW + 3650 * DAY, edited_at=NOW)
    assert due_at(past, now=NOW) == NOW
    assert poll_due_at(NOW + DAY, now=NOW) == NOW


def test_a_clock_that_was_corrected_by_a_little_asks_nothing_twice() -> None:
    past = Past(asked_at=NOW + 10 * MINUTE, edited_at=NOW - DAY)
    assert due_at(past, now=NOW) > NOW + 10 * MINUTE
    assert poll_due_at(NOW + 10 * MINUTE, now=NOW) == NOW + 10 * MINUTE + POLL_EVERY


def test_a_site_is_polled_every_half_hour() -> None:
    assert poll_due_at(None, now=NOW) == NOW
    assert poll_due_at(NOW - 29 * MINUTE, now=NOW) == NOW + MINUTE


def test_windows_overlap_by_more_than_a_clock_is_ever_put_back() -> None:
    assert window_from(NOW - 30 * MINUTE, now=NOW) == NOW - 30 * MINUTE - OVERLAP
    assert window_from(NOW + DAY, now=NOW) == NOW - OVERLAP
    assert timedelta(hours=2) < OVERLAP


def test_no_window_is_longer_than_a_post_can_go_unasked() -> None:
    assert window_from(NOW - 400 * DAY, now=NOW) == NOW - LATEST


AGES = st.timedeltas(min_value=timedelta(0), max_value=5000 * DAY)


@given(asked=AGES, edited=AGES, failing=st.none() | AGES)
def test_nothing_waits_less_than_the_soonest_or_longer_than_the_latest(
    asked: timedelta, edited: timedelta, failing: timedelta | None
) -> None:
    at = NOW - asked
    since = None if failing is None else at - failing
    wait = due_at(Past(asked_at=at, edited_at=at - edited, failing_since=since), now=NOW) - at
    assert SOONEST <= wait <= LATEST
