"""White space and Unicode normalization of text (canonical-form.md 5)."""

import re
import unicodedata

UNICODE = unicodedata.unidata_version

# 5.4: the longest run of combining marks that is normalized. Canonical ordering sorts a run by
# insertion, so its cost grows with the square of the run.
MAX_COMBINING_RUN = 128

ASCII_SPACE = " \t\n\f\r"
_SPACES = re.compile(f"[{ASCII_SPACE}]+")

# A cheap look for a run that could be too long: neither ASCII, Latin, kana, ideographs nor Hangul
# syllables hold a character with a combining class.
_SUSPECT = re.compile(
    f"[^\x00-\u02ff\u3040-\u3098\u309b-\u9fff\uac00-\ud7a3]{{{MAX_COMBINING_RUN + 1},}}"
)

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
    if (
        len(text) <= MAX_COMBINING_RUN
        # Every combining mark takes at least two bytes in UTF-8.
        or len(text.encode()) - len(text) <= MAX_COMBINING_RUN
        or not _SUSPECT.search(text)
    ):
        return False
    run = 0
    for character in text:
        is_mark = unicodedata.combining(character) or character in _DISGUISED_MARKS
        run = run + 1 if is_mark else 0
        if run > MAX_COMBINING_RUN:
            return True
    return False


def nfc(text: str) -> str | None:
    """Return `text` in NFC (5.3); None where a run of combining marks is too long for it (5.4)."""
    if text.isascii():
        return text
    if has_long_run(text):
        return None
    return unicodedata.normalize("NFC", text)
