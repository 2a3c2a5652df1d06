"""Canonical blocks read back from their bytes, for diffs and for people."""

from provenance.canonical.inline import BREAK
from provenance.model import Block


def read_block(data: bytes) -> Block:
    """Return the parts of one block's canonical bytes (canonical-form.md 4).

    `data` is what `canonicalize` made; bytes of others are to be canonicalized, not read.
    """
    field, *tokens = data.decode().split("\x00")
    text = "".join(
        "\n" if token == BREAK else token[1:]
        for token in tokens
        if token[0] == ":" or token == BREAK
    )
    return Block(
        data=data,
        field=field,
        path=tuple(token[1:] for token in tokens if token[0] in "/+"),
        text=text,
        dynamic=tokens[:1] == ["*"],
    )
