"""Which note counts for which edit: new ones that carry its words; never one of before."""

from dataclasses import replace
from typing import Any

import pytest

from provenance.assess import is_material_edit, pages_wanted
from provenance.assess.assessment import assess
from provenance.model import Carried, EditClass, NotePlace, Observation
from tests.unit.assess.histories import CONTEXT, OTHER, TEXT, THIRD, live, live_page, post
from tests.unit.assess.notes.pages import note_found, noted, notes_found, shown

NOTE = "<p>Correction, 30 May 2026: An earlier version said 1.5 million.</p>"
VAGUE = "<p>Updated 29 May 2026</p>"
OF_ANOTHER = "<p>Correction: An article on Monday misspelled the name of the mayor.</p>"
SCHEMA = (
    '<script type="application/ld+json">{"@type": "NewsArticle", "correction": {"@type":'
    ' "CorrectionComment", "text": "It is 15 million.", "datePublished": "2026-05-30"}}</script>'
)
FIRST, PAGE = live(1), shown()


def after(content: str, number: int = 2, **changes: Any) -> Observation:
    """Return a later capture, saved by the site."""
    saved = post(content, modified=f"2026-05-29T0{number + 3}:00:00")
    return live(number, saved, hours=number, **changes)


def test_a_note_in_the_text_that_carries_the_old_words_explains_an_edit() -> None:
    finding = note_found({}, FIRST, after(OTHER + NOTE))

    assert finding.rule == "note-explains-change"
    assert finding.message == (
        "A correction in the text, \u201cCorrection, 30 May 2026: An earlier version said 1.5"
        " million.\u201d, carries the old words \u201c1.5\u201d of the edit between capture 1"
        " (2026-05-29 12:00:00 UTC) and capture 2 (2026-05-29 14:00:00 UTC)."
    )
    (note,) = finding.notes
    assert (note.place, note.index, note.dated) == (NotePlace.TEXT, 3, "30 May 2026")
    assert note.carries == (Carried.OLD_VALUE,)
    assert finding.evidence.captures == (1, 2)


@pytest.mark.parametrize(
    ("note", "carries"),
    [
        ("Correction: It is 15 million.", (Carried.NEW_VALUE,)),
        ("Correction: It is 15 million, and not 1.5.", (Carried.OLD_VALUE, Carried.NEW_VALUE)),
        ("Correction: The cost of the deal was wrong.", (Carried.SUBJECT,)),
    ],
)
def test_new_words_and_the_subject_explain_an_edit_too(
    note: str, carries: tuple[Carried, ...]
) -> None:
    finding = note_found({}, FIRST, after(f"{OTHER}<p>{note}</p>"))

    assert finding.rule == "note-explains-change"
    assert finding.notes[0].carries == carries


@pytest.mark.parametrize("note", [VAGUE, OF_ANOTHER])
def test_a_note_that_carries_no_words_of_an_edit_is_unclear(note: str) -> None:
    finding = note_found({1: PAGE, 2: shown(OTHER + note)}, FIRST, after(OTHER + note))

    assert finding.rule == "note-unclear"
    assert "carries no words that would tell it from other changes" in finding.message
    assert finding.notes[0].carries == ()


def test_no_note_is_a_finding_where_the_page_was_had() -> None:
    finding = note_found({1: PAGE, 2: shown(OTHER)}, FIRST, after(OTHER))

    assert finding.rule == "no-note-found"
    for said in ("#post-12", "schema.org", "Arabic", "Spanish", "capture 2"):
        assert said in finding.message
    assert dict(finding.evidence.digests)["after.page"].startswith("sha256:")


def test_no_note_is_no_finding_where_the_page_was_not_had() -> None:
    assessment = noted({}, FIRST, after(OTHER))

    assert not notes_found({}, FIRST, after(OTHER))
    assert assessment.set_aside[-1] == (
        "Whether a note speaks of the edit between captures 1 and 2 was not looked for beyond the"
        " text, which has none that came with it: the page was not captured."
    )


def test_a_note_of_before_does_not_explain_an_edit() -> None:
    before = live(1, post(TEXT + NOTE))
    pages = {1: shown(TEXT + NOTE), 2: shown(OTHER + NOTE)}

    assert note_found(pages, before, after(OTHER + NOTE)).rule == "no-note-found"


