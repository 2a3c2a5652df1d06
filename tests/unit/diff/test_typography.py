"""The fold of wptexturize's substitutions: as much as it does, and no more."""

import pytest

from provenance.diff import fold_text


@pytest.mark.parametrize(
    ("typed", "served"),
    [
        ('"so"', "\u201cso\u201d"),
        ("'so'", "\u2018so\u2019"),
        ("didn't", "didn\u2019t"),
        ("'tain't '99", "\u2019tain\u2019t \u201999"),
        ("6'2\"", "6\u20322\u2033"),
        ("``so''", "\u201cso\u201d"),
        ("and so...", "and so\u2026"),
        ("and so....", "and so\u2026."),
        ("a -- b", "a \u2014 b"),
        ("a--b", "a\u2013b"),
        ("a---b", "a\u2014b"),
        ("a - b", "a \u2013 b"),
        ("- item", "\u2013 item"),
        ("end -", "end \u2013"),
        ("Mark (tm)", "Mark \u2122"),
        ("9x9", "9\u00d79"),
        ("1.5x2,000", "1.5\u00d72,000"),
        ("10\u00a0km", "10 km"),
        ('"so"', "\u201eso\u201c"),
        ('"so"', "\u00ab\u00a0so\u00a0\u00bb"),
        ("'so'", "\u2039\u202fso\u202f\u203a"),
        ("'so'", "\u201aso\u2018"),
    ],
)
def test_what_is_substituted_folds_to_one_text(typed: str, served: str) -> None:
    assert fold_text(typed) == fold_text(served)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('"so"', "'so'"),
        ("10-20", "10\u201320"),
        ("\u22125", "-5"),
        ("\u22125", "\u20135"),
        ("0x99", "0\u00d799"),
        ("9x9x", "9\u00d79x"),
        ("xn--a", "xn\u2013a"),
        ("a..b", "a\u2026b"),
        ("(TM)", "\u2122"),
        ("\u2019\u2019", '"'),
        ("a b", "ab"),
        ("a\u2003b", "a b"),
        ("<so>", "\u2039so\u203a"),
    ],
)
def test_what_is_not_substituted_stays_apart(one: str, other: str) -> None:
    assert fold_text(one) != fold_text(other)


@pytest.mark.parametrize("hostile", ["9" * 100_000, "9." * 50_000, "9x" * 50_000, "-" * 100_000])
def test_folding_is_linear(hostile: str) -> None:
    assert fold_text(hostile)
