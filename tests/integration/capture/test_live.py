"""Posts captured live from a fake site that speaks the real protocol."""

from dataclasses import replace
from typing import Any

import pytest

from provenance.errors import (
    AddressError,
    AnotherPostError,
    DiscoveryError,
    JsonSyntaxError,
    NotAPostError,
    NotJsonAnswerError,
    RefusedAddressError,
    StatusError,
    TruncatedBodyError,
    UnreadableFileError,
)
from provenance.model import Basis, PostKey, Route
from tests.fakes.server import FakeServer, Request, answer, head
from tests.fakes.wordpress import FakeWordPress, post_body
from tests.integration.capture.capturing import OTHER, POST, QUICK, Clock, capture, key


def test_a_rest_address_gives_the_post_as_its_exact_bytes(site: FakeWordPress) -> None:
    clock = Clock()
    (reading,) = capture(site.rest_url("/wp/v2/posts/7"), clock=clock)
    (seen,) = reading.captures
    assert seen.raw == reading.exchange.body == site.body(7)
    assert seen.post == key(site)
    assert (seen.basis, seen.seen_at) == (Basis.OBSERVED, reading.exchange.received_at)
    assert seen.context.route is Route.SINGLE
    assert (seen.context.observer, seen.context.access) == ("local", "anonymous")
    assert (seen.error, seen.control, seen.notes, reading.failures) == (None, None, (), ())


@pytest.mark.parametrize(
    "form",
    [
        "/wp-json/wp/v2/posts/7/",
        "/index.php?rest_route=/wp/v2/posts/7",
        "/?rest_route=%2Fwp%2Fv2%2Fposts%2F7%2F",
        "?rest_route=/wp/v2/posts/7",
        "/wp-json/wp/v2/posts/7?context=view#top",
    ],
)
def test_every_form_of_a_rest_address_gives_the_same_post(pretty: FakeWordPress, form: str) -> None:
    (reading,) = capture(pretty.url + form)
    assert [seen.post for seen in reading.captures] == [key(pretty)]


def test_a_site_below_a_path_keeps_its_prefix() -> None:
    with FakeWordPress([POST], prefix="/blog") as fake:
        by_rest = capture(fake.rest_url("/wp/v2/posts/7"))
        by_page = capture(fake.page_url(7))
    assert by_rest[0].captures[0].post == key(fake)
    assert by_page[-1].captures[0].post == key(fake)
    assert str(key(fake)).endswith("/blog#7")


def test_a_page_s_own_address_gives_the_page_and_then_the_post(site: FakeWordPress) -> None:
    page, post = capture(site.page_url(7))
    assert page.exchange.body.startswith(b"<!DOCTYPE html>")
    assert (page.captures, page.failures) == ((), ())
    assert post.captures[0].raw == site.body(7)
    assert post.captures[0].notes == ()
    assert {page.exchange.target, post.exchange.target} == {site.page_url(7)}
    assert site.requests[0].header("Accept") != site.requests[1].header("Accept")


@pytest.mark.parametrize("in_header", [True, False])
@pytest.mark.parametrize("names_post", [True, False])
def test_discovery_reads_headers_and_html(
    site: FakeWordPress, *, in_header: bool, names_post: bool
) -> None:
    site.links_in_header, site.links_in_html = in_header, not in_header
    site.names_post = names_post
    readings = capture(site.page_url(7))
    assert [c.raw for c in readings[-1].captures] == [site.body(7)]


@pytest.mark.parametrize("query", ["?p=7", "/?p=7#comments", "/index.php?p=7"])
def test_a_plain_page_address_gives_its_post(site: FakeWordPress, query: str) -> None:
    site.names_post = False
    readings = capture(site.url + query)
    assert readings[-1].captures[0].post == key(site)
    assert readings[-1].captures[0].notes == ()


def test_a_page_is_asked_for_among_pages(site: FakeWordPress) -> None:
    site.names_post = False
    readings = capture(site.url + "/about/")
    assert readings[-1].captures[0].raw == site.body(9)
    tried = [capture for reading in readings[:-1] for capture in reading.captures]
    assert tried == []


