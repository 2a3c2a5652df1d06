"""What each asking for a post brought, and the proof of one: also of a text seen unchanged."""

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from provenance.archive import Archive, StoredCapture
from provenance.digest import inclusion_proof, leaf_hash
from provenance.errors import ArchiveError, DigestMismatchError, UnknownEntryError
from provenance.evidence import CaptureProof, capture_record, format_capture_proof
from provenance.model import (
    CoveredCapture,
    Gap,
    Moment,
    PostCoverage,
    Shown,
)
from provenance.pipeline.logs import prove_entry
from provenance.pipeline.replay import observations
from provenance.pipeline.settings import Settings


def coverage(name: str, settings: Settings) -> PostCoverage:
    """Return when the post that `name` stands for was asked for, what came, and what shows it.

    Raises:
        ArchiveError: There is no archive, or no one post that answers to `name`.
    """
    with Archive.open(settings.archive, create=False, read_only=True) as archive:
        key = archive.find_post(name)
        captures, entries = archive.captures(key), archive.coverage().run_entries()
        with archive.log().read() as log:
            newest = log.last_checkpoint()
        return PostCoverage(
            post=archive.post(key),
            captures=tuple(_covered(one, entries.get(one.run_id)) for one in captures),
            unanswered=archive.coverage().unanswered(key),
            gaps=_gaps([one.seen_at for one in captures if one.seen_at is not None]),
            signed=0 if newest is None else newest.size,
        )


def prove_capture(name: str, capture_id: int, settings: Settings) -> bytes:
    """Return the proof that a capture of a post was recorded as it is, as a document.

    Args:
        name: As `history` takes it.
        capture_id: The archive's number for the capture, as `coverage` and `history` print it.
        settings: Which archive.

    Raises:
        ArchiveError: There is no such capture, its run never ended, or nothing signed is over it.
        VerificationError: The archive is not as it was logged.
    """
    with Archive.open(settings.archive, create=False, read_only=True) as archive:
        key = archive.find_post(name)
        seen = next(
            (one for one in observations(archive, key) if one.capture_id == capture_id), None
        )
        if seen is None:
            raise ArchiveError(
                f"{key} has no capture {capture_id}", remedy="see: provenance coverage POST"
            )
        place = archive.coverage().place(capture_id)
        stored = next(one for one in archive.captures(key) if one.capture_id == capture_id)
        answer = archive.exchange(stored.exchange_id)
        record = capture_record(key, archive.capture(capture_id), answer, seen.snapshot)
    if leaf_hash(record) != place.leaves[place.index]:
        raise DigestMismatchError(
            f"the record of capture {capture_id} is no longer what was logged",
            remedy="check the archive with: provenance verify",
        )
    if place.entry is None:
        raise UnknownEntryError(
            f"the run that recorded capture {capture_id} never ended, and has no log entry",
            remedy="`provenance log prove POST` proves the capture's own entry, where it has one",
        )
    proved = prove_entry(place.entry, settings)
    return format_capture_proof(
        CaptureProof(
            record=record,
            index=place.index,
            path=inclusion_proof(place.leaves, place.index),
            entry=proved.entry,
            proof=bytes(proved.proof),
        )
    )


def _covered(stored: StoredCapture, run_entry: int | None) -> CoveredCapture:
    return CoveredCapture(
        capture_id=stored.capture_id,
        moment=Moment(at=stored.seen_at, basis=stored.basis),
        context=stored.context,
        shown=_shown(stored),
        version=stored.version,
        entry=stored.entry,
        run_entry=run_entry,
    )


def _shown(stored: StoredCapture) -> Shown:
    if stored.error is not None:
        return Shown.REFUSED
    if stored.digests is None:
        return Shown.UNREADABLE
    return Shown.UNCHANGED if stored.entry is None else Shown.CHANGED


def _gaps(seen: Sequence[datetime]) -> tuple[Gap, ...]:
    gaps = (Gap(begin=begin, end=end) for begin, end in pairwise(sorted(seen)) if begin < end)
    return tuple(sorted(gaps, key=lambda gap: gap.begin - gap.end))
