"""One item of an export (docs/spec/export-form.md)."""

import json
from datetime import UTC, datetime

import pytest

from provenance.canonical import canonicalize_as, canonicalize_export
from provenance.errors import LimitError, MalformedError
from provenance.model import PostKey, Route, Snapshot

KEY = PostKey(site="example.org", post_id=7)
ITEM = """<item>
<title><![CDATA[A &amp; B]]></title>
<link>https://example.org/a/</link>
<dc:creator><![CDATA[ada]]></dc:creator>
<guid isPermaLink="false">https://example.org/?p=7</guid>
<content:encoded><![CDATA[<!-- wp:paragraph -->
<p>The bridge [map] was closed.</p>
<!-- /wp:paragraph -->]]></content:encoded>
<excerpt:encoded><![CDATA[]]></excerpt:encoded>
<wp:post_id>7</wp:post_id>
<wp:post_date><![CDATA[2026-05-28 12:00:00]]></wp:post_date>
<wp:post_date_gmt><![CDATA[2026-05-28 10:00:00]]></wp:post_date_gmt>
<wp:post_modified><![CDATA[2026-05-29 12:00:00]]></wp:post_modified>
<wp:post_modified_gmt><![CDATA[2026-05-29 10:00:00]]></wp:post_modified_gmt>
<wp:post_name><![CDATA[a]]></wp:post_name>
<wp:status><![CDATA[publish]]></wp:status>
<wp:post_parent>0</wp:post_parent>
<wp:menu_order>x1</wp:menu_order>
<wp:post_type><![CDATA[post]]></wp:post_type>
<category domain="post_tag" nicename="z"><![CDATA[Z]]></category>
<category domain="post_tag" nicename="b"><![CDATA[B]]></category>
<category domain="category" nicename="news"><![CDATA[News]]></category>
</item>"""


def read(item: str = ITEM) -> Snapshot:
    return canonicalize_export(item.encode(), KEY)


def test_an_item_gives_its_stored_text() -> None:
    snapshot = read()

    assert snapshot.blocks == (
        b"title\x00:A & B",
        b"content\x00:The bridge [map] was closed.",
    )
    assert snapshot.title == "A & B"
    assert snapshot.link == "https://example.org/a/"
    assert snapshot.profile.name == "wpexport/1"
    assert snapshot.missing == ()
    assert snapshot.page is None


def test_an_item_says_when_it_was_published_and_saved() -> None:
    snapshot = read()

    assert snapshot.published_at == datetime(2026, 5, 28, 10, tzinfo=UTC)
    assert snapshot.modified_at == datetime(2026, 5, 29, 10, tzinfo=UTC)
    assert snapshot.claims.modified == "2026-05-29 12:00:00"
    assert snapshot.claims.revision_count is None


def test_the_zeros_of_a_draft_are_no_time() -> None:
    assert read(ITEM.replace("2026-05-28 10:00:00", "0000-00-00 00:00:00")).published_at is None


def test_the_tracked_fields_of_an_item_are_its_own_and_sorted() -> None:
    tracked = json.loads(read().metadata)

    assert tracked["tags"] == ["b", "z"]
    assert tracked["categories"] == ["news"]
    assert (tracked["parent"], tracked["menu_order"]) == (0, "x1")
    assert tracked["creator"] == "ada"
    assert "sticky" not in tracked


def test_a_missing_text_is_not_an_empty_one() -> None:
    item = ITEM.replace("<excerpt:encoded><![CDATA[]]></excerpt:encoded>", "")
    assert read(item).missing == ("excerpt",)


def test_no_digest_of_an_export_equals_one_of_a_page() -> None:
    export = read(
        "<item><title>A</title><content:encoded>&lt;p&gt;B&lt;/p&gt;</content:encoded></item>"
    )
    page = canonicalize_as(Route.PAGE, b"<h1>A</h1><main><p>B</p></main>", KEY)
    assert export.blocks == page.blocks
    assert export.digests.content != page.digests.content
    assert export.digests.words != page.digests.words


@pytest.mark.parametrize(
    "item",
    [
        "<item><title>&lol;</title></item>",
        '<!DOCTYPE a [<!ENTITY lol "lol">]><item><title>&lol;</title></item>',
        "<item><title>A</item>",
        "<item><unknown:title>A</unknown:title></item>",
        "<item></item><item></item>",
        "</rss><rss><item></item>",
        "<title>A</title>",
        "",
    ],
    ids=["entity", "doctype", "broken", "prefix", "two", "escape", "none", "empty"],
)
def test_what_is_no_item_is_refused(item: str) -> None:
    with pytest.raises(MalformedError):
        read(item)


@pytest.mark.parametrize("control", ["\x00", "\x08", "\x0b", "\x1f"])
def test_a_control_character_that_xml_does_not_have_is_replaced_and_flagged(control: str) -> None:
    snapshot = read(ITEM.replace("was closed", f"was{control} closed"))
    assert snapshot.blocks[1] == "content\x00:The bridge [map] was\ufffd closed.".encode()
    assert snapshot.flags == ("control-characters-replaced",)


@pytest.mark.parametrize("control", ["\t", "\n", "\r", "\ufffd"])
def test_a_character_that_xml_has_is_not(control: str) -> None:
    assert read(ITEM.replace("was closed", f"was{control} closed")).flags == ()


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(MalformedError):
        canonicalize_export(b"<item><title>\xff</title></item>", KEY)


def test_an_item_beyond_a_limit_is_refused() -> None:
    with pytest.raises(LimitError):
        read(ITEM.replace("<p>The", "<div>" * 600))
