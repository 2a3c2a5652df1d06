"""Where a page's address leads: to the post that it names, or to another's."""

from pathlib import Path

import pytest

from provenance.errors import AnotherPostError, DiscoveryError, StatusError
from provenance.model import PostKey, Reading
from provenance.pipeline import Settings, audit
from tests.fakes.server import answer
from tests.fakes.wordpress import FakeWordPress, post_body
from tests.integration.capture.capturing import capture, key, paths

OLD = "/2026/05/a-post-7/"


def redirect(site: FakeWordPress, path: str, to: str) -> None:
    location = [("Location", site.url + to)]
    site.handlers[path] = lambda _: answer(status=301, headers=location)


def show(
    site: FakeWordPress, path: str, body_class: str, status: int = 200, links: str = ""
) -> None:
    root = f'<link rel="https://api.w.org/" href="{site.rest_url("/")}">'
    html = f'{root}{links}<body class="{body_class}">'
    site.handlers[path] = lambda _: answer(html, status=status, content_type="text/html")


def failed(readings: tuple[Reading, ...]) -> AnotherPostError:
    """Return the one failure, where there is no capture."""
    assert [one for reading in readings for one in reading.captures] == []
    (failure,) = [one for reading in readings for one in reading.failures]
    assert isinstance(failure.error, AnotherPostError)
    return failure.error


def notes(readings: tuple[Reading, ...]) -> tuple[str, ...]:
    """Return the notes of the one capture, where nothing failed."""
    assert [one for reading in readings for one in reading.failures] == []
    (one,) = [one for reading in readings for one in reading.captures]
    return one.notes


@pytest.mark.parametrize("is_known", [True, False])
def test_an_address_that_leads_to_the_front_page_is_a_failure(
    pretty: FakeWordPress, *, is_known: bool
) -> None:
    redirect(pretty, OLD, "/")
    show(pretty, "/", "home page-id-9")
    readings = capture(pretty.url + OLD, known=key(pretty) if is_known else None)
    error = failed(readings)
    assert f"{pretty.url}{OLD} leads to {pretty.url}/, which shows post 9, " in str(error)
    assert (error.asked, error.served) == (7 if is_known else None, 9)
    # What post 9 says is not even asked for, so that nothing of it can be recorded.
    assert paths(readings, pretty) == [OLD]
    assert readings[0].exchange.body.endswith(b'<body class="home page-id-9">')


def test_an_address_that_leads_to_a_front_page_without_a_post_says_so(
    pretty: FakeWordPress,
) -> None:
    redirect(pretty, OLD, "/")
    (reading,) = capture(pretty.url + OLD, known=key(pretty))
    assert isinstance(reading.failures[0].error, DiscoveryError)
    assert f"{OLD} leads to {pretty.url}/, which does not say" in str(reading.failures[0].error)


def test_the_front_page_s_address_may_lead_anywhere(pretty: FakeWordPress) -> None:
    for path in ("/", "/index.php"):
        redirect(pretty, path, "/about/")
        assert notes(capture(pretty.url + path)) == (
            f"{pretty.url}{path} leads to {pretty.url}/about/",
        )


def test_an_address_that_differs_in_its_final_slash_is_the_same(pretty: FakeWordPress) -> None:
    redirect(pretty, OLD.rstrip("/"), OLD)
    assert notes(capture(pretty.url + OLD.rstrip("/"))) == ()


def test_a_new_slug_of_the_post_that_is_known_is_noted(pretty: FakeWordPress) -> None:
    redirect(pretty, "/2026/05/older/", OLD)
    assert notes(capture(f"{pretty.url}/2026/05/older/", known=key(pretty))) == (
        f"{pretty.url}/2026/05/older/ leads to {pretty.url}{OLD}",
    )


def test_a_new_slug_of_an_unknown_post_is_a_failure(pretty: FakeWordPress) -> None:
    redirect(pretty, "/2026/05/older/", OLD)
    error = failed(capture(f"{pretty.url}/2026/05/older/"))
    assert "which shows post 7, and nothing says that this is the article" in str(error)
    assert error.remedy == f"give {pretty.url}{OLD} if that is the one you mean"


@pytest.mark.parametrize("path", ["/a-post-7/", "/archive/A-Post-7", "/index.php" + OLD])
def test_a_path_of_another_structure_names_the_post_by_its_slug(
    pretty: FakeWordPress, path: str
) -> None:
    redirect(pretty, path, OLD)
    assert notes(capture(pretty.url + path)) == (f"{pretty.url}{path} leads to {pretty.url}{OLD}",)


