"""Publishers' notes on a real WordPress: in the text, on its page, in schema.org data, or none."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import requests

from provenance.archive import Archive
from provenance.model import PostKey
from tests.integration.wordpress.conftest import AuditOne
from tests.integration.wordpress.lab import Lab

pytestmark = pytest.mark.lab
BEFORE = "<p>The bridge costs 1.5 million, the harbour board said.</p>"
AFTER = "<p>The bridge costs 15 million, the harbour board said.</p>"
NOTE = "<p><em>Correction, 30 May 2026: An earlier version said 1.5 million.</em></p>"
SCHEMA = (
    '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle",'
    ' "correction": {"@type": "CorrectionComment", "text": "The bridge costs 15 million.",'
    ' "datePublished": "2026-05-30"}}</script>'
)
UPDATED = SCHEMA.replace("The bridge costs 15 million.", "Something was wrong here.")
RULES = {"note-explains-change", "note-unclear", "no-note-found"}


def of_notes(post: dict[str, Any]) -> dict[str, Any]:
    """Return the one finding on notes."""
    (found,) = [one for one in post["findings"] if one["rule"] in RULES]
    return dict(found)


@pytest.mark.parametrize(
    ("after", "rule", "place"),
    [
        (AFTER + NOTE, "note-explains-change", "text"),
        (AFTER + SCHEMA, "note-explains-change", "schema.org"),
        (AFTER + "<p>Updated 30 May 2026</p>", "note-unclear", "text"),
        (AFTER, "no-note-found", None),
    ],
    ids=["correction", "schema.org", "update", "none"],
)
@pytest.mark.parametrize("by", ["page", "interface"])
def test_what_a_site_says_of_an_edit_is_found_where_it_says_it(
    lab: Lab, audit: AuditOne, after: str, rule: str, place: str | None, by: str
) -> None:
    post = lab.publish("Bridge", BEFORE)
    target = str(post["link"]) if by == "page" else lab.plain(post)
    audit(target)
    lab.edit(post, content=after)

    found = of_notes(audit(target).post)

    # Through the interface alone the page of before was not had, and both words are not there.
    unsure = by == "interface" and place == "schema.org"
    assert found["rule"] == ("note-unclear" if unsure else rule)
    assert [note["place"] for note in found["notes"]] == ([] if place is None else [place])
    assert ("after.page" in found["evidence"]["digests"]) is True


def test_a_note_that_comes_later_takes_the_place_of_none_found(lab: Lab, audit: AuditOne) -> None:
    post = lab.publish("Bridge", BEFORE)
    audit(str(post["link"]))
    lab.edit(post, content=AFTER)
    assert of_notes(audit(str(post["link"])).post)["rule"] == "no-note-found"
    lab.edit(post, content=AFTER + NOTE)

    found = of_notes(audit(str(post["link"])).post)

    assert found["rule"] == "note-explains-change"
    assert found["new"]
    first, edited, *noted = found["evidence"]["captures"]
    assert (first, edited, len(noted)) == (1, 2, 1)


@pytest.mark.parametrize(
    ("shows", "rule"),
    [(SCHEMA, "note-explains-change"), (UPDATED, "note-unclear")],
    ids=["explains", "unclear"],
)
def test_a_note_on_a_later_page_is_of_the_page_that_showed_it_first(
    lab: Lab, audit: AuditOne, shows: str, rule: str
) -> None:
    post = lab.publish("Bridge", BEFORE)
    link = str(post["link"])
    audit(link)
    lab.edit(post, content=AFTER)
    edited = audit(link).post["captures"][-1]["id"]
    audit(link)
    lab.edit(post, content=AFTER + shows)

    first, second, third = (of_notes(audit(link).post) for _ in range(3))

    assert first["rule"] == rule
    assert first["message"] == second["message"] == third["message"]
    assert [one["new"] for one in (first, second, third)] == [True, False, False]
    assert first["notes"][0]["capture"] == edited + 2


def test_an_edit_that_changes_no_more_than_a_note_asks_for_none(lab: Lab, audit: AuditOne) -> None:
    post = lab.publish("Bridge", AFTER)
    audit(lab.plain(post))
    lab.edit(post, content=AFTER + NOTE)

    after = audit(lab.plain(post)).post

    assert not RULES & {one["rule"] for one in after["findings"]}
    assert "changed-with-modified" in {one["rule"] for one in after["findings"]}


def test_a_page_that_is_not_had_is_no_missing_note(lab: Lab, audit: AuditOne) -> None:
    post = lab.publish("Bridge", BEFORE)
    # An address with fields of the user's own is never asked for past them.
    target = f"{lab.plain(post)}&_fields=id,link,title,content,modified_gmt,date_gmt,_links,guid"
    audit(target)
    lab.edit(post, content=AFTER)

    after = audit(target).post

    assert not RULES & {one["rule"] for one in after["findings"]}
    assert any("the page was not captured" in line for line in after["set_aside"])


def test_a_page_that_states_another_time_is_told_from_one_that_does_not(
    lab: Lab, audit: AuditOne
) -> None:
    said = '{"@type": "NewsArticle", "datePublished": "2026-05-29T09:00:00+00:00"}'
    same = lab.publish("Bridge", BEFORE)
    other = lab.publish("Harbour", f'{BEFORE}<script type="application/ld+json">{said}</script>')

    alike, unlike = (audit(str(post["link"])).post["findings"] for post in (same, other))
    (found,) = [one for one in unlike if one["rule"] == "clocks-disagree"]

    assert "clocks-disagree" not in {one["rule"] for one in alike}
    assert found["fields"] == ["date_gmt"]
    assert "published 2026-05-28 09:00:00 UTC by the interface" in found["message"]


@pytest.mark.parametrize(
    ("feed", "stated"), [("atom", ["published", "modified"]), ("rss2", ["published"])]
)
def test_what_a_site_s_own_feed_states_is_the_interface_s_time(
    lab: Lab, audit: AuditOne, tmp_path: Path, feed: str, stated: list[str]
) -> None:
    word = f"bridge{uuid4().hex}"
    post = lab.publish("Bridge", f"{BEFORE}<p>{word}</p>")
    lab.edit(post, content=f"{AFTER}<p>{word}</p>")

    seen = audit(f"{lab.url}/?s={word}&feed={feed}").post

    assert "clocks-disagree" not in {one["rule"] for one in seen["findings"]}
    with Archive.open(tmp_path / "provenance.db", read_only=True) as archive:
        ((_, times),) = archive.beside().times(PostKey(site=lab.site, post_id=post["id"])).items()
    assert [one.stated.name for one in times] == stated


def test_a_site_s_own_sitemap_states_no_time_that_differs(lab: Lab, audit: AuditOne) -> None:
    word = f"bridge{uuid4().hex}"
    post = lab.publish("Bridge", f"{BEFORE}<p>{word}</p>")
    page = requests.get(f"{lab.url}/?sitemap=posts&sitemap-subtype=post&paged=1", timeout=30)
    assert str(post["link"]).replace("&", "&#038;") in page.text

    seen = audit(f"{lab.url}/?sitemap=posts&sitemap-subtype=post&paged=1", "--limit", "1").post

    assert "clocks-disagree" not in {one["rule"] for one in seen["findings"]}
