"""Captures from a fake site, with a clock that stands still between its readings."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from provenance.capture import Options, capture_post, open_session
from provenance.model import PostKey, Reading
from tests.fakes.wordpress import FakeWordPress, post_body

QUICK = Options(allow_private=True, backoff_s=0.0, read_timeout_s=5.0, total_timeout_s=10.0)
POST, OTHER = post_body(7), post_body(8)
PAGE = post_body(9, type="page", slug="about", link="http://127.0.0.1:8081/about/")


class Clock:
    """A clock that moves on by a step each time it is read."""

    def __init__(self, step_s: float = 0.001) -> None:
        self._now = datetime(2026, 6, 1, 12, tzinfo=UTC)
        self._step = timedelta(seconds=step_s)

    def __call__(self) -> datetime:
        self._now += self._step
        return self._now


def capture(
    target: str,
    options: Options = QUICK,
    clock: Callable[[], datetime] | None = None,
    known: PostKey | None = None,
) -> tuple[Reading, ...]:
    with open_session(options) as session:
        return capture_post(
            target, session=session, options=options, clock=clock or Clock(), known=lambda: known
        )


def key(site: FakeWordPress, post_id: int = 7) -> PostKey:
    return PostKey(site=site.url.partition("://")[2], post_id=post_id)


def paths(readings: tuple[Reading, ...], site: FakeWordPress) -> list[str]:
    """Return what was asked of the site, in order."""
    return [reading.exchange.url.removeprefix(site.url) for reading in readings]
