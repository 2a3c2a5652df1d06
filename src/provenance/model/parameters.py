"""A query's parameters, read and written all at once (docs/adr/0074).

A hostile address has as many of them as it has characters. Owns nothing of what they mean.
"""

import re
from collections.abc import Sequence
from itertools import chain
from urllib.parse import parse_qsl

# Parts what is decoded at once: a lone surrogate, which decoding never makes.
_APART = "\ud800"
# RFC 3986 section 2.3.
_UNRESERVED = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
# No UTF-8 has the byte 0xFF.
_APART_BYTE, _APART_WRITTEN = b"\xff", "\xff"
_PLAIN = _UNRESERVED + _APART_BYTE
# What each byte is written as: itself, or percent-encoded.
_WRITTEN = tuple([chr(byte) if byte in _PLAIN else f"%{byte:02X}" for byte in range(256)])
_ESCAPES = re.compile(r"(?:%[0-9A-Fa-f]{2})+", re.ASCII)


def decode_percent(text: str) -> str:
    """Return a text with its percent-encoded bytes decoded as UTF-8; what is none is U+FFFD."""
    return _ESCAPES.sub(_decoded, text) if "%" in text else text


def _decoded(escapes: re.Match[str]) -> str:
    return bytes.fromhex(escapes[0].replace("%", "")).decode(errors="replace")


def parse_parameters(query: str) -> list[tuple[str, str]]:
    """Return the parameters of a query, decoded, in their order; those without a value have ''."""
    if not query:
        return []
    if _APART in query:
        return parse_qsl(query, keep_blank_values=True)
    if "&" not in query:
        # One alone, as a hundred thousand short targets have it, is not worth the joining.
        name, _, value = query.replace("+", " ").partition("=")
        return [(decode_percent(name), decode_percent(value))]
    parted = [part.partition("=") for part in query.split("&") if part]
    pairs = [(name, value) for name, _, value in parted]
    if "%" not in query and "+" not in query:
        return pairs
    whole = _APART.join(chain.from_iterable(pairs))
    decoded = iter(decode_percent(whole.replace("+", " ")).split(_APART))
    return list(zip(decoded, decoded, strict=True))


def format_parameters(parameters: Sequence[tuple[str, str]]) -> str:
    """Return parameters as a query, percent-encoded but for letters, digits and `-._~`.

    Raises:
        UnicodeEncodeError: One holds a lone surrogate.
    """
    if not parameters:
        return ""
    if len(parameters) == 1:
        name, value = parameters[0]
        return f"{_written(name.encode())}={_written(value.encode())}"
    told = _APART_BYTE.join(map(str.encode, chain.from_iterable(parameters)))
    parts = iter(_written(told).split(_APART_WRITTEN))
    return "&".join(map("=".join, zip(parts, parts, strict=True)))


def _written(told: bytes) -> str:
    """Return bytes percent-encoded but for the plain ones."""
    if told.strip(_PLAIN):
        return "".join(map(_WRITTEN.__getitem__, told))
    return told.decode("latin-1")
