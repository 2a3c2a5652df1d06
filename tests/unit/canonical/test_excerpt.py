"""Derived excerpts and excerpts of the editor's own (6)."""

import pytest

from tests.unit.canonical.samples import digests_of, snapshot_of

CONTENT = "<p>The first words of it.</p><p>And more words.</p>"


@pytest.mark.parametrize(
    "excerpt",
    [
        "",
        "<p></p>",
        "\u2026",
        "[&hellip;] ...",
        "<p>The first words</p>",
        "<p>The first words [&hellip;]</p>",
        "<p>The first words&hellip;</p>",
        "<p>The first words...</p>",
        "<p>The first words [...]</p>",
        "<p>The first words \u2026 [...] \u2026\u2026</p>",
        "<p>The first words of it. And more</p>",
        "<p>The <b>first</b><br>words</p>",
        "<p>The first words of it. And more words.</p>",
        '<p>The first words&hellip; <a href="/x" class="more">Continue reading</a></p>',
        '<p>The first words <a href="/x">More <b>now</b> <img src="y"></a></p>',
        '<p>The first</p><p><a href="/x">More</a></p>',
        "<p>Thefirst words</p>",
    ],
)
def test_an_excerpt_that_repeats_the_beginning_is_derived(excerpt: str) -> None:
    snapshot = snapshot_of(CONTENT, excerpt={"rendered": excerpt})
    assert snapshot.excerpt_derived
    plain = snapshot_of(CONTENT)
    assert snapshot.digests.content == plain.digests.content
    assert snapshot.digests.words == plain.digests.words


@pytest.mark.parametrize(
    "excerpt",
    [
        "<p>Other words</p>",
        "<p>first words</p>",
        "<p>The first wor</p>",
        "<p>The first wor\u2026</p>",
        "<p>The first words of it. And more words. And</p>",
        "<p>The first\u2026 words</p>",
        '<p><a href="/x">Read</a> The first words</p>',
        '<p>The first words <a href="/x">More</a> x</p>',
        "<p>The first words <a>More</a></p>",
        "<p>the first words</p>",
        "<p>The first words [\u2026</p><p>]</p>",
        "<p>The first words....</p>",
        "<p>The\u00a0first words</p>",
    ],
)
def test_any_other_excerpt_is_the_posts_own(excerpt: str) -> None:
    snapshot = snapshot_of(CONTENT, excerpt={"rendered": excerpt})
    assert not snapshot.excerpt_derived
    plain = snapshot_of(CONTENT)
    assert snapshot.digests.content != plain.digests.content
    assert snapshot.digests.words != plain.digests.words


@pytest.mark.parametrize(
    ("content", "excerpt"),
    [
        ("<p>\u6771\u4eac\u306e\u5929\u6c17\u306f\u6674\u308c</p>", "\u6771\u4eac\u306e\u2026"),
        ("<p>\u0e01\u0e23\u0e38\u0e07\u0e40\u0e17\u0e1e</p>", "\u0e01\u0e23\u0e38 [...]"),
        ("<p>\U00020000\U00020001</p>", "\U00020000\u2026"),
        ("<p>\ud55c\uad6d\uc5b4</p>", "\ud55c\uad6d"),
    ],
)
def test_scripts_without_spaces_are_cut_between_characters(content: str, excerpt: str) -> None:
    assert snapshot_of(content, excerpt={"rendered": excerpt}).excerpt_derived


def test_a_cut_after_a_letter_of_a_spaced_script_is_none_of_these() -> None:
    assert not snapshot_of("<p>a\u6771\u4eac</p>", excerpt={"rendered": "a"}).excerpt_derived
    assert not snapshot_of("<p>\u6771</p>", excerpt={"rendered": "\u4eac"}).excerpt_derived


def test_a_word_of_the_content_ends_at_ascii_white_space_and_at_its_block() -> None:
    content = "<p>The\u00a0first</p><p>words</p>"
    assert snapshot_of(content, excerpt={"rendered": "The\u00a0first words"}).excerpt_derived
    assert not snapshot_of(content, excerpt={"rendered": "The"}).excerpt_derived


def test_the_words_of_a_dynamic_part_count_for_an_excerpt() -> None:
    content = "<div class=sharedaddy>Share</div><p>Words</p>"
    assert snapshot_of(content, excerpt={"rendered": "Share Words"}).excerpt_derived


def test_an_empty_content_has_no_beginning_to_repeat() -> None:
    assert not snapshot_of("", excerpt={"rendered": "a"}).excerpt_derived


def test_a_derived_excerpt_moves_markup_alone() -> None:
    one = digests_of(CONTENT, excerpt={"rendered": "<p>The first \u2026</p>"})
    other = digests_of(CONTENT, excerpt={"rendered": "<p>The [...]</p>"})
    assert one.markup != other.markup
    assert (one.content, one.words, one.metadata) == (other.content, other.words, other.metadata)


def test_a_million_dots_that_are_no_ellipsis_take_no_time() -> None:
    excerpt = "." * 1_000_000 + "x"
    assert not snapshot_of("<p>a</p>", excerpt={"rendered": excerpt}).excerpt_derived


def test_a_million_dots_are_all_dropped() -> None:
    assert snapshot_of("<p>a</p>", excerpt={"rendered": "." * 999_999}).excerpt_derived
