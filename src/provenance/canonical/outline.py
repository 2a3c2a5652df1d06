"""The blocks of one field as they are found, and where the next one is (canonical-form.md 4)."""

from typing import NoReturn

from provenance.canonical.effects import BREAK
from provenance.canonical.elements import SPEAKS_EMPTY
from provenance.canonical.inline import Marks, Ways, read_inline, words_of
from provenance.canonical.text import ASCII_SPACE, fold, has_long_run, is_nfc, nfc
from provenance.errors import LimitError

LONG_RUN = "combining-run-not-normalized"


class Outline:
    """What is in force at one place of a field, and the blocks that were found before it.

    Attributes:
        blocks: Each block, as text.
        texts: What a reader reads of each block.
        dynamic_blocks: Positions of the dynamic blocks, from 0.
        flags: What could not be normalized.
        is_verbatim: Whether white space counts here (5.1).
        has_marks: Whether marks are in force over the block that begins here.
        length: How many characters the blocks have.
    """

    __slots__ = (
        "_again",
        "_dynamic",
        "_field",
        "_heads",
        "_marks",
        "_opened",
        "_path",
        "_room",
        "_start",
        "_verbatim",
        "_ways",
        "blocks",
        "dynamic_blocks",
        "flags",
        "has_marks",
        "is_verbatim",
        "length",
        "texts",
    )

    def __init__(self, field: str, room: int) -> None:
        self.blocks: list[str] = []
        self.texts: list[str] = []
        self.dynamic_blocks: set[int] = set()
        self.flags: set[str] = set()
        self.is_verbatim = False
        self.has_marks = False
        self._field = field
        # Every block begins with its field and, in a dynamic part, with `*` (4.4).
        self._start = field
        self._path: list[str] = []
        # How many elements of the path an earlier block has opened.
        self._opened = 0
        # What says that so many elements of the path go on. Made where a block needs it: an element
        # without blocks could have an endless attribute.
        self._heads = [""]
        # What a block begins with here after another block in the same place; empty: not known.
        self._again = ""
        self.length = 0
        # How long the blocks may become, each character taken for one byte (2.4).
        self._room = room
        self._marks: list[Marks] = [()]
        self._ways: Ways = {}
        self._verbatim = 0
        self._dynamic = 0

    def enter(self, element: str) -> None:
        """Begin a path element, named with its attributes (3.2)."""
        self._path.append(element)
        self._again = ""
        if element == "pre":
            self._verbatim += 1
            self.is_verbatim = True

    def leave(self, element: str) -> None:
        """End the last path element; 3.3 gives an empty one a block."""
        if self._opened < len(self._path) and element.partition("\x00")[0] in SPEAKS_EMPTY:
            self._add("", "")
        self._path.pop()
        self._again = ""
        if self._opened > len(self._path):
            self._opened -= 1
            del self._heads[self._opened + 1 :]
        if element == "pre":
            self._verbatim -= 1
            self.is_verbatim = self._verbatim > 0

    def cross_dynamic(self, step: int) -> None:
        """Begin (1) or end (-1) a dynamic part (3.9)."""
        self._dynamic += step
        self._again = ""
        self._start = f"{self._field}\x00*" if self._dynamic else self._field

    def add_text(self, text: str) -> None:
        """Add the block of one text under no marks: nearly every block of nearly every article."""
        if not self.is_verbatim:
            text = fold(text.strip(ASCII_SPACE))
            if not text:
                return
        if not text.isascii():
            text = self._normalized(text)
        self._add("\x00:" + text, text)

    def add_inline(self, pieces: list[str]) -> None:
        """Add the block of texts, marks and atoms, as `read_inline` takes them."""
        first = pieces[0]
        if len(pieces) == 1 and first[:2] == "\x00!" and first.isascii() and not self.has_marks:
            # A picture alone in its figure: nothing to fold, no mark to end.
            self._add(first, "\n" if first == BREAK else "")
            return
        inline, words = read_inline(
            pieces, self._marks, self._ways, self._hold, is_verbatim=self.is_verbatim
        )
        self.has_marks = len(self._marks) > 1
        if inline:
            if not inline.isascii():
                inline, words = self._normalized_inline(inline, words)
            self._add(inline, words)

    def _hold(self, length: int) -> None:
        """Refuse a block of so many characters where there is no room for it (2.4)."""
        if self.length + length > self._room:
            refuse_blocks(self._field)

    def _normalized(self, text: str) -> str:
        normalized = nfc(text)
        if normalized is None:
            self.flags.add(LONG_RUN)
            return text
        return normalized

    def _normalized_inline(self, inline: str, words: str) -> tuple[str, str]:
        """Bring each text to NFC (5.3); leave all where a run of marks is too long (5.4)."""
        # Every part of what is in NFC is in NFC.
        if is_nfc(inline):
            return inline, words
        tokens = []
        for token in inline[1:].split("\x00"):
            text = nfc(token) if token[0] == ":" else token
            if token.startswith("@alt=") and has_long_run(token):
                self.flags.add(LONG_RUN)
            if text is None:
                self.flags.add(LONG_RUN)
                return inline, words
            tokens.append(text)
        return "\x00" + "\x00".join(tokens), words_of(tokens)

    def _add(self, inline: str, words: str) -> None:
        """Keep one block (4.4)."""
        if self._dynamic:
            self.dynamic_blocks.add(len(self.blocks))
        block = (self._again or self._new_head()) + inline
        self.length += len(block)
        if self.length > self._room:
            refuse_blocks(self._field)
        self.blocks.append(block)
        self.texts.append(words)

    def _new_head(self) -> str:
        """Return what a block begins with here, and remember it where it would not change."""
        heads, path = self._heads, self._path
        while len(heads) <= self._opened:
            heads.append(f"{heads[-1]}\x00/{path[len(heads) - 1]}")
        head = self._start + heads[self._opened]
        if self._opened < len(path):
            head += "".join([f"\x00+{element}" for element in path[self._opened :]])
            self._opened = len(path)
        else:
            self._again = head
        return head


def refuse_blocks(field: str) -> NoReturn:
    """Refuse a text whose blocks repeat too much of it (2.4)."""
    raise LimitError(
        f"{field}.rendered repeats paths or marks until its blocks are too long",
        limit="blocks",
        remedy="no article does; look at the answer itself",
    )
