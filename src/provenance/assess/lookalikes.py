"""Finds letters of one script in a word of another that look like letters of its own.

Owns which look alike, from Unicode's table (`confusables.txt`, with its version), and the words in
which a reader can tell the scripts. Never judges who put the letters there, and never looks at a
word of one script alone.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

_TABLE = Path(__file__).parent / "confusables.txt"
_LATIN, _GREEK, _CYRILLIC = "LATIN", "GREEK", "CYRILLIC"
# A word, with the accents that stand alone in it; what is no letter of an alphabet parts it.
_WORD = re.compile(r"(?:[^\W_]|[\u0300-\u036f])+")
# What alphabets other than Latin have of letters that could be taken for its own.
_OTHER = re.compile(
    "[\u0370-\u058f\u13a0-\u13ff\u1c80-\u1c8f\u2c80-\u2cff\ua4d0-\ua4ff\ua640-\ua69f\uab70-\uabbf]"
)
# Words of one script alone, as nearly all are, by the ranges that hold most of its letters.
_PLAIN = re.compile("[0-9A-Za-z\u00c0-\u024f]+|[0-9\u0400-\u052f]+|[0-9\u0370-\u03ff]+")
_ROMAN = re.compile("[IVXLCDM]+")
# Letters that no stem of a Russian word, or of its neighbours, is mistaken by: Chechen's U+04CF
# looks like `l`, and nobody reads "Apple" in Cyrillic.
_COMMON = re.compile("[\u0400-\u045f]")
# Greek letters that Latin orthographies are typed with, such as Kabyle, for want of their own.
_BORROWED = frozenset("\u03b3\u03b5")
_OMICRON = "\u03bf"
_SHORTEST_CAPITALS = 2


class MixedWord(NamedTuple):
    """One word with letters of another script that look like its own.

    Attributes:
        letters: Those letters, each once.
        context: The word, with each of them written as a code point.
    """

    letters: tuple[str, ...]
    context: str

    @property
    def names(self) -> tuple[str, ...]:
        """Their code points and Unicode names: `U+0430 CYRILLIC SMALL LETTER A`."""
        return tuple(f"U+{ord(each):04X} {unicodedata.name(each)}" for each in self.letters)


def find_lookalikes(text: str) -> list[MixedWord]:
    """Return the words of `text` that mix scripts and look as if they did not, in order.

    A word whose scripts a reader can tell apart, such as a Latin name with a Cyrillic ending, is
    none; nor is a Greek letter that stands for a quantity, or a Roman numeral in Cyrillic text.
    """
    if not _OTHER.search(text):
        return []
    home = ""
    found = []
    for match in _WORD.finditer(text):
        for word in () if _PLAIN.fullmatch(match[0]) else _of_alphabets(match[0]):
            if len({_script(letter) for letter in word if letter.isalpha()}) > 1:
                home = home or _home(text)
                letters = _foreign_letters(word, home)
                if letters:
                    found.append(MixedWord(letters, _written(word, letters)))
    return found


def _of_alphabets(word: str) -> list[str]:
    """Return a word in parts: scripts without spaces join to it what is a word of its own."""
    return ["".join(part) for is_of_one, part in groupby(word, _is_of_alphabet) if is_of_one]


def _is_of_alphabet(letter: str) -> bool:
    return not letter.isalpha() or _script(letter) in _looks()


def _foreign_letters(word: str, home: str) -> tuple[str, ...]:
    """Return the letters of a word that look like those of its other script, each once.

    None where a reader can tell.

    Args:
        word: Letters of two alphabets, at least.
        home: The script that most of the text is in.
    """
    letters = [letter for letter in word if letter.isalpha()]
    counts = Counter(map(_script, letters))
    if _is_compound(letters, home) or _is_roman(word, home):
        return ()
    for script in sorted(counts, key=lambda each: (-counts[each], each != home)):
        # Each once: a word of a hundred thousand letters has but a few different ones.
        foreign = tuple(letter for letter in dict.fromkeys(letters) if _script(letter) != script)
        if all(_look_of(letter) in _looks()[script] for letter in foreign):
            return () if _is_symbol(word, foreign, script, home) else foreign
    return ()


def _is_compound(letters: Sequence[str], home: str) -> bool:
    """Return whether a Latin name or abbreviation has an ending, or a prefix, that can be told.

    Such as a brand with a Russian ending in Russian text. That a name has a letter which the
    ending's script has not, or that capitals stand beside small letters, tells the two parts.
    """
    scripts = [_script(letter) for letter in letters]
    if home == _LATIN or set(scripts) != {_LATIN, home}:
        return False
    latin, other = (
        "".join(letter for letter in letters if _script(letter) == script)
        for script in (_LATIN, home)
    )
    if "".join(letters) not in {latin + other, other + latin}:
        return False
    if any(
        capitals.isupper() and len(capitals) >= _SHORTEST_CAPITALS and small.islower()
        for capitals, small in ((latin, other), (other, latin))
    ):
        return True
    return scripts[0] == _LATIN and any(letter not in _common_looks(home) for letter in latin)


def _is_roman(word: str, home: str) -> bool:
    """Return whether a word is a Roman numeral typed in part with letters of the text's script."""
    looks = (_look_of(letter) or letter for letter in word)
    return home != _LATIN and _ROMAN.fullmatch("".join(looks)) is not None


