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
        ("$5 \u22125\u00b0C", ["$5", "\u22125\u00b0C"]),
        ("-5 to (+3) and 10-5", ["-5", "to", "(", "+3", ")", "and", "10-5"]),
        (
            "\u00a32,400 or 5\u20ac, -$5, $-5",
            ["\u00a32,400", "or", "5\u20ac", ",", "-$5", ",", "$-5"],
        ),
        ("50% of 5km on the 3rd", ["50%", "of", "5km", "on", "the", "3rd"]),
        ("1\u202f000 on 12/05/2024", ["1\u202f000", "on", "12/05/2024"]),
        (
            "\u0662\u066c\u0664\u0660\u0660 \u0665\u066a",
            ["\u0662\u066c\u0664\u0660\u0660", "\u0665\u066a"],
        ),
        ("\u0e52,\u0e54\u0e50\u0e50", ["\u0e52,\u0e54\u0e50\u0e50"]),
        ("in the U.S. at 5 a.m. by J.K. Row", "in|the|U.S.|at|5|a.m.|by|J.K.|Row".split("|")),
        ("U.S.-led, I.", ["U.S.-led", ",", "I", "."]),
        ("km/h & a\u2013b", ["km", "/", "h", "&", "a", "\u2013", "b"]),
        (
            "[x](https://a.example/b?c=d&e) y",
            ["[", "x", "]", "(", "https://a.example/b?c=d&e", ")", "y"],
        ),
        ("**bold** ~~gone~~", ["**", "bold", "**", "~~", "gone", "~~"]),
        ("\u0e44\u0e17\u0e22\u0e35\u0e48", ["\u0e44\u0e17", "\u0e22\u0e35\u0e48"]),
        ("\u0e20\u0e32\u0e29\u0e32", ["\u0e20\u0e32", "\u0e29\u0e32"]),
        ("\u0e40\u0e40\u0e01", ["\u0e40", "\u0e40\u0e01"]),
        ("\u0ea5\u0eb2\u0ea7", ["\u0ea5\u0eb2", "\u0ea7"]),
        ("\u1780\u17d2\u179a\u17bb\u1798", ["\u1780\u17d2\u179a\u17bb", "\u1798"]),
        (
            "\u101e\u1004\u103a\u1039\u1018\u1031\u102c",
            ["\u101e", "\u1004\u103a\u1039\u1018\u1031\u102c"],
        ),
        ("\u30ab\u30bf\u30ab\u30ca\u3068\u3072", ["\u30ab\u30bf\u30ab\u30ca", "\u3068", "\u3072"]),
        ("ok\U0001f44d\U0001f3fd\U0001f44d", ["ok", "\U0001f44d\U0001f3fd", "\U0001f44d"]),
        ("\U0001f1f3\U0001f1f4\U0001f1f3\U0001f1f4", ["\U0001f1f3\U0001f1f4"] * 2),
        ("\U0001f469\u200d\U0001f692\u2764\ufe0f", ["\U0001f469\u200d\U0001f692", "\u2764\ufe0f"]),
        (
            "1\ufe0f\u20e32\ufe0f\u20e3#\ufe0f\u20e3",
            ["1\ufe0f\u20e3", "2\ufe0f\u20e3", "#\ufe0f\u20e3"],
        ),
        (
            "\U0001f3f4\U000e0067\U000e0062\U000e007f\U0001f3f3\ufe0f\u200d\U0001f308",
            ["\U0001f3f4\U000e0067\U000e0062\U000e007f", "\U0001f3f3\ufe0f\u200d\U0001f308"],
        ),
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

    assert [unit.rstrip() for unit in units] == cores
    assert "".join(units) == text


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
        ("a  b", "a b", "a [- -]b"),
        (
            "\u4ed6\u8bf4\u4ed6\u4e0d\u53bb",
            "\u4ed6\u8bf4\u4ed6\u53bb",
            "\u4ed6\u8bf4\u4ed6[-\u4e0d-]\u53bb",
        ),
        # What came alone begins where a sentence does.
        (
            "The cat sat. The dog ran.",
            "The cat sat. The cow ate. The dog ran.",
            "The cat sat. {+The cow ate. +}The dog ran.",
        ),
        (
            "The cat sat. The cow ate. The dog ran.",
            "The cat sat. The dog ran.",
            "The cat sat. [-The cow ate. -]The dog ran.",
        ),
        (
            "He said no. It was late, and dark.",
            "He said no. It was cold. It was late, and dark.",
            "He said no. {+It was cold. +}It was late, and dark.",
        ),
        (
            "\u4ed6\u53bb\u3002\u4ed6\u8bf4\u4e0d\u3002",
            "\u4ed6\u53bb\u3002\u4ed6\u6765\u3002\u4ed6\u8bf4\u4e0d\u3002",
            "\u4ed6\u53bb\u3002{+\u4ed6\u6765\u3002+}\u4ed6\u8bf4\u4e0d\u3002",
        ),
        (
            "we saw the big dog",
            "we saw the red and the big dog",
            "we saw the {+red and the +}big dog",
        ),
        ("cost $5 today", "cost -$5 today", "cost [-$5-]{+-$5+} today"),
        ("at 5% now", "at 50% now", "at [-5%-]{+50%+} now"),
        ("same", "same", "same"),
        ("", "new", "{+new+}"),
        ("old", "", "[-old-]"),
        ("", "", ""),
        ("end here ", "end there ", "end [-here-]{+there+} "),
    ],
)
def test_a_diff_reads_well(before: str, after: str, shown: str) -> None:
    assert marked(before, after) == shown


def test_a_paragraph_rewritten_is_one_change_and_not_a_dozen() -> None:
    before = "Officials of the ministry said on Monday that the plan for the port was dropped."
    after = "A spokesman for the city told us that work in the harbour had never begun at all."

    spans = diff_words(before, after, Budget())

    assert sum(span.change.value == "added" for span in spans) <= 2


def test_a_word_changed_in_each_of_two_sentences_is_two_changes() -> None:
    before = "The port of the city was closed on Monday. Ships were sent to another one."
    after = "The port of the town was closed on Monday. Ships were sent to a different one."

    assert marked(before, after) == (
        "The port of the [-city-]{+town+} was closed on Monday. "
        "Ships were sent to [-another-]{+a different+} one."
    )
