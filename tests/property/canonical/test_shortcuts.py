"""Where the canonical form takes a shorter way, it is held to the longer one."""

import json
import re
import unicodedata
from collections import OrderedDict
from collections.abc import Callable
from itertools import product
from urllib.parse import parse_qsl, quote, urlencode

import pytest
import rfc8785
from hypothesis import example, given
from hypothesis import strategies as st

from benchmarks.corpus import make_corpus
from provenance.canonical import blocks_of
from provenance.canonical.decode import SURROGATES, decode, read_apart, read_json, read_whole
from provenance.canonical.effects import effect_of
from provenance.canonical.excerpt import is_derived, repeats_plainly
from provenance.canonical.metadata import metadata_bytes
from provenance.canonical.post import parse_post
from provenance.canonical.text import MAX_COMBINING_RUN, fold, has_long_run
from provenance.errors import FieldError, MalformedError
from provenance.model.address import post_key
from provenance.model.parameters import format_parameters, parse_parameters

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
WITHOUT_MARKUP = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="<&\r\0"))
SAFE = st.integers(-(2**53) + 1, 2**53 - 1)
SCALARS = TEXT | SAFE | st.booleans() | st.none()
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner), max_leaves=6
)


@given(st.dictionaries(TEXT, VALUES))
@example({"a": '\x00\x1f\x7f\u2028"\\/\b\f\n\r\t'})
@example({"\U0001f600": 1, "\uffff": 2})  # by UTF-16 code units, the first comes first
@example({"a": {"\U0001f600": 1, "\uffff": [2]}})
def test_metadata_is_written_as_rfc_8785_has_it(tracked: dict[str, object]) -> None:
    assert metadata_bytes(tracked) == rfc8785.dumps(tracked)  # type: ignore[arg-type]  # private


@given(st.integers(2**53, 2**80) | st.integers(-(2**80), -(2**53)) | st.floats())
def test_a_number_that_readers_disagree_on_is_refused_in_a_list_too(number: float) -> None:
    for value in (number, [1, number]):
        try:
            metadata_bytes({"a": value})
        except FieldError:
            continue
        raise AssertionError(value)


@given(st.sampled_from([2**53 - 1, -(2**53) + 1, True, None, "", "\ud800", 1.0, 2**53, [[1]], {}]))
def test_what_is_written_quickly_is_refused_as_it_was(value: object) -> None:
    for tracked in ({"a": value}, {"a": [1, value]}, {"a": 1, "\u00e9": value}):
        told: list[object] = []
        for given_as in (tracked, OrderedDict(tracked)):  # which takes the longer way
            try:
                told.append(metadata_bytes(given_as))
            except (FieldError, UnicodeEncodeError) as error:
                told.append((type(error), str(error)))
        assert told[0] == told[1]


# Where a post's content is read apart from the rest of its answer.
LITERALS = st.sampled_from(
    [
        *('""', '"a"', r'"\u00e9\ud83d\ude00\/\n"', '"\u00e9"', ' "a" ', r'"\""', r'"\\"'),
        *(r'"\ud800"', r'"\udc00"', '"\n"', '"a', 'a"', '"a" "b"', r'"\x"', r'"\"', "", "null"),
        *("1", "1e999", "-0", "NaN", "[]", "[null]", '{"rendered":"a"}', '"null"', "true"),
        *('"a","b":"c"', '"a","protected":false', '"a","protected":1},"excerpt":{"rendered":"b"'),
    ]
)
MEMBERS = st.sampled_from(
    [
        *("", '"id":1,', '"id" : 1 ,', '"x":null,', '"content":null,', '"x":1.0,', '"x":NaN,'),
        *(r'"\ud800":1,', r'"\uDC00":{"\ud800":1},', r'"x":"\ud800",', r'"\ud83d\ude00":1,'),
        *(r'"content\":":1,', r'"x\"content":{"rendered":"y"},', r'"x":"\"content\":{",', ","),
        *('"x":{"content":{"rendered":"y"}},', '"x":{"content":{"rendered":null}},', '"x":"null",'),
        *('"content":{"rendered":"y","protected":true},', '"y":' + "[" * 2_000 + "]" * 2_000 + ","),
        *('"y":' + "[" * depth + "]" * depth + "," for depth in (400, 980, 1_010)),
        *('"excerpt":{"rendered":"","protected":true},', "}", "]", '"x":[{"y":1,"y":2}],'),
        *('"a" :1,"a":2,', r'"id":1,"id":"\":",', r'"x":"\u0022:","x":1,', r'"a\\":1,"a\\":2,'),
        *('"x":18446744073709551616,', '"x":[-9223372036854775809],', '"x":1e400,', '"x":-0,'),
    ]
)