def test_without_any_id_a_post_is_looked_up_by_its_slug(site: FakeWordPress) -> None:
    site.names_post = site.shows_id = False
    readings = capture(site.page_url(7))
    assert readings[-1].captures[0].raw == site.body(7)
    assert readings[-1].captures[0].context.route is Route.SINGLE
    assert "slug=a-post-7" in readings[1].exchange.url
    pages = capture(site.url + "/about")
    assert pages[-1].captures[0].raw == site.body(9)
    assert len(pages) == 4


@pytest.mark.parametrize("served", [answer("<html>"), answer("[]"), answer('{"id":7}')])
def test_a_slug_that_finds_nothing_is_a_discovery_failure(
    pretty: FakeWordPress, served: bytes
) -> None:
    pretty.names_post = pretty.shows_id = False
    pretty.handlers["/wp-json/wp/v2/posts"] = lambda _: served
    *_, last = capture(pretty.page_url(7))
    assert isinstance(last.failures[0].error, DiscoveryError)


def test_of_two_posts_under_one_slug_the_permalink_decides(pretty: FakeWordPress) -> None:
    pretty.names_post = pretty.shows_id = False
    twin = post_body(10, slug="a-post-7", link="http://127.0.0.1:8081/2025/01/a-post-7/")
    pretty.serve(twin)
    assert capture(pretty.page_url(7))[-1].captures[0].post == key(pretty, 7)
    assert capture(pretty.page_url(10))[-1].captures[0].post == key(pretty, 10)
    pretty.serve(post_body(10, slug="a-post-7"))
    assert isinstance(
        capture(pretty.page_url(10))[-1].failures[0].error, StatusError | DiscoveryError
    )


def test_a_lookup_that_is_cut_says_so(pretty: FakeWordPress) -> None:
    pretty.names_post = pretty.shows_id = False
    pretty.handlers["/wp-json/wp/v2/posts"] = lambda _: answer(b"[" + POST + b"]")[:-9]
    _, last = capture(pretty.page_url(7))
    assert isinstance(last.failures[0].error, TruncatedBodyError)


def test_a_lookup_that_is_refused_says_so(site: FakeWordPress) -> None:
    site.names_post = site.shows_id = False
    site.closed = ("rest_not_logged_in", 401)
    page, last = capture(site.page_url(7))
    assert isinstance(last.failures[0].error, StatusError)
    assert last.failures[0].error.status == 401
    assert (page.failures, last.captures) == ((), ())


def test_a_post_without_link_cannot_disagree_with_its_page(pretty: FakeWordPress) -> None:
    pretty.handlers["/wp-json/wp/v2/posts/7"] = lambda _: answer(b'{"id":7,"title":{}}')
    (seen,) = capture(pretty.page_url(7))[-1].captures
    assert (seen.post, seen.notes) == (key(pretty), ())


def test_the_refusal_that_says_most_is_kept(pretty: FakeWordPress) -> None:
    pretty.serve(post_body(11, type="page"))
    pretty.refuse(11, "rest_forbidden", 401)
    readings = capture(pretty.url + "/?p=11")
    seen = [c for reading in readings for c in reading.captures]
    assert [(c.error.status if c.error else None) for c in seen] == [401]
    assert (seen[0].post, seen[0].control) == (key(pretty, 11), True)


def test_a_post_whose_link_is_another_page_is_noted(pretty: FakeWordPress) -> None:
    elsewhere = pretty.rest_url("/wp/v2/posts/8")
    html = f'<link rel="alternate" type="application/json" href="{elsewhere}">'
    pretty.handlers["/odd/"] = lambda _: answer(html, content_type="text/html")
    (seen,) = capture(pretty.url + "/odd/")[-1].captures
    assert seen.post == key(pretty, 8)
    assert "the post's own link is" in seen.notes[0]


def test_a_page_without_interface_says_what_was_looked_for(pretty: FakeWordPress) -> None:
    pretty.handlers["/static/"] = lambda _: answer("<p>Hello", content_type="text/html")
    (reading,) = capture(pretty.url + "/static/")
    (failure,) = reading.failures
    assert isinstance(failure.error, DiscoveryError)
    assert "https://api.w.org/" in str(failure.error)
    assert "give the post's REST address" in str(failure.error)
    assert reading.exchange.body == b"<p>Hello"


def test_a_page_that_does_not_say_its_post_is_a_discovery_failure(site: FakeWordPress) -> None:
    (reading,) = capture(site.url + "/")
    assert isinstance(reading.failures[0].error, DiscoveryError)
    assert "does not say which post it shows" in str(reading.failures[0].error)


