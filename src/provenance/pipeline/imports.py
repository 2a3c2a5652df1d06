"""What comes from elsewhere than the site: web archives, saved answers in folders, exports."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial

from provenance.archive import Archive, RunInfo
from provenance.capture import (
    Bounds,
    Options,
    Service,
    capture_copies,
    open_session,
)
from provenance.capture.asking import Asker
from provenance.errors import AmbiguousPostError, UnknownPostError
from provenance.model import (
    ArchiveState,
    Audit,
    Basis,
    Failure,
    PostKey,
    Reading,
    Source,
    parse_rest_address,
)
from provenance.pipeline.fingerprint import fingerprint
from provenance.pipeline.gather import capture_options
from provenance.pipeline.material import prepare
from provenance.pipeline.record import record
from provenance.pipeline.runs import Deliver, _finish, _judged
from provenance.pipeline.settings import Progress, Settings, Unseen
from provenance.version import VERSION

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
        options = replace(
            capture_options(settings),
            observer=wanted.service.name,
            max_wait_s=_LONGEST_WAIT_S,
            total_timeout_s=_TOTAL_S,
        )
        progress.start("Asking the web archive", None)
        with open_session(options) as session:
            asker = Asker(target=post, session=session, options=options, clock=_now)
            kept = capture_copies(
                addresses,
                wanted.service,
                wanted.bounds,
                asker=asker,
                pause=_pause(wanted.delay_s, progress),
                known=key,
                is_held=held.__contains__,
            )
        progress.done()
        touched = () if key is None or not held else (key,)
        audit = _audit(archive, "import wayback", kept.readings, settings, options, touched)
        audit = replace(audit, already_held=audit.already_held + kept.passed_over)
        return _delivered(archive, _noted(audit, kept.notes), deliver)


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
    return key, tuple(dict.fromkeys([*known, *asked, _usual_address(key)]))


def _usual_address(key: PostKey) -> str:
    return f"https://{key.site}/wp-json/wp/v2/posts/{key.post_id}"


def _held(archive: Archive, key: PostKey | None) -> frozenset[str]:
    """Return the addresses of a web archive's copies that are held already."""
    if key is None:
        return frozenset()
    return frozenset(
        stored.origin for stored in archive.captures(key) if stored.basis is Basis.ARCHIVED
    )


def _pause(delay_s: float, progress: Progress) -> Callable[[], None]:
    """Return what waits before each request but the first."""
    waits = iter([0.0])

    def pause() -> None:
        progress.advance()
        time.sleep(next(waits, delay_s))

    return pause


def _audit(
    archive: Archive,
    command: str,
    group: Iterable[Reading | Failure],
    settings: Settings,
    options: Options,
    touched: Iterable[PostKey] = (),
) -> Audit:
    """Record one group of answers, and judge every post that they are of, or that is `touched`."""
    info = RunInfo(
        command=command,
        started_at=_now(),
        tool=VERSION,
        observer=options.observer,
        options={"allow_private": settings.allow_private, "proxied": bool(settings.proxy)},
    )
    recording = archive.recording(info)
    prepared = tuple(prepare(group))
    try:
        recorded = record(recording, prepared)
    finally:
        _finish(recording)
    found = (material.key for one in prepared for material in one.materials)
    keys = dict.fromkeys((*touched, *found))
    judge = partial(_judged, archive, recorded=recorded.captures)
    return Audit(
        archive=ArchiveState(path=settings.archive, created=archive.created),
        posts=tuple(judge(key) for key in keys),
        failures=tuple(failure for one in prepared for failure in one.failures),
        recorded=len(recorded.captures),
        already_held=recorded.already_held,
    )


def _noted(audit: Audit, notes: tuple[str, ...]) -> Audit:
    """Return an audit whose posts say what was not asked for."""
    said = tuple(f"{note[:1].upper()}{note[1:]}." for note in notes)
    posts = tuple(replace(post, set_aside=(*post.set_aside, *said)) for post in audit.posts)
    return replace(audit, posts=posts)


def _delivered(archive: Archive, audit: Audit, deliver: Deliver | None) -> Audit:
    if deliver is not None:
        deliver(audit)
    for post in audit.posts:
        new = [fingerprint(finding) for finding in post.findings if finding.new]
        archive.remember_findings(post.post.key, new)
    return audit


def _now() -> datetime:
    return datetime.now(UTC)
