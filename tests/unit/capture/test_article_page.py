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
]


def answer(content: object) -> bytes:
    return json.dumps({"id": 7, "content": content}).encode()


@pytest.mark.parametrize("content", WITH_WORDS)
def test_words_are_seen(content: str) -> None:
    raw = answer({"rendered": content})
    assert tells_words(raw)
    assert words_told(raw) > 0


@pytest.mark.parametrize("content", WITHOUT)
def test_what_is_no_word_is_not_taken_for_one(content: str) -> None:
    raw = answer({"rendered": content})
    assert not tells_words(raw)
    assert words_told(raw) == 0


@pytest.mark.parametrize(
    "raw", [b"", b"[]", b"{", answer(None), answer(5), answer({"rendered": 5})]
)
def test_what_cannot_be_read_tells_no_words(raw: bytes) -> None:
    assert not tells_words(raw)
