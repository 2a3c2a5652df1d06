"""What an audit makes of a post that is no longer where it was; the site is a fake one."""

from pathlib import Path

import pytest

from provenance.archive import Archive
from provenance.digest import sha256
from provenance.model import Audit, PostKey
from provenance.pipeline import Settings, audit
from tests.fakes.server import answer
from tests.fakes.wordpress import FakeWordPress, post_body
from tests.integration.capture.capturing import key


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(archive=tmp_path / "provenance.db", allow_private=True)


def new_rules(outcome: Audit) -> dict[PostKey, list[str]]:
    assert outcome.failures == ()
    return {
        one.post.key: [finding.rule for finding in one.findings if finding.new]
        for one in outcome.posts
    }


def test_a_post_that_became_a_page_goes_on_in_its_history(
    site: FakeWordPress, settings: Settings
) -> None:
    target = site.rest_url("/wp/v2/posts/7")
    audit([target], settings)
    site.serve(post_body(7, type="page"))
    outcome = audit([target], settings)
    assert new_rules(outcome) == {key(site): ["metadata-change"]}
    assert "type" in outcome.posts[0].findings[0].fields
    assert any("is served at /wp/v2/pages" in line for line in outcome.posts[0].set_aside)


@pytest.mark.parametrize(
    ("code", "status", "rule"),
    [
        ("rest_forbidden", 401, "not-public-now"),
        ("rest_post_invalid_id", 404, "not-found-now"),
    ],
)
def test_a_page_that_is_gone_is_a_finding_on_its_post(
    site: FakeWordPress, settings: Settings, code: str, status: int, rule: str
) -> None:
    page = site.page_url(7)
    audit([page], settings)
    site.refuse(7, code, status)
    outcome = audit([page], settings)
    assert new_rules(outcome) == {key(site): [rule]}
    assert any("answered 404 Not Found" in line for line in outcome.posts[0].set_aside)


def test_a_page_that_is_gone_and_was_never_seen_is_a_failure(
    site: FakeWordPress, settings: Settings
) -> None:
    audit([site.page_url(8)], settings)
    page = site.page_url(7)
    site.refuse(7)
    outcome = audit([page], settings)
    assert [failure.target for failure in outcome.failures] == [page]
    assert outcome.posts == ()


def test_another_post_s_answer_is_a_failure_and_enters_no_history(
    pretty: FakeWordPress, settings: Settings
) -> None:
    target, other = (pretty.rest_url(f"/wp/v2/posts/{number}") for number in (7, 8))
    audit([target, other], settings)
    served = post_body(8, slug="not-asked-for")
    pretty.handlers["/wp-json/wp/v2/posts/7"] = lambda _: answer(served)
    outcome = audit([target], settings)
    assert [failure.target for failure in outcome.failures] == [target]
    assert (outcome.posts, outcome.recorded) == ((), 0)
    assert len(audit([other], settings).posts[0].observations) == 2
    with Archive.open(settings.archive) as archive:
        assert archive.body(sha256(served)) == served


def test_a_refusal_without_a_control_is_set_aside(site: FakeWordPress, settings: Settings) -> None:
    target = site.rest_url("/wp/v2/posts/7")
    audit([target], settings)
    site.refuse(7)
    site.refuse(8)
    outcome = audit([target], settings)
    assert new_rules(outcome) == {key(site): []}
    assert any(
        "no other post on the same route could be asked" in line
        for line in outcome.posts[0].set_aside
    )
