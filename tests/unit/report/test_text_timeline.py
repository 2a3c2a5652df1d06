"""That nothing was seen to change is never said without how well it was watched."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from provenance import schema
from provenance.assess import assess, timeline
from provenance.model import (
    Annotation,
    Basis,
    Certainty,
    EditClass,
    History,
    Moment,
    Observation,
    PageClaims,
    TimelineEdit,
)
from provenance.report import FORMATS, Look
from provenance.report.text_summary import about
from tests.unit.report.samples import (
    ARCHIVE,
    NOON,
    answer,
    audit,
    finding,
    history,
    note,
    observation,
    post_audit,
    refusal,
)

_TEXT = FORMATS["text"](Look())
_JSON = FORMATS["json"](Look())
_OTHER = answer("<p>The bridge will cost 15 million.</p>")


def at(number: int, hours: float, raw: bytes | None = None) -> Observation:
    return observation(number, raw, at=NOON + timedelta(hours=hours))


WATCHED = [at(1, 0), at(2, 72), at(3, 80)]


def test_an_audit_says_in_how_many_captures_and_with_which_gap() -> None:
    said = _TEXT.audit(audit(post_audit(WATCHED)))

    assert "\nText         never seen to change: 3 captures, longest gap 3 d\n" in said


def test_captures_of_unknown_time_have_no_gap_to_tell() -> None:
    said = _TEXT.audit(audit(post_audit([observation(1), observation(2)])))

    assert "\nText         never seen to change: 2 captures, times not known\n" in said


@pytest.mark.parametrize(
    "seen",
    [[at(1, 0)], [at(1, 0), at(2, 1, _OTHER)], [at(1, 0), refusal(2)], [refusal(1), refusal(2)]],
    ids=["one", "changed", "one and a refusal", "refusals"],
)
def test_what_was_not_compared_or_changed_is_not_said_to_be_unchanged(
    seen: list[Observation],
) -> None:
    assert "never seen to change" not in _TEXT.audit(audit(post_audit(seen)))


def test_a_history_says_it_where_it_is_so() -> None:
    changed = history()
    unchanged = type(changed)(
        post=changed.post,
        observations=tuple(WATCHED),
        versions=changed.versions[:1],
        timeline=(),
    )

    assert "never seen to change" not in _TEXT.history(changed, ARCHIVE)
    said = _TEXT.history(unchanged, ARCHIVE)
    assert "\nText never seen to change: 3 captures, longest gap 3 d\n" in said


@pytest.mark.parametrize(
    ("seen", "coverage"),
    [
        (WATCHED, (3, 288_000, 259_200, True)),
        ([at(1, 0), at(2, 1, _OTHER)], (2, 3600, 3600, False)),
        ([at(1, 0)], (1, None, None, None)),
    ],
)
def test_documents_have_the_coverage_of_every_post(
    seen: list[Observation], coverage: tuple[object, ...]
) -> None:
    document = json.loads(_JSON.audit(audit(post_audit(seen))))

    schema.check(document, "audit")
    assert tuple(document["posts"][0]["coverage"].values()) == coverage


def test_a_post_whose_text_was_never_seen_has_no_coverage() -> None:
    document = json.loads(_JSON.audit(audit(post_audit([refusal(1)]))))

    schema.check(document, "audit")
    assert document["posts"][0]["coverage"] is None


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "0 s"),
        (119, "119 s"),
        (120, "2 min"),
        (7199, "119 min"),
        (86_400, "24 h"),
        (172_800, "2 d"),
    ],
)
def test_a_length_is_said_in_its_one_fitting_unit(seconds: int, said: str) -> None:
    assert about(timedelta(seconds=seconds)) == said


def edited(*texts: str, hours: float = 1) -> History:
    """Return the history of a post whose text was each of these, one after the other."""
    seen = tuple(
        at(number, hours * number, answer(f"<p>{text}</p>"))
        for number, text in enumerate(texts, start=1)
    )
    known = history()
    return History(
        post=known.post,
        observations=seen,
        versions=known.versions,
        timeline=timeline(assess(seen).findings, seen),
    )


def of(shown: History, edit: TimelineEdit) -> str:
    """Return what a history prints of one edit."""
    alone = replace(shown, timeline=(edit,))
    return " ".join(_TEXT.history(alone, ARCHIVE).split("Timeline:")[1].split())


TWICE = edited("It cost 2,400.", "It cost 24,000.", "Nobody knows, he said.")


def test_a_history_ends_with_its_edits_and_all_that_fits_them() -> None:
    said = _TEXT.history(TWICE, ARCHIVE)

    assert (
        "2026-05-29 13:00:00 to 2026-05-29 14:00:00 (observed)  changed-without-claims\n"
        "  warning; captures 1 and 2; material: number\n"
        "  shown; how it was made is not known\n"
        "  the site states: modified 2026-05-29 03:22:06 in both; revisions 1 (newest 9)\n"
        "    in both\n"
    ) in said
    assert "\nWhat fits changed-without-claims:\n- A synced pattern" in said
    assert said.count("What fits") == 1


def test_the_latest_edits_stand_for_many_and_v_shows_them_all() -> None:
    many = edited(*(f"It cost {number}." for number in range(2400, 2409)))
    said = _TEXT.history(many, ARCHIVE)
    whole = FORMATS["text"](Look(verbose=True)).history(many, ARCHIVE)

    assert "\nTimeline: 8 edits, each" in said
    assert "\n3 earlier edits, which -v shows\n" in said
    assert said.count("; material: number") == 5
    assert whole.count("; material: number") == 8
    assert "which -v shows" not in whole


def test_what_the_rules_on_notes_found_is_printed_with_the_edit() -> None:
    edit = TWICE.timeline[0]
    found = finding(
        rule="note-explains-change",
        certainty=Certainty.INDICATED,
        notes=(note(),),
        explanations=("It speaks of another change.",),
    )

    said = of(TWICE, replace(edit, notes=(found,)))
    assert (
        "note-explains-change (indicated) in the text, block 4 (capture 2): Correction, 30 May"
    ) in said
    assert "What fits note-explains-change: - It speaks of another change." in said
    none = replace(found, rule="no-note-found", notes=())
    assert "no-note-found (indicated)" in of(TWICE, replace(edit, notes=(none,)))
    replied = Annotation(made_at=NOON, made_by="Bob", reply="We told our readers.")
    answered = of(TWICE, replace(edit, notes=(replace(none, annotations=(replied,)),)))
    assert "no-note-found (indicated) review: unreviewed said: Bob, " in answered
    assert "\u201cWe told our readers.\u201d" in answered
    assert "note" not in of(TWICE, edit).replace("not known", "")


def test_times_are_said_as_far_as_they_are_known_and_on_whose_word() -> None:
    edit = TWICE.timeline[0]
    interval = edit.finding.interval
    nobody = Moment(at=None, basis=Basis.UNKNOWN)
    archived = Moment(at=NOON, basis=Basis.ARCHIVED)

    def said(after: Moment, until: Moment) -> str:
        changed = replace(interval, after=after, until=until)
        return of(TWICE, replace(edit, finding=replace(edit.finding, interval=changed)))

    assert "times not known changed-without-claims" in said(nobody, nobody)
    assert "not known to 2026-05-29 14:00:00 (observed)" in said(nobody, interval.until)
    assert "12:00:00 to 2026-05-29 14:00:00 (archived and observed)" in said(
        archived, interval.until
    )


def test_claims_that_are_not_stated_are_not_made_up() -> None:
    bare: dict[str, object] = {"_links": {}, "modified_gmt": None}
    seen = (
        at(1, 0, answer("<p>It cost 2,400.</p>", **bare)),
        at(2, 1, answer("<p>It cost 24,000.</p>")),
    )
    (edit,) = timeline(assess(seen).findings, seen)

    said = of(TWICE, edit)
    assert "modified not stated, then 2026-05-29 03:22:06;" in said
    assert "revisions not counted, then 1 (newest 9)" in said


def test_an_edit_that_changes_no_meaning_or_was_not_judged_is_said_to_be_that() -> None:
    (comma,) = edited("It cost 2,400.", "It cost 2,400 …").timeline

    assert "not material: punctuation" in of(TWICE, comma)
    assert "not classified" in of(TWICE, replace(comma, material=None))


def test_what_changes_no_meaning_is_told_apart_from_what_may() -> None:
    (edit, *_) = TWICE.timeline
    noted = replace(edit, classes=(EditClass.NUMBER, EditClass.ADDED, EditClass.NOTE))

    assert "; material: number and added; else: note shown;" in of(TWICE, noted)


def test_edits_of_different_contexts_are_told_apart_in_what_differs_alone() -> None:
    first, second = TWICE.timeline
    context = replace(second.after.context, observer="desk")
    other = replace(second, after=replace(second.after, context=context))
    said = _TEXT.history(replace(TWICE, timeline=(first, other)), ARCHIVE)

    assert "captures 1 and 2 (local); material" in said
    assert "captures 2 and 3 (desk); material" in said


def test_an_audit_has_a_timeline_where_one_finding_does_not_tell_it_all() -> None:
    findings = assess(TWICE.observations).findings
    both = _TEXT.audit(audit(post_audit(TWICE.observations, findings)))
    one = _TEXT.audit(audit(post_audit(TWICE.observations, findings[:1])))

    assert "\nTimeline: 2 edits, each" in both
    assert "Timeline:" not in one


@pytest.mark.parametrize("name", ["history", "audit"])
def test_documents_have_every_edit_with_all_that_is_known_of_it(name: str) -> None:
    findings = assess(TWICE.observations).findings
    whole = post_audit(TWICE.observations, findings)
    text = _JSON.history(TWICE, ARCHIVE) if name == "history" else _JSON.audit(audit(whole))
    document = json.loads(text)
    schema.check(document, name)
    first, second = (document if name == "history" else document["posts"][0])["timeline"]

    assert first["interval"]["after"] == {"at": "2026-05-29T13:00:00Z", "basis": "observed"}
    assert first["evidence"]["captures"] == [1, 2]
    assert (first["classes"], first["material"], first["notes"]) == (["number"], True, [])
    assert first["explanations"]
    assert first["after_publication"] == {
        "unchanged_s": 42_000,
        "changed_s": 45_600,
        "saved_s": None,
    }
    assert second["stated"]["after"] == {
        "published_at": "2026-05-29T01:20:00Z",
        "modified_at": "2026-05-29T03:22:06Z",
        "revision_count": 1,
        "newest_revision": 9,
    }


def test_a_document_has_the_notes_beside_the_edit_and_no_claims_of_a_page() -> None:
    edit = TWICE.timeline[0]
    assert edit.before.snapshot is not None
    page = replace(edit.before.snapshot, page=PageClaims(element="article", stated=()))
    found = replace(edit.finding, rule="note-unclear", notes=(note(),))
    told = replace(edit, notes=(found,), after=replace(edit.after, snapshot=page))
    document = json.loads(_JSON.history(replace(TWICE, timeline=(told,)), ARCHIVE))
    schema.check(document, "history")
    (written,) = document["timeline"]

    assert written["notes"][0]["rule"] == "note-unclear"
    assert written["notes"][0]["explanations"] == list(edit.finding.explanations)
    assert written["notes"][0]["notes"][0]["carries"] == ["old-value"]
    assert written["stated"]["after"] is None
    assert "the site states" not in of(TWICE, told)
