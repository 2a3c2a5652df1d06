"""The inside of one block: texts and atoms under marks (canonical-form.md 4.2 to 5.1)."""

from bisect import bisect_left
from collections.abc import Iterable

from provenance.canonical.effects import BREAK, MARK_END
from provenance.canonical.elements import NESTING
from provenance.canonical.text import fold

# Mark tokens in force, in canonical order (4.2).
Marks = tuple[str, ...]

_BREAK = BREAK[1:]


def read_inline(  # noqa: C901, PLR0912  a hot loop: calls would double its cost
    pieces: Iterable[str], states: list[Marks], *, is_verbatim: bool
) -> tuple[str, str]:
    """Return the canonical tokens of a block's inside, and its words, both before NFC.

    Args:
        pieces: Texts, and tokens of `effects.Change`, in document order.
        states: States of the marks in force, the present one last; what the block begins and ends
            is pushed and popped.
        is_verbatim: Whether white space counts (5.1).
    """
    tokens: list[str] = []
    words: list[str] = []
    marks = states[-1]
    opened: Marks = ()
    is_in_text = False
    # 5.1: whether a space is nothing here: at the block's edge, after a break, after a space. A
    # space is written where it stands, and taken back where only a break or the edge follows it.
    swallows = not is_verbatim
    before_space: tuple[int, Marks] = (0, ())
    for piece in pieces:
        if piece[0] != "\x00":
            text = piece
            if not is_verbatim:
                text = fold(text)
                if swallows and text[0] == " ":
                    text = text[1:]
                    if not text:
                        continue
                swallows = text[-1] == " "
                if text == " ":
                    before_space = len(tokens), opened
            if marks != opened:
                tokens += crossing(opened, marks) if opened else marks
                opened = marks
                is_in_text = False
            # 4.3: one text under the same marks; to lengthen a string would copy it each time.
            tokens.append(text if is_in_text else "\x00:" + text)
            words.append(text)
            is_in_text = True
        elif piece[1] == "<":
            marks = with_mark(marks, piece) if marks else (piece,)
            states.append(marks)
        elif piece == MARK_END:
            del states[-1]
            marks = states[-1]
        else:
            if piece == BREAK:
                if swallows and is_in_text:
                    opened = _take_back_space(tokens, words, opened, before_space)
                words.append("\n")
            if marks != opened:
                tokens += crossing(opened, marks) if opened else marks
                opened = marks
            tokens.append(piece)
            is_in_text = False
            swallows = piece == BREAK and not is_verbatim
    if swallows and is_in_text:
        opened = _take_back_space(tokens, words, opened, before_space)
    if opened:
        tokens += crossing(opened, ())
    return "".join(tokens), "".join(words)


def _take_back_space(
    tokens: list[str], words: list[str], opened: Marks, before: tuple[int, Marks]
) -> Marks:
    """Take the last space from its text, and return the marks that are left open.

    One that stands alone goes with its marks: `before` is the number of tokens and the marks that
    were open before it.
    """
    if words[-1] == " ":
        del tokens[before[0] :], words[-1]
        return before[1]
    tokens[-1] = tokens[-1][:-1]
    words[-1] = words[-1][:-1]
    return opened


def words_of(tokens: Iterable[str]) -> str:
    """Return what a reader reads of a block's tokens, each without its U+0000 (8.4)."""
    return "".join(
        [
            "\n" if token == _BREAK else token[1:]
            for token in tokens
            if token[0] == ":" or token == _BREAK
        ]
    )


def crossing(opened: Marks, marks: Marks) -> list[str]:
    """Return the ends and beginnings that lead from marks to others (4.4)."""
    if not marks and len(opened) == 1:
        return ["\x00>" + mark_name(opened[0])]
    # Hundreds of marks can be in force, so the shared ones are not counted one by one.
    shared = min(len(opened), len(marks))
    if opened[:shared] != marks[:shared]:
        lengths = range(1, shared + 1)
        shared = bisect_left(lengths, 1, key=lambda length: opened[:length] != marks[:length])
    ends = ["\x00>" + mark_name(mark) for mark in opened[shared:]]
    ends.reverse()
    ends += marks[shared:]
    return ends


def mark_name(token: str) -> str:
    """Return the name in a mark token, without its attributes."""
    # Found anew each time: a memo would keep the addresses of a thousand links, however long.
    end = token.find("\x00", 1)
    return token[2:] if end < 0 else token[2:end]


def with_mark(marks: Marks, token: str) -> Marks:
    """Return `marks` with one more in force, in canonical order (4.2).

    Marks whose nesting nobody can see are a set, in code point order, which is the order of their
    UTF-8 bytes; the others follow as nested.
    """
    if _nests(token):
        return (*marks, token)
    end = bisect_left(marks, 1, key=_nests)
    if token in marks[:end]:
        return marks
    place = bisect_left(marks, token, 0, end)
    return (*marks[:place], token, *marks[place:])


def _nests(token: str) -> bool:
    return mark_name(token) in NESTING
