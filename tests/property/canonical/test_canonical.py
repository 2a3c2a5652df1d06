"""What holds of every article: readers agree, noise is nothing, words are everything."""

import json
import re
from random import Random

from hypothesis import assume, given
from hypothesis import strategies as st

from provenance.canonical import blocks_of, canonicalize, read_block
from tests.property.canonical.articles import ARTICLES, LETTERS, Node, noisy_html, plain_html
from tests.property.canonical.rendering import render
from tests.reference.mutate import mutated_post


def _post(html: str) -> bytes:
    value = {"id": 7, "link": "https://example.org/?p=7", "content": {"rendered": html}}
    return json.dumps(value).encode()


@given(ARTICLES)
def test_the_blocks_of_a_rendering_of_blocks_are_those_blocks(article: tuple[Node, ...]) -> None:
    blocks = blocks_of("content", plain_html(article)).blocks
    assert blocks_of("content", render(blocks)).blocks == blocks


@given(st.integers(min_value=10**6, max_value=10**9))
def test_so_are_those_of_broken_markup(number: int) -> None:
    html = json.loads(mutated_post(number))["content"]["rendered"]
    # In SVG and MathML a cell needs no table, which no plain rendering can say.
    assume(not re.search("<(svg|math)", html, re.IGNORECASE))
    blocks = blocks_of("content", re.sub("[\ud800-\udfff]", "\ufffd", html)).blocks
    assert blocks_of("content", render(blocks)).blocks == blocks


@given(ARTICLES, st.integers(0, 2**32))
def test_noise_never_changes_content(article: tuple[Node, ...], seed: int) -> None:
    plain = canonicalize(_post(plain_html(article)))
    noisy = canonicalize(_post(noisy_html(article, Random(seed))))
    assert noisy.blocks == plain.blocks
    assert noisy.digests.content == plain.digests.content
    assert noisy.digests.words == plain.digests.words


def _texts(nodes: tuple[Node, ...]) -> list[tuple[tuple[str, ...], str]]:
    """Return every text of an article, and the tags about it."""
    found: list[tuple[tuple[str, ...], str]] = []
    for node in nodes:
        if not node.tag:
            found.append(((), node.text))
        found += [((node.tag, *tags), text) for tags, text in _texts(node.inside)]
    return found


def _with_text(nodes: tuple[Node, ...], index: int, text: str) -> tuple[tuple[Node, ...], int]:
    """Return the article with the text of that index replaced, and what is left of the index."""
    changed = []
    for node in nodes:
        if node.tag:
            inside, index = _with_text(node.inside, index, text)
            changed.append(Node(node.tag, inside))
        else:
            changed.append(Node("", text=text if index == 0 else node.text))
            index -= 1
    return tuple(changed), index


@given(ARTICLES, st.data())
def test_any_changed_word_changes_words(article: tuple[Node, ...], data: st.DataObject) -> None:
    texts = _texts(article)
    shown = [i for i, (tags, _) in enumerate(texts) if not any("class=" in tag for tag in tags)]
    assume(shown)
    index = data.draw(st.sampled_from(shown))
    words = texts[index][1].split(" ")
    place = data.draw(st.integers(0, len(words) - 1))
    # A letter that nothing else has, so that no other spelling of the same text is drawn.
    words[place] = data.draw(st.sampled_from(("", words[place]))) + "z"
    changed, _ = _with_text(article, index, " ".join(words))
    before = canonicalize(_post(plain_html(article))).digests
    after = canonicalize(_post(plain_html(changed))).digests
    assert before.words != after.words
    assert before.content != after.content


# A paragraph as a reader sees it: texts with the set of marks they stand under.
_PIECES = st.lists(
    st.tuples(
        st.frozensets(st.sampled_from(("strong", "em", "del", "code")), max_size=2),
        st.text(st.sampled_from(":+/<>@!*|=ab"), min_size=1, max_size=3),
    ),
    min_size=1,
    max_size=3,
)
_PARAGRAPHS = st.lists(_PIECES, max_size=3)


def _seen(
    paragraphs: list[list[tuple[frozenset[str], str]]],
) -> list[list[tuple[frozenset[str], str]]]:
    """Return paragraphs character by character: equal where no reader can tell them apart."""
    return [[(marks, letter) for marks, text in pieces for letter in text] for pieces in paragraphs]


def _html(paragraphs: list[list[tuple[frozenset[str], str]]]) -> str:
    html = ""
    for pieces in paragraphs:
        html += "<p>"
        for marks, text in pieces:
            begun = "".join(f"<{mark}>" for mark in sorted(marks, reverse=True))
            ended = "".join(f"</{mark}>" for mark in sorted(marks))
            html += begun + text.replace("<", "&lt;").replace(">", "&gt;") + ended
    return html


@given(_PARAGRAPHS, _PARAGRAPHS)
def test_two_articles_have_the_same_bytes_only_where_they_are_the_same(
    one: list[list[tuple[frozenset[str], str]]], other: list[list[tuple[frozenset[str], str]]]
) -> None:
    first, second = (blocks_of("content", _html(article)).blocks for article in (one, other))
    assert (first == second) is (_seen(one) == _seen(other))


@given(_PARAGRAPHS)
def test_every_letter_is_read_back(paragraphs: list[list[tuple[frozenset[str], str]]]) -> None:
    blocks = blocks_of("content", _html(paragraphs)).blocks
    told = [read_block(block).text for block in blocks]
    assert told == ["".join(text for _, text in pieces) for pieces in paragraphs]


@given(st.text(st.sampled_from(LETTERS + " \n\t\x00&#;"), max_size=40))
def test_no_text_makes_a_token(text: str) -> None:
    for block in blocks_of("content", text.replace("<", "&lt;")).blocks:
        tokens = block.split(b"\x00")
        assert tokens[0] == b"content"
        assert [token[:1] for token in tokens[1:]] == [b":"]