def test_a_page_that_is_not_there_is_its_status(site: FakeWordPress) -> None:
    readings = capture(site.url + "/2020/01/gone/")
    error = readings[-1].failures[0].error
    assert isinstance(error, StatusError)
    assert error.status == 404
    assert "begins 'Page not found" in str(error)
    assert [c for reading in readings for c in reading.captures] == []


def test_a_page_that_is_broken_is_its_status(pretty: FakeWordPress) -> None:
    pretty.handlers["/a/"] = lambda _: answer("oops", status=500, content_type="text/html")
    (reading,) = capture(pretty.url + "/a/")
    assert isinstance(reading.failures[0].error, StatusError)
    assert reading.exchange.body == b"oops"


def test_a_page_that_was_cut_still_leads_to_its_post(pretty: FakeWordPress) -> None:
    link = f'<{pretty.rest_url("/wp/v2/posts/7")}>; rel="alternate"; type="application/json"'
    cut = head(headers=[("Content-Length", "99"), ("Link", link)]) + b"<html>"
    pretty.handlers["/2026/05/a-post-7/"] = lambda _: cut
    page, post = capture(pretty.page_url(7))
    assert page.exchange.failure is not None
    assert page.exchange.body == b"<html>"
    assert post.captures[0].post == key(pretty)


def test_an_interface_on_another_host_is_followed_and_noted(pretty: FakeWordPress) -> None:
    root = pretty.rest_url("/").replace("127.0.0.1", "localhost")
    html = f'<link rel="https://api.w.org/" href="{root}"><body class="postid-7">'
    with FakeServer(lambda _: answer(html, content_type="text/html")) as front:
        _, post = capture(front.url + "/2026/05/a-post-7/")
    (seen,) = post.captures
    port = pretty.url.rpartition(":")[2]
    # The answer calls itself 127.0.0.1, and was asked for at localhost: the asked address counts.
    assert seen.post == PostKey(site=f"localhost:{port}", post_id=7)
    assert any("as its REST interface" in note for note in seen.notes)
    assert any("as its site, and it was asked at" in note for note in seen.notes)


def test_a_site_cannot_speak_for_another(pretty: FakeWordPress) -> None:
    forged = POST.replace(b"127.0.0.1:8081", b"example.org")
    pretty.handlers["/wp-json/wp/v2/posts/7"] = lambda _: answer(forged)
    (reading,) = capture(pretty.rest_url("/wp/v2/posts/7"))
    (seen,) = reading.captures
    assert seen.post == key(pretty)
    assert "names example.org as its site" in seen.notes[0]


def naming(site: str, **changes: Any) -> bytes:
    """Return post 7 as a site that calls itself `site` serves it."""
    return post_body(7, **changes).replace(b"127.0.0.1:8081", site.replace("/", "\\/").encode())


@pytest.mark.parametrize(
    "asked", ["/alice/wp-json/wp/v2/posts/7", "/alice/?rest_route=/wp/v2/posts/7"]
)
@pytest.mark.parametrize("other", ["/bob", "", "/alice/bob", "/alicebob"])
def test_a_site_cannot_speak_for_another_of_its_host(
    pretty: FakeWordPress, asked: str, other: str
) -> None:
    host = key(pretty).site
    for path in ("/alice/wp-json/wp/v2/posts/7", "/alice/"):
        pretty.handlers[path] = lambda _: answer(naming(host + other))
    (reading,) = capture(pretty.url + asked)
    (seen,) = reading.captures
    assert seen.post == PostKey(site=f"{host}/alice", post_id=7)
    assert seen.notes == (
        f"the answer names {host}{other} as its site, and it was asked at {host}/alice",
    )


def test_a_page_speaks_for_the_interface_that_it_names(pretty: FakeWordPress) -> None:
    # Whoever is asked there answers for itself; the page only says where to ask.
    root = f"{pretty.url}/bob/wp-json/"
    html = f'<link rel="https://api.w.org/" href="{root}"><body class="postid-7">'
    pretty.handlers["/alice/a-post-7/"] = lambda _: answer(html, content_type="text/html")
    site = f"{key(pretty).site}/bob"
    pretty.handlers["/bob/wp-json/wp/v2/posts/7"] = lambda _: answer(naming(site))
    (seen,) = capture(f"{pretty.url}/alice/a-post-7/")[-1].captures
    assert seen.post == PostKey(site=site, post_id=7)


