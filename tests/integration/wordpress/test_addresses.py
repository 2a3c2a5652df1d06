"""One post of a real WordPress by each of its addresses: one identity, one content."""

import pytest

from tests.integration.wordpress.conftest import AuditOne
from tests.integration.wordpress.lab import Lab

pytestmark = pytest.mark.lab
TEXT = "<p>The bridge – “closed” — is&nbsp;open &amp; safe.</p><ul><li>one</li><li>two</li></ul>"


def test_every_address_of_a_post_gives_one_identity_and_one_content(
    lab: Lab, audit: AuditOne
) -> None:
    post = lab.publish("The bridge", TEXT)
    addresses = lab.addresses(post)
    code, seen = audit(*addresses)
    assert code == 0
    assert (seen["post"]["site"], seen["post"]["id"]) == (lab.site, post["id"])
    assert [one["origin"] for one in seen["captures"]][2:] == addresses[2:]
    digests = [one["digests"] for one in seen["captures"]]
    assert len(digests) == len(addresses)
    assert {one["content"] for one in digests} == {digests[0]["content"]}
    assert {one["version"] for one in seen["captures"]} == {1}
    assert [note for one in seen["captures"] for note in one["notes"]] == []


def test_a_post_alone_and_in_a_list_have_one_content(lab: Lab, audit: AuditOne) -> None:
    post = lab.publish("The bridge", TEXT)
    listed = f"{lab.url}/index.php?rest_route=/wp/v2/posts&include={post['id']}"
    code, seen = audit(lab.plain(post), listed)
    alone, among = seen["captures"]
    assert code == 0
    assert [alone["context"]["route"], among["context"]["route"]] == ["single", "list"]
    for name in ("content", "words", "markup", "metadata"):
        assert alone["digests"][name] == among["digests"][name], name


def test_pretty_and_plain_permalinks_give_one_content(
    labs: tuple[Lab, Lab], audit: AuditOne
) -> None:
    first, second = (audit(lab.plain(lab.publish("The bridge", TEXT))).last for lab in labs)
    for name in ("content", "words", "markup"):
        assert first["digests"][name] == second["digests"][name], name
    # The permalinks and guids are not the same.
    assert first["digests"]["metadata"] != second["digests"]["metadata"]


def test_another_text_gives_another_content(lab: Lab, audit: AuditOne) -> None:
    first = audit(lab.plain(lab.publish("The bridge", TEXT))).last
    second = audit(lab.plain(lab.publish("The bridge", TEXT.replace("safe", "unsafe")))).last
    assert first["digests"]["content"] != second["digests"]["content"]


def test_a_page_is_audited_by_its_own_address(lab: Lab, audit: AuditOne) -> None:
    page = lab.publish("About the bridge", TEXT, kind="pages")
    seen = audit(str(page["link"]), lab.plain(page, "pages"), f"{lab.url}/?page_id={page['id']}")
    assert seen.code == 0
    assert seen.post["post"]["id"] == page["id"]
    assert len({one["digests"]["content"] for one in seen.post["captures"]}) == 1
