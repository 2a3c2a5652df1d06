"""robots.txt by RFC 9309: what it allows, what its absence allows, and what is kept of it."""

from datetime import UTC, datetime

import pytest

from provenance.capture.robots import Ask, Robots
from provenance.errors import CaptureError, RedirectError, RobotsError, UnreachableError
from provenance.model import Exchange, Source

SITE = "https://example.org"
NOW = datetime(2026, 6, 1, tzinfo=UTC)


def exchange(url: str, status: int | None, body: bytes) -> Exchange:
    return Exchange(
        source=Source.HTTP,
        target=url,
        method="GET",
        url=url,
        final_url=url,
        request_headers=(),
        hops=(),
        requested_at=NOW,
        received_at=NOW,
        status=status,
        http_version=None,
        headers=(),
        body=body,
        content_encoding=None,
        address=None,
        certificate=None,
        egress=None,
        file_modified_at=None,
        failure=None,
    )


def serving(
    body: str | bytes = "", status: int | None = 200, error: CaptureError | None = None
) -> tuple[Ask, list[str]]:
    """Return what asks for rules, and the list of what it was asked for."""
    asked: list[str] = []
    data = body.encode() if isinstance(body, str) else body

    def ask(url: str) -> tuple[Exchange, CaptureError | None]:
        asked.append(url)
        return exchange(url, status, data), error

    return ask, asked


def robots() -> tuple[Robots, list[tuple[str, float]]]:
    slowed: list[tuple[str, float]] = []
    return Robots(lambda url, delay: slowed.append((url, delay))), slowed


RULES = """\ufeffUser-agent: *
Disallow: /wp-json/
Allow: /wp-json/wp/v2/posts/7
Disallow: /*?rest_route=
"""


@pytest.mark.parametrize("path", ["/", "/wp-json/wp/v2/posts/7", "/robots.txt", "/wp-jsonx"])
def test_what_is_not_disallowed_is_allowed(path: str) -> None:
    ask, _ = serving(RULES)
    robots()[0].check(SITE + path, ask)


@pytest.mark.parametrize("path", ["/wp-json/wp/v2/posts/8", "/index.php?rest_route=/wp/v2/posts/7"])
def test_what_is_disallowed_is_refused_and_says_what_goes_on(path: str) -> None:
    ask, _ = serving(RULES)
    with pytest.raises(RobotsError) as caught:
        robots()[0].check(SITE + path, ask)
    assert str(caught.value) == (
        f"the robots.txt of example.org asks programs not to ask for {path}; give --ignore-robots"
        " where the site is yours or its owner agrees"
    )


def test_rules_for_this_program_come_before_those_for_all() -> None:
    ask, _ = serving("User-agent: *\nDisallow: /\n\nUser-agent: Provenance-Toolkit\nDisallow: /x\n")
    held, _ = robots()
    held.check(f"{SITE}/a", ask)
    with pytest.raises(RobotsError):
        held.check(f"{SITE}/x", ask)


@pytest.mark.parametrize("status", [401, 403, 404, 410, 429])
def test_no_robots_txt_allows_everything(status: int) -> None:
    ask, _ = serving("User-agent: *\nDisallow: /", status=status)
    robots()[0].check(f"{SITE}/a", ask)


@pytest.mark.parametrize("status", [500, 503, 599])
def test_a_fault_of_the_site_s_allows_nothing(status: int) -> None:
    ask, _ = serving(status=status)
    with pytest.raises(RobotsError, match=f"answers {status}.*nobody knows"):
        robots()[0].check(f"{SITE}/a", ask)


def test_a_site_that_cannot_be_reached_fails_with_that_reason() -> None:
    ask, _ = serving(status=None, error=UnreachableError("example.org refuses connections"))
    with pytest.raises(UnreachableError, match="refuses connections"):
        robots()[0].check(f"{SITE}/a", ask)


def test_redirects_without_end_are_no_rules() -> None:
    ask, _ = serving(status=None, error=RedirectError("in a circle"))
    robots()[0].check(f"{SITE}/a", ask)


@pytest.mark.parametrize("body", [b"\xff\xfe\x00", b"<!DOCTYPE html><p>Not found</p>", b"\n" * 9])
def test_what_holds_no_rules_allows_everything(body: bytes) -> None:
    ask, _ = serving(body)
    robots()[0].check(f"{SITE}/a", ask)


def test_each_host_is_asked_once_and_its_answer_is_kept() -> None:
    ask, asked = serving(RULES)
    held, _ = robots()
    for url in (f"{SITE}/a", f"{SITE}/b", "http://example.org/a", "https://example.org:8443/a"):
        held.check(url, ask)
    roots = [SITE, "http://example.org", "https://example.org:8443"]
    assert asked == [f"{root}/robots.txt" for root in roots]
    assert [one.url for one in held.take()] == asked
    assert held.take() == ()


def test_the_pause_that_a_site_asks_for_is_told() -> None:
    ask, _ = serving("User-agent: *\nCrawl-delay: 7\n")
    held, slowed = robots()
    held.check(f"{SITE}/a", ask)
    assert slowed == [(SITE, 7.0)]
