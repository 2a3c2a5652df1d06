"""What records: the stages wired from capture to assessment, one run at a time."""

import sys
from collections.abc import Callable, Sequence
from functools import cache, partial

from provenance.archive import Archive, Recording, RunInfo
from provenance.capture import Manners
from provenance.model import (
    ArchiveState,
    Audit,
    Failure,
    Followed,
    PostKey,
    Reading,
    Sweep,
)
from provenance.pipeline.again import Again
from provenance.pipeline.crew import Group
from provenance.pipeline.decisions import decided
from provenance.pipeline.gather import Means, gather
from provenance.pipeline.interrupting import stopped_by_interrupt
from provenance.pipeline.judging import Judge, finish, judge_each, judged, now, remember, unjudged
from provenance.pipeline.logs import check_key, sign_at_end
from provenance.pipeline.material import Prepared, prepare
from provenance.pipeline.pages_beside import ask_pages
from provenance.pipeline.record import record
from provenance.pipeline.settings import Progress, Settings, Unseen
from provenance.pipeline.sweeping import follow_unlisted, plan_sweep
from provenance.pipeline.targets import Target, read_targets
from provenance.pipeline.visits import Clock
from provenance.version import VERSION

Deliver = Callable[[Audit], object]


def audit(
    targets: Sequence[str],
    settings: Settings,
    *,
    command: str = "audit",
    progress: Progress | None = None,
    deliver: Deliver | None = None,
    clock: Clock = now,
) -> Audit:
    """Capture or read each target, record it, and compare it with all earlier captures.

    Targets that cannot be had are in the outcome's `failures`; the rest is done all the same.

    Args:
        targets: Files, `-`, REST addresses and pages' addresses.
        settings: What the run is told.
        command: Under which name the run is recorded.
        progress: Who is told how far the run is.
        deliver: What hands the outcome on. Findings are known, and no longer new, only once it
            has returned: what nobody was shown must not be taken for seen.
        clock: Gives the time; aware, UTC.

    Raises:
        ArchiveError: The archive cannot be used.
        VerificationError: Kept bytes no longer give the digests they were recorded under.
    """
    judge = partial(judged, language=settings.language)
    with Archive.open(settings.archive) as archive:
        outcome = _run(command, archive, targets, settings, progress or Unseen(), judge, clock)
        outcome = decided(outcome, settings.overrides, clock().date())
        if deliver is not None:
            deliver(outcome)
        remember(archive, outcome.posts)
        sign_at_end(archive, settings.signer)
        return outcome


def snapshot(
    targets: Sequence[str],
    settings: Settings,
    *,
    command: str = "snapshot",
    progress: Progress | None = None,
) -> Audit:
    """Capture or read each target and record it, without judging; as `audit` otherwise."""
    with Archive.open(settings.archive) as archive:
        outcome = _run(command, archive, targets, settings, progress or Unseen(), unjudged)
        sign_at_end(archive, settings.signer)
        return outcome


def _run(
    command: str,
    archive: Archive,
    targets: Sequence[str],
    settings: Settings,
    progress: Progress,
    judge: Judge,
    clock: Clock = now,
) -> Audit:
    info = RunInfo(
        command=command,
        started_at=clock(),
        tool=VERSION,
        observer=settings.observer,
        options=_told(settings),
    )
    # At the end the captures would be there, and unsigned.
    check_key(archive, settings.signer)
    recording = archive.recording(info)
    manners = Manners.usual(ignore_robots=settings.ignore_robots)
    try:
        with stopped_by_interrupt(manners.stop):
            outcome = _record_targets(
                archive, recording, targets, settings, progress, manners, clock
            )
    finally:
        # A run that was stopped has seen what it has seen; that is logged too.
        finish(recording, clock)
    posts, failures = judge_each(
        archive, outcome.in_order(), outcome.captures, judge=judge, progress=progress
    )
    return Audit(
        archive=ArchiveState(path=settings.archive, created=archive.created),
        posts=posts,
        failures=(*outcome.failures, *failures),
        sweeps=tuple(outcome.sweeps),
        followed=tuple(outcome.followed),
        remarks=tuple(outcome.remarks),
        recorded=len(outcome.captures),
        already_held=outcome.already_held,
    )


