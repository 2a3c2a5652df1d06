"""Excerpts that WordPress derives from the content (canonical-form.md 6)."""

import re
from collections.abc import Iterable

from provenance.canonical.blocks import FieldBlocks
from provenance.canonical.inline import words_of
from provenance.canonical.plain import text_of_plain
from provenance.canonical.reading import read_block
from provenance.canonical.text import ASCII_SPACE, fold, nfc, words_in

# 6.2: what a theme hangs on the end of an excerpt, read from the end: a search from the beginning
# would read a million dots a million times.
_ELLIPSES = re.compile(r"(?:\]?(?:\u2026|\.\.\.)\[?)*+")

# 6.2: a read-more link.
_LINK_END = b"\x00>a"

# 6.3: scripts that are written without spaces, in which an excerpt is cut between characters.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff]"
)


# What WordPress itself hangs on.
_USUAL_END = " [\u2026]"
_ENDS_OF_ELLIPSES = "\u2026.[]"


def repeats_plainly(rendered: str, content: FieldBlocks) -> bool:
    """Tell whether an excerpt is plain text and surely derived; False says nothing.

    A shortcut for nearly every excerpt, which is made into no blocks.
    """
    plain = text_of_plain(rendered)
    if plain is None:
        return False
    told = fold(plain.strip(ASCII_SPACE)).removesuffix(_USUAL_END)
    if not told or told[-1] in _ENDS_OF_ELLIPSES:
        return False
    if _is_beginning(told, content):
        return True
    words = nfc(told)
    return words is not None and _repeats(words, content)


def _is_beginning(told: str, content: FieldBlocks) -> bool:
    """Tell whether the content begins with a text, spaces and all, up to a word's end.

    The text is not brought to NFC: where it is the beginning of what is in NFC, so is it.
    """
    if content.flags:  # 5.4: a block of it is not in NFC
        return False
    place = 0
    for text in filter(None, content.texts):
        if not told.startswith(text, place):
            last = told[place:]
            return text.startswith(last) and text[len(last)] == " "
        place += len(text)
        if place >= len(told):
            return True
        if told[place] != " ":
            return False
        place += 1
    return False


def is_derived(excerpt: FieldBlocks, content: FieldBlocks) -> bool:
    """Tell whether an excerpt merely repeats the beginning of the content, dynamic parts too."""
    told = "".join(_excerpt_words(excerpt))
    return _repeats(told, content) if told else not _shows_atom(excerpt)


def repeats_beginning(excerpt: Iterable[bytes], content: Iterable[bytes]) -> bool:
    """Tell the same of canonical blocks, which may be of two captures.

    Raises:
        MalformedError: What is given is no canonical block.
    """
    return is_derived(_field_of(excerpt), _field_of(content))


def _field_of(blocks: Iterable[bytes]) -> FieldBlocks:
    parts = [read_block(block) for block in blocks]
    return FieldBlocks(
        blocks=tuple([part.data for part in parts]),
        texts=tuple([part.text for part in parts]),
        dynamic=frozenset(),
        flags=(),
    )


def _repeats(told: str, content: FieldBlocks) -> bool:
    """Tell whether words are the beginning of the content's, spaces apart (6.3)."""
    told = told.replace(" ", "")
    read: list[str] = []
    size = 0
    for text in map(fold, content.texts):
        read.append(text.replace(" ", ""))
        before, size = size, size + len(read[-1])
        if size >= len(told):
            return "".join(read).startswith(told) and (
                _ends_word(text, len(told) - before) or _UNSPACED.match(told[-1]) is not None
            )
    return False


def _ends_word(text: str, count: int) -> bool:
    """Tell whether a word of `text` ends with its character `count`, spaces not counted.

    Args:
        text: Text without two spaces together.
        count: From 1 to the number of characters that are no spaces.
    """
    # With each step the spaces before the character's place are counted again, up to where it
    # would be by the last count; what is left halves at least.
    end = count
    while (further := count + text.count(" ", 0, end)) != end:
        end = further
    return text[end : end + 1] in {"", " "}


def _shows_atom(excerpt: FieldBlocks) -> bool:
    """Tell whether an excerpt shows a picture or the like outside of its read-more link (6.3)."""
    tokens = [token for block in excerpt.blocks for token in block.decode().split("\x00")]
    if tokens[-1:] == [">a"]:
        tokens = _up_to_last_link(tokens)
    return any(part.startswith("!") and part != "!br" for part in tokens)


def _excerpt_words(excerpt: FieldBlocks) -> list[str]:
    """Return the excerpt's words less a trailing read-more link and a trailing ellipsis (6.2)."""
    texts = list(excerpt.texts)
    if excerpt.blocks and excerpt.blocks[-1].endswith(_LINK_END):
        texts[-1] = _without_last_link(excerpt.blocks[-1])
    words = words_in(" ".join(texts))
    while words:
        word = words.pop()
        ends = _ELLIPSES.match(word[::-1])
        word = word[: len(word) - ends.end()] if ends else word
        if word:
            return [*words, word]
    return words


def _without_last_link(block: bytes) -> str:
    """Return the words of a block less those of the link with which it ends."""
    return words_of(_up_to_last_link(block.decode().split("\x00"))[1:])


def _up_to_last_link(tokens: list[str]) -> list[str]:
    """Return what stands before the link with which `tokens` end."""
    # `a` is the outermost of the marks that do not nest, so the last one ends the block.
    return tokens[: len(tokens) - 1 - tokens[::-1].index("<a")]
