"""Words: which runs were removed and added, so that it reads well."""

import pytest

from provenance.diff.align import Budget
from provenance.diff.spans import diff_words
from provenance.diff.words import split_units


def marked(before: str, after: str) -> str:
    signs = {"equal": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    return "".join(
        signs[span.change.value].format(span.text) for span in diff_words(before, after, Budget())
    )


@pytest.mark.parametrize(
    ("text", "cores"),
    [
        ("It didn't cost 1.5 or 2,400.", ["It", "didn't", "cost", "1.5", "or", "2,400", "."]),
        ("a well-known l\u2019eau 12:30", ["a", "well-known", "l\u2019eau", "12:30"]),
        ("  two  spaces ", ["", "two", "spaces"]),
        ("\u4ed6\u8bf4\u4e0d\u53bb", ["\u4ed6", "\u8bf4", "\u4e0d", "\u53bb"]),
        ("$5 \u22125\u00b0", ["$", "5", "\u2212", "5", "\u00b0"]),
        (
            "[x](https://a.example/b?c=d&e) y",
            ["[", "x", "]", "(", "https://a.example/b?c=d&e", ")", "y"],
        ),
        ("**bold** ~~gone~~", ["**", "bold", "**", "~~", "gone", "~~"]),
        ("\u0e44\u0e17\u0e22\u0e35\u0e48", ["\u0e44", "\u0e17", "\u0e22\u0e35\u0e48"]),
        (
            "\u0939\u093f\u0928\u094d\u0926\u0940 \u0939\u0948\u0964",
            ["\u0939\u093f\u0928\u094d\u0926\u0940", "\u0939\u0948", "\u0964"],
        ),
        (
            "\u0f56\u0f7c\u0f51\u0f0b\u0f61\u0f74\u0f63",
            ["\u0f56\u0f7c", "\u0f51", "\u0f0b", "\u0f61\u0f74", "\u0f63"],
        ),
        ("\u1a20\u1a63\u1a21 \u1950\u1951", ["\u1a20\u1a63", "\u1a21", "\u1950", "\u1951"]),
        ("e\u0301te\u0301 x", ["e\u0301te\u0301", "x"]),
        ("", []),
    ],
)
def test_words_keep_what_belongs_to_them(text: str, cores: list[str]) -> None:
    units = split_units(text)

    assert [unit.core for unit in units] == cores
    assert "".join(unit.core + unit.space for unit in units) == text


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("cost 1.5 million", "cost 15 million", "cost [-1.5-]{+15+} million"),
        ("they were not there", "they were there", "they were [-not -]there"),
        ("one two", "one two three", "one two{+ three+}"),
        ("one two", "zero one two", "{+zero +}one two"),
        ("from 10, 20 on", "from 11, 21 on", "from [-10, 20-]{+11, 21+} on"),
        (
            "signed by an angry crowd today",
            "signed by a quiet group today",
            "signed by [-an angry crowd-]{+a quiet group+} today",
        ),
        (
            "the minister of trade said nothing",
            "the secretary of defence said nothing",
            "the [-minister of trade-]{+secretary of defence+} said nothing",
        ),
        (
            "red apples, and in the basket by the door pears",
            "green apples, and in the basket by the door plums",
            "[-red-]{+green+} apples, and in the basket by the door [-pears-]{+plums+}",
        ),
        ("10\u00a0km", "10 km", "10[-<U+00A0>-]{+ +}km"),
        ("a\u200bbc", "ab\u200bc", "[-a<U+200B>bc-]{+ab<U+200B>c+}"),
        ("a\u00adb so", "a\u00adc so", "[-a\u00adb-]{+a\u00adc+} so"),
        ("a  b", "a b", "a[- -] b"),
        (
            "\u4ed6\u8bf4\u4ed6\u4e0d\u53bb",
            "\u4ed6\u8bf4\u4ed6\u53bb",
            "\u4ed6\u8bf4\u4ed6[-\u4e0d-]\u53bb",
        ),
        ("same", "same", "same"),
        ("", "new", "{+new+}"),
        ("old", "", "[-old-]"),
        ("", "", ""),
        ("end here ", "end there ", "end [-here-]{+there+} "),
    ],
)
def test_a_diff_reads_well(before: str, after: str, shown: str) -> None:
    assert marked(before, after) == shown
