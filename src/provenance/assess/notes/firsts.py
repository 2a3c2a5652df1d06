"""Which capture's page was the first to show a note that the newest page shows.

Of many pages after an edit only the newest is read at first; this says which of the others are to
be looked through, and tells a note in one. Never reads a page's bytes.
"""

from collections.abc import Collection, Iterator, Sequence

from provenance.assess.assessment import Assessment
from provenance.assess.notes.lines import key_of
from provenance.assess.notes.sighted import sighted
from provenance.model import Note, NotePlace, Observation, ShownPage


def notes_on_later_pages(
    so_far: Assessment, observations: Sequence[Observation], held: Collection[int]
) -> Iterator[tuple[Note, tuple[Observation, ...]]]:
    """Yield each note that a later page than the edit's shows, with the captures in between.

    Args:
        so_far: What is said of notes by the pages that were read.
        observations: All captures of the post in reading order.
        held: Ids of the captures that have a page.
    """
    place = {seen.capture_id: number for number, seen in enumerate(observations)}
    for finding in so_far.findings:
        for note in finding.notes:
            after = observations[place[finding.evidence.captures[1]]]
            between = tuple(
                seen
                for seen in observations[place[after.capture_id] + 1 : place[note.capture]]
                if seen.capture_id in held and seen.context == after.context
            )
            if note.place is not NotePlace.TEXT and between:
                yield note, between


def is_shown(note: Note, seen: Observation, page: ShownPage) -> bool:
    """Return whether a capture, or the page beside it, shows a note."""
    key = key_of(note.text)
    return seen.snapshot is not None and any(key in known for known in sighted(seen, page).notes)
