"""Notes as JSON objects (`schemas/values.schema.json`)."""

from provenance.model import Note


def note_json(note: Note) -> dict[str, object]:
    """Return one note; a day is RFC 3339's `full-date`."""
    return {
        "kind": note.kind.value,
        "place": note.place.value,
        "text": note.text,
        "dated": note.dated,
        "date": None if note.date is None else note.date.isoformat(),
        "language": note.language,
        "index": note.index,
        "capture": note.capture,
        "carries": [one.value for one in note.carries],
    }
