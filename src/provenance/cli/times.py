"""Times on the command line: RFC 3339, whole and with a zone, or a sentence that says how."""

import re
from datetime import UTC, datetime, timedelta

import click

_DAY = "2026-05-29"
_EXAMPLE = "2026-05-29T03:22:06Z or 2026-05-28T22:22:06-05:00"
_RFC3339 = re.compile(
    r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)", re.ASCII
)
_LENGTH = re.compile(r"([0-9]{1,6})(min|h|d)", re.ASCII)
_UNITS = {"min": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}
_SKEW = timedelta(minutes=5)


def past_time(value: str | datetime) -> datetime:
    """Return a time in the past, as RFC 3339 section 5.6 writes it; aware, UTC.

    Raises:
        click.BadParameter: It is none, with how to write it.
    """
    if isinstance(value, datetime):
        return value
    if not _RFC3339.fullmatch(value):
        raise click.BadParameter(f"{value!r} {_flaw(value)}; write it as {_EXAMPLE}")
    try:
        at = datetime.fromisoformat(value.upper()).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise click.BadParameter(f"{value!r} is no time ({error}); {_EXAMPLE} is one") from error
    return _passed(at, value)


def day_or_time(value: str | datetime) -> datetime:
    """Return a time in the past; a date alone is its first moment in UTC.

    Raises:
        click.BadParameter: It is neither, with how to write it.
    """
    if isinstance(value, datetime):
        return value
    try:
        day = datetime.strptime(value, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        if ":" in value:
            return past_time(value)
        raise click.BadParameter(
            f"{value!r} is no date; write one as {_DAY}, or a time as {_EXAMPLE}"
        ) from None
    return _passed(day, value)


def _passed(at: datetime, value: str) -> datetime:
    if at > datetime.now(UTC) + _SKEW:
        raise click.BadParameter(f"{value!r} lies in the future; give a time that has passed")
    return at


def _flaw(value: str) -> str:
    """Say what is missing of a time, so that the reader can add it."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
        return "is a date without a time and a zone"
    if re.fullmatch(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d(\.\d+)?)?", value, re.ASCII):
        return "has no zone, so that nobody can tell which moment is meant"
    if re.fullmatch(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d([Zz]|[+-]\d\d:?\d\d)", value, re.ASCII):
        return "has no seconds"
    return "is not a time as RFC 3339 writes it"


def length_of_time(_ctx: click.Context, _param: click.Parameter, value: str) -> timedelta:
    """Return a length of time: a whole number and min, h or d.

    Raises:
        click.BadParameter: It is none, with how to write it.
    """
    match = _LENGTH.fullmatch(value)
    if match is None:
        raise click.BadParameter(f"{value!r} is no length of time; write it as 90min, 24h or 7d")
    return int(match[1]) * _UNITS[match[2]]
