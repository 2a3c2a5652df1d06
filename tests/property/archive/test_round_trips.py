"""Whatever an answer holds, it comes back equal."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.dialects import sqlite

from provenance.archive import Archive
from provenance.archive.columns import Document, ForeignText, Instant
from provenance.archive.compression import compress, compress_against, decompress
from provenance.archive.exchanges import cut, weave
from provenance.model import (
    Basis,
    Capture,
    Context,
    Exchange,
    Hop,
    PostKey,
    Reading,
    RestError,
    Route,
    Source,
)
from tests.unit.archive.building import RUN, Told, capture, page, saved

DIALECT = sqlite.dialect()
# Names of files and lone surrogates of answers included; `Cs` is what st.text() leaves out.
ANY_TEXT = st.text(st.characters(), max_size=20)
HEADER_TEXT = st.text(st.characters(max_codepoint=255), max_size=20)
HEADERS = st.lists(st.tuples(HEADER_TEXT, HEADER_TEXT), max_size=4).map(tuple)
ZONES = st.sampled_from([UTC, timezone(timedelta(hours=-5, minutes=-30))])


def is_a_time_in_utc(at: datetime) -> bool:
    try:
        at.astimezone(UTC)
    except OverflowError:  # within a day of the first and the last year
        return False
    return True


TIMES = st.datetimes(timezones=ZONES).filter(is_a_time_in_utc)
SMALL = st.integers(min_value=0, max_value=999)
KEYS = st.builds(PostKey, site=ANY_TEXT, post_id=st.integers(min_value=1, max_value=2**63 - 1))


def maybe(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.none() | strategy


HOPS = st.builds(
    Hop,
    url=ANY_TEXT,
    status=SMALL,
    headers=HEADERS,
    address=maybe(ANY_TEXT),
    certificate=maybe(st.binary(max_size=90)),
)
EXCHANGES = st.builds(
    Exchange,
    source=st.sampled_from(Source),
    target=ANY_TEXT,
    method=ANY_TEXT,
    url=ANY_TEXT,
    final_url=ANY_TEXT,
    request_headers=HEADERS,
    hops=st.lists(HOPS, max_size=2).map(tuple),
    requested_at=maybe(TIMES),
    received_at=TIMES,
    status=maybe(SMALL),
    http_version=maybe(ANY_TEXT),
    headers=HEADERS,
    body=st.binary(max_size=300),
    content_encoding=maybe(ANY_TEXT),
    address=maybe(ANY_TEXT),
    certificate=maybe(st.binary(max_size=90)),
    egress=maybe(ANY_TEXT),
    file_modified_at=maybe(TIMES),
    failure=maybe(ANY_TEXT),
)
CAPTURES = st.builds(
    Capture,
    post=maybe(KEYS),
    raw=st.binary(max_size=300),
    start=st.integers(min_value=0, max_value=2**40),
    context=st.builds(
        Context,
        observer=ANY_TEXT,
        access=ANY_TEXT,
        language=maybe(st.text(min_size=1, max_size=9)),
        route=st.sampled_from(Route),
    ),
    basis=st.sampled_from(Basis),
    seen_at=maybe(TIMES),
    error=maybe(st.builds(RestError, code=ANY_TEXT, status=maybe(st.integers()), message=ANY_TEXT)),
    control=maybe(st.booleans()),
    notes=st.lists(st.text(max_size=20), max_size=2).map(tuple),
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """One archive that fills up, example after example, as archives do."""
    with Archive.open(Path(tmp_path_factory.mktemp("archive")) / "provenance.db") as opened:
        yield opened


@settings(max_examples=50)  # each is a real transaction
@given(exchange=EXCHANGES, captures=st.lists(CAPTURES, max_size=3), key=KEYS)
def test_an_answer_and_its_captures_come_back_equal(
    archive: Archive, exchange: Exchange, captures: list[Capture], key: PostKey
) -> None:
    reading = Reading(exchange=exchange, captures=tuple(captures))
    with archive.recording(RUN) as recording, recording.transaction() as tx:
        exchange_id = tx.add_exchange(reading)
        ids = [
            tx.add_capture(
                exchange_id, key, made, None, problem=None, statement=None, entry=None, record=b""
            )
            for made in captures
        ]
    assert archive.exchange(exchange_id) == exchange
    assert [archive.capture(capture_id) for capture_id in ids] == captures
    held = {each.capture_id: each for each in archive.captures(key)}
    for capture_id, made in zip(ids, captures, strict=True):
        assert held[capture_id].key == key
        assert held[capture_id].context == made.context
        assert held[capture_id].error == made.error
        assert held[capture_id].headers == exchange.headers


@settings(max_examples=50)
@given(raws=st.lists(st.binary(min_size=1, max_size=80), max_size=6), skipped=st.sets(SMALL))
def test_a_list_page_comes_back_byte_for_byte(
    archive: Archive, raws: list[bytes], skipped: set[int]
) -> None:
    posts = [
        Told(raw=raw, key=PostKey(site="page", post_id=number))
        for number, raw in enumerate(raws, 1)
    ]
    body, captures = page(posts)
    exchange = saved(body)
    with archive.recording(RUN) as recording, recording.transaction() as tx:
        exchange_id = tx.add_exchange(Reading(exchange=exchange, captures=captures))
        for number, (told, made) in enumerate(zip(posts, captures, strict=True)):
            if number not in skipped:
                tx.add_capture(
                    exchange_id, told.key, made, None, problem=None, statement=None, entry=None,
                    record=b"",
                )  # fmt: skip
    assert archive.exchange(exchange_id) == exchange


@given(
    body=st.binary(max_size=60),
    claimed=st.lists(st.tuples(st.integers(0, 70), st.integers(0, 20), st.booleans()), max_size=6),
)
def test_a_body_survives_any_claim_of_where_its_posts_lie(
    body: bytes, claimed: list[tuple[int, int, bool]]
) -> None:
    captures = [
        capture(Told(raw=body[start : start + size] if true else b"x" * size), start=start)
        for start, size, true in claimed
    ]
    slices, glue = cut(body, captures)
    assert weave([(made.start, made.raw) for made in slices], glue) == body
    assert len(glue) + sum(len(made.raw) for made in slices) == len(body)


@given(text=ANY_TEXT | st.text("\\u0041x\ud800\udc00\x00", max_size=12))
def test_any_text_is_written_as_text_and_comes_back(text: str) -> None:
    kind = ForeignText()
    written = kind.process_bind_param(text, DIALECT)
    assert written is not None
    assert "\x00" not in written
    assert written.encode().decode() == written
    assert kind.process_result_value(written, DIALECT) == text


@given(one=ANY_TEXT, other=ANY_TEXT)
def test_no_two_texts_are_written_alike(one: str, other: str) -> None:
    kind = ForeignText()
    alike = kind.process_bind_param(one, DIALECT) == kind.process_bind_param(other, DIALECT)
    assert alike == (one == other)


@given(at=TIMES)
def test_a_time_comes_back_to_the_microsecond(at: datetime) -> None:
    written = Instant().process_bind_param(at, DIALECT)
    back = Instant().process_result_value(written, DIALECT)
    assert back == at
    assert back is not None
    assert back.utcoffset() == timedelta(0)


@given(value=st.recursive(st.none() | st.integers() | st.text(), st.lists, max_leaves=5))
def test_a_small_list_comes_back(value: object) -> None:
    kind = Document()
    written = kind.process_bind_param(value, DIALECT)
    assert kind.process_result_value(written, DIALECT) == value


@given(data=st.binary(max_size=400), keyframe=st.binary(min_size=64, max_size=400))
def test_what_is_made_small_comes_back(data: bytes, keyframe: bytes) -> None:
    assert decompress(compress(data), None, size_bytes=len(data)) == data
    delta = compress_against(data, keyframe)
    assert decompress(delta, keyframe, size_bytes=len(data)) == data
