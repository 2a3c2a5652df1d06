"""Takes a text apart into words for comparing, and shows characters that nobody sees.

Owns what a word is (`docs/spec/typography.md`, "Words"). Never drops a character: the units of a
text, joined, are the text.
"""

import re
import unicodedata

from provenance.diff.scripts import (
    CLINGING,
    CONSONANTS,
    EMOJI,
    KATAKANA,
    MODIFIERS,
    STACKING,
    UNSPACED,
    VOWELS_BEFORE,
    VOWELS_BEHIND,
)

# Punctuation and symbols that stand alone; what is left is letters, digits and their marks.
_ALONE = (
    "!-/:-@\\[-`{-\u00a9\u00ab\u00ac\u00ae-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7"
    "\u0589\u05be\u060c\u061b\u061f\u066a-\u066c\u06d4\u0964\u0965\u1361-\u1368"
    "\u2010-\u2027\u2030-\u205e\u20a0-\u20cf\u2190-\u2bff\u3000-\u303f"
    "\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
)
# What \s takes, spelt out: inside a class a search for it is slower.
_SPACES = " \t-\r\x1c-\x1f\x85\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_LETTER = f"[^{_SPACES}{_ALONE}{UNSPACED}{EMOJI}]"
_ADDRESS = '(?:https?|mailto):[^\\s()\\[\\]<>"]+'
# U.S. and a.m. keep their last dot.
_SHORT = rf"(?:[^\W\d_]\.){{2,}}+(?:[-\u2010\u2011'\u2019]?{_LETTER}+)?+"
# Punctuation that stays inside a word: didn't, well-known, l\u2019eau.
_INNER = "[.,:'\u2019\u00b7\u2010\u2011-]"
_WORD = rf"(?!\d){_LETTER}++(?:{_INNER}{_LETTER}++)*+"
# A number keeps its sign, its currency, its unit and what is inside it: 1.5, 2,400, 12:30,
# 12/05/2024, -5\u00b0C, \u00a32,400, 50%, 3rd; and in 1\u202f000 a space that does not break. What
# stands behind a letter or a digit is no sign.
_SIGN = "[-+\u2212\u00b1\uff0b\uff0d]"
_SIGN_FIRST = f"(?<![^\\s(\\[{{\u00ab\u2018\u201c\"']){_SIGN}"
_CURRENCY = "[$\u00a2-\u00a5\u20a0-\u20cf\uff04\uffe0\uffe1\uffe5\uffe6]"
_DIGITS = rf"(?:\d|{_LETTER})++"
_NUMBER = (
    rf"(?:{_SIGN_FIRST})?+(?:{_CURRENCY}{_SIGN}?+)?+(?=\d){_DIGITS}"
    rf"(?:(?:{_INNER}|[\u066b\u066c]){_DIGITS}|[/\u2044](?=\d){_DIGITS}"
    rf"|(?<=\d)[\u00a0\u2009\u202f]\d{{3}}(?!\d))*+"
    rf"(?:\u00b0[CFK](?!\w)|[%\u00b0\u066a\u2030\u2031\uff05]|{_CURRENCY})?+"
)
# A keycap; a flag, or an emoji with all that is joined to it.
_KEYCAP = "[0-9#*]\ufe0f?\u20e3"
_EMOJI = (
    "[\U0001f1e6-\U0001f1ff]{2}"
    rf"|[{EMOJI}][{MODIFIERS}]*+(?:\u200d[{EMOJI}][{MODIFIERS}]*+)*+"
)
# What a script without spaces writes as one: a letter with its vowels, marks and stacked letters.
_CLUSTER = (
    rf"[{KATAKANA}]{{2,}}+|(?:[{VOWELS_BEFORE}](?=[{CONSONANTS}]))?+[{UNSPACED}][{CLINGING}]*+"
    rf"(?:(?<=[{STACKING}])[{UNSPACED}][{CLINGING}]*+)*+[{VOWELS_BEHIND}]?+"
)
# The first alternative is a short cut for the commonest words; \S takes whatever is left.
_UNIT = re.compile(
    r"[A-Za-z]++\s++"
    rf"|(?:{_ADDRESS}|{_SHORT}|{_WORD}|{_KEYCAP}|{_NUMBER}|{_EMOJI}|{_CLUSTER}"
    rf"|\*\*|~~|\S[{CLINGING}]*+)\s*+|\s++"
)
_PLAIN_SPACES = frozenset(" \n\t")


def split_units(text: str) -> list[str]:
    """Return a text's words, characters and marks of punctuation, in order.

    Each with the white space behind it, so that joined they are the text; what is compared is the
    unit without that (`rstrip`), empty for white space at the very start.
    """
    return _UNIT.findall(text)


def is_wordless(text: str) -> bool:
    """Return whether a text has no letter and no digit."""
    return not any(character.isalnum() for character in text)


def unseen(text: str) -> str:
    """Return, in order, the characters of a text that a reader cannot tell or does not see."""
    if _is_plain(text):
        return ""
    return "".join(character for character in text if _is_unseen(character))


def show_unseen(text: str) -> str:
    """Return `text` with such characters written as code points, as in `<U+00A0>`."""
    return "".join(
        f"<U+{ord(character):04X}>" if _is_unseen(character) else character for character in text
    )


def seen(text: str) -> str:
    """Return what a reader sees of a text: such characters gone, spaces of any kind plain."""
    if _is_plain(text):
        return text.replace("\n", " ").replace("\t", " ")
    return "".join(
        " " if character.isspace() else character
        for character in text
        if character.isspace() or not _is_unseen(character)
    )


def _is_plain(text: str) -> bool:
    """Return whether a text has no such character; `isprintable` refuses more than they are."""
    return text.replace("\n", "").replace("\t", "").isprintable()


def _is_unseen(character: str) -> bool:
    if character in _PLAIN_SPACES or character.isalnum():
        return False
    return unicodedata.category(character) in {"Cf", "Cc", "Zs", "Zl", "Zp"}
