"""Saved answers as readings."""

import io
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from provenance.capture import read_file
from provenance.errors import JsonSyntaxError, NotAPostError, OversizeBodyError, UnreadableFileError
from provenance.model import Basis, PostKey, Reading, Route, Source
from tests.fakes.wordpress import post_body

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
OBSERVED = datetime(2026, 5, 30, 8, tzinfo=UTC)
POST = post_body(7)
REFUSAL = b'{"code":"rest_forbidden","message":"No.","data":{"status":401}}'


def read(
    body: bytes, folder: Path, *, observed_at: datetime | None = None, cap: int = 1 << 20
) -> Reading:
    file = folder / "answer.json"
    file.write_bytes(body)
    return read_file(
        str(file),
        observer="desk",
        observed_at=observed_at,
        now=NOW,
        stdin=io.BytesIO(),
        max_body_bytes=cap,
    )


def test_a_file_is_a_resource_and_claims_no_time(tmp_path: Path) -> None:
    reading = read(POST, tmp_path)
    exchange, (capture,) = reading.exchange, reading.captures
    assert exchange.source is Source.FILE
    assert (exchange.status, exchange.requested_at, exchange.headers) == (None, None, ())
    assert exchange.received_at == NOW
    assert exchange.body == capture.raw == POST
    assert (capture.basis, capture.seen_at) == (Basis.UNKNOWN, None)
    assert capture.post == PostKey(site="127.0.0.1:8081", post_id=7)
    assert capture.context.route is Route.SINGLE
    assert (capture.context.observer, capture.context.access) == ("desk", "anonymous")
    assert reading.failures == ()


def test_a_file_s_own_time_is_shown_apart(tmp_path: Path) -> None:
    read(POST, tmp_path)
    os.utime(tmp_path / "answer.json", (86400, 86400))
    reading = read_file(
        str(tmp_path / "answer.json"), observer="d", observed_at=None, now=NOW, stdin=io.BytesIO()
    )
    assert reading.exchange.file_modified_at == datetime(1970, 1, 2, tzinfo=UTC)
    assert reading.captures[0].seen_at is None


def test_an_asserted_time_is_said_to_be_asserted(tmp_path: Path) -> None:
    (capture,) = read(POST, tmp_path, observed_at=OBSERVED).captures
    assert (capture.basis, capture.seen_at) == (Basis.ASSERTED, OBSERVED)


def test_a_list_gives_one_capture_a_post_on_a_list_route(tmp_path: Path) -> None:
    reading = read(b"[" + POST + b",3," + post_body(8) + b"]", tmp_path)
    assert [capture.context.route for capture in reading.captures] == [Route.LIST, Route.LIST]
    assert [capture.raw for capture in reading.captures] == [POST, post_body(8)]
    assert [(f.index, type(f.error)) for f in reading.failures] == [(1, NotAPostError)]


def test_a_refusal_is_a_capture_of_no_post_yet(tmp_path: Path) -> None:
    (capture,) = read(REFUSAL, tmp_path).captures
    assert capture.post is None
    assert capture.error is not None
    assert capture.error.status == 401
    assert capture.control is None


def test_an_answer_for_a_signed_in_reader_is_not_anonymous(tmp_path: Path) -> None:
    (capture,) = read(post_body(7, title={"raw": "x", "rendered": "x"}), tmp_path).captures
    assert capture.context.access == "signed-in"


def test_broken_json_is_kept_with_its_failure(tmp_path: Path) -> None:
    reading = read(POST[:-9], tmp_path)
    assert reading.exchange.body == POST[:-9]
    assert reading.captures == ()
    (failure,) = reading.failures
    assert isinstance(failure.error, JsonSyntaxError)
    assert reading.exchange.failure == str(failure.error)


def test_standard_input_is_read_like_a_file() -> None:
    reading = read_file("-", observer="d", observed_at=None, now=NOW, stdin=io.BytesIO(POST))
    assert (reading.exchange.target, reading.exchange.url) == ("-", "-")
    assert reading.exchange.file_modified_at is None
    assert reading.captures[0].raw == POST
    empty = read_file("-", observer="d", observed_at=None, now=NOW, stdin=io.BytesIO())
    assert "standard input is empty" in str(empty.failures[0].error)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("missing.json", "there is no such file"),
        ("folder", "it is a folder"),
        ("nul\0byte", "not one that a file can have"),
        ("plain.json/below", "not a directory"),
    ],
)
def test_what_cannot_be_read_is_named(name: str, why: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "plain.json").write_bytes(POST)
    with pytest.raises(UnreadableFileError, match=why):
        read_file(str(tmp_path / name), observer="d", observed_at=None, now=NOW, stdin=io.BytesIO())


def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    class Sealed(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise PermissionError(13, "Permission denied")

    with pytest.raises(UnreadableFileError, match="permissions"):
        read_file("-", observer="d", observed_at=None, now=NOW, stdin=Sealed())


def test_a_file_over_the_cap_is_refused_and_one_at_the_cap_is_read(tmp_path: Path) -> None:
    assert read(POST, tmp_path, cap=len(POST)).captures[0].raw == POST
    with pytest.raises(OversizeBodyError, match="the most that one answer may have"):
        read(POST, tmp_path, cap=len(POST) - 1)
