"""What a site's list of revisions, and other items' numbers, add to a post's captures."""

from dataclasses import replace

import pytest

from provenance.assess.classes import classes_in
from provenance.model import Certainty, EditClass, Finding, Level
from tests.unit.assess.histories import OTHER, TEXT, THIRD, live, post
from tests.unit.assess.lists import (
    LATER,
    LATEST,
    PUBLISHED,
    assessed_with,
    autosave,
    findings_of_lists,
    listed,
    neighbour,
    one,
    revision,
)

SINCE, NEWEST = "changed-since-published-revision", "differs-from-newest-revision"
REWRITTEN, LINK = "stored-revision-changed", "revision-not-listed"
COUNT, NUMBERED = "revision-count-differs", "saved-after-later-post"
OF_LISTS = {SINCE, NEWEST, REWRITTEN, LINK, COUNT, NUMBERED}
LATE = post(OTHER, modified=LATEST, count=3, newest=15)


def rules(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.rule for finding in findings if finding.rule in OF_LISTS]


def test_a_text_other_than_the_published_one_carries_every_save_between() -> None:
    revisions = [
        revision(13, TEXT),
        revision(14, THIRD, LATER, author=2),
        revision(15, OTHER, LATEST, author=None),
    ]

    found = one(SINCE, assessed_with([live(1, LATE)], [listed(OTHER, *revisions)]))

    assert (found.level, found.certainty) == (Level.WARNING, Certainty.REPORTED)
    assert found.message == (
        "The text that is stored in capture 1 (2026-05-29 12:00:00 UTC) differs from revision 13"
        " (2026-05-29 03:22:00 UTC, user 1), which was current at publication: 1 block of the"
        " content (changed); saved in between as revisions 14 (2026-05-29 09:00:00 UTC, user 2)"
        " and 15 (2026-05-29 10:00:00 UTC)."
    )
    assert found.difference is not None
    assert [edit.field for edit in found.difference.edits] == ["content"]
    assert [(edit.revision, edit.author) for edit in found.edits] == [(14, 2), (15, None)]
    assert [name for name, _ in found.evidence.digests] == [
        "capture.raw",
        "capture.content",
        "revision-13.raw",
    ]


def test_many_saves_are_counted_after_the_first() -> None:
    between = [revision(20 + n, f"<p>{n}</p>", f"2026-05-29T0{n}:00:00") for n in range(4, 10)]

    found = one(
        SINCE, assessed_with([live(1, LATE)], [listed("<p>9</p>", revision(13, TEXT), *between)])
    )

    assert found.message.endswith("28 (2026-05-29 08:00:00 UTC, user 1) and 1 more.")
    assert len(found.edits) == 6


@pytest.mark.parametrize(
    ("number", "date"),
    [(13, PUBLISHED), (13, "2026-05-29T03:22:05"), (13, "2026-05-28T03:22:00")],
    ids=["with it", "seconds after", "a day before"],
)
def test_a_text_that_is_the_published_one_is_no_finding(number: int, date: str) -> None:
    seen = live(1, post(count=1, newest=13))
    assert rules(assessed_with([seen], [listed(TEXT, revision(number, TEXT, date))]).findings) == []


def test_the_newest_draft_by_then_is_what_was_published() -> None:
    drafts = [
        revision(12, OTHER, "2026-05-29T03:00:00"),
        revision(13, TEXT, "2026-05-29T03:20:00"),
        revision(14, OTHER, "2026-05-29T03:22:06"),
    ]

    found = one(SINCE, assessed_with([live(1, LATE)], [listed(OTHER, *drafts)]))

    assert "differs from revision 13 " in found.message


def test_an_autosave_is_never_what_was_published() -> None:
    revisions = [revision(13, TEXT), autosave(14, OTHER, PUBLISHED)]
    seen = live(1, post(count=2, newest=14))

    assessment = assessed_with([seen], [listed(TEXT, *revisions)])

    assert rules(assessment.findings) == []
    assert "Revision 14, the newest, is an autosave: no text that was ever published." in (
        assessment.set_aside
    )


def test_where_no_revision_is_as_old_nothing_is_said_of_publication() -> None:
    assessment = assessed_with(
        [live(1, LATE)], [listed(OTHER, revision(15, OTHER, LATER), autosave(16, TEXT))]
    )

    assert SINCE not in rules(assessment.findings)
    assert any("no stored revision is as old as that" in line for line in assessment.set_aside)


