"""Posts that only their page shows, captured live from a fake site."""

from collections.abc import Iterator

import pytest

from provenance.errors import AnotherPostError, DiscoveryError, StatusError
from provenance.model import Basis, Capture, PostKey, Reading, Route
from tests.fakes.server import Request, answer
from tests.fakes.wordpress import FakeWordPress, post_body
from tests.integration.capture.capturing import OTHER, POST, capture, key

TEXT = (
    '<article id="post-7"><div class="entry-content"><p>The bridge was closed.</p></div></article>'
)


@pytest.fixture
def site() -> Iterator[FakeWordPress]:
    with FakeWordPress([POST, OTHER]) as fake:
        fake.texts[7] = TEXT
        yield fake


def pages(readings: tuple[Reading, ...]) -> list[Capture]:
    captures = [capture for reading in readings for capture in reading.captures]
    return [capture for capture in captures if capture.context.route is Route.PAGE]


def failures(readings: tuple[Reading, ...]) -> list[type[Exception]]:
    return [type(failure.error) for reading in readings for failure in reading.failures]


def test_a_page_is_captured_where_the_interface_is_closed(site: FakeWordPress) -> None:
    site.closed = ("rest_not_logged_in", 401)
    readings = capture(site.page_url(7))

    (page,) = pages(readings)
    assert page.raw == readings[0].exchange.body
    assert (page.post, page.start) == (key(site), 0)
    assert (page.basis, page.seen_at) == (Basis.OBSERVED, readings[0].exchange.received_at)
    (note,) = page.notes
    assert note == (
        "its REST interface answered with 401 rest_not_logged_in, so that what the page showed was"
        " captured"
    )
    assert failures(readings) == []


def test_no_page_is_captured_where_the_interface_gives_the_text(site: FakeWordPress) -> None:
    assert pages(capture(site.page_url(7))) == []


def test_a_page_without_an_article_is_none_in_its_place(site: FakeWordPress) -> None:
    site.closed = ("rest_not_logged_in", 401)
    del site.texts[7]

    assert pages(capture(site.page_url(7))) == []


def test_a_rest_address_leads_to_the_page_where_the_interface_is_closed(
    site: FakeWordPress,
) -> None:
    site.closed = ("rest_not_logged_in", 401)
    readings = capture(site.rest_url("/wp/v2/posts/7"))

    assert [page.post for page in pages(readings)] == [key(site)]


def test_a_page_that_names_no_interface_is_captured_by_its_own_number(
    site: FakeWordPress,
) -> None:
    target = site.page_url(7)
    body = f'<link rel="shortlink" href="{site.url}/?p=7"><h1>A</h1>{TEXT}'
    site.handlers["/2026/05/a-post-7/"] = lambda _: answer(body, content_type="text/html")
    readings = capture(target)

    (page,) = pages(readings)
    assert page.post == key(site)
    assert page.notes == (
        "the page names no REST interface, so that what the page showed was captured",
    )
    assert failures(readings) == []


@pytest.mark.parametrize(
    "body",
    ["<div>Closed.</div>", '<body class="postid-7"><div>Closed.</div></body>'],
    ids=["no number", "a number"],
)
def test_a_page_without_interface_and_article_is_nobodys(site: FakeWordPress, body: str) -> None:
    site.handlers["/2026/05/a-post-7/"] = lambda _: answer(body, content_type="text/html")
    readings = capture(site.page_url(7))

    assert pages(readings) == []
    assert failures(readings) == [DiscoveryError]
    assert "nor does it show an article" in str(readings[-1].failures[0].error)


def bare(_: Request) -> bytes:
    """Answer with a page that says nothing of WordPress."""
    return answer("<h1>A</h1><article><p>The bridge.</p></article>", content_type="text/html")


@pytest.mark.parametrize("query", ["", "?utm_source=feed&fbclid=7", "#text"])
def test_a_page_of_which_nothing_tells_the_number_is_captured_under_its_address(
    site: FakeWordPress, query: str
) -> None:
    site.handlers["/news/the-bridge/"] = bare
    readings = capture(f"{site.url}/news/the-bridge/{query}")

    (page,) = pages(readings)
    assert page.post == PostKey(site=f"{key(site).site}/news/the-bridge", post_id=0)
    assert "captured under its address" in page.notes[0]
    assert page.context.route is Route.PAGE
    assert failures(readings) == []


@pytest.mark.parametrize("place", ["/", "/index.php", "/?utm_medium=x"])
def test_a_front_page_is_no_article_under_its_address(site: FakeWordPress, place: str) -> None:
    site.handlers["/"] = site.handlers["/index.php"] = bare
    readings = capture(site.url + place)

    assert pages(readings) == []
    assert failures(readings) == [DiscoveryError]


def test_an_address_that_leads_to_another_page_is_not_that_page_s(site: FakeWordPress) -> None:
    site.handlers["/news/the-bridge/"] = lambda _: answer(
        status=302, headers=[("Location", f"{site.url}/news/something-else/")]
    )
    site.handlers["/news/something-else/"] = bare
    readings = capture(f"{site.url}/news/the-bridge/")

    assert pages(readings) == []
    assert failures(readings) == [AnotherPostError]
    assert "/news/something-else/ if that" in str(readings[-1].failures[0].error)


