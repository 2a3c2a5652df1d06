"""TimeMaps, CDX rows, and which copies are asked for."""

import json
from datetime import UTC, datetime

import pytest

from provenance.capture import Bounds
from provenance.capture.cdx import cdx_url, parse_rows
from provenance.capture.copies import choose_copies
from provenance.capture.memento import (
    Copy,
    parse_http_date,
    parse_replay,
    parse_timemap,
    raw_form,
)
from provenance.errors import MalformedError

REPLAY = "https://web.archive.org/web/"
MAP = "https://web.archive.org/web/timemap/link/https://example.org/a,b/?x=1,2"
TIMEMAP = """<https://example.org/a,b/?x=1,2>; rel="original",
<https://web.archive.org/web/timemap/link/https://example.org/a,b/?x=1,2>; rel="self"; \
type="application/link-format"; from="Sun, 20 Jan 2002 14:25:10 GMT",
<https://web.archive.org/web/https://example.org/a,b/?x=1,2>; rel="timegate",
<https://web.archive.org/web/20020120142510/https://example.org/a,b/?x=1,2>; \
rel="first memento"; datetime="Sun, 20 Jan 2002 14:25:10 GMT",
<https://web.archive.org/web/20030120142510/https://example.org/a,b/?x=1,2>; \
rel=memento; datetime="Mon, 20 Jan 2003 14:25:10 GMT"; license="a;b,c",
<https://web.archive.org/web/timemap/link/2/https://example.org/a,b/?x=1,2>; rel="timemap"
"""


def at(day: int, hour: int = 0) -> datetime:
    return datetime(2026, 5, day, hour, tzinfo=UTC)


def copy(day: int, digest: str | None = "A", status: int | None = 200, hour: int = 0) -> Copy:
    return Copy(url=f"u{day}.{hour}", at=at(day, hour), status=status, digest=digest)


def chosen(*copies: Copy, refusals: bool = False, **bounds: object) -> tuple[list[str], list[str]]:
    told = Bounds(**bounds)  # type: ignore[arg-type]  # each has its field's type
    choice = choose_copies(copies, told, address="the page", refusals=refusals)
    return [one.url for one in choice.copies], list(choice.notes)


def test_a_timemap_lists_its_copies_whatever_stands_in_their_addresses() -> None:
    timemap = parse_timemap(TIMEMAP.encode(), MAP)

    assert [one.url for one in timemap.copies] == [
        "https://web.archive.org/web/20020120142510id_/https://example.org/a,b/?x=1,2",
        "https://web.archive.org/web/20030120142510id_/https://example.org/a,b/?x=1,2",
    ]
    assert timemap.copies[0].at == datetime(2002, 1, 20, 14, 25, 10, tzinfo=UTC)
    assert timemap.further == (
        "https://web.archive.org/web/timemap/link/2/https://example.org/a,b/?x=1,2",
    )


def test_relative_targets_rest_on_the_timemaps_own_address() -> None:
    dated = b'rel="memento"; datetime="Sun, 20 Jan 2002 14:25:10 GMT"'
    body = b"</web/20020120142510/http://a.org/>; " + dated
    (one,) = parse_timemap(body, MAP).copies
    assert one.url == "https://web.archive.org/web/20020120142510id_/http://a.org/"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" ,\n",
        b'<https://a.org/20020120142510/x>; rel="memento"',
        b'<https://a.org/x>; rel="memento"; datetime="yesterday"',
        b'<https://a.org/x>; rel="timegate"; datetime="Sun, 20 Jan 2002 14:25:10 GMT"',
    ],
)
def test_a_timemap_without_dated_copies_lists_none(body: bytes) -> None:
    assert parse_timemap(body, MAP).copies == ()


@pytest.mark.parametrize("body", [b"<html><h1>Busy</h1></html>", b"nothing", b"<a>; rel=x, <b"])
def test_what_is_no_timemap_is_refused(body: bytes) -> None:
    with pytest.raises(MalformedError):
        parse_timemap(body, MAP)


def test_a_hostile_timemap_takes_no_square() -> None:
    parse_timemap(b'<a>; rel=x; x="' + b"\\\\" * 200_000 + b'"', MAP)
    with pytest.raises(MalformedError):
        parse_timemap(b"<a" * 200_000, MAP)


@pytest.mark.parametrize(
    ("url", "raw"),
    [
        (REPLAY + "20020120142510/http://a.org/x", REPLAY + "20020120142510id_/http://a.org/x"),
        (REPLAY + "20020120142510if_/http://a.org/", REPLAY + "20020120142510id_/http://a.org/"),
        (
            "https://archive.example/coll/20020120142510/http://a.org/?p=7",
            "https://archive.example/coll/20020120142510id_/http://a.org/?p=7",
        ),
        ("https://archive.example/abc/http://a.org/", "https://archive.example/abc/http://a.org/"),
    ],
)
def test_a_copys_bytes_are_asked_for_as_they_were(url: str, raw: str) -> None:
    assert raw_form(url) == raw


def test_a_replays_address_says_of_what_and_when_it_is() -> None:
    replay = parse_replay(REPLAY + "20020120142510id_/http:/a.org/20010101000000/http://b.org/")
    assert replay is not None
    assert replay.original == "http://a.org/20010101000000/http://b.org/"
    assert replay.at == datetime(2002, 1, 20, 14, 25, 10, tzinfo=UTC)
    assert parse_replay(REPLAY + "20021320142510/http://a.org/") is None
    assert parse_replay("https://a.org/") is None