def test_a_post_without_a_publication_date_has_no_published_text() -> None:
    seen = live(1, post(OTHER, date_gmt=None, count=1, newest=13))
    assert SINCE not in rules(assessed_with([seen], [listed(OTHER, revision(13, TEXT))]).findings)


def test_what_differs_in_markup_alone_is_a_note() -> None:
    seen = live(1, post(modified=LATER, count=1, newest=13))
    before = "<!-- wp:paragraph --><p>One.</p><!-- /wp:paragraph -->"
    now = '<!-- wp:paragraph {"className":"a"} --><p>One.</p><!-- /wp:paragraph -->'

    found = one(SINCE, assessed_with([seen], [listed(now, revision(13, before))]))

    assert found.level is Level.NOTE
    assert "in its markup or typography alone" in found.message
    assert "the site keeps no save in between" in found.message


def test_a_save_of_markup_alone_is_among_the_saves() -> None:
    marked = TEXT.replace("<p>", '<p class="a">')
    revisions = [revision(13, TEXT), revision(14, marked, LATER), revision(15, OTHER, LATEST)]

    found = one(SINCE, assessed_with([live(1, LATE)], [listed(OTHER, *revisions)]))

    assert [(edit.revision, edit.markup_only) for edit in found.edits] == [(14, True), (15, False)]


def test_a_save_of_nothing_is_not_among_the_saves() -> None:
    revisions = [revision(13, TEXT), revision(14, TEXT, LATER), revision(15, OTHER, LATEST)]

    found = one(SINCE, assessed_with([live(1, LATE)], [listed(OTHER, *revisions)]))

    assert [edit.revision for edit in found.edits] == [15]


def test_a_revision_that_cannot_be_read_is_passed_over() -> None:
    revisions = [revision(13, TEXT), revision(14, None, LATER), revision(15, OTHER, LATEST)]

    found = one(SINCE, assessed_with([live(1, LATE)], [listed(OTHER, *revisions)]))

    assert [edit.revision for edit in found.edits] == [15]


def test_classic_paragraphs_are_told_apart_by_their_blank_lines() -> None:
    before, now = "One.\n\nTwo.\n\nThree.", "One.\r\n\r\nTwo, too.\r\n\r\nThree."
    seen = live(1, post(modified=LATER, count=1, newest=13))

    found = one(SINCE, assessed_with([seen], [listed(now, revision(13, before))]))

    assert found.difference is not None
    assert [edit.before for edit in found.difference.edits] == ["Two."]


def test_a_text_that_the_last_recorded_save_did_not_store_is_shown() -> None:
    seen = live(1, post(OTHER, modified=PUBLISHED, count=1, newest=13))

    found = one(NEWEST, assessed_with([seen], [listed(OTHER, revision(13, TEXT))]))

    assert (found.level, found.certainty) == (Level.WARNING, Certainty.SHOWN)
    assert "although the post's modified time, 2026-05-29 03:22:00 UTC, is that revision's" in (
        found.message
    )


def test_a_later_save_that_stored_no_revision_is_a_note() -> None:
    seen = live(1, post(OTHER, modified=LATER, count=1, newest=13))

    found = one(NEWEST, assessed_with([seen], [listed(OTHER, revision(13, TEXT))]))

    assert found.level is Level.NOTE
    assert "last saved later, at 2026-05-29 09:00:00 UTC: that save stored none" in found.message


@pytest.mark.parametrize("modified", ["2026-05-29T03:00:00", None], ids=["earlier", "not stated"])
def test_a_save_between_the_two_answers_is_no_finding(modified: str | None) -> None:
    seen = live(1, post(OTHER, modified=modified, count=1, newest=13))
    assert NEWEST not in rules(assessed_with([seen], [listed(OTHER, revision(13, TEXT))]).findings)


def test_a_revision_without_a_time_is_held_against_nothing() -> None:
    seen = live(1, post(OTHER, count=1, newest=13))
    assert rules(assessed_with([seen], [listed(OTHER, revision(13, TEXT, None))]).findings) == []


@pytest.mark.parametrize("now", [None, TEXT])
def test_a_list_that_is_not_whole_is_set_aside(now: str | None) -> None:
    problem = "the list's own header counts 3, and 1 came"
    part = listed(now, revision(13, OTHER), problem=problem)

    assessment = assessed_with([live(1, post(count=3, newest=20))], [part])

    assert rules(assessment.findings) == []
    assert f"The stored revisions were not assessed: {problem}." in assessment.set_aside


def test_a_post_whose_stored_text_cannot_be_read_is_not_judged_by_it() -> None:
    seen = live(1, post(count=1, newest=13))
    assert rules(assessed_with([seen], [listed(None, revision(13, OTHER))]).findings) == []


