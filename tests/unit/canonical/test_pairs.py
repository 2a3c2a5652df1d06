"""What must be equal and what must differ, item by item (canonical-form.md of the blueprint)."""

import json
from operator import itemgetter

import pytest

from provenance.canonical import canonicalize
from tests.unit.canonical.samples import digests_of, post_value

# (what, one rendering, another rendering of the same text)
EQUAL = (
    ("a named and a decimal entity", "<p>A &amp; B</p>", "<p>A &#038; B</p>"),
    ("an entity and the character", "<p>It&rsquo;s</p>", "<p>It\u2019s</p>"),
    ("a hexadecimal entity", "<p>&#x20AC;5</p>", "<p>&euro;5</p>"),
    ("an entity without its semicolon", "<p>A &amp B</p>", "<p>A &amp; B</p>"),
    ("a reference to a C1 control and what it means", "<p>&#150;</p>", "<p>\u2013</p>"),
    ("a written and a referred space", "<p>two words</p>", "<p>two&#32;words</p>"),
    ("NFC and NFD", "<p>caf\u00e9</p>", "<p>cafe\u0301</p>"),
    ("NFC and NFD by reference", "<p>&eacute;</p>", "<p>e&#x301;</p>"),
    ("white space between blocks", "<p>a</p><p>b</p>", "\n<p>a</p>\n\n\n\n<p>b</p>\n"),
    ("white space inside", "<p>two words</p>", "<p>\n  two \t\r\n\f words </p>"),
    ("white space across marks", "<p>a <b>b</b> c</p>", "<p>a <b> b</b> c</p>"),
    ("white space after a mark's end", "<p>a<b> b </b>c</p>", "<p>a<b> b </b> c</p>"),
    ("white space around br", "<p>a<br>b</p>", "<p>a <br />\nb</p>"),
    ("white space in a link's target", '<a href=" /x ">a</a>', '<a href="/x">a</a>'),
    ("order of attributes", '<img src=a alt="b">', '<img alt="b" src=a>'),
    ("quotation marks of attributes", "<a href='x'>a</a>", "<a href=x>a</a>"),
    ("an attribute given twice", "<a href=x href=y>a</a>", "<a href=x>a</a>"),
    ("class", "<p>a</p>", '<p class="wp-block-paragraph has-medium-font-size">a</p>'),
    ("id", "<h2>a</h2>", '<h2 id="a">a</h2>'),
    ("style", "<p>a</p>", '<p style="color:red;display:block">a</p>'),
    ("data attributes", "<p>a</p>", '<p data-x="1" aria-label="b" dir="rtl" lang="ar">a</p>'),
    ("rel and target", "<a href=x>a</a>", '<a href=x rel="noopener" target="_blank">a</a>'),
    ("title attribute", "<a href=x>a</a>", '<a href=x title="b">a</a>'),
    ("div for p", "<p>a</p><p>b</p>", "<div>a</div><div>b</div>"),
    ("section and article about it", "<p>a</p>", "<section><article><p>a</p></article></section>"),
    ("span about words", "<p>a b</p>", "<p><span>a</span> <font>b</font></p>"),
    ("unclosed p", "<p>a</p><p>b</p>", "<p>a<p>b"),
    ("unclosed li", "<ul><li>a</li><li>b</li></ul>", "<ul><li>a<li>b</ul>"),
    ("table with and without tbody", "<table><tr><td>a</table>",
     "<table><tbody><tr><td>a</td></tr></tbody></table>"),
    ("comments between", "<p>a</p>", "<!-- wp:paragraph --><p>a</p><!-- /wp:paragraph -->"),
    ("comments inside a word", "<p>ab</p>", "<p>a<!-- more -->b</p>"),
    ("an empty p", "<p>a</p>", "<p></p><p>a</p><p> \n</p>"),
    ("an empty mark", "<p>ab</p>", "<p>a<b></b><i> </i>b</p>".replace(" ", "")),
    ("an anchor without a target", "<p>ab</p>", '<p><a name="x">a</a>b</p>'),
    ("script, style and template", "<p>ab</p>",
     "<p>a<script>x</script><style>y</style><template>z</template>b</p>"),
    ("srcset, sizes, lazy loading, size", '<img src="a" alt="b">',
     ('<img loading="lazy" decoding="async" width="1" height="2" src="a" alt="b" srcset="c 2x"'
     ' sizes="100vw" fetchpriority="high">')),
    ("case of tags and attributes", '<P>a <A HREF="X">b</A></P>', '<p>a <a href="X">b</a></p>'),
    ("adjacent equal marks", "<b>a</b><b>b</b>", "<b>ab</b>"),
    ("adjacent equal links", "<a href=x>a</a><a href=x>b</a>", "<a href=x>ab</a>"),
    ("b and strong", "<b>a</b>", "<strong>a</strong>"),
    ("i and em", "<i>a</i>", "<em>a</em>"),
    ("s and strike", "<s>a</s>", "<strike>a</strike>"),
    ("the order in which marks nest", "<b><i>a</i></b>", "<i><b>a</b></i>"),
    ("an equal mark inside itself", "<b>a<b>b</b></b>", "<b>ab</b>"),
    ("marks that overlap", "<b>a<i>b</b>c</i>", "<b>a<i>b</i></b><i>c</i>"),
    ("hidden in two ways", "<p hidden>a</p>",
     '<p style="color:red; DISPLAY : None !important">a</p>'),
    ("a self-closing br", "a<br>b", "a<br/>b"),
    ("an end tag br", "a<br>b", "a</br>b"),
    ("a leading frameset", "<p>a</p>", "<frameset><frame></frameset><p>a</p>"),
    ("a body and its end inside", "<p>a</p><p>b</p>", "<p>a</p></body></html><p>b</p>"),
    ("a doctype inside", "<p>a</p>", "<!DOCTYPE html><p>a</p>"),
    ("U+0000, which no parser lets through", "<p>ab</p>", "<p>a\x00b</p>"),
    ("hr between paragraphs", "<p>a</p><p>b</p>", "a<hr>b"),
    ("noscript's markup", "<p>a</p>", "<noscript><p>a</p></noscript>"),
    ("a first line feed in pre", "<pre>a</pre>", "<pre>\na</pre>"),
    ("a core upgrade", ('<p>a</p><ul><li>b</li></ul><figure class="wp-block-image"><img src="c"'
     ' alt=""></figure>'),
     ('\n<p class="wp-block-paragraph">a</p>\n\n\n\n<ul class="wp-block-list">\n<li>b</li>\n</ul>'
     '\n\n\n\n<figure class="wp-block-image size-large"><img decoding="async" src="c" alt=""'
     ' srcset="c 1024w" /></figure>\n')),
    ("a theme switch", '<div class="entry"><h2>a</h2><p>b</p></div>',
     ('<section id="x"><div><h2 class="t"><span>a</span></h2></div><div class="row"><p>b</p></div>'
     "</section>")),
)  # fmt: skip

