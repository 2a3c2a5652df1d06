"""Finds characters that nobody sees in a text, where no script or emoji needs them.

Owns the table of such characters and their legitimate uses. Never judges who put them there.
"""

import re
import unicodedata
from typing import NamedTuple

from provenance.diff import UNSPACED

_ZERO_WIDTH = "\u200b\u2060\u2061\u2062\u2063\u2064\ufeff\u180e\u034f\u115f\u1160\u3164\uffa0"
_JOINERS = "\u200c\u200d"
_MARKS = "\u200e\u200f\u061c"
_OVERRIDES = "\u202d\u202e"
_EMBEDDINGS = "\u202a\u202b\u202c\u2066\u2067\u2068\u2069"
_TAGS = "\U000e0001\U000e0020-\U000e007f"
_ANNOTATIONS = "\ufff9-\ufffb"
_CANDIDATE = re.compile(
    f"[{_ZERO_WIDTH}{_JOINERS}{_MARKS}{_OVERRIDES}{_EMBEDDINGS}{_TAGS}{_ANNOTATIONS}]"
)
# Scripts whose letters join, or whose words are broken, by such characters: Arabic and its
# neighbours to Khmer and Mongolian, Tai scripts, and the Arabic presentation forms.
_JOINING = re.compile(
    "[\u0600-\u109f\u1700-\u18af\u1900-\u1aaf\u1b00-\u1c7f\ua800-\ua8ff\ua980-\uabff"
    "\ufb50-\ufdff\ufe70-\ufefc\U00010a00-\U00011fff\U0001e900-\U0001e95f]"
)
# Scripts without spaces, in which U+200B marks where a line may break.
_UNSPACED = re.compile(f"[{UNSPACED}]")
_HANGUL = re.compile("[\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]")
_FLAG = "\U0001f3f4"
_NEAR = 8
_CONTEXT = 20


class Hit(NamedTuple):
    """One unseen character.

    Attributes:
        character: The character.
        context: The words around it, with it written as a code point.
    """

    character: str
    context: str

    @property
    def name(self) -> str:
        """Its code point and Unicode name: `U+200B ZERO WIDTH SPACE`."""
        name = unicodedata.name(self.character, "")
        return f"U+{ord(self.character):04X} {name}".rstrip()


def find_unseen(text: str) -> list[Hit]:
    """Return the characters of `text` that nobody sees and no script or emoji needs, in order."""
    right_to_left: bool | None = None
    hits = []
    for found in _CANDIDATE.finditer(text):
        if found[0] in _MARKS + _EMBEDDINGS:
            if right_to_left is None:
                right_to_left = _has_right_to_left(text)
            needed = right_to_left
        else:
            needed = _is_needed(text, found.start())
        if not needed:
            hits.append(Hit(found[0], _around(text, found.start())))
    return hits


def _has_right_to_left(text: str) -> bool:
    """Return whether a text has letters that run right to left: then marks order it."""
    return any(unicodedata.bidirectional(character) in {"R", "AL"} for character in text)


def _is_needed(text: str, at: int) -> bool:
    character = text[at]
    before, after = text[max(0, at - _NEAR) : at], text[at + 1 : at + 1 + _NEAR]
    near = _last_letter(before) + _first_letter(after)
    if character in _JOINERS and _JOINING.search(near):
        return True
    if character == "\u200d":
        return _is_pictograph(_last_base(before)) and _is_pictograph(after[:1])
    if character == "\u200b":
        return bool(_UNSPACED.search(near))
    if character in "\u115f\u1160":
        return bool(_HANGUL.search(before[-1:] + after[:1]))
    if character >= "\U000e0020":
        return _FLAG in text[max(0, at - _NEAR) : at]
    # The combining grapheme joiner orders marks, in Hebrew and elsewhere.
    return character == "\u034f" and bool(after) and unicodedata.combining(after[0]) > 0


def _last_letter(text: str) -> str:
    return next((c for c in reversed(text) if _is_letter(c)), "")


def _first_letter(text: str) -> str:
    return next((c for c in text if _is_letter(c)), "")


def _is_letter(character: str) -> bool:
    return unicodedata.category(character) not in {"Cf", "Mn", "Me"}


def _last_base(text: str) -> str:
    """Return the last character that is no variation selector and no skin tone."""
    skipped = "\ufe0f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"
    return next((c for c in reversed(text) if c not in skipped), "")


def _is_pictograph(character: str) -> bool:
    return unicodedata.category(character or " ") == "So"


def _around(text: str, at: int) -> str:
    start, end = max(0, at - _CONTEXT), at + 1 + _CONTEXT
    before, after = text[start:at].replace("\n", " "), text[at + 1 : end].replace("\n", " ")
    # Half a word is no word of the text; where there is no space, as in Chinese, all is shown.
    if start and not text[start - 1].isspace():
        before = before.partition(" ")[2] or before
    if end < len(text) and not text[end].isspace():
        after = after.rpartition(" ")[0] or after
    written = f"<U+{ord(text[at]):04X}>"
    return _CANDIDATE.sub("", before) + written + _CANDIDATE.sub("", after)