@pytest.mark.parametrize(
    ("asked", "calls_itself"),
    [
        ("/wp-json/wp/v2/posts/7", "/index.php?rest_route=/wp/v2/posts/7"),
        ("/?rest_route=/wp/v2/posts/7", "/wp-json/wp/v2/posts/7"),
        ("/index.php/wp-json/wp/v2/posts/7", "/wp-json/wp/v2/posts/7"),
    ],
)
def test_a_site_is_the_same_in_every_form_of_its_address(
    pretty: FakeWordPress, asked: str, calls_itself: str
) -> None:
    own = post_body(7, _links={"self": [{"href": "http://www.127.0.0.1:8081" + calls_itself}]})
    named = own.replace(b"127.0.0.1:8081", key(pretty).site.encode())
    for path in ("/wp-json/wp/v2/posts/7", "/index.php/wp-json/wp/v2/posts/7", "/"):
        pretty.handlers[path] = lambda _: answer(named)
    (seen,) = capture(pretty.url + asked)[-1].captures
    # `www.` is how the site calls itself, and how its saved answers are recorded.
    assert seen.post == PostKey(site=f"www.{key(pretty).site}", post_id=7)
    assert seen.notes == ()


def test_a_post_that_names_no_interface_is_the_asked_site_s(pretty: FakeWordPress) -> None:
    # A permalink tells the host, and not below which path the site lies.
    served = naming(f"{key(pretty).site}/blog", _links={}, guid={})
    pretty.handlers["/blog/wp-json/wp/v2/posts/7"] = lambda _: answer(served)
    (seen,) = capture(f"{pretty.url}/blog/wp-json/wp/v2/posts/7")[-1].captures
    assert seen.post == PostKey(site=f"{key(pretty).site}/blog", post_id=7)
    assert seen.notes == ()


@pytest.mark.parametrize(
    ("link", "names"),
    [("http://example.org/a-post/", "example.org"), ("http://{own}/bob/?p=7", "{own}/bob")],
)
def test_a_permalink_of_another_site_is_noted(pretty: FakeWordPress, link: str, names: str) -> None:
    own = key(pretty).site
    served = post_body(7, _links={}, guid={}, link=link.format(own=own))
    pretty.handlers["/blog/wp-json/wp/v2/posts/7"] = lambda _: answer(served)
    (seen,) = capture(f"{pretty.url}/blog/wp-json/wp/v2/posts/7")[-1].captures
    assert seen.post == PostKey(site=f"{own}/blog", post_id=7)
    assert [note for note in seen.notes if f"names {names.format(own=own)} as its site" in note]


@pytest.mark.parametrize("wrong", [OTHER, b"[" + POST + b"," + OTHER + b"]"])
def test_another_post_than_the_one_asked_for_is_no_answer(
    pretty: FakeWordPress, wrong: bytes
) -> None:
    pretty.handlers["/wp-json/wp/v2/posts/7"] = lambda _: answer(wrong)
    target = pretty.rest_url("/wp/v2/posts/7")
    (reading,) = capture(target)
    (failure,) = reading.failures
    assert isinstance(failure.error, AnotherPostError)
    assert (failure.error.asked, failure.error.served) == (7, 8)
    assert "post 7 was asked for, and post 8 was served" in str(failure.error)
    assert (failure.target, reading.captures) == (target, ())
    assert (reading.exchange.body, reading.exchange.failure) == (wrong, str(failure.error))


def test_a_list_of_the_one_post_asked_for_is_its_answer(pretty: FakeWordPress) -> None:
    pretty.handlers["/wp-json/wp/v2/posts/7"] = lambda _: answer(b"[" + POST + b"]")
    (reading,) = capture(pretty.rest_url("/wp/v2/posts/7"))
    assert [seen.raw for seen in reading.captures] == [POST]


def test_a_redirect_to_another_post_is_no_answer(pretty: FakeWordPress) -> None:
    to = [("Location", pretty.rest_url("/wp/v2/posts/8"))]
    pretty.handlers["/wp-json/wp/v2/posts/7"] = lambda _: answer(status=301, headers=to)
    (reading,) = capture(pretty.rest_url("/wp/v2/posts/7"))
    assert isinstance(reading.failures[0].error, AnotherPostError)
    assert reading.captures == ()
    assert reading.exchange.body == pretty.body(8)


