"""What is asked once a post was refused: its page, other types, and a control."""

import json
from dataclasses import replace

import pytest

from provenance.errors import DiscoveryError, StatusError
from provenance.model import Capture, PostKey, Reading, RestError, Route
from tests.fakes.server import FakeServer, Request, answer
from tests.fakes.wordpress import FakeWordPress, post_body
from tests.integration.capture.capturing import OTHER, POST, QUICK, Clock, capture, key, paths

GONE = ("rest_post_invalid_id", 404)
AS_PAGE = post_body(7, type="page", link="http://127.0.0.1:8081/turned/")
AS_BOOK = post_body(7, type="book", link="http://127.0.0.1:8081/turned/")


def captured(readings: tuple[Reading, ...]) -> Capture:
    """Return the one capture of all answers."""
    (one,) = [capture for reading in readings for capture in reading.captures]
    assert [failure for reading in readings for failure in reading.failures] == []
    return one


def refusal(readings: tuple[Reading, ...]) -> RestError:
    error = captured(readings).error
    assert error is not None
    return error


@pytest.mark.parametrize(("code", "status"), [("rest_forbidden", 401), ("rest_forbidden", 403)])
def test_a_refused_post_is_a_capture_with_a_control(
    site: FakeWordPress, code: str, status: int
) -> None:
    site.refuse(7, code, status)
    readings = capture(site.rest_url("/wp/v2/posts/7"))
    refused, page, listed, control = readings
    seen = captured(readings)
    assert (seen.post, seen.control) == (key(site), True)
    assert seen.raw == refused.exchange.body
    assert (refusal(readings).code, refusal(readings).status) == (code, status)
    assert page.exchange.url == f"{site.url}/?p=7"
    assert json.loads(listed.exchange.body) == [{"id": 8}]
    assert control.exchange.body == site.body(8)


def test_a_post_that_is_not_found_was_looked_for_elsewhere(pretty: FakeWordPress) -> None:
    pretty.refuse(7, *GONE)
    readings = capture(pretty.rest_url("/wp/v2/posts/7"))
    assert paths(readings, pretty) == [
        "/wp-json/wp/v2/posts/7",
        "/?p=7",
        "/wp-json/wp/v2/pages/7",
        "/wp-json/wp/v2/types",
        "/wp-json/wp/v2/posts?per_page=2&_fields=id",
        "/wp-json/wp/v2/posts/8",
    ]
    seen = captured(readings)
    assert (seen.post, seen.control) == (key(pretty), True)
    assert (refusal(readings).code, refusal(readings).status) == GONE
    assert seen.notes == (
        f"its public page {pretty.url}/?p=7 answered 404 Not Found",
        (
            "the same number was asked for at /wp/v2/pages (404 rest_post_invalid_id), and not"
            " served there"
        ),
    )


def test_a_post_that_is_hidden_is_not_looked_for_elsewhere(pretty: FakeWordPress) -> None:
    pretty.refuse(7)
    readings = capture(pretty.rest_url("/wp/v2/posts/7"))
    assert [path for path in paths(readings, pretty) if "pages" in path or "types" in path] == []


def test_a_post_that_became_a_page_is_captured_as_the_page(site: FakeWordPress) -> None:
    site.serve(AS_PAGE)
    readings = capture(site.rest_url("/wp/v2/posts/7"))
    seen = captured(readings)
    assert (seen.post, seen.error, seen.control) == (key(site), None, None)
    assert seen.raw == readings[-1].exchange.body == site.body(7)
    assert seen.context.route is Route.SINGLE
    assert seen.notes == (
        (
            "it was asked for at /wp/v2/posts, which answered 404 rest_post_invalid_id, and is"
            " served at /wp/v2/pages"
        ),
    )
    # Its page names its type, so that nothing else is asked.
    assert len(readings) == 3


def test_a_page_that_became_a_post_is_captured_as_the_post(pretty: FakeWordPress) -> None:
    pretty.names_post = False
    readings = capture(pretty.rest_url("/wp/v2/pages/7"))
    assert captured(readings).raw == pretty.body(7)
    assert paths(readings, pretty)[-1] == "/wp-json/wp/v2/posts/7"


def test_a_post_under_a_type_of_the_site_s_own_is_found_by_its_page(pretty: FakeWordPress) -> None:
    pretty.types["book"] = "library"
    pretty.serve(AS_BOOK)
    readings = capture(pretty.rest_url("/wp/v2/posts/7"))
    assert captured(readings).raw == pretty.body(7)
    assert paths(readings, pretty)[1:] == ["/?p=7", "/wp-json/wp/v2/library/7"]


