"""Classes of an edit with the publisher's own notes told apart: a note is no material addition.

Owns which changed words are a note's. Never decides what a note explains.
"""

from collections.abc import Sequence
from dataclasses import replace

from provenance.assess.classes import classify
from provenance.assess.notes.lines import FoundNote, key_of, notes_in
from provenance.diff import compare
from provenance.model import BlockChange, Change, Difference, EditClass, Passage, Snapshot


def compare_texts(before: Snapshot, after: Snapshot, language: str | None) -> Difference:
    """Return what differs between two texts, with its classes; notes that came as `note`.

    Args:
        before: The earlier text, or either where none is.
        after: The other.
        language: As `classify` takes it.
    """
    difference = compare(before, after)
    edits = classify_beside_notes(difference.edits, after.blocks, language)
    return replace(difference, edits=edits)


def classify_beside_notes(
    edits: Sequence[BlockChange], after: Sequence[bytes], language: str | None
) -> tuple[BlockChange, ...]:
    """Return changed blocks with their passages, those of notes that came as `note`.

    Args:
        edits: Changed blocks in reading order.
        after: The later capture's canonical blocks.
        language: As `classify` takes it.
    """
    notes = _by_block(notes_in(after)) if edits else {}
    came = [edit.change is Change.ADDED and edit.after_index in notes for edit in edits]
    others = [edit for edit, is_note in zip(edits, came, strict=True) if not is_note]
    judged = iter(classify(others, language))
    return tuple(
        _as_note(edit) if is_note else _with_notes(next(judged), notes)
        for edit, is_note in zip(edits, came, strict=True)
    )


def without_notes(edits: Sequence[BlockChange], after: Sequence[bytes]) -> tuple[BlockChange, ...]:
    """Return changed blocks less the passages in which words of a note changed."""
    notes = _by_block(notes_in(after))
    return tuple(
        replace(
            edit, passages=tuple(one for one in edit.passages if not _is_within(one, edit, notes))
        )
        for edit in edits
    )


def _by_block(notes: Sequence[FoundNote]) -> dict[int, FoundNote]:
    return {index: note for note in notes for index in range(note.first, note.last + 1)}


def _as_note(edit: BlockChange) -> BlockChange:
    passage = Passage(before="", after=edit.after or "", classes=(EditClass.NOTE,))
    return replace(edit, passages=(passage,))


def _with_notes(edit: BlockChange, notes: dict[int, FoundNote]) -> BlockChange:
    passages = tuple(
        replace(one, classes=(EditClass.NOTE,))
        if not one.before and _is_within(one, edit, notes)
        else one
        for one in edit.passages
    )
    return replace(edit, passages=passages)


def _is_within(passage: Passage, edit: BlockChange, notes: dict[int, FoundNote]) -> bool:
    """Return whether all later words of a passage are a note's, and not the text's before it."""
    if edit.after_index is None or edit.after_index not in notes or not passage.after:
        return False
    key, block = key_of(passage.after), key_of(edit.after or "")
    note = notes[edit.after_index].key
    # A word may stand in the note and before it: only what stands in the note alone is surely it.
    return key in note and block.count(key) == note.count(key)
