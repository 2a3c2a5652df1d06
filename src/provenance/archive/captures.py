"""Captures in SQL: one small row each, and the values that come back from it."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, select

from provenance.archive.blobs import Blobs, HeldBlobs
from provenance.archive.exchanges import parse_headers
from provenance.archive.inserts import add_row, find_or_add
from provenance.archive.records import StoredCapture, TakenCapture
from provenance.archive.repeats import REPEAT
from provenance.archive.tables import (
    BLOB,
    CAPTURE,
    CONTEXT,
    EXCHANGE,
    POST,
    PROFILE,
    SNAPSHOT,
    VERSION,
)
from provenance.errors import ArchiveError
from provenance.model import (
    Basis,
    Capture,
    Context,
    Digests,
    PostKey,
    Profile,
    RestError,
    Route,
    Source,
)

_RAW = BLOB.alias("raw")
_STATEMENT = BLOB.alias("statement")
_EXPECTED = POST.alias("expected")
_TAKEN = (
    select(
        CAPTURE,
        _RAW.c.digest.label("raw_digest"),
        _STATEMENT.c.digest.label("statement"),
        POST.c.site,
        POST.c.post_id,
        _EXPECTED.c.site.label("expected_site"),
        _EXPECTED.c.post_id.label("expected_id"),
        CONTEXT.c.observer,
        CONTEXT.c.access,
        CONTEXT.c.language,
        CONTEXT.c.route,
        SNAPSHOT.c.markup,
        SNAPSHOT.c.content,
        SNAPSHOT.c.words,
        SNAPSHOT.c.metadata,
        PROFILE.c.name.label("profile_name"),
        PROFILE.c.parser,
        PROFILE.c.unicode,
        PROFILE.c.tool,
    )
    .join(_RAW, _RAW.c.blob_id == CAPTURE.c.raw_id)
    .join(POST, POST.c.post_no == CAPTURE.c.post_no)
    .join(CONTEXT, CONTEXT.c.context_id == CAPTURE.c.context_id)
    .outerjoin(_EXPECTED, _EXPECTED.c.post_no == CAPTURE.c.expected_no)
    .outerjoin(_STATEMENT, _STATEMENT.c.blob_id == CAPTURE.c.statement_id)
    .outerjoin(SNAPSHOT, SNAPSHOT.c.snapshot_id == CAPTURE.c.snapshot_id)
    .outerjoin(PROFILE, PROFILE.c.profile_id == SNAPSHOT.c.profile_id)
)
_STORED = (
    _TAKEN.add_columns(
        EXCHANGE.c.run_id,
        EXCHANGE.c.source,
        EXCHANGE.c.url.label("origin"),
        EXCHANGE.c.status,
        EXCHANGE.c.headers_id,
        EXCHANGE.c.request_headers_id,
        EXCHANGE.c.received_at,
        EXCHANGE.c.file_modified_at,
        VERSION.c.number.label("version"),
        SNAPSHOT.c.claims,
        REPEAT.c.first_id.label("repeats"),
    )
    .join(EXCHANGE, EXCHANGE.c.exchange_id == CAPTURE.c.exchange_id)
    .outerjoin(VERSION, VERSION.c.version_id == SNAPSHOT.c.version_id)
    .outerjoin(REPEAT, REPEAT.c.capture_id == CAPTURE.c.capture_id)
)
_OF_POST = _STORED.where(CAPTURE.c.post_no == bindparam("post_no"))
_IN_ORDER = _OF_POST.order_by(CAPTURE.c.capture_id)
_NEWEST = _OF_POST.order_by(CAPTURE.c.capture_id.desc()).limit(1)
_BEFORE, _BEFORE_ITS = CAPTURE.alias("before"), BLOB.alias("before_its")
_PREVIOUS = (
    select(_BEFORE_ITS.c.digest)
    .join(_BEFORE, _BEFORE.c.statement_id == _BEFORE_ITS.c.blob_id)
    .where(_BEFORE.c.post_no == CAPTURE.c.post_no, _BEFORE.c.capture_id < CAPTURE.c.capture_id)
    .order_by(_BEFORE.c.capture_id.desc())
    .limit(1)
    .scalar_subquery()
)
_OF_EXCHANGES = (
    _TAKEN.add_columns(_PREVIOUS.label("previous"))
    .where(CAPTURE.c.exchange_id.between(bindparam("first"), bindparam("last")))
    .order_by(CAPTURE.c.capture_id)
)
_ONE = _STORED.where(CAPTURE.c.capture_id == bindparam("capture_id"))
_AS_STORED = (
    "capture_id",
    "exchange_id",
    "run_id",
    "version",
    "claims",
    "statement",
    "leaf",
    "origin",
    "status",
    "seen_at",
    "problem",
    "control",
    "raw_digest",
    "start",
    "received_at",
    "file_modified_at",
    "repeats",
)
_Stored = Row[tuple[object, ...]]


def add_capture(connection: Connection, capture: Capture, links: Mapping[str, object]) -> int:
    """Return the key of the capture's new row; `links` has the columns that name other rows."""
    context = capture.context
    error = capture.error
    row = dict(links) | {
        "start": capture.start,
        "context_id": find_or_add(
            connection,
            CONTEXT,
            {
                "observer": context.observer,
                "access": context.access,
                "language": context.language or "",
                "route": context.route.value,
            },
        ),
        "basis": capture.basis.value,
        "seen_at": capture.seen_at,
        "error_code": error and error.code,
        "error_status": error and error.status,
        "error_message": error and error.message,
        "control": capture.control,
        "notes": list(capture.notes) or None,
    }
    return add_row(connection, CAPTURE, row)


