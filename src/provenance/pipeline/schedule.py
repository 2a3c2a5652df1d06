"""When a watched post is to be asked again; pure.

Owns the rule and nothing else: it reads no clock, and knows neither archive nor network. Times are
aware, UTC. A clock can be set back, so that what lies in the future is taken for a mistake.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

# Young texts change often, and old ones seldom: a post is asked each time its text is a quarter
# older than it was.
SHARE = 0.25
SOONEST = timedelta(minutes=15)
LATEST = timedelta(days=14)
POLL_EVERY = timedelta(minutes=30)
# A site compares times as its own clock on the wall shows them: what was changed in the hour that
# comes twice in autumn (two hours at one station) lies before the hour that it repeats. The third
# is for caches, and for clocks that go wrong.
OVERLAP = timedelta(hours=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What is known of one watched thing's past.

    Attributes:
        asked_at: When it was last asked; None for never.
        edited_at: When its text was last seen to change, or else when its site says that it was
            saved or published; None where nothing says.
        failing_since: When the first of the askings was that have given nothing since; None where
            the last one gave something.
    """

    asked_at: datetime | None = None
    edited_at: datetime | None = None
    failing_since: datetime | None = None


def pause(age: timedelta) -> timedelta:
    """Return how long to wait before a text is asked again that is `age` old."""
    return min(max(SHARE * age, SOONEST), LATEST)


def due_at(past: Past, *, now: datetime) -> datetime:
    """Return when a thing is to be asked; `now` where that is at once.

    What could not be had is asked again soon, and then ever less often, but never less often than
    if it had been.
    """
    asked = past.asked_at
    if asked is None or is_ahead(asked, now):
        return now
    wait = pause(asked - (past.edited_at or asked))
    if past.failing_since is not None:
        failing = pause(asked - past.failing_since)
        wait = failing if past.edited_at is None else min(failing, wait)
    return asked + wait


def poll_due_at(polled_at: datetime | None, *, now: datetime) -> datetime:
    """Return when a site is to be asked what was saved there; `now` where that is at once."""
    if polled_at is None or is_ahead(polled_at, now):
        return now
    return polled_at + POLL_EVERY


def window_from(last: datetime, *, now: datetime) -> datetime:
    """Return from when on a poll is to list what was saved.

    Args:
        last: When the last poll whose posts were all asked began, or else when the posts were
            first asked.
        now: The time.
    """
    # What was saved longer ago than that was asked since, poll or no poll.
    return max(min(last, now) - OVERLAP, now - LATEST)


def is_ahead(at: datetime, now: datetime) -> bool:
    """Return whether a time in the record lies so far ahead that a clock was set back since."""
    return at > now + SOONEST
