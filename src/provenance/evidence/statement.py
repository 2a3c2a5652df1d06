"""What is hashed into the log about a snapshot and about a capture (evidence.md)."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from provenance.digest import canonical_json, format_digest, parse_digest, sha256
from provenance.errors import MalformedError
from provenance.evidence.made_once import made_once
from provenance.model import Capture, Context, Digests, Exchange, PostKey, Snapshot

STATEMENT_TYPE = "https://in-toto.io/Statement/v1"
PREDICATE_TYPE = "urn:provenance-toolkit:article-snapshot:v1"
# What development versions did not commit to (docs/adr/0112).
_COMMITTED_LATER = ("transport", "control", "notes")


def snapshot_statement(
    snapshot: Snapshot, capture: Capture, exchange: Exchange, *, previous: bytes | None
) -> bytes:
    """Return the in-toto Statement v1 of one snapshot, as RFC 8785 bytes.

    Its subject is the digest of the canonical content.

    Args:
        snapshot: What the capture shows.
        capture: The capture that first showed it in this place of the post's history.
        exchange: The answer that the capture is part of.
        previous: SHA-256 of the post's previous statement, 32 bytes; None for the first.
    """
    return canonical_json(
        {
            "_type": STATEMENT_TYPE,
            "subject": [
                {
                    "name": str(snapshot.key),
                    "digest": {"sha256": snapshot.digests.content.hex()},
                }
            ],
            "predicateType": PREDICATE_TYPE,
            "predicate": {
                "post": {"site": snapshot.key.site, "id": snapshot.key.post_id},
                "claims": _claims(snapshot),
                "digests": _digests(snapshot.digests),
                "profile": _profile(snapshot),
                "capture": _served(capture, exchange),
                "previous": None if previous is None else format_digest(previous),
            },
        }
    )


def statement_subject(data: bytes) -> tuple[str, bytes]:
    """Return which post a statement is of, and the content digest, 32 bytes, that it states.

    Raises:
        MalformedError: It is no statement of a snapshot, or not spelled as one.
    """
    try:
        value = json.loads(data)
        (subject,) = value["subject"]
        name, digest = str(subject["name"]), parse_digest(f"sha256:{subject['digest']['sha256']}")
        types = value["_type"], value["predicateType"]
        stated = value["predicate"]["digests"]["content"]
        if (*types, stated) == (STATEMENT_TYPE, PREDICATE_TYPE, format_digest(digest)) and (
            canonical_json(value) == data
        ):
            return name, digest
    except (ValueError, KeyError, TypeError, RecursionError, MalformedError):
        pass
    raise MalformedError("the bytes are no statement of a snapshot, or not spelled as one")


def capture_record(
    key: PostKey, capture: Capture, exchange: Exchange, snapshot: Snapshot | None
) -> bytes:
    """Return what a run's log entry commits to for one capture, as RFC 8785 bytes.

    Args:
        key: Which post.
        capture: The capture.
        exchange: The answer that the capture is part of.
        snapshot: What it shows; None for a refusal, or where it cannot be assessed.
    """
    return canonical_json(
        {
            "post": {"site": key.site, "id": key.post_id},
            "refusal": None if capture.error is None else capture.error.code,
            "digests": None if snapshot is None else _digests(snapshot.digests),
            "claims": None if snapshot is None else _claims(snapshot),
            "raw": _digest_of(capture.raw),
            "capture": _served(capture, exchange),
        }
    )


def exchange_record(exchange: Exchange) -> bytes:
    """Return what a run's log entry commits to for an answer without captures, likewise.

    A page, a search, a failed request: that it was asked, and what came, is evidence too.
    """
    return canonical_json({"answer": _answer(exchange)})


def before_transport(written: bytes) -> bytes:
    """Return a record or a statement in the form that development versions gave it (0112)."""
    value = json.loads(written)
    for served in (
        value.get("answer"),
        value.get("capture"),
        value.get("predicate", {}).get("capture"),
    ):
        for name in _COMMITTED_LATER:
            (served or {}).pop(name, None)
    return canonical_json(value)


def format_time(moment: datetime) -> str:
    """Return a time as RFC 3339 in UTC with microseconds and `Z`: one moment, one spelling."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


