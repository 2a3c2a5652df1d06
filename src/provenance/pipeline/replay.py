"""The archive's captures to observations: canonical form made anew from the kept bytes."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from provenance.archive import Archive, StoredCapture
from provenance.canonical import canonicalize_as
from provenance.capture import freshness
from provenance.digest import format_digest
from provenance.errors import DigestMismatchError
from provenance.model import Basis, Moment, Observation, PostKey, Route, Snapshot, Source

# The same bytes can be read in more than one form.
_Reading = tuple[Route, bytes]


def observations(
    archive: Archive,
    key: PostKey,
    recorded: Collection[int] = (),
    *,
    language: str | None = None,
    stored: Sequence[StoredCapture] | None = None,
) -> tuple[Observation, ...]:
    """Return a post's captures in the order in which rules read them.

    Args:
        archive: Where they are kept.
        key: Which post.
        recorded: Ids of the captures that the present run recorded.
        language: What their words are to be read in; None for what each states.
        stored: The post's captures, where they were read already.

    Raises:
        DigestMismatchError: Kept bytes no longer give the digests they were recorded under.
    """
    snapshots: dict[_Reading, Snapshot] = {}
    return tuple(
        _observation(
            stored,
            _snapshot(archive, stored, snapshots),
            recorded=stored.capture_id in recorded,
            language=language,
        )
        for stored in (archive.captures(key) if stored is None else stored)
    )


def _snapshot(
    archive: Archive, stored: StoredCapture, made: dict[_Reading, Snapshot]
) -> Snapshot | None:
    if stored.digests is None:
        return None
    route = stored.context.route
    snapshot = made.get((route, stored.raw_digest))
    if snapshot is None:
        body = archive.body(stored.raw_digest)
        snapshot = replace(canonicalize_as(route, body, stored.key), key=stored.key)
        made[route, stored.raw_digest] = snapshot
    if snapshot.digests != stored.digests and snapshot.profile == stored.profile:
        raise DigestMismatchError(
            f"capture {stored.capture_id} of {stored.key} no longer gives the digests it was"
            f" recorded under: content {format_digest(stored.digests.content)} is now"
            f" {format_digest(snapshot.digests.content)}",
            remedy="the archive was altered or damaged; go back to a copy of it",
        )
    return snapshot


def _observation(
    stored: StoredCapture, snapshot: Snapshot | None, *, recorded: bool, language: str | None
) -> Observation:
    # A web archive's headers say nothing of how fresh the site's answer was.
    live = stored.source is Source.HTTP and stored.basis is Basis.OBSERVED
    return Observation(
        capture_id=stored.capture_id,
        version=stored.version,
        source=stored.source,
        origin=stored.origin,
        moment=Moment(at=stored.seen_at, basis=stored.basis),
        context=stored.context,
        snapshot=snapshot,
        error=stored.error,
        problem=stored.problem,
        control=stored.control,
        freshness=freshness(
            headers=stored.headers, request_headers=stored.request_headers, url=stored.origin
        )
        if live
        else None,
        file_modified_at=stored.file_modified_at,
        notes=stored.notes,
        raw_digest=stored.raw_digest,
        recorded=recorded,
        repeats=stored.repeats,
        read_as=language,
    )
