"""Archives of many versions, for whatever measures one; made by the pipeline itself."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count, cycle, islice
from pathlib import Path
from typing import Final

from benchmarks.corpus import CorpusPost, make_corpus, post_with_content
from provenance.archive import Archive, RunInfo
from provenance.model import Basis, Capture, Context, Exchange, Reading, Route, Source
from provenance.pipeline.material import prepare
from provenance.pipeline.record import record

POSTS: Final = 40
GROUP: Final = 100
_START: Final = datetime(2026, 1, 1, tzinfo=UTC)
_CONTEXT: Final = Context(observer="local", access="anonymous", language=None, route=Route.SINGLE)
_RUN: Final = RunInfo(command="snapshot", started_at=_START, tool="0", observer="local", options={})


def fill_archive(path: Path, captures: int, *, posts: int = POSTS, edited_every: int = 1) -> None:
    """Make an archive of so many captures of `posts` posts, in turns.

    Each capture of every `edited_every`th post shows another text than the one before it; the
    other posts stay as they are.
    """
    with Archive.open(path) as archive, archive.recording(_RUN) as recording:
        readings = islice(_readings(posts, edited_every), captures)
        while group := tuple(islice(readings, GROUP)):
            record(recording, tuple(prepare(group)))
        recording.finish(finished_at=_START + timedelta(minutes=captures))


def _readings(posts: int, edited_every: int) -> Iterator[Reading]:
    for number, post in zip(count(), cycle(make_corpus(posts)), strict=False):
        edition = 0 if number % posts % edited_every else number // posts
        yield _answered(_edited(post, edition), _START + timedelta(minutes=number))


def _edited(post: CorpusPost, edition: int) -> CorpusPost:
    middle = post.content.index(" ", len(post.content) // 2)
    content = f"{post.content[:middle]} anew{edition}{post.content[middle:]}"
    return post_with_content(content, title=post.title, post_id=post.post_id)


def _answered(post: CorpusPost, at: datetime) -> Reading:
    url = f"https://example.org/wp-json/wp/v2/posts/{post.post_id}"
    exchange = Exchange(
        source=Source.HTTP,
        target=url,
        method="GET",
        url=url,
        final_url=url,
        request_headers=(("User-Agent", "provenance"), ("Accept", "application/json")),
        hops=(),
        requested_at=at,
        received_at=at,
        status=200,
        http_version="1.1",
        headers=(("Date", f"{at:%a, %d %b %Y %H:%M:%S} GMT"), ("Vary", "Origin")),
        body=post.raw,
        content_encoding="gzip",
        address="192.0.2.1:443",
        certificate=b"a certificate, which is the same in every answer of one host" * 9,
        egress=None,
        file_modified_at=None,
        failure=None,
    )
    capture = Capture(
        post=None, raw=post.raw, start=0, context=_CONTEXT, basis=Basis.OBSERVED, seen_at=at
    )
    return Reading(exchange=exchange, captures=(capture,))
