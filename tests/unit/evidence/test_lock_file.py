"""A lock file is one JSON document in one spelling, or is refused with the line that is not."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from provenance import schema
from provenance.errors import JsonSyntaxError, MalformedError
from provenance.evidence import format_lock, parse_lock, parse_named_lock, pin_lines
from provenance.model import Lock, Pin, PostKey


def pin(post_id: int = 7, **fields: object) -> Pin:
    plain = {
        "key": PostKey(site="example.org", post_id=post_id),
        "address": f"https://example.org/{post_id}/",
        "title": "The bridge",
        "content": bytes([post_id]) * 32,
        "words": b"w" * 32,
        "form": "wpcanon/1",
        "parser": "turbohtml 1.15.4",
        "unicode": "14.0.0",
        "published_at": datetime(2026, 5, 29, 1, 20, tzinfo=UTC),
        "modified_at": None,
        "revision_count": 1,
        "predecessor_id": None,
        "captured_at": datetime(2026, 5, 29, 12, 0, 0, 7, tzinfo=UTC),
    }
    return Pin(**{**plain, **fields})  # type: ignore[arg-type]  # fields come by name from tests


LOCK = Lock(pins=(pin(7), pin(8)), checkpoint="example.org/log\n2\nroot\n\n— signature\n")


def test_what_is_written_is_read_back() -> None:
    assert parse_lock(format_lock(LOCK)) == LOCK
    assert parse_lock(format_lock(Lock(pins=()))) == Lock(pins=())


def test_what_is_written_holds_to_its_schema() -> None:
    import json

    schema.check(json.loads(format_lock(LOCK)), "lock")


def test_pins_stand_in_one_order_however_they_came() -> None:
    assert format_lock(Lock(pins=(pin(8), pin(7)), checkpoint=LOCK.checkpoint)) == format_lock(LOCK)


def test_each_pin_is_found_at_its_line() -> None:
    lines = format_lock(LOCK).decode().split("\n")
    first, second = pin_lines(format_lock(LOCK))
    assert '"address": "https://example.org/7/"' in lines[first]
    assert '"address": "https://example.org/8/"' in lines[second]


def test_a_title_is_readable_and_what_nobody_sees_in_it_is_escaped() -> None:
    written = format_lock(Lock(pins=(pin(title="Мост \u202e\u200b\U000e0041\x1b[2J"),)))
    assert "Мост " in written.decode()
    assert b"\\u202e\\u200b\\udb40\\udc41\\u001b[2J" in written
    assert parse_lock(written).pins[0].title == "Мост \u202e\u200b\U000e0041\x1b[2J"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (b'"post": 7', b'"post": 7.0', "line 7 of the lock file is not as"),
        (b'"post": 8', b'"post": 7', "pins example.org#7 twice"),
        (b'"post": 7', b'"post": 9', "line 5 of the lock file is not as"),
        (b'"title": "The bridge",', b'"title":  "The bridge",', "line 8 of the lock file"),
        (b"The bridge", b"The \\u0062ridge", "line 8 of the lock file"),
        (b"The bridge", b"The bridge\\ud800", "lone surrogates"),
        (b"sha256:0707", b"sha256:07070", "this is no lock file"),
        (b"2026-05-29T01:20:00Z", b"2026-15-29T01:20:00Z", "what is no time"),
        (b"2026-05-29T01:20:00Z", b"2026-05-29T01:20:00+00:00", "this is no lock file"),
        (b'"schema": "provenance/lock/1",', b"", "this is no lock file"),
        (b'"post": 7', b'"post": 7, "post": 7', "line 7 of the lock file"),
        (b"The bridge", b"The \xffbridge", "line 8 of the lock file is not UTF-8"),
        (b'"post": 7', b'"post": ' + b"7" * 5000, "holds a number or a nesting"),
    ],
)
def test_another_spelling_is_refused_and_named(old: bytes, new: bytes, says: str) -> None:
    written = format_lock(LOCK)
    assert old in written
    with pytest.raises(MalformedError, match=says):
        parse_lock(written.replace(old, new, 1))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (format_lock(LOCK).replace(b"\n", b"\r\n"), "ends its lines as Windows does"),
        (b"\xef\xbb\xbf" + format_lock(LOCK), "begins with a byte order mark"),
        (format_lock(LOCK).rstrip(), "does not end with one line feed"),
        (format_lock(LOCK) + b"\n", "does not end with one line feed"),
    ],
)
def test_line_ends_that_an_editor_or_git_changed_are_named(data: bytes, says: str) -> None:
    with pytest.raises(MalformedError, match=says) as caught:
        parse_lock(data)
    assert "otherwise as `provenance pin` writes it" in caught.value.what
    assert "-text" in caught.value.remedy


def test_what_is_no_json_is_refused_with_its_place() -> None:
    with pytest.raises(JsonSyntaxError, match="at line 2, column 1") as caught:
        parse_lock(b"{\n<<<<<<< HEAD\n")
    assert caught.value.line == 2


def test_what_is_wrong_with_a_file_begins_with_its_name() -> None:
    name = Path("desk.lock")
    assert parse_named_lock(format_lock(LOCK), name) == LOCK
    with pytest.raises(MalformedError, match=r"^desk\.lock: ") as caught:
        parse_named_lock(b"[]", name)
    assert str(caught.value).endswith(_said(b"[]"))


def _said(data: bytes) -> str:
    with pytest.raises(MalformedError) as caught:
        parse_lock(data)
    return str(caught.value)


@pytest.mark.parametrize("data", [b"\xff", b"[" * 100_000, b"[]", b"1", b""])
def test_what_is_no_lock_file_is_refused(data: bytes) -> None:
    with pytest.raises(MalformedError):
        parse_lock(data)
