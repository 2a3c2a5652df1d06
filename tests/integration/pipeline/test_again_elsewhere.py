"""What was captured of a page, or with a login, is asked for again as it was captured."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from provenance.capture import Credentials, origin_of
from provenance.model import Observation, PostAudit, Route
from provenance.pipeline import Settings, audit
from tests.fakes.newsroom import PASSWORD, USER, FakeNewsroom
from tests.fakes.server import answer
from tests.fakes.wordpress import FakeWordPress, post_body

ROUTE = "/wp-json/wp/v2/posts/7"
STORY = "The bridge was closed."
EDITED = "The bridge was open."


@pytest.fixture
def live(tmp_path: Path) -> Settings:
    return Settings(archive=tmp_path / "live.db", allow_private=True, again_after_s=0)


@pytest.fixture
def closed() -> Iterator[FakeWordPress]:
    """Give a site whose interface is closed."""
    with FakeWordPress([post_body(7)]) as site:
        site.closed = ("rest_not_logged_in", 401)
        yield site


@pytest.fixture
def newsroom() -> Iterator[FakeNewsroom]:
    with FakeNewsroom() as site:
        site.keep(7, STORY)
        yield site


def show(site: FakeWordPress, content: Callable[[], str]) -> None:
    """Put a text into the article of post 7's page, made anew for each reader."""
    around = '<article id="post-7"><div class="entry-content">{}</div></article>'
    site.before_page = lambda: site.texts.update({7: around.format(content())})


def signed(live: Settings, site: FakeNewsroom) -> Settings:
    origin = origin_of(site.url)
    assert origin is not None
    return replace(live, credentials=Credentials(user=USER, passwords={origin: PASSWORD}))


def rules(post: PostAudit) -> list[str]:
    return [finding.rule for finding in post.findings]


def pages(post: PostAudit) -> list[Observation]:
    return [seen for seen in post.observations if seen.context.route is Route.PAGE]


def as_role(post: PostAudit) -> list[Observation]:
    return [seen for seen in post.observations if seen.context.access == "editor"]


def test_an_advertisement_in_the_article_of_a_page_is_no_edit_on_any_day(
    closed: FakeWordPress, live: Settings
) -> None:
    shown = count(1)
    show(closed, lambda: f"<p>{STORY}</p><p>Offer {next(shown)} of the week.</p>")
    for _ in range(2):
        audit([closed.page_url(7)], live)
    (post,) = audit([closed.page_url(7)], live).posts

    assert "page-text-changed" not in rules(post)
    assert sum("changes from one answer to the next" in line for line in post.set_aside) == 2
    first, second, again, third = pages(post)
    assert again.repeats == second.capture_id
    assert {one.repeats for one in (first, second, third)} == {None}


def test_an_edit_beside_an_advertisement_of_a_page_is_found(
    closed: FakeWordPress, live: Settings
) -> None:
    shown, text = count(1), [STORY]
    show(closed, lambda: f"<p>{text[0]}</p><p>Offer {next(shown)} of the week.</p>")
    audit([closed.page_url(7)], live)
    text[0] = EDITED
    (post,) = audit([closed.page_url(7)], live).posts

    (finding,) = [one for one in post.findings if one.rule == "page-text-changed"]
    assert finding.difference is not None
    assert [edit.after for edit in finding.difference.edits] == [EDITED]
    assert len(pages(post)) == 5


def test_a_page_that_shows_another_text_once_is_no_edit(
    closed: FakeWordPress, live: Settings
) -> None:
    texts = iter([STORY, EDITED])
    show(closed, lambda: f"<p>{next(texts, STORY)}</p>")
    audit([closed.page_url(7)], live)
    (post,) = audit([closed.page_url(7)], live).posts

    assert "seen-once" in rules(post)
    assert "page-text-changed" not in rules(post)


def test_a_page_that_stays_is_asked_for_once(closed: FakeWordPress, live: Settings) -> None:
    show(closed, lambda: f"<p>{STORY}</p>")
    audit([closed.page_url(7)], live)
    (post,) = audit([closed.page_url(7)], live).posts

    assert [seen.repeats for seen in pages(post)] == [None, None]


def test_what_a_login_is_shown_is_asked_for_again_with_the_login(
    newsroom: FakeNewsroom, live: Settings
) -> None:
    settings = signed(live, newsroom)
    audit([newsroom.url + ROUTE], settings)
    newsroom.keep(7, EDITED)
    (post,) = audit([newsroom.url + ROUTE], settings).posts

    first, changed, *again = as_role(post)
    assert first.repeats is None
    assert [seen.repeats for seen in again] == [changed.capture_id] * 3
    sent = [one for one in newsroom.signed if one.header("Cache-Control") == "no-cache"]
    # Signed in to once more, for all that is asked again.
    assert [one.path for one in sent] == ["/wp-json/wp/v2/users/me", *[ROUTE] * 3]
    assert {one.query for one in sent[1:]} == {(("context", "edit"),)}


def test_a_counter_is_no_edit_in_what_a_login_is_shown(
    newsroom: FakeNewsroom, live: Settings
) -> None:
    settings, views = signed(live, newsroom), count(1)
    newsroom.before_edited = lambda: newsroom.keep(7, f"{STORY}</p><p>Read {next(views)} times.")
    for _ in range(2):
        audit([newsroom.url + ROUTE], settings)
    (post,) = audit([newsroom.url + ROUTE], settings).posts

    assert [rule for rule in rules(post) if rule.startswith("changed-")] == []
    assert [seen.repeats is not None for seen in as_role(post)] == [False, False, True, False]


def test_a_login_that_is_not_taken_again_costs_no_capture_and_is_no_failure(
    newsroom: FakeNewsroom, live: Settings
) -> None:
    settings = signed(live, newsroom)
    audit([newsroom.url + ROUTE], settings)
    newsroom.keep(7, EDITED)
    taken = iter([answer('{"id": 3, "roles": ["editor"]}')])
    refused = answer('{"code": "rest_not_logged_in"}', status=401)
    newsroom.handlers["/wp-json/wp/v2/users/me"] = lambda _: next(taken, refused)
    done = audit([newsroom.url + ROUTE], settings)

    (post,) = done.posts
    assert done.failures == ()
    assert [seen.repeats for seen in as_role(post)] == [None, None]
    # Asked for in vain once, and not for each further answer: sites lock names out.
    assert sum(one.path.endswith("/me") for one in newsroom.requests) == 3


def test_a_password_goes_to_no_node_that_is_named_for_its_text(
    newsroom: FakeNewsroom, live: Settings
) -> None:
    settings = signed(live, newsroom)
    audit([newsroom.url + ROUTE], settings)
    newsroom.keep(7, EDITED)
    (post,) = audit([newsroom.url + ROUTE], replace(settings, node="127.0.0.9")).posts

    repeated = [seen for seen in post.observations if seen.repeats is not None]
    # Nobody answers at the node, and everybody's text is asked for there alone.
    assert repeated == as_role(post)[-3:]
