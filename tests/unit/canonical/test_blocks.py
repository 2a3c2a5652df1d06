"""The bytes of blocks, token by token (canonical-form.md 3 to 5)."""

import tracemalloc
from collections.abc import Iterator
from operator import itemgetter

import pytest
from turbohtml import saxparse

from provenance.canonical import blocks_of, effects, read_block
from provenance.canonical.events import read_document
from provenance.errors import LimitError, MalformedError
from tests.unit.canonical.samples import shown

# (what, HTML, blocks with | for U+0000 and without `content`)
BLOCKS: tuple[tuple[str, str, list[str]], ...] = (
    ("nothing", "", []),
    ("white space only", " \n\t<p> </p>", []),
    ("two words", "<p>Two  words</p>", ["|:Two words"]),
    ("a mark", "<p>A <b>bold</b> word</p>", ["|:A |<strong|:bold|>strong|: word"]),
    ("one item with two paragraphs", "<ul><li>One<p>Two</p></li></ul>",
     ["|+ul|+li|:One", "|/ul|/li|:Two"]),
    ("two items", "<ul><li>One<li>Two</ul>", ["|+ul|+li|:One", "|/ul|+li|:Two"]),
    ("text after a list in an item", "<ul><li>a<ul><li>b</ul>c</ul>",
     ["|+ul|+li|:a", "|/ul|/li|+ul|+li|:b", "|/ul|/li|:c"]),
    ("a link", '<p><a href="/x">Here</a></p>', ["|<a|@href=/x|:Here|>a"]),
    ("a break", "<p>1<br>2</p>", ["|:1|!br|:2"]),
    ("a break alone", "<p><br></p>", ["|!br"]),
    ("a break under a mark", "<b>1<br>2</b>", ["|<strong|:1|!br|:2|>strong"]),
    ("spaces between breaks", "a <br> <br> b", ["|:a|!br|!br|:b"]),
    ("an image is a character", "<p> a <img src=x> b </p>", ["|:a |!img|@src=x|: b"]),
    ("a space between images", "<img src=x> <img src=y>", ["|!img|@src=x|: |!img|@src=y"]),
    ("a space before the block's end under a mark", "a<b> </b>", ["|:a"]),
    ("a space that begins under a mark", "a<b> b</b>", ["|:a|<strong|: b|>strong"]),
    ("hidden", "<p hidden>Gone</p>", ["|<hidden|:Gone|>hidden"]),
    ("hidden over blocks", "<div hidden><p>a</p><p>b</p></div>c",
     ["|<hidden|:a|>hidden", "|<hidden|:b|>hidden", "|:c"]),
    ("hidden within a block", "a <span style='display:none'>b</span> c",
     ["|:a |<hidden|:b|>hidden|: c"]),
    ("a hidden image", "<img hidden src=x>", ["|<hidden|!img|@src=x|>hidden"]),
    ("not display none", "<p style='display:none-such;x-display:none'>a</p>", ["|:a"]),
    ("an empty cell", "<table><tr><td></td><td>5</td></tr></table>",
     ["|+table|+tr|+td", "|/table|/tr|+td|:5"]),
    ("a cell with an empty list", "<table><tr><td><ul></ul></table>", ["|+table|+tr|+td"]),
    ("an empty item of a hidden list", "<ul hidden><li></ul>", ["|+ul|+li"]),
    ("a cell that spans", "<table><tr><td rowspan=' 2' colspan=3>a</table>",
     ["|+table|+tr|+td|@colspan=3|@rowspan=2|:a"]),
    ("a row goes on with its attributes", "<table><tr><td colspan=2>a<p>b</table>",
     ["|+table|+tr|+td|@colspan=2|:a", "|/table|/tr|/td|@colspan=2|:b"]),
    ("a dynamic part", '<div class="sharedaddy">Share</div>', ["|*|:Share"]),
    ("a dynamic list", '<ul class="x wp-block-latest-posts"><li>a<li></ul>b',
     ["|*|+ul|+li|:a", "|*|/ul|+li", "|:b"]),
    ("a dynamic span separates", 'a<span class="\nsharedaddy\t">b</span>c',
     ["|:a", "|*|:b", "|:c"]),
    ("a class that only begins so", '<div class="wp-block-latest-posts__x SHAREDADDY">a</div>',
     ["|:a"]),
    ("NBSP does not part classes", '<div class="a\u00a0sharedaddy">a</div>', ["|:a"]),
    ("marks in the order of their bytes", "<u><a href=x><s><b>a</b></s></a></u>",
     ["|<a|@href=x|<s|<strong|<u|:a|>u|>strong|>s|>a"]),
    ("nesting marks come first, as opened", "<sup><b><q cite=x><sub>a</sub></q></b></sup>",
     ["|<sup|<q|@cite=x|<sub|<strong|:a|>strong|>sub|>q|>sup"]),
    ("marks over blocks", "<b>a<div>b</div>c</b>",
     ["|<strong|:a|>strong", "|<strong|:b|>strong", "|<strong|:c|>strong"]),
    ("what marks share stays open", "<b>a<i>b</i></b>",
     ["|<strong|:a|>strong|<em|<strong|:b|>strong|>em"]),
    ("shared outer mark", "<i>a<b>b</b></i>", ["|<em|:a|<strong|:b|>strong|>em"]),
    ("text of an atom", "<iframe src=x>a <b>c</iframe>d", ["|!iframe|@src=x|:a <b>cd"]),
    ("an atom without what it shows", "<video>a</video><img>b", ["|:ab"]),
    ("alt in NFC", "<img alt='e\u0301 '>", ["|!img|@alt=\u00e9 "]),
    ("alt is not stripped, src is", "<img alt=' a ' src=' b '>", ["|!img|@src=b|@alt= a "]),
    ("a source is no NFC", "<img src='e\u0301'>", ["|!img|@src=e\u0301"]),
    ("NFC ends at a mark", "e<b>\u0301</b>", ["|:e|<strong|:\u0301|>strong"]),
    ("NFC over what is no mark", "e<span>\u0301</span>", ["|:\u00e9"]),
    ("pre under a mark", "<pre> <b> a\n</b></pre>", ["|+pre|: |<strong|: a\n|>strong"]),
    ("pre of white space", "<pre> </pre>", ["|+pre|: "]),
    ("carriage return by reference in pre", "<pre>a&#13;\r\nb</pre>", ["|+pre|:a\r\nb"]),
    ("what is dropped inside what is dropped", "a<template><script>b</script><p>c</template>d",
     ["|:ad"]),
    ("a title inside", "a<title>b<i></title>c", ["|:ab<i>c"]),
    ("a textarea's text", "<textarea>\na <b></textarea>", ["|:a <b>"]),
    ("form values", "<input value=x><button value=y>a</button>", ["|:a"]),
    ("foster parenting", "<table>a<tr><td>b</table>", ["|:a", "|+table|+tr|+td|:b"]),
    ("local names in SVG", "<svg><title>a</title><style>b</style><li>c</svg>",
     ["|:a", "|+li|:c"]),
    ("xlink:href is another attribute", "<svg><a xlink:href=x>a</a></svg>", ["|:a"]),
    ("attributes of a second body", "<body hidden class=sharedaddy>a", ["|:a"]),
    ("text after body and html", "a</body> b</html> c", ["|:a b c"]),
    ("C0 controls stay", "a\x01b\x1fc", ["|:a\x01b\x1fc"]),
    ("vertical tab stays, and folding goes on", "a \v  b", ["|:a \v b"]),
)  # fmt: skip