# (what, before, after, whether `words` differ too)
DIFFER = (
    ("a negation", "<p>It was not him.</p>", "<p>It was him.</p>", True),
    ("a digit", "<p>15 people</p>", "<p>16 people</p>", True),
    ("a sign", "<p>-5 degrees</p>", "<p>5 degrees</p>", True),
    ("hyphen and minus sign", "<p>-5</p>", "<p>\u22125</p>", True),
    ("a decimal point", "<p>1.5 million</p>", "<p>15 million</p>", True),
    ("case", "<p>Polish</p>", "<p>polish</p>", True),
    ("a link's target", "<a href=/x>a</a>", "<a href=/y>a</a>", False),
    ("a link's query", "<a href='/x?a=1'>a</a>", "<a href='/x?a=2'>a</a>", False),
    ("a link taken away", "<a href=/x>a</a>", "a", False),
    ("a link to nowhere", "<a href>a</a>", "a", False),
    ("what a link spans", "<a href=/x>a</a> b", "<a href=/x>a b</a>", False),
    ("an image's source", "<img src=a alt=b>", "<img src=c alt=b>", False),
    ("an image's alt", "<img src=a alt=b>", "<img src=a alt=c>", False),
    ("an image's empty alt", "<img src=a alt>", "<img src=a>", False),
    ("white space in alt", '<img src=a alt="a b">', '<img src=a alt="a  b">', False),
    ("an image's place", "<p>a <img src=x> b</p>", "<p>a b<img src=x></p>", True),
    ("an image gone", "<p>a</p><img src=x>", "<p>a</p>", False),
    ("video", "<video src=a></video>", "<video src=b></video>", False),
    ("a video's source", "<video><source src=a></video>", "<video><source src=b></video>", False),
    ("audio", "<audio src=a></audio>", "<audio src=b></audio>", False),
    ("iframe", "<iframe src=a></iframe>", "<iframe src=b></iframe>", False),
    ("embed", "<embed src=a>", "<embed src=b>", False),
    ("object", "<object data=a></object>", "<object data=b></object>", False),
    ("the kind of an atom", "<embed src=a>", "<img src=a>", False),
    ("order of blocks", "<p>a</p><p>b</p>", "<p>b</p><p>a</p>", True),
    ("a heading's level", "<h2>a</h2>", "<h3>a</h3>", False),
    ("a heading made plain", "<h2>a</h2>", "<p>a</p>", False),
    ("a quotation made plain", "<blockquote><p>a</p></blockquote>", "<p>a</p>", False),
    ("a quotation's source", "<blockquote cite=x>a</blockquote>",
     "<blockquote cite=y>a</blockquote>", False),
    ("one quotation and two", "<blockquote><p>a</p><p>b</p></blockquote>",
     "<blockquote><p>a</p></blockquote><blockquote><p>b</p></blockquote>", False),
    ("del", "<del>a</del>", "a", False),
    ("ins", "<ins>a</ins>", "a", False),
    ("del and ins", "<del>a</del>", "<ins>a</ins>", False),
    ("s", "<s>a</s>", "a", False),
    ("bold", "<b>a</b>", "a", False),
    ("code", "<code>a</code>", "a", False),
    ("u, mark and cite", "<u>a</u><mark>b</mark><cite>c</cite>", "abc", False),
    ("a block split", "<p>a b</p>", "<p>a</p><p>b</p>", True),
    ("br", "<p>a b</p>", "<p>a<br>b</p>", True),
    ("one br and two", "<p>a<br>b</p>", "<p>a<br><br>b</p>", True),
    ("br and a block split", "<p>a<br>b</p>", "<p>a</p><p>b</p>", True),
    ("ul and ol", "<ul><li>a</ul>", "<ol><li>a</ol>", False),
    ("two items and two paragraphs in one", "<ul><li>a<li>b</ul>",
     "<ul><li><p>a<p>b</li></ul>", False),
    ("one list and two", "<ul><li>a<li>b</ul>", "<ul><li>a</ul><ul><li>b</ul>", False),
    ("rows regrouped", "<table><tr><td>a<td>b<tr><td>c</table>",
     "<table><tr><td>a<tr><td>b<td>c</table>", False),
    ("an empty cell's place", "<table><tr><td><td>5</table>",
     "<table><tr><td>5<td></table>", False),
    ("an empty item", "<ol><li><li>a</ol>", "<ol><li>a</ol>", False),
    ("th and td", "<table><tr><th>a</table>", "<table><tr><td>a</table>", False),
    ("colspan", "<table><tr><td colspan=2>a</table>", "<table><tr><td>a</table>", False),
    ("rowspan", "<table><tr><td rowspan=2>a</table>", "<table><tr><td rowspan=3>a</table>", False),
    ("a caption", "<table><caption>a</caption></table>", "a<table></table>", False),
    ("a figure's caption", "<figcaption>a</figcaption>", "<p>a</p>", False),
    ("a summary", "<details><summary>a</summary></details>", "<details>a</details>", False),
    ("dt and dd", "<dl><dt>a<dd>b</dl>", "<dl><dd>a<dt>b</dl>", False),
    ("sup", "<p>10<sup>2</sup></p>", "<p>102</p>", False),
    ("sup and sub", "<sup>2</sup>", "<sub>2</sub>", False),
    ("how sup nests", "<sup>a<sup>b</sup></sup>", "<sup>ab</sup>", False),
    ("how q nests", "<q>a<q>b</q></q>", "<q>ab</q>", False),
    ("superscript two, which NFKC would fold", "<p>10\u00b2</p>", "<p>102</p>", True),
    ("NBSP against space", "<p>10 km</p>", "<p>10&nbsp;km</p>", True),
    ("ideographic space", "<p>a b</p>", "<p>a\u3000b</p>", True),
    ("vertical tab, which HTML counts as text", "<p>a b</p>", "<p>a\vb</p>", True),
    ("NBSP alone", "<p>&nbsp;</p>", "<p> </p>", True),
    ("zero-width space", "<p>ab</p>", "<p>a\u200bb</p>", True),
    ("zero-width joiner", "<p>ab</p>", "<p>a\u200db</p>", True),
    ("byte order mark", "<p>ab</p>", "<p>a\ufeffb</p>", True),
    ("bidi control", "<p>ab</p>", "<p>a\u202eb</p>", True),
    ("homoglyph", "<p>scope</p>", "<p>s\u0441ope</p>", True),
    ("soft hyphen", "<p>ab</p>", "<p>a&shy;b</p>", True),
    ("hidden text shown", "<p hidden>a</p>", "<p>a</p>", False),
    ("hidden text gone", "<p>a</p><p hidden>b</p>", "<p>a</p>", True),
    ("display none", '<p style="display:none">a</p>', "<p>a</p>", False),
    ("where ol starts", "<ol start=3><li>a</ol>", "<ol><li>a</ol>", False),
    ("an item's value", "<ol><li value=3>a</ol>", "<ol><li>a</ol>", False),
    ("where q is from", "<q cite=x>a</q>", "<q cite=y>a</q>", False),
    ("q", "<q>a</q>", "a", False),
    ("white space in pre", "<pre>a  b</pre>", "<pre>a b</pre>", True),
    ("a line in pre", "<pre>a\n\nb</pre>", "<pre>a\nb</pre>", True),
    ("white space at the end of pre", "<pre>a\n</pre>", "<pre>a</pre>", True),
    ("pre made plain", "<pre>a</pre>", "<p>a</p>", False),
    ("curly and straight quotation marks", "<p>\u201ca\u201d</p>", '<p>"a"</p>', True),
    ("dashes", "<p>a \u2013 b</p>", "<p>a - b</p>", True),
    ("ellipsis", "<p>a\u2026</p>", "<p>a...</p>", True),
    ("an injected delimiter by reference", "<p>a&#0;:b</p>", "<p>a:b</p>", True),
    ("markup as text", "<p>&lt;b&gt;a&lt;/b&gt;</p>", "<p><b>a</b></p>", True),
    ("tokens as text", "<p>a</p><p>b</p>", "<p>a\x00:b</p>", True),
    ("a dynamic part against a plain one", "<div class=sharedaddy>a</div>", "<div>a</div>", True),
    ("what a dynamic part holds", "<div class=sharedaddy>a</div>",
     "<div class=sharedaddy>b</div>", False),
)  # fmt: skip


