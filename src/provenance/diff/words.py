"""Takes a text apart into words for comparing, and shows characters that nobody sees.

Owns what a word is. Never drops a character: the units of a text, joined, are the text.
"""

import re
import unicodedata
from typing import NamedTuple

from provenance.diff.scripts import CLINGING, UNSPACED

# Punctuation and symbols that stand alone; what is left is letters, digits and their marks.
_ALONE = (
    "!-/:-@\\[-`{-\u00a9\u00ab\u00ac\u00ae-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7"
    "\u0589\u05be\u060c\u061b\u061f\u066a-\u066c\u06d4\u0964\u0965\u1361-\u1368"
    "\u2010-\u2027\u2030-\u205e\u20a0-\u20cf\u2190-\u2bff\u3000-\u303f"
    "\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
)
_LETTER = f"[^\\s{_ALONE}{UNSPACED}]"
# Punctuation that stays inside a word: 1.5, 2,400, didn't, 12:30, well-known, l\u2019eau.
_UNIT = re.compile(
    rf"((?:https?|mailto):[^\s()\[\]<>\"]+|[{UNSPACED}][{CLINGING}]*"
    rf"|{_LETTER}+(?:[.,:'\u2019\u00b7\u2010\u2011-]{_LETTER}+)*|\*\*|~~|\S)(\s*)"
)
_LEADING = re.compile(r"\s+")
_PLAIN_SPACES = frozenset(" \n\t")


class Unit(NamedTuple):
    """A word, a character or a mark of punctuation, with the white space behind it.

    Attributes:
        core: What is compared; empty for white space at the very start.
        space: White space behind it, perhaps none.
    """

    core: str
    space: str


def split_units(text: str) -> list[Unit]:
    """Return a text's units; joined, they are the text."""
    leading = _LEADING.match(text)
    units = [Unit("", leading[0])] if leading else []
    start = leading.end() if leading else 0
    units += [Unit(*found.groups()) for found in _UNIT.finditer(text, start)]
    return units


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
