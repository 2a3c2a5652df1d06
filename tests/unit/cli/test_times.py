"""A time on the command line is whole, with a zone and in the past, or says how to write it."""

from datetime import UTC, datetime, timedelta

import click
import pytest

from provenance.cli.times import day_or_time, past_time


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2026-05-29T03:22:06Z", datetime(2026, 5, 29, 3, 22, 6, tzinfo=UTC)),
        ("2026-05-28T22:22:06-05:00", datetime(2026, 5, 29, 3, 22, 6, tzinfo=UTC)),
        ("2026-05-29t03:22:06z", datetime(2026, 5, 29, 3, 22, 6, tzinfo=UTC)),
        ("2026-05-29 03:22:06.5+00:00", datetime(2026, 5, 29, 3, 22, 6, 500_000, tzinfo=UTC)),
    ],
)
def test_a_whole_time_is_taken_to_utc(text: str, at: datetime) -> None:
    assert past_time(text) == at
    assert past_time(past_time(text)) == at


@pytest.mark.parametrize(
    ("text", "flaw"),
    [
        ("2026-05-29", "is a date without a time and a zone"),
        ("2026-05-29T03:22:06", "has no zone"),
        ("2026-05-29 03:22", "has no zone"),
        ("2026-05-29T03:22Z", "has no seconds"),
        ("2026-05-29T03:22:06+0500", "is not a time as RFC 3339"),
        ("29.5.2026 03:22", "is not a time as RFC 3339"),
        ("20260529T032206Z", "is not a time as RFC 3339"),
        ("2026-W22-5T03:22:06Z", "is not a time as RFC 3339"),
        ("٢٠٢٦-05-29T03:22:06Z", "is not a time as RFC 3339"),
        ("2026-02-30T03:22:06Z", "is no time"),
        ("2026-05-29T03:22:60Z", "is no time"),
        ("0001-01-01T00:00:00+23:59", "is no time"),
        ("", "is not a time as RFC 3339"),
    ],
)
def test_anything_else_says_what_is_missing_and_how_to_write_it(text: str, flaw: str) -> None:
    with pytest.raises(click.BadParameter) as caught:
        past_time(text)
    assert flaw in caught.value.message
    assert "2026-05-29T03:22:06Z" in caught.value.message


def test_a_time_to_come_is_refused() -> None:
    later = datetime.now(UTC) + timedelta(hours=1)
    with pytest.raises(click.BadParameter, match="lies in the future"):
        past_time(later.isoformat(timespec="seconds"))


def test_a_clock_that_is_a_minute_off_is_not() -> None:
    soon = (datetime.now(UTC) + timedelta(minutes=1)).replace(microsecond=0)
    assert past_time(soon.isoformat()) == soon


def test_a_date_alone_is_its_first_moment_where_that_will_do() -> None:
    assert day_or_time("2026-05-29") == datetime(2026, 5, 29, tzinfo=UTC)
    assert day_or_time("2026-05-29T03:22:06Z") == datetime(2026, 5, 29, 3, 22, 6, tzinfo=UTC)
    with pytest.raises(click.BadParameter):
        day_or_time("2026-05")


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("yesterday", "'yesterday' is no date; write one as 2026-05-29, or a time as "),
        ("2026-13-01", "'2026-13-01' is no date; write one as 2026-05-29, or a time as "),
        ("2026-05-29 03:22:06", "'2026-05-29 03:22:06' has no zone"),
    ],
)
def test_what_is_no_date_is_told_how_to_write_one(value: str, said: str) -> None:
    with pytest.raises(click.BadParameter) as caught:
        day_or_time(value)
    assert said in caught.value.message


def test_a_day_to_come_is_refused_as_a_time_is() -> None:
    later = datetime.now(UTC) + timedelta(days=2)
    with pytest.raises(click.BadParameter, match="lies in the future"):
        day_or_time(later.date().isoformat())