@pytest.mark.parametrize("text", ["", "yesterday", "Sun, 20 Jan 99999 14:25:10 GMT", "1,2"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert parse_http_date(text) is None


def test_a_date_without_a_zone_is_utc() -> None:
    assert parse_http_date("Sun, 20 Jan 2002 14:25:10 -0000") == datetime(
        2002, 1, 20, 14, 25, 10, tzinfo=UTC
    )
    assert parse_http_date("Sun, 20 Jan 2002 14:25:10 +0100") == datetime(
        2002, 1, 20, 13, 25, 10, tzinfo=UTC
    )


def rows(*told: list[str], resume: str | None = None) -> bytes:
    head = ["timestamp", "original", "mimetype", "statuscode", "digest"]
    return json.dumps([head, *told, *([[], [resume]] if resume else [])]).encode()


def test_rows_are_copies_with_status_and_digest() -> None:
    read = parse_rows(
        rows(
            ["20020120142510", "http://a.org/?p=7&x=%C3%A9 y", "text/html", "200", "ABC"],
            ["20030120142510", "http://a.org/", "warc/revisit", "-", "ABC"],
            ["20040120142510", "http://a.org/", "text/html", "404", ""],
            ["2004", "http://a.org/", "text/html", "200", "ABC"],
            resume="org,a)/ 2004",
        ),
        replay=REPLAY,
    )

    assert [(one.status, one.digest) for one in read.copies] == [
        (200, "ABC"),
        (None, "ABC"),
        (404, None),
    ]
    assert read.copies[0].url == REPLAY + "20020120142510id_/http://a.org/?p=7&x=%C3%A9%20y"
    assert read.resume == "org,a)/ 2004"


def test_an_empty_list_has_no_copies() -> None:
    assert parse_rows(b"[]", replay=REPLAY).copies == ()
    assert parse_rows(rows(), replay=REPLAY).resume is None


@pytest.mark.parametrize(
    "body", [b"<html>", b"{}", b"[1]", b'[["urlkey"]]', b"[" * 100_000, b"\xff"]
)
def test_what_is_no_list_of_rows_is_refused(body: bytes) -> None:
    with pytest.raises(MalformedError):
        parse_rows(body, replay=REPLAY)


def test_a_question_to_the_cdx_server_keeps_the_address_whole() -> None:
    asked = cdx_url("https://a/cdx", "https://b/?p=7&x=1", resume="k 1")
    assert "url=https%3A%2F%2Fb%2F%3Fp%3D7%26x%3D1" in asked
    assert asked.endswith("showResumeKey=true&resumeKey=k+1")
    assert "resumeKey=" not in cdx_url("https://a/cdx", "https://b/", resume=None)


def test_of_equal_copies_in_a_row_the_first_and_the_last_are_asked_for() -> None:
    copies = [copy(1), copy(2), copy(3), copy(4, "B"), copy(5), copy(6)]
    urls, notes = chosen(*copies)

    assert urls == ["u1.0", "u3.0", "u4.0", "u5.0", "u6.0"]
    assert notes == ["not asked for: 1 copy of the page between two with the same digest"]


def test_copies_without_a_digest_are_all_asked_for() -> None:
    assert chosen(copy(2, None), copy(1, None), copy(3, None))[0] == ["u1.0", "u2.0", "u3.0"]


def test_copies_of_other_statuses_are_said_and_not_asked_for() -> None:
    urls, notes = chosen(copy(1), copy(2, "B", 404), copy(3, "C", 301), copy(4, "D", 404))

    assert urls == ["u1.0"]
    assert [note.partition(", as the")[0] for note in notes] == [
        "not asked for: 2 copies of the page with the status 404",
        "not asked for: 1 copy of the page with the status 301",
    ]


def test_refusals_of_a_rest_address_are_asked_for_and_redirects_are_not() -> None:
    copies = [copy(1), copy(2, "B", 404), copy(3, "C", 301), copy(4, "D", 401)]
    assert chosen(*copies, refusals=True)[0] == ["u1.0", "u2.0", "u4.0"]


def test_copies_outside_of_the_time_asked_for_are_left_out() -> None:
    copies = [copy(day, str(day)) for day in range(1, 6)]
    urls, notes = chosen(*copies, since=at(2), until=at(4))

    assert urls == ["u2.0", "u3.0", "u4.0"]
    assert notes == ["not asked for: 2 copies of the page outside of --from and --to"]


@pytest.mark.parametrize(
    ("limit", "days"), [(1, [9]), (2, [1, 9]), (3, [1, 5, 9]), (9, [*range(1, 10)])]
)
def test_a_limit_spreads_over_the_whole_time(limit: int, days: list[int]) -> None:
    copies = [copy(day, str(day)) for day in range(1, 10)]
    urls, notes = chosen(*copies, limit=limit)

    assert urls == [f"u{day}.0" for day in days]
    assert bool(notes) is (limit < 9)


def test_a_copy_listed_twice_is_one() -> None:
    assert chosen(copy(1), copy(1))[0] == ["u1.0"]