def test_a_page_that_names_its_post_and_serves_another_is_a_failure(pretty: FakeWordPress) -> None:
    pretty.handlers["/wp-json/wp/v2/posts/7"] = lambda _: answer(pretty.body(8))
    page, reading = capture(pretty.page_url(7))
    assert isinstance(reading.failures[0].error, AnotherPostError)
    assert page.captures == reading.captures == ()


def test_a_list_gives_the_posts_of_its_one_page(site: FakeWordPress) -> None:
    (reading,) = capture(site.rest_url("/wp/v2/posts"))
    assert [seen.raw for seen in reading.captures] == [site.body(8), site.body(7)]
    assert {seen.context.route for seen in reading.captures} == {Route.LIST}
    assert {seen.notes for seen in reading.captures} == {()}


def test_a_list_of_more_pages_says_so(pretty: FakeWordPress) -> None:
    (reading,) = capture(pretty.rest_url("/wp/v2/posts?per_page=1"))
    (seen,) = reading.captures
    assert seen.notes == ("this is one page of 2 of the list; the others were not asked for",)


def test_chosen_fields_are_a_route_of_their_own(pretty: FakeWordPress) -> None:
    (reading,) = capture(pretty.rest_url("/wp/v2/posts/7?_fields=id,title"))
    assert reading.captures[0].context.route is Route.FIELDS


def test_a_broken_element_of_a_list_leaves_the_good_ones(pretty: FakeWordPress) -> None:
    body = b"[" + POST + b", 3]"
    pretty.handlers["/wp-json/wp/v2/posts"] = lambda _: answer(body)
    (reading,) = capture(pretty.rest_url("/wp/v2/posts"))
    assert [seen.raw for seen in reading.captures] == [POST]
    assert [(f.index, type(f.error)) for f in reading.failures] == [(1, NotAPostError)]


def test_a_page_whose_interface_is_broken_says_so(pretty: FakeWordPress) -> None:
    pretty.handlers["/wp-json/wp/v2/posts/7"] = lambda _: answer("oops", status=502)
    readings = capture(pretty.page_url(7))
    assert isinstance(readings[-1].failures[0].error, StatusError)
    assert [c for reading in readings for c in reading.captures] == []


@pytest.mark.parametrize(
    ("served", "kind", "why"),
    [
        (answer("<html><h1>Log in</h1>", content_type="text/html"), NotJsonAnswerError, "Log in"),
        (answer(b""), NotJsonAnswerError, "with nothing where JSON was expected"),
        (answer("<h1>Down</h1>", status=502), StatusError, "502 Bad Gateway, with text that"),
        (answer("", status=500), StatusError, "answered 500 Internal Server Error; the site has"),
        (answer("x", status=799), StatusError, "answered 799, with text"),
        (answer('{"code":"x","message":"Y","data":{}}', status=500), StatusError, "(x: Y)"),
        (answer('{"code":"x","message":"Y","data":{"status":404}}'), StatusError, "answered 200"),
        (answer(POST, status=404), StatusError, "answered 404 Not Found"),
        (answer(POST[:-5]), JsonSyntaxError, "line 1, column"),
        (answer('{"hello":1}'), NotAPostError, "without an id"),
        (answer(POST)[:-9], TruncatedBodyError, "before it was whole"),
    ],
)
def test_what_is_no_post_is_kept_and_named(
    pretty: FakeWordPress, served: bytes, kind: type[Exception], why: str
) -> None:
    pretty.handlers["/wp-json/wp/v2/posts/7"] = lambda _: served
    (reading,) = capture(pretty.rest_url("/wp/v2/posts/7"))
    (failure,) = reading.failures
    assert isinstance(failure.error, kind)
    assert why in str(failure.error)
    assert reading.captures == ()
    assert reading.exchange.failure == str(failure.error)
    assert served.endswith(reading.exchange.body)
    assert failure.target == reading.exchange.target


UNSIZED = head() + POST[:-5]


