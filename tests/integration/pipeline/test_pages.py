"""A closed interface through the whole program: the page recorded, read again, proven, reported."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from provenance import schema
from provenance.errors import IncomparableError, UnknownPostError
from provenance.model import ArchiveState, Audit, GroupBy, Route
from provenance.pipeline import Settings, audit, diff, history, prove, summary
from provenance.report import FORMATS, Look
from provenance.verify import verify_block
from tests.fakes.server import answer
from tests.fakes.wordpress import FakeWordPress, post_body


def text(words: str) -> str:
    return f'<article id="post-7"><div class="entry-content"><p>{words}</p></div></article>'


@pytest.fixture
def site() -> Iterator[FakeWordPress]:
    with FakeWordPress([post_body(7), post_body(8)]) as fake:
        fake.texts[7] = text("The bridge was closed.")
        yield fake


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(archive=tmp_path / "provenance.db", allow_private=True, again_after_s=0)


def closed_twice(site: FakeWordPress, settings: Settings) -> Audit:
    """Audit the open site, then twice the closed one, whose page changes."""
    audit([site.page_url(7)], settings)
    site.closed = ("rest_not_logged_in", 401)
    audit([site.page_url(7)], settings)
    site.texts[7] = text("The bridge was never closed.")
    return audit([site.page_url(7)], settings)


def test_an_edit_on_a_site_without_interface_is_found_on_its_page(
    site: FakeWordPress, settings: Settings
) -> None:
    outcome = closed_twice(site, settings)

    (post,) = outcome.posts
    assert outcome.failures == ()
    rules = [finding.rule for finding in post.findings]
    assert rules.count("page-text-changed") == 1
    assert not any(rule.startswith("changed-") for rule in rules)
    routes = {seen.context.route for seen in post.observations if seen.snapshot is not None}
    assert routes == {Route.SINGLE, Route.PAGE}


def test_reports_say_that_a_page_is_weaker_and_hold_to_the_schema(
    site: FakeWordPress, settings: Settings
) -> None:
    outcome = closed_twice(site, settings)

    said = " ".join(FORMATS["text"](Look()).audit(outcome).split())
    assert "Text from the page, as #post-7 .entry-content; weaker than a REST answer" in said
    assert "are of the page, not of the REST interface" in said
    document = json.loads(FORMATS["json"](Look()).audit(outcome))
    schema.check(document, "audit")
    shown = [each["post"]["page"] for each in document["posts"][0]["captures"] if each["post"]]
    assert shown[0] is None
    assert shown[-1]["element"] == "#post-7 .entry-content"


def test_a_page_is_read_anew_from_its_bytes(site: FakeWordPress, settings: Settings) -> None:
    closed_twice(site, settings)
    told = history("7", settings)

    pages = [seen for seen in told.observations if seen.context.route is Route.PAGE]
    assert {seen.snapshot.profile.name for seen in pages if seen.snapshot} == {"wppage/1"}
    # The page that differs was asked for three times more.
    assert [seen.repeats is not None for seen in pages] == [False, False, True, True, True]
    assert [version.number for version in told.versions] == [1, 2, 3]


def test_a_history_holds_a_page_against_the_page_before_alone(
    site: FakeWordPress, settings: Settings
) -> None:
    closed_twice(site, settings)
    lines = FORMATS["text"](Look(width=200)).history(
        history("7", settings), ArchiveState(path=settings.archive, created=False)
    )

    table = lines.partition("Timeline")[0]
    changes = [line for line in table.splitlines() if "observed" in line and "401" not in line]
    assert [line.split(")")[1].split()[1] for line in changes] == [
        *("first", "first", "words"),
        *["nothing"] * 3,
    ]


def test_a_diff_takes_two_pages_by_itself_and_refuses_a_page_and_an_answer(
    site: FakeWordPress, settings: Settings
) -> None:
    closed_twice(site, settings)
    pages = diff("7", None, None, settings)

    assert {pages.before.context.route, pages.after.context.route} == {Route.PAGE}
    assert len(pages.difference.edits) == 1
    with pytest.raises(IncomparableError, match="not alike"):
        diff("7", "1", "3", settings)


def test_a_first_page_has_nothing_to_be_compared_with(
    site: FakeWordPress, settings: Settings
) -> None:
    audit([site.page_url(7)], settings)
    site.closed = ("rest_not_logged_in", 401)
    audit([site.page_url(7)], settings)

    with pytest.raises(UnknownPostError, match="of the same kind as the last one"):
        diff("7", None, None, settings)


def test_a_block_of_a_page_is_proven_under_the_pages_own_form(
    site: FakeWordPress, settings: Settings
) -> None:
    closed_twice(site, settings)
    proof = prove("7", 2, None, settings)

    assert json.loads(proof.document)["profile"] == "wppage/1"
    shown = [seen.snapshot for seen in history("7", settings).observations if seen.snapshot]
    content = shown[-1].digests.content
    assert verify_block(proof.document, content_digest=content).content == content


def test_a_page_without_a_sure_article_is_kept_and_set_aside(
    site: FakeWordPress, settings: Settings
) -> None:
    site.closed = ("rest_not_logged_in", 401)
    site.texts[7] = "<article>A</article><article>B</article>"
    outcome = audit([site.page_url(7)], settings)

    assert [post.is_checked for post in outcome.posts] == [False]


def test_a_page_that_only_its_address_names_has_a_history(
    site: FakeWordPress, settings: Settings
) -> None:
    address = f"{site.url}/news/the-bridge/"

    def serves(words: str) -> None:
        body = f"<h1>The bridge</h1><article><p>{words}</p></article>"
        site.handlers["/news/the-bridge/"] = lambda _: answer(body, content_type="text/html")

    serves("It was closed.")
    audit([address], settings)
    serves("It was never closed.")
    outcome = audit([f"{address}?utm_source=feed"], settings)

    (post,) = outcome.posts
    name = f"{address.removeprefix('http://').rstrip('/')}"
    assert str(post.post.key) == name
    rules = [finding.rule for finding in post.findings]
    assert [rule for rule in rules if "changed" in rule] == ["page-text-changed"]
    assert "interface-unavailable" in rules
    said = " ".join(FORMATS["text"](Look()).audit(outcome).split())
    assert f"{name}, a page of which nothing tells the number" in said
    assert f"provenance history {name}" in said
    schema.check(json.loads(FORMATS["json"](Look()).audit(outcome)), "audit")
    assert len(history(name, settings).observations) == 5
    assert len(history(address, settings).observations) == 5
    with pytest.raises(UnknownPostError):
        history("0", settings)
    counted = summary(settings, by=[GroupBy.SITE])
    assert [group.site for group in counted.groups] == [name.partition("/")[0]]


def test_a_page_that_tells_its_number_later_begins_a_history_of_its_own(
    site: FakeWordPress, settings: Settings
) -> None:
    place, whole = "/2026/05/a-post-7/", site.page_url(7)
    body = "<h1>A post</h1><article><p>It was closed.</p></article>"
    site.handlers[place] = lambda _: answer(body, content_type="text/html")
    audit([whole], settings)
    del site.handlers[place]
    outcome = audit([whole], settings)

    (post,) = outcome.posts
    assert post.post.key.post_id == 7
    assert len(post.observations) == 1
    assert outcome.failures == ()
