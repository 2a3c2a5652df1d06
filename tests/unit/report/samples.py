"""Posts, captures and findings that the tests of reports share: real canonical form, real diff."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from provenance.assess import assess, timeline
from provenance.canonical import canonicalize
from provenance.diff import compare
from provenance.digest import format_digest, sha256
from provenance.model import (
    ArchiveState,
    Audit,
    Basis,
    Carried,
    Certainty,
    Comparison,
    Context,
    Difference,
    Evidence,
    Failure,
    Finding,
    History,
    Interval,
    Level,
    Moment,
    Note,
    NoteKind,
    NotePlace,
    Observation,
    PostAudit,
    PostRecord,
    RestError,
    Route,
    Snapshot,
    Source,
    VersionRecord,
)

ARCHIVE = ArchiveState(path=Path("provenance.db"), created=True)
NOON = datetime(2026, 5, 29, 12, 0, tzinfo=UTC)
LOCAL = Context(observer="local", access="anonymous", language=None, route=Route.SINGLE)
UNKNOWN = Moment(at=None, basis=Basis.UNKNOWN)


def answer(content: str = "<p>The bridge will cost 1.5 million.</p>", **fields: object) -> bytes:
    """Return a post as WordPress serves it."""
    links = {
        "self": [{"href": "https://example.org/wp-json/wp/v2/posts/7"}],
        "version-history": [{"count": 1, "href": "https://example.org/r"}],
        "predecessor-version": [{"id": 9, "href": "https://example.org/r/9"}],
    }
    post = {
        "id": 7,
        "date": "2026-05-28T20:20:00",
        "date_gmt": "2026-05-29T01:20:00",
        "guid": {"rendered": "https://example.org/?p=7"},
        "modified": "2026-05-28T22:22:06",
        "modified_gmt": "2026-05-29T03:22:06",
        "slug": "bridge",
        "status": "publish",
        "type": "post",
        "link": "https://example.org/bridge/",
        "title": {"rendered": "The bridge"},
        "content": {"rendered": content, "protected": False},
        "excerpt": {"rendered": "", "protected": False},
        "author": 1,
        "tags": [3],
        "_links": links,
    }
    return json.dumps({**post, **fields}).encode()


def observation(
    number: int = 1,
    raw: bytes | None = None,
    *,
    at: datetime | None = None,
    snapshot: Snapshot | None = None,
    **fields: object,
) -> Observation:
    """Return a capture of a real answer."""
    raw = answer() if raw is None else raw
    seen = Observation(
        capture_id=number,
        version=number,
        source=Source.FILE,
        origin=f"{number}.json",
        moment=UNKNOWN if at is None else Moment(at=at, basis=Basis.OBSERVED),
        context=LOCAL,
        snapshot=canonicalize(raw) if snapshot is None else snapshot,
        error=None,
        problem=None,
        control=None,
        freshness=None,
        file_modified_at=None,
        notes=(),
        raw_digest=sha256(raw),
        recorded=True,
    )
    return replace(seen, **fields)  # type: ignore[arg-type]  # fields come by name from tests


def refusal(number: int = 2) -> Observation:
    """Return a capture of a refusal."""
    error = RestError(code="rest_forbidden", status=401, message="Sorry.")
    return replace(observation(number), snapshot=None, version=None, error=error)


def finding(**fields: object) -> Finding:
    """Return a finding on one capture, or with any of its fields set."""
    plain = Finding(
        rule="saved-after-publication",
        level=Level.NOTE,
        certainty=Certainty.REPORTED,
        cause=None,
        fields=("modified_gmt",),
        interval=Interval(after=None, until=UNKNOWN, made_after=None),
        message="The site says that the article was saved 2 h 2 min 6 s after publication.",
        evidence=Evidence(captures=(1,), digests=(("raw", format_digest(sha256(b""))),)),
        explanations=("A save that changed no word, such as a tag.", "A date set back."),
        settles=("An earlier capture.",),
        difference=None,
        new=True,
    )
    return replace(plain, **fields)  # type: ignore[arg-type]  # fields come by name from tests


def edit(difference: Difference, **fields: object) -> Finding:
    """Return a finding that compares two captures."""
    interval = Interval(
        after=Moment(at=NOON, basis=Basis.OBSERVED),
        until=Moment(at=NOON + timedelta(hours=3), basis=Basis.OBSERVED),
        made_after=NOON - timedelta(minutes=10),
    )
    return finding(
        **{
            "rule": "changed-without-claims",
            "level": Level.WARNING,
            "certainty": Certainty.SHOWN,
            "cause": Certainty.UNKNOWN,
            "fields": ("content",),
            "interval": interval,
            "message": "The article's words differ, and what the site says of it does not.",
            "evidence": Evidence(captures=(1, 2), digests=()),
            "explanations": ("A change in the database.", "A synced pattern."),
            "difference": difference,
            **fields,
        }
    )


def note() -> Note:
    """Return a note that carries the old value of an edit."""
    return Note(
        kind=NoteKind.CORRECTION,
        place=NotePlace.TEXT,
        text="Correction, 30 May 2026: the bridge is not safe.",
        dated="30 May 2026",
        date=date(2026, 5, 30),
        language="en",
        index=3,
        capture=2,
        carries=(Carried.OLD_VALUE,),
    )


def difference(before: str, after: str) -> Difference:
    """Return the real difference of two contents."""
    return compare(canonicalize(answer(before)), canonicalize(answer(after)))


def record(observations: Sequence[Observation] = (), **fields: object) -> PostRecord:
    """Return the list's line of the post that `observations` show."""
    shown = next(each.snapshot for each in (*observations, observation()) if each.snapshot)
    plain = PostRecord(
        key=shown.key,
        title=shown.title,
        link=shown.link,
        captures=len(observations) or 1,
        versions=len({each.version for each in observations if each.version}) or 1,
        first=UNKNOWN,
        last=UNKNOWN,
    )
    return replace(plain, **fields)  # type: ignore[arg-type]  # fields come by name from tests


