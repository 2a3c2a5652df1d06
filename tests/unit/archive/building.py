"""Posts, answers and snapshots for the archive's tests; the digests are of the bytes given."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from provenance.archive import Archive, RunInfo, Transaction
from provenance.digest import sha256
from provenance.model import (
    Basis,
    Capture,
    Claims,
    Context,
    Digests,
    Exchange,
    PostKey,
    Profile,
    Reading,
    RestError,
    Route,
    Snapshot,
    Source,
)

NOW = datetime(2026, 5, 29, 3, 22, 6, 123456, tzinfo=UTC)
KEY = PostKey(site="example.org", post_id=7)
RUN = RunInfo(
    command="audit", started_at=NOW, tool="0.1", observer="local", options={"targets": ["a"]}
)
CONTEXT = Context(observer="local", access="anonymous", language=None, route=Route.SINGLE)
PROFILE = Profile(name="wpcanon/1", parser="turbohtml 1.15.4", unicode="14.0.0", tool="0.1")
CLAIMS = Claims(
    date="2026-05-28T20:20:00",
    modified="2026-05-28T22:22:06",
    modified_gmt="2026-05-29T03:22:06",
    revision_count=1,
    predecessor_id=58014,
    predecessor_href="https://example.org/wp-json/wp/v2/posts/7/revisions/58014",
)


@dataclass(frozen=True, kw_only=True)
class Told:
    """One served text: its bytes, what of it decides a version, and when it was seen."""

    raw: bytes
    content: bytes = b"text"
    metadata: bytes = b"{}"
    claims: Claims = CLAIMS
    title: str = "A title"
    link: str | None = "https://example.org/2026/a-title/"
    profile: Profile = PROFILE
    seen_at: datetime | None = NOW
    key: PostKey = KEY


def snapshot(told: Told) -> Snapshot:
    return Snapshot(
        key=told.key,
        title=told.title,
        link=told.link,
        published_at=NOW,
        modified_at=NOW,
        claims=told.claims,
        protected=False,
        blocks=(told.content,),
        missing=(),
        excerpt_derived=True,
        metadata=told.metadata,
        digests=Digests(
            raw=sha256(told.raw),
            markup=sha256(b"markup" + told.raw),
            content=sha256(told.content),
            words=sha256(b"words" + told.content),
            metadata=sha256(told.metadata),
        ),
        flags=(),
        profile=told.profile,
    )


def capture(told: Told, *, start: int = 0, context: Context = CONTEXT) -> Capture:
    basis = Basis.UNKNOWN if told.seen_at is None else Basis.OBSERVED
    return Capture(
        post=told.key, raw=told.raw, start=start, context=context, basis=basis, seen_at=told.seen_at
    )


def refusal(*, key: PostKey = KEY, status: int = 401, seen_at: datetime = NOW) -> Capture:
    return Capture(
        post=key,
        raw=b'{"code":"rest_forbidden"}',
        start=0,
        context=CONTEXT,
        basis=Basis.OBSERVED,
        seen_at=seen_at,
        error=RestError(code="rest_forbidden", status=status, message="Sorry."),
        control=True,
        notes=("a byte order mark was set aside",),
    )


def exchange(body: bytes, *, url: str = "https://example.org/wp-json/wp/v2/posts/7") -> Exchange:
    return Exchange(
        source=Source.HTTP,
        target="https://example.org/2026/a-title/",
        method="GET",
        url=url,
        final_url=url,
        request_headers=(("User-Agent", "provenance"), ("Accept", "application/json")),
        hops=(),
        requested_at=NOW,
        received_at=NOW + timedelta(microseconds=1),
        status=200,
        http_version="1.1",
        headers=(("Date", "Fri, 29 May 2026 03:22:06 GMT"), ("Vary", "Origin"), ("Vary", "Accept")),
        body=body,
        content_encoding="gzip",
        address="192.0.2.1:443",
        certificate=b"a certificate of more than sixty-four bytes, so that it can be a keyframe",
        egress=None,
        file_modified_at=None,
        failure=None,
    )


def saved(body: bytes, name: str = "monday.json") -> Exchange:
    return replace(
        exchange(body, url=name),
        source=Source.FILE,
        target=name,
        method="",
        request_headers=(),
        requested_at=None,
        status=None,
        http_version=None,
        headers=(),
        content_encoding=None,
        address=None,
        certificate=None,
        file_modified_at=NOW - timedelta(days=1),
    )


def add(tx: Transaction, told: Told, *, answer: Exchange | None = None) -> int:
    """Record one post as the pipeline does: statement and entry only where it differs."""
    made = capture(told)
    differs = tx.differs(told.key, snapshot(told))
    statement = b'{"statement of":"%s"}' % told.raw.hex().encode() if differs else None
    exchange_id = tx.add_exchange(Reading(exchange=answer or exchange(told.raw), captures=(made,)))
    return tx.add_capture(
        exchange_id,
        told.key,
        made,
        snapshot(told),
        problem=None,
        statement=statement,
        entry=None if statement is None else b"entry of " + sha256(statement),
        record=b"record of " + told.raw,
    )


def record(archive: Archive, *tolds: Told) -> tuple[int, ...]:
    """Record each in a transaction of its own, in one run."""
    with archive.recording(RUN) as recording:
        ids: list[int] = []
        for told in tolds:
            with recording.transaction() as tx:
                ids.append(add(tx, told))
        return tuple(ids)


def record_refusal(archive: Archive, refused: Capture, *, key: PostKey = KEY) -> int:
    with archive.recording(RUN) as recording, recording.transaction() as tx:
        answer = replace(exchange(refused.raw), status=401)
        exchange_id = tx.add_exchange(Reading(exchange=answer, captures=(refused,)))
        return tx.add_capture(
            exchange_id, key, refused, None, problem=None, statement=None, entry=None, record=b"r"
        )


def page(tolds: Sequence[Told]) -> tuple[bytes, tuple[Capture, ...]]:
    """Return a list page as WordPress writes it, and the capture of each post in it."""
    context = replace(CONTEXT, route=Route.LIST)
    body = b"["
    captures: list[Capture] = []
    for told in tolds:
        body += b"," if captures else b""
        captures.append(capture(told, start=len(body), context=context))
        body += told.raw
    return body + b"]\n", tuple(captures)
