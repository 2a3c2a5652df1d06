"""What an answer's headers say of its age: how stale it may be, and who answered.

Errs towards stale: a lifetime bounds how much earlier a change may have been made, so the longest
that any header allows counts, and the origin is only taken to have answered where a header says so.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from itertools import chain

from provenance.model import Freshness

_Headers = Sequence[tuple[str, str]]
# RFC 9213 section 3.1, and what hosts' edges obey in its place.
_CACHE_CONTROL = ("cache-control", "cdn-cache-control", "surrogate-control")
_VERDICTS = frozenset(
    {
        *("x-cache", "x-cache-status", "x-proxy-cache", "x-varnish-cache"),
        *("x-litespeed-cache", "x-kinsta-cache", "x-nginx-cache", "x-fastcgi-cache"),
        *("x-rocket-nginx-serving-static", "x-wp-cf-super-cache", "cf-cache-status"),
        *("x-vercel-cache", "x-drupal-cache", "x-sucuri-cache", "x-batcache", "x-nananana"),
    }
)
_STORED = frozenset({"hit", "stale", "updating", "revalidated"})
_ASKED = frozenset({"miss", "bypass", "dynamic", "expired", "pass"})
_FORWARDED = frozenset({"bypass", "method", "uri-miss", "vary-miss", "miss", "request"})
_WORD = re.compile(r"[a-z]+", re.ASCII)
_DELTA = re.compile(r"[0-9]{1,12}", re.ASCII)
# Begins where a name does, gives nothing back, and reads no value that is longer than any: else a
# long header would cost the square of itself.
_DIRECTIVE = re.compile(
    r'(?<![\w-])(?P<name>[\w-]++)\s*+(?:=\s*+"?(?P<value>[^",]{0,1000}+)"?)?\s*+(?:,|\Z)', re.ASCII
)


def freshness(*, url: str, request_headers: _Headers, headers: _Headers) -> Freshness:
    """Return what `headers` say of an answer's age (RFC 9111 sections 4.2 and 5.1).

    Args:
        url: Address that answered.
        request_headers: Headers as sent.
        headers: Headers as received.
    """
    age = _seconds(_first(headers, "age"))
    asked = list(chain.from_iterable(_verdicts(name, value) for name, value in headers))
    stored = bool(age) or not all(asked)
    lifetime = _lifetime(headers)
    return Freshness(
        age_s=age,
        # A cache that stores what the headers let nobody store goes by a time that none states.
        lifetime_s=None if stored and not lifetime else lifetime,
        from_origin=not stored and (bool(asked) or age == 0),
        cache_key=_cache_key(url, request_headers, headers),
    )


def _values(headers: _Headers, name: str) -> list[str]:
    return [value for key, value in headers if key.lower() == name]


def _first(headers: _Headers, name: str) -> str:
    return next(iter(_values(headers, name)), "")


def _seconds(text: str) -> int | None:
    text = text.strip()
    return int(text) if _DELTA.fullmatch(text) else None


def _lifetime(headers: _Headers) -> int | None:
    """Return the longest lifetime that any header states, RFC 9111 section 4.2.1."""
    stated = []
    for name in _CACHE_CONTROL:
        directives = _directives(_values(headers, name))
        if directives:
            stated.append(_stated(directives, headers))
    if not stated:
        stated.append(_until_expiry(headers))
    known = [lifetime for lifetime in stated if lifetime is not None]
    return max(known, default=None)


def _stated(directives: Iterable[tuple[str, str]], headers: _Headers) -> int | None:
    found = list(directives)
    # RFC 9111 section 5.2.2.4: with field names, no-cache speaks of those fields alone.
    names = {name for name, value in found if name != "no-cache" or not value}
    ages = [_seconds(value) for name, value in found if name in {"s-maxage", "max-age"}]
    lifetime = max((age for age in ages if age is not None), default=None)
    if names & {"no-store", "no-cache"}:
        lifetime = 0
    elif lifetime is None:
        lifetime = _until_expiry(headers)
    grace = (_seconds(value) for name, value in found if name == "stale-while-revalidate")
    extra = max((seconds for seconds in grace if seconds is not None), default=0)
    return None if lifetime is None else lifetime + extra


def _directives(values: list[str]) -> list[tuple[str, str]]:
    return [
        (match["name"].lower(), match["value"] or "")
        for value in values
        for match in _DIRECTIVE.finditer(value)
    ]


def _until_expiry(headers: _Headers) -> int | None:
    expires = _first(headers, "expires")
    if not expires:
        return None
    until, date = _moment(expires), _moment(_first(headers, "date"))
    if until is None:
        # RFC 9111 section 5.3: what is no date, "0" above all, is a time in the past.
        return 0
    # Without a Date, nothing says from when on the time runs.
    return None if date is None else max(int((until - date).total_seconds()), 0)


def _moment(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    # RFC 5322 section 3.3: "-0000" is UTC, said by a clock whose own zone is not known.
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _verdicts(name: str, value: str) -> Iterable[bool]:
    """Yield, for each cache that a header speaks of, whether it asked further on."""
    name = name.lower()
    if name == "cache-status":  # RFC 9211 section 2: each cache in the chain is one member
        for member in value.split(","):
            parameters = [one.strip().partition("=") for one in member.split(";")[1:]]
            found = {key.lower(): text.lower() for key, _, text in parameters}
            yield "hit" not in found and found.get("fwd") in _FORWARDED
    elif name == "x-varnish":  # the request's number, and where it was stored that of the first
        yield from (len(member.split()) == 1 for member in value.split(","))
    elif name == "x-cache-hits":
        yield from (False for member in value.split(",") if _seconds(member))
    elif name in _VERDICTS:
        for member in value.lower().split(","):
            words = set(_WORD.findall(member))
            if words & _STORED:
                yield False
            elif words & _ASKED:
                yield True


def _cache_key(url: str, request_headers: _Headers, headers: _Headers) -> str:
    names = {
        name.strip().lower() for value in _values(headers, "vary") for name in value.split(",")
    }
    parts = [
        f"{name}: {', '.join(_values(request_headers, name))}" for name in sorted(names) if name
    ]
    return "\n".join([url, *parts])
