"""A query's parameters, read and written all at once (docs/adr/0074).

A hostile address has as many of them as it has characters. Owns nothing of what they mean.
"""

import re
from collections.abc import Sequence
from itertools import chain
from urllib.parse import parse_qsl, quote_from_bytes, unquote

# Parts what is decoded at once: a lone surrogate, which decoding never makes.
_APART = "\ud800"
# RFC 3986 section 2.3.
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]*", re.ASCII)


def parse_parameters(query: str) -> list[tuple[str, str]]:
    """Return the parameters of a query, decoded, in their order; those without a value have ''."""
    if _APART in query:
        return parse_qsl(query, keep_blank_values=True)
    parted = [part.partition("=") for part in query.split("&") if part]
    pairs = [(name, value) for name, _, value in parted]
    if "%" not in query and "+" not in query:
        return pairs
    whole = _APART.join(chain.from_iterable(pairs))
    decoded = iter(unquote(whole.replace("+", " ")).split(_APART))
    return list(zip(decoded, decoded, strict=True))


def format_parameters(parameters: Sequence[tuple[str, str]]) -> str:
    """Return parameters as a query, percent-encoded but for letters, digits and `-._~`.

    Raises:
        UnicodeEncodeError: One holds a lone surrogate.
    """
    if _UNRESERVED.fullmatch("".join(chain.from_iterable(parameters))):
        return "&".join(map("=".join, parameters))
    # No UTF-8 has the byte 0xFF.
    told = b"\xff".join(map(str.encode, chain.from_iterable(parameters)))
    written = iter(quote_from_bytes(told, safe="").split("%FF"))
    return "&".join(map("=".join, zip(written, written, strict=True)))
