"""Which fields two answers both have, and their blocks.

Owns what may be compared at all: a field that one answer does not have is not empty there, and
nothing is known of it. Never compares words.
"""

from collections.abc import Sequence

from provenance.canonical import repeats_beginning
from provenance.model import Snapshot

_FIELDS = ("title", "content", "excerpt")


def fields_of_both(before: Snapshot, after: Snapshot) -> tuple[str, ...]:
    """Return which of `title`, `content` and `excerpt` both answers have, in that order.

    An excerpt that may be the same in both is left out (docs/adr/0127).
    """
    missing = {*before.missing, *after.missing}
    if _may_be_one_excerpt(before, after):
        missing.add("excerpt")
    return tuple(field for field in _FIELDS if field not in missing)


def _may_be_one_excerpt(before: Snapshot, after: Snapshot) -> bool:
    """Return whether the content alone makes an excerpt derived on one side, and not on the other.

    The side that has it as its own repeats what the other's content begins with, as that one does.
    """
    if before.excerpt_derived == after.excerpt_derived:
        return False
    derived, own = (before, after) if before.excerpt_derived else (after, before)
    excerpt = [own.blocks[index] for index in indices_of(own.blocks, ["excerpt"])]
    content = [derived.blocks[index] for index in indices_of(derived.blocks, ["content"])]
    return repeats_beginning(excerpt, content)


def indices_of(blocks: Sequence[bytes], fields: Sequence[str]) -> Sequence[int]:
    """Return the positions of the blocks that belong to `fields`, in order."""
    if len(fields) == len(_FIELDS):
        return range(len(blocks))
    names = {field.encode() for field in fields}
    return [index for index, block in enumerate(blocks) if block.partition(b"\0")[0] in names]


def is_same_text(before: Snapshot, after: Snapshot) -> bool:
    """Return whether two answers have the same blocks in every field that both have."""
    if before.missing == after.missing:
        return before.digests.content == after.digests.content
    fields = fields_of_both(before, after)
    left, right = (
        [blocks[index] for index in indices_of(blocks, fields)]
        for blocks in (before.blocks, after.blocks)
    )
    return left == right
