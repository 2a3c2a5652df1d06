"""Pinned articles held against what is served now."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from provenance.archive import Archive
from provenance.assess import Held, hold, why_unreadable
from provenance.errors import (
    AnotherPostError,
    InconsistentLogError,
    ProvenanceError,
    StatusError,
)
from provenance.evidence import parse_named_lock, pin_lines
from provenance.log import LogTree, parse_checkpoint, parse_note
from provenance.model import (
    ArchiveState,
    Audit,
    Failure,
    Lock,
    LockCheck,
    Observation,
    Pin,
    PinCheck,
    PinState,
    PostAudit,
    PostKey,
)
from provenance.pipeline.judging import judged, now
from provenance.pipeline.runs import snapshot
from provenance.pipeline.settings import Progress, Settings, Unseen
from provenance.pipeline.unforeseen import made_of
from provenance.pipeline.visits import Clock

# What a server answers of an article that is not there: it was reached, and said so.
_ABSENT = (404, 410)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckMeans:
    """What a check is told beside the settings of its captures.

    Attributes:
        offline: Take the archive's newest captures for what is served now, and ask nobody.
        excused_for: How long ago an article may last have been seen as it was pinned and pass
            although nobody answers for it now; None where it may not.
    """

    offline: bool = False
    excused_for: timedelta | None = None


def check_lock(
    name: Path,
    data: bytes,
    settings: Settings,
    means: CheckMeans,
    *,
    progress: Progress | None = None,
    clock: Clock = now,
) -> LockCheck:
    """Capture what a lock file pins, and hold each article against its pin.

    Args:
        name: Name of the lock file, for reports.
        data: Its bytes.
        settings: What the run is told.
        means: What the check is told.
        progress: Who is told how far the run is.
        clock: Gives the time; aware, UTC.

    Raises:
        MalformedError: `data` is no lock file.
        ArchiveError: The archive cannot be used.
        VerificationError: The archive's log is not the continuation of the lock's checkpoint.
    """
    lock = parse_named_lock(data, name)
    told = progress or Unseen()
    audit = None
    if lock.pins and not means.offline:
        addresses = [one.address for one in lock.pins]
        audit = snapshot(addresses, settings, command="check", progress=progress)
    if audit is None and not (lock.pins or means.offline):
        return _nothing_pinned(name, settings)
    with Archive.open(settings.archive, create=False, read_only=True) as archive:
        log = _hold_log(lock, archive)
        told.start("Comparing", len(lock.pins))
        checks = []
        for one, line in zip(lock.pins, pin_lines(data), strict=True):
            recorded = _recorded(one, audit)
            judge = partial(_judged, archive, one.key, recorded, settings.language)
            post = made_of(one.key, judge)
            if isinstance(post, Failure):
                checks.append(_unread(one, line, post.error))
            else:
                checks.append(_check(one, line, post, recorded, audit, means, clock()))
            told.advance(1)
        told.done()
    return LockCheck(
        lock=str(name),
        checks=_passing(checks),
        archive=audit.archive if audit else ArchiveState(path=settings.archive, created=False),
        offline=means.offline,
        log=log,
        remarks=audit.remarks if audit else (),
    )


def _nothing_pinned(name: Path, settings: Settings) -> LockCheck:
    return LockCheck(
        lock=str(name),
        checks=(),
        archive=ArchiveState(path=settings.archive, created=False),
        offline=False,
        log="",
    )


def _check(
    pin: Pin,
    line: int,
    post: PostAudit | None,
    recorded: frozenset[int],
    audit: Audit | None,
    means: CheckMeans,
    at: datetime,
) -> PinCheck:
    seen = post.observations if post else ()
    latest = _newest(pin, seen) if means.offline else recorded
    held = hold(pin, seen, latest, post.findings if post else ())
    if latest:
        return _told(pin, line, held)
    if means.offline:
        return _told(pin, line, replace(held, why=_say_what_is_missing(pin, seen)))
    failure = _failure(pin, audit)
    why = str(failure) if failure else "no answer of this run shows it"
    is_excused = (
        means.excused_for is not None
        and _is_unreachable(failure)
        and _was_held_within(means.excused_for, pin, seen, at)
    )
    return _told(pin, line, replace(held, why=why), is_excused=is_excused)


def _passing(checks: Sequence[PinCheck]) -> tuple[PinCheck, ...]:
    """Return the checks, none of them excused where nothing at all was checked."""
    if all(one.state is PinState.NOT_CHECKED for one in checks):
        return tuple(replace(one, is_excused=False) for one in checks)
    return tuple(checks)


def _unread(pin: Pin, line: int, fault: ProvenanceError) -> PinCheck:
    return PinCheck(
        pin=pin,
        line=line,
        state=PinState.NOT_CHECKED,
        why=fault.what,
        snapshot=None,
        seen_at=None,
        findings=(),
        fault=fault,
    )


def _told(pin: Pin, line: int, held: Held, *, is_excused: bool = False) -> PinCheck:
    served = held.served
    return PinCheck(
        pin=pin,
        line=line,
        state=held.state,
        why=held.why,
        snapshot=served.snapshot if served else None,
        seen_at=served.moment.at if served else None,
        findings=held.findings,
        is_excused=is_excused,
    )


def _judged(
    archive: Archive, key: PostKey, recorded: frozenset[int], language: str | None
) -> PostAudit | None:
    if not archive.captures(key):
        return None
    return judged(archive, key, recorded, language=language)


def _recorded(pin: Pin, audit: Audit | None) -> frozenset[int]:
    posts = audit.posts if audit else ()
    return frozenset(
        one.capture_id
        for post in posts
        if post.post.key == pin.key
        for one in post.observations
        if one.recorded
    )


def _newest(pin: Pin, seen: Sequence[Observation]) -> frozenset[int]:
    """Return the last capture since the pin that shows the post in its form, or refuses it."""
    fitting = [
        one
        for one in _since(pin, seen)
        if one.snapshot is None or one.snapshot.profile.name == pin.form
    ]
    return frozenset(one.capture_id for one in fitting[-1:])


def _since(pin: Pin, seen: Sequence[Observation]) -> list[Observation]:
    """Return the captures that are not known to be older than the pin: those say nothing of it."""
    return [
        one
        for one in seen
        if pin.captured_at is None or one.moment.at is None or one.moment.at >= pin.captured_at
    ]


def _say_what_is_missing(pin: Pin, seen: Sequence[Observation]) -> str:
    since = [one.snapshot for one in _since(pin, seen) if one.snapshot]
    if since:
        return why_unreadable(pin, since[-1])
    if seen:
        return "every capture of it in this archive is older than the pin"
    return "no capture in this archive shows it"


def _failure(pin: Pin, audit: Audit | None) -> ProvenanceError | None:
    failures = audit.failures if audit else ()
    return next((one.error for one in failures if one.target == pin.address), None)


def _is_unreachable(failure: ProvenanceError | None) -> bool:
    """Tell whether nobody answered for an article; that it is not there is an answer."""
    if isinstance(failure, StatusError):
        return failure.status not in _ABSENT
    return failure is not None and not isinstance(failure, AnotherPostError)


def _was_held_within(
    length: timedelta, pin: Pin, seen: Sequence[Observation], at: datetime
) -> bool:
    """Tell whether the last that is known of an article is that the pin held, and lately."""
    last = _newest(pin, seen)
    moment = pin.captured_at
    if last:
        held = hold(pin, seen, last, ())
        if held.served is None or held.state is not PinState.HOLDS:
            return False
        moment = held.served.moment.at or moment
    # A time to come is a clock or a file that is wrong, and would never pass away.
    return moment is not None and timedelta(0) <= at - moment <= length


def _hold_log(lock: Lock, archive: Archive) -> str:
    """Hold the archive's log against the lock's checkpoint; return what that came to.

    Raises:
        InconsistentLogError: It is the log that the pins are in, and does not continue it.
    """
    if lock.checkpoint is None:
        return "not checked: the lock file names no checkpoint, since the log was not signed"
    pinned = parse_checkpoint(parse_note(lock.checkpoint.encode()).text)
    with archive.log().read() as log:
        last = log.last_checkpoint()
        if last is None or last.origin != pinned.origin:
            return f"not checked: this archive's log is not {pinned.origin}, where the pins are"
        if log.size < pinned.size or LogTree(log.size, log).root_at(pinned.size) != pinned.root:
            raise InconsistentLogError(
                f"the archive's log is not the continuation of the {pinned.size:,} entries that"
                " the lock file's checkpoint is over",
                remedy="the archive is older than the lock file, or was altered; go back to a copy",
            )
    return f"the log continues the {pinned.size:,} entries that the lock file's checkpoint is over"
