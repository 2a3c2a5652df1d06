"""Any word with any letter put for one that looks alike is found; words of one script never are."""

import unicodedata
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

import provenance.assess
from provenance.assess.lookalikes import find_lookalikes

_TABLE = Path(provenance.assess.__file__).parent / "confusables.txt"
_ROWS = [
    tuple(chr(int(part, 16)) for part in line.split(" # ")[0].split(" ; "))
    for line in _TABLE.read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
# Small letters that can stand within a Latin word: a Greek one may be a symbol of its own.
_TWINS = [
    (letter, look)
    for letter, look in _ROWS
    if letter.islower() and not unicodedata.name(letter).startswith("GREEK")
]
_LATIN = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=8)
_CYRILLIC = st.text("абвгдежзиклмнопрстуфхцчшщъыьэюя", min_size=1, max_size=8)
_GREEK = st.text("αβγδεζηθικλμνξοπρστυφχψω", min_size=1, max_size=8)
_ENGLISH = "The company said on Friday that it had paid "


@given(_LATIN, st.sampled_from(_TWINS), _LATIN)
def test_any_small_twin_within_a_latin_word_is_named(
    head: str, twin: tuple[str, str], tail: str
) -> None:
    letter, _ = twin
    (word,) = find_lookalikes(f"{_ENGLISH}{head}{letter}{tail}.")

    assert word.letters == (letter,)
    assert word.context == f"{head}<U+{ord(letter):04X}>{tail}"


@given(st.lists(st.one_of(_LATIN, _CYRILLIC, _GREEK), max_size=20), st.sampled_from(" -.,/’"))
def test_words_of_one_script_each_are_never_flagged(words: list[str], between: str) -> None:
    assert find_lookalikes(between.join(words)) == []


@given(st.text(max_size=60))
def test_any_text_is_read_and_every_letter_named_is_in_it(text: str) -> None:
    for word in find_lookalikes(text):
        assert word.letters
        assert all(letter in text for letter in word.letters)


@given(_CYRILLIC, _LATIN)
def test_what_the_two_scripts_cannot_both_spell_is_left_alone(head: str, tail: str) -> None:
    # "ш" and "w" have no twin, so that a word with both never looks like a word of one script.
    assert find_lookalikes(f"{head}ш w{tail} ш{tail}zw {head}") == []