@made_once
def _served(capture: Capture, exchange: Exchange) -> Mapping[str, Any]:
    """Return how a capture came; it is asked for by its statement and by its record."""
    seen_at = capture.seen_at
    return {
        **_answer(exchange),
        "context": _context(capture.context),
        "basis": capture.basis.value,
        "seen_at": None if seen_at is None else format_time(seen_at),
        "control": capture.control,
        "notes": [_well_formed(note) for note in capture.notes],
    }


@made_once
def _answer(exchange: Exchange) -> Mapping[str, Any]:
    """Return how an answer came; a page of a list is asked for once a post."""
    return {
        "source": exchange.source.value,
        "address": _well_formed(exchange.final_url),
        "status": exchange.status,
        "failure": None if exchange.failure is None else _well_formed(exchange.failure),
        "received_at": format_time(exchange.received_at),
        "body": _digest_of(exchange.body),
        "transport": format_digest(sha256(transport_document(exchange))),
    }


def transport_document(exchange: Exchange) -> bytes:
    """Return how the answer was asked for and how it came, as RFC 8785 bytes.

    The record holds their digest alone, so that it stays small and still commits to all of it.
    """
    asked, file_time = exchange.requested_at, exchange.file_modified_at
    return canonical_json(
        {
            "method": exchange.method,
            "url": _well_formed(exchange.url),
            "request_headers": _headers(exchange.request_headers),
            "requested_at": None if asked is None else format_time(asked),
            "hops": [
                {
                    "url": _well_formed(hop.url),
                    "status": hop.status,
                    "headers": _headers(hop.headers),
                    **_peer(hop.address, hop.certificate),
                }
                for hop in exchange.hops
            ],
            "http_version": exchange.http_version,
            "headers": _headers(exchange.headers),
            "content_encoding": exchange.content_encoding,
            **_peer(exchange.address, exchange.certificate),
            "egress": exchange.egress,
            "file_modified_at": None if file_time is None else format_time(file_time),
        }
    )


def _headers(headers: tuple[tuple[str, str], ...]) -> list[list[str]]:
    return [[_well_formed(name), _well_formed(value)] for name, value in headers]


def _peer(address: str | None, certificate: bytes | None) -> dict[str, str | None]:
    return {
        "peer": address,
        "certificate": None if certificate is None else format_digest(sha256(certificate)),
    }


@made_once
def _digest_of(data: bytes) -> str:
    """Return the text form of a digest; a body is asked for twice where one post is all of it."""
    return format_digest(sha256(data))


def _well_formed(text: str) -> str:
    r"""Return `text` with the bytes of a file's name that are not UTF-8 written as `\udcXX`."""
    return text.encode("utf-8", "backslashreplace").decode()


def _context(context: Context) -> dict[str, str | None]:
    return {
        "observer": _well_formed(context.observer),
        "access": context.access,
        "language": context.language,
        "route": context.route.value,
    }


@made_once
def _claims(snapshot: Snapshot) -> Mapping[str, Any]:
    claims = snapshot.claims
    return {
        "date": claims.date,
        "modified": claims.modified,
        "modified_gmt": claims.modified_gmt,
        "revision_count": claims.revision_count,
        "predecessor_id": claims.predecessor_id,
        "predecessor_href": claims.predecessor_href,
    }


@made_once
def _digests(digests: Digests) -> Mapping[str, str]:
    return {
        "raw": format_digest(digests.raw),
        "markup": format_digest(digests.markup),
        "content": format_digest(digests.content),
        "words": format_digest(digests.words),
        "metadata": format_digest(digests.metadata),
    }


def _profile(snapshot: Snapshot) -> dict[str, str]:
    profile = snapshot.profile
    return {
        "name": profile.name,
        "parser": profile.parser,
        "unicode": profile.unicode,
        "tool": profile.tool,
    }
