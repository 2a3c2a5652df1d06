"""Text from outside, made safe to print; the only place that decides what a terminal is sent.

Captured text is hostile. An escape sequence can repaint a terminal, a bidi override can make a
sentence read backwards, a zero-width character can hide in a word. What a reader cannot see is
printed as its code point, `<U+202E>`, and nothing is dropped.
"""

import re

# Latin, Greek and Cyrillic have no use for joiners; Arabic scripts, Indic scripts and emoji do.
_JOINER = re.compile(
    "(?<![\u0590-\u1fff\u200d\u2600-\u27bf\ua800-\uabff\ufb1d-\ufdff\ufe00-\ufefe"
    "\U00010a00-\U0001ffff])[\u200c\u200d]"
)
# C0, DEL, C1; soft hyphen; bidi controls and other format characters; line and paragraph
# separators; lone surrogates; private use; noncharacters; tag characters.
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufeff\uffa0"
    "\ufff0-\ufffb\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)


def visible(text: str) -> str:
    """Return `text` with every character that a reader cannot see written as `<U+XXXX>`.

    Line feeds are written so too: a caller that wants lines splits first.
    """
    return _UNSEEN.sub(_code_point, _JOINER.sub(_code_point, text))


def _code_point(match: re.Match[str]) -> str:
    return f"<U+{ord(match[0]):04X}>"