def test_a_post_under_a_type_without_pages_is_found_by_the_index(pretty: FakeWordPress) -> None:
    pretty.types["book"] = "library"
    pretty.serve(AS_BOOK)
    pretty.names_post = False
    readings = capture(pretty.rest_url("/wp/v2/posts/7"))
    assert captured(readings).raw == pretty.body(7)
    assert len(readings) == 5


def test_only_a_handful_of_types_is_asked(pretty: FakeWordPress) -> None:
    pretty.types |= {f"own{n}": f"own{n}" for n in range(40)}
    pretty.refuse(7, *GONE)
    readings = capture(pretty.rest_url("/wp/v2/posts/7"))
    assert captured(readings).control is True
    assert len(readings) == 8
    assert "/wp/v2/own0 (404" in captured(readings).notes[-1]


@pytest.mark.parametrize(
    "index",
    [
        answer("<html>"),
        answer("[1]"),
        answer("{}", status=403),
        answer('{"a":1,"b":{},"c":{"rest_base":7},"d":{"rest_base":"../users"}}'),
        answer('{"e":{"rest_base":"x","rest_namespace":"../v1"},"f":{"rest_base":"pages"}}'),
        answer('{"wp_block":{"rest_base":"blocks"},"attachment":{"rest_base":"media"}}'),
        answer('{"a":{"rest_base":"books"}}')[:-5],
    ],
)
def test_an_index_of_types_that_names_none_leads_nowhere(
    pretty: FakeWordPress, index: bytes
) -> None:
    pretty.handlers["/wp-json/wp/v2/types"] = lambda _: index
    pretty.refuse(7, *GONE)
    readings = capture(pretty.rest_url("/wp/v2/posts/7"))
    assert captured(readings).control is True
    assert len(readings) == 6


def test_a_type_may_have_a_namespace_of_its_own(pretty: FakeWordPress) -> None:
    index = '{"a":{"rest_base":"books","rest_namespace":"shop/v1"}}'
    pretty.handlers["/wp-json/wp/v2/types"] = lambda _: answer(index)
    pretty.handlers["/wp-json/shop/v1/books/7"] = lambda _: answer(POST)
    pretty.refuse(7, *GONE)
    assert captured(capture(pretty.rest_url("/wp/v2/posts/7"))).raw == POST


def test_what_is_hidden_elsewhere_is_said_and_stays_not_found_here(pretty: FakeWordPress) -> None:
    pretty.serve(AS_PAGE)
    pretty.refuse(7)
    readings = capture(pretty.rest_url("/wp/v2/posts/7"))
    assert refusal(readings).code == "rest_post_invalid_id"
    assert "at /wp/v2/pages (401 rest_forbidden), and not served" in captured(readings).notes[1]


def test_where_the_page_s_type_does_not_serve_it_nothing_else_is_asked(
    pretty: FakeWordPress,
) -> None:
    pretty.serve(AS_PAGE)
    pretty.handlers["/wp-json/wp/v2/pages/7"] = lambda _: answer("Log in", status=503)
    readings = capture(pretty.rest_url("/wp/v2/posts/7"))
    assert refusal(readings).code == "rest_post_invalid_id"
    assert "at /wp/v2/pages (no usable answer), and not served" in captured(readings).notes[1]
    assert len(readings) == 5


def test_another_post_under_another_type_is_not_the_post(pretty: FakeWordPress) -> None:
    pretty.refuse(7, *GONE)
    pretty.handlers["/wp-json/wp/v2/pages/7"] = lambda _: answer(pretty.body(9))
    readings = capture(pretty.rest_url("/wp/v2/posts/7"))
    assert captured(readings).post == key(pretty)
    assert refusal(readings).code == "rest_post_invalid_id"
    assert "at /wp/v2/pages (no usable answer), and not served" in captured(readings).notes[1]


def test_the_user_s_parameters_go_along(pretty: FakeWordPress) -> None:
    pretty.serve(AS_PAGE)
    readings = capture(pretty.rest_url("/wp/v2/posts/7?_fields=id,title,link"))
    assert captured(readings).context.route is Route.FIELDS
    assert readings[-1].exchange.url.endswith("/pages/7?_fields=id%2Ctitle%2Clink")


@pytest.mark.parametrize("code", ["rest_no_route", "rest_not_logged_in"])
def test_a_closed_interface_is_no_control(site: FakeWordPress, code: str) -> None:
    site.closed = (code, 401)
    readings = capture(site.rest_url("/wp/v2/posts/7"))
    assert captured(readings).control is False
    assert captured(readings).notes == (f"its public page {site.url}/?p=7 still answers 200 OK",)
    assert len(readings) == 3


