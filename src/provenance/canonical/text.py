"""White space and Unicode normalization of text (canonical-form.md 5)."""

import re
import unicodedata

UNICODE = unicodedata.unidata_version

# 5.4: the longest run of combining marks that is normalized. Canonical ordering sorts a run by
# insertion, so its cost grows with the square of the run.
MAX_COMBINING_RUN = 128

ASCII_SPACE = " \t\n\f\r"
_SPACES = re.compile(f"[{ASCII_SPACE}]+")

# 5.4: the only characters without a combining class that decompose into combining marks alone.
_DISGUISED_MARKS = "\u0f73\u0f75\u0f81"


def fold(text: str) -> str:
    """Fold every run of space, tab, LF, FF and CR in `text` to one space (5.1).

    Every other white space stays (5.2). Most text has nothing to fold, and to look for what there
    might be is far cheaper than to replace it.
    """
    if "\n" in text or "  " in text or "\t" in text or "\r" in text or "\f" in text:
        return _SPACES.sub(" ", text)
    return text


def words_in(text: str) -> list[str]:
    """Return what stands between runs of ASCII white space; U+00A0 is part of a word (6.2)."""
    return fold(text).split(" ") if text.strip(ASCII_SPACE) else []


def has_long_run(text: str) -> bool:
    """Tell whether `text` has a run of combining marks over `MAX_COMBINING_RUN` (5.4)."""
    # Wherever such a run begins, one of these places is in it.
    for place in range(MAX_COMBINING_RUN, len(text), MAX_COMBINING_RUN + 1):
        if _is_mark(text[place]):
            around = text[place - MAX_COMBINING_RUN : place + MAX_COMBINING_RUN + 1]
            if _longest_run(around) > MAX_COMBINING_RUN:
                return True
    return False


def _longest_run(text: str) -> int:
    longest = run = 0
    for character in text:
        run = run + 1 if _is_mark(character) else 0
        longest = max(longest, run)
    return longest


def _is_mark(character: str) -> bool:
    return unicodedata.combining(character) > 0 or character in _DISGUISED_MARKS


def is_nfc(text: str) -> bool:
    """Tell whether `nfc` would give `text` as it is, and every part of it."""
    return unicodedata.is_normalized("NFC", text) and not has_long_run(text)


def nfc(text: str) -> str | None:
    """Return `text` in NFC (5.3); None where a run of combining marks is too long for it (5.4)."""
    if text.isascii():
        return text
    if len(text) > MAX_COMBINING_RUN and has_long_run(text):
        return None
    return unicodedata.normalize("NFC", text)