def told_by(read: Callable[[bytes], object], raw: bytes) -> object:
    """Return what reading gives or how it is refused, told apart as their spellings are."""
    try:
        return repr(read(raw))
    except (MalformedError, UnicodeEncodeError) as error:
        return type(error), str(error)


@given(MEMBERS, LITERALS, MEMBERS, LITERALS, MEMBERS, st.sampled_from(["", " ", "\ufeff", "[]"]))
@example("", '"a"', "", '"b"', '"\xff":1,', "")
@example('"x":{"content":{"rendered":"a","protected":1},"excerpt":{}},', "null", "", '"b"', "", "")
def test_a_post_read_apart_is_the_post_that_is_read_whole(
    first: str, content: str, between: str, excerpt: str, last: str, edge: str
) -> None:
    raw = (
        f'{edge}{{{first}"content":{{"rendered":{content},"protected":false}},{between}'
        f'"excerpt":{{"rendered":{excerpt},"protected":false}},{last}"tags":[1]}}{edge}'
    )
    for data in (raw.encode(), raw.encode("latin-1", "replace")):
        assert told_by(read_json, data) == told_by(read_whole, data)


def test_the_posts_that_wordpress_writes_are_read_apart() -> None:
    for post in make_corpus(5):
        value = read_apart(post.raw)
        assert value is not None
        assert value == json.loads(post.raw)


PARTS = st.sampled_from(
    "a|b | |\n|\r|\0|\x0b|<|&|;|&amp;|&amp;hellip;|&hellip;|&#8217;|&#8217|&nbsp;|&quot;|&lt;|&#0;"
    "|\u00a0|e\u0301|<b>|</p>\n|&#038;|&#039;|&gt;|lt;|#8211;|&#8211;|&copy;|&LT;".split("|")
)


@given(WITHOUT_MARKUP | st.lists(PARTS, max_size=8).map("".join))
@example("")
@example("\ufeff \n a\x0b\x01\ufffe")
@example("e" + "\u0301" * (MAX_COMBINING_RUN + 1))
def test_a_plain_text_gives_the_blocks_that_the_parser_gives(text: str) -> None:
    for shape in ("{}", "<p>{}</p>\n", "<p>{} [&hellip;]</p>\n", "<p>{}</p>", "\n<p>{}</p>\n"):
        rendered = shape.replace("{}", text)
        # An empty comment is nothing, and sends the text through the parser.
        assert blocks_of("title", rendered) == blocks_of("title", rendered + "<!---->")


RUNS = st.lists(
    st.sampled_from(["a", "\u00e9", "\u0301", "\u05b0", "\u0f73"]).flatmap(
        lambda character: st.integers(1, 300).map(lambda count: character * count)
    ),
    max_size=6,
).map("".join)


@given(RUNS)
@example("\u0301" * MAX_COMBINING_RUN)
@example("\u0301" * (MAX_COMBINING_RUN + 1))
def test_a_long_run_of_marks_is_found_wherever_it_begins(text: str) -> None:
    longest = run = 0
    for character in text:
        run = run + 1 if unicodedata.combining(character) or character == "\u0f73" else 0
        longest = max(longest, run)
    assert has_long_run(text) == (longest > MAX_COMBINING_RUN)


@given(
    st.recursive(
        st.text(st.sampled_from("a\u00e9\ud800\udc00\U0001f600")) | st.none(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text("ab\udfff"), inner),
        max_leaves=6,
    )
)
def test_a_lone_surrogate_is_flagged_wherever_it_stands(value: object) -> None:
    # A reader joins the halves of a pair, so what is written is read once to be what it is.
    raw = json.dumps(json.loads(json.dumps(value))).encode()
    written = json.dumps(json.loads(raw), ensure_ascii=False)
    flagged = any("\ud800" <= character <= "\udfff" for character in written)
    decoded, flags = decode(raw)
    assert flags == ((SURROGATES,) if flagged else ())
    json.dumps(decoded, ensure_ascii=False).encode()


@given(
    st.sampled_from(
        ["https://example.org/wp-json", "http://EXAMPLE.org:80/blog/index.php/wp-json", "//a.b",
         "https://a.b/api", "https://a.b/wp-json/x/v1/sites/c", "https://a.b/%77p-json", "a.b", "",
         "https://a.b/?rest_route=", "https://a.b/#", "https://a.b/wp/v2/posts/3", "https://[::1]"]
    ),
    st.sampled_from(["posts", "pages", "wp-json", "sites"]),
    st.text("0123456789\u0663x/?#", max_size=24),
)  # fmt: skip
def test_a_site_is_known_again_as_it_was_read(root: str, collection: str, last: str) -> None:
    href = f"{root}/wp/v2/{collection}/{last}"
    value = {
        "id": 7,
        "link": "https://example.net/?p=7",
        "content": {"rendered": ""},
        "_links": {"self": [{"href": href}]},
    }
    expected = post_key(post_id=7, self_href=href, link="https://example.net/?p=7")
    assert parse_post(value).key == expected


