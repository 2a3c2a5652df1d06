"""Copies of web archives: asked for, recorded, and compared with one another."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from provenance.archive import Archive
from provenance.capture import (
    Asker,
    Backfill,
    Bounds,
    Manners,
    Service,
    Stop,
    open_session,
)
from provenance.errors import AmbiguousPostError, UnknownPostError
from provenance.model import Audit, Basis, Exchange, PostKey, Source, parse_rest_address
from provenance.pipeline.gather import capture_options
from provenance.pipeline.interrupting import stopped_by_interrupt
from provenance.pipeline.judging import now
from provenance.pipeline.recording import deliver_audit, judge, record_groups
from provenance.pipeline.runs import Deliver
from provenance.pipeline.settings import Progress, Settings, Unseen

# A web archive that is busy asks for longer waits than a site does.
_LONGEST_WAIT_S = 120.0
_TOTAL_S = 300.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Wayback:
    """Which copies of a post are imported, and from which web archive.

    Attributes:
        service: The archive.
        bounds: How many copies, and from when.
        delay_s: Seconds between two requests.
    """

    service: Service
    bounds: Bounds
    delay_s: float


def import_wayback(
    post: str,
    wanted: Wayback,
    settings: Settings,
    *,
    progress: Progress | None = None,
    deliver: Deliver | None = None,
) -> Audit:
    """Record the copies of a post that a web archive keeps, and compare all that is held of it.

    Args:
        post: An address of the post, of its page or of the REST interface; or what the archive
            calls it.
        wanted: Which copies.
        settings: What the run is told; its captures bear the web archive's name.
        progress: Who is told how far the run is.
        deliver: As `provenance.pipeline.audit` takes it.

    Raises:
        ArchiveError: The archive cannot be used, or holds no post of that name.
        VerificationError: Kept bytes no longer give the digests they were recorded under.
    """
    progress = progress or Unseen()
    with Archive.open(settings.archive) as archive:
        key, addresses = _addresses(archive, post)
        held = _held(archive, key)

        def held_copy(url: str) -> Exchange | None:
            return archive.exchange(held[url]) if url in held else None

        options = replace(
            capture_options(settings),
            observer=wanted.service.name,
            max_wait_s=_LONGEST_WAIT_S,
            total_timeout_s=_TOTAL_S,
        )
        progress.start("Asking the web archive", None)
        stop = Stop()
        with stopped_by_interrupt(stop):
            with open_session(options, Manners(stop=stop)) as session:
                asker = Asker(target=post, session=session, options=options, clock=now)
                backfill = Backfill(
                    addresses,
                    wanted.service,
                    wanted.bounds,
                    asker=asker,
                    pause=_pause(wanted.delay_s, progress, stop),
                    known=key,
                    held=held_copy,
                )
                imported = record_groups(
                    archive,
                    "import wayback",
                    backfill.batches(),
                    settings,
                    observer=options.observer,
                )
            progress.done()
        if key is not None and held:
            imported.keys.setdefault(key)
        imported.already_held += backfill.passed_over
        audit = _noted(judge(archive, imported, settings.language), backfill.notes)
        return deliver_audit(archive, audit, deliver)


def _addresses(archive: Archive, post: str) -> tuple[PostKey | None, tuple[str, ...]]:
    """Return which post is meant, if the archive knows it, and where it was or may be had."""
    is_address = post.startswith(("http://", "https://"))
    try:
        key = archive.find_post(post)
    except (UnknownPostError, AmbiguousPostError):
        if not is_address:
            raise
        return None, (post,)
    asked = [
        stored.origin
        for stored in archive.captures(key)
        if stored.source is Source.HTTP and stored.basis is Basis.OBSERVED
    ]
    # A list's address is that of many posts.
    asked = [one for one in asked if (rest := parse_rest_address(one)) is None or rest.post_id]
    link = archive.post(key).link
    known = [post] if is_address else []
    known += [link] if link else []
    usual = [] if key.is_address else [_usual_address(key)]
    return key, tuple(dict.fromkeys([*known, *asked, *usual]))


def _usual_address(key: PostKey) -> str:
    return f"https://{key.site}/wp-json/wp/v2/posts/{key.post_id}"


def _held(archive: Archive, key: PostKey | None) -> dict[str, int]:
    """Return which answers are held already of a web archive's copies, by the copies' addresses."""
    if key is None:
        return {}
    return {
        stored.origin: stored.exchange_id
        for stored in archive.captures(key)
        if stored.basis is Basis.ARCHIVED
    }


def _pause(delay_s: float, progress: Progress, stop: Stop) -> Callable[[], None]:
    """Return what waits before each request but the first."""
    waits = iter([0.0])

    def pause() -> None:
        progress.advance()
        stop.sleep(next(waits, delay_s))

    return pause


def _noted(audit: Audit, notes: Sequence[str]) -> Audit:
    """Return an audit whose posts say what was not asked for."""
    said = tuple(f"{note[:1].upper()}{note[1:]}." for note in notes)
    posts = tuple(replace(post, set_aside=(*post.set_aside, *said)) for post in audit.posts)
    return replace(audit, posts=posts)
