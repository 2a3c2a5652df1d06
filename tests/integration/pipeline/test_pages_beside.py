"""Pages asked beside captures: with a page's own address, and once a text shows a material edit."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from provenance.archive import Archive
from provenance.model import Audit, Finding, PostKey
from provenance.pipeline import Settings, Trust, audit, snapshot, verify_target
from tests.fakes.server import answer
from tests.fakes.wordpress import FakeWordPress, post_body

BEFORE, AFTER = "<p>The bridge costs 1.5 million.</p>", "<p>The bridge costs 15 million.</p>"
NOTE = "<p>Correction: It costs 15 million, and not 1.5.</p>"
RULES = {"note-explains-change", "note-unclear", "no-note-found"}


def body(content: str, *, modified: str = "2026-05-28T11:00:00") -> bytes:
    return post_body(content={"rendered": content, "protected": False}, modified_gmt=modified)


def shown(content: str, beside: str = "") -> str:
    return f'<article id="post-7"><div class="entry-content">{content}</div>{beside}</article>'


@pytest.fixture
def site() -> Iterator[FakeWordPress]:
    with FakeWordPress([body(BEFORE)]) as fake:
        fake.texts[7] = shown(BEFORE)
        yield fake


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(archive=tmp_path / "provenance.db", allow_private=True, again_after_s=0)


def edited(site: FakeWordPress, content: str = AFTER, beside: str = "") -> None:
    """Have the site serve another text, saved later."""
    site.serve(body(content, modified="2026-05-29T11:00:00"))
    site.texts[7] = shown(content, beside)


def of_notes(outcome: Audit) -> list[Finding]:
    return [one for post in outcome.posts for one in post.findings if one.rule in RULES]


def pages_asked(site: FakeWordPress) -> int:
    return sum(
        "wp-json" not in request.path and "robots" not in request.path for request in site.requests
    )


def test_the_page_of_a_post_asked_by_the_interface_is_asked_with_a_material_edit_alone(
    site: FakeWordPress, settings: Settings
) -> None:
    target = site.rest_url("/wp/v2/posts/7")
    audit([target], settings)
    audit([target], settings)
    assert pages_asked(site) == 0
    edited(site, beside=f"<footer>{NOTE}</footer>")

    (found,) = of_notes(audit([target], settings))

    assert pages_asked(site) == 1
    assert found.rule == "note-explains-change"
    assert of_notes(audit([target], settings)) == [
        type(found)(**{**{n: getattr(found, n) for n in found.__slots__}, "new": False})
    ]
    assert pages_asked(site) == 1


def test_an_edit_that_is_not_material_asks_for_no_page(
    site: FakeWordPress, settings: Settings
) -> None:
    target = site.rest_url("/wp/v2/posts/7")
    audit([target], settings)
    edited(site, BEFORE + NOTE)

    assert of_notes(audit([target], settings)) == []
    assert pages_asked(site) == 0


def test_a_page_that_was_the_target_is_not_asked_again(
    site: FakeWordPress, settings: Settings
) -> None:
    audit([site.page_url(7)], settings)
    edited(site)

    (found,) = of_notes(audit([site.page_url(7)], settings))

    assert found.rule == "no-note-found"
    assert pages_asked(site) == 2


@pytest.mark.parametrize("fault", ["gone", "front page", "no article", "elsewhere"])
def test_a_page_that_is_not_had_is_no_failure_and_no_finding(
    site: FakeWordPress, settings: Settings, fault: str
) -> None:
    target = site.rest_url("/wp/v2/posts/7")
    audit([target], settings)
    edited(site)
    path = site.page_url(7).removeprefix(site.url)
    if fault == "gone":
        site.handlers[path] = lambda _: answer("gone", status=410, content_type="text/html")
    elif fault == "front page":
        site.handlers[path] = lambda _: answer(
            "", status=302, headers=[("Location", site.url + "/")]
        )
    elif fault == "no article":
        site.texts[7] = "<p>Nothing that is surely an article.</p>"
    else:
        site.handlers[path] = lambda _: answer("x", content_type="application/pdf")

    outcome = audit([target], settings)

    assert outcome.failures == ()
    assert of_notes(outcome) == []
    assert any("page was not captured" in line for line in outcome.posts[0].set_aside)


def test_robots_txt_is_heeded_for_pages_too(site: FakeWordPress, settings: Settings) -> None:
    target = site.rest_url("/wp/v2/posts/7")
    audit([target], settings)
    edited(site)
    path = site.page_url(7).removeprefix(site.url)
    site.robots = f"User-agent: *\nDisallow: {path}\n"

    outcome = audit([target], settings)

    assert outcome.failures == ()
    assert of_notes(outcome) == []
    assert not any(request.path == path for request in site.requests)


def test_a_snapshot_keeps_the_page_for_the_audit_that_judges(
    site: FakeWordPress, settings: Settings
) -> None:
    target = site.rest_url("/wp/v2/posts/7")
    snapshot([target], settings)
    edited(site)
    snapshot([target], settings)
    site.go_down()

    with Archive.open(settings.archive) as archive:
        (post,) = archive.posts()
        assert len(archive.beside().pages(post.key)) == 1
        assert archive.beside().pages(PostKey(site="example.org", post_id=1)) == {}
    # A step that fails raises.
    assert verify_target(settings.archive, Trust(hashes_only=True)).steps
