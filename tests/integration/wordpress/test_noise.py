"""What a site's theme and plugins do to a text is nobody's edit, and an edit beside it is one."""

import pytest

from tests.integration.wordpress.acting import Made, Stage
from tests.integration.wordpress.conftest import Audited, AuditOne
from tests.integration.wordpress.test_scenarios import EDIT, read_rows, rules_named

pytestmark = [pytest.mark.lab, pytest.mark.once]
PICTURE = '<img src="/wp-includes/images/w-logo-blue.png" alt="A logo" width="80" height="80">'
STORY = f'He said "it is not safe" -- and left. {PICTURE}'
EDITED = STORY.replace("not safe", "safe")


def rules(audited: Audited) -> set[str]:
    return {finding["rule"] for finding in audited.post["findings"]}


def warnings(audited: Audited) -> list[str]:
    return [one["rule"] for one in audited.post["findings"] if one["level"] == "warning"]


@pytest.fixture
def post(stage: Stage) -> Made:
    return stage.publish(STORY)


def test_what_plugins_add_to_every_answer_is_no_edit(
    stage: Stage, audit: AuditOne, post: Made
) -> None:
    with stage.plugin("noise"):
        audited = [audit(stage.address(post)) for _ in range(4)][-1]

    assert rules(audited) & EDIT == set()
    assert warnings(audited) == []
    listed = " ".join(audited.post["set_aside"])
    assert "Read 1,0" in listed or "changes from one answer to the next" in listed


def test_an_edit_past_every_save_is_found_among_what_plugins_add(
    stage: Stage, audit: AuditOne, post: Made
) -> None:
    with stage.plugin("noise"):
        audit(stage.address(post))
        stage.call("write", post.number, EDITED)
        audited = audit(stage.address(post))

    (edit,) = [one for one in audited.post["findings"] if one["rule"] in EDIT]
    assert edit["rule"] == "changed-without-claims"
    (change,) = edit["difference"]["edits"]
    assert "not safe" in change["before"]
    assert "not safe" not in change["after"]


@pytest.mark.parametrize("row", read_rows(), ids=lambda row: row["scenario"])
def test_what_is_an_edit_and_what_is_none_holds_among_what_plugins_add(
    stage: Stage, audit: AuditOne, row: dict[str, str]
) -> None:
    with stage.plugin("noise"):
        post = stage.before(row["scenario"])
        if post is not None:
            audit(stage.address(post))
        acted = stage.act(row["scenario"], post)
        found = rules(audit(stage.address(acted)))

    assert rules_named(row["must"]) & EDIT <= found
    assert not rules_named(row["must_not"]) & EDIT & found


@pytest.mark.parametrize(
    ("plugin", "rule"), [("texturize-off", "typography-change"), ("lazy-off", "markup-change")]
)
def test_a_filter_switched_on_is_no_edit(
    stage: Stage, audit: AuditOne, post: Made, plugin: str, rule: str
) -> None:
    audit(stage.address(post))
    with stage.plugin(plugin):
        audited = audit(stage.address(post))

    assert rule in rules(audited)
    assert rules(audited) & EDIT == set()


def test_a_theme_that_was_switched_is_no_edit(stage: Stage, audit: AuditOne, post: Made) -> None:
    by_page, by_interface = stage.page(post), stage.address(post)
    audited = audit(by_page, by_interface)
    for name in stage.call("themes"):
        with stage.theme(name):
            audited = audit(by_page, by_interface)

    assert rules(audited) & EDIT == set()
    assert warnings(audited) == []


@pytest.mark.parametrize("plugin", ["warning", "bom"])
def test_what_stands_before_the_json_is_set_aside_and_said(
    stage: Stage, audit: AuditOne, post: Made, plugin: str
) -> None:
    clean = audit(stage.address(post)).last
    with stage.plugin(plugin):
        audited = audit(stage.address(post))

    assert rules(audited) & EDIT == set()
    assert audited.last["digests"]["content"] == clean["digests"]["content"]
    assert audited.last["notes"] != []


