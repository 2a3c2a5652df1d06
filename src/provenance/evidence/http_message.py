"""Answers shown as HTTP messages for programs that replay them; never what a digest rests on.

Bodies are kept after content-decoding. So headers that speak of the body's encoding or length as it
was sent stand under another name, and a program that replays the message decodes nothing twice.
What exactly was sent and received is in the transport document.
"""

import re
from urllib.parse import urlsplit

from provenance.model import Exchange

Headers = tuple[tuple[str, str], ...]

_SET_ASIDE = frozenset({"content-encoding", "content-length", "transfer-encoding"})
_PREFIX = "X-Archive-Orig-"
_LINE_BREAK = re.compile(r"[\r\n\x00]+")
_BLANK_LINE = b"\r\n\r\n"


def format_request(exchange: Exchange) -> bytes:
    """Return the request as first sent, credentials left out."""
    parts = urlsplit(exchange.url)
    wanted = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    line = f"{exchange.method} {wanted} HTTP/1.1"
    names = {name.lower() for name, _ in exchange.request_headers}
    host: Headers = () if "host" in names else (("Host", parts.netloc.rpartition("@")[2]),)
    return _message(line, host + exchange.request_headers)


def format_response(
    status: int, headers: Headers, body: bytes = b"", *, http_version: str | None = None
) -> bytes:
    """Return an answer; without a reason phrase, since none is recorded (RFC 9112 section 4)."""
    shown = tuple(
        (_PREFIX + name if name.lower() in _SET_ASIDE else name, value) for name, value in headers
    )
    return _message(f"HTTP/{http_version or '1.1'} {status} ", shown) + body


def payload_of(message: bytes) -> bytes:
    """Return what follows the headers of a message."""
    return message.partition(_BLANK_LINE)[2]


def media_type(headers: Headers) -> str:
    """Return the type that an answer says it is of, without parameters."""
    types = [value for name, value in headers if name.lower() == "content-type"]
    return types[0].partition(";")[0].strip().lower() if types else "application/octet-stream"


def _message(line: str, headers: Headers) -> bytes:
    lines = [line, *(f"{name}: {value}" for name, value in headers)]
    return b"\r\n".join(map(_encode, lines)) + _BLANK_LINE


def _encode(line: str) -> bytes:
    # A header came as bytes that were read as Latin-1; what was read otherwise is UTF-8.
    shown = _LINE_BREAK.sub(" ", line)
    try:
        return shown.encode("latin-1")
    except UnicodeEncodeError:
        return shown.encode("utf-8", "backslashreplace")
