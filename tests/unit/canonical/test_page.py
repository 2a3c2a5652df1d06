"""What a page's bytes give beside its blocks: encodings, claims, limits."""

import json
import time

import pytest

from provenance.canonical import canonicalize_as, canonicalize_page, read_block
from provenance.errors import FieldError, LimitError, NoArticleError
from provenance.model import PageClaim, PageSource, PostKey, Route, Snapshot

KEY = PostKey(site="example.org", post_id=7)


def page(text: str = "<p>B</p>", *, head: str = "", around: str = "") -> str:
    return (
        f"<!DOCTYPE html><head>{head}</head><h1>A</h1><article id=post-7>{around}"
        f'<div class="entry-content">{text}</div></article>'
    )


def read(html: str | bytes) -> Snapshot:
    return canonicalize_page(html if isinstance(html, bytes) else html.encode(), KEY)


def words(snapshot: Snapshot) -> list[str]:
    return [read_block(block).text for block in snapshot.blocks]


def stated(head: str = "", around: str = "") -> list[tuple[str, str, str]]:
    claims = read(page(head=head, around=around)).page
    assert claims is not None
    return [(claim.source.value, claim.name, claim.value) for claim in claims.stated]


def script(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


@pytest.mark.parametrize(
    "raw",
    [
        page("<p>Müller</p>").encode(),
        b"\xef\xbb\xbf" + page("<p>Müller</p>").encode(),
        page("<p>Müller</p>", head='<meta charset="iso-8859-1">').encode(),
        page("<p>Müller</p>", head='<meta charset="iso-8859-2">').encode("iso-8859-2"),
        page("<p>Müller</p>").encode("cp1252"),
        b"\xff\xfe" + page("<p>Müller</p>").encode("utf-16-le"),
    ],
    ids=["utf-8", "mark", "utf-8 that says another", "meta", "none", "utf-16"],
)
def test_the_bytes_alone_decide_how_a_page_is_decoded(raw: bytes) -> None:
    assert words(read(raw)) == ["A", "Müller"]


def test_a_page_says_of_itself_what_its_tags_say() -> None:
    head = (
        '<link rel="shortlink canonical" href=" https://example.org/a/ ">'
        '<meta property="og:title" content="A &amp; B">'
        '<meta property="article:published_time" content="2026-05-28T10:00:00+00:00">'
        '<meta property="article:modified_time" content="yesterday">'
        '<meta property="og:image" content="https://example.org/a.png">'
    )
    around = '<time class="entry-date published" datetime="2026-05-28">May</time>'
    around += '<time class="updated" datetime="2026-05-29">May</time><time>now</time>'

    assert stated(head, around) == [
        ("link", "link", "https://example.org/a/"),
        ("open-graph", "headline", "A & B"),
        ("open-graph", "published", "2026-05-28T10:00:00+00:00"),
        ("open-graph", "modified", "yesterday"),
        ("time", "published", "2026-05-28"),
        ("time", "modified", "2026-05-29"),
    ]


@pytest.mark.parametrize(
    "value",
    [
        {"@type": "NewsArticle", "datePublished": "2026"},
        [{"@type": "WebPage"}, {"@type": ["Thing", "BlogPosting"], "datePublished": "2026"}],
        {
            "@graph": [
                {"@type": "Person", "name": "X"},
                {"@type": "Report", "datePublished": "2026"},
            ]
        },
    ],
    ids=["alone", "in a list", "in a graph"],
)
def test_json_ld_is_read_wherever_an_article_stands_in_it(value: object) -> None:
    assert stated(script(value)) == [("json-ld", "published", "2026")]


def test_json_ld_names_its_authors_and_its_headline() -> None:
    authors = [{"@type": "Person", "name": "Ada"}, "Bob", {"@id": "#x"}, 7]
    value = {"@type": "Article", "headline": "H", "author": authors, "dateModified": None}

    assert stated(script(value)) == [
        ("json-ld", "headline", "H"),
        ("json-ld", "author", "Ada"),
        ("json-ld", "author", "Bob"),
    ]


@pytest.mark.parametrize(
    "head",
    [
        '<script type="application/ld+json">{broken</script>',
        '<script type="application/ld+json">' + "[" * 100_000 + "</script>",
        script({"@type": "Article", "datePublished": "  "}),
        script({"@type": "Article", "headline": "x" * 600_000}),
        script({"@type": "Product", "datePublished": "2026"}),
        '<meta property="og:title">',
    ],
    ids=["no JSON", "deep", "white", "long", "no article", "no value"],
)
def test_what_says_nothing_is_no_claim(head: str) -> None:
    assert stated(head) == []


def test_claims_are_bounded_and_said_once() -> None:
    many = [{"@type": "Article", "headline": f"{n} " + "x" * 900} for n in range(100)]
    same = [{"@type": "Article", "headline": "H"}] * 100
    endless: object = [[{"@type": "Article", "headline": f"{n}"} for n in range(900)]] * 5

    assert [len(value) for _, _, value in stated(script(many))] == [500] * 40
    assert stated(script(same)) == [("json-ld", "headline", "H")]
    assert len(stated(script(endless))) == 40


def test_a_lone_surrogate_in_a_claim_is_replaced() -> None:
    head = '<script type="application/ld+json">{"@type":"Article","headline":"a\\ud800"}</script>'

    assert stated(head) == [("json-ld", "headline", "a\ufffd")]


def test_claims_are_in_no_digest_and_in_no_metadata() -> None:
    before = read(page(head=script({"@type": "Article", "dateModified": "2026-05-28"})))
    after = read(page(head=script({"@type": "Article", "dateModified": "2026-05-29"})))

    assert before.page != after.page
    assert (before.digests.content, before.digests.metadata, before.digests.markup) == (
        after.digests.content,
        after.digests.metadata,
        after.digests.markup,
    )
    assert (before.modified_at, before.claims.modified_gmt, before.missing) == (
        None,
        None,
        ("excerpt",),
    )


def test_claims_are_values_that_compare() -> None:
    assert PageClaim(source=PageSource.TIME, name="published", value="x") == PageClaim(
        source=PageSource.TIME, name="published", value="x"
    )


def test_a_page_beyond_a_limit_is_refused() -> None:
    with pytest.raises(LimitError) as long:
        read(b" " * (16 * 1024 * 1024 + 1))
    with pytest.raises(LimitError) as deep:
        read(page("<div>" * 600))
    assert (long.value.limit, deep.value.limit) == ("size", "depth")


@pytest.mark.once
@pytest.mark.parametrize(
    "html",
    [
        '<div class="entry-content">' * 100_000,
        '<div class="entry-content">a</div>' * 200_000,
        "<div>" * 300_000,
        "<article>" * 200_000,
        "<h1>" * 100_000,
        "<time datetime=x>" * 100_000,
        '<meta property="og:title" content="a">' * 100_000,
        '<frameset><frame src="a"></frameset>',
        "",
    ],
    ids=["nested", "many", "deep", "articles", "headings", "times", "metas", "frames", "empty"],
)
def test_a_hostile_page_is_refused_or_read_in_time(html: str) -> None:
    start = time.monotonic()
    with pytest.raises((NoArticleError, LimitError)):
        read(html)
    assert time.monotonic() - start < 10


@pytest.mark.once
def test_headings_without_end_around_an_article_take_no_square() -> None:
    start = time.monotonic()
    snapshot = read("<h1>x" * 50_000 + '<div class="entry-content"><p>B</p></div>')
    assert time.monotonic() - start < 10
    assert words(snapshot)[-1] == "B"


def test_the_route_chooses_the_form() -> None:
    raw = page().encode()
    assert canonicalize_as(Route.PAGE, raw, KEY).profile.name == "wppage/1"
    with pytest.raises(FieldError, match="which post"):
        canonicalize_as(Route.PAGE, raw, None)
