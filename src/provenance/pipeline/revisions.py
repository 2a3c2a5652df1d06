"""What the archive holds beside a post's captures, read back for rules and reports."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from provenance.archive import Archive, StoredListing, StoredRevision
from provenance.assess import Listed, latest_claims, published_revision, walk
from provenance.canonical import read_stored
from provenance.capture import time_of
from provenance.model import (
    Neighbour,
    Observation,
    PostKey,
    RevisionHistory,
    RevisionList,
    RevisionRecord,
    StoredText,
)
from provenance.pipeline.replay import observations
from provenance.pipeline.settings import Settings

# A finding is graded by their number; more than these say nothing more.
_MOST_NEIGHBOURS = 20
_BEFORE_ALL = datetime.min.replace(tzinfo=UTC)


def listed_beside(archive: Archive, key: PostKey, seen: Sequence[Observation]) -> Listed:
    """Return what the archive holds beside a post's captures.

    Raises:
        DigestMismatchError: Kept bytes are no longer those that were stored.
    """
    latest = latest_claims(seen)
    neighbours: tuple[Neighbour, ...] = ()
    if latest is not None and latest.snapshot is not None:
        claims, modified = latest.snapshot.claims, latest.snapshot.modified_at
        if claims.predecessor_id is not None and modified is not None:
            neighbours = archive.neighbours(
                key.site, below=claims.predecessor_id, since=modified, most=_MOST_NEIGHBOURS
            )
    return Listed(lists=revision_lists(archive, key), neighbours=neighbours)


def revision_lists(archive: Archive, key: PostKey) -> tuple[RevisionList, ...]:
    """Return the lists of a post's revisions in the order in which they came.

    Raises:
        DigestMismatchError: Kept bytes are no longer those that were stored.
    """
    texts: dict[bytes, StoredText | None] = {}

    def text_of(digest: bytes) -> StoredText | None:
        if digest not in texts:
            texts[digest] = read_stored(archive.body(digest), key)
        return texts[digest]

    return tuple(
        RevisionList(
            listed_at=stored.listed_at,
            access=stored.access,
            capture_id=stored.capture_id,
            total=stored.total,
            problem=stored.problem,
            revisions=_in_order(stored, text_of),
            current=text_of(stored.post_digest),
        )
        for stored in archive.revision_lists(key)
    )


def _in_order(
    stored: StoredListing, text_of: Callable[[bytes], StoredText | None]
) -> tuple[RevisionRecord, ...]:
    """Return a list's revisions, the oldest first, as WordPress orders them: by date, then number.

    One whose date is missing stands first.
    """
    records = [_record(one, text_of(one.digest)) for one in stored.revisions]
    return tuple(sorted(records, key=lambda one: (one.saved_at or _BEFORE_ALL, one.number)))


def _record(stored: StoredRevision, text: StoredText | None) -> RevisionRecord:
    return RevisionRecord(
        number=stored.number,
        author=stored.author,
        saved_at=time_of(stored.date_gmt),
        modified_at=time_of(stored.modified_gmt),
        kind=stored.kind,
        digest=stored.digest,
        text=text,
    )


def revisions(name: str, settings: Settings) -> RevisionHistory:
    """Return what the archive holds of the revisions of the post that `name` stands for.

    Raises:
        ArchiveError: There is no archive, or no one post that answers to `name`.
        VerificationError: Kept bytes no longer give the digests they were recorded under.
    """
    with Archive.open(settings.archive, create=False, read_only=True) as archive:
        key = archive.find_post(name)
        seen = observations(archive, key, language=settings.language)
        lists = revision_lists(archive, key)
        listed = lists[-1] if lists else None
        capture = next((one for one in seen if _is_of(one, listed)), None)
        shown = capture and capture.snapshot
        published = listed and shown and published_revision(listed, shown.published_at)
        return RevisionHistory(
            post=archive.post(key),
            observations=seen,
            listed=listed,
            lists=len(lists),
            edits=walk(listed, shown.modified_at, capture.language)
            if listed and capture and shown
            else (),
            published=published.number if published else None,
        )


def _is_of(seen: Observation, listed: RevisionList | None) -> bool:
    return listed is not None and seen.capture_id == listed.capture_id
