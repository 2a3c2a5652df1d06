"""Lines wrap by what a terminal shows, lose nothing, and stay plain unless colour is asked for."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.report import Look
from provenance.report.layout import Page, Run, Style, cells, clip

_SGR = re.compile(r"\x1b\[[0-9;]*m")


def _page(width: int = 40, *, colour: bool = False) -> Page:
    return Page(Look(width=width, colour=colour))


def test_words_wrap_at_the_width_under_their_hang() -> None:
    page = _page(12)
    page.line("- ", "alpha beta gamma", indent=2, hang=4)
    assert page.text() == "  - alpha\n    beta\n    gamma\n"


def test_a_word_longer_than_the_line_is_never_cut() -> None:
    page = _page(10)
    page.line("see ", "https://example.org/a/long/address")
    assert page.text() == "see\nhttps://example.org/a/long/address\n"


def test_what_is_to_be_copied_is_never_broken() -> None:
    page = _page(20)
    page.line("Try ", Run("provenance diff example.org#7 1 2", whole=True), " next.")
    assert page.text() == "Try\nprovenance diff example.org#7 1 2\nnext.\n"


def test_what_is_to_be_copied_stays_in_the_line_where_it_fits() -> None:
    page = _page(20)
    page.line("Try ", Run("ls a b", whole=True), ": it lists.")
    assert page.text() == "Try ls a b: it\nlists.\n"


def test_a_word_in_two_styles_stays_one_word() -> None:
    page = _page(10)
    page.line("one two ", Run("{+"), Run("th"), Run("ree+}"))
    assert page.text() == "one two\n{+three+}\n"


def test_text_without_spaces_wraps_by_two_column_characters() -> None:
    page = _page(10)
    page.line("日本語の題名です")
    assert page.text() == "日本語の題\n名です\n"


def test_colour_is_sent_only_where_it_was_asked_for() -> None:
    plain, coloured = _page(), _page(colour=True)
    for page in (plain, coloured):
        page.line(Run("gone", Style.REMOVED), " kept")
    assert plain.text() == "gone kept\n"
    assert coloured.text() == "\x1b[31mgone\x1b[0m kept\n"


def test_hostile_text_cannot_bring_its_own_colour() -> None:
    page = _page(colour=True)
    page.line("\x1b[31mred", Run("\x1b]0;title\x07", Style.STRONG))
    assert _SGR.sub("", page.text()) == "<U+001B>[31mred<U+001B>]0;title<U+0007>\n"


def test_blank_lines_never_come_twice_or_first() -> None:
    page = _page()
    page.blank()
    page.line("a")
    page.blank()
    page.blank()
    page.line("b")
    assert page.text() == "a\n\nb\n"


def test_an_empty_line_of_text_is_an_empty_line() -> None:
    page = _page()
    page.line("", indent=4)
    assert page.text() == "\n"


@given(st.text(alphabet="ab 日é\u0301", max_size=60), st.integers(min_value=4, max_value=30))
def test_wrapping_loses_nothing_but_spaces(text: str, width: int) -> None:
    page = _page(width)
    page.line(text)
    assert re.sub(r"[ \n]", "", page.text()) == text.replace(" ", "")


@given(st.lists(st.sampled_from(["a", "bc", "def", "日本"]), max_size=20))
def test_no_line_is_wider_than_the_page(words: list[str]) -> None:
    page = _page(10)
    page.line(" ".join(words), indent=2)
    assert all(cells(line) <= 10 for line in page.text().splitlines())


@pytest.mark.parametrize(
    ("text", "width", "kept"),
    [
        ("short", 10, "short"),
        ("exactly ten", 11, "exactly ten"),
        ("longer than ten", 10, "longer th…"),
        ("日本語の題名", 7, "日本語…"),
        ("日本語の題名", 8, "日本語…"),
        ("a\u202eb", 8, "a<U+202…"),
    ],
)
def test_clipping_counts_columns(text: str, width: int, kept: str) -> None:
    assert clip(text, width) == kept
    assert cells(kept) <= width
