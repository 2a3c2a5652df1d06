"""A post asked for again: past caches, at a named node, and as it was asked for the first time."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

import pytest

from provenance.capture import Asker, Options, Served, ask_again, capture_post, fetch, open_session
from provenance.errors import RefusedAddressError
from provenance.model import Capture, Exchange, Reading, Route
from tests.fakes.server import FakeServer, Request, answer
from tests.fakes.wordpress import FakeWordPress, post_body
from tests.integration.capture.capturing import QUICK

PAST = replace(QUICK, past_caches=True)


@pytest.fixture
def site() -> Iterator[FakeWordPress]:
    with FakeWordPress([post_body(7), post_body(8)]) as site:
        yield site


def now() -> datetime:
    return datetime.now(UTC)


def first(url: str) -> tuple[Capture, Exchange]:
    with open_session(QUICK) as session:
        reading = capture_post(url, session=session, options=QUICK, clock=now)[-1]
    return reading.captures[0], reading.exchange


def first_page(site: FakeWordPress) -> tuple[Capture, Exchange]:
    with open_session(QUICK) as session:
        readings = capture_post(site.page_url(7), session=session, options=QUICK, clock=now)
    shown = next(one for one in readings for c in one.captures if c.context.route is Route.PAGE)
    return shown.captures[0], shown.exchange


def again(capture: Capture, exchange: Exchange, options: Options = PAST) -> Reading | None:
    with open_session(options) as session:
        asker = Asker(target=exchange.target, session=session, options=options, clock=now)
        return ask_again(Served.of(capture, exchange), asker=asker)


def test_caches_are_asked_to_check_with_the_origin_then_alone(site: FakeWordPress) -> None:
    again(*first(site.rest_url("/wp/v2/posts/7")))

    sent = [request.header("Cache-Control") for request in site.requests]
    assert sent == [None, "no-cache"]


def test_a_post_is_asked_for_where_it_was_served(site: FakeWordPress) -> None:
    capture, exchange = first(site.rest_url("/wp/v2/posts/7") + "?lang=en")

    reading = again(capture, exchange)

    assert reading is not None
    assert [one.post for one in reading.captures] == [capture.post]
    assert reading.captures[0].context == capture.context
    assert site.requests[0].target == site.requests[1].target


def test_a_post_of_a_list_is_asked_for_as_a_list_of_one(site: FakeWordPress) -> None:
    capture, exchange = first(site.rest_url("/wp/v2/posts") + "?per_page=2&lang=en&page=1")

    again(capture, exchange)

    assert capture.context.route is Route.LIST
    assert capture.post is not None
    sent = site.requests[-1]
    assert sent.path == "/wp-json/wp/v2/posts"
    assert sent.query == (("include", str(capture.post.post_id)), ("lang", "en"))


def test_a_refusal_and_another_post_are_no_captures_and_no_failures(site: FakeWordPress) -> None:
    capture, exchange = first(site.rest_url("/wp/v2/posts/7"))
    site.refuse(7)
    refused = again(capture, exchange)
    site.handlers["/wp-json/wp/v2/posts/7"] = lambda _: answer(post_body(8))
    other = again(capture, exchange)

    for reading in (refused, other):
        assert reading is not None
        assert (reading.captures, reading.failures) == ((), ())
        assert reading.exchange.body


def test_what_came_under_another_kind_of_address_is_not_asked_for(site: FakeWordPress) -> None:
    capture, exchange = first(site.rest_url("/wp/v2/posts/7"))
    fields = replace(capture, context=replace(capture.context, route=Route.FIELDS))

    assert again(fields, exchange) is None
    assert again(capture, replace(exchange, final_url=site.url + "/a-page/")) is None
    assert again(replace(capture, post=None), exchange) is None
    assert len(site.requests) == 1


@pytest.fixture
def closed(site: FakeWordPress) -> FakeWordPress:
    """Give a site whose interface is closed, and whose post 7 has a text on its page."""
    site.closed = ("rest_not_logged_in", 401)
    site.texts[7] = '<article id="post-7"><div class="entry-content"><p>Closed.</p></div></article>'
    return site


def test_a_page_is_asked_for_as_a_page(closed: FakeWordPress) -> None:
    capture, exchange = first_page(closed)

    reading = again(capture, exchange)

    assert capture.context.route is Route.PAGE
    assert reading is not None
    (shown,) = reading.captures
    assert (shown.post, shown.context, shown.notes) == (capture.post, capture.context, ())
    sent = closed.requests[-1]
    assert (sent.target, sent.header("Cache-Control")) == (closed.requests[0].target, "no-cache")
    assert (sent.header("Accept") or "").startswith("text/html")


def test_a_page_of_another_post_and_one_without_an_article_are_no_captures(
    closed: FakeWordPress,
) -> None:
    capture, exchange = first_page(closed)
    path = closed.requests[0].path
    whole = exchange.body.decode()
    for body in (whole.replace("postid-7", "postid-8").replace("p=7", "p=8"), "<p>No.</p>"):
        served = answer(body, content_type="text/html")
        closed.handlers[path] = partial(_always, served)
        reading = again(capture, exchange)

        assert reading is not None
        assert (reading.captures, reading.failures) == ((), ())
        assert reading.exchange.body == body.encode()


def _always(served: bytes, _: Request) -> bytes:
    return served


def test_a_node_is_asked_in_the_sites_name() -> None:
    options = replace(QUICK, node="127.0.0.1")
    with FakeServer(lambda _: answer("{}")) as server, open_session(options) as session:
        url = f"http://no-such-host.invalid:{server.port}/"
        fetched = fetch(url, target=url, session=session, options=options, clock=now)

        assert fetched.error is None
        assert fetched.exchange.address == f"127.0.0.1:{server.port}"
        assert server.requests[0].header("Host") == f"no-such-host.invalid:{server.port}"


def test_a_private_node_is_refused_as_any_private_address_is() -> None:
    options = replace(QUICK, node="127.0.0.1", allow_private=False)
    with FakeServer(lambda _: answer("{}")) as server, open_session(options) as session:
        url = f"http://example.org:{server.port}/"
        fetched = fetch(url, target=url, session=session, options=options, clock=now)

        assert isinstance(fetched.error, RefusedAddressError)
        assert server.requests == []
