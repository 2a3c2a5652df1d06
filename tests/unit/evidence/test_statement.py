"""Statements and records, member by member."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
import rfc8785

from provenance.canonical import canonicalize
from provenance.digest import format_digest, sha256
from provenance.evidence import (
    before_transport,
    capture_record,
    exchange_record,
    snapshot_statement,
)
from provenance.evidence.statement import format_time
from provenance.model import (
    Basis,
    Capture,
    Context,
    Exchange,
    Hop,
    PostKey,
    RestError,
    Route,
    Source,
)

RAW = b'{"id":7,"link":"https://example.org/?p=7","content":{"rendered":"caf\xc3\xa9"},"date":"d"}'
SNAPSHOT = canonicalize(RAW)
SEEN = datetime(2026, 5, 29, 3, 20, 0, 5, tzinfo=timezone(timedelta(hours=2)))
RECEIVED = datetime(2026, 5, 29, 1, 20, 1, tzinfo=UTC)


def _exchange(**members: Any) -> Exchange:
    return Exchange(
        **{
            "source": Source.HTTP, "target": "t", "method": "GET", "url": "https://example.org/a",
            "final_url": "https://example.org/b", "request_headers": (), "hops": (),
            "requested_at": None, "received_at": RECEIVED, "status": 200, "http_version": "1.1",
            "headers": (), "body": b"[" + RAW + b"]", "content_encoding": None, "address": None,
            "certificate": None, "egress": None, "file_modified_at": None, "failure": None,
        } | members
    )  # fmt: skip


def _capture(**members: Any) -> Capture:
    context = Context(observer="local", access="anonymous", language=None, route=Route.LIST)
    return Capture(
        **{
            "post": None, "raw": RAW, "start": 1, "context": context, "basis": Basis.OBSERVED,
            "seen_at": SEEN,
        } | members
    )  # fmt: skip


_TRANSPORT = (
    b'{"certificate":null,"content_encoding":null,"egress":null,"file_modified_at":null,'
    b'"headers":[],"hops":[],"http_version":"1.1","method":"GET","peer":null,'
    b'"request_headers":[],"requested_at":null,"url":"https://example.org/a"}'
)
_ANSWER = {
    "source": "http", "address": "https://example.org/b", "status": 200, "failure": None,
    "received_at": "2026-05-29T01:20:01.000000Z",
    "body": format_digest(sha256(b"[" + RAW + b"]")),
    "transport": format_digest(sha256(_TRANSPORT)),
}  # fmt: skip
_CAPTURE = {
    **_ANSWER,
    "context": {"observer": "local", "access": "anonymous", "language": None, "route": "list"},
    "basis": "observed",
    "seen_at": "2026-05-29T01:20:00.000005Z",
    "control": None,
    "notes": [],
}
_CLAIMS = {
    "date": "d", "modified": None, "modified_gmt": None, "revision_count": None,
    "predecessor_id": None, "predecessor_href": None,
}  # fmt: skip
_DIGESTS = {
    name: format_digest(getattr(SNAPSHOT.digests, name))
    for name in ("raw", "markup", "content", "words", "metadata")
}


@pytest.mark.parametrize("previous", [None, bytes(range(32))])
def test_a_statement_says_what_was_seen_and_how(previous: bytes | None) -> None:
    written = snapshot_statement(SNAPSHOT, _capture(), _exchange(), previous=previous)
    value = json.loads(written)
    assert value == {
        "_type": "https://in-toto.io/Statement/v1",
        "subject": [
            {"name": "example.org#7", "digest": {"sha256": SNAPSHOT.digests.content.hex()}}
        ],
        "predicateType": "urn:provenance-toolkit:article-snapshot:v1",
        "predicate": {
            "post": {"site": "example.org", "id": 7},
            "claims": _CLAIMS,
            "digests": _DIGESTS,
            "profile": {
                "name": "wpcanon/1",
                "parser": SNAPSHOT.profile.parser,
                "unicode": SNAPSHOT.profile.unicode,
                "tool": SNAPSHOT.profile.tool,
            },
            "capture": _CAPTURE,
            "previous": None if previous is None else format_digest(previous),
        },
    }
    assert written == rfc8785.dumps(value)


def test_a_record_of_a_post_holds_its_digests_and_claims() -> None:
    written = capture_record(SNAPSHOT.key, _capture(), _exchange(), SNAPSHOT)
    assert json.loads(written) == {
        "post": {"site": "example.org", "id": 7},
        "refusal": None,
        "digests": _DIGESTS,
        "claims": _CLAIMS,
        "raw": format_digest(sha256(RAW)),
        "capture": _CAPTURE,
    }


def test_a_record_of_a_refusal_holds_its_code_and_no_digests() -> None:
    error = RestError(code="rest_forbidden", status=401, message="No.")
    capture = _capture(error=error, seen_at=None, basis=Basis.UNKNOWN)
    exchange = _exchange(status=None, failure="timed out")
    value = json.loads(
        capture_record(PostKey(site="example.org", post_id=7), capture, exchange, None)
    )
    assert (value["refusal"], value["digests"], value["claims"]) == ("rest_forbidden", None, None)
    assert (value["capture"]["seen_at"], value["capture"]["basis"]) == (None, "unknown")
    assert (value["capture"]["status"], value["capture"]["failure"]) == (None, "timed out")


def test_a_record_of_an_answer_without_captures_says_that_it_was_asked() -> None:
    assert json.loads(exchange_record(_exchange())) == {"answer": _ANSWER}


@pytest.mark.parametrize(
    ("written", "place"),
    [
        (exchange_record(_exchange()), ["answer"]),
        (capture_record(SNAPSHOT.key, _capture(), _exchange(), SNAPSHOT), ["capture"]),
        (
            snapshot_statement(SNAPSHOT, _capture(), _exchange(), previous=None),
            ["predicate", "capture"],
        ),
    ],
    ids=["answer", "capture", "statement"],
)
def test_the_form_before_the_transport_lacks_that_and_nothing_else(
    written: bytes, place: list[str]
) -> None:
    expected = json.loads(written)
    inner = expected
    for name in place:
        inner = inner[name]
    for name in {"transport", "control", "notes"} & inner.keys():
        del inner[name]

    assert before_transport(written) == rfc8785.dumps(expected) != written


def test_anything_that_differs_gives_another_record() -> None:
    records = {
        capture_record(SNAPSHOT.key, capture, exchange, SNAPSHOT)
        for capture in (_capture(), _capture(raw=b"{}"), _capture(seen_at=RECEIVED))
        for exchange in (_exchange(), _exchange(body=b""), _exchange(status=304))
    }
    assert len(records) == 9


_HOP = Hop(url="http://example.org/a", status=301, headers=(), address=None, certificate=None)


@pytest.mark.parametrize(
    "members",
    [
        {"method": "HEAD"},
        {"url": "https://example.org/c"},
        {"request_headers": (("Accept", "*/*"),)},
        {"requested_at": RECEIVED},
        {"hops": (_HOP,)},
        {"hops": (replace(_HOP, status=302),)},
        {"hops": (replace(_HOP, headers=(("A", "b"),)),)},
        {"hops": (replace(_HOP, certificate=b"DER"),)},
        {"http_version": "1.0"},
        {"headers": (("Date", "today"),)},
        {"headers": (("Date", "today"), ("Date", "today"))},
        {"content_encoding": "gzip"},
        {"address": "192.0.2.1:443"},
        {"certificate": b"DER"},
        {"egress": "http://proxy.example:3128"},
        {"file_modified_at": RECEIVED},
    ],
)
def test_a_record_commits_to_all_that_was_asked_and_all_that_came(
    members: dict[str, Any],
) -> None:
    assert exchange_record(_exchange(**members)) != exchange_record(_exchange())


@pytest.mark.parametrize("members", [{"control": True}, {"notes": ("set aside",)}])
def test_a_record_commits_to_what_was_learned_beside_it(members: dict[str, Any]) -> None:
    record = capture_record(SNAPSHOT.key, _capture(**members), _exchange(), SNAPSHOT)
    assert record != capture_record(SNAPSHOT.key, _capture(), _exchange(), SNAPSHOT)


def test_one_moment_has_one_spelling() -> None:
    assert format_time(SEEN) == format_time(SEEN.astimezone(UTC)) == "2026-05-29T01:20:00.000005Z"
