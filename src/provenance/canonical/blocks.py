"""Flat text to canonical blocks (canonical-form.md 4)."""

from dataclasses import dataclass

from provenance.canonical.elements import SPEAKS_EMPTY
from provenance.canonical.flat import ATTRIBUTE, BLOCK_END, flatten, restore
from provenance.canonical.inline import BREAK, Marks, read_inline
from provenance.canonical.text import ASCII_SPACE, fold, nfc
from provenance.errors import LimitError

# canonical-form.md 2.1.
MAX_TEXT_BYTES = 16 * 1024 * 1024

LONG_RUN = "combining-run-not-normalized"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldBlocks:
    """The canonical blocks of one field.

    Attributes:
        blocks: Canonical bytes of each block.
        texts: What a reader reads of each block.
        dynamic: Positions of the dynamic blocks, from 0.
        flags: What could not be normalized.
    """

    blocks: tuple[bytes, ...]
    texts: tuple[str, ...]
    dynamic: frozenset[int]
    flags: tuple[str, ...]


def blocks_of(field: str, rendered: str) -> FieldBlocks:
    """Return the canonical blocks of one field's `rendered` string.

    Args:
        field: `title`, `content` or `excerpt`; part of each block's bytes.
        rendered: HTML without lone surrogates.

    Raises:
        LimitError: `size`, `depth` or `attributes` is exceeded (2.1, 2.3).
    """
    if len(rendered) > MAX_TEXT_BYTES // 4 and len(rendered.encode()) > MAX_TEXT_BYTES:
        raise LimitError(
            f"{field}.rendered is longer than 16 MiB",
            limit="size",
            remedy="no article is; look at the answer itself",
        )
    return _Reader(field).read(flatten(rendered))


class _Reader:
    """What is in force while a flat string is read: path, marks, dynamic parts."""

    def __init__(self, field: str) -> None:
        self._field = field
        self._blocks: list[str] = []
        self._texts: list[str] = []
        self._dynamic_blocks: set[int] = set()
        self._flags: set[str] = set()
        self._path: list[str] = []
        # How many elements of the path an earlier block has opened.
        self._opened = 0
        # What a block begins with inside as many elements as the position says, all opened.
        self._heads = [field]
        self._dynamic = 0
        self._verbatim = 0
        self._marks: list[Marks] = [()]

    def read(self, text: str) -> FieldBlocks:
        """Return the blocks of a flat string."""
        for part in text.split(BLOCK_END):
            if "\x00" in part:
                self._read_tokens(part)
            elif part:
                self._add_text(part)
        return FieldBlocks(
            # One bulk encoding; no block holds the token that ends one.
            blocks=tuple(restore(BLOCK_END.join(self._blocks)).encode().split(b"\x00|"))
            if self._blocks
            else (),
            texts=tuple(self._texts),
            dynamic=frozenset(self._dynamic_blocks),
            flags=tuple(sorted(self._flags)),
        )

    def _read_tokens(self, part: str) -> None:
        """Read a block that crosses path elements, dynamic parts, marks or atoms."""
        text, *tokens = part.split("\x00")
        crossed = 0
        for token in tokens:
            letter = token[0]
            if letter == "+":
                self._enter(token[1:])
            elif letter == "-":
                self._leave()
            elif letter in "*~":
                self._cross_dynamic(1 if letter == "*" else -1)
            else:
                # Nothing else changes the path before the block ends.
                break
            crossed += 1
        if len(tokens) == crossed + 1:
            self._add_text(text + tokens[-1][1:])
        else:
            self._add_inline([":" + text, *tokens[crossed:]])

    def _enter(self, element: str) -> None:
        self._path.append(element)
        self._heads.append(f"{self._heads[-1]}\x00/{element}")
        self._verbatim += element == "pre"

    def _leave(self) -> None:
        element = self._path[-1]
        depth = len(self._path) - 1
        if depth >= self._opened and element.partition(ATTRIBUTE)[0] in SPEAKS_EMPTY:
            self._add("", "")
        del self._path[-1], self._heads[-1]
        self._opened = min(self._opened, depth)
        self._verbatim -= element == "pre"

    def _cross_dynamic(self, step: int) -> None:
        self._dynamic += step
        self._heads = [f"{self._field}\x00*" if self._dynamic else self._field]
        for element in self._path:
            self._heads.append(f"{self._heads[-1]}\x00/{element}")

    def _add_text(self, text: str) -> None:
        """Add a block that is one text: nearly every block of nearly every article."""
        if len(self._marks) > 1:
            self._add_inline([":" + text])
            return
        if not self._verbatim:
            text = fold(text.strip(ASCII_SPACE))
        if text:
            if not text.isascii():
                text = self._normalized([":" + text])[0][1:]
            self._add("\x00:" + text, text)

    def _add_inline(self, tokens: list[str]) -> None:
        is_verbatim = self._verbatim > 0
        inline = self._normalized(read_inline(tokens, self._marks, is_verbatim=is_verbatim))
        if inline:
            words = [
                "\n" if token == BREAK else token[1:]
                for token in inline
                if token[0] == ":" or token == BREAK
            ]
            self._add("\x00" + "\x00".join(inline), "".join(words))

    def _normalized(self, tokens: list[str]) -> list[str]:
        """Bring each text to NFC (5.3); leave all where a run of marks is too long (5.4)."""
        normalized: list[str] = []
        for token in tokens:
            text = token if token[0] != ":" or token.isascii() else nfc(token)
            if text is None:
                self._flags.add(LONG_RUN)
                return tokens
            normalized.append(text)
        return normalized

    def _add(self, inline: str, words: str) -> None:
        """Keep one block (4.4)."""
        if self._opened == len(self._path):
            head = self._heads[-1]
        else:
            new = self._path[self._opened :]
            head = self._heads[self._opened] + "".join([f"\x00+{element}" for element in new])
            self._opened = len(self._path)
        if self._dynamic:
            self._dynamic_blocks.add(len(self._blocks))
        self._blocks.append(head + inline)
        self._texts.append(words)
