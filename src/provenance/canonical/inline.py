"""The inside of one block: texts and atoms under marks (canonical-form.md 4.2 to 5.1)."""

from collections.abc import Iterable

from provenance.canonical.elements import NESTING
from provenance.canonical.flat import ATTRIBUTE, restore
from provenance.canonical.text import fold

Marks = tuple[str, ...]

BREAK = "!br"


def read_inline(tokens: Iterable[str], marks: list[Marks], *, is_verbatim: bool) -> list[str]:
    """Return the canonical tokens of a block's inside, without their U+0000.

    Args:
        tokens: Flat tokens (`flat`) without U+0000: `:text`, `<name`, `>`, `!name`.
        marks: States of the marks in force, the present one last; what the block begins and ends
            is pushed and popped.
        is_verbatim: Whether white space counts (5.1).
    """
    writer = _Writer()
    # 5.1: at the block's beginning, and after a line break, white space is nothing; elsewhere it
    # waits, under the marks where it began, for something to stand in front of.
    at_edge = not is_verbatim
    waiting: Marks | None = None
    for token in tokens:
        letter = token[0]
        if letter == ":":
            text = token[1:]
            if is_verbatim:
                writer.write(marks[-1], text)
                continue
            text = fold(text)
            if text[:1] == " ":
                text = text[1:]
                if waiting is None and not at_edge:
                    waiting = marks[-1]
            if not text:
                continue
            if waiting is not None:
                writer.write(waiting, " ")
                waiting = None
            if text[-1] == " ":
                text = text[:-1]
                waiting = marks[-1]
            writer.write(marks[-1], text)
            at_edge = False
        elif letter == "<":
            marks.append(with_mark(marks[-1], token) if marks[-1] else (token,))
        elif letter == ">":
            marks.pop()
        else:
            if waiting is not None and token != BREAK:
                writer.write(waiting, " ")
            waiting = None
            at_edge = token == BREAK
            writer.add_atom(marks[-1], token)
    writer.cross(())
    return writer.tokens


class _Writer:
    """Canonical tokens, written one after the other (4.3, 4.4)."""

    __slots__ = ("_opened", "tokens")

    def __init__(self) -> None:
        self.tokens: list[str] = []
        self._opened: Marks = ()

    def write(self, marks: Marks, text: str) -> None:
        if not text:
            return
        if marks != self._opened:
            self.cross(marks)
        elif self.tokens and self.tokens[-1][0] == ":":
            self.tokens[-1] += text
            return
        self.tokens.append(":" + text)

    def add_atom(self, marks: Marks, token: str) -> None:
        self.cross(marks)
        self.tokens.append(token)

    def cross(self, marks: Marks) -> None:
        """Write the ends and beginnings that lead to `marks` (4.4)."""
        opened = self._opened
        if marks == opened:
            return
        shared = 0
        for one, other in zip(opened, marks, strict=False):
            if one != other:
                break
            shared += 1
        self.tokens += [">" + mark_name(mark) for mark in reversed(opened[shared:])]
        self.tokens += marks[shared:]
        self._opened = marks


def mark_name(token: str) -> str:
    """Return the name in a flat mark token, without its attributes."""
    return token[1:].partition(ATTRIBUTE)[0]


def with_mark(marks: Marks, token: str) -> Marks:
    """Return `marks` with one more in force, in canonical order (4.2).

    Marks whose nesting nobody can see are a set, in code point order, which is the order of their
    UTF-8 bytes; the others follow as nested.
    """
    nested = tuple(mark for mark in marks if mark_name(mark) in NESTING)
    plain = {mark for mark in marks if mark_name(mark) not in NESTING}
    if mark_name(token) in NESTING:
        return (*sorted(plain, key=restore), *nested, token)
    return (*sorted(plain | {token}, key=restore), *nested)
