"""Which pages are looked through for the first that shows a note, and whether one shows it."""

from collections.abc import Mapping

from provenance.assess import is_shown, notes_on_later_pages
from provenance.model import ShownPage
from tests.unit.assess.histories import OTHER, live, live_page, post
from tests.unit.assess.notes.pages import noted, shown

NOTE = "<p>Correction, 30 May 2026: An earlier version said 1.5 million.</p>"
AFTER = post(OTHER, modified="2026-05-29T05:00:00")
PLAIN, NOTED = shown(OTHER), shown(OTHER, beside=NOTE)
SEEN = [live(1), *(live(number, AFTER, hours=number) for number in (2, 3, 4, 5))]


def between(pages: Mapping[int, ShownPage], held: set[int]) -> list[list[int]]:
    """Return the captures that are to be looked through for each note."""
    so_far = noted(pages, *SEEN)
    return [
        [seen.capture_id for seen in captures]
        for _, captures in notes_on_later_pages(so_far, SEEN, held)
    ]


def test_the_pages_between_an_edit_and_a_later_note_are_looked_through() -> None:
    pages = {1: shown(), 2: PLAIN, 5: NOTED}

    assert between(pages, {1, 2, 3, 4, 5}) == [[3, 4]]
    assert between(pages, {1, 2, 4, 5}) == [[4]]
    assert between(pages, {1, 2, 5}) == []


def test_a_note_that_came_with_its_edit_is_looked_for_nowhere_else() -> None:
    assert between({1: shown(), 2: NOTED, 5: NOTED}, {1, 2, 3, 4, 5}) == []
    assert between({1: shown(), 2: PLAIN, 5: PLAIN}, {1, 2, 3, 4, 5}) == []


def test_a_note_in_a_later_text_needs_no_page() -> None:
    later = live(6, post(OTHER + NOTE, modified="2026-05-29T05:00:00"), hours=6)
    so_far = noted({1: shown(), 2: PLAIN}, *SEEN, later)

    assert [one.rule for one in so_far.findings if one.notes] == ["note-explains-change"]
    assert list(notes_on_later_pages(so_far, [*SEEN, later], {3, 4, 5})) == []


def test_captures_of_another_kind_are_not_looked_through() -> None:
    seen = [*SEEN[:2], live_page(9, hours=2), SEEN[4]]
    so_far = noted({1: shown(), 2: PLAIN, 5: NOTED}, *seen)

    assert list(notes_on_later_pages(so_far, seen, {1, 2, 5, 9})) == []


def test_a_page_shows_a_note_in_its_words_however_they_are_set() -> None:
    (finding,) = (one for one in noted({1: shown(), 2: NOTED}, *SEEN).findings if one.notes)
    (note,) = finding.notes
    set_otherwise = NOTE.replace("An earlier", "<b>an  earlier</b>")

    assert is_shown(note, SEEN[2], NOTED)
    assert is_shown(note, SEEN[2], shown(OTHER, beside=set_otherwise))
    assert not is_shown(note, SEEN[2], PLAIN)