def test_an_error_page_is_captured_under_no_address(site: FakeWordPress) -> None:
    site.handlers["/gone/"] = lambda _: answer(
        "<article>Not found.</article>", status=404, content_type="text/html"
    )
    readings = capture(f"{site.url}/gone/")

    assert pages(readings) == []
    assert failures(readings) == [StatusError]


def test_a_page_without_interface_that_shows_another_post_is_refused(
    site: FakeWordPress,
) -> None:
    body = f'<link rel="shortlink" href="{site.url}/?p=7"><h1>A</h1>{TEXT}'
    site.handlers["/"] = lambda _: answer(body, content_type="text/html")
    site.handlers["/gone/"] = lambda _: answer(status=302, headers=[("Location", site.url + "/")])
    readings = capture(site.url + "/gone/")

    assert pages(readings) == []
    assert failures(readings) == [AnotherPostError]


@pytest.mark.parametrize("protected", [True, False])
def test_a_page_is_captured_too_where_the_answer_has_no_text(
    site: FakeWordPress, *, protected: bool
) -> None:
    site.serve(post_body(7, content={"rendered": "", "protected": protected}))

    for target in (site.page_url(7), site.rest_url("/wp/v2/posts/7")):
        readings = capture(target)
        assert [page.post for page in pages(readings)] == [key(site)]
        assert sum(len(reading.captures) for reading in readings) == 2


def test_a_password_form_is_no_text(site: FakeWordPress) -> None:
    site.serve(post_body(7, content={"rendered": "", "protected": True}))
    site.texts[7] = (
        '<article id="post-7"><div class="entry-content"><form>Password: <input></form></div>'
        "</article>"
    )

    assert pages(capture(site.page_url(7))) == []


def test_a_page_is_captured_too_where_the_answer_is_an_extract(site: FakeWordPress) -> None:
    site.texts[7] = TEXT.replace("closed", "closed " + "and opened " * 40)

    assert len(pages(capture(site.page_url(7)))) == 1


def test_a_page_with_a_few_words_more_is_not(site: FakeWordPress) -> None:
    site.texts[7] = TEXT.replace("closed", "closed " + "and opened " * 10)

    assert pages(capture(site.page_url(7))) == []


def test_a_type_that_the_interface_does_not_serve_is_captured_from_its_page(
    site: FakeWordPress,
) -> None:
    site.names_post = False
    site.types = {"page": "pages"}
    readings = capture(site.page_url(7))

    assert [page.post for page in pages(readings)] == [key(site)]
    assert failures(readings) == []


def test_an_interface_that_a_login_page_covers_is_closed(site: FakeWordPress) -> None:
    def login(_: Request) -> bytes:
        return answer("<h1>Log in</h1>", status=403, content_type="text/html")

    site.handlers["/wp-json/wp/v2/posts/7"] = login
    readings = capture(site.page_url(7))

    assert len(pages(readings)) == 1
    assert failures(readings) == []


def test_a_fault_of_the_site_stays_a_failure_beside_the_page(site: FakeWordPress) -> None:
    site.handlers["/wp-json/wp/v2/posts/7"] = lambda _: answer("{}", status=500)
    readings = capture(site.page_url(7))

    assert len(pages(readings)) == 1
    assert failures(readings) == [StatusError]


def test_a_page_of_another_kind_is_none(site: FakeWordPress) -> None:
    site.closed = ("rest_not_logged_in", 401)
    link = f'<{site.url}/wp-json/>; rel="https://api.w.org/", <{site.url}/?p=7>; rel="shortlink"'
    site.handlers["/2026/05/a-post-7/"] = lambda _: answer(
        TEXT, content_type="text/plain", headers=[("Link", link)]
    )

    assert pages(capture(site.page_url(7))) == []


def test_a_page_cannot_write_into_another_sites_history(site: FakeWordPress) -> None:
    """A page that names another site's interface, which refuses the number, is not that site's."""
    with FakeWordPress([POST]) as victim:
        victim.closed = ("rest_not_logged_in", 401)
        links = f'<{victim.rest_url("/")}>; rel="https://api.w.org/", <{site.url}/?p=7>; '
        site.handlers["/2026/05/a-post-7/"] = lambda _: answer(
            f"<h1>A</h1>{TEXT}",
            content_type="text/html",
            headers=[("Link", links + 'rel="shortlink"')],
        )
        assert pages(capture(site.page_url(7))) == []


def test_a_hostless_shortlink_takes_the_pages_own_host(site: FakeWordPress) -> None:
    body = f'<link rel="shortlink" href="/?p=7"><h1>A</h1>{TEXT}'
    site.handlers["/2026/05/a-post-7/"] = lambda _: answer(body, content_type="text/html")

    (page,) = pages(capture(site.page_url(7)))
    assert page.post == PostKey(site=site.url.partition("://")[2], post_id=7)
