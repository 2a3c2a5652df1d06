"""Compares two snapshots of one post: blocks, then words, then tracked fields.

Owns which difference is an edit and which is typography or a dynamic block. Never judges what
an edit means.
"""

import json
from collections.abc import Callable, Iterator
from functools import cache

import rfc8785

from provenance.diff.align import Budget
from provenance.diff.blocks import Pair, pair_blocks
from provenance.diff.coverage import fields_of_both, indices_of
from provenance.diff.notation import write_block, write_explicit
from provenance.diff.spans import diff_words
from provenance.diff.tokens import BlockTokens, Token, read_tokens
from provenance.diff.typography import fold_block
from provenance.model import BlockChange, Change, Difference, FieldChange, Snapshot

_Read = Callable[[bytes], BlockTokens]


def compare(before: Snapshot, after: Snapshot) -> Difference:
    """Return what differs between two snapshots of one post.

    Only fields that both answers have are compared; of the rest nothing is known (see
    `Snapshot.missing`). Markup is compared where both have the same fields. Pure, and
    bounded in time and memory whatever the two contain: over a bound the result is true but
    coarser than it could be, and `Difference.bounded` says so.
    """
    budget = Budget()
    read = cache(read_tokens)
    edits: list[BlockChange] = []
    typography: list[BlockChange] = []
    dynamic: list[BlockChange] = []
    for pair in _pairs(before, after, budget, read):
        left = None if pair.before is None else read(before.blocks[pair.before])
        right = None if pair.after is None else read(after.blocks[pair.after])
        change = _change(pair, left, right, budget)
        if (left or right or _NOTHING).dynamic:
            dynamic.append(change)
        elif left and right and not pair.moved and _is_typography(left, right):
            typography.append(change)
        else:
            edits.append(change)
    return Difference(
        edits=_without_regrouping(edits, before, after, read),
        typography=tuple(typography),
        dynamic=tuple(dynamic),
        metadata=compare_metadata(before.metadata, after.metadata),
        markup_differs=_is_markup_other(before, after),
        bounded=budget.bitten,
    )


def _pairs(before: Snapshot, after: Snapshot, budget: Budget, read: _Read) -> Iterator[Pair]:
    """Yield the differences between blocks of fields that both have, by place in all blocks."""
    fields = fields_of_both(before, after)
    left, right = indices_of(before.blocks, fields), indices_of(after.blocks, fields)
    found = pair_blocks(
        [before.blocks[i] for i in left], [after.blocks[j] for j in right], budget, read
    )
    for i, j, moved in found:
        yield Pair(None if i is None else left[i], None if j is None else right[j], moved)


def _is_markup_other(before: Snapshot, after: Snapshot) -> bool:
    same_fields = before.missing == after.missing
    return same_fields and before.digests.markup != after.digests.markup


def compare_metadata(before: bytes, after: bytes) -> tuple[FieldChange, ...]:
    """Return the tracked fields that differ between two RFC 8785 objects, by name."""
    if before == after:
        return ()
    left, right = _fields(before), _fields(after)
    return tuple(
        FieldChange(name=name, before=left.get(name), after=right.get(name))
        for name in sorted(left.keys() | right.keys())
        if left.get(name) != right.get(name)
    )


def _fields(metadata: bytes) -> dict[str, str]:
    return {name: rfc8785.dumps(value).decode() for name, value in json.loads(metadata).items()}


_NOTHING = BlockTokens(field="", dynamic=False, path=(), inline=())


def _change(
    pair: Pair, left: BlockTokens | None, right: BlockTokens | None, budget: Budget
) -> BlockChange:
    field = (left or right or _NOTHING).field
    if left is None or right is None:
        return BlockChange(
            change=Change.ADDED if left is None else Change.REMOVED,
            field=field,
            before_index=pair.before,
            after_index=pair.after,
            before=None if left is None else write_block(left),
            after=None if right is None else write_block(right),
        )
    texts = write_block(left), write_block(right)
    if not pair.moved and texts[0] == texts[1]:
        texts = write_explicit(left), write_explicit(right)
    spans = diff_words(*texts, budget)
    return BlockChange(
        change=Change.MOVED if pair.moved else Change.CHANGED,
        field=field,
        before_index=pair.before,
        after_index=pair.after,
        before="".join(span.text for span in spans if span.change is not Change.ADDED),
        after="".join(span.text for span in spans if span.change is not Change.REMOVED),
        spans=spans,
    )


def _is_typography(left: BlockTokens, right: BlockTokens) -> bool:
    if left.path != right.path or len(left.inline) != len(right.inline):
        return False
    return fold_block(left) == fold_block(right)


def _without_regrouping(
    edits: list[BlockChange], before: Snapshot, after: Snapshot, read: _Read
) -> tuple[BlockChange, ...]:
    """Return edits less those that only follow from a neighbour's.

    Where the first item of a list goes, the second becomes the one that opens the list. That is
    shown only where no change beside it says so already.
    """
    kept: list[BlockChange] = []
    regrouped = [_is_regrouped(edit, before, after, read) for edit in edits]
    beside = {
        (side, index + step)
        for edit, follows in zip(edits, regrouped, strict=True)
        if not follows
        for side, index in (("before", edit.before_index), ("after", edit.after_index))
        if index is not None
        for step in (-1, 1)
    }
    for edit, follows in zip(edits, regrouped, strict=True):
        touches = {("before", edit.before_index), ("after", edit.after_index)} & beside
        if not (follows and touches):
            kept.append(edit)
    return tuple(kept)


def _is_regrouped(edit: BlockChange, before: Snapshot, after: Snapshot, read: _Read) -> bool:
    if edit.before_index is None or edit.after_index is None or edit.change is Change.MOVED:
        return False
    left = read(before.blocks[edit.before_index])
    right = read(after.blocks[edit.after_index])
    return left.inline == right.inline and _containers(left) == _containers(right)


def _containers(block: BlockTokens) -> list[tuple[str, tuple[tuple[str, str], ...]] | Token]:
    """Return a path in which only lists, tables and quotations may be opened or go on."""
    grouping = {"ul", "ol", "dl", "table", "tr", "blockquote"}
    return [
        (element.value, element.attributes) if element.value in grouping else element
        for element in block.path
    ]