@pytest.mark.parametrize(
    ("served", "remedy"),
    [
        (UNSIZED, "try again: the answer may have been cut on its way"),
        (head() + b"[" * 300 + b"]" * 300, "see what the address serves"),
        (head() + b'{"hello":1}', "give the address of one post"),
        (head() + b"[]", "give the address of one post"),
    ],
)
def test_what_an_address_serves_is_not_to_be_saved_again(
    pretty: FakeWordPress, served: bytes, remedy: str
) -> None:
    pretty.handlers["/wp-json/wp/v2/posts/7"] = lambda _: served
    (reading,) = capture(pretty.rest_url("/wp/v2/posts/7"))
    (failure,) = reading.failures
    assert remedy in failure.error.remedy
    assert "save" not in failure.error.remedy


@pytest.mark.parametrize(
    ("wait", "why"),
    [
        (None, "limits how often it answers"),
        ("3600", "it asks to wait 3600 seconds"),
        ("Sun, 22 Nov 2099 10:00:00 GMT", "it asks to wait until Sun, 22 Nov 2099"),
    ],
)
def test_429_for_ever_says_how_long_the_site_asks_to_wait(
    pretty: FakeWordPress, wait: str | None, why: str
) -> None:
    said = [] if wait is None else [("Retry-After", wait)]
    pretty.handlers["/wp-json/wp/v2/posts/7"] = lambda _: answer("", status=429, headers=said)
    (reading,) = capture(pretty.rest_url("/wp/v2/posts/7"))
    assert isinstance(reading.failures[0].error, StatusError)
    assert why in str(reading.failures[0].error)


def test_a_refused_list_is_a_status_error(pretty: FakeWordPress) -> None:
    pretty.closed = ("rest_not_logged_in", 401)
    (reading,) = capture(pretty.rest_url("/wp/v2/posts"))
    assert isinstance(reading.failures[0].error, StatusError)
    assert "rest_not_logged_in" in str(reading.failures[0].error)


@pytest.mark.parametrize(
    ("headers", "query", "language"),
    [
        ([("Content-Language", "de-DE")], "?lang=en", "de-DE"),
        ([], "?lang=en", "en"),
        ([("Content-Language", " ")], "", None),
    ],
)
def test_the_language_is_the_one_served_else_the_one_asked_for(
    pretty: FakeWordPress,
    headers: list[tuple[str, str]],
    query: str,
    language: str | None,
) -> None:
    pretty.extra_headers = headers
    (reading,) = capture(pretty.rest_url("/wp/v2/posts/7") + query)
    assert reading.captures[0].context.language == language


def test_the_name_of_the_observer_is_the_user_s(pretty: FakeWordPress) -> None:
    (reading,) = capture(pretty.rest_url("/wp/v2/posts/7"), replace(QUICK, observer="desk"))
    assert reading.captures[0].context.observer == "desk"


@pytest.mark.parametrize("route", ["/wp/v2/posts/7", None])
def test_a_loopback_site_is_refused_unless_allowed(
    pretty: FakeWordPress, route: str | None
) -> None:
    target = pretty.page_url(7) if route is None else pretty.rest_url(route)
    (reading,) = capture(target, replace(QUICK, allow_private=False))
    assert isinstance(reading.failures[0].error, RefusedAddressError)
    assert reading.exchange.status is None
    assert pretty.requests == []


def test_a_rest_address_that_redirects_is_read_where_it_ends(pretty: FakeWordPress) -> None:
    to = pretty.rest_url("/wp/v2/posts/7?_fields=id,title")
    pretty.handlers["/old"] = lambda _: answer(status=301, headers=[("Location", to)])
    (reading,) = capture(pretty.url + "/old?rest_route=/wp/v2/posts/7")
    assert len(reading.exchange.hops) == 1
    assert reading.captures[0].context.route is Route.FIELDS


def test_what_is_no_address_is_refused() -> None:
    with pytest.raises(AddressError, match="names no post"):
        capture("https://example.org/wp-json/")
    with pytest.raises(UnreadableFileError, match="no such file"):
        capture("missing.json")
    with pytest.raises(AddressError, match="saved answer"):
        capture("-")


def test_requests_say_what_they_want(pretty: FakeWordPress) -> None:
    def handle(request: Request) -> bytes:
        assert request.header("Accept") == "application/json"
        return answer(POST)

    pretty.handlers["/wp-json/wp/v2/posts/7"] = handle
    assert capture(pretty.rest_url("/wp/v2/posts/7"))[0].captures