@pytest.mark.parametrize(("what", "html", "expected"), BLOCKS, ids=map(itemgetter(0), BLOCKS))
def test_a_rendering_gives_these_blocks(what: str, html: str, expected: list[str]) -> None:
    assert shown(html) == expected


@pytest.mark.parametrize("html", [html for _, html, _ in BLOCKS], ids=map(itemgetter(0), BLOCKS))
def test_the_parser_calls_for_what_it_tells_as_a_stream(html: str) -> None:
    called: list[tuple[object, ...]] = []
    read_document(
        html,
        start=lambda *told: called.append(saxparse.StartElement(*told)),
        end=lambda *told: called.append(saxparse.EndElement(*told)),
        text=lambda *told: called.append(saxparse.Characters(*told)),
    )
    kinds = (saxparse.StartElement, saxparse.EndElement, saxparse.Characters)
    told = saxparse.iter_events("<!DOCTYPE html><body>" + html)
    assert called == [event for event in told if isinstance(event, kinds)]
    first = [(type(event), event[0]) for event in called[:4]]
    assert [name for _, name in first] == ["html", "head", "head", "body"]


def test_a_refusal_inside_the_parser_s_calls_comes_out_of_it() -> None:
    def refuse(_: str) -> None:
        raise LimitError("no", limit="blocks")

    with pytest.raises(LimitError, match="no"):
        read_document("<p>a", start=lambda *_: None, end=lambda _: None, text=refuse)


