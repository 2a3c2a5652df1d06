"""Finds the sentences that went in one block and came in another.

Owns what is one sentence in two places. Never looks inside a sentence, and never follows one from
the content into the excerpt or the title: who reads the article does not find it there.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from provenance.model import BlockChange, EditClass, Passage

_STOPS = ".!?\u3002\uff01\uff1f\u061f "


def with_moves(edits: Sequence[BlockChange]) -> Iterator[BlockChange]:
    """Yield edits in which a sentence that went in one place and came in another is in order."""
    sides = [
        Counter(
            (edit.field, _sentence(getattr(passage, side)))
            for edit in edits
            for passage in edit.passages
            if not getattr(passage, other)
        )
        for side, other in (("before", "after"), ("after", "before"))
    ]
    moved = {told for told in sides[0] if told[1] and sides[0][told] == sides[1][told]}
    if not moved:
        yield from edits
        return
    for edit in edits:
        passages = tuple(
            replace(passage, classes=(EditClass.ORDER,))
            if _is_moved(passage, edit.field, moved)
            else passage
            for passage in edit.passages
        )
        yield replace(edit, passages=passages)


def _is_moved(passage: Passage, field: str, moved: set[tuple[str, str]]) -> bool:
    told = {EditClass.ADDED, EditClass.REMOVED}
    if bool(passage.before) == bool(passage.after) or not told & {*passage.classes}:
        return False
    return (field, _sentence(passage.before or passage.after)) in moved


def _sentence(text: str) -> str:
    """Return a sentence without what ends it; nothing where none ends in the text.

    What ends it may stand with the one before or its own.
    """
    bare = text.strip()
    ends = bare[:1] in _STOPS or bare[-1:] in _STOPS
    return " ".join(bare.split()).strip(_STOPS) if ends else ""
