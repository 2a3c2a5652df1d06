"""Which notes each capture of a post shows: in its text, on its page, in schema.org data.

Owns where notes are looked for. Never holds one against an edit.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from provenance.assess.notes.days import day_of
from provenance.assess.notes.lines import FoundNote, key_of, notes_in
from provenance.model import (
    Note,
    NoteKind,
    NotePlace,
    Observation,
    Route,
    ShownPage,
    StatedCorrection,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighted:
    """The notes of one capture.

    Attributes:
        notes: Each by what makes it the same; of one that stands in several places, the text's
            first, then the page's.
        has_page: Whether the page was captured with it.
    """

    notes: Mapping[str, Note]
    has_page: bool


def sighted(seen: Observation, page: ShownPage | None) -> Sighted:
    """Return the notes that a capture shows, with the page beside it where there is one."""
    notes: dict[str, Note] = {}
    for key, note in _notes(seen, page):
        if not any(key in known for known in notes):
            notes[key] = note
    return Sighted(notes=notes, has_page=page is not None)


def _notes(seen: Observation, page: ShownPage | None) -> Iterator[tuple[str, Note]]:
    if seen.snapshot is not None and seen.context.route is not Route.PAGE:
        for found in notes_in(seen.snapshot.blocks):
            yield found.key, _note(found, NotePlace.TEXT, found.first, seen)
    if page is not None:
        for found in notes_in(page.blocks):
            yield found.key, _note(found, NotePlace.PAGE, None, seen)
        for stated in page.corrections:
            yield key_of(stated.text), _stated(stated, seen)


def _note(found: FoundNote, place: NotePlace, index: int | None, seen: Observation) -> Note:
    return Note(
        kind=found.kind,
        place=place,
        text=found.text,
        dated=found.day.written if found.day else None,
        date=found.day.day if found.day else None,
        language=found.language,
        index=index,
        capture=seen.capture_id,
    )


def _stated(stated: StatedCorrection, seen: Observation) -> Note:
    # A schema.org date is ISO 8601, which is read alike in every language.
    day = day_of(stated.dated, ("en",)) if stated.dated else None
    return Note(
        kind=NoteKind.CORRECTION,
        place=NotePlace.SCHEMA,
        text=" ".join(stated.text.split()),
        dated=stated.dated,
        date=day.day if day else None,
        language=None,
        index=None,
        capture=seen.capture_id,
    )