WORDS = st.lists(
    st.sampled_from(
        ["a", "b.", "e\u0301", "\u2026", "...", "[\u2026]", "\u4e2d", "\u00a0", "e", "\u0301a"]
    ),
    max_size=6,
)


@given(
    WORDS, WORDS, st.sampled_from(["", " ", "</p><p>", "<br>", " [&hellip;]"]), st.integers(0, 6)
)
@example(["e", "\u0301a"], [], "", 6)
def test_what_repeats_plainly_is_derived(
    first: list[str], second: list[str], between: str, cut: int
) -> None:
    content = blocks_of("content", f"<p>{' '.join(first)}{between}{' '.join(second)}</p>")
    for words in (first[:cut], second, [*first, *second[:cut]]):
        for space, end in product((" ", ""), ("", " [&hellip;]", "\u2026")):
            rendered = f"<p>{space.join(words)}{end}</p>\n"
            if repeats_plainly(rendered, content):
                assert is_derived(blocks_of("excerpt", rendered), content)


def test_the_excerpt_that_wordpress_derives_repeats_plainly() -> None:
    content = blocks_of("content", "<p>One two</p><p>three four</p>")
    assert repeats_plainly("<p>One two three [&hellip;]</p>\n", content)
    assert not repeats_plainly("<p>One two thr [&hellip;]</p>\n", content)
    assert not repeats_plainly("<p>One <b>two</b></p>\n", content)
    assert not repeats_plainly("<p>" + "\u0301" * (MAX_COMBINING_RUN + 1) + "</p>\n", content)


def test_an_excerpt_of_a_text_that_is_left_as_it_is_takes_the_longer_way() -> None:
    content = blocks_of("content", "<p>e\u0301 a" + "\u0301" * (MAX_COMBINING_RUN + 1) + "</p>")
    excerpt = "<p>e\u0301 [&hellip;]</p>\n"
    assert not is_derived(blocks_of("excerpt", excerpt), content)
    assert not repeats_plainly(excerpt, content)
    assert repeats_plainly(excerpt, blocks_of("content", "<p>e\u0301 a</p>"))


def test_an_excerpt_whose_words_run_into_each_other_repeats_plainly() -> None:
    # WordPress takes tags out, and puts nothing in their place.
    content = blocks_of("content", "<table><tr><td>One<td>caf\u00e9</table><p>three four</p>")
    assert repeats_plainly("<p>Onecafe\u0301three [&hellip;]</p>\n", content)
    assert not repeats_plainly("<p>Onecafe three [&hellip;]</p>\n", content)


@given(st.text(" \t\n\f\ra\x0b\u00a0\u2028\u3000"))
@example(" " * 1_000 + "a" + "\n" * 1_001)
def test_white_space_is_folded_as_the_expression_of_it_says(text: str) -> None:
    assert fold(text) == re.sub("[ \t\n\f\r]+", " ", text)


QUERIES = st.lists(
    st.sampled_from(
        "& = + % %41 %E9 %C3%A9 \u00e9 a %FF \0 %26 %3D \x7f \U0001f600 %ED%A0%80 / ~ %0 [ ; #"
        " \ud800 \ud801 &a &".split(" ")
    )
).map("".join)


@given(QUERIES)
@example("a=%E9\u00a9&%A9=\ud800")
@example("+=%2B&=&&a==b&c")
@example("%aa")
@example("=")
@example("+%2B==+\u00e9%C3=")
@example("\ud801=%E9")
def test_parameters_read_and_written_at_once_are_those_of_the_standard_library(query: str) -> None:
    read = parse_qsl(query, keep_blank_values=True)
    assert parse_parameters(query) == read
    try:
        written = urlencode(read, quote_via=quote)
    except UnicodeEncodeError:
        with pytest.raises(UnicodeEncodeError):
            format_parameters(read)
    else:
        assert format_parameters(read) == written


@given(
    st.dictionaries(st.sampled_from(["href", "cite", "src", "rel", "id"]), st.none() | TEXT).map(
        lambda said: tuple(said.items())
    )
)
@example((("href", " \x0c/a b\t"), ("rel", "noopener")))
@example((("href", None),))
@example((("href", "\u00a0e\u0301"),))
@example((("id", "x"),))
def test_a_link_means_what_it_means_with_a_class(said: tuple[tuple[str, str | None], ...]) -> None:
    # A class is looked at, and says nothing here: with one, no shorter way is taken.
    assert effect_of("a", said) == effect_of("a", (*said, ("class", "x")))