def test_the_slug_says_nothing_against_the_archive(pretty: FakeWordPress) -> None:
    redirect(pretty, "/a-post-7/", OLD)
    error = failed(capture(pretty.url + "/a-post-7/", known=key(pretty, 8)))
    assert "shows post 7, not post 8, which earlier captures found there" in str(error)


def test_another_post_at_the_address_of_one_that_is_known_is_a_failure(
    pretty: FakeWordPress,
) -> None:
    error = failed(capture(pretty.page_url(7), known=key(pretty, 8)))
    assert f"{pretty.page_url(7)} shows post 7, not post 8, which earlier" in str(error)
    assert (error.asked, error.served) == (8, 7)
    assert pretty.rest_url("/wp/v2/posts/7") in error.remedy


def test_a_post_that_is_looked_up_by_its_slug_is_held_to_the_archive_too(
    pretty: FakeWordPress,
) -> None:
    pretty.names_post = pretty.shows_id = False
    assert failed(capture(pretty.page_url(7), known=key(pretty, 8))).served == 7
    assert notes(capture(pretty.page_url(7), known=key(pretty))) == ()


def test_one_number_on_two_sites_is_one_post_only_where_the_page_stayed(
    pretty: FakeWordPress,
) -> None:
    elsewhere = PostKey(site="rest.example.org", post_id=7)
    (note,) = notes(capture(pretty.page_url(7), known=elsewhere))
    assert note == (
        f"earlier captures found rest.example.org#7 there, and now its site is {key(pretty).site}:"
        " the two have a history each"
    )
    redirect(pretty, "/2026/05/older/", OLD)
    error = failed(capture(f"{pretty.url}/2026/05/older/", known=elsewhere))
    assert "not rest.example.org#7, which earlier captures found there" in str(error)


def test_a_number_in_the_address_is_the_post_wherever_it_leads(pretty: FakeWordPress) -> None:
    redirect(pretty, "/", OLD)
    assert notes(capture(pretty.url + "/?p=7", known=key(pretty, 8))) == ()


@pytest.mark.parametrize("leads_away", [True, False])
def test_a_number_in_the_address_and_another_post_is_a_failure(
    pretty: FakeWordPress, *, leads_away: bool
) -> None:
    if leads_away:
        redirect(pretty, "/", OLD)
    else:
        show(pretty, "/", "postid-7")
    error = failed(capture(pretty.url + "/?p=8", known=key(pretty)))
    assert "shows post 7, not post 8, which the address names" in str(error)
    assert error.asked == 8


OWN_JSON = '<link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/9">'


@pytest.mark.parametrize(
    ("status", "links", "body_class"),
    [
        (404, "", "page-id-9"),
        (410, "", "page-id-9"),
        (404, OWN_JSON, ""),
        (404, '<link rel="shortlink" href="/?p=9">', ""),
    ],
)
def test_what_a_page_that_is_gone_shows_is_not_what_was_asked(
    pretty: FakeWordPress, status: int, links: str, body_class: str
) -> None:
    show(pretty, OLD, body_class, status, links)
    pretty.refuse(7)
    *_, last = capture(pretty.url + OLD)
    assert isinstance(last.failures[0].error, StatusError)
    readings = capture(pretty.url + OLD, known=key(pretty))
    (seen,) = [one for reading in readings for one in reading.captures]
    assert seen.post == key(pretty)
    assert seen.error is not None


def test_a_page_for_members_shows_its_post(pretty: FakeWordPress) -> None:
    show(pretty, OLD, "postid-7", 402)
    assert notes(capture(pretty.url + OLD)) == ()


def test_an_article_that_leads_home_is_no_audit_of_the_front_page(
    pretty: FakeWordPress, tmp_path: Path
) -> None:
    settings = Settings(archive=tmp_path / "provenance.db", allow_private=True)
    pretty.serve(post_body(9, type="page", link="http://127.0.0.1:8081/"))
    show(pretty, "/", "home page-id-9")
    first = audit([pretty.url + OLD, pretty.url + "/"], settings)
    assert (first.failures, len(first.posts)) == ((), 2)
    redirect(pretty, OLD, "/")
    outcome = audit([pretty.url + OLD], settings)
    assert [failure.target for failure in outcome.failures] == [pretty.url + OLD]
    assert (outcome.posts, outcome.recorded) == ((), 0)