def test_a_dropped_element_may_stand_where_no_other_may() -> None:
    for dropped in ("<script>b</script>", "<template><p>b</template>", "<style>b</style>"):
        assert shown(_nested(500, "a" + dropped + "c")) == ["|:ac"]


def test_places_without_end_are_read_as_few_are() -> None:
    many = "".join(f"<li value={number}>a<p>b</p>" for number in range(3_000))
    expected = [f"|{'/' if number else '+'}ul|+li|@value={number}:a" for number in range(3_000)]
    assert [block.replace("|:", ":") for block in shown(f"<ul>{many}</ul>")[::2]] == expected


def test_a_long_path_is_not_kept_for_each_of_its_depths() -> None:
    quotation = f"<blockquote cite={'x' * 200_000}>" + "<blockquote>" * 480
    tracemalloc.start()
    try:
        assert len(blocks_of("content", quotation + "a<p>b").blocks) == 2
        _, peak_bytes = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak_bytes < 10_000_000


def _nested(depth: int, inner: str) -> str:
    return "<div>" * depth + inner


def test_500_open_elements_are_read() -> None:
    assert shown(_nested(499, "<span>a")) == ["|:a"]
    assert shown(_nested(500, "a")) == ["|:a"]


def test_at_the_limit_the_parser_still_nests_as_written() -> None:
    # Parsers flatten what is deeper than some depth of their own, and would lose a path unseen.
    assert shown("<ul><li>" * 249 + "<ul><li>a") == ["|+ul|+li" * 250 + "|:a"]


@pytest.mark.parametrize("inner", ["<span>a", "<br>", "<pre>a", "<table>", "<i>a"])
def test_an_element_under_500_others_is_refused(inner: str) -> None:
    with pytest.raises(LimitError) as refused:
        shown(_nested(500, inner))
    assert refused.value.limit == "depth"


def test_what_is_dropped_has_no_depth_and_no_attributes_to_count() -> None:
    inner = "<script>a</script><template>" + "<b>" * 9 + "</template>b"
    assert shown(_nested(500, inner)) == ["|:b"]
    many = " ".join(f"a{number}" for number in range(300))
    assert shown(f"<template><p {many}>a</p></template>b") == ["|:b"]


def _attributes(count: int) -> str:
    return "".join(f" a{number}=1" for number in range(count))


def test_256_attributes_are_read() -> None:
    assert shown(f"<p{_attributes(256)} a1=2>a</p>") == ["|:a"]


@pytest.mark.parametrize("tag", ["script", "style", "template"])
def test_what_is_dropped_is_held_to_no_limit_of_attributes(tag: str) -> None:
    assert shown(f"<p>a<{tag}{_attributes(257)}>x</{tag}>b") == ["|:ab"]


@pytest.mark.parametrize("tag", ["p", "span", "img", "noscript"])
def test_a_257th_attribute_is_refused(tag: str) -> None:
    with pytest.raises(LimitError) as refused:
        shown(f"<{tag}{_attributes(257)}>a</{tag}>")
    assert refused.value.limit == "attributes"


def test_16_mib_are_read() -> None:
    text = "\u00e9" * (8 * 1024 * 1024)
    assert blocks_of("content", text).texts == (text,)


@pytest.mark.parametrize("text", ["a" * (16 * 1024 * 1024 + 1), "\u00e9" * (8 * 1024 * 1024 + 1)])
def test_a_byte_over_16_mib_is_refused(text: str) -> None:
    with pytest.raises(LimitError) as refused:
        blocks_of("content", text)
    assert refused.value.limit == "size"


# U+0323 comes before U+0301 in canonical order.
@pytest.mark.parametrize(("count", "flags"), [(64, ()), (65, ("combining-run-not-normalized",))])
@pytest.mark.parametrize("html", ["<p>a{}</p>", "<p>a<b>{}</b></p>"], ids=["plain", "marked"])
def test_a_run_over_128_combining_marks_is_left_and_flagged(
    count: int, flags: tuple[str, ...], html: str
) -> None:
    run = "\u0301\u0323" * count
    read = blocks_of("content", html.format(run))
    assert read.flags == flags
    assert (run in read.texts[0]) is bool(flags)


