"""Canonical blocks read back from their bytes, for diffs and for people."""

from provenance.canonical.inline import words_of
from provenance.errors import MalformedError
from provenance.model import Block

# canonical-form.md 4.4.
_KINDS = frozenset("*+/@:<>!")


def read_block(data: bytes) -> Block:
    """Return the parts of one block's canonical bytes (canonical-form.md 4).

    `data` is what `canonicalize` made. Of the bytes of others it is told apart only what no block
    can hold; that they are a post's is for a proof to show.

    Raises:
        MalformedError: It is not UTF-8, or has a token of no known kind.
    """
    try:
        field, *tokens = data.decode().split("\x00")
    except UnicodeDecodeError as error:
        raise MalformedError(f"a block is not UTF-8 at byte {error.start}") from error
    if not _KINDS.issuperset([token[:1] for token in tokens]):
        raise MalformedError("a block has a token of a kind that no canonical form has")
    return Block(
        data=data,
        field=field,
        path=tuple(token[1:] for token in tokens if token[0] in "/+"),
        text=words_of(tokens),
        dynamic=tokens[:1] == ["*"],
    )
