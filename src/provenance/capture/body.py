"""The body of one answer, read in steps, decoded within a bound, and kept where it was cut."""

import zlib
from collections.abc import Callable
from typing import Protocol

from urllib3.exceptions import HTTPError

from provenance.errors import (
    CaptureError,
    NotJsonAnswerError,
    OversizeBodyError,
    TruncatedBodyError,
)

_STEP = 64 * 1024
_MAX_MEMBERS = 64
_GZIP_WBITS = 16 + zlib.MAX_WBITS


class _Raw(Protocol):
    def read1(self, amt: int, decode_content: bool) -> bytes: ...  # noqa: FBT001 - urllib3's


class _Identity:
    """A body as it stands."""

    whole = True

    def feed(self, data: bytes, room: int) -> bytes:
        return data[:room]


class _Gzip:
    """Gzip (RFC 1952), several members included, never more at once than there is room for."""

    def __init__(self) -> None:
        self._inflater = zlib.decompressobj(_GZIP_WBITS)
        self._members = 1
        self._fed = False

    @property
    def whole(self) -> bool:
        return self._inflater.eof or not self._fed

    def feed(self, data: bytes, room: int) -> bytes:
        self._fed = True
        out = b""
        while data and len(out) < room:
            if self._inflater.eof:
                # Bounded: empty members cost time and give nothing that the cap would count.
                self._members += 1
                if self._members > _MAX_MEMBERS:
                    raise zlib.error("too many members")
                self._inflater = zlib.decompressobj(_GZIP_WBITS)
            out += self._inflater.decompress(data, room - len(out))
            data = self._inflater.unused_data
        return out


def read_body(
    raw: _Raw, *, encoding: str | None, length: int | None, limit: int, is_late: Callable[[], bool]
) -> tuple[bytes, CaptureError | None]:
    """Return what came of a body, decoded, and why it is not whole; None where it is.

    Args:
        raw: urllib3's response, unread.
        encoding: `Content-Encoding`, lower case; None without one.
        length: `Content-Length` in bytes; None without one.
        limit: Most bytes, before and after decoding.
        is_late: Whether the answer's time is up.
    """
    if encoding in (None, "", "identity"):
        decoder: _Identity | _Gzip = _Identity()
    elif encoding in ("gzip", "x-gzip"):
        decoder = _Gzip()
    else:
        body, error = read_body(raw, encoding=None, length=length, limit=limit, is_late=is_late)
        return body, error or NotJsonAnswerError(
            f"the body came in the encoding {encoding!r:.60}, which was not asked for"
        )
    out = bytearray()
    received = 0
    try:
        while chunk := raw.read1(_STEP, decode_content=False):
            received += len(chunk)
            out += decoder.feed(chunk, limit + 1 - len(out))
            if max(received, len(out)) > limit:
                return bytes(out[:limit]), _oversize(limit)
    except (HTTPError, OSError, zlib.error) as error:
        return bytes(out), _cut(received, length, late=is_late(), error=error)
    if is_late() or not decoder.whole or (length is not None and received < length):
        return bytes(out), _cut(received, length, late=is_late(), error=None)
    return bytes(out), None


def _oversize(limit: int) -> OversizeBodyError:
    return OversizeBodyError(
        f"the body is longer than {limit} bytes, the most that is read of one answer",
        remedy="no post is that long: see what the address serves",
    )


def _cut(
    received: int, length: int | None, *, late: bool, error: Exception | None
) -> TruncatedBodyError:
    of = "" if length is None else f" of {length}"
    if late:
        problem = f"the body was not whole when its time was up: {received}{of} bytes had come"
    elif isinstance(error, zlib.error):
        problem = f"the body's gzip encoding is damaged after {received} bytes"
    else:
        problem = f"the body ended, or stalled, after {received}{of} bytes, before it was whole"
    return TruncatedBodyError(problem, remedy="try again")
