"""What an audit says of things done to a post on a real WordPress between two captures."""

from collections.abc import Callable

import pytest

from tests.integration.wordpress.conftest import AuditOne
from tests.integration.wordpress.lab import SCRIPT, Lab, Post

pytestmark = [pytest.mark.lab, pytest.mark.once]
BEFORE = "<p>The bridge is not safe, the mayor said.</p>"
AFTER = "<p>The bridge is safe, the mayor said.</p>"
# How a post is named: by its page's address, by number, through the interface.
BY = [0, 1, 2]

Act = Callable[[Lab, Post], object]


@pytest.fixture
def post(lab: Lab) -> Post:
    return lab.publish("The bridge", BEFORE)


@pytest.mark.parametrize("by", BY)
def test_an_edit_is_a_change_with_modified(lab: Lab, audit: AuditOne, post: Post, by: int) -> None:
    target = lab.addresses(post)[by]
    assert audit(target).code == 0
    lab.edit(post, content=AFTER)
    edited = audit(target)
    assert "changed-with-modified" in edited.new
    assert edited.last["version"] == 2
    again = audit(target)
    assert (again.code, again.new) == (0, [])


def test_a_save_of_nothing_is_no_change(lab: Lab, audit: AuditOne, post: Post) -> None:
    target = lab.plain(post)
    audit(target)
    lab.edit(post, content=BEFORE)
    saved = audit(target)
    assert [rule for rule in saved.new if rule.startswith("changed-")] == []
    assert "save-without-change" in saved.new


@pytest.mark.parametrize(
    ("by", "act"),
    [
        (0, lambda lab, post: lab.edit(post, status="draft")),
        (1, lambda lab, post: lab.edit(post, status="private")),
        (2, lambda lab, post: lab.trash(post)),
    ],
    ids=["draft", "private", "trash"],
)
def test_a_post_taken_back_is_not_public_now(
    lab: Lab, audit: AuditOne, post: Post, by: int, act: Act
) -> None:
    target = lab.addresses(post)[by]
    audit(target)
    act(lab, post)
    gone = audit(target)
    assert (gone.code, gone.new) == (4, ["not-public-now"])
    error = gone.last["error"]
    assert (error["code"], error["status"]) == ("rest_forbidden", 401)
    assert gone.last["control"] is True
    assert "answered 404 Not Found" in gone.last["notes"][-1]
    again = audit(target)
    assert (again.code, again.new) == (0, [])


@pytest.mark.parametrize("by", BY)
def test_a_deleted_post_is_not_found_now(lab: Lab, audit: AuditOne, post: Post, by: int) -> None:
    target = lab.addresses(post)[by]
    audit(target)
    lab.delete(post)
    gone = audit(target)
    assert (gone.code, gone.new) == (4, ["not-found-now"])
    error = gone.last["error"]
    assert (error["code"], error["status"]) == ("rest_post_invalid_id", 404)
    assert gone.last["control"] is True
    assert any("answered 404 Not Found" in note for note in gone.last["notes"])


def test_a_post_that_comes_back_is_compared_with_what_it_was(
    lab: Lab, audit: AuditOne, post: Post
) -> None:
    target = lab.plain(post)
    audit(target)
    lab.edit(post, status="draft")
    audit(target)
    lab.edit(post, status="publish", content=AFTER)
    assert "changed-with-modified" in audit(target).new


def test_a_post_that_never_was_is_no_finding(lab: Lab, audit: AuditOne) -> None:
    never = audit(f"{lab.url}/?rest_route=/wp/v2/posts/999999999")
    # Nothing was there to be checked, and that is not "fine".
    assert (never.code, never.new) == (5, [])
    assert never.last["error"]["code"] == "rest_post_invalid_id"
    assert never.last["control"] is True


@pytest.mark.skipif(not SCRIPT.exists(), reason="no ../shared/wordpress-lab beside the project")
@pytest.mark.parametrize("by", BY)
def test_a_post_turned_into_a_page_goes_on_as_the_page(
    lab: Lab, audit: AuditOne, post: Post, by: int
) -> None:
    target = lab.addresses(post)[by]
    before = audit(target)
    lab.turn(post, "page")
    turned = audit(target)
    assert "metadata-change" in turned.new
    assert not {"not-found-now", "not-public-now"} & set(turned.new)
    (change,) = [one for one in turned.post["findings"] if one["rule"] == "metadata-change"]
    assert "type" in change["fields"]
    assert turned.last["digests"]["content"] == before.last["digests"]["content"]
    assert turned.last["error"] is None


def test_a_post_whose_slug_changed_is_the_post_that_was_known(
    labs: tuple[Lab, Lab], audit: AuditOne
) -> None:
    pretty, _ = labs
    pretty.publish("Control", "<p>Always there.</p>")
    post = pretty.publish("The bridge", BEFORE)
    target = str(post["link"])
    audit(target)
    moved = str(pretty.edit(post, slug=f"the-old-bridge-{post['id']}")["link"])
    seen = audit(target)
    assert seen.post["post"]["id"] == post["id"]
    assert seen.last["notes"] == [f"{target} leads to {moved}"]
    assert "metadata-change" in seen.new


def test_a_password_set_and_lifted_is_said_so(lab: Lab, audit: AuditOne, post: Post) -> None:
    target = lab.plain(post)
    audit(target)
    lab.edit(post, password="river")
    locked = audit(target)
    assert "password-set" in locked.new
    assert [rule for rule in locked.new if rule.startswith("changed-")] == []
    lab.edit(post, password="")
    assert "password-lifted" in audit(target).new


def test_a_text_edited_under_its_password_is_seen_when_it_is_lifted(
    lab: Lab, audit: AuditOne, post: Post
) -> None:
    target = lab.plain(post)
    audit(target)
    lab.edit(post, password="river")
    audit(target)
    lab.edit(post, password="", content=AFTER)
    assert [rule for rule in audit(target).new if rule.startswith("changed-")] != []
