"""A run's end: its own log entry, each post judged, and what was shown remembered."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from provenance.archive import Archive, Recording, StoredCapture
from provenance.assess import assess, assess_listings
from provenance.model import Annotation, Failure, Finding, Observation, PostAudit, PostKey
from provenance.pipeline.fingerprint import fingerprint
from provenance.pipeline.pages_beside import assess_pages
from provenance.pipeline.replay import observations
from provenance.pipeline.revisions import listed_beside
from provenance.pipeline.settings import Progress, Unseen
from provenance.pipeline.unforeseen import made_of

# Of more posts than this the texts are let go once they are judged.
_MANY = 100

Judge = Callable[[Archive, PostKey, Collection[int]], PostAudit]


def now() -> datetime:
    """Return the time; aware, UTC."""
    return datetime.now(UTC)


def finish(recording: Recording, clock: Callable[[], datetime] = now) -> None:
    """Log the run over all that it recorded; nothing where that is nothing."""
    recording.finish(finished_at=clock())


def remember(archive: Archive, posts: Iterable[PostAudit]) -> None:
    """Take the new findings of posts for known: only once somebody was shown them."""
    for post in posts:
        new = [fingerprint(finding) for finding in post.findings if finding.new]
        archive.findings().remember(post.post.key, new)


def judged(
    archive: Archive,
    key: PostKey,
    recorded: Collection[int],
    *,
    language: str | None = None,
    stored: Sequence[StoredCapture] | None = None,
) -> PostAudit:
    """Return what the rules find in one post; `recorded` are the present run's captures.

    Words are read in `language`, or where that is None in what each capture states; `stored` are
    the post's captures, where they were read already.
    """
    seen = observations(archive, key, recorded, language=language, stored=stored)
    assessment = assess_listings(assess(seen), seen, listed_beside(archive, key, seen))
    assessment = assess_pages(archive, key, seen, assessment)
    known, said = archive.findings().known(key), archive.findings().annotations(key)
    return PostAudit(
        post=archive.post(key),
        observations=seen,
        findings=tuple(_named(finding, known, said) for finding in assessment.findings),
        set_aside=assessment.set_aside,
    )


def _named(
    finding: Finding, known: Collection[bytes], said: Mapping[bytes, tuple[Annotation, ...]]
) -> Finding:
    """Return a finding with its id, whether it is new, and what people said of it."""
    name = fingerprint(finding)
    return replace(finding, new=name not in known, id=name.hex(), annotations=said.get(name, ()))


def judge_each(
    archive: Archive,
    keys: Collection[PostKey],
    recorded: Collection[int],
    *,
    judge: Judge = judged,
    progress: Progress | None = None,
) -> tuple[tuple[PostAudit, ...], tuple[Failure, ...]]:
    """Return what `judge` says of each post, and which posts a fault kept it from judging.

    Of a great many posts without the texts.
    """
    told = progress or Unseen()
    told.start("Comparing", len(keys))
    posts, failures = [], []
    for key in keys:
        post = made_of(key, partial(judge, archive, key, recorded))
        if isinstance(post, Failure):
            failures.append(post)
        else:
            posts.append(lightened(post) if len(keys) > _MANY else post)
        told.advance(1)
    told.done()
    return tuple(posts), tuple(failures)


def lightened(post: PostAudit) -> PostAudit:
    """Return a post without the texts that its findings were made from: no report needs them."""
    return replace(post, observations=tuple(map(without_text, post.observations)))


def without_text(seen: Observation) -> Observation:
    """Return a capture without its text; its digests and what it states stay."""
    if seen.snapshot is None:
        return seen
    return replace(seen, snapshot=replace(seen.snapshot, blocks=(), metadata=b""))


def unjudged(archive: Archive, key: PostKey, recorded: Collection[int]) -> PostAudit:
    """Return one post's history, with nothing said of it."""
    return PostAudit(
        post=archive.post(key),
        observations=observations(archive, key, recorded),
        findings=(),
        set_aside=(),
    )