@pytest.mark.parametrize(("what", "one", "other"), EQUAL, ids=map(itemgetter(0), EQUAL))
def test_the_same_article_has_the_same_content(what: str, one: str, other: str) -> None:
    first, second = digests_of(one), digests_of(other)
    assert first.content == second.content
    assert first.words == second.words
    assert first.metadata == second.metadata
    assert first.markup != second.markup


@pytest.mark.parametrize(("what", "one", "other", "words"), DIFFER, ids=map(itemgetter(0), DIFFER))
def test_another_article_has_another_content(what: str, one: str, other: str, words: bool) -> None:
    first, second = digests_of(one), digests_of(other)
    assert first.content != second.content
    assert (first.words != second.words) is words


def test_the_field_that_a_text_stands_in_counts() -> None:
    one = digests_of("<p>Other</p>", title={"rendered": "Title"}, excerpt={"rendered": "Own"})
    other = digests_of("<p>Title</p>", title={"rendered": "Other"}, excerpt={"rendered": "Own"})
    assert one.content != other.content
    assert one.words != other.words


@pytest.mark.parametrize("indent", [None, 2], ids=["one line", "pretty"])
@pytest.mark.parametrize("ascii_only", [True, False], ids=["escaped", "utf-8"])
def test_only_raw_tells_one_spelling_of_the_json_from_another(
    indent: int | None, ascii_only: bool
) -> None:
    value = post_value("<p>caf\u00e9 \U0001f600 a/b</p>")
    written = json.dumps(value, indent=indent, ensure_ascii=ascii_only).replace("/", "\\/")
    one, other = (
        canonicalize(json.dumps(value, sort_keys=True).encode()),
        canonicalize(written.encode()),
    )
    assert one.digests.raw != other.digests.raw
    assert (one.blocks, one.metadata) == (other.blocks, other.metadata)
    assert one.digests.markup == other.digests.markup


def test_a_post_alone_and_in_a_list_is_the_same_post() -> None:
    # From a list a post is the exact slice of its value; alone it may have its own member order.
    value = post_value("<p>a</p>", yoast_head="<title>1</title>", class_list=["post-7"])
    alone = post_value("<p>a</p>", yoast_head="<title>2</title>")
    alone["_links"] |= {"curies": [{"name": "wp", "href": "https://api.w.org/{rel}"}]}
    one, other = canonicalize(json.dumps(value).encode()), canonicalize(json.dumps(alone).encode())
    assert one.digests.content == other.digests.content
    assert one.digests.metadata == other.digests.metadata
    assert one.digests.raw != other.digests.raw


def test_the_permalink_setting_moves_metadata_alone() -> None:
    plain, pretty = (
        digests_of("<p>a</p>", link=link, _links={"self": [{"href": href}]})
        for link, href in (
            ("https://example.org/?p=7", "https://example.org/index.php?rest_route=/wp/v2/posts/7"),
            ("https://example.org/a/", "https://example.org/wp-json/wp/v2/posts/7"),
        )
    )
    assert plain.content == pretty.content
    assert plain.words == pretty.words
    assert plain.markup == pretty.markup
    assert plain.metadata != pretty.metadata