def _is_symbol(word: str, foreign: Sequence[str], script: str, home: str) -> bool:
    """Return whether Greek letters beside Latin ones stand for quantities, as in `TNF\u03b1`."""
    if {script, *map(_script, foreign)} != {_GREEK, _LATIN}:
        return False
    if script == _GREEK:
        greek = sum(_script(letter) == _GREEK for letter in word)
        is_formula = any(letter.isdecimal() for letter in word) or 2 * greek <= len(word)
        return home != _GREEK or is_formula
    return all(
        letter in _BORROWED or (letter.islower() and letter != _OMICRON) for letter in foreign
    ) and not any(_is_within(word, letter) for letter in foreign if letter not in _BORROWED)


def _is_within(word: str, letter: str) -> bool:
    """Return whether a letter stands between two small letters of basic Latin."""
    return re.search(f"[a-z]{letter}[a-z]", word) is not None


def _home(text: str) -> str:
    """Return the script that most letters of a text are of, among those that can look alike."""
    counts = Counter(_script(letter) for letter in text if letter.isalpha())
    return max(_looks(), key=lambda script: counts[script])


def _written(word: str, letters: Sequence[str]) -> str:
    return "".join(f"<U+{ord(each):04X}>" if each in letters else each for each in word)


@cache
def _script(letter: str) -> str:
    """Return the first word of a letter's Unicode name, which is its script in an alphabet."""
    return unicodedata.name(letter, "").split(" ")[0]


def _look_of(letter: str) -> str | None:
    """Return the letter of basic Latin that a letter looks like; None where there is none."""
    return letter if letter.isascii() else _table().get(letter)


@cache
def _table() -> Mapping[str, str]:
    """Return what each letter of the table looks like, a capital `I` as itself and not as `l`."""
    table = {}
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            letter, look = (chr(int(part, 16)) for part in line.partition("#")[0].split(";"))
            table[letter] = "I" if look == "l" and not letter.islower() else look
    return table


@cache
def _looks() -> Mapping[str, frozenset[str]]:
    """Return which letters of basic Latin the letters of each script look like."""
    looks: dict[str, set[str]] = {_LATIN: {chr(each) for each in range(0x41, 0x7B)}}
    for letter, look in _table().items():
        looks.setdefault(_script(letter), set()).add(look)
    return {script: frozenset(letters) for script, letters in looks.items()}


@cache
def _common_looks(script: str) -> frozenset[str]:
    """Return `_looks` of a script; of Cyrillic by the letters that its larger languages have."""
    if script != _CYRILLIC:
        return _looks()[script]
    return frozenset(look for letter, look in _table().items() if _COMMON.match(letter))
