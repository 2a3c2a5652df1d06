"""Posts and sites watched: what is due is asked, recorded and judged, and the next is waited for.

Owns the order of a turn. When something is due `schedule` says, what the archive shows of it
`watched`. The clock and the sleep are handed in.
"""

import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from provenance.archive import Archive, Poll
from provenance.capture import TargetKind, classify
from provenance.errors import AddressError, NothingWatchedError
from provenance.model import Audit, Failure, PostKey, format_rest_address
from provenance.pipeline.logs import sign_at_end
from provenance.pipeline.polling import MOST_POSTS, Heard, poll
from provenance.pipeline.register import Register, Thing
from provenance.pipeline.runs import audit
from provenance.pipeline.schedule import SOONEST
from provenance.pipeline.settings import Progress, Settings

# A machine that was suspended takes its clocks along, so that the time is looked at this often.
LOOK_EVERY_S = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """What is due next.

    Attributes:
        at: When; aware, UTC.
        what: A target, a post, or a site's list.
        watched: How many posts are watched in all.
    """

    at: datetime
    what: str
    watched: int


class Listener(Protocol):
    """Who is told what watching brings."""

    def found(self, audit: Audit) -> None:
        """Take the outcome of asking what was due; findings are known once this has returned."""

    def failed(self, failure: Failure) -> None:
        """Take why a site could not be asked what was saved there."""

    def waiting(self, following: Next) -> None:
        """Take what is due next, now that nothing else is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchMeans:
    """What watching is done with.

    Attributes:
        settings: What every run is told.
        listener: Who is told.
        progress: Who is told how far a run is; None for nobody.
        clock: Gives the time; aware, UTC.
        sleep: Waits so many seconds.
    """

    settings: Settings
    listener: Listener
    progress: Progress | None = None
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    sleep: Callable[[float], object] = time.sleep


def watch(targets: Sequence[str], means: WatchMeans, *, once: bool = False) -> None:
    """Ask each target's posts again and again, each in its time, until interrupted.

    Args:
        targets: Addresses of posts and of sites; none for those of the last time.
        means: What it is done with.
        once: Whether to end when all that is due now was asked.

    Raises:
        AddressError: A target is no address.
        UnreadableFileError: Likewise.
        NothingWatchedError: None is given, and none ever was.
        ArchiveError: The archive cannot be used.
        VerificationError: Kept bytes no longer give the digests they were recorded under.
    """
    for target in targets:
        if classify(target) is TargetKind.FILE:
            raise AddressError(
                f"{target!r} is a file, which nobody can ask again", remedy="give addresses"
            )
    watcher = _Watcher(_told(targets, means), means)
    while True:
        watcher.turn()
        following = watcher.following()
        means.listener.waiting(following)
        if once:
            return
        _wait_until(following.at, means)


def _told(targets: Sequence[str], means: WatchMeans) -> tuple[str, ...]:
    with Archive.open(means.settings.archive) as archive:
        watching = archive.watching()
        wanted = tuple(dict.fromkeys(targets)) or watching.targets()
        if not wanted:
            raise NothingWatchedError(
                f"the archive {archive.path} does not say what to watch: nothing ever was",
                remedy="name what to watch, as in `provenance watch https://example.org/`",
            )
        watching.remember_targets(wanted, started_at=means.clock())
    return wanted


def _wait_until(at: datetime, means: WatchMeans) -> None:
    """Wait until a time; no longer than it was away, should the clock be set back meanwhile."""
    left = (at - means.clock()).total_seconds()
    waited = 0.0
    while left > waited and (now := (at - means.clock()).total_seconds()) > 0:
        pause = min(now, left - waited, LOOK_EVERY_S)
        means.sleep(pause)
        waited += pause


class _Watcher:
    """One process's watching."""

    def __init__(self, targets: Sequence[str], means: WatchMeans) -> None:
        self._means = means
        self._register = Register(targets, means.settings.observer)

    def turn(self) -> None:
        """Ask all that is due."""
        register, clock = self._register, self._means.clock
        with Archive.open(self._means.settings.archive) as archive:
            register.read(archive)
            questions = tuple(register.questions(now=clock()))
            heard = list(poll(archive, questions, self._means.settings, clock=clock))
            for one in heard:
                register.hear(one)
                if one.failure is not None:
                    self._means.listener.failed(one.failure)
            self._ask(archive, register.due(now=clock()))
            for one in heard:
                # Only now: a process that ends before has heard nothing, and asks again.
                if one.failure is None and not register.news(one):
                    archive.watching().add_poll(_poll(one))
            if heard:
                sign_at_end(archive, self._means.settings.signer)

    def following(self) -> Next:
        """Return what is due next."""
        now = self._means.clock()
        at, what = self._register.next_due(now=now)
        # Whatever is overdue by now was not had a moment ago.
        soonest = now + SOONEST if at <= now else at
        return Next(at=soonest, what=what, watched=len(self._register.posts()))

    def _ask(self, archive: Archive, due: Collection[Thing]) -> None:
        if not due:
            return
        targets = [thing for thing in due if isinstance(thing, str)]
        lists = self._lists([thing for thing in due if isinstance(thing, PostKey)])
        fresh, failed = self._audit(archive, [*targets, *lists])
        # What its list does not show any more is asked alone, so that the site says why.
        gone = {key for url, keys in lists.items() if url not in failed for key in keys} - fresh
        if gone:
            alone = [self._register.address_of(key) for key in sorted(gone)]
            fresh |= self._audit(archive, alone)[0]
        self._register.settle(due, fresh, failed, now=self._means.clock())

    def _lists(self, keys: Sequence[PostKey]) -> dict[str, Sequence[PostKey]]:
        """Return the addresses at which posts of watched sites are asked, and which posts each."""
        groups: defaultdict[tuple[str, str], list[PostKey]] = defaultdict(list)
        for key in sorted(keys):
            groups[self._register.list_of(key)].append(key)
        return {
            _list_address(base, collection, some): some
            for (base, collection), members in groups.items()
            for some in _parts(members)
        }

    def _audit(
        self, archive: Archive, targets: Sequence[str]
    ) -> tuple[frozenset[PostKey], frozenset[str]]:
        means = self._means
        outcome = audit(
            targets,
            means.settings,
            command="watch",
            progress=means.progress,
            deliver=means.listener.found,
            clock=means.clock,
        )
        fresh = self._register.read(archive)
        return fresh, frozenset(failure.target for failure in outcome.failures)


def _list_address(base: str, collection: str, keys: Sequence[PostKey]) -> str:
    ids = ",".join(str(key.post_id) for key in keys)
    query = [("include", ids), ("per_page", str(len(keys))), ("orderby", "id"), ("order", "asc")]
    return format_rest_address(base, collection, query)


def _parts(keys: Sequence[PostKey]) -> Iterator[Sequence[PostKey]]:
    for begin in range(0, len(keys), MOST_POSTS):
        yield keys[begin : begin + MOST_POSTS]


def _poll(heard: Heard) -> Poll:
    question = heard.question
    return Poll(
        site=question.site,
        collection=question.collection,
        is_whole=not question.only,
        window_from=question.since,
        polled_at=heard.asked_at,
    )
