"""Whether an answer's content has words: the quick way agrees with the long one."""

import json

import pytest

from provenance.capture.article_page import tells_words, words_told

WITH_WORDS = [
    "Bare text.",
    "<p>The bridge.</p>",
    '\n<div class="entry"><h2 id="a">Title</h2></div>',
    "<p><strong>Now</strong></p>",
    "<figure><img src='a.jpg'><figcaption>A bridge.</figcaption></figure>",
    "<p>\u6a4b</p>",
    "<!-- a note --><p>Word</p>",
    '<p style="color:red">Red.</p>',
    "<p>&#8220;Now&#8221;, \u2014 he said</p>",
    "<figure><img src='a.jpg' alt=''/></figure><!-- more --><hr><p>&amp; so on</p>",
    "<table><thead><tr><th>Year</th></tr></thead></table>",
    "<ul><li>\u00ab\u00bb</li><li>Second</li></ul>",
]
WITHOUT = [
    "",
    " \n",
    "<p></p>",
    "<div><img src='a.jpg'></div>",
    "<script>var words = 1;</script>",
    "<style>p { color: red }</style>",
    "<!-- <p>words</p> -->",
    "<p><script>words()</script></p>",
    "<figure><img src='a.jpg' alt='A bridge'></figure>&nbsp;<hr>",
    "<!-- one --><!-- <b>two</b> --></p>",
]


def answer(content: object) -> bytes:
    return json.dumps({"id": 7, "content": content}).encode()


@pytest.mark.parametrize("content", WITH_WORDS)
def test_words_are_seen(content: str) -> None:
    assert tells_words(content)
    assert words_told(answer({"rendered": content})) > 0


@pytest.mark.parametrize("content", WITHOUT)
def test_what_is_no_word_is_not_taken_for_one(content: str) -> None:
    assert not tells_words(content)
    assert words_told(answer({"rendered": content})) == 0


@pytest.mark.parametrize(
    "raw", [b"", b"[]", b"{", answer(None), answer(5), answer({"rendered": 5})]
)
def test_what_cannot_be_read_tells_no_words(raw: bytes) -> None:
    assert words_told(raw) == 0