def read_captures(connection: Connection, post_no: int) -> tuple[StoredCapture, ...]:
    """Return a post's captures in recording order."""
    return _read(connection, _IN_ORDER, post_no)


def read_last(connection: Connection, post_no: int) -> StoredCapture | None:
    """Return the capture of a post that was recorded last; None where there is none."""
    return next(iter(_read(connection, _NEWEST, post_no)), None)


def read_capture(connection: Connection, capture_id: int) -> Capture:
    """Return a capture as it was recorded, with its bytes.

    Raises:
        ArchiveError: There is none with this id.
        DigestMismatchError: Its bytes are no longer those that were stored.
    """
    row = connection.execute(_ONE, {"capture_id": capture_id}).one_or_none()
    if row is None:
        raise ArchiveError(f"the archive holds no capture with the number {capture_id}")
    return _capture(row, Blobs(connection).get(row.raw_id))


def read_of_exchanges(
    connection: Connection, first: int, last: int, held: HeldBlobs
) -> Iterator[tuple[int, TakenCapture]]:
    """Yield the captures of the answers of two ids and all between, each behind its answer's id.

    They come in recording order.

    Raises:
        DigestMismatchError: Bytes are no longer those that were stored.
    """
    rows = connection.execute(_OF_EXCHANGES, {"first": first, "last": last}).all()
    raw = held.get_many(row.raw_id for row in rows)
    for row in rows:
        yield (
            row.exchange_id,
            TakenCapture(
                capture_id=row.capture_id,
                key=PostKey(site=row.site, post_id=row.post_id),
                capture=_capture(row, raw[row.raw_id]),
                digests=_digests(row),
                profile=_profile(row),
                statement=row.statement,
                entry=row.entry_seq,
                leaf=row.leaf,
                previous=row.previous,
            ),
        )


def _capture(row: _Stored, raw: bytes) -> Capture:
    expected = row.expected_no is not None
    return Capture(
        post=PostKey(site=row.expected_site, post_id=row.expected_id) if expected else None,
        raw=raw,
        start=row.start,
        context=_context(row),
        basis=Basis(row.basis),
        seen_at=row.seen_at,
        error=_error(row),
        control=row.control,
        notes=tuple(row.notes or ()),
    )


def _read(connection: Connection, query: Select[Any], post_no: int) -> tuple[StoredCapture, ...]:
    rows = connection.execute(query, {"post_no": post_no}).all()
    return _stored_captures(rows, HeldBlobs(Blobs(connection)))


def _stored_captures(rows: Sequence[_Stored], held: HeldBlobs) -> tuple[StoredCapture, ...]:
    ids = {row.headers_id for row in rows} | {row.request_headers_id for row in rows}
    headers = {
        blob_id: parse_headers(document)
        for blob_id, document in held.get_many(ids).items()
        if blob_id in ids
    }
    return tuple(_stored_capture(row, headers) for row in rows)


def _stored_capture(
    row: _Stored, headers: Mapping[int, tuple[tuple[str, str], ...]]
) -> StoredCapture:
    return StoredCapture(
        key=PostKey(site=row.site, post_id=row.post_id),
        digests=_digests(row),
        profile=_profile(row),
        entry=row.entry_seq,
        source=Source(row.source),
        basis=Basis(row.basis),
        context=_context(row),
        error=_error(row),
        notes=tuple(row.notes or ()),
        headers=headers[row.headers_id],
        request_headers=headers[row.request_headers_id],
        **{name: getattr(row, name) for name in _AS_STORED},
    )


def _context(row: _Stored) -> Context:
    return _context_of(row.observer, row.access, row.language, row.route)


@lru_cache(maxsize=64)
def _context_of(observer: str, access: str, language: str, route: str) -> Context:
    return Context(observer=observer, access=access, language=language or None, route=Route(route))


def _error(row: _Stored) -> RestError | None:
    if row.error_code is None:
        return None
    return RestError(code=row.error_code, status=row.error_status, message=row.error_message)


def _digests(row: _Stored) -> Digests | None:
    if row.snapshot_id is None:
        return None
    return Digests(
        raw=row.raw_digest,
        markup=row.markup,
        content=row.content,
        words=row.words,
        metadata=row.metadata,
    )


def _profile(row: _Stored) -> Profile | None:
    if row.snapshot_id is None:
        return None
    return _profile_of(row.profile_name, row.parser, row.unicode, row.tool)


@lru_cache(maxsize=64)
def _profile_of(name: str, parser: str, unicode: str, tool: str) -> Profile:
    return Profile(name=name, parser=parser, unicode=unicode, tool=tool)
