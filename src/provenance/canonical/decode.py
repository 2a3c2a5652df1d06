"""JSON of others, read strictly enough to assess (architecture.md, "Input we do not own").

Lone surrogates are replaced and flagged; floats are allowed; a key named twice is refused, since
two readers of the same bytes could see two different posts.
"""

import json
import re
from collections import Counter
from typing import Any

from provenance.errors import DuplicateKeyError, JsonSyntaxError, MalformedError

SURROGATES = "lone-surrogates-replaced"

_SURROGATE = re.compile("[\ud800-\udfff]")


def decode(raw: bytes) -> tuple[object, tuple[str, ...]]:
    """Return the value that `raw`, UTF-8 JSON, stands for, and flags on what was replaced.

    Raises:
        JsonSyntaxError: It is no JSON; with line and column.
        DuplicateKeyError: An object names one key twice.
        MalformedError: It is not UTF-8, or nested too deep to be read.
    """
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        raise MalformedError(
            f"the answer is not UTF-8 at byte {error.start}",
            remedy="save the answer's bytes as they came",
        ) from error
    try:
        value = _DECODER.decode(text)
        # In UTF-8 only an escape can stand for a surrogate.
        if "\\u" in text and _has_surrogate(value):
            return _replace_surrogates(value), (SURROGATES,)
    except json.JSONDecodeError as error:
        raise JsonSyntaxError(
            f"not JSON at line {error.lineno}, column {error.colno}: {error.msg}",
            line=error.lineno,
            column=error.colno,
        ) from error
    except RecursionError as error:
        raise MalformedError("the JSON is nested too deep to be read") from error
    except ValueError as error:
        # Python refuses to convert integers of thousands of digits.
        raise MalformedError("the JSON holds a number too long to be read") from error
    return value, ()


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        counted = Counter(name for name, _ in pairs)
        twice = next(name for name, count in counted.items() if count > 1)
        raise DuplicateKeyError(
            f"the JSON names {twice!r} twice in one object, so that readers may disagree on it",
            remedy="its bytes are kept; it cannot be assessed",
        )
    return members


def _refuse_constant(name: str) -> None:
    raise MalformedError(f"{name} is not JSON (RFC 8259 section 6)")


# Made once: that takes longer than to read a short answer.
_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_refuse_constant)


def _has_surrogate(value: object) -> bool:
    """Tell whether a name or a text in `value` holds a lone surrogate: it has no UTF-8 form."""
    texts: list[str] = []
    containers: list[Any] = [[value]]
    for container in containers:
        items = container
        if type(container) is dict:
            texts += container
            items = container.values()
        for item in items:
            kind = type(item)
            if kind is str:
                if not item.isascii():
                    texts.append(item)
            elif kind is dict or kind is list:
                containers.append(item)
    try:
        "".join(texts).encode()
    except UnicodeEncodeError:
        return True
    return False


def _replace_surrogates(value: object) -> object:
    # Recursion, as in the JSON reader: one handler refuses what is too deep for either.
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, list):
        return [_replace_surrogates(item) for item in value]
    if isinstance(value, dict):
        # Two names that differ in surrogates alone become one, and that is a duplicate too.
        return _object(
            [
                (_SURROGATE.sub("\ufffd", name), _replace_surrogates(item))
                for name, item in value.items()
            ]
        )
    return value
