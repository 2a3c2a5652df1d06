"""Publishers' notes: where they stand, and what of an edit they carry; facts, no reproach."""

from provenance.assess.notes.lines import FoundNote, notes_in
from provenance.assess.notes.words import note_languages

__all__ = ["FoundNote", "note_languages", "notes_in"]
