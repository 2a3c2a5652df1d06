"""The inside of one block: texts and atoms under marks (canonical-form.md 4.2 to 5.1)."""

from bisect import bisect_left
from collections.abc import Callable, Iterable

from provenance.canonical.effects import BREAK
from provenance.canonical.elements import MARKS, NESTING
from provenance.canonical.text import fold, has_folds
from provenance.errors import LimitError

# Mark tokens in force, in canonical order (4.2).
Marks = tuple[str, ...]

# 2.3: far more than any reader could tell apart.
MAX_MARKS = 64

# 2.4: after so many tokens of one block it is asked whether there is room for them.
_MANY_TOKENS = 32

# Ways between many marks are remembered while a field is read: to make one takes its length, and
# hostile texts go back and forth.
Ways = dict[tuple[Marks, Marks], list[str]]
_FEW_MARKS = 8
_MAX_WAYS = 1024

_BREAK = BREAK[1:]

# Ends of the marks that have no attributes.
_ENDS = {f"\x00<{name}": f"\x00>{name}" for name, _ in MARKS.values()}


class Quotation(str):
    """The mark of one `q` element, equal to itself alone: two quotations never merge (3.6)."""

    __slots__ = ()

    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        """Tell whether `other` is the same element's mark."""
        return self is other

    def __ne__(self, other: object) -> bool:
        """Tell whether `other` is no mark of the same element."""
        return self is not other


def read_flat(pieces: list[str]) -> tuple[str, str] | None:
    """Return what `read_inline` does of a block that needs none of its care; None of all others.

    Nearly every block with marks is such: no mark is in force where it begins or ends, each has a
    text of its own, none stands in another or right behind it, no space is to be dropped, and
    there is no atom.

    Args:
        pieces: As for `read_inline`.
    """
    if has_folds("".join(pieces)):
        return None
    tokens: list[str] = []
    words: list[str] = []
    is_after_text = False
    due, then = "<", ">"
    last = " "
    for piece in pieces:
        if piece[0] != "\x00":
            if is_after_text or (last == " " and piece[0] == " "):
                return None
            last = piece[-1]
            words.append(piece)
            tokens.append("\x00:" + piece)
            is_after_text = True
        elif piece[1] == due and (is_after_text or not tokens):
            due, then = then, due
            tokens.append(piece)
            is_after_text = False
        else:
            return None
    if last == " " or due == ">":
        return None
    return "".join(tokens), "".join(words)


def read_inline(  # noqa: C901, PLR0912, PLR0915  a hot loop: calls would double its cost
    pieces: Iterable[str],
    states: list[Marks],
    ways: Ways,
    hold: Callable[[int], None],
    *,
    is_verbatim: bool,
) -> tuple[str, str]:
    """Return the canonical tokens of a block's inside, and its words, both before NFC.

    Args:
        pieces: Texts, and tokens of `effects.Change`, in document order.
        states: States of the marks in force, the present one last; what the block begins and ends
            is pushed and popped.
        ways: The field's memory of ways between marks.
        hold: Refuses a block of more characters than there is room for (2.4). Asked on the way too:
            marks that end and begin again at each letter make blocks that no memory holds.
        is_verbatim: Whether white space counts (5.1).

    Raises:
        LimitError: More than `MAX_MARKS` marks are in force (2.3), or as `hold`.
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
    counted = size = 0
    if not is_verbatim and has_folds("".join(pieces)):
        pieces = [piece if piece[0] == "\x00" else fold(piece) for piece in pieces]
    for piece in pieces:
        if piece[0] != "\x00":
            text = piece
            if not is_verbatim:
                if swallows and text[0] == " ":
                    text = text[1:]
                    if not text:
                        continue
                swallows = text[-1] == " "
                if text == " ":
                    before_space = len(tokens), opened
            if marks is not opened and marks != opened:
                tokens += crossing(opened, marks, ways) if opened else marks
                is_in_text = False
            opened = marks
            # 4.3: one text under the same marks; to lengthen a string would copy it each time.
            tokens.append(text if is_in_text else "\x00:" + text)
            words.append(text)
            is_in_text = True
        elif piece[1] == "<":
            if len(tokens) > counted + _MANY_TOKENS and not (is_in_text and words[-1] == " "):
                # The last space may still be taken back; what stands before it stays.
                size += sum(map(len, tokens[counted:])) - 1
                counted = len(tokens)
                hold(size)
            marks = with_mark(marks, piece) if marks or piece[2] == "q" else (piece,)
            states.append(marks)
        elif piece[1] == ">":
            del states[-1]
            marks = states[-1]
        else:
            if piece == BREAK:
                if swallows and is_in_text:
                    opened = _take_back_space(tokens, words, opened, before_space)
                words.append("\n")
            if marks is not opened and marks != opened:
                tokens += crossing(opened, marks, ways) if opened else marks
            opened = marks
            tokens.append(piece)
            is_in_text = False
            swallows = piece == BREAK and not is_verbatim
    if swallows and is_in_text:
        opened = _take_back_space(tokens, words, opened, before_space)
    if opened:
        tokens += crossing(opened, (), ways)
    if len(tokens) > _MANY_TOKENS:
        hold(sum(map(len, tokens)))
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


def crossing(opened: Marks, marks: Marks, ways: Ways) -> list[str]:
    """Return the ends and beginnings that lead from marks to others (4.4)."""
    if not marks and len(opened) == 1:
        return [_end_of(opened[0])]
    shared = min(len(opened), len(marks))
    if opened[:shared] != marks[:shared]:
        shared = 0
    if len(opened) + len(marks) - 2 * shared <= _FEW_MARKS:
        return _way(opened, marks)
    way = ways.get((opened, marks))
    if way is None:
        if len(ways) >= _MAX_WAYS:
            ways.clear()
        way = ways[opened, marks] = ["".join(_way(opened, marks))]
    return way


def _way(opened: Marks, marks: Marks) -> list[str]:
    shared = min(len(opened), len(marks))
    while opened[:shared] != marks[:shared]:
        shared -= 1
    ends = list(map(_end_of, opened[shared:]))
    ends.reverse()
    ends += marks[shared:]
    return ends


def _end_of(mark: str) -> str:
    # A quotation is equal to itself alone.
    if mark[2] == "q":
        return "\x00>q"
    return _ENDS.get(mark) or "\x00>" + mark_name(mark)


def mark_name(token: str) -> str:
    """Return the name in a mark token, without its attributes."""
    # Found anew each time: a memo would keep the addresses of a thousand links, however long.
    end = token.find("\x00", 1)
    return token[2:] if end < 0 else token[2:end]


def with_mark(marks: Marks, token: str) -> Marks:
    """Return `marks` with one more in force, in canonical order (4.2).

    Nesting marks come first, as they were opened; the others, whose nesting nobody can see, are a
    set in code point order, which is the order of their UTF-8 bytes.

    Raises:
        LimitError: They are more than `MAX_MARKS` (2.3).
    """
    place = bisect_left(marks, 1, key=_is_of_the_set)
    if not _is_of_the_set(token):
        token = Quotation(token) if mark_name(token) == "q" else token
    elif token in marks[place:]:
        return marks
    else:
        place = bisect_left(marks, token, place)
    if len(marks) == MAX_MARKS:
        raise LimitError(
            f"more than {MAX_MARKS} marks are in force at one place",
            limit="marks",
            remedy="no article has; look at the answer itself",
        )
    return (*marks[:place], token, *marks[place:])


def _is_of_the_set(token: str) -> bool:
    return mark_name(token) not in NESTING
