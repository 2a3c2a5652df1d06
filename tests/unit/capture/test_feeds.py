"""What feeds and sitemaps name, and what of them is refused."""

import gzip

import pytest

from provenance.capture.feeds import Source, read_source
from provenance.errors import FeedError, OversizeBodyError

URL = "https://example.org/feed/"
A, B = "https://example.org/2026/a/", "https://example.org/2026/b/"
LIMIT = 100_000


def read(text: str | bytes) -> Source | None:
    return read_source(text.encode() if isinstance(text, str) else text, URL, limit=LIMIT)


def named(text: str | bytes) -> tuple[str, ...]:
    source = read(text)
    assert source is not None
    return source.addresses


RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"
  xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"><channel>
  <title>News</title><link>https://example.org</link>
  <atom:link href="{URL}" rel="self" type="application/rss+xml" />
  <item><title>A</title><link>{A}</link><guid isPermaLink="false">x</guid></item>
  <item><title>B</title><guid>{B}</guid></item>
  <item><title>C</title><link>https://feeds.example/c</link>
    <feedburner:origLink>https://example.org/c/</feedburner:origLink></item>
  <item><title>D</title><guid isPermaLink="false">https://example.org/?p=4</guid></item>
  <item><title>A again</title><link> {A}#comments </link></item>
</channel></rss>"""


def test_the_items_of_rss_are_named_each_once() -> None:
    assert named(RSS) == (A, B, "https://example.org/c/")


@pytest.mark.parametrize("front", ["\ufeff", "\n\n", "\ufeff\r\n \t", "\n\ufeff"])
def test_what_a_theme_prints_in_front_of_a_feed_is_passed_over(front: str) -> None:
    assert read(front + RSS) == read(RSS)
    assert read(front + "<html></html>") is None


def test_the_entries_of_atom_are_named_by_what_they_are_an_alternate_of() -> None:
    text = f"""<feed xmlns="http://www.w3.org/2005/Atom"><link href="https://example.org/"/>
      <entry><link rel="replies" href="{A}#r"/><link rel="alternate" href="{A}"/></entry>
      <entry><link rel="enclosure" href="x.mp3"/><link href="/2026/b/"/></entry>
      <entry><link rel="alternate" type="application/json" href="{A}x"/></entry></feed>"""
    assert named(text) == (A, B)


def test_the_items_of_rdf_are_named_by_their_links() -> None:
    text = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
      xmlns="http://purl.org/rss/1.0/"><channel rdf:about="{URL}"><link>{URL}</link></channel>
      <item rdf:about="urn:x"><link>{A}</link></item><item rdf:about="{B}"/></rdf:RDF>"""
    assert named(text) == (A, B)


def test_a_sitemap_names_pages_and_not_their_pictures() -> None:
    text = f"""<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="/x.xsl"?>
      <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
        xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"
        xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
      <url><image:image><image:loc>https://example.org/a.png</image:loc></image:image>
        <loc>{A}</loc><news:news><news:title>A</news:title></news:news></url>
      <url><loc>{B}</loc></url><url/></urlset>"""
    assert named(text) == (A, B)


def test_an_index_names_sitemaps() -> None:
    text = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
      <sitemap><loc>https://example.org/wp-sitemap-posts-post-1.xml</loc></sitemap></sitemapindex>"""
    source = read(text)
    assert source is not None
    assert source.addresses == ()
    assert source.sitemaps == ("https://example.org/wp-sitemap-posts-post-1.xml",)


def test_a_gzip_file_is_read_like_what_it_holds() -> None:
    assert named(gzip.compress(RSS.encode())) == named(RSS)


def test_a_bomb_is_refused_at_the_cap() -> None:
    with pytest.raises(OversizeBodyError, match="holds more than 100000 bytes"):
        read(gzip.compress(b"<urlset>" + b" " * 50_000_000))


@pytest.mark.parametrize(
    "text",
    [
        "<!DOCTYPE html><html><body>A page</body></html>",
        '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body/></html>',
        '{"id": 7}',
        "",
        "rss",
    ],
)
def test_what_is_neither_is_left_to_others(text: str) -> None:
    assert read(text) is None