class _Outcome:
    """What recording a run's targets has come to so far."""

    def __init__(self) -> None:
        self.touched: dict[PostKey, int] = {}
        self.captures: set[int] = set()
        self.failures: list[Failure] = []
        self.sweeps: list[Sweep] = []
        self.followed: list[Followed] = []
        self.remarks: list[str] = []
        self.already_held = 0

    def add(self, recording: Recording, group: Group, again: Again) -> None:
        """Record one group, at once, so that a run that is stopped keeps what it has."""
        self.remarks += group.remarks
        answers = [one for one in group.members if not isinstance(one, Sweep | Followed)]
        prepared = tuple(prepare(answers))
        again.note(prepared, self.keep(recording, prepared))
        for each in prepared:
            for material in each.materials:
                self.touched.setdefault(material.key, group.place)
        for one in group.members:
            if isinstance(one, Sweep):
                recording.add_sweep(one)
                self.sweeps.append(one)
            elif isinstance(one, Followed):
                recording.add_followed(one)
                self.followed.append(one)

    def keep(self, recording: Recording, prepared: Sequence[Prepared]) -> tuple[int, ...]:
        """Record answers, and return the ids of their captures."""
        recorded = record(recording, prepared)
        self.captures.update(recorded.captures)
        self.already_held += recorded.already_held
        for one in prepared:
            self.failures += one.failures
        return recorded.captures

    def in_order(self) -> list[PostKey]:
        """Return the posts in the order of the targets that they came from."""
        # Hosts are asked at once: which of them answers first must not order a report.
        return sorted(self.touched, key=lambda key: self.touched[key])


def _record_targets(
    archive: Archive,
    recording: Recording,
    targets: Sequence[str],
    settings: Settings,
    progress: Progress,
    manners: Manners,
    clock: Clock,
) -> _Outcome:
    outcome = _Outcome()
    means = Means(
        settings=settings,
        clock=clock,
        progress=progress,
        known=_known(archive),
        plan=partial(plan_sweep, archive, settings),
        follow=partial(follow_unlisted, archive, settings.observer),
        manners=manners,
    )
    again = Again(archive, settings, clock=clock, manners=manners)
    for group in gather(_all_targets(targets, settings), means):
        outcome.add(recording, group, again)
    for repeated in again.answers():
        outcome.keep(recording, repeated)
    for page in ask_pages(archive, settings, again.doubts, clock=clock, manners=manners):
        outcome.keep(recording, (page,))
    # Read for a further answer, or for a page that leads to another host.
    rules = [Reading(exchange=one, captures=()) for one in manners.take_rules()]
    if rules:
        outcome.keep(recording, tuple(prepare(rules)))
    return outcome


def _all_targets(targets: Sequence[str], settings: Settings) -> list[Target]:
    given = [Target(text=target) for target in targets]
    if settings.targets_from is None:
        return given
    return [*given, *read_targets(settings.targets_from, sys.stdin.buffer)]


def _told(settings: Settings) -> dict[str, object]:
    """Return what a run was told that bears on what it shows, for the record."""
    wanted = settings.wanted
    return {
        "allow_private": settings.allow_private,
        "proxied": bool(settings.proxy),
        "signed_in": settings.credentials is not None,
        "neighbours": settings.neighbours,
        "ignore_robots": settings.ignore_robots,
        "full": settings.is_full,
        "types": list(wanted.types),
        "since": wanted.since and wanted.since.isoformat(),
        "author": wanted.author,
        "category": wanted.category,
        "limit": wanted.limit,
        "language": settings.language,
    }


def _known(archive: Archive) -> Callable[[str], PostKey | None]:
    """Return what finds the post that captures before this run found at an address."""
    # Read at its first use, and once: thousands of targets may ask.
    book = cache(archive.addresses)
    return lambda address: book().find(address)
