"""Canonical blocks read back from their bytes, for diffs and for people."""

from provenance.canonical.inline import words_of
from provenance.model import Block


def read_block(data: bytes) -> Block:
    """Return the parts of one block's canonical bytes (canonical-form.md 4).

    `data` is what `canonicalize` made; bytes of others are to be canonicalized, not read.
    """
    field, *tokens = data.decode().split("\x00")
    return Block(
        data=data,
        field=field,
        path=tuple(token[1:] for token in tokens if token[0] in "/+"),
        text=words_of(tokens),
        dynamic=tokens[:1] == ["*"],
    )
