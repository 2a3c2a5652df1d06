"""JSON in the bytes of others' answers: found, checked for syntax, and sliced exactly.

Owns decoding, what may stand in front of the JSON, and offsets. Never decides what the JSON
means, and never alters a byte: a slice is what stood in the body.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn

from provenance.capture.wording import first_words
from provenance.errors import JsonSyntaxError, LimitError, NotJsonAnswerError

MAX_DEPTH = 256
MAX_ELEMENTS = 10_000
# Python refuses longer ones with an error of its own that names no place.
_MAX_DIGITS = 400
_MAX_STARTS = 64
_BOM = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_SPACE = re.compile(r"[ \t\n\r]*")
# A string left open runs to the end, so that the scan stays linear whatever the text.
_TOKENS = re.compile(
    r'(?P<string>"(?:[^"\\]++|\\.)*+(?:"|\Z))|(?P<open>[\[{])|(?P<close>[\]}])'
    r"|(?P<constant>-?Infinity|NaN)",
    re.DOTALL,
)
# What PHP prints in front of an answer where display_errors is on: HTML, or a log line.
_PHP_NOISE = re.compile(
    r"\s*(?:<(?!!doctype|html|\?xml)|\[[0-9]{2}-|PHP\b"
    r"|(?:Warning|Notice|Deprecated|Strict Standards|Parse error"
    r"|(?:Catchable |Recoverable )?Fatal error)\b)",
    re.IGNORECASE,
)
_PHP_WORDS = re.compile(r"\b(?:Warning|Notice|Deprecated|Strict Standards|error)\b", re.IGNORECASE)
_NOISE_LENGTH = 4000
_JSON_START = re.compile(r'\{\s*["}]|\[\s*[\[{\]]')


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonValue:
    """One JSON value and where it stood.

    Attributes:
        value: The decoded value; the last of duplicate keys, as most readers have it.
        raw: Its exact bytes.
        start: Offset of `raw` in the body, in bytes.
    """

    value: object
    raw: bytes
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonText:
    """The JSON of one body.

    Attributes:
        whole: The value.
        elements: Its elements in order, where it is an array; else empty.
        notes: What was set aside in front of it, one sentence each.
    """

    whole: JsonValue
    elements: tuple[JsonValue, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A decoded value and its span in characters; for an array also its elements' spans."""

    value: object
    start: int
    end: int
    elements: tuple["_Found", ...] = ()


def parse_json_text(body: bytes, *, name: str) -> JsonText:
    """Return the JSON of `body`; `name` is how messages call the text.

    Raises:
        JsonSyntaxError: It is not JSON, or not UTF-8.
        NotJsonAnswerError: It is empty or a web page.
        LimitError: It is nested deeper than 256, has over 10,000 elements, or a number of
            over 400 digits.
    """
    offset = len(_BOM) if body.startswith(_BOM) else 0
    text = _decode(body, offset, name)
    notes: tuple[str, ...] = (
        (f"a byte order mark in front of the JSON of {name} was set aside",) if offset else ()
    )
    found = _locate(text, name)
    _check_depth(text, found, name)
    if found.start > _skip(text, 0):
        shown = " ".join(text[: found.start].split())[:80]
        notes += (
            f"{found.start} characters in front of the JSON of {name} were set aside: {shown!r}",
        )
    elements = tuple(_slices(text, offset, found.elements))
    return JsonText(whole=_whole(body, text, offset, found), elements=elements, notes=notes)


def _whole(body: bytes, text: str, offset: int, found: _Found) -> JsonValue:
    # Counted from both ends, where hardly anything stands.
    start = offset + len(text[: found.start].encode())
    end = len(body) - len(text[found.end :].encode())
    return JsonValue(value=found.value, raw=body[start:end], start=start)


def _decode(body: bytes, offset: int, name: str) -> str:
    if body.startswith(_UTF16) or body[:4].count(0) >= 2:  # noqa: PLR2004 - half of the bytes
        raise JsonSyntaxError(
            f"{name} is UTF-16 or UTF-32 text, and JSON is UTF-8",
            line=1,
            column=1,
            remedy="save it as UTF-8",
        )
    try:
        return body[offset:].decode()
    except UnicodeDecodeError as error:
        before = body[offset : offset + error.start].decode()
        line, column = _position(before, len(before))
        raise JsonSyntaxError(
            f"{name} is not UTF-8: line {line}, column {column} has the byte"
            f" 0x{body[offset + error.start]:02x}",
            line=line,
            column=column,
            remedy="save the answer's bytes as they were received",
        ) from error


def _locate(text: str, name: str) -> _Found:
    """Return the JSON value that reaches to the end of `text`."""
    first = _skip(text, 0)
    if first == len(text):
        raise NotJsonAnswerError(f"{name} is empty", remedy="save the answer's body again")
    if not _PHP_NOISE.match(text):
        if text[first] == "<":
            _raise_web_page(text, name)
        return _parse(text, first, name)
    return _locate_after_noise(text, name)


