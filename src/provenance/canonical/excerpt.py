"""Excerpts that WordPress derives from the content (canonical-form.md 6)."""

import re
from itertools import accumulate

from provenance.canonical.inline import words_of
from provenance.canonical.text import fold, words_in

# 6.2: what a theme hangs on the end of an excerpt, read from the end: a search from the beginning
# would read a million dots a million times.
_ELLIPSES = re.compile(r"(?:\]?(?:\u2026|\.\.\.)\[?)*+")

# 6.3: scripts that are written without spaces, in which an excerpt is cut between characters.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff]"
)


def is_derived(excerpt_blocks: tuple[bytes, ...], content_texts: tuple[str, ...]) -> bool:
    """Tell whether an excerpt merely repeats the beginning of the content.

    Args:
        excerpt_blocks: Canonical blocks of the excerpt.
        content_texts: words of each of the content's blocks, dynamic ones too.
    """
    told = "".join(_excerpt_words(excerpt_blocks))
    if not told:
        return True
    read: list[str] = []
    size = 0
    for text in content_texts:
        read.append(fold(text).replace(" ", ""))
        before, size = size, size + len(read[-1])
        if size >= len(told):
            ends = accumulate(map(len, words_in(text)), initial=before)
            is_cut_here = len(told) in ends or _UNSPACED.match(told[-1]) is not None
            return is_cut_here and "".join(read).startswith(told)
    return False


def _excerpt_words(blocks: tuple[bytes, ...]) -> list[str]:
    """Return the excerpt's words less a trailing read-more link and a trailing ellipsis (6.2)."""
    tokens = [block.decode().split("\x00")[1:] for block in blocks]
    if tokens and tokens[-1][-1:] == [">a"]:
        # `a` is the outermost of the marks that do not nest, so the last one ends the block.
        last = tokens[-1]
        del last[len(last) - 1 - last[::-1].index("<a") :]
    words = words_in(" ".join(words_of(block) for block in tokens))
    while words:
        word = words.pop()
        ends = _ELLIPSES.match(word[::-1])
        word = word[: len(word) - ends.end()] if ends else word
        if word:
            return [*words, word]
    return words