def test_a_page_that_leads_elsewhere_is_not_taken_for_the_post_s(pretty: FakeWordPress) -> None:
    home = f"{pretty.url}/"
    pretty.handlers["/"] = lambda request: (
        answer(status=302, headers=[("Location", home)])
        if request.query
        else answer("<p>Home", content_type="text/html")
    )
    pretty.refuse(7)
    (note,) = captured(capture(pretty.rest_url("/wp/v2/posts/7"))).notes
    assert note == (
        f"the address of its public page, {home}?p=7, leads to {home}, which answers 200 OK"
    )


def test_a_page_that_cannot_be_had_stops_nothing(pretty: FakeWordPress) -> None:
    pretty.handlers["/"] = lambda _: b""
    pretty.refuse(7)
    readings = capture(pretty.rest_url("/wp/v2/posts/7"))
    assert captured(readings).control is True
    assert "was asked too, and nothing came: the connection" in captured(readings).notes[0]


@pytest.mark.parametrize(
    "of", ["/wp-json/wp/v2/pages/8", "http://example.org/wp-json/wp/v2/pages/7"]
)
def test_a_page_that_names_another_post_names_no_type(pretty: FakeWordPress, of: str) -> None:
    html = f'<link rel="alternate" type="application/json" href="{of}">'
    pretty.handlers["/"] = lambda _: answer(html, content_type="text/html")
    pretty.refuse(7, *GONE)
    readings = capture(pretty.rest_url("/wp/v2/posts/7"))
    assert captured(readings).error is not None
    assert len(readings) == 6
    assert {request.header("Host") for request in pretty.requests} == {pretty.url[7:]}


@pytest.mark.parametrize(
    "route",
    ["/api/wp/v2/posts/7", "/wp-json/wp/v2/sites/5/posts/7"],
    ids=["renamed prefix", "hosting service"],
)
def test_where_the_site_s_root_is_not_known_no_page_is_guessed(
    pretty: FakeWordPress, route: str
) -> None:
    refused = '{"code":"rest_forbidden","message":"No.","data":{"status":401}}'
    pretty.handlers[route] = lambda _: answer(refused, status=401)
    readings = capture(pretty.url + route)
    assert captured(readings).notes == ()
    assert [path for path in paths(readings, pretty) if "?p=" in path] == []


def test_a_site_below_a_path_has_its_page_there() -> None:
    with FakeWordPress([POST, OTHER], prefix="/blog") as fake:
        fake.refuse(7)
        readings = capture(fake.rest_url("/wp/v2/posts/7"))
    assert captured(readings).notes == (f"its public page {fake.url}/?p=7 answered 404 Not Found",)
    assert captured(readings).post == key(fake)


def test_a_control_that_comes_too_late_is_none(pretty: FakeWordPress) -> None:
    pretty.refuse(7)
    readings = capture(pretty.rest_url("/wp/v2/posts/7"), clock=Clock(step_s=20))
    assert len(readings) == 4
    assert captured(readings).control is None


def test_a_slow_site_is_not_searched(pretty: FakeWordPress) -> None:
    pretty.refuse(7, *GONE)
    readings = capture(pretty.rest_url("/wp/v2/posts/7"), clock=Clock(step_s=9))
    assert [path for path in paths(readings, pretty) if "pages" in path or "types" in path] == []
    assert len(readings) == 4


@pytest.mark.parametrize(
    "body", [b"[]", b'[{"id":7}]', b'[{"id":true}, 3, {"id":"8"}]', b'{"id":8}']
)
def test_without_another_post_there_is_no_control(pretty: FakeWordPress, body: bytes) -> None:
    pretty.refuse(7)
    pretty.handlers["/wp-json/wp/v2/posts"] = lambda _: answer(body)
    readings = capture(pretty.rest_url("/wp/v2/posts/7"))
    assert captured(readings).control is None
    assert len(readings) == 3


@pytest.mark.parametrize(
    ("listed", "control"),
    [(answer("<html>"), False), (answer("[]", status=403), False), (b"", None)],
)
def test_a_list_that_is_refused_is_told_from_one_that_does_not_come(
    pretty: FakeWordPress, listed: bytes, control: bool | None
) -> None:
    pretty.refuse(7)
    pretty.handlers["/wp-json/wp/v2/posts"] = lambda _: listed
    assert captured(capture(pretty.rest_url("/wp/v2/posts/7"))).control is control