def _locate_after_noise(text: str, name: str) -> _Found:
    failed: JsonSyntaxError | None = None
    position = 0
    # Bounded, and never inside what an earlier start has read: the last element of a list that
    # was cut short must not pass for the whole.
    for _ in range(_MAX_STARTS):
        begin = _JSON_START.search(text, position)
        if begin is None:
            break
        try:
            return _parse(text, begin.start(), name)
        except JsonSyntaxError as error:
            failed = error
            position = max(_offset(text, error), begin.end())
    if failed is None or not _PHP_WORDS.search(text[:_NOISE_LENGTH]):
        _raise_web_page(text, name)
    raise failed


def _raise_web_page(text: str, name: str) -> NoReturn:
    shown = first_words(text)
    raise NotJsonAnswerError(
        f"{name} is a web page or other text where JSON was expected; it begins {shown!r}",
        remedy="give the answer of the site's REST interface, such as /wp-json/wp/v2/posts/ID",
    )


def _parse(text: str, start: int, name: str) -> _Found:
    try:
        found = _array(text, start) if text[start] == "[" else _value(text, start)
    except json.JSONDecodeError as error:
        problem = error.msg[0].lower() + error.msg[1:]
        _raise_syntax(text, error.pos, name, problem.removesuffix(" at").removesuffix(" starting"))
    except _NotANumber as error:
        position = next(m.start() for m in _TOKENS.finditer(text, start) if m["constant"])
        _raise_syntax(text, position, name, f"{error} is no JSON value")
    except _LongNumber as error:
        raise LimitError(
            f"{name} has a number of {error} digits, and at most {_MAX_DIGITS} are read",
            limit="json-number",
        ) from error
    except RecursionError as error:
        raise _too_deep(name) from error
    end = _skip(text, found.end)
    if end < len(text):
        _raise_syntax(text, end, name, "the JSON has ended, and more text follows")
    return found


def _value(text: str, start: int) -> _Found:
    value, end = _DECODER.raw_decode(text, start)
    return _Found(value=value, start=start, end=end)


def _array(text: str, start: int) -> _Found:
    """Return an array with its elements' spans, which a whole decoding would not tell."""
    elements: list[_Found] = []
    position = _skip(text, start + 1)
    while not (text.startswith("]", position) and not elements):
        elements.append(_value(text, position))
        if len(elements) > MAX_ELEMENTS:
            raise LimitError(
                f"a list of more than {MAX_ELEMENTS} elements is no answer of a REST interface,"
                " which serves at most 100 posts a page",
                limit="json-elements",
            )
        position = _skip(text, elements[-1].end)
        if text.startswith("]", position):
            break
        if not text.startswith(",", position):
            raise json.JSONDecodeError("expecting ',' delimiter", text, position)
        position = _skip(text, position + 1)
    value = [element.value for element in elements]
    return _Found(value=value, start=start, end=position + 1, elements=tuple(elements))


def _check_depth(text: str, found: _Found, name: str) -> None:
    inside = int(bool(found.elements))
    for one in found.elements or (found,):
        if text.count("[", one.start, one.end) + text.count("{", one.start, one.end) < MAX_DEPTH:
            continue
        depth = inside
        for match in _TOKENS.finditer(text, one.start, one.end):
            if match["open"]:
                depth += 1
            elif match["close"]:
                depth -= 1
            if depth > MAX_DEPTH:
                raise _too_deep(name)


def _too_deep(name: str) -> LimitError:
    return LimitError(
        f"{name} nests more than {MAX_DEPTH} arrays or objects in one another",
        limit="json-depth",
        remedy="no post looks like that: save the answer again",
    )


def _raise_syntax(text: str, position: int, name: str, problem: str) -> NoReturn:
    line, column = _position(text, position)
    raise JsonSyntaxError(
        f"{name} is not JSON: line {line}, column {column}: {problem}",
        line=line,
        column=column,
        remedy="save the answer's body again, whole and unedited",
    )


def _position(text: str, position: int) -> tuple[int, int]:
    position = max(position, 0)
    return text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position)


def _skip(text: str, position: int) -> int:
    match = _SPACE.match(text, position)
    return match.end() if match else position


def _offset(text: str, error: JsonSyntaxError) -> int:
    lines = text.split("\n", error.line - 1)
    return len(text) - len(lines[-1]) + error.column - 1


class _NotANumber(Exception):  # noqa: N818 - private, and never leaves this module
    """NaN or an infinity, which Python's decoder reads although JSON has none."""


class _LongNumber(Exception):  # noqa: N818 - private, and never leaves this module
    """A whole number of more digits than any reader keeps."""


def _constant(word: str) -> NoReturn:
    raise _NotANumber(word)


def _integer(digits: str) -> int:
    if len(digits) > _MAX_DIGITS:
        raise _LongNumber(len(digits))
    return int(digits)


_DECODER = json.JSONDecoder(parse_int=_integer, parse_constant=_constant)


def _slices(text: str, offset: int, found: tuple[_Found, ...]) -> Iterator[JsonValue]:
    """Yield each value with its exact bytes; starts ascend, so that each byte is counted once."""
    at, byte = 0, offset
    for one in found:
        byte += len(text[at : one.start].encode())
        at = one.start
        yield JsonValue(value=one.value, raw=text[one.start : one.end].encode(), start=byte)
