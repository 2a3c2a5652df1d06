"""Groups of answers that were gathered already: recorded under one run, and judged post by post."""

from collections.abc import Iterable, Sequence
from functools import partial

from provenance.archive import Archive, RunInfo
from provenance.model import ArchiveState, Audit, Failure, PostKey, Reading
from provenance.pipeline.judging import finish, judge_each, judged, now, remember
from provenance.pipeline.logs import check_key, sign_at_end
from provenance.pipeline.material import prepare
from provenance.pipeline.record import record
from provenance.pipeline.runs import Deliver
from provenance.pipeline.settings import Settings
from provenance.version import VERSION


class Imported:
    """What recording has come to so far.

    Attributes:
        keys: The posts, in the order in which they first came.
        captures: Ids of the captures that were recorded.
        failures: What could not be had, read or assigned.
        already_held: How many captures the archive held already.
    """

    def __init__(self) -> None:
        self.keys: dict[PostKey, None] = {}
        self.captures: set[int] = set()
        self.failures: list[Failure] = []
        self.already_held = 0


def record_groups(
    archive: Archive,
    command: str,
    groups: Iterable[Sequence[Reading | Failure]],
    settings: Settings,
    *,
    observer: str,
) -> Imported:
    """Record groups of answers, each in one transaction, as they come."""
    info = RunInfo(
        command=command,
        started_at=now(),
        tool=VERSION,
        observer=observer,
        options={
            "allow_private": settings.allow_private,
            "proxied": bool(settings.proxy),
            "language": settings.language,
        },
    )
    check_key(archive, settings.signer)
    recording = archive.recording(info)
    imported = Imported()
    try:
        for group in groups:
            prepared = tuple(prepare(group))
            recorded = record(recording, prepared)
            imported.captures.update(recorded.captures)
            imported.already_held += recorded.already_held
            for one in prepared:
                imported.keys |= {material.key: None for material in one.materials}
                imported.failures += one.failures
    finally:
        # A run that was stopped has seen what it has seen; that is logged too.
        finish(recording)
    sign_at_end(archive, settings.signer)
    return imported


def judge(archive: Archive, imported: Imported, language: str | None) -> Audit:
    """Return what the rules find in the whole history of every post that was imported.

    Words are read in `language`, or where that is None in what each capture states.
    """
    posts, failures = judge_each(
        archive, imported.keys, imported.captures, judge=partial(judged, language=language)
    )
    return Audit(
        archive=ArchiveState(path=archive.path, created=archive.created),
        posts=posts,
        failures=(*imported.failures, *failures),
        recorded=len(imported.captures),
        already_held=imported.already_held,
    )


def deliver_audit(archive: Archive, audit: Audit, deliver: Deliver | None) -> Audit:
    """Hand an outcome on, and take its findings for known once that has returned."""
    if deliver is not None:
        deliver(audit)
    remember(archive, audit.posts)
    return audit
