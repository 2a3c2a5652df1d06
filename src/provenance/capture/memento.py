"""TimeMaps of web archives (RFC 7089 in the link format of RFC 6690), and what a replay says; pure.

Owns the spelling of both. Never asks, and believes a copy's time only as the archive's word.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

from provenance.errors import MalformedError

_MAX_LINKS = 200_000
# A link's target may hold commas and semicolons: only its bracket ends it.
_LINK = re.compile(r"[\s,]*<(?P<url>[^<>]*)>(?P<rest>(?:[^,<\"]|\"(?:[^\"\\]|\\.)*\")*+)")
_PARAMETER = re.compile(
    r';\s*(?P<name>[A-Za-z0-9*-]+)\s*=\s*(?:"(?P<quoted>[^"]*)"|(?P<bare>[^;\s]*))'
)
_REPLAY = re.compile(
    r"(?P<front>.*?/)(?P<stamp>[0-9]{14})(?P<form>[a-z]{2}_)?/(?P<original>https?:/.*)", re.DOTALL
)
_SLASHES = re.compile(r"(https?:)/+", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One copy that an archive lists.

    Attributes:
        url: Where the archive gives it with its bytes as they were.
        at: When the archive says that it asked; aware, UTC.
        status: Which status it says was answered; None where it does not say.
        digest: What it calls the body by; None where it does not say.
    """

    url: str
    at: datetime
    status: int | None = None
    digest: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeMap:
    """One page of a TimeMap.

    Attributes:
        copies: The copies that it lists.
        further: Addresses of further pages.
    """

    copies: tuple[Copy, ...]
    further: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """What the address of a replayed copy says of it.

    Attributes:
        original: Address that the archive asked.
        at: When, to the second; aware, UTC.
    """

    original: str
    at: datetime


def parse_timemap(body: bytes, url: str) -> TimeMap:
    """Return the copies that a TimeMap lists; links without a time are passed over.

    Args:
        body: The TimeMap.
        url: Its address, which relative targets rest on.

    Raises:
        MalformedError: It is no link format, or lists more than any archive does.
    """
    text = body.decode("utf-8", "replace")
    copies: list[Copy] = []
    further: dict[str, None] = {}
    position = 0
    is_typed = True
    for _ in range(_MAX_LINKS):
        link = _LINK.match(text, position)
        if link is None:
            break
        position = link.end()
        target = urljoin(url, link["url"].strip())
        said = {one["name"].lower(): one["quoted"] or one["bare"] or "" for one in _said(link)}
        # A page of an error begins with a tag, which looks like a target.
        is_typed = is_typed and "rel" in said
        rels = said.get("rel", "").lower().split()
        at = parse_http_date(said.get("datetime", ""))
        if "memento" in rels and at is not None:
            copies.append(Copy(url=raw_form(target), at=at))
        elif "timemap" in rels and target != url:
            further[target] = None
    if not is_typed or text[position:].strip(" \t\r\n,"):
        raise MalformedError(
            f"the TimeMap {url} is not in the link format",
            remedy="look at it in a browser: an error page may stand in its place",
        )
    return TimeMap(copies=tuple(copies), further=tuple(further))


def _said(link: re.Match[str]) -> list[re.Match[str]]:
    return list(_PARAMETER.finditer(link["rest"]))


def raw_form(url: str) -> str:
    """Return a copy's address with the modifier for its bytes as they were; another as it is."""
    found = _REPLAY.fullmatch(url)
    if found is None:
        return url
    return f"{found['front']}{found['stamp']}id_/{found['original']}"


def parse_replay(url: str) -> Replay | None:
    """Return what a replayed copy's address says; None of an address that is none of a copy."""
    found = _REPLAY.fullmatch(url)
    at = None if found is None else parse_stamp(found["stamp"])
    if found is None or at is None:
        return None
    # On their way through a path two slashes may have become one.
    return Replay(original=_SLASHES.sub(r"\1//", found["original"], count=1), at=at)


def parse_stamp(stamp: str) -> datetime | None:
    """Return the time of 14 digits, in UTC; None of what is no time."""
    try:
        return datetime.strptime(stamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None


def parse_http_date(text: str) -> datetime | None:
    """Return an HTTP date (RFC 9110 section 5.6.7), in UTC; None of what is none."""
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
