"""White space and Unicode normalization of text (canonical-form.md 5)."""

from unicodedata import combining, normalize, unidata_version

UNICODE = unidata_version

# 5.4: the longest run of combining characters that is normalized. Canonical ordering sorts a run by
# insertion, so its cost grows with the square of the run.
MAX_COMBINING_RUN = 128

ASCII_SPACE = " \t\n\f\r"

# 5.4: the only characters without a combining class that decompose into combining ones alone.
_DISGUISED = frozenset("\u0f73\u0f75\u0f81")


def fold(text: str) -> str:
    """Fold every run of space, tab, LF, FF and CR in `text` to one space (5.1).

    Every other white space stays (5.2). Most text has nothing to fold, and to look for what there
    might be is far cheaper than to replace it.
    """
    if "\n" in text or "  " in text or "\t" in text or "\r" in text or "\f" in text:
        for space in "\n\t\r\f":
            text = text.replace(space, " ")
        # Each time, runs become half as long: no character is looked at alone.
        while "  " in text:
            text = text.replace("  ", " ")
    return text


def has_folds(text: str) -> bool:
    """Tell whether `fold` would change `text`, or might change a part of it."""
    return "\n" in text or "  " in text or "\t" in text or "\r" in text or "\f" in text


def words_in(text: str) -> list[str]:
    """Return what stands between runs of ASCII white space; U+00A0 is part of a word (6.2)."""
    return fold(text).split(" ") if text.strip(ASCII_SPACE) else []


def has_long_run(text: str) -> bool:
    """Tell whether `text` has a combining run over `MAX_COMBINING_RUN` (5.4)."""
    # Wherever such a run begins, one of these places is in it.
    sample = text[MAX_COMBINING_RUN :: MAX_COMBINING_RUN + 1]
    if sample.isascii() or not (_DISGUISED & {*sample} or any(map(combining, sample))):
        return False
    return any(
        _run_around(text, MAX_COMBINING_RUN + number * (MAX_COMBINING_RUN + 1)) > MAX_COMBINING_RUN
        for number, character in enumerate(sample)
        if _is_combining(character)
    )


def _run_around(text: str, place: int) -> int:
    """Return the length of the run that holds `place`, or more than the longest that is allowed."""
    first = last = place
    while first and _is_combining(text[first - 1]) and place - first <= MAX_COMBINING_RUN:
        first -= 1
    while (
        last + 1 < len(text) and _is_combining(text[last + 1]) and last - place <= MAX_COMBINING_RUN
    ):
        last += 1
    return last - first + 1


def _is_combining(character: str) -> bool:
    return combining(character) > 0 or character in _DISGUISED


def nfc(text: str) -> str | None:
    """Return `text` in NFC (5.3); None where a combining run is too long for it (5.4)."""
    if text.isascii():
        return text
    if len(text) > MAX_COMBINING_RUN and has_long_run(text):
        return None
    return normalize("NFC", text)
