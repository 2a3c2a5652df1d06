"""Excerpts that WordPress derives from the content (canonical-form.md 6)."""

import re

from provenance.canonical.inline import BREAK
from provenance.canonical.text import words_in

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
    read = ""
    for text in content_texts:
        for word in words_in(text):
            read += word
            if len(read) >= len(told):
                return _ends_there(told, read)
    return False


def _ends_there(told: str, read: str) -> bool:
    """Tell whether `told` is what was read up to a word's end, or up to a character (6.3)."""
    return read == told or (read.startswith(told) and _UNSPACED.match(told[-1]) is not None)


def _excerpt_words(blocks: tuple[bytes, ...]) -> list[str]:
    """Return the excerpt's words less a trailing read-more link and a trailing ellipsis (6.2)."""
    tokens = [block.decode().split("\x00")[1:] for block in blocks]
    if tokens and tokens[-1][-1:] == [">a"]:
        # `a` is the outermost of the marks that do not nest, so the last one ends the block.
        last = tokens[-1]
        del last[len(last) - 1 - last[::-1].index("<a") :]
    words = words_in(" ".join(_words(block) for block in tokens))
    while words:
        word = words.pop()
        ends = _ELLIPSES.match(word[::-1])
        word = word[: len(word) - ends.end()] if ends else word
        if word:
            return [*words, word]
    return words


def _words(tokens: list[str]) -> str:
    return "".join(
        "\n" if token == BREAK else token[1:]
        for token in tokens
        if token[0] == ":" or token == BREAK
    )
