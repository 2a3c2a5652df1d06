"""Statements read back: what they say of a capture, and the answer that it came in.

What is read is a claim until the statement, made anew from it, is the same bytes (`verify`).
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import rfc8785

from provenance.digest import parse_digest
from provenance.errors import MalformedError
from provenance.model import (
    Basis,
    Capture,
    Context,
    Digests,
    Exchange,
    Hop,
    PostKey,
    Profile,
    Route,
    Source,
)

# Gives the bytes that have a digest of 32 bytes.
Find = Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What a snapshot statement says (log.md, 1.1).

    Attributes:
        key: Which post.
        digests: The ladder.
        profile: What the digests rest on.
        previous: SHA-256 of the post's statement before it, 32 bytes; None for the first.
        context: Under what conditions the post was served.
        basis: What `seen_at` rests on.
        seen_at: When it was served; aware, UTC; None where unknown.
        control: As in `Capture`.
        notes: Likewise.
        answer: The answer that it came in, without body and transport.
        body: SHA-256 of the answer's body; 32 bytes.
        transport: SHA-256 of the document of how it was asked for and came; 32 bytes.
    """

    key: PostKey
    digests: Digests
    profile: Profile
    previous: bytes | None
    context: Context
    basis: Basis
    seen_at: datetime | None
    control: bool | None
    notes: tuple[str, ...]
    answer: "Answer"
    body: bytes
    transport: bytes

    def capture(self, raw: bytes, start: int) -> Capture:
        """Return the capture whose bytes stand at `start` in the answer's body."""
        return Capture(
            post=self.key,
            raw=raw,
            start=start,
            context=self.context,
            basis=self.basis,
            seen_at=self.seen_at,
            control=self.control,
            notes=self.notes,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a statement says of an answer by itself; as in `Exchange`."""

    source: Source
    address: str
    status: int | None
    failure: str | None
    received_at: datetime


def parse_statement(data: bytes) -> Statement:
    """Return what the bytes of a statement say.

    Raises:
        MalformedError: They are no statement, or not in their one spelling.
    """
    value = _parse(data, "the statement")
    try:
        return _statement(value["predicate"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise MalformedError(f"the statement lacks something, or holds another: {error}") from error


def read_exchange(statement: Statement, find: Find) -> Exchange:
    """Return the answer that a statement was made of.

    Args:
        statement: What says which bytes are wanted.
        find: Gives the transport document, the body and the certificates.

    Raises:
        MalformedError: The transport document is none.
    """
    value = _parse(find(statement.transport), "the transport document")
    try:
        return _exchange(value, statement, find)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise MalformedError(
            f"the transport document lacks something, or holds another: {error}"
        ) from error


def certificates_of(exchange: Exchange) -> tuple[bytes, ...]:
    """Return the leaf certificates that an exchange names, each once, in order."""
    all_of_them = (*(hop.certificate for hop in exchange.hops), exchange.certificate)
    return tuple(dict.fromkeys(one for one in all_of_them if one is not None))


def _parse(data: bytes, what: str) -> Any:  # noqa: ANN401 - JSON of any shape, read field by field
    try:
        value = json.loads(data)
        written = rfc8785.dumps(value)
    except (ValueError, RecursionError, rfc8785.CanonicalizationError) as error:
        raise MalformedError(f"{what} is no JSON of ours") from error
    # This also finds duplicate keys, lone surrogates and floats.
    if written != data:
        raise MalformedError(f"{what} is not in its one spelling (RFC 8785)")
    return value


def _statement(predicate: Mapping[str, Any]) -> Statement:
    served, digests, profile = predicate["capture"], predicate["digests"], predicate["profile"]
    previous = predicate["previous"]
    return Statement(
        key=PostKey(site=predicate["post"]["site"], post_id=predicate["post"]["id"]),
        digests=Digests(**{name: parse_digest(text) for name, text in digests.items()}),
        profile=Profile(**profile),
        previous=None if previous is None else parse_digest(previous),
        context=Context(**{**served["context"], "route": Route(served["context"]["route"])}),
        basis=Basis(served["basis"]),
        seen_at=_time(served["seen_at"]),
        control=served["control"],
        notes=tuple(served["notes"]),
        answer=Answer(
            source=Source(served["source"]),
            address=served["address"],
            status=served["status"],
            failure=served["failure"],
            received_at=datetime.fromisoformat(served["received_at"]),
        ),
        body=parse_digest(served["body"]),
        transport=parse_digest(served["transport"]),
    )


def _exchange(value: Mapping[str, Any], statement: Statement, find: Find) -> Exchange:
    answer = statement.answer
    return Exchange(
        source=answer.source,
        target="",  # what was typed is in no evidence
        method=value["method"],
        url=value["url"],
        final_url=answer.address,
        request_headers=_headers(value["request_headers"]),
        hops=tuple(
            Hop(
                url=hop["url"],
                status=hop["status"],
                headers=_headers(hop["headers"]),
                address=hop["peer"],
                certificate=_certificate(hop["certificate"], find),
            )
            for hop in value["hops"]
        ),
        requested_at=_time(value["requested_at"]),
        received_at=answer.received_at,
        status=answer.status,
        http_version=value["http_version"],
        headers=_headers(value["headers"]),
        body=find(statement.body),
        content_encoding=value["content_encoding"],
        address=value["peer"],
        certificate=_certificate(value["certificate"], find),
        egress=value["egress"],
        file_modified_at=_time(value["file_modified_at"]),
        failure=answer.failure,
    )


def _headers(pairs: Sequence[Sequence[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in pairs)


def _certificate(digest: str | None, find: Find) -> bytes | None:
    return None if digest is None else find(parse_digest(digest))


def _time(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