LAUGHS = (
    '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><rss><item><link>&b;</link></item></rss>'
)
READS = '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss><item><link>&a;</link></item></rss>'


@pytest.mark.parametrize("text", [LAUGHS, READS, f'<?xml version="1.0"?>{LAUGHS}'])
def test_entities_of_its_own_are_refused(text: str) -> None:
    with pytest.raises(FeedError, match="declares entities of its own"):
        read(text)


@pytest.mark.parametrize(
    "text",
    [
        "<rss><channel><item></channel></rss>",
        "<rss><item><link>a &nbsp; b</link></item></rss>",
        '<?xml version="1.0" encoding="x-none"?><rss/>',
        b"<rss>\xff</rss>",
        b"\x1f\x8b broken",
    ],
)
def test_what_is_broken_is_one_sentence(text: str | bytes) -> None:
    with pytest.raises(FeedError, match=r"is no XML that can be read|is damaged"):
        read(text)


def test_addresses_that_nobody_can_ask_are_left_out() -> None:
    items = "".join(
        f"<item><link>{link}</link></item>"
        for link in ("mailto:a@b", "http://[x/", "https://me:secret@example.org/", "/b", "")
    )
    assert named(f"<rss>{items}</rss>") == ("https://example.org/b",)


def times(text: str) -> list[tuple[str, str, str, str]]:
    """Return what a source states: of what address, where, of what, and when."""
    source = read(text)
    assert source is not None
    return [
        (one.address, one.stated.source.value, one.stated.name, one.stated.value)
        for one in source.times
    ]


def test_a_feed_states_when_its_articles_were_published_and_modified() -> None:
    atom = f"""<feed xmlns="http://www.w3.org/2005/Atom"><updated>2020-01-01T00:00:00Z</updated>
      <entry><link href="{A}"/><published>2026-05-28T09:00:00Z</published>
      <source><updated>2019-01-01T00:00:00Z</updated></source>
      <updated> 2026-05-29T03:30:00Z
      </updated></entry></feed>"""
    rss = f"""<rss><channel><pubDate>Wed, 01 Jan 2020 00:00:00 +0000</pubDate>
      <item><link>{A}</link><pubDate>Thu, 28 May 2026 09:00:00 +0000</pubDate></item>
      <item><link>{B}</link><pubDate></pubDate></item></channel></rss>"""

    assert times(atom) == [
        (A, "feed", "published", "2026-05-28T09:00:00Z"),
        (A, "feed", "modified", "2026-05-29T03:30:00Z"),
    ]
    assert times(rss) == [(A, "feed", "published", "Thu, 28 May 2026 09:00:00 +0000")]


def test_a_sitemap_states_when_its_pages_were_modified_and_its_sitemaps_times_are_not_theirs() -> (
    None
):
    maps = "http://www.sitemaps.org/schemas/sitemap/0.9"
    text = f"""<urlset xmlns="{maps}" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
      <url><loc>{A}</loc><lastmod>2026-05-29</lastmod><news:news>
        <news:publication_date>2026-05-28</news:publication_date></news:news></url>
      <url><loc>{B}</loc></url><url><loc>{A}#again</loc><lastmod>2026-05-29</lastmod></url>
      </urlset>"""
    index = (
        f'<sitemapindex xmlns="{maps}"><sitemap><loc>{A}</loc><lastmod>2026-05-29</lastmod>'
        "</sitemap></sitemapindex>"
    )

    assert times(text) == [
        (A, "sitemap", "modified", "2026-05-29"),
        (A, "sitemap", "published", "2026-05-28"),
    ]
    assert times(index) == []


def test_what_is_too_long_for_a_time_is_none() -> None:
    def dated(value: str) -> str:
        return f"<urlset><url><loc>{A}</loc><lastmod>{value}</lastmod></url></urlset>"

    assert times(dated("9" * 101)) == []
    assert times(dated("9" * 100)) == [(A, "sitemap", "modified", "9" * 100)]
