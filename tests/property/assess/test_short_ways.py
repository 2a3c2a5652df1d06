"""A question about an edit that is left out would have had no other answer."""

import re
from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.assess.classes import pieces, wording
from provenance.assess.classes.features import Run
from provenance.assess.classes.grammar import plain
from provenance.assess.classes.lexicon import Lexicon, languages, lexicon
from provenance.assess.classes.order import is_reordered
from provenance.assess.classes.pieces import split_pieces
from provenance.assess.classes.terms import has_word_of_its_own, terms
from provenance.assess.classes.wording import word_classes


def _forms(words: Lexicon) -> list[str]:
    """Return what a language's file makes of words, and words that it knows nothing of."""
    groups = [
        *words.contractions,
        *words.alike,
        *words.pairs["confused"],
        *words.pairs["agreement"],
    ]
    listed = ["articles", "negation", "modality", "attribution", "titles", "conjunctions"]
    forms = {form for group in groups for form in group}
    forms |= {form.strip("*") for name in listed for form in words.lists[name]}
    forms |= {form.strip("*") for form in words.values["weekdays"]}
    plain = [
        "U.S.",
        "us",
        "James",
        "James's",
        "Keller",
        "Koller",
        "able",
        "unable",
        "3",
        "3.5",
        ",",
    ]
    return sorted(forms | set(plain))


_TONGUES = {code: _forms(lexicon(code)) for code in languages()}
_SIDE = st.lists(st.integers(0, 10_000), min_size=1, max_size=7)


def _run(code: str, places: Sequence[int]) -> Run:
    forms = _TONGUES[code]
    text = " ".join(forms[place % len(forms)] for place in places)
    return _read(text, lexicon(code))


@given(st.sampled_from(languages()), _SIDE, _SIDE, st.data())
def test_a_word_of_its_own_is_in_no_other_order_of_the_same_terms(
    code: str, before: list[int], after: list[int], data: st.DataObject
) -> None:
    words = lexicon(code)
    left = _run(code, before)
    right = _run(code, data.draw(st.permutations(before)) if data.draw(st.booleans()) else after)

    own = has_word_of_its_own(left, right, words)

    keys = [Counter(term.key for term in terms(run, words)) for run in (left, right)]
    assert not (own and keys[0] == keys[1])
    assert not (own and is_reordered(left, right, words))


@pytest.mark.parametrize("after", ["the bird sang", "sang the cat", "the wolf sang"])
def test_a_word_that_only_one_side_has_is_seen_whatever_stands_around_it(after: str) -> None:
    english = lexicon("en")
    left, right = (_read(text, english) for text in ("the dog sang", after))

    assert has_word_of_its_own(left, right, english)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("sang the dog", "the dog sang"),
        ("the U.S. won", "the US won"),
        ("he did not", "he didn\u2019t"),
        ("on Mon", "on Monday"),
        ("James\u2019 dog", "James\u2019s dog"),
    ],
)
def test_another_writing_is_no_word_of_its_own(before: str, after: str) -> None:
    english = lexicon("en")
    left, right = _read(before, english), _read(after, english)

    assert not has_word_of_its_own(left, right, english)
    assert not has_word_of_its_own(right, left, english)


@given(st.sampled_from(languages()), _SIDE, _SIDE)
def test_words_that_are_not_asked_about_change_no_class(
    code: str, before: list[int], after: list[int]
) -> None:
    left, right, words = _run(code, before), _run(code, after), lexicon(code)
    short = word_classes(left, right, words)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wording, "_may_tell_more", lambda *_: True)
        long = word_classes(left, right, words)

    assert short == long


@given(
    st.sampled_from(languages()),
    st.text("abAI,.'\u2019-\u00e9\u0436\u4e00\u20ac$ 3_\u0301\u200b:/\n"),
)
def test_the_short_cut_for_plain_words_reads_every_text_as_before(code: str, text: str) -> None:
    words = lexicon(code)
    long = re.compile(plain().pattern.replace("[A-Za-z]++(?=[ ,])|", ""))
    short = split_pieces(text, words)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pieces, "plain", lambda: long)
        assert split_pieces(text, words) == short

    assert long != plain()


def _read(text: str, words: Lexicon) -> Run:
    read = split_pieces(text, words)
    return Run(whole=read, start=0, end=len(read))
