"""Times and certainties are worded one way, and are never known where they are not."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from provenance.model import Basis, Certainty, Interval, Moment
from provenance.report.phrases import certainty, made, moment, rfc3339, served
from tests.unit.report.samples import NOON, UNKNOWN, finding

_SEEN = Moment(at=NOON, basis=Basis.OBSERVED)


def test_times_are_said_in_utc_whatever_their_zone() -> None:
    there = datetime(2026, 5, 28, 20, 20, tzinfo=timezone(timedelta(hours=-5)))
    assert moment(Moment(at=there, basis=Basis.UNKNOWN)) == "2026-05-29 01:20:00 UTC"
    assert rfc3339(there) == "2026-05-29T01:20:00Z"


def test_a_fraction_of_a_second_is_kept_for_programs_only() -> None:
    at = datetime(2026, 5, 29, 1, 20, 0, 250_000, tzinfo=UTC)
    assert moment(Moment(at=at, basis=Basis.UNKNOWN)) == "2026-05-29 01:20:00 UTC"
    assert rfc3339(at) == "2026-05-29T01:20:00.250000Z"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (_SEEN, "2026-05-29 12:00:00 UTC (observed)"),
        (
            Moment(at=NOON, basis=Basis.ASSERTED),
            "2026-05-29 12:00:00 UTC (asserted by --observed-at)",
        ),
        (UNKNOWN, "time not known"),
    ],
)
def test_a_time_says_what_it_rests_on(value: Moment, words: str) -> None:
    assert moment(value) == words


@pytest.mark.parametrize("basis", [basis for basis in Basis if basis is not Basis.UNKNOWN])
def test_every_basis_has_words(basis: Basis) -> None:
    assert moment(Moment(at=NOON, basis=basis)).endswith(")")


@pytest.mark.parametrize("sure", Certainty)
@pytest.mark.parametrize("cause", [None, *Certainty])
def test_every_certainty_has_words(sure: Certainty, cause: Certainty | None) -> None:
    words = certainty(finding(certainty=sure, cause=cause))
    assert ("how it was made" in words) == (cause is not None)


@pytest.mark.parametrize(
    ("interval", "lines", "change"),
    [
        (
            Interval(after=None, until=_SEEN, made_after=None),
            ("2026-05-29 12:00:00 UTC (observed)",),
            None,
        ),
        (
            Interval(after=UNKNOWN, until=UNKNOWN, made_after=None),
            ("in the order in which the captures were given; times not known",),
            None,
        ),
        (
            Interval(after=_SEEN, until=UNKNOWN, made_after=None),
            ("before: 2026-05-29 12:00:00 UTC (observed)", "after:  time not known"),
            "at a time not known",
        ),
        (
            Interval(after=_SEEN, until=_SEEN, made_after=NOON - timedelta(hours=1)),
            (
                "before: 2026-05-29 12:00:00 UTC (observed)",
                "after:  2026-05-29 12:00:00 UTC (observed)",
            ),
            "not before 2026-05-29 11:00:00 UTC (allowing for caches)",
        ),
    ],
)
def test_when_it_was_served_and_when_it_was_made_are_told_apart(
    interval: Interval, lines: tuple[str, ...], change: str | None
) -> None:
    assert served(interval) == lines
    assert made(interval) == change
