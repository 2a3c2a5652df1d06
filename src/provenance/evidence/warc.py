"""Answers as WARC 1.1 records, and the bytes that such records hold (docs/spec/bundle.md, "WARC").

What is written follows from the answers alone, so that a reader can write it anew and compare.
Never compresses, and never takes a date or a number of its own.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote
from uuid import UUID

from provenance.digest import format_digest, sha256
from provenance.errors import BundleError
from provenance.evidence.http_message import (
    format_request,
    format_response,
    media_type,
    payload_of,
)
from provenance.evidence.reading import certificates_of
from provenance.evidence.statement import format_time, transport_document
from provenance.model import Exchange, Source

_VERSION = b"WARC/1.1\r\n"
_BLANK_LINE = b"\r\n\r\n"
_LENGTH = re.compile(rb"\r\nContent-Length: (0|[1-9][0-9]{0,9})$", re.ASCII)
_FILE = "urn:provenance-toolkit:file:"
# RFC 9562 section 5.8: a UUID whose other bits are ours to choose.
_UUID_SET = 8 << 76 | 2 << 62
_UUID_CLEAR = 0xF << 76 | 3 << 62

_Fields = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Where the record of an answer lies.

    Attributes:
        url: What it is a record of.
        at: When the answer was received; aware, UTC.
        mime: Type of what came, as the answer says.
        status: HTTP status; None for a file.
        digest: SHA-256 of the body; 32 bytes.
        offset: Where the record begins, in bytes.
        length: How long it is, in bytes.
    """

    url: str
    at: datetime
    mime: str
    status: int | None
    digest: bytes
    offset: int
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Record:
    """One record; `payload` is None where it is the block, `is_answer` for one that is indexed."""

    kind: str
    name: str
    fields: _Fields
    content_type: str
    block: bytes
    payload: bytes | None = None
    is_answer: bool = False

    def __bytes__(self) -> bytes:
        payload = () if self.payload is None else (("WARC-Payload-Digest", _digest(self.payload)),)
        fields: _Fields = (
            ("WARC-Type", self.kind),
            ("WARC-Record-ID", self.name),
            *self.fields,
            ("WARC-Block-Digest", _digest(self.block)),
            *payload,
            ("Content-Type", self.content_type),
            ("Content-Length", str(len(self.block))),
        )
        head = "\r\n".join(f"{name}: {value}" for name, value in fields).encode()
        return _VERSION + head + _BLANK_LINE + self.block + _BLANK_LINE


def format_warc(
    exchanges: Sequence[Exchange], *, software: str, dated: datetime
) -> tuple[bytes, tuple[Placed, ...]]:
    """Return the WARC file of answers, and where each answer's own record lies in it.

    Args:
        exchanges: The answers, in order.
        software: What wrote it, for people.
        dated: The date of the record about the file itself.
    """
    info = f"software: {software}\r\nformat: WARC File Format 1.1\r\n".encode()
    records = [
        _Record(
            kind="warcinfo",
            name=_name(info, "warcinfo"),
            fields=(("WARC-Date", format_time(dated)),),
            content_type="application/warc-fields",
            block=info,
        )
    ]
    answered: list[Exchange | None] = [None]
    for number, exchange in enumerate(exchanges):
        made = list(_records(exchange, number))
        records += made
        answered += [exchange if one.is_answer else None for one in made]
    written = [bytes(record) for record in records]
    return b"".join(written), tuple(_places(written, answered))


def payloads(data: bytes) -> dict[bytes, bytes]:
    """Return what the records of a WARC file hold, by its SHA-256 of 32 bytes.

    Whether the records are those that belong to it is for whoever writes them anew and compares.

    Raises:
        BundleError: It is no run of whole records.
    """
    found: dict[bytes, bytes] = {}
    at = 0
    while at < len(data):
        head, blank, _ = data[at : at + 65_536].partition(_BLANK_LINE)
        length = _LENGTH.search(head)
        start = at + len(head) + len(blank)
        end = start + (int(length[1]) if length else 0)
        if not length or not head.startswith(_VERSION) or data[end : end + 4] != _BLANK_LINE:
            raise BundleError(f"the WARC has no whole record at byte {at:,}")
        block = data[start:end]
        if b"\r\nWARC-Type: response\r\n" in head:
            block = payload_of(block)
        found[sha256(block)] = block
        at = end + len(_BLANK_LINE)
    return found


