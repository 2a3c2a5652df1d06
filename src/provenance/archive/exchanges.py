"""Answers: stored whole, a list page as its posts' slices and the glue between, and rebuilt.

The glue is all bytes between the slices, in order; slices and glue, woven by the slices'
offsets, give the body back byte for byte.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import BindParameter, Connection, Row, Select, bindparam, select

from provenance.archive.blobs import Blobs, HeldBlobs
from provenance.archive.columns import format_document
from provenance.archive.inserts import add_row
from provenance.archive.tables import BLOB, EXCHANGE, HOP, SLICE
from provenance.digest import format_digest, leaf_hash, sha256
from provenance.errors import ArchiveError, DigestMismatchError
from provenance.model import Capture, Exchange, Hop, Revision, Source, site_host

Headers = tuple[tuple[str, str], ...]
_Part = TypeVar("_Part", Capture, Revision, Capture | Revision)
# Columns that hold the exchange's own field of the same name.
_PLAIN = (
    "target",
    "method",
    "url",
    "final_url",
    "requested_at",
    "received_at",
    "status",
    "http_version",
    "content_encoding",
    "address",
    "egress",
    "file_modified_at",
    "failure",
)
_BETWEEN: tuple[BindParameter[int], BindParameter[int]] = (bindparam("first"), bindparam("last"))
_EXCHANGES: Select[Any] = (
    # These first and in their order, so that they are taken out of a row at once.
    select(
        *(EXCHANGE.c[name] for name in _PLAIN),
        EXCHANGE.c.exchange_id,
        EXCHANGE.c.source,
        EXCHANGE.c.request_headers_id,
        EXCHANGE.c.headers_id,
        EXCHANGE.c.body,
        EXCHANGE.c.glue_id,
        EXCHANGE.c.certificate_id,
    )
    .where(EXCHANGE.c.exchange_id.between(*_BETWEEN))
    .order_by(EXCHANGE.c.exchange_id)
)
_HOPS = select(HOP).where(HOP.c.exchange_id.between(*_BETWEEN))
_HOPS = _HOPS.order_by(HOP.c.exchange_id, HOP.c.position)
_SLICES = (
    select(SLICE, BLOB.c.digest)
    .join(BLOB, BLOB.c.blob_id == SLICE.c.blob_id)
    .where(SLICE.c.exchange_id.between(*_BETWEEN))
    .order_by(SLICE.c.exchange_id, SLICE.c.start)
)
_Row = Row[Any]


def cut(body: bytes, parts: Iterable[_Part]) -> tuple[tuple[_Part, ...], bytes]:
    """Return the parts that are slices of `body`, by offset, and the glue between them.

    A part that lies elsewhere or overlaps another is left out, and its bytes stay in the glue:
    nothing that was received depends on a slice being right.
    """
    slices: list[_Part] = []
    glue: list[bytes] = []
    end = 0
    for part in sorted(parts, key=lambda part: part.start):
        stop = part.start + len(part.raw)
        if part.raw and part.start >= end and body[part.start : stop] == part.raw:
            glue.append(body[end : part.start])
            slices.append(part)
            end = stop
    glue.append(body[end:])
    return tuple(slices), b"".join(glue)


def weave(slices: Sequence[tuple[int, bytes]], glue: bytes) -> bytes:
    """Return the body that was cut into `slices` (offset and bytes, by offset) and `glue`."""
    parts: list[bytes] = []
    length = used = 0
    for start, raw in slices:
        between = glue[used : used + start - length]
        parts += (between, raw)
        used += len(between)
        length = start + len(raw)
    parts.append(glue[used:])
    # A body that is one slice is the slice itself, and no copy of it.
    return b"".join(filter(None, parts))


def add_exchange(
    connection: Connection, run_id: int, exchange: Exchange, *, glue: bytes, record: bytes | None
) -> int:
    """Return the key of the exchange's new row; its slices are added by `add_slice`."""
    blobs = Blobs(connection)
    host = site_host(exchange.final_url) or ""
    row: dict[str, object] = {name: getattr(exchange, name) for name in _PLAIN}
    row |= {
        "run_id": run_id,
        "source": exchange.source.value,
        "request_headers_id": _put_headers(blobs, exchange.request_headers, f"request {host}"),
        "headers_id": _put_headers(blobs, exchange.headers, f"headers {host}"),
        "body": sha256(exchange.body),
        "glue_id": blobs.put(glue, family=f"body {exchange.url}"),
        "certificate_id": _put_certificate(blobs, exchange.certificate, host),
        "leaf": None if record is None else leaf_hash(record),
    }
    exchange_id = add_row(connection, EXCHANGE, row)
    for position, hop in enumerate(exchange.hops):
        _add_hop(connection, exchange_id, position, hop)
    return exchange_id