def test_a_note_of_before_whose_words_changed_explains_an_edit() -> None:
    before = live(1, post(TEXT + "<p>Correction: It was signed in May.</p>"))
    later = after(OTHER + "<p>Correction: It was signed in May. It cost 15 million.</p>")

    assert note_found({}, before, later).rule == "note-explains-change"


@pytest.mark.parametrize("content", [TEXT + NOTE, TEXT + "<h3>Correction</h3><p>It is so.</p>"])
def test_a_note_alone_is_no_material_edit(content: str) -> None:
    observations = FIRST, after(content)
    pages = {1: PAGE, 2: shown(content)}
    (finding,) = [one for one in assess(observations).findings if one.difference]
    assert finding.difference is not None
    passages = [one for edit in finding.difference.edits for one in edit.passages]

    assert {each for one in passages for each in one.classes} == {EditClass.NOTE}
    assert notes_found(pages, *observations) == []


def test_a_note_at_the_end_of_a_paragraph_is_no_material_edit() -> None:
    content = TEXT.replace("signed.</p>", "signed. (This article was updated on 30 May.)</p>")
    (finding,) = [one for one in assess([FIRST, after(content)]).findings if one.difference]
    assert finding.difference is not None

    assert [
        (one.after, one.classes) for edit in finding.difference.edits for one in edit.passages
    ] == [("(This article was updated on 30 May.)", (EditClass.NOTE,))]


def test_a_sentence_added_in_front_of_a_note_is_material() -> None:
    content = TEXT.replace("signed.</p>", "signed. It rained. (This article was updated.)</p>")
    (finding,) = [one for one in assess([FIRST, after(content)]).findings if one.difference]
    assert finding.difference is not None

    assert any(one.material for edit in finding.difference.edits for one in edit.passages)


def test_a_later_note_takes_the_place_of_none_found() -> None:
    pages = {1: PAGE, 2: shown(OTHER)}
    finding = note_found(pages, FIRST, after(OTHER), after(OTHER + NOTE, 3))

    assert finding.rule == "note-explains-change"
    assert finding.evidence.captures == (1, 2, 3)
    assert "first shown in capture 3" in finding.message


def test_a_later_note_that_is_unclear_counts_up_to_the_next_edit() -> None:
    pages = {1: PAGE, 2: shown(OTHER), 4: shown(THIRD + VAGUE)}

    assert note_found(pages, FIRST, after(OTHER), after(OTHER + VAGUE, 3)).rule == "note-unclear"
    findings = notes_found(pages, FIRST, after(OTHER), after(OTHER, 3), after(THIRD + VAGUE, 4))
    assert [one.rule for one in findings] == ["no-note-found", "note-unclear"]


def test_a_note_of_another_observer_is_none_of_this_history() -> None:
    desk = after(OTHER + NOTE, 3, context=replace(CONTEXT, observer="desk"))

    assert note_found({1: PAGE, 2: shown(OTHER)}, FIRST, after(OTHER), desk).rule == "no-note-found"


@pytest.mark.parametrize(
    ("beside", "head", "place"),
    [
        ("<footer>Correction: It said 1.5 million.</footer>", "", NotePlace.PAGE),
        ("", SCHEMA, NotePlace.SCHEMA),
        ('<p itemprop="correction">It said 1.5 million.</p>', "", NotePlace.SCHEMA),
    ],
)
def test_a_note_on_the_page_alone_explains_an_edit(
    beside: str, head: str, place: NotePlace
) -> None:
    pages = {1: PAGE, 2: shown(OTHER, beside=beside, head=head)}
    finding = note_found(pages, FIRST, after(OTHER))

    assert finding.rule == "note-explains-change"
    assert [note.place for note in finding.notes] == [place]
    assert [note.index for note in finding.notes] == [None]


def test_a_note_of_the_text_is_not_told_again_as_one_of_the_page() -> None:
    pages = {1: PAGE, 2: shown(OTHER + NOTE)}
    finding = note_found(pages, FIRST, after(OTHER + NOTE))

    assert [note.place for note in finding.notes] == [NotePlace.TEXT]


