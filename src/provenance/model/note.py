"""Notes: what a publisher says of a change beside the text itself; facts, no judgement."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class NoteKind(StrEnum):
    """What a note calls itself."""

    CORRECTION = "correction"
    CLARIFICATION = "clarification"
    EDITORS_NOTE = "editors-note"
    UPDATE = "update"


class NotePlace(StrEnum):
    """Where a note stands."""

    TEXT = "text"
    PAGE = "page"
    SCHEMA = "schema.org"


class Carried(StrEnum):
    """What of an edit a note carries."""

    OLD_VALUE = "old-value"
    NEW_VALUE = "new-value"
    SUBJECT = "subject"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One note as a publisher wrote it.

    Attributes:
        kind: What it calls itself, by its first words; of schema.org the property.
        place: Where it stands: in the text that the interface serves, in the page around it, or
            in the page's schema.org data.
        text: Its words, on one line.
        dated: The date or time in it as written; None without one.
        date: The day that `dated` names; None where there is none, or where it can be read in
            more than one way.
        language: ISO 639-1 code of the language whose words named it; None for schema.org.
        index: Position of its first block in the snapshot's blocks, from 0; None outside of the
            text.
        capture: Id of the capture that showed it first.
        carries: What it carries of the edit that it is held against; empty where nothing.
    """

    kind: NoteKind
    place: NotePlace
    text: str
    dated: str | None
    date: date | None
    language: str | None
    index: int | None
    capture: int
    carries: tuple[Carried, ...] = ()
