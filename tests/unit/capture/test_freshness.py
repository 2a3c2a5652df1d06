"""How stale an answer may be, and whether the site itself gave it."""

import time

import pytest

from provenance.capture import freshness
from provenance.model import Freshness

DATE = ("Date", "Sun, 22 Nov 2026 10:00:00 GMT")
Headers = list[tuple[str, str]]


def of(*headers: tuple[str, str], sent: tuple[tuple[str, str], ...] = ()) -> Freshness:
    return freshness(url="https://e.org/a", request_headers=sent, headers=headers)


@pytest.mark.parametrize(
    ("headers", "lifetime"),
    [
        ([], None),
        ([("Cache-Control", "public")], None),
        ([("Cache-Control", "max-age=60")], 60),
        ([("Cache-Control", "max-age=60, s-maxage=600")], 600),
        ([("Cache-Control", "s-maxage=10"), ("Cache-Control", "max-age=60")], 60),
        ([("Cache-Control", "max-age=60, stale-while-revalidate=300")], 360),
        ([("Cache-Control", 'max-age="60"')], 60),
        ([("Cache-Control", "max-age=-5")], None),
        ([("Cache-Control", "max-age=soon")], None),
        ([("Cache-Control", "no-store, max-age=60")], 0),
        ([("Cache-Control", "no-cache, must-revalidate, max-age=0")], 0),
        ([("Cache-Control", "max-age=0"), ("CDN-Cache-Control", "max-age=3600")], 3600),
        ([DATE, ("Expires", "Sun, 22 Nov 2026 10:05:00 GMT")], 300),
        ([DATE, ("Expires", "Sun, 22 Nov 2026 09:05:00 GMT")], 0),
        ([DATE, ("Expires", "0")], 0),
        ([("Expires", "Sun, 22 Nov 2026 10:05:00 GMT")], None),
        ([("Date", "x"), ("Expires", "Sun, 22 Nov 2026 10:05:00 GMT")], None),
        ([("Expires", "-1")], 0),
        ([DATE, ("Expires", f"Sun, 22 Nov {10**30} 10:05:00 GMT")], 0),
        ([DATE, ("Expires", "Sun, 22 Nov 2026 10:05:00 -0000")], 300),
        ([("Cache-Control", "no-cache, max-age=60")], 0),
        ([("Cache-Control", 'no-cache="Set-Cookie", max-age=60')], 60),
        (
            [DATE, ("Expires", "Sun, 22 Nov 2026 10:05:00 GMT"), ("Cache-Control", "public")],
            300,
        ),
    ],
)
def test_the_longest_lifetime_that_a_header_states_counts(
    headers: Headers, lifetime: int | None
) -> None:
    assert of(*headers).lifetime_s == lifetime


@pytest.mark.parametrize(
    ("headers", "from_origin"),
    [
        ([], False),
        ([("Age", "0")], True),
        ([("Age", "5")], False),
        ([("Age", "x")], False),
        ([("X-Cache", "MISS")], True),
        ([("X-Cache", "HIT")], False),
        ([("X-Cache", "MISS, HIT")], False),
        ([("X-Cache", "Miss from cloudfront")], True),
        ([("X-Cache", "Hit from cloudfront")], False),
        ([("X-Cache", "MISS"), ("Age", "5")], False),
        ([("X-Cache", "HIT"), ("Age", "0")], False),
        ([("X-Cache", "CONFIG_NOCACHE")], False),
        ([("X-Cache", "TCP_MISS from a23")], True),
        ([("X-Cache", "TCP_REFRESH_HIT from a23")], False),
        ([("X-Varnish", "32770")], True),
        ([("X-Varnish", "32770 5")], False),
        ([("X-Cache-Hits", "0")], False),
        ([("X-Cache", "MISS"), ("X-Cache-Hits", "0, 0")], True),
        ([("X-Cache", "MISS"), ("X-Cache-Hits", "0, 2")], False),
        ([("CF-Cache-Status", "DYNAMIC")], True),
        ([("CF-Cache-Status", "EXPIRED")], True),
        ([("CF-Cache-Status", "STALE")], False),
        ([("CF-Cache-Status", "DYNAMIC"), ("X-Cache", "HIT")], False),
        ([("X-Cache-Status", "BYPASS")], True),
        ([("Cache-Status", "Edge; fwd=miss; stored")], True),
        ([("Cache-Status", "Origin; hit, Edge; fwd=miss")], False),
        ([("Cache-Status", "Edge; fwd=stale; fwd-status=304")], False),
        ([("Cache-Status", "Edge; hit; ttl=30")], False),
        ([("Cache-Status", "Edge")], False),
    ],
)
def test_the_origin_answered_only_where_a_header_shows_it(
    headers: Headers, *, from_origin: bool
) -> None:
    assert of(*headers).from_origin is from_origin


def test_age_is_whole_seconds_or_nothing() -> None:
    assert of(("Age", " 12 ")).age_s == 12
    assert of(("age", "1.5")).age_s is None
    assert of().age_s is None


def test_a_cache_key_has_the_address_and_what_the_answer_varies_by() -> None:
    sent = (("Accept", "application/json"), ("Origin", "x"))
    key = of(("Vary", "Origin, accept"), ("Vary", "Cookie"), sent=sent).cache_key
    assert key == "https://e.org/a\naccept: application/json\ncookie: \norigin: x"
    assert of(sent=sent).cache_key == "https://e.org/a"


@pytest.mark.parametrize(
    "stored",
    [
        [("Age", "5")],
        [("X-Cache", "HIT")],
        [("X-Cache", "MISS, HIT")],
        [("Cache-Status", "Edge; hit; ttl=30")],
        [("X-Varnish", "32770 5")],
        [("X-Cache-Hits", "0, 2")],
    ],
)
@pytest.mark.parametrize("policy", ["no-store", "max-age=0", "no-cache"])
def test_a_stored_answer_that_allows_no_store_has_a_lifetime_nobody_states(
    stored: Headers, policy: str
) -> None:
    assert of(("Cache-Control", policy), *stored).lifetime_s is None
    assert of(("Cache-Control", "max-age=60"), *stored).lifetime_s == 60


@pytest.mark.parametrize("asked", [[], [("Age", "0")], [("X-Cache", "MISS")], [("X-Cache", "?")]])
def test_an_answer_that_no_header_calls_stored_keeps_its_lifetime(asked: Headers) -> None:
    assert of(("Cache-Control", "no-store"), *asked).lifetime_s == 0


@pytest.mark.once
@pytest.mark.parametrize("policy", ["a=x" * 20_000 + '"!', " " * 60_000 + "!", "a" * 60_000 + "!"])
def test_a_long_header_is_read_in_no_time(policy: str) -> None:
    started = time.process_time()
    assert of(("Cache-Control", f"max-age=60, {policy}")).lifetime_s == 60
    assert time.process_time() - started < 1