def test_a_link_to_a_revision_that_is_not_listed_is_named() -> None:
    seen = live(1, post(count=1, newest=20))

    found = one(LINK, assessed_with([seen], [listed(TEXT, revision(13, TEXT))]))

    assert found.message == (
        "The post in capture 1 (2026-05-29 12:00:00 UTC) names revision 20 as its newest, and it is"
        " not in the site's list of revisions: the list has 1 revision, of which 13 has the highest"
        " number."
    )


def test_a_link_beside_an_empty_list_is_named_too() -> None:
    found = one(LINK, assessed_with([live(1, post(count=0, newest=20))], [listed(TEXT)]))
    assert found.message.endswith("the list has 0 revisions.")


def test_a_count_that_is_not_the_lists_is_a_note() -> None:
    seen = live(1, post(count=4, newest=13))

    found = one(COUNT, assessed_with([seen], [listed(TEXT, revision(13, TEXT))]))

    assert found.level is Level.NOTE
    assert "states 4 revisions, and the list has 1 revision, autosaves included." in found.message


@pytest.mark.parametrize("count", [1, None], ids=["equal", "not stated"])
def test_links_that_fit_the_list_are_no_finding(count: int | None) -> None:
    seen = live(1, post(count=count, newest=13 if count else None))
    assert rules(assessed_with([seen], [listed(TEXT, revision(13, TEXT))]).findings) == []


def test_a_revision_that_has_another_text_than_before_is_shown() -> None:
    seen = [live(n, post(count=1, newest=13), hours=n) for n in (1, 2)]
    lists = [
        listed(TEXT, revision(13, TEXT)),
        listed(TEXT, revision(13, OTHER), capture_id=2),
    ]

    found = one(REWRITTEN, assessed_with(seen, lists))

    assert (found.level, found.certainty) == (Level.WARNING, Certainty.SHOWN)
    assert found.evidence.captures == (1, 2)
    assert [name for name, _ in found.evidence.digests] == [
        "before.revision-13.raw",
        "after.revision-13.raw",
    ]
    assert found.message.endswith("at which the site listed it: 1 block of the content (changed).")


def test_a_revision_with_other_markup_is_named_so() -> None:
    seen = [live(n, post(count=1, newest=13), hours=n) for n in (1, 2)]
    marked = TEXT.replace("<p>", '<p class="a">')
    lists = [listed(TEXT, revision(13, TEXT)), listed(TEXT, revision(13, marked), capture_id=2)]

    assert one(REWRITTEN, assessed_with(seen, lists)).message.endswith("its markup alone.")


@pytest.mark.parametrize("then", [TEXT, None], ids=["the same", "not read"])
def test_a_revision_seen_again_is_no_finding(then: str | None) -> None:
    seen = [live(n, post(count=1, newest=13), hours=n) for n in (1, 2)]
    lists = [
        listed(TEXT, revision(13, then)),
        listed(TEXT, revision(13, TEXT), capture_id=2),
    ]
    assert rules(assessed_with(seen, lists).findings) == []


def test_an_autosave_may_have_another_text_each_time() -> None:
    seen = [live(n, post(count=2, newest=14), hours=n) for n in (1, 2)]
    lists = [
        listed(TEXT, revision(13, TEXT), autosave(14, OTHER)),
        listed(TEXT, revision(13, TEXT), autosave(14, THIRD), capture_id=2),
    ]
    assert rules(assessed_with(seen, lists).findings) == []


def test_a_list_of_a_capture_that_is_no_longer_there_is_passed_over() -> None:
    elsewhere = listed(OTHER, revision(13, TEXT), capture_id=99)
    assert rules(assessed_with([live(1)], [elsewhere]).findings) == []


def test_a_revision_numbered_after_later_items_is_graded_by_their_number() -> None:
    seen = live(1, post(newest=20))
    later = [neighbour(19), neighbour(18), neighbour(17, LATEST), neighbour(16, kind="post")]

    found = one(NUMBERED, assessed_with([seen], (), later))

    assert (found.level, found.certainty) == (Level.WARNING, Certainty.INDICATED)
    assert found.message == (
        "The newest revision in capture 1 (2026-05-29 12:00:00 UTC), 20, is numbered after 4 items"
        " of the site dated later than the post's modified time (2026-05-29 03:22:06 UTC), the"
        " latest by 6 h 37 min 54 s: media 19 (2026-05-29 09:00:00 UTC), media 18 (2026-05-29"
        " 09:00:00 UTC), media 17 (2026-05-29 10:00:00 UTC) and 1 more."
    )
    assert "autosave" in found.explanations[0]