@pytest.mark.parametrize("plugin", ["locked", "no-posts-route"])
def test_an_interface_that_was_closed_says_nothing_of_the_post(
    stage: Stage, audit: AuditOne, post: Made, plugin: str
) -> None:
    audit(stage.address(post))
    with stage.plugin(plugin):
        audited = audit(stage.address(post))

    assert rules(audited) - {"saved-after-publication"} == {"interface-unavailable"}
    assert audited.code == 0


@pytest.mark.parametrize("plugin", ["locked", "no-posts-route"])
def test_where_the_interface_is_closed_the_page_s_article_is_captured_and_graded_weaker(
    stage: Stage, audit: AuditOne, post: Made, plugin: str
) -> None:
    with stage.plugin(plugin):
        audited = audit(stage.page(post))

    (shown,) = [one for one in audited.post["captures"] if one["post"]]
    assert shown["context"]["route"] == "page"
    assert shown["post"]["profile"]["name"] == "wppage/1"
    assert shown["post"]["page"]["element"] == ".entry-content"
    assert rules(audited) == {"interface-unavailable"}
    assert any("the revisions are not covered" in line for line in audited.post["set_aside"])
    assert audited.code == 0


def test_where_the_interface_is_open_no_page_is_captured(
    stage: Stage, audit: AuditOne, post: Made
) -> None:
    audited = audit(stage.page(post))

    assert [one["context"]["route"] for one in audited.post["captures"]] == ["single"]
    assert "interface-unavailable" not in rules(audited)
    assert not any("not covered" in line for line in audited.post["set_aside"])


def test_a_page_in_place_of_the_interface_is_compared_with_pages_alone(
    stage: Stage, audit: AuditOne, post: Made
) -> None:
    audit(stage.page(post))
    with stage.plugin("locked"):
        audit(stage.page(post))
        stage.call("write", post.number, EDITED)
        audited = audit(stage.page(post))

    assert rules(audited) & (EDIT | {"page-text-changed"}) == {"page-text-changed"}


def test_what_plugins_add_to_a_page_is_no_edit_and_an_edit_beside_it_is_found(
    stage: Stage, audit: AuditOne, post: Made
) -> None:
    with stage.plugin("locked"), stage.plugin("noise"):
        audited = [audit(stage.page(post)) for _ in range(3)][-1]
        stage.call("write", post.number, EDITED)
        edited = audit(stage.page(post))

    assert rules(audited) == {"interface-unavailable"}
    assert any("changes from one answer to the next" in line for line in audited.post["set_aside"])
    (edit,) = [one for one in edited.post["findings"] if one["rule"] == "page-text-changed"]
    (change,) = edit["difference"]["edits"]
    assert "not safe" in change["before"]
    assert "not safe" not in change["after"]


def test_a_refusal_of_every_post_says_nothing_of_one(
    stage: Stage, audit: AuditOne, post: Made
) -> None:
    audit(stage.address(post))
    with stage.plugin("members-only"):
        audited = audit(stage.address(post))

    (refused,) = [one for one in audited.post["captures"] if one["error"]]
    assert refused["error"]["code"] == "rest_forbidden"
    assert refused["control"] is False
    assert rules(audited) & {"not-public-now", "not-found-now"} == set()
    assert any("says nothing of the post alone" in line for line in audited.post["set_aside"])


def test_claims_that_a_plugin_leaves_out_are_not_taken_for_removed(
    stage: Stage, audit: AuditOne, post: Made
) -> None:
    audit(stage.address(post))
    with stage.plugin("stripped"):
        audited = audit(stage.address(post))

    assert rules(audited) & (EDIT | {"fewer-revisions"}) == set()


def test_an_edit_where_a_plugin_leaves_the_claims_out_is_undated(
    stage: Stage, audit: AuditOne, post: Made
) -> None:
    with stage.plugin("stripped"):
        audit(stage.address(post))
        stage.call("edit", post.number, EDITED)
        audited = audit(stage.address(post))

    assert rules(audited) & EDIT == {"changed-undated"}