def test_a_note_on_a_page_that_was_not_seen_before_may_have_been_there() -> None:
    beside = "<footer>Correction: It said 1.5 million.</footer>"
    finding = note_found({2: shown(OTHER, beside=beside)}, FIRST, after(OTHER))

    assert finding.rule == "note-unclear"
    assert "since the page was not captured with capture 1" in finding.message


@pytest.mark.parametrize(
    "note", ["Correction: It is 15 million, not 1.5.", "Correction, 30 May 2026: not 1.5 million."]
)
def test_both_words_or_a_later_date_settle_what_was_not_seen_before(note: str) -> None:
    pages = {2: shown(OTHER, beside=f"<footer>{note}</footer>")}

    assert note_found(pages, FIRST, after(OTHER)).rule == "note-explains-change"


def test_comments_and_other_articles_have_no_notes_of_this_one() -> None:
    beside = (
        '<nav>Correction: It said 1.5 million.</nav><div id="comments"><p>Correction: It said 1.5'
        " million.</p></div>"
    )

    assert note_found({1: PAGE, 2: shown(OTHER, beside=beside)}, FIRST, after(OTHER)).rule == (
        "no-note-found"
    )


def test_an_edit_that_only_pages_show_is_held_against_their_notes() -> None:
    pages = {1: PAGE, 2: shown(OTHER + NOTE)}
    finding = note_found(pages, live_page(1), live_page(2, OTHER + NOTE, hours=1))

    assert finding.rule == "note-explains-change"
    assert [note.place for note in finding.notes] == [NotePlace.PAGE]
    none = note_found({1: PAGE, 2: shown(OTHER)}, live_page(1), live_page(2, OTHER, hours=1))
    assert none.rule == "no-note-found"
    assert "was found in its page of capture 2" in none.message


def test_a_note_that_covers_a_part_of_an_edit_says_so() -> None:
    content = TEXT.replace("1.5", "15").replace("not signed", "signed") + NOTE
    finding = note_found({}, FIRST, after(content))

    assert "which changed 2 passages that count as material" in finding.message


def test_pages_are_wanted_of_an_edit_and_of_the_newest_after_it() -> None:
    seen = [FIRST, after(OTHER), after(OTHER, 3), after(OTHER, 4), after(OTHER, 5)]
    assessment = assess(seen)

    assert pages_wanted(assessment, seen, {1, 2, 3, 4}) == {1, 2, 4}
    assert pages_wanted(assess(seen[1:]), seen[1:], {2, 3}) == set()
    assert is_material_edit(assessment, seen, 2)
    assert not is_material_edit(assessment, seen, 3)


def modified(*values: str) -> str:
    return "".join(
        f'<script type="application/ld+json">{{"@type": "Article", "dateModified": "{value}"}}'
        "</script>"
        for value in values
    )


@pytest.mark.parametrize("note", ["", VAGUE, NOTE], ids=["none", "unclear", "explains"])
@pytest.mark.parametrize(
    ("values", "said"),
    [
        (["2026-05-29T14:00:00Z"], "state “2026-05-29T14:00:00Z” as `dateModified`."),
        (
            ["2026-05-29", "2020-01-01"],
            "state several times as `dateModified`, which may be of other articles too.",
        ),
    ],
)
def test_what_schema_org_states_as_the_last_change_is_named_beside_a_note(
    note: str, values: list[str], said: str
) -> None:
    page, plain = shown(OTHER + note, head=modified(*values)), shown(OTHER + note)
    told = note_found({1: PAGE, 2: page}, FIRST, after(OTHER + note))
    untold = note_found({1: PAGE, 2: plain}, FIRST, after(OTHER + note))

    assert told.rule == untold.rule
    start = untold.message.removesuffix(".")
    assert told.message == (
        f"{start}; the schema.org data of the page captured with capture 2 {said}"
    )


def test_of_a_later_note_the_page_that_shows_it_is_named() -> None:
    pages = {
        1: PAGE,
        2: shown(OTHER, head=modified("2026-05-29")),
        3: shown(OTHER, beside=NOTE, head=modified("2026-05-30")),
    }
    finding = note_found(pages, FIRST, after(OTHER), after(OTHER, 3))

    assert finding.rule == "note-explains-change"
    assert "captured with capture 3 state “2026-05-30” as" in finding.message
    assert {"after.page", "note.page"} <= dict(finding.evidence.digests).keys()
