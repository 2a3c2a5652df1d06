"""JSON of others, read strictly enough to assess (canonical-form.md 1).

Lone surrogates are replaced and flagged; floats are allowed; a key named twice is refused, since
two readers of the same bytes could see two different posts.
"""

import json
import re
from collections import Counter
from typing import Any

import orjson

from provenance.errors import DuplicateKeyError, JsonSyntaxError, MalformedError

SURROGATES = "lone-surrogates-replaced"

_SURROGATE = re.compile("[\ud800-\udfff]")

# What stands around an article's text, which is most of its answer, as WordPress writes it.
_BEFORE_TEXT = b'"content":{"rendered":'
_AFTER_TEXT = b',"protected":'
_NEXT_FIELD = b'},"excerpt":{'

_SPACE = b" \t\n\r"  # RFC 8259 section 2

# No answer of WordPress's own has as many lists and objects.
_MANY = 500


def decode(raw: bytes) -> tuple[object, tuple[str, ...]]:
    """Return the value of `raw` with lone surrogates replaced, and flags on that.

    Raises:
        MalformedError: As `read_json`.
    """
    value = _read(raw, _LENIENT)
    try:
        if _has_surrogate(value):
            return _replace_surrogates(value), (SURROGATES,)
    except RecursionError as error:
        raise _too_deep() from error
    return value, ()


def read_json(raw: bytes) -> object:
    """Return the value that `raw`, UTF-8 JSON, stands for.

    Raises:
        JsonSyntaxError: It is no JSON; with line and column.
        DuplicateKeyError: An object names one key twice.
        MalformedError: It is not UTF-8, or nested too deep to be read.
        UnicodeEncodeError: A name in it has a lone surrogate; in texts they are left.
    """
    value = read_apart(raw)
    return read_whole(raw) if value is None else value


def read_whole(raw: bytes) -> object:
    """Return what `read_json` does, by the longer way."""
    return _read(raw, _STRICT)


def read_apart(raw: bytes) -> object:
    """Return the post that `raw` stands for, read by a quicker reader; None where that may differ.

    A shortcut for nearly every post (docs/adr/0077). The content, most of the answer, is read by
    itself, with `null` in its place. Of the rest, the members written are counted, since the reader
    keeps the last of those that an object names twice, and what it made of them.
    """
    start = raw.find(_BEFORE_TEXT) + len(_BEFORE_TEXT)
    end = raw.rfind(_AFTER_TEXT, start, raw.rfind(_NEXT_FIELD, start))
    if not len(_BEFORE_TEXT) <= start < end:
        return None
    # The quotation mark before `rendered` is not escaped, and one that ended a string would be
    # followed by no bare word: so this is the value of a name, wherever in JSON it was found.
    around = b"%bnull%b" % (raw[:start], raw[end:])
    try:
        rendered = orjson.loads(memoryview(raw)[start:end])
        value = orjson.loads(around)
    except orjson.JSONDecodeError:
        return None
    # A name's closing quotation mark and its colon; inside a string there may be more of these.
    written = around.translate(None, _SPACE).count(b'":')
    if _members_and_nulls(value) != (written, 1) or type(rendered) is not str:
        return None
    content = value.get("content") if type(value) is dict else None
    if type(content) is not dict or content.get("rendered", rendered) is not None:
        return None
    content["rendered"] = rendered
    return value


def _members_and_nulls(value: object) -> tuple[int, int] | None:
    """Return how many members and how many `null` are in `value`.

    None where it has a float, since readers differ on what is one, or is so large that it might
    be nested deeper than one of them goes.
    """
    members = nulls = 0
    containers: list[Any] = [[value]]
    for container in containers:
        items = container
        if type(container) is dict:
            members += len(container)
            items = container.values()
        for item in items:
            kind = type(item)
            if kind is dict or kind is list:
                containers.append(item)
            elif item is None:
                nulls += 1
            elif kind is float:
                return None
    return (members, nulls) if len(containers) <= _MANY else None


def _read(raw: bytes, decoder: json.JSONDecoder) -> object:
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        raise MalformedError(
            f"the answer is not UTF-8 at byte {error.start}",
            remedy="save the answer's bytes as they came",
        ) from error
    try:
        value: object = decoder.decode(text)
    except json.JSONDecodeError as error:
        raise JsonSyntaxError(
            f"not JSON at line {error.lineno}, column {error.colno}: {error.msg}",
            line=error.lineno,
            column=error.colno,
        ) from error
    except RecursionError as error:
        raise _too_deep() from error
    except UnicodeEncodeError:
        raise
    except ValueError as error:
        # Python refuses to convert integers of thousands of digits.
        raise MalformedError("the JSON holds a number too long to be read") from error
    return value


def _too_deep() -> MalformedError:
    return MalformedError("the JSON is nested too deep to be read")


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


def _encodable_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    "".join(members).encode()
    return members if len(members) == len(pairs) else _object(pairs)


# Made once: that takes longer than to read a short answer.
_LENIENT = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_refuse_constant)
_STRICT = json.JSONDecoder(object_pairs_hook=_encodable_object, parse_constant=_refuse_constant)


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