def test_marks_of_class_0_count_as_marks() -> None:
    # Tibetan vowel signs that decompose into marks; 50,000 of them would take minutes to order.
    run = "\u0f73\u0f75\u0f81" * 43
    read = blocks_of("content", f"<p>\u0f40{run}</p>")
    assert read.flags == ("combining-run-not-normalized",)
    assert run in read.texts[0]
    assert blocks_of("content", f"<p>\u0f40{run[:128]}</p>").flags == ()


def test_129_characters_without_combining_class_are_no_run() -> None:
    text = "\u0627" * 200 + "e\u0301"
    read = blocks_of("content", f"<p>{text}</p>")
    assert (read.texts, read.flags) == (("\u0627" * 200 + "\u00e9",), ())


def test_a_long_run_leaves_the_rest_of_its_block_too_and_no_other_block() -> None:
    run = "\u0301\u0323" * 65
    read = blocks_of("content", f"<p>e\u0301<b>a{run}</b></p><p>e\u0301</p>")
    assert read.texts == ("e\u0301a" + run, "\u00e9")


def _read(html: str) -> Iterator[tuple[str, tuple[str, ...], str, bool]]:
    for data in blocks_of("title", html).blocks:
        block = read_block(data)
        assert block.data == data
        yield block.field, block.path, block.text, block.dynamic


def test_a_block_reads_back_as_it_was_made() -> None:
    html = (
        "<blockquote cite=x><p>a <a href=y>b</a><br>c</p><p>d</p></blockquote>"
        "<div class=sharedaddy><ul><li></ul></div><img src=z>"
    )
    assert list(_read(html)) == [
        ("title", ("blockquote",), "a b\nc", False),
        ("title", ("blockquote",), "d", False),
        ("title", ("ul", "li"), "", True),
        ("title", (), "", False),
    ]


@pytest.mark.parametrize(
    "data", [b"content\x00", b"content\x00\x00:a", b"content\x00?a", b"a\x00:\xff", b"\xed\xa0\x80"]
)
def test_bytes_that_are_no_block_are_refused(data: bytes) -> None:
    with pytest.raises(MalformedError):
        read_block(data)


def test_text_that_looks_like_tokens_reads_back_as_text() -> None:
    assert list(_read("<p>*<br>+ul</p><p>/li:!br</p>")) == [
        ("title", (), "*\n+ul", False),
        ("title", (), "/li:!br", False),
    ]


def test_what_blocks_say_is_told_beside_their_bytes() -> None:
    read = blocks_of("content", "<p>a<br>b</p><div class=sharedaddy>c</div><img src=x>")
    assert read.texts == ("a\nb", "c", "")
    assert read.dynamic == {1}


def test_blocks_that_repeat_too_much_of_a_text_are_refused() -> None:
    # 256 KiB and 32 bytes a character.
    text = "<blockquote cite=" + "x" * 50_000 + ">" + "<p>a" * 35
    assert len(shown(text)) == 35
    for inner in ("<p>a", "<p>a<b>b</b>", "<ul><li></ul>", "<p class=sharedaddy>a"):
        with pytest.raises(LimitError) as refused:
            blocks_of("content", text + inner * 50)
        assert refused.value.limit == "blocks"


def test_the_limit_on_blocks_is_one_of_bytes() -> None:
    # Each character of the link takes three bytes, which only the bytes themselves show.
    text = "<a href=" + "\u6771" * 50_000 + ">" + "<div>a</div>" * 20
    with pytest.raises(LimitError) as refused:
        blocks_of("content", text)
    assert refused.value.limit == "blocks"
    assert len(blocks_of("content", text.replace("\u6771", "x")).blocks) == 20


@pytest.mark.parametrize("tag", ["<body a{}=1>", "<HTML a{}=1>", "<bOdY/a{}>", "<bodyx a{}>"])
def test_a_long_text_with_many_tags_of_its_roots_is_refused(tag: str) -> None:
    tags = "".join(tag.format(number) for number in range(256))
    filling = "x" * 16_384
    assert blocks_of("content", tags + filling).blocks
    with pytest.raises(LimitError) as refused:
        blocks_of("content", tags + tag + filling)
    assert refused.value.limit == "attributes"
    assert blocks_of("content", (tags + tag)[:16_384]).flags == ()


def test_start_tags_of_many_articles_are_not_kept_for_ever() -> None:
    many = "".join(f"<p id=a{number}>a" for number in range(5_000))
    assert len(shown(many)) == 5_000
    assert len(effects.KNOWN) <= 2_048
    assert shown("<p id=a1>a<ul><li>b</ul>") == ["|:a", "|+ul|+li|:b"]
