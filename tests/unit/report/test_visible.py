"""What a reader cannot see is printed as its code point; what a reader can see stays."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.report import visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", "<U+001B>[31mred"),
        ("\x9b31m", "<U+009B>31m"),
        ("a\u202eb", "a<U+202E>b"),
        ("\u2066x\u2069", "<U+2066>x<U+2069>"),
        ("zero\u200bwidth", "zero<U+200B>width"),
        ("non\u200djoiner", "non<U+200D>joiner"),
        ("so\u00adft", "so<U+00AD>ft"),
        ("\ufeffbom", "<U+FEFF>bom"),
        ("two\nlines\r", "two<U+000A>lines<U+000D>"),
        ("lone\udc80", "lone<U+DC80>"),
        ("tag\U000e0041", "tag<U+E0041>"),
        ("\u2028", "<U+2028>"),
    ],
)
def test_what_cannot_be_seen_is_written_as_its_code_point(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "plain, “curly” – dashes… and 10²",
        "naïve nai\u0308ve",
        "می\u200cخواهم",
        "क\u094d\u200dष",
        "👩\u200d👩\u200d👧",
        "❤\ufe0f",
        "日本語",
        "non\u00a0breaking",
    ],
)
def test_what_can_be_seen_stays(text: str) -> None:
    assert visible(text) == text


@given(st.text())
def test_no_control_or_bidi_override_ever_gets_through(text: str) -> None:
    shown = visible(text)

    assert not [c for c in shown if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp", "Co")]
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
