"""The timeline of a post that its site saved, and changed past every save."""

import pytest

from tests.integration.wordpress.acting import Stage
from tests.integration.wordpress.conftest import AuditOne

pytestmark = [pytest.mark.lab, pytest.mark.once]
FIRST = "The ferry costs 2,400 euros a day, the council said on Friday."


def test_each_edit_stands_with_what_the_site_states_around_it(
    stage: Stage, audit: AuditOne
) -> None:
    post = stage.publish(FIRST)
    audit(stage.address(post))
    stage.call("edit", post.number, FIRST.replace("2,400", "24,000"))
    audit(stage.address(post))
    stage.call("write", post.number, FIRST.replace("2,400", "240,000"))
    saved, unsaved = audit(stage.address(post)).post["timeline"]

    assert (saved["rule"], unsaved["rule"]) == ("changed-with-modified", "changed-without-claims")
    assert saved["stated"]["before"]["modified_at"] < saved["stated"]["after"]["modified_at"]
    assert unsaved["stated"]["before"] == unsaved["stated"]["after"]
    assert saved["after_publication"]["unchanged_s"] <= saved["after_publication"]["changed_s"]
    assert [one["material"] for one in (saved, unsaved)] == [True, True]
    assert [one["classes"] for one in (saved, unsaved)] == [["number"], ["number"]]
    assert saved["interval"]["until"]["at"] <= unsaved["interval"]["after"]["at"]


def test_a_post_that_was_seen_twice_and_not_to_change_has_no_edit_in_its_timeline(
    stage: Stage, audit: AuditOne
) -> None:
    post = stage.publish(FIRST)
    audit(stage.address(post))
    audited = audit(stage.address(post))

    assert audited.post["timeline"] == []
    assert audited.post["coverage"]["never_seen_to_change"] is True