@pytest.mark.parametrize(
    "served",
    [
        answer(b"<html>Log in", content_type="text/html"),
        answer(OTHER, status=500),
        answer(POST),
        answer(OTHER)[:-9],
    ],
)
def test_a_control_must_be_the_other_post_whole(pretty: FakeWordPress, served: bytes) -> None:
    pretty.refuse(7)
    pretty.handlers["/wp-json/wp/v2/posts/8"] = lambda _: served
    readings = capture(pretty.rest_url("/wp/v2/posts/7"))
    assert readings[0].captures[0].control is False
    assert len(readings) == 4


def test_a_control_that_does_not_name_its_site_is_one_all_the_same(pretty: FakeWordPress) -> None:
    pretty.refuse(7)
    pretty.handlers["/wp-json/wp/v2/posts/8"] = lambda _: answer(b'{"id":8,"title":{}}')
    seen = captured(capture(pretty.rest_url("/wp/v2/posts/7")))
    assert (seen.post, seen.control) == (key(pretty), True)


def test_a_refusal_belongs_to_the_site_as_it_names_itself(pretty: FakeWordPress) -> None:
    # What the posts themselves say is how they were recorded.
    renamed = OTHER.replace(b"127.0.0.1:8081", b"www." + key(pretty).site.encode())
    pretty.handlers["/wp-json/wp/v2/posts/8"] = lambda _: answer(renamed)
    pretty.refuse(7)
    seen = captured(capture(pretty.rest_url("/wp/v2/posts/7")))
    assert seen.post == PostKey(site=f"www.{key(pretty).site}", post_id=7)


@pytest.mark.parametrize("other", ["example.org", "{own}\\/bob"])
def test_a_control_of_another_site_does_not_name_the_refusal_s(
    pretty: FakeWordPress, other: str
) -> None:
    site = other.format(own=key(pretty).site).encode()
    renamed = OTHER.replace(b"127.0.0.1:8081", site)
    pretty.handlers["/wp-json/wp/v2/posts/8"] = lambda _: answer(renamed)
    pretty.refuse(7)
    seen = captured(capture(pretty.rest_url("/wp/v2/posts/7")))
    assert (seen.post, seen.control) == (key(pretty), True)


def test_a_page_whose_post_is_refused_keeps_one_refusal(pretty: FakeWordPress) -> None:
    pretty.refuse(7)
    readings = capture(pretty.url + "/?p=7")
    seen = captured(readings)
    assert (seen.post, seen.control) == (key(pretty), True)
    assert refusal(readings).status == 401
    assert seen.notes == (f"its public page {pretty.url}/?p=7 answered 404 Not Found",)
    # The page was asked already, and both types with it.
    assert len(readings) == 5


def test_a_page_that_names_its_refused_post_is_a_refusal_of_it(pretty: FakeWordPress) -> None:
    pretty.handlers["/wp-json/wp/v2/posts/7"] = lambda _: answer(
        '{"code":"rest_forbidden","message":"No.","data":null}', status=403
    )
    readings = capture(pretty.page_url(7))
    page, refused, *_ = readings
    assert page.exchange.status == 200
    assert refused.captures == (captured(readings),)
    assert refusal(readings).status == 403
    assert captured(readings).control is True
    assert captured(readings).notes == (
        f"its public page {pretty.page_url(7)} still answers 200 OK",
    )


def test_a_page_s_post_of_another_type_is_found_by_the_index(pretty: FakeWordPress) -> None:
    pretty.types["book"] = "library"
    pretty.serve(AS_BOOK)
    pretty.names_post = False
    readings = capture(pretty.url + "/turned/")
    seen = captured(readings)
    assert (seen.raw, seen.error) == (pretty.body(7), None)
    assert paths(readings, pretty)[-1] == "/wp-json/wp/v2/library/7"


def test_a_page_that_is_gone_is_asked_for_under_the_number_it_had(pretty: FakeWordPress) -> None:
    page = pretty.page_url(7)
    pretty.refuse(7)
    readings = capture(page, known=key(pretty))
    seen = captured(readings)
    assert (seen.post, seen.control) == (key(pretty), True)
    assert seen.notes == (
        (
            f"{page} does not say which post it is; earlier captures found post 7 there, and that"
            " was asked for"
        ),
        f"its public page {page} answered 404 Not Found",
    )


def test_a_page_that_is_gone_says_where_its_post_was_looked_for(pretty: FakeWordPress) -> None:
    page = pretty.page_url(7)
    pretty.refuse(7, *GONE)
    readings = capture(page, known=key(pretty))
    assert captured(readings).control is True
    assert captured(readings).notes[-1] == (
        "the same number was asked for at /wp/v2/pages (404 rest_post_invalid_id), and not served"
        " there"
    )
    assert len(readings) == 6


