"""Articles pinned into a lock file."""

from collections.abc import Sequence

from provenance.archive import Archive
from provenance.assess import why_unreadable
from provenance.canonical import PROFILE
from provenance.errors import VerificationError
from provenance.model import Lock, Observation, Pin, Pinned, PostAudit, PostKey, Snapshot
from provenance.pipeline.runs import snapshot
from provenance.pipeline.settings import Progress, Settings

_NO_TEXT = "no capture of this run shows its text"


def pin(
    targets: Sequence[str],
    settings: Settings,
    lock: Lock,
    *,
    progress: Progress | None = None,
) -> Pinned:
    """Capture targets, and pin what they show.

    Args:
        targets: As `audit` takes them.
        settings: What the run is told.
        lock: What is pinned so far; pins of posts that the targets do not name stay.
        progress: Who is told how far the run is.

    Raises:
        ArchiveError: The archive cannot be used.
        VerificationError: Kept bytes no longer give the digests they were recorded under.
    """
    audit = snapshot(targets, settings, command="pin", progress=progress)
    pins = {one.key: one for one in lock.pins}
    told: dict[str, list[Pin]] = {"added": [], "moved": [], "same": []}
    not_pinned: list[tuple[PostKey, str]] = []
    for post in audit.posts:
        new = _pin_of(post)
        if isinstance(new, str):
            not_pinned.append((post.post.key, new))
            continue
        old = pins.get(new.key)
        told[_step(old, new)].append(new)
        pins[new.key] = new
    return Pinned(
        lock=Lock(
            pins=tuple(sorted(pins.values(), key=lambda one: one.key)),
            checkpoint=_last_checkpoint(settings),
        ),
        added=tuple(told["added"]),
        moved=tuple(told["moved"]),
        same=tuple(told["same"]),
        not_pinned=tuple(not_pinned),
        archive=audit.archive,
        failures=audit.failures,
        remarks=audit.remarks,
    )


def _pin_of(post: PostAudit) -> Pin | str:
    """Return the pin of a post as it was captured last; or why there is none."""
    shown = [one for one in post.observations if one.snapshot is not None]
    # A file that the archive held already is not recorded again.
    latest = [one for one in shown if one.recorded] or shown
    why = _NO_TEXT
    # What the interface answers comes before what a page shows: pages are weaker.
    ranked = [(_form(one) == PROFILE, place) for place, one in enumerate(latest)]
    for _, place in sorted(ranked, reverse=True):
        one = latest[place]
        new = _made_from(one)
        unreadable = why_unreadable(new, _snapshot(one))
        if not unreadable:
            return new
        why = unreadable
    return why


def _made_from(one: Observation) -> Pin:
    served = _snapshot(one)
    return Pin(
        key=served.key,
        address=served.link or one.origin,
        title=served.title,
        content=served.digests.content,
        words=served.digests.words,
        form=served.profile.name,
        parser=served.profile.parser,
        unicode=served.profile.unicode,
        published_at=served.published_at,
        modified_at=served.modified_at,
        revision_count=served.claims.revision_count,
        predecessor_id=served.claims.predecessor_id,
        captured_at=one.moment.at,
    )


def _step(old: Pin | None, new: Pin) -> str:
    if old is None:
        return "added"
    return "same" if (old.content, old.form) == (new.content, new.form) else "moved"


def _last_checkpoint(settings: Settings) -> str | None:
    with (
        Archive.open(settings.archive, create=False, read_only=True) as archive,
        archive.log().read() as log,
    ):
        last = log.last_checkpoint()
    return None if last is None else last.note.decode()


def _form(one: Observation) -> str:
    return _snapshot(one).profile.name


def _snapshot(one: Observation) -> Snapshot:
    if one.snapshot is None:
        raise VerificationError(f"capture {one.capture_id} shows no text")
    return one.snapshot
