"""Folds what WordPress's wptexturize substitutes (`docs/spec/typography.md`).

Owns the one table of substitutions. Never folds a sign (U+2212), a dash between digits, or
anything inside `pre` and `code`.
"""

import re
from collections.abc import Iterator

from provenance.diff.tokens import MARK_ENDS, MARK_STARTS, TEXT, BlockTokens, Token

_VERBATIM = frozenset({"code", "pre"})
# What wptexturize's own patterns take for a space.
_SPACE = r"[\r\n\t \u00A0]"

# Some translations of WordPress put a no-break space inside guillemets.
_GUILLEMETS = re.compile("[\u00ab\u2039][\u00a0\u202f]|[\u00a0\u202f][\u00bb\u203a]")
_CHARACTERS = str.maketrans(
    {
        **dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb\u2033", '"'),
        **dict.fromkeys("\u2018\u2019\u201a\u2039\u203a\u2032", "'"),
        "\u00a0": " ",
    }
)
_EM_DASH = re.compile(rf"---|(?:(?<=^)|(?<={_SPACE}))--(?=$|{_SPACE})")
_EN_DASH = re.compile(rf"(?<!xn)--|(?:(?<=^)|(?<={_SPACE}))-(?=$|{_SPACE})", re.MULTILINE)
# "9x9" and never "0x9999". The bound on a number's length keeps the search linear.
_TIMES = re.compile(r"\b((?:[1-9][\d.,]{0,40}|0[\d.,]{1,40}))x(?=\d[\d.,]{0,40}\b)", re.ASCII)


def fold_text(text: str) -> str:
    """Return `text` with every substitution folded to one spelling.

    In the order in which wptexturize goes. Ellipsis, dashes, trade mark and multiplication sign are
    folded the way it goes, since the way back is ambiguous; quotes are folded to ASCII.
    """
    text = text.replace("...", "\u2026")
    # This comes before the table of characters, since two curly single quotes stay two.
    text = text.replace("''", '"').replace("``", '"').replace(" (tm)", " \u2122")
    # Looking for one character is quick, and most texts have none of them.
    if "-" in text:
        text = _EN_DASH.sub("\u2013", _EM_DASH.sub("\u2014", text))
    if "x" in text:
        text = _TIMES.sub("\\1\u00d7", text)
    if text.isascii():
        return text
    return _GUILLEMETS.sub(_quote_of, text).translate(_CHARACTERS)


def fold_block(block: BlockTokens) -> tuple[Token, ...]:
    """Return a block's inline tokens with the text outside `pre` and `code` folded."""
    if any(element.value in _VERBATIM for element in block.path):
        return block.inline
    return tuple(_folded(block.inline))


def _folded(inline: tuple[Token, ...]) -> Iterator[Token]:
    verbatim = 0
    for token in inline:
        if token.kind != TEXT and token.value in _VERBATIM:
            verbatim += (token.kind == MARK_STARTS) - (token.kind == MARK_ENDS)
        folded = token.value if token.kind != TEXT or verbatim else fold_text(token.value)
        yield token if folded == token.value else Token(kind=TEXT, value=folded)


def _quote_of(found: re.Match[str]) -> str:
    return '"' if set(found[0]) & set("\u00ab\u00bb") else "'"
