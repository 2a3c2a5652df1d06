"""What is read of one field, and the blocks that were found so far (canonical-form.md 3 and 4)."""

from typing import NoReturn
from unicodedata import is_normalized

from provenance.canonical.effects import (
    BLOCK_END,
    BREAK,
    DROPPED_EFFECT,
    DROPPED_END,
    KNOWN,
    NOTHING,
    Change,
    effect_of,
)
from provenance.canonical.events import Attributes
from provenance.canonical.inline import Marks, Ways, read_flat, read_inline, words_of
from provenance.canonical.place import Place
from provenance.canonical.text import ASCII_SPACE, fold, has_long_run, nfc
from provenance.errors import LimitError

LONG_RUN = "combining-run-not-normalized"

# canonical-form.md 2.3: below the depth of about 510 at which the parser flattens the tree.
MAX_DEPTH = 500
_ROOTS = 2  # `html` and `body`
_MAX_OPEN = MAX_DEPTH + _ROOTS

_MAX_KNOWN_PLACES = 1024


class Outline:
    """The blocks of one field, made of its elements and texts as they begin and end.

    `start` and `end` are called at every tag, so that what is short there pays: they take the
    usual changes first, and know them by their identity.

    Attributes:
        text: Takes each text; a list's own `append`, which costs nothing more.
        blocks: Each block, as text.
        texts: What a reader reads of each block.
        dynamic_blocks: Positions of the dynamic blocks, from 0.
        flags: What could not be normalized.
        room: How much longer the blocks may become, each character taken for one byte (2.4).
    """

    __slots__ = (
        "_closings",
        "_deepest",
        "_dynamic",
        "_field",
        "_has_tokens",
        "_kept",
        "_known_places",
        "_marks",
        "_opened",
        "_pieces",
        "_places",
        "_ways",
        "blocks",
        "dynamic_blocks",
        "flags",
        "room",
        "text",
        "texts",
    )

    def __init__(self, field: str, room: int) -> None:
        self.blocks: list[str] = []
        self.texts: list[str] = []
        self.dynamic_blocks: set[int] = set()
        self.flags: set[str] = set()
        self.room = room
        self._field = field
        # What the block holds so far: texts, and the tokens of marks and atoms among them.
        self._pieces: list[str] = []
        self._has_tokens = False
        self.text = self._pieces.append
        # What each open element changes where it ends.
        self._closings: list[Change] = []
        # How many elements may be open about one that is read: none before `body`, and none about
        # what is inside a dropped element.
        self._deepest = 0
        # How many pieces there were before the dropped element.
        self._kept = 0
        # Where the next block stands, and the places about it; the outermost is under no element.
        self._places = [Place("", is_verbatim=False)]
        self._known_places = 0
        # How many of the places an earlier block has opened.
        self._opened = 1
        self._marks: list[Marks] = [()]
        self._ways: Ways = {}
        self._dynamic = 0

    def start(self, tag: str, attributes: Attributes) -> None:
        """Begin an element.

        Raises:
            LimitError: As `blocks_of`.
        """
        closings = self._closings
        if len(closings) >= self._deepest:
            self._start_beyond(tag, attributes)
            return
        change, closing = KNOWN[tag, attributes]
        closings.append(closing)
        if change is BLOCK_END:
            if self._pieces:
                self._end_block()
            return
        if change is NOTHING:
            if closing is DROPPED_END:
                self._drop()
            return
        separates, path, dynamic, tokens = change
        if separates and self._pieces:
            self._end_block()
        if path:
            self._places.append(self._places[-1].inner.get(path) or self._new_place(path))
        self._dynamic += dynamic
        if tokens:
            self._pieces += tokens
            self._has_tokens = True

    def end(self, _: str) -> None:
        """End the element that began last of those that have not ended.

        Raises:
            LimitError: `blocks` or `marks` is exceeded.
        """
        change = self._closings.pop()
        if change is BLOCK_END:
            if self._pieces:
                self._end_block()
            return
        if change is NOTHING:
            return
        separates, path, dynamic, tokens = change
        if separates and self._pieces:
            self._end_block()
        if path:
            self._leave()
        self._dynamic += dynamic
        if change is DROPPED_END:
            self._take_up()
        elif tokens:
            self._pieces += tokens
            self._has_tokens = True

    def _end_block(self) -> None:
        """Add the block that ends here, if it has text or an atom (4.1)."""
        pieces = self._pieces
        if self._has_tokens:
            self._add_inline(pieces)
            pieces.clear()
            return
        # The block of one text under no marks: nearly every block of nearly every article.
        text = pieces[0] if len(pieces) == 1 else "".join(pieces)
        pieces.clear()
        if not self._places[-1].is_verbatim:
            text = text.strip(ASCII_SPACE)
            if not text:
                return
            text = fold(text)
        if not text.isascii():
            text = self._normalized(text)
        self._add("\x00:" + text, text)

    def _new_place(self, element: str) -> Place:
        """Return the place inside an element that is not known here yet."""
        about = self._places[-1]
        place = Place(element, is_verbatim=about.is_verbatim)
        # Hostile texts have endless ones.
        if self._known_places < _MAX_KNOWN_PLACES:
            self._known_places += 1
            about.inner[element] = place
        return place

    def _leave(self) -> None:
        """End the last path element; 3.3 gives an empty one a block."""
        places = self._places
        if places[-1].speaks_empty and self._opened < len(places):
            self._add("", "")
        places.pop()
        if self._opened > len(places):
            self._opened -= 1

    def _add_inline(self, pieces: list[str]) -> None:
        """Add the block of texts, marks and atoms, as `read_inline` takes them."""
        first = pieces[0]
        if len(pieces) == 1 and first[:2] == "\x00!" and first.isascii() and len(self._marks) == 1:
            # A picture alone in its figure: nothing to fold, no mark to end.
            self._add(first, "\n" if first == BREAK else "")
            self._has_tokens = False
            return
        flat = None if self._places[-1].is_verbatim or len(self._marks) > 1 else read_flat(pieces)
        inline, words = flat or read_inline(
            pieces, self._marks, self._ways, self._hold, is_verbatim=self._places[-1].is_verbatim
        )
        if inline:
            if not inline.isascii():
                inline, words = self._normalized_inline(inline, words)
            self._add(inline, words)
        self._has_tokens = len(self._marks) > 1

    def _hold(self, length: int) -> None:
        """Refuse a block of so many characters where there is no room for it (2.4)."""
        if length > self.room:
            refuse_blocks(self._field)

    def _normalized(self, text: str) -> str:
        normalized = nfc(text)
        if normalized is None:
            self.flags.add(LONG_RUN)
            return text
        return normalized

    def _normalized_inline(self, inline: str, words: str) -> tuple[str, str]:
        """Bring each text to NFC (5.3); leave all where a combining run is too long (5.4)."""
        # Every part of what is in NFC is in NFC.
        if not has_long_run(inline) and is_normalized("NFC", words):
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
        """Add the block of `inline`, its tokens behind the path (4.4)."""
        opened = self._opened
        if self._dynamic:
            self.dynamic_blocks.add(len(self.blocks))
            opened = ~opened
        block = (self._places[-1].heads.get(opened) or self._new_head(opened)) + inline
        self.room -= len(block)
        if self.room < 0:
            refuse_blocks(self._field)
        self._opened = len(self._places)
        self.blocks.append(block)
        self.texts.append(words)

    def _new_head(self, key: int) -> str:
        """Return what a block begins with here, and keep it under `key` (4.4)."""
        tokens = [place.element for place in self._places]
        tokens[0] = self._field + "\x00*" if self._dynamic else self._field
        for depth in range(self._opened, len(tokens)):
            tokens[depth] = "\x00+" + tokens[depth][2:]
        head = self._places[-1].heads[key] = "".join(tokens)
        return head

    def _start_beyond(self, tag: str, attributes: Attributes) -> None:
        """Begin an element that is not read, or that no element may be about (2.3)."""
        if not self._deepest:
            self._closings.append(NOTHING)
            # 2.2: the attributes of `html` and `body` do not count.
            if tag == "body" and len(self._closings) == _ROOTS:
                self._closings[-1] = BLOCK_END
                self._deepest = _MAX_OPEN
        elif effect_of(tag, attributes) is DROPPED_EFFECT:
            self._closings.append(DROPPED_END)
            self._drop()
        else:
            raise LimitError(
                f"elements are nested more than {MAX_DEPTH} deep",
                limit="depth",
                remedy="nothing of it was read, so that no text is lost unseen",
            )

    def _drop(self) -> None:
        """Read nothing of what the element holds that has just begun (3.1)."""
        self._kept = len(self._pieces)
        self._deepest = 0

    def _take_up(self) -> None:
        """Read on after a dropped element."""
        del self._pieces[self._kept :]
        self._deepest = _MAX_OPEN


def refuse_blocks(field: str) -> NoReturn:
    """Refuse a text whose blocks repeat too much of it (2.4)."""
    raise LimitError(
        f"{field}.rendered repeats paths or marks until its blocks are too long",
        limit="blocks",
        remedy="no article does; look at the answer itself",
    )