def address_of(exchange: Exchange) -> str:
    """Return the URI that stands for an answer: its address, or a URN for a file's name."""
    if exchange.source is Source.FILE:
        return _FILE + quote(exchange.final_url, safe="")
    return quote(exchange.final_url, safe="!#$%&'()*+,/:;=?@[]~")


def _records(exchange: Exchange, number: int) -> Iterator[_Record]:
    transport = transport_document(exchange)
    salt = f"{number} {format_digest(sha256(transport))}"
    about = (("WARC-Target-URI", address_of(exchange)), _date(exchange.received_at))
    if exchange.source is Source.FILE:
        answer = _Record(
            kind="resource",
            name=_name(exchange.body, salt),
            fields=about,
            content_type="application/octet-stream",
            block=exchange.body,
            is_answer=True,
        )
    else:
        yield from _redirects(exchange, salt)
        answer = _response(exchange, salt, about)
        yield _request(exchange, salt, answer.name)
    yield answer
    refers = (*about, ("WARC-Refers-To", answer.name))
    documents = [("application/json", transport)]
    documents += [("application/pkix-cert", one) for one in certificates_of(exchange)]
    for content_type, document in documents:
        yield _Record(
            kind="metadata",
            name=_name(document, f"{salt} metadata"),
            fields=refers,
            content_type=content_type,
            block=document,
        )


def _redirects(exchange: Exchange, salt: str) -> Iterator[_Record]:
    for place, hop in enumerate(exchange.hops):
        block = format_response(hop.status, hop.headers)
        yield _Record(
            kind="response",
            name=_name(block, f"{salt} hop {place}"),
            fields=(
                ("WARC-Target-URI", quote(hop.url, safe="!#$%&'()*+,/:;=?@[]~")),
                _date(exchange.received_at),
                *_peer(hop.address),
                # The body of a redirect is not kept.
                ("WARC-Truncated", "unspecified"),
            ),
            content_type="application/http; msgtype=response",
            block=block,
            payload=b"",
        )


def _request(exchange: Exchange, salt: str, answer: str) -> _Record:
    block = format_request(exchange)
    return _Record(
        kind="request",
        name=_name(block, f"{salt} request"),
        fields=(
            ("WARC-Target-URI", quote(exchange.url, safe="!#$%&'()*+,/:;=?@[]~")),
            _date(exchange.requested_at or exchange.received_at),
            ("WARC-Concurrent-To", answer),
        ),
        content_type="application/http; msgtype=request",
        block=block,
    )


def _response(exchange: Exchange, salt: str, about: _Fields) -> _Record:
    block = format_response(
        exchange.status or 0, exchange.headers, exchange.body, http_version=exchange.http_version
    )
    cut = () if exchange.failure is None else (("WARC-Truncated", "unspecified"),)
    return _Record(
        kind="response",
        name=_name(block, salt),
        fields=(*about, *_peer(exchange.address), *cut),
        content_type="application/http; msgtype=response",
        block=block,
        payload=exchange.body,
        is_answer=True,
    )


def _places(written: Sequence[bytes], answered: Sequence[Exchange | None]) -> Iterator[Placed]:
    offset = 0
    for record, exchange in zip(written, answered, strict=True):
        if exchange is not None:
            yield Placed(
                url=address_of(exchange),
                at=exchange.received_at,
                mime=media_type(exchange.headers),
                status=exchange.status,
                digest=sha256(exchange.body),
                offset=offset,
                length=len(record),
            )
        offset += len(record)


def _date(moment: datetime) -> tuple[str, str]:
    return "WARC-Date", format_time(moment)


def _peer(address: str | None) -> _Fields:
    """Return the connected address without its port."""
    host = (address or "").rpartition(":")[0].strip("[]")
    return (("WARC-IP-Address", host),) if host else ()


def _digest(data: bytes) -> str:
    return format_digest(sha256(data))


def _name(block: bytes, salt: str) -> str:
    """Return an identifier that follows from a record's block and its place."""
    number = int.from_bytes(sha256(sha256(block) + salt.encode())[:16], "big")
    return f"<urn:uuid:{UUID(int=number & ~_UUID_CLEAR | _UUID_SET)}>"
