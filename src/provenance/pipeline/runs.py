"""What records: the stages wired from capture to assessment, one run at a time."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from provenance.archive import Archive, Recording, RunInfo
from provenance.assess import assess, assess_listings
from provenance.digest import root_hash
from provenance.errors import AmbiguousPostError, UnknownPostError
from provenance.log import run_entry
from provenance.model import (
    ArchiveState,
    Audit,
    Failure,
    PostAudit,
    PostKey,
)
from provenance.pipeline.fingerprint import fingerprint
from provenance.pipeline.gather import gather
from provenance.pipeline.material import Prepared, prepare
from provenance.pipeline.record import record
from provenance.pipeline.replay import observations
from provenance.pipeline.revisions import listed_beside
from provenance.pipeline.settings import Progress, Settings, Unseen
from provenance.version import VERSION

Deliver = Callable[[Audit], object]
Judge = Callable[[Archive, PostKey, Collection[int]], PostAudit]


def audit(
    targets: Sequence[str],
    settings: Settings,
    *,
    progress: Progress | None = None,
    deliver: Deliver | None = None,
) -> Audit:
    """Capture or read each target, record it, and compare it with all earlier captures.

    Targets that cannot be had are in the outcome's `failures`; the rest is done all the same.

    Args:
        targets: Files, `-`, REST addresses and pages' addresses.
        settings: What the run is told.
        progress: Who is told how far the run is.
        deliver: What hands the outcome on. Findings are known, and no longer new, only once it
            has returned: what nobody was shown must not be taken for seen.

    Raises:
        ArchiveError: The archive cannot be used.
        VerificationError: Kept bytes no longer give the digests they were recorded under.
    """
    with Archive.open(settings.archive) as archive:
        outcome = _run("audit", archive, targets, settings, progress or Unseen(), _judged)
        if deliver is not None:
            deliver(outcome)
        for post in outcome.posts:
            new = [fingerprint(finding) for finding in post.findings if finding.new]
            archive.remember_findings(post.post.key, new)
        return outcome


def snapshot(
    targets: Sequence[str], settings: Settings, *, progress: Progress | None = None
) -> Audit:
    """Capture or read each target and record it, without judging; as `audit` otherwise."""
    with Archive.open(settings.archive) as archive:
        return _run("snapshot", archive, targets, settings, progress or Unseen(), _unjudged)


def _run(
    command: str,
    archive: Archive,
    targets: Sequence[str],
    settings: Settings,
    progress: Progress,
    judge: Judge,
) -> Audit:
    info = RunInfo(
        command=command,
        started_at=_now(),
        tool=VERSION,
        observer=settings.observer,
        options={"allow_private": settings.allow_private, "proxied": bool(settings.proxy)},
    )
    recording = archive.recording(info)
    try:
        outcome = _record_targets(archive, recording, targets, settings, progress)
    finally:
        # A run that was stopped has seen what it has seen; that is logged too.
        _finish(recording)
    progress.start("Comparing", len(outcome.touched))
    posts = []
    for key in outcome.touched:
        posts.append(judge(archive, key, outcome.captures))
        progress.advance(1)
    progress.done()
    return Audit(
        archive=ArchiveState(path=settings.archive, created=archive.created),
        posts=tuple(posts),
        failures=tuple(outcome.failures),
        recorded=len(outcome.captures),
        already_held=outcome.already_held,
    )


def _finish(recording: Recording) -> None:
    leaves = recording.record_leaves()
    if leaves:
        recording.finish(run_entry(root_hash(leaves), len(leaves)), finished_at=_now())


class _Outcome:
    """What recording a run's targets has come to so far."""

    def __init__(self) -> None:
        self.touched: dict[PostKey, None] = {}
        self.captures: set[int] = set()
        self.failures: list[Failure] = []
        self.already_held = 0

    def add(self, recording: Recording, group: Sequence[Prepared]) -> None:
        """Record one group, at once, so that a run that is stopped keeps what it has."""
        recorded = record(recording, group)
        self.captures.update(recorded.captures)
        self.already_held += recorded.already_held
        for prepared in group:
            self.touched |= {material.key: None for material in prepared.materials}
            self.failures += prepared.failures


def _record_targets(
    archive: Archive,
    recording: Recording,
    targets: Sequence[str],
    settings: Settings,
    progress: Progress,
) -> _Outcome:
    outcome = _Outcome()
    known = partial(_known_at, archive)
    for group in gather(targets, settings, clock=_now, progress=progress, known=known):
        outcome.add(recording, tuple(prepare(group)))
    return outcome


def _known_at(archive: Archive, address: str) -> PostKey | None:
    try:
        return archive.find_post(address)
    except (UnknownPostError, AmbiguousPostError):
        return None


def _judged(archive: Archive, key: PostKey, recorded: Collection[int]) -> PostAudit:
    seen = observations(archive, key, recorded)
    assessment = assess_listings(assess(seen), seen, listed_beside(archive, key, seen))
    known = archive.known_findings(key)
    return PostAudit(
        post=archive.post(key),
        observations=seen,
        findings=tuple(
            replace(finding, new=fingerprint(finding) not in known)
            for finding in assessment.findings
        ),
        set_aside=assessment.set_aside,
    )


def _unjudged(archive: Archive, key: PostKey, recorded: Collection[int]) -> PostAudit:
    return PostAudit(
        post=archive.post(key),
        observations=observations(archive, key, recorded),
        findings=(),
        set_aside=(),
    )


def _now() -> datetime:
    return datetime.now(UTC)
