"""What findings on notes say: which note, where it stands, and which words it carries."""

from collections.abc import Iterator, Sequence

from provenance.assess.notes.carrying import Carrying
from provenance.assess.notes.words import note_languages
from provenance.assess.wording import (
    begin_sentence,
    say_between,
    say_capture,
    say_count,
    say_list,
    say_quote,
)
from provenance.model import ClockSource, Note, NoteKind, NotePlace, Observation, Route, ShownPage

_KINDS = {
    NoteKind.CORRECTION: "a correction",
    NoteKind.CLARIFICATION: "a clarification",
    NoteKind.EDITORS_NOTE: "an editor's note",
    NoteKind.UPDATE: "an update note",
}
_PLACES = {
    NotePlace.TEXT: "in the text",
    NotePlace.PAGE: "on the page",
    NotePlace.SCHEMA: "in the page's schema.org data",
}
_NAMES = {
    "ar": "Arabic",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "id": "Indonesian",
    "it": "Italian",
    "pt": "Portuguese",
    "ru": "Russian",
    "zh": "Chinese",
}
# So many words of each kind are quoted; the rest are in the note and in the edit.
_QUOTED = 3

Held = tuple[Note, Carrying, bool]


def say_explains(held: Sequence[Held], before: Observation, after: Observation) -> str:
    """Return that notes carry words of an edit, each with the words."""
    said = [
        f"{_say_note(note, after)} carries {_say_carried(carried)}" for note, carried, _ in held
    ]
    most = max(held, key=lambda one: one[1].covered)[1]
    part = ""
    if 0 < most.covered < most.passages:
        part = f", which changed {say_count(most.passages, 'passage')} that count as material"
    return begin_sentence(f"{say_list(said)} of the edit {say_between(before, after)}{part}.")


def say_unclear(held: Sequence[Held], before: Observation, after: Observation) -> str:
    """Return that notes are there, and do not tell whether they speak of an edit."""
    notes = say_list([_say_note(note, after) for note, _, _ in held])
    are, they = ("is", "it") if len(held) == 1 else ("are", "they")
    if any(carried.kinds for _, carried, _ in held):
        why = (
            f"whether {they} stood there before is not known, since the page was not captured with"
            f" {say_capture(before)}"
        )
    else:
        carry = "carries" if they == "it" else "carry"
        why = f"{they} {carry} no words that would tell it from other changes"
    return begin_sentence(
        f"{notes} {are} there after the edit {say_between(before, after)}, and whether that is what"
        f" {they} {'speaks' if they == 'it' else 'speak'} of is not clear: {why}."
    )


def say_none(before: Observation, after: Observation, page: ShownPage) -> str:
    """Return that no note was found, with the places and languages that were searched."""
    is_page = after.context.route is Route.PAGE
    text = "" if is_page else f"the text of {say_capture(after)} and "
    whose = f" of {say_capture(after)}" if is_page else ""
    return (
        f"No note on the edit {say_between(before, after)} was found in {text}its page{whose}"
        f" (in {page.element}, and in schema.org data), nor in the text of a later capture or on"
        f" the newest page; looked for were corrections, clarifications, editor's notes and update"
        f" notes in {say_list(_languages())}."
    )


def say_not_looked(edits: Sequence[tuple[Observation, Observation]]) -> Iterator[str]:
    """Yield of which edits no note was found in the text, and the page was not captured."""
    if edits:
        pairs = say_list([f"{one.capture_id} and {other.capture_id}" for one, other in edits])
        noun = "edit" if len(edits) == 1 else "edits"
        yield (
            f"Whether a note speaks of the {noun} between captures {pairs} was not looked for"
            " beyond the text, which has none that came with it: the page was not captured."
        )


def say_modified(seen: int, page: ShownPage) -> str:
    """Return what a page's schema.org data state as the article's last change; empty for none."""
    values = dict.fromkeys(
        one.value
        for one in page.stated
        if one.source is ClockSource.JSON_LD and one.name == "modified"
    )
    if not values:
        return ""
    stated = f"the schema.org data of the page captured with capture {seen} state"
    if len(values) > 1:
        return f"{stated} several times as `dateModified`, which may be of other articles too"
    return f"{stated} {say_quote(next(iter(values)))} as `dateModified`"


def _languages() -> list[str]:
    return sorted(_NAMES[code] for code in note_languages())


def _say_note(note: Note, after: Observation) -> str:
    first = f", first shown in capture {note.capture}" if note.capture != after.capture_id else ""
    return f"{_KINDS[note.kind]} {_PLACES[note.place]}{first}, {say_quote(note.text)},"


def _say_carried(carried: Carrying) -> str:
    parts = [
        f"the {name} {_quote(words)}"
        for name, words in (("old words", carried.old), ("new words", carried.new))
        if words
    ]
    return say_list(parts) or f"the words {_quote(carried.subject)} of the changed sentences"


def _quote(words: Sequence[str]) -> str:
    more = f" and {len(words) - _QUOTED} more" if len(words) > _QUOTED else ""
    return say_list([say_quote(word) for word in words[:_QUOTED]]) + more