def add_slice(connection: Connection, exchange_id: int, start: int, blob_id: int) -> None:
    """Record that the body of an exchange has a blob's bytes at `start`."""
    row = {"exchange_id": exchange_id, "start": start, "blob_id": blob_id}
    add_row(connection, SLICE, row)


def read_exchange(connection: Connection, exchange_id: int) -> Exchange:
    """Return an exchange whole.

    Raises:
        ArchiveError: There is none with this id.
        DigestMismatchError: Stored bytes are no longer those that were stored.
    """
    found = read_exchanges(connection, exchange_id, exchange_id, HeldBlobs(Blobs(connection)))
    if not found:
        raise ArchiveError(f"the archive holds no answer with the number {exchange_id}")
    return found[exchange_id]


def read_exchanges(
    connection: Connection, first: int, last: int, held: HeldBlobs
) -> dict[int, Exchange]:
    """Return the exchanges of two ids and all between, whole, by id; a few queries for all of them.

    Raises:
        DigestMismatchError: Stored bytes are no longer those that were stored.
    """
    wanted = {"first": first, "last": last}
    rows = connection.execute(_EXCHANGES, wanted).all()
    hops, slices = _grouped(connection, _HOPS, wanted), _grouped(connection, _SLICES, wanted)
    linked = [*rows, *(hop for some in hops.values() for hop in some)]
    blobs = held.get_many(
        [
            *(one.headers_id for one in linked),
            *(one.certificate_id for one in linked if one.certificate_id is not None),
            *(row.request_headers_id for row in rows),
            *(row.glue_id for row in rows),
            *(part.blob_id for some in slices.values() for part in some),
        ]
    )
    return {
        row.exchange_id: Exchange(
            source=Source(row.source),
            request_headers=parse_headers(blobs[row.request_headers_id]),
            hops=tuple(_hop(hop, blobs) for hop in hops.get(row.exchange_id, ())),
            headers=parse_headers(blobs[row.headers_id]),
            body=_body(row, slices.get(row.exchange_id, ()), blobs),
            certificate=_certificate(row, blobs),
            **dict(zip(_PLAIN, row, strict=False)),
        )
        for row in rows
    }


@lru_cache(maxsize=64)
def parse_headers(document: bytes) -> Headers:
    """Return headers in order from the JSON in which they are stored."""
    return tuple((name, value) for name, value in json.loads(document))


def _grouped(
    connection: Connection, query: Select[Any], wanted: Mapping[str, object]
) -> dict[int, list[_Row]]:
    groups: dict[int, list[_Row]] = {}
    for row in connection.execute(query, wanted):
        groups.setdefault(row.exchange_id, []).append(row)
    return groups


def _body(row: _Row, slices: Sequence[_Row], blobs: Mapping[int, bytes]) -> bytes:
    glue = blobs[row.glue_id]
    if len(slices) == 1 and not glue:
        # One post is all of it: as a blob it was held against its digest already.
        body, digest = blobs[slices[0].blob_id], slices[0].digest
    else:
        body = weave([(one.start, blobs[one.blob_id]) for one in slices], glue)
        digest = sha256(body)
    if digest != row.body:
        raise DigestMismatchError(
            f"the body of answer {row.exchange_id} is no longer {format_digest(row.body)}",
            remedy="the archive was damaged or altered; restore it from a copy",
        )
    return body


def _certificate(row: _Row, blobs: Mapping[int, bytes]) -> bytes | None:
    return None if row.certificate_id is None else blobs[row.certificate_id]


def _hop(row: _Row, blobs: Mapping[int, bytes]) -> Hop:
    return Hop(
        url=row.url,
        status=row.status,
        headers=parse_headers(blobs[row.headers_id]),
        address=row.address,
        certificate=_certificate(row, blobs),
    )


def _put_headers(blobs: Blobs, headers: Headers, family: str) -> int:
    return blobs.put(format_document(headers).encode("ascii"), family=family)


def _put_certificate(blobs: Blobs, certificate: bytes | None, host: str) -> int | None:
    return None if certificate is None else blobs.put(certificate, family=f"certificate {host}")


def _add_hop(connection: Connection, exchange_id: int, position: int, hop: Hop) -> None:
    blobs = Blobs(connection)
    host = site_host(hop.url) or ""
    row: Mapping[str, object] = {
        "exchange_id": exchange_id,
        "position": position,
        "url": hop.url,
        "status": hop.status,
        "headers_id": _put_headers(blobs, hop.headers, f"headers {host}"),
        "address": hop.address,
        "certificate_id": _put_certificate(blobs, hop.certificate, host),
    }
    add_row(connection, HOP, row)
