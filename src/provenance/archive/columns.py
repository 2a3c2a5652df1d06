"""How values that SQL has no type for are written into columns, and come back equal.

Owns the spelling of times, of text that others wrote, and of small lists; never a table.
"""

import json
import re
from datetime import UTC, datetime, timedelta

from sqlalchemy import BigInteger, Dialect, Integer, Text
from sqlalchemy.types import TypeDecorator

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_UNWRITABLE = re.compile("[\\\\\x00\ud800-\udfff]")
_ESCAPED = re.compile(r"\\(?:\\|u([0-9a-f]{4}))")

# SQLite has one integer type; PostgreSQL needs the wide one for microseconds.
WIDE_INTEGER = BigInteger().with_variant(Integer(), "sqlite")


class Instant(TypeDecorator[datetime]):
    """An aware time as whole microseconds since 1970-01-01T00:00:00Z; comes back in UTC."""

    impl = WIDE_INTEGER
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Return the count of microseconds; integers, since a float would lose the last ones."""
        del dialect
        return None if value is None else microseconds(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """Return the time, aware, UTC."""
        del dialect
        return None if value is None else _EPOCH + value * _MICROSECOND


class ForeignText(TypeDecorator[str]):
    r"""Text that others wrote: lone surrogates and NUL as `\uXXXX`, a backslash as two.

    File names may hold bytes that are no UTF-8 (PEP 383), answers lone surrogates; neither can
    be bound to a TEXT column, and both must come back as they were.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Return the escaped text."""
        del dialect
        return None if value is None else _UNWRITABLE.sub(_escape, value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """Return the text as it was."""
        del dialect
        return None if value is None else _ESCAPED.sub(_unescape, value)


class Truth(TypeDecorator[bool]):
    """Yes as 1 and no as 0, since a STRICT table has no type of its own for them."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> int | None:  # noqa: FBT001 - the signature is SQLAlchemy's
        """Return 1, 0 or None."""
        del dialect
        return None if value is None else int(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> bool | None:
        """Return the bool."""
        del dialect
        return None if value is None else bool(value)


class Document(TypeDecorator[object]):
    """A JSON value in ASCII with sorted keys."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: object, dialect: Dialect) -> str | None:
        """Return the JSON text."""
        del dialect
        return None if value is None else format_document(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> object:
        """Return the value; arrays as lists."""
        del dialect
        return None if value is None else json.loads(value)


def microseconds(moment: datetime) -> int:
    """Return an aware time as whole microseconds since 1970-01-01T00:00:00Z."""
    return (moment - _EPOCH) // _MICROSECOND


def format_document(value: object) -> str:
    """Return `value` as JSON in ASCII, sorted and without spaces."""
    return json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def _escape(match: re.Match[str]) -> str:
    character = match.group()
    return "\\\\" if character == "\\" else f"\\u{ord(character):04x}"


def _unescape(match: re.Match[str]) -> str:
    code = match.group(1)
    return "\\" if code is None else chr(int(code, 16))
