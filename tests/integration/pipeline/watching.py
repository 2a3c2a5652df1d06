"""Watching in a time of its own: a clock that only sleeping moves, and a site that notes when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from provenance.model import Audit, Failure, PostKey
from provenance.pipeline import Next, Settings, WatchMeans, watch
from tests.fakes.listed import FakeListed, times
from tests.fakes.server import Request
from tests.fakes.wordpress import post_body

START = datetime(2026, 6, 1, 12, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@dataclass(slots=True)
class Time:
    """A clock that stands still but for sleeping; and the alarms that go off on the way.

    Attributes:
        now: The time.
        until: When the watcher is interrupted, as by Ctrl-C.
        alarms: What happens when, in order.
        sleeps: Seconds of every sleep.
    """

    now: datetime = START
    until: datetime = START + HOUR
    alarms: list[tuple[datetime, Any]] = field(default_factory=list)
    sleeps: list[float] = field(default_factory=list)

    def __call__(self) -> datetime:
        return self.now

    def at(self, when: datetime, work: Any) -> None:
        self.alarms.append((when, work))

    def sleep(self, seconds: float) -> None:
        assert seconds > 0
        self.sleeps.append(seconds)
        self.now += timedelta(seconds=seconds)
        for when, work in list(self.alarms):
            if when <= self.now:
                self.alarms.remove((when, work))
                work()
        if self.now >= self.until:
            raise KeyboardInterrupt


class Site(FakeListed):
    """A site that notes when it was asked for what."""

    def __init__(self, time: Time, **options: Any) -> None:
        super().__init__(**options)
        self.asked: list[tuple[datetime, str, dict[str, str]]] = []
        self._time = time

    def put(self, post_id: int, text: str, *, at: datetime, born: datetime | None = None) -> None:
        """Serve a post of this text that was saved then."""
        saved = times(at, self.zone, "modified") | times(born or at, self.zone, "date")
        content = {"rendered": f"<p>{text}</p>", "protected": False}
        self.serve(post_body(post_id, content=content, **saved))

    def key(self, post_id: int) -> PostKey:
        return PostKey(site=self.url.partition("://")[2], post_id=post_id)

    def times_asked(self, part: str) -> list[timedelta]:
        """Return how long after the start each request came whose path or query has `part`."""
        return [at - START for at, path, query in self.asked if part in path or part in str(query)]

    def polls(self) -> list[tuple[timedelta, str]]:
        """Return when the site was asked what was saved, and since when."""
        return [
            (at - START, query["modified_after"])
            for at, _, query in self.asked
            if "modified_after" in query
        ]

    def _handle(self, request: Request) -> bytes | Iterable[bytes]:
        self.asked.append((self._time.now, request.path, dict(request.query)))
        return super()._handle(request)


@dataclass(slots=True)
class Heard:
    """What a watcher told; a `pipeline.Listener`."""

    time: Time
    audits: list[tuple[timedelta, Audit]] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    nexts: list[Next] = field(default_factory=list)

    def found(self, audit: Audit) -> None:
        self.audits.append((self.time.now - START, audit))

    def failed(self, failure: Failure) -> None:
        self.failures.append(failure)

    def waiting(self, following: Next) -> None:
        self.nexts.append(following)

    def edits(self) -> list[tuple[timedelta, int, str]]:
        """Return when which new finding on two captures came, of which post."""
        return [
            (at, post.post.key.post_id, finding.rule)
            for at, audit in self.audits
            for post in audit.posts
            for finding in post.findings
            if finding.new and finding.interval.after is not None
        ]

    def could_not_be_had(self) -> list[tuple[timedelta, str]]:
        return [(at, one.target) for at, audit in self.audits for one in audit.failures]


def watched(
    targets: Sequence[str],
    time: Time,
    folder: Path,
    *,
    until: timedelta | None = HOUR,
    **settings: Any,
) -> Heard:
    """Return what watching told until it was interrupted; or after one turn."""
    heard = Heard(time)
    told = Settings(archive=folder / "provenance.db", allow_private=True, again_after_s=0)
    means = WatchMeans(
        settings=replace(told, **settings), listener=heard, clock=time, sleep=time.sleep
    )
    if until is None:
        watch(targets, means, once=True)
        return heard
    time.until = START + until
    try:
        watch(targets, means)
    except KeyboardInterrupt:
        return heard
    raise AssertionError("watching ended by itself")
