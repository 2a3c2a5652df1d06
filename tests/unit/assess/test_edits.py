"""An edit is a difference in words, links or pictures, and falls under exactly one rule."""

import pytest

from provenance.model import BlockChange, Certainty, Change, Level, Snapshot
from tests.unit.assess.histories import OTHER, TEXT, found, post, rules_found, seen

EDITS = {
    "changed-undated",
    "modified-went-back",
    "changed-with-modified",
    "changed-with-revisions",
    "changed-without-claims",
}
LATER = "2026-05-29T03:22:50"
EARLIER = "2026-05-29T03:22:01"


@pytest.mark.parametrize(
    ("rule", "after"),
    [
        ("changed-undated", post(OTHER, modified=None)),
        ("modified-went-back", post(OTHER, modified=EARLIER, count=2, newest=15)),
        ("changed-with-modified", post(OTHER, modified=LATER)),
        ("changed-with-revisions", post(OTHER, count=2, newest=15)),
        ("changed-with-revisions", post(OTHER, newest=15)),
        ("changed-without-claims", post(OTHER)),
    ],
)
def test_an_edit_falls_under_exactly_one_rule(rule: str, after: Snapshot) -> None:
    rules = rules_found(seen(1), seen(2, after))

    assert [name for name in rules if name in EDITS] == [rule]


@pytest.mark.parametrize(
    "after",
    [
        post(modified=LATER),
        post(count=2, newest=15),
        post(TEXT.replace("<p>", '<div class="x">').replace("</p>", "</div>")),
        post(tags=[3]),
    ],
)
def test_what_leaves_the_text_alone_is_no_edit(after: Snapshot) -> None:
    assert not EDITS & set(rules_found(seen(1), seen(2, after)))


def test_an_undated_first_capture_is_named() -> None:
    finding = found("changed-undated", seen(1, post(modified=None)), seen(2, post(OTHER)))

    assert "capture 1 does not say when the post was modified" in finding.message


def test_an_undated_second_capture_is_named() -> None:
    finding = found("changed-undated", seen(1), seen(2, post(OTHER, modified=None)))

    assert "capture 2 does not say when the post was modified" in finding.message


def test_an_edit_carries_its_diff_and_its_digests() -> None:
    finding = found("changed-without-claims", seen(1), seen(2, post(OTHER)))

    assert finding.difference is not None
    (edit,) = finding.difference.edits
    assert (edit.before, edit.after) == (
        "The deal cost 1.5 million.",
        "The deal cost 15 million.",
    )
    assert [name for name, _ in finding.evidence.digests] == [
        "before.raw",
        "before.content",
        "before.words",
        "after.raw",
        "after.content",
        "after.words",
    ]
    assert finding.evidence.captures == (1, 2)
    assert finding.new


def test_how_an_edit_was_made_is_graded_apart_from_that_it_was() -> None:
    with_revisions = found("changed-with-revisions", seen(1), seen(2, post(OTHER, newest=15)))
    without = found("changed-without-claims", seen(1), seen(2, post(OTHER)))

    assert (with_revisions.certainty, with_revisions.cause) == (
        Certainty.SHOWN,
        Certainty.INDICATED,
    )
    assert (without.certainty, without.cause) == (Certainty.SHOWN, Certainty.UNKNOWN)
    assert without.level is Level.WARNING


def test_the_message_says_what_changed_and_what_the_site_says() -> None:
    finding = found(
        "changed-with-modified",
        seen(1),
        seen(2, post(OTHER + "<p>New.</p>", modified=LATER, title={"rendered": "The big deal"})),
    )

    assert finding.message == (
        "The text differs between capture 1 and capture 2: the title and 2 blocks of the content"
        " (1 changed, 1 added); the modified time advanced from 2026-05-29 03:22:06 UTC to"
        " 2026-05-29 03:22:50 UTC."
    )
    assert finding.fields == ("title", "content", "modified_gmt")


def test_an_excerpt_that_turns_from_derived_to_written_is_an_edit() -> None:
    derived = post(excerpt={"rendered": "<p>The deal cost 1.5 million. &hellip;</p>"})
    written = post(excerpt={"rendered": "<p>What the deal cost.</p>"})

    assert (
        found("changed-without-claims", seen(1, derived), seen(2, written)).fields[0] == "excerpt"
    )


def test_a_derived_excerpt_that_is_cut_elsewhere_is_markup() -> None:
    longer = post(excerpt={"rendered": "<p>The deal cost 1.5 million. &hellip;</p>"})
    shorter = post(excerpt={"rendered": "<p>The deal cost &hellip;</p>"})

    assert rules_found(seen(1, longer), seen(2, shorter)) == ["markup-change"]


def _is_material(edit: BlockChange) -> bool:
    return any(passage.material for passage in edit.passages)


LEAD = {"rendered": "<p>The deal cost 1.5 million.</p>"}


@pytest.mark.parametrize(
    ("after", "change"),
    [
        (OTHER, Change.CHANGED),
        ("<p>Correction: it was signed.</p>" + TEXT, Change.ADDED),
        ("<p>It was not signed.</p>", Change.REMOVED),
    ],
)
def test_an_excerpt_that_stays_is_no_edit_where_the_lead_changes(
    after: str, change: Change
) -> None:
    captures = post(excerpt=LEAD), post(after, excerpt=LEAD)
    for one, other in (captures, captures[::-1]):
        finding = found("changed-without-claims", seen(1, one), seen(2, other))
        assert finding.difference is not None
        assert [edit.field for edit in finding.difference.edits] == ["content"]
        assert finding.fields[0] == "content"

    finding = found("changed-without-claims", *map(seen, (1, 2), captures))
    assert finding.difference is not None
    assert [edit.change for edit in finding.difference.edits] == [change]
    assert _is_material(finding.difference.edits[0]) is (change is not Change.ADDED)


def test_an_excerpt_that_is_written_anew_with_the_lead_is_an_edit_too() -> None:
    new = {"rendered": "<p>The deal cost 15 million, twice.</p>"}
    finding = found(
        "changed-without-claims", seen(1, post(excerpt=LEAD)), seen(2, post(OTHER, excerpt=new))
    )

    assert finding.fields[:2] == ("content", "excerpt")


def test_a_sentence_that_only_an_excerpt_still_has_went_from_the_article() -> None:
    shown, gone = post(LEAD["rendered"]), post("", excerpt=LEAD)
    finding = found("changed-without-claims", seen(1, shown), seen(2, gone))

    assert finding.difference is not None
    assert [(edit.field, _is_material(edit)) for edit in finding.difference.edits] == [
        ("content", True)
    ]


def test_a_sentence_that_went_into_the_excerpt_is_no_matter_of_order() -> None:
    said = post(excerpt={"rendered": "<p>What it cost.</p>"})
    moved = post(LEAD["rendered"], excerpt={"rendered": "<p>What it cost. It was not signed.</p>"})
    finding = found("changed-without-claims", seen(1, said), seen(2, moved))

    assert finding.difference is not None
    assert [(edit.field, _is_material(edit)) for edit in finding.difference.edits] == [
        ("content", True),
        ("excerpt", True),
    ]


def test_a_modified_time_can_go_back_without_an_edit() -> None:
    after = post(modified=EARLIER, count=2, newest=15)
    finding = found("modified-went-back", seen(1), seen(2, after))

    assert finding.cause is None
    assert finding.difference is None
    assert "no edit is shown" in finding.message