def post_audit(
    observations: Sequence[Observation],
    findings: Sequence[Finding] = (),
    set_aside: Sequence[str] = (),
) -> PostAudit:
    """Return one post's part of an audit."""
    return PostAudit(
        post=record(observations),
        observations=tuple(observations),
        findings=tuple(findings),
        set_aside=tuple(set_aside),
    )


def audit(*posts: PostAudit, failures: Sequence[Failure] = (), already_held: int = 0) -> Audit:
    """Return an audit of posts."""
    recorded = sum(seen.recorded for post in posts for seen in post.observations)
    return Audit(
        archive=ARCHIVE,
        posts=posts,
        failures=tuple(failures),
        recorded=recorded,
        already_held=already_held,
    )


def version(number: int, seen: Observation) -> VersionRecord:
    """Return the version that a capture shows."""
    assert seen.snapshot is not None
    digests = seen.snapshot.digests
    return VersionRecord(
        number=number,
        content=digests.content,
        metadata=digests.metadata,
        words=digests.words,
        first_capture=seen.capture_id,
        last_capture=seen.capture_id,
        captures=1,
    )


def history() -> History:
    """Return two versions and a refusal."""
    first, second = observation(1, at=NOON), observation(2, answer("<p>It costs 15 million.</p>"))
    seen = (first, second, refusal(3))
    return History(
        post=record(seen),
        observations=seen,
        versions=(version(1, first), version(2, second)),
        timeline=timeline(assess(seen).findings, seen),
    )


def comparison(before: bytes | None = None, after: bytes | None = None) -> Comparison:
    """Return two captures and their real difference."""
    first = observation(1, before or answer())
    second = observation(2, after or answer("<p>The bridge will cost 15 million.</p>"))
    assert first.snapshot is not None
    assert second.snapshot is not None
    return Comparison(
        post=record((first, second)),
        before=first,
        after=second,
        difference=compare(first.snapshot, second.snapshot),
    )
