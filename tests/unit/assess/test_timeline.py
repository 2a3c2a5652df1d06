"""How well a post was watched, and how long after publication its edits were served."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from provenance.assess import assess
from provenance.assess.timeline import coverage, is_edit, timeline
from provenance.model import (
    Context,
    Coverage,
    EditClass,
    Finding,
    Observation,
    TimelineEdit,
    TimeToEdit,
)
from tests.unit.assess.histories import (
    CONTEXT,
    OTHER,
    TEXT,
    THIRD,
    live,
    live_page,
    post,
    refused,
    seen,
)

# Posts of these tests were published 2026-05-29 03:22:00, and captures are counted from noon.
PUBLISHED = timedelta(hours=8, minutes=38)
SAVED = "2026-05-29T12:22:00"


def watched(*observations: Observation) -> Coverage:
    found = coverage(observations)
    assert found is not None
    return found


def times(*observations: Observation) -> list[TimeToEdit]:
    return [edit.time for edit in timeline(assess(observations).findings, observations)]


def findings(*observations: Observation) -> tuple[Finding, ...]:
    return assess(observations).findings


def test_a_posts_coverage_is_its_captures_their_span_and_the_longest_gap() -> None:
    found = watched(live(1), live(2, hours=5), live(3, hours=2))

    assert found == Coverage(
        captures=3, span=timedelta(hours=5), longest_gap=timedelta(hours=3), is_one_text=True
    )
    assert found.is_compared


def test_captures_of_unknown_time_count_and_fill_no_gap() -> None:
    found = watched(live(1), seen(2), live(3, hours=4))

    assert (found.captures, found.longest_gap) == (3, timedelta(hours=4))
    assert watched(seen(1), seen(2)).longest_gap is None


def test_one_capture_is_not_compared() -> None:
    found = watched(live(1))

    assert not found.is_compared
    assert (found.span, found.longest_gap) == (None, None)


def test_a_text_that_changed_is_not_one_text() -> None:
    assert not watched(live(1), live(2, post(OTHER), hours=1), live(3, hours=2)).is_one_text


def test_captures_of_another_context_fill_no_gap_and_are_not_compared() -> None:
    other = Context(observer="desk", access="anonymous", language=None, route=CONTEXT.route)
    found = watched(live(1), live(2, post(OTHER), hours=2, context=other), live(3, hours=4))

    assert (found.captures, found.longest_gap) == (2, timedelta(hours=4))
    assert found.is_one_text
    assert not watched(live(1), live_page(2, hours=1)).is_compared


def test_a_text_behind_a_password_was_not_watched() -> None:
    closed = post(protected=True)

    assert coverage([live(1, closed), live(2, closed, hours=1)]) is None
    assert watched(live(1), live(2, closed, hours=1)).captures == 1


def test_refusals_and_answers_without_the_content_show_no_text() -> None:
    assert coverage([refused(1, "rest_forbidden", 401)]) is None
    assert coverage([live(1, replace(post(), missing=("content",)))]) is None


def test_an_edit_is_timed_by_when_its_texts_were_served() -> None:
    (time,) = times(live(1), live(2, hours=2), live(3, post(OTHER), hours=5))

    assert time == TimeToEdit(
        rule="changed-without-claims",
        unchanged=PUBLISHED + timedelta(hours=2),
        changed=PUBLISHED + timedelta(hours=5),
        stated=None,
    )


def test_the_sites_own_time_is_that_of_an_edit_with_which_it_advanced() -> None:
    (time,) = times(live(1), live(2, post(OTHER, modified=SAVED), hours=1))

    assert time.rule == "changed-with-modified"
    assert time.stated == timedelta(hours=9)


def test_times_that_nobody_knows_are_not_made_up() -> None:
    (time,) = times(seen(1), seen(2, post(OTHER)))
    (undated,) = times(live(1, post(date_gmt=None)), live(2, post(OTHER, date_gmt=None), hours=1))

    assert (time.unchanged, time.changed) == (None, None)
    assert (undated.unchanged, undated.changed) == (None, None)


def test_an_edit_from_before_the_stated_publication_is_not_timed() -> None:
    later = "2026-05-29T12:30:00"
    (time,) = times(live(1, post(date_gmt=later)), live(2, post(THIRD, date_gmt=later), hours=2))

    assert time.unchanged is None
    assert time.changed == timedelta(hours=1, minutes=30)


def test_a_modified_time_that_went_back_alone_is_no_edit() -> None:
    back: dict[str, Any] = {"modified": "2026-05-28T00:00:00", "count": 3, "newest": 30}
    alone = findings(live(1), live(2, post(**back), hours=1))
    edited = findings(live(1), live(2, post(OTHER, **back), hours=1))

    assert [is_edit(one) for one in alone if one.rule == "modified-went-back"] == [False]
    assert [is_edit(one) for one in edited if one.rule == "modified-went-back"] == [True]


def edits(*observations: Observation) -> tuple[TimelineEdit, ...]:
    return timeline(assess(observations).findings, observations)


def test_a_timeline_has_each_edit_with_the_captures_it_lies_between() -> None:
    observations = (live(1), live(2, hours=2), live(3, post(OTHER), hours=5), live(4, hours=30))
    first, second = edits(*observations[:3], live(4, post(THIRD, modified=SAVED), hours=30))

    assert (first.before, first.after) == observations[1:3]
    assert (first.finding.rule, second.finding.rule) == (
        "changed-without-claims",
        "changed-with-modified",
    )
    assert first.time.changed == PUBLISHED + timedelta(hours=5)
    assert second.before.capture_id == 3


def test_edits_stand_in_the_order_of_their_captures_and_not_of_their_gravity() -> None:
    observations = (
        live(1),
        live(2, post(OTHER, modified=SAVED), hours=1),
        live(3, post(THIRD, modified=SAVED), hours=2),
    )
    found = assess(observations).findings

    assert next(one.rule for one in found if is_edit(one)) == "changed-without-claims"
    assert [one.after.capture_id for one in timeline(found, observations)] == [2, 3]


def test_an_edit_in_a_timeline_has_its_classes_and_whether_they_matter() -> None:
    (number,) = edits(live(1), live(2, post(OTHER), hours=1))

    assert (number.classes, number.material) == ((EditClass.NUMBER,), True)


def test_an_edit_that_changes_no_meaning_is_not_material() -> None:
    comma = post(TEXT.replace("was not", "was, not"))
    (found,) = edits(live(1), live(2, comma, hours=1))

    assert (found.classes, found.material) == ((EditClass.PUNCTUATION,), False)


def test_an_edit_that_nobody_classified_is_not_called_immaterial() -> None:
    observations = (live(1), live(2, post(OTHER), hours=1))
    (found,) = (one for one in assess(observations).findings if is_edit(one))
    assert found.difference is not None
    bare = tuple(replace(block, passages=()) for block in found.difference.edits)
    unjudged = replace(found, difference=replace(found.difference, edits=bare))

    assert timeline([unjudged], observations)[0].material is None


def test_what_the_rules_on_notes_found_stands_with_the_edit_it_is_about() -> None:
    observations = (live(1), live(2, post(OTHER), hours=1), live(3, post(THIRD), hours=2))
    first, second = (one for one in assess(observations).findings if is_edit(one))
    about = replace(second, rule="no-note-found", cause=None, difference=None)

    of_first, of_second = timeline([first, second, about], observations)
    assert (of_first.notes, of_second.notes) == ((), (about,))


def test_what_is_no_edit_is_not_in_a_timeline() -> None:
    back: dict[str, Any] = {"modified": "2026-05-28T00:00:00", "count": 3, "newest": 30}

    assert edits(live(1), live(2, post(**back), hours=1)) == ()
    assert edits(live(1), live(2, post(tags=[5]), hours=1)) == ()
    assert edits(refused(1, "rest_forbidden", 401)) == ()


def test_a_change_of_what_a_page_showed_is_in_the_timeline() -> None:
    (found,) = edits(live_page(1), live_page(2, OTHER, hours=1))

    assert found.finding.rule == "page-text-changed"
    assert found.time.changed is None
