"""What the archive takes and gives back, beside the values of the model."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from provenance.model import (
    Basis,
    Capture,
    Context,
    Digests,
    Exchange,
    PostKey,
    Profile,
    RestError,
    Source,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunInfo:
    """One run of the program that records something.

    Attributes:
        command: Name of the command, such as `audit`.
        started_at: When it began; aware.
        tool: Version of this program.
        observer: Who asks: a name the user chose, or `local`.
        options: What it was asked to do, as JSON values; never a credential.
    """

    command: str
    started_at: datetime
    tool: str
    observer: str
    options: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCapture:
    """One capture of a post as the archive holds it, without its body.

    Attributes:
        capture_id: The archive's number for it.
        exchange_id: The answer that it came in.
        run_id: The run that recorded it.
        key: Which post.
        version: Number of the version that it shows, from 1; None where it shows none.
        digests: The ladder as it was computed then; None where it shows no version.
        profile: What the digests rest on; None likewise.
        claims: Digest of the site's claims, 32 bytes; None likewise.
        statement: Digest of its statement, 32 bytes; None where it has none.
        entry: Index of its log entry, from 0; None where it has none.
        leaf: RFC 6962 leaf hash of its record; 32 bytes.
        source: Network or disk.
        origin: Address asked, or name of the file read.
        status: HTTP status; None for a file.
        basis: What `seen_at` rests on.
        seen_at: When the answer was served; aware, UTC; None where unknown.
        context: Under what conditions it was served.
        error: The refusal; None where a post was served.
        problem: Why a body that is kept cannot be assessed; None where it can.
        control: For a refusal over the network: whether another post was served on that route.
        notes: What was set aside in front of the JSON.
        raw_digest: SHA-256 of the kept bytes; 32 bytes; `Archive.body` has them.
        start: Where they begin in the answer's body, in bytes.
        headers: Headers of the answer, in order.
        request_headers: Headers of the request, in order, credentials left out.
        received_at: When the last byte was received, or the file read; aware, UTC.
        file_modified_at: A file's own time; shown, never a bound.
        repeats: Id of the capture right after which it was asked for again; None where it was
            not.
    """

    capture_id: int
    exchange_id: int
    run_id: int
    key: PostKey
    version: int | None
    digests: Digests | None
    profile: Profile | None
    claims: bytes | None
    statement: bytes | None
    entry: int | None
    leaf: bytes
    source: Source
    origin: str
    status: int | None
    basis: Basis
    seen_at: datetime | None
    context: Context
    error: RestError | None
    problem: str | None
    control: bool | None
    notes: tuple[str, ...]
    raw_digest: bytes
    start: int
    headers: tuple[tuple[str, str], ...]
    request_headers: tuple[tuple[str, str], ...]
    received_at: datetime
    file_modified_at: datetime | None
    repeats: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenCapture:
    """One capture as it was taken, and what was recorded of it.

    Attributes:
        capture_id: The archive's number for it.
        key: Which post.
        capture: As it was taken, with its bytes.
        digests: The ladder as it was computed then; None where it shows no version.
        profile: What the digests rest on; None likewise.
        statement: Digest of its statement, 32 bytes; None where it has none.
        entry: Index of its log entry, from 0; None where it has none.
        leaf: RFC 6962 leaf hash of its record; 32 bytes.
        previous: Digest of the post's last statement before it, 32 bytes; None where there is none.
    """

    capture_id: int
    key: PostKey
    capture: Capture
    digests: Digests | None
    profile: Profile | None
    statement: bytes | None
    entry: int | None
    leaf: bytes
    previous: bytes | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredExchange:
    """One answer as it was recorded, with its captures.

    Attributes:
        exchange_id: The archive's number for it.
        run_id: The run that recorded it.
        exchange: The answer, its body byte for byte.
        leaf: Leaf hash of its own record, 32 bytes; None where its captures stand for it.
        captures: Its captures in recording order.
    """

    exchange_id: int
    run_id: int
    exchange: Exchange
    leaf: bytes | None
    captures: tuple[TakenCapture, ...]


class ExchangeRange(NamedTuple):
    """Answers one after the other whose bytes can be in memory together.

    Attributes:
        first: The archive's number for the first.
        last: Its number for the last.
    """

    first: int
    last: int
