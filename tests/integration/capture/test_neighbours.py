"""Items near a post's newest revision: what is asked for, and whose date tells its making."""

import json
from collections.abc import Iterator

import pytest

from provenance.capture import Asker, ask_neighbours, capture_post, open_session
from provenance.model import Neighbour, Reading
from tests.fakes.newsroom import FakeNewsroom, revision_of
from tests.fakes.server import answer
from tests.fakes.wordpress import post_body
from tests.integration.capture.capturing import QUICK, Clock, key

MODIFIED = "2026-05-28T11:00:00"  # of every post of the fake, unless it says another
LATER = "2026-05-28T13:00:00"


@pytest.fixture
def site() -> Iterator[FakeNewsroom]:
    with FakeNewsroom() as site:
        site.keep(7, "Two.", revision_of(7, 30, "Two.", MODIFIED))
        yield site


def ask(site: FakeNewsroom, target: str | None = None, most: int = 5) -> list[tuple[Reading, ...]]:
    target = target or site.rest_url("/wp/v2/posts/7")
    with open_session(QUICK) as session:
        readings = capture_post(target, session=session, options=QUICK, clock=Clock())
        asker = Asker(target=target, session=session, options=QUICK, clock=Clock())
        return list(ask_neighbours(readings, asker, most=most))


def found(site: FakeNewsroom, **told: int) -> list[Neighbour]:
    (asked,) = ask(site, **told)  # type: ignore[arg-type]  # `most` is the only one
    return [one for reading in asked for one in reading.neighbours]


def born(number: int, date: str, *, count: int = 0, modified: str | None = None) -> bytes:
    links = {
        "self": [{"href": f"http://127.0.0.1:8081/wp-json/wp/v2/posts/{number}"}],
        "version-history": [{"count": count}],
    }
    return post_body(number, date_gmt=date, modified_gmt=modified or date, _links=links)


def test_files_are_made_when_they_are_uploaded(site: FakeNewsroom) -> None:
    site.media = [(29, LATER), (28, "2026-05-28T10:00:00"), (40, "2026-05-28T14:00:00")]
    assert [(one.kind, one.number) for one in found(site)] == [("media", 29), ("media", 40)]
    assert {one.site for one in found(site)} == {key(site).site}


def test_no_more_are_asked_for_than_told(site: FakeNewsroom) -> None:
    site.media = [(20 + n, f"2026-05-28T13:0{n}:00") for n in range(9)]
    assert [one.number for one in found(site, most=3)] == [20, 21, 22]
    targets = [one.target for one in site.requests if "/media" in one.path]
    assert "after=2026-05-28T11%3A00%3A00Z&orderby=date&order=asc&per_page=3" in targets[0]


def test_a_post_counts_where_it_was_made_in_one_go(site: FakeNewsroom) -> None:
    site.serve(born(29, LATER))
    assert [(one.kind, one.number) for one in found(site)] == [("post", 29)]


@pytest.mark.parametrize(
    "body",
    [
        born(29, LATER, count=1),
        born(29, LATER, modified="2026-05-28T14:00:00"),
    ],
    ids=["has a draft", "was saved again"],
)
def test_the_date_of_another_post_tells_nothing(site: FakeNewsroom, body: bytes) -> None:
    site.serve(body)
    assert found(site) == []


@pytest.mark.parametrize(
    "body",
    [post_body(8), post_body(8, modified_gmt=None), post_body(8, modified_gmt="now")],
    ids=["no newest revision", "no modified time", "words for a time"],
)
def test_a_post_that_does_not_say_enough_asks_for_none(site: FakeNewsroom, body: bytes) -> None:
    site.serve(body)
    assert ask(site, site.rest_url("/wp/v2/posts/8")) == []


def test_a_refused_post_asks_for_none(site: FakeNewsroom) -> None:
    site.refuse(7)
    assert ask(site) == []


def test_one_closed_list_leaves_the_others(site: FakeNewsroom) -> None:
    site.handlers["/wp-json/wp/v2/media"] = lambda _: answer("{}", status=401)
    site.serve(born(29, LATER))
    (asked,) = ask(site)
    assert [len(reading.neighbours) for reading in asked] == [0, 1, 0]
    assert [reading.failures for reading in asked] == [(), (), ()]


def test_where_every_list_is_closed_that_is_a_failure(site: FakeNewsroom) -> None:
    for name in ("media", "posts", "pages"):
        site.handlers[f"/wp-json/wp/v2/{name}"] = lambda _: answer("<p>No", status=503)
    (asked,) = ask(site)
    assert "503" in str(asked[-1].failures[0].error)


@pytest.mark.parametrize("date", ["0000-00-00T00:00:00", "soon", None])
def test_what_is_no_date_tells_nothing(site: FakeNewsroom, date: str | None) -> None:
    body = json.dumps([{"id": 29, "date_gmt": date}])
    site.handlers["/wp-json/wp/v2/media"] = lambda _: answer(body)
    assert found(site) == []


def test_a_list_that_breaks_off_is_no_list(site: FakeNewsroom) -> None:
    site.handlers["/wp-json/wp/v2/media"] = lambda _: (
        b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n["
    )
    site.handlers["/wp-json/wp/v2/posts"] = lambda _: answer('[1, {"id": "x"}, {"id": 0}]')
    assert found(site) == []
