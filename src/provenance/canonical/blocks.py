"""One rendered string to its canonical blocks, in one pass (canonical-form.md 2 to 5)."""

from dataclasses import dataclass

from provenance.canonical.events import read_document
from provenance.canonical.outline import LONG_RUN, Outline, refuse_blocks
from provenance.canonical.plain import text_of_plain
from provenance.canonical.tags import check_tags
from provenance.canonical.text import ASCII_SPACE, fold, nfc
from provenance.errors import LimitError

# canonical-form.md 2.1.
MAX_TEXT_BYTES = 16 * 1024 * 1024

# 2.4: path and marks stand in each of their blocks, so that a short text could make endless ones.
MAX_BLOCKS_BYTES = 64 * 1024 * 1024
SPARE_BYTES = 256 * 1024
GROWTH = 32


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


NO_BLOCKS = FieldBlocks(blocks=(), texts=(), dynamic=frozenset(), flags=())


def blocks_of(field: str, rendered: str) -> FieldBlocks:
    """Return the canonical blocks of one field's `rendered` string.

    Args:
        field: `title`, `content` or `excerpt`; part of each block's bytes.
        rendered: HTML without lone surrogates.

    Raises:
        LimitError: A limit is exceeded: `size`, `depth`, `attributes`, `elements`, `marks` or
            `blocks` (2.1 to 2.6).
    """
    if len(rendered) > MAX_TEXT_BYTES // 4 and len(rendered.encode()) > MAX_TEXT_BYTES:
        raise LimitError(
            f"{field}.rendered is longer than 16 MiB",
            limit="size",
            remedy="no article is; look at the answer itself",
        )
    room = min(MAX_BLOCKS_BYTES, SPARE_BYTES + GROWTH * len(rendered))
    plain = text_of_plain(rendered)
    if plain is not None:
        return _block_of(field, plain)
    check_tags(field, rendered)
    outline = Outline(field, room)
    read_document(rendered, start=outline.start, end=outline.end, text=outline.text)
    blocks = tuple(map(str.encode, outline.blocks))
    # No character takes more than four bytes, and few articles come near.
    if (room - outline.room) * 4 > room and sum(map(len, blocks)) > room:
        refuse_blocks(field)
    return FieldBlocks(
        blocks=blocks,
        texts=tuple(outline.texts),
        dynamic=frozenset(outline.dynamic_blocks),
        flags=tuple(sorted(outline.flags)),
    )


def _block_of(field: str, text: str) -> FieldBlocks:
    """Return the one block of a text under nothing, or none where it is white space."""
    text = fold(text.strip(ASCII_SPACE))
    if not text:
        return NO_BLOCKS
    normalized = nfc(text)
    shown = text if normalized is None else normalized
    return FieldBlocks(
        blocks=(f"{field}\x00:{shown}".encode(),),
        texts=(shown,),
        dynamic=frozenset(),
        flags=() if normalized is not None else (LONG_RUN,),
    )