@pytest.mark.parametrize(
    ("newest", "items"),
    [
        (20, [neighbour(21)]),
        (20, [neighbour(19, "2026-05-29T03:22:00")]),
        (20, [neighbour(19, "2026-05-29T03:23:00")]),
        (20, []),
        (None, [neighbour(19)]),
        # The post itself was stored after these, so that dates tell no making, as in an import.
        (20, [neighbour(11), neighbour(1, kind="post")]),
    ],
    ids=[
        "numbered higher",
        "made before",
        "made within a minute",
        "none",
        "no revision",
        "numbered below the post",
    ],
)
def test_items_that_tell_nothing_are_no_finding(newest: int | None, items: list[object]) -> None:
    seen = live(1, post(newest=newest))
    assert rules(assessed_with([seen], (), items).findings) == []  # type: ignore[arg-type]  # pytest's own type for parameters


def test_an_autosave_explains_its_number_by_itself() -> None:
    seen = live(1, post(count=2, newest=20))
    shown = listed(TEXT, revision(13, TEXT), autosave(20, OTHER))

    assessment = assessed_with([seen], [shown], [neighbour(19)])

    assert NUMBERED not in rules(assessment.findings)


def test_a_listed_save_leaves_the_autosave_out_of_what_fits() -> None:
    seen = live(1, post(count=1, newest=20))

    found = one(
        NUMBERED, assessed_with([seen], [listed(TEXT, revision(20, TEXT))], [neighbour(19)])
    )

    assert not any("autosave" in fits for fits in found.explanations)


def test_findings_of_lists_stand_with_the_others_warnings_first() -> None:
    seen = [live(1, post()), live(2, LATE, hours=1)]
    shown = listed(OTHER, revision(13, TEXT), revision(15, OTHER, LATEST), capture_id=2)

    levels = [finding.level for finding in assessed_with(seen, [shown]).findings]

    assert levels == sorted(levels, key=[Level.WARNING, Level.NOTE].index)
    assert Level.NOTE in levels


def test_every_rule_on_lists_can_be_found() -> None:
    assert {finding.rule for finding in findings_of_lists()} >= OF_LISTS


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "only its title was read."), (TEXT, "although editor was shown the text.")],
)
def test_a_password_keeps_a_text_from_being_compared_and_an_editor_is_shown_it(
    text: str, said: str
) -> None:
    snapshot = replace(post(text), protected=True)
    context = replace(live(1).context, access="editor")

    found = one("protected", assessed_with([live(1, snapshot, context=context)]))

    assert found.message.endswith(said)


def test_edits_between_stored_texts_have_their_classes() -> None:
    revisions = [revision(13, TEXT), revision(14, THIRD, LATER), revision(15, OTHER, LATEST)]

    found = one(SINCE, assessed_with([live(1, LATE)], [listed(OTHER, *revisions)]))

    assert found.difference is not None
    assert classes_in(found.difference.edits) == (EditClass.NUMBER,)
    saved = [classes_in(edit.difference.edits) for edit in found.edits if edit.difference]
    assert len(saved) == 2
    assert all(saved)


def test_edits_of_a_text_that_no_save_stored_have_their_classes() -> None:
    found = one(NEWEST, assessed_with([live(1, LATE)], [listed(OTHER, revision(15, TEXT, LATEST))]))

    assert found.difference is not None
    assert classes_in(found.difference.edits) == (EditClass.NUMBER,)


def test_a_revision_that_has_another_text_has_the_classes_of_what_differs() -> None:
    lists = [
        listed(TEXT, revision(13, TEXT), capture_id=1),
        listed(TEXT, revision(13, OTHER), capture_id=2),
    ]
    found = one(REWRITTEN, assessed_with([live(1), live(2, hours=1)], lists))

    assert found.difference is not None
    assert classes_in(found.difference.edits) == (EditClass.NUMBER,)


def test_stored_texts_are_read_in_the_language_that_the_user_names() -> None:
    first, second = "<p>Gut 1.500 Meter.</p>", "<p>Gut 1500 Meter.</p>"
    capture = live(1, post(second, modified=LATEST, count=3, newest=15))
    told = [
        one(SINCE, assessed_with([seen], [listed(second, revision(13, first))]))
        for seen in (capture, replace(capture, read_as="de"))
    ]

    assert [classes_in(found.difference.edits) for found in told if found.difference] == [
        (EditClass.NUMBER,),
        (EditClass.TYPOGRAPHY,),
    ]
