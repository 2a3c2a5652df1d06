"""The lock file: pinned articles in one reviewable JSON document (schemas/lock.schema.json).

A document of ours: exactly the bytes that `format_lock` writes are accepted, so that two people's
reviews read the same lines. Reads and writes no file.
"""

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from provenance import schema
from provenance.digest import format_digest, parse_digest
from provenance.errors import JsonSyntaxError, MalformedError, SchemaMismatchError
from provenance.model import Lock, Pin, PostKey

SCHEMA = "lock"
DOCUMENT = "provenance/lock/1"

# What a reviewer would not see in a diff: written as JSON escapes. A fixed list, since a lock file
# must not be spelled anew by a newer table of Unicode.
_UNSEEN = re.compile(
    "[\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ue000-\uf8ff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff"
    "\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
_PIN_OPENS = "    {"
_REMEDY = "undo the last change to it, or make it anew with `provenance pin`"
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def format_lock(lock: Lock) -> bytes:
    """Return the document: pins by site and number, one member a line; a line feed at its end."""
    document = {
        "schema": DOCUMENT,
        "pins": [_pin(pin) for pin in sorted(lock.pins, key=lambda pin: pin.key)],
        "checkpoint": None if lock.checkpoint is None else lock.checkpoint.split("\n"),
    }
    written = json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False)
    return _UNSEEN.sub(_escape, written).encode() + b"\n"


def parse_lock(data: bytes) -> Lock:
    """Return the lock that `format_lock` wrote as `data`.

    Raises:
        MalformedError: It is anything else: no JSON, another document, or another spelling.
    """
    document = _read(data)
    try:
        schema.check(document, SCHEMA)
        lines = document["checkpoint"]
        lock = Lock(
            pins=tuple(map(_read_pin, document["pins"])),
            checkpoint=None if lines is None else "\n".join(lines),
        )
    except SchemaMismatchError as error:
        raise MalformedError(f"this is no lock file: {error.what}") from error
    except ValueError as error:
        raise MalformedError(f"the lock file holds what is no time: {error}") from error
    _check_spelling(lock, data)
    return lock


def parse_named_lock(data: bytes, name: Path) -> Lock:
    """Return the lock in a file; as `parse_lock`, and what is wrong with it begins with its name.

    Raises:
        MalformedError: It is no lock file.
    """
    try:
        return parse_lock(data)
    except MalformedError as error:
        raise MalformedError(f"{name}: {error.what}", remedy=error.remedy) from error


def pin_lines(data: bytes) -> tuple[int, ...]:
    """Return the line that each pin of a lock file begins at, from 1, in order."""
    lines = data.decode().split("\n")
    return tuple(number for number, line in enumerate(lines, 1) if line == _PIN_OPENS)


def _pin(pin: Pin) -> dict[str, object]:
    return {
        "address": pin.address,
        "site": pin.key.site,
        "post": pin.key.post_id,
        "title": pin.title,
        "content": format_digest(pin.content),
        "words": format_digest(pin.words),
        "form": pin.form,
        "parser": pin.parser,
        "unicode": pin.unicode,
        "published": _time(pin.published_at),
        "modified": _time(pin.modified_at),
        "revisions": pin.revision_count,
        "newest_revision": pin.predecessor_id,
        "captured": _time(pin.captured_at),
    }


def _read_pin(member: dict[str, Any]) -> Pin:
    return Pin(
        key=PostKey(site=member["site"], post_id=int(member["post"])),
        address=member["address"],
        title=member["title"],
        content=parse_digest(member["content"]),
        words=parse_digest(member["words"]),
        form=member["form"],
        parser=member["parser"],
        unicode=member["unicode"],
        published_at=_read_time(member["published"]),
        modified_at=_read_time(member["modified"]),
        revision_count=_read_count(member["revisions"]),
        predecessor_id=_read_count(member["newest_revision"]),
        captured_at=_read_time(member["captured"]),
    )


def _read_count(number: int | None) -> int | None:
    # 1.0 is an integer to a schema; that it is spelled otherwise is found later.
    return None if number is None else int(number)


def _read(data: bytes) -> Any:  # noqa: ANN401 - what JSON gives; the schema is what types it
    try:
        return json.loads(data)
    except json.JSONDecodeError as error:
        raise JsonSyntaxError(
            f"the lock file is not JSON at line {error.lineno}, column {error.colno}: {error.msg}",
            line=error.lineno,
            column=error.colno,
            remedy=_REMEDY,
        ) from error
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise MalformedError(
            f"line {line} of the lock file is not UTF-8", remedy=_REMEDY
        ) from error
    except (ValueError, RecursionError) as error:
        raise MalformedError(
            "the lock file holds a number or a nesting that no lock file has", remedy=_REMEDY
        ) from error


def _check_spelling(lock: Lock, data: bytes) -> None:
    # One value, one spelling: this also finds duplicate keys, another order, 1.0 for 1, a post
    # that is pinned twice or lone surrogates.
    try:
        written = format_lock(lock)
    except UnicodeEncodeError as error:
        raise MalformedError("the lock file has lone surrogates") from error
    keys = [pin.key for pin in lock.pins]
    twice = next((key for key in keys if keys.count(key) > 1), None)
    if twice is not None:
        raise MalformedError(
            f"the lock file pins {twice} twice", remedy="delete one of the two from it"
        )
    if written != data:
        _check_line_ends(written, data)
        line = _first_difference(written, data)
        raise MalformedError(
            f"line {line} of the lock file is not as `provenance pin` writes it",
            remedy="undo the change there; pins stand in the order of sites and numbers",
        )


def _check_line_ends(written: bytes, data: bytes) -> None:
    """Name what an editor or git changes unasked, and no line shows."""
    plain = data.removeprefix(_BYTE_ORDER_MARK).replace(b"\r\n", b"\n")
    if plain.rstrip(b"\n") + b"\n" != written:
        return
    if data.startswith(_BYTE_ORDER_MARK):
        what = "begins with a byte order mark"
    elif b"\r" in data:
        what = "ends its lines as Windows does"
    else:
        what = "does not end with one line feed"
    raise MalformedError(
        f"the lock file {what}, and is otherwise as `provenance pin` writes it",
        remedy="have editors and git leave it alone: `provenance.lock -text` in .gitattributes",
    )


def _first_difference(written: bytes, data: bytes) -> int:
    pairs = zip(written.split(b"\n"), data.split(b"\n"), strict=False)
    return next((n for n, (one, other) in enumerate(pairs, 1) if one != other), 1)


def _time(moment: datetime | None) -> str | None:
    if moment is None:
        return None
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _read_time(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _escape(match: re.Match[str]) -> str:
    return json.dumps(match[0])[1:-1]