def test_a_page_that_is_gone_and_moved_is_served_under_the_number_it_had(
    pretty: FakeWordPress,
) -> None:
    readings = capture(pretty.url + "/2026/05/an-older-slug/", known=key(pretty))
    assert captured(readings).raw == pretty.body(7)
    assert len(captured(readings).notes) == 2


@pytest.mark.parametrize("known", [None, "example.org", "{own}/bob"])
def test_a_page_that_is_gone_and_unknown_is_its_status(
    pretty: FakeWordPress, known: str | None
) -> None:
    site = known and known.format(own=key(pretty).site)
    post = PostKey(site=site, post_id=7) if site else None
    *_, last = capture(pretty.url + "/2026/05/gone/", known=post)
    assert "answered 404 Not Found" in str(last.failures[0].error)
    assert last.captures == ()


@pytest.mark.parametrize("own_types", [0, 40], ids=["type not in the interface", "many types"])
@pytest.mark.parametrize("target", ["/turned/", "/?p=7"])
def test_what_a_page_shows_is_never_not_found_for_want_of_its_type(
    pretty: FakeWordPress, own_types: int, target: str
) -> None:
    # The page is there and shows post 7; only which collection serves it was guessed.
    pretty.types |= {f"own{n}": f"own{n}" for n in range(own_types)}
    pretty.types["book"] = "library"
    pretty.serve(AS_BOOK)
    if not own_types:
        pretty.handlers["/wp-json/wp/v2/types"] = lambda _: answer("{}")
    pretty.names_post = False
    *_, last = readings = capture(pretty.url + target, known=key(pretty))
    assert [one for reading in readings for one in reading.captures] == []
    (failure,) = [one for reading in readings for one in reading.failures]
    assert isinstance(failure.error, DiscoveryError)
    assert f"{target} answers 200 OK, and its REST interface serves number 7 neither" in str(
        failure.error
    )
    assert last.failures == (failure,)
    # No control is asked for where nothing is said of the post.
    assert [path for path in paths(readings, pretty) if "per_page" in path] == []


def test_a_page_that_names_its_post_s_type_is_believed(pretty: FakeWordPress) -> None:
    refused = '{"code":"rest_post_invalid_id","message":"No.","data":{"status":404}}'
    pretty.handlers["/wp-json/wp/v2/posts/7"] = lambda _: answer(refused, status=404)
    readings = capture(pretty.page_url(7))
    assert (refusal(readings).code, captured(readings).control) == (GONE[0], True)


def test_a_page_whose_guessed_post_is_hidden_is_a_refusal(pretty: FakeWordPress) -> None:
    # Of a number that it holds under that type alone does the interface say this.
    refused = '{"code":"rest_forbidden","message":"No.","data":{"status":401}}'
    pretty.handlers["/wp-json/wp/v2/posts/7"] = lambda _: answer(refused, status=401)
    pretty.names_post = False
    readings = capture(pretty.page_url(7))
    assert (refusal(readings).status, captured(readings).control) == (401, True)


def test_a_guess_that_fails_ends_the_search(pretty: FakeWordPress) -> None:
    # The next guess would be refused, and say nothing of a post that could not be asked for.
    pretty.handlers["/wp-json/wp/v2/posts/7"] = lambda _: answer("Down", status=500)
    pretty.names_post = False
    readings = capture(pretty.page_url(7))
    (failure,) = [one for reading in readings for one in reading.failures]
    assert isinstance(failure.error, StatusError)
    assert [one for reading in readings for one in reading.captures] == []
    assert len(readings) == 2


@pytest.mark.once
def test_a_site_that_stalls_costs_bounded_time(pretty: FakeWordPress) -> None:
    def stall(_: Request) -> bytes:
        stalled.stall()
        return b""

    with FakeServer(stall) as stalled:
        refused = '{"code":"rest_post_invalid_id","message":"No.","data":{"status":404}}'
        to = [("Location", stalled.url)]
        pretty.handlers |= {
            path: lambda _: answer(status=302, headers=to)
            for path in ("/", "/wp-json/wp/v2/pages/7", "/wp-json/wp/v2/types")
        }
        pretty.handlers["/wp-json/wp/v2/posts/7"] = lambda _: answer(refused, status=404)
        hurried = replace(QUICK, total_timeout_s=0.6)
        readings = capture(pretty.rest_url("/wp/v2/posts/7"), hurried)
    assert captured(readings).control is True
    assert [reading.exchange.status for reading in readings[1:4]] == [None] * 3
    assert "at /wp/v2/pages (no usable answer)" in captured(readings).notes[1]
