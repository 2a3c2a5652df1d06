"""A field that an answer does not have is not compared, and never taken for removed."""

from dataclasses import replace

import pytest

from provenance.model import Snapshot
from tests.unit.assess.histories import OTHER, THIRD, assessed, found, post, rules_found, seen

WRITTEN = {"rendered": "<p>What the deal cost.</p>"}
OWN = post(excerpt=WRITTEN)
WITHOUT = post(excerpt=None)
LATER = "2026-05-29T03:22:50"


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        (
            OWN,
            WITHOUT,
            (
                "The excerpt was not compared between capture 1 and capture 2: the answer in"
                " capture 2 does not have it."
            ),
        ),
        (
            WITHOUT,
            OWN,
            (
                "The excerpt was not compared between capture 1 and capture 2: the answer in"
                " capture 1 does not have it."
            ),
        ),
        (
            post(title=None),
            WITHOUT,
            (
                "The title and the excerpt were not compared between capture 1 and capture 2: the"
                " answer in capture 1 does not have the title, and the answer in capture 2 does"
                " not have the excerpt."
            ),
        ),
        (
            post(title=None, excerpt=None),
            OWN,
            (
                "The title and the excerpt were not compared between capture 1 and capture 2: the"
                " answer in capture 1 does not have them."
            ),
        ),
    ],
)
def test_a_field_that_one_answer_lacks_is_set_aside(
    before: Snapshot, after: Snapshot, line: str
) -> None:
    assessment = assessed(seen(1, before), seen(2, after))

    assert assessment.findings == ()
    assert assessment.set_aside == (line,)


def test_a_field_that_neither_answer_has_is_set_aside_beside_what_was_compared() -> None:
    assessment = assessed(seen(1, WITHOUT), seen(2, post(OTHER, excerpt=None)))

    assert [finding.rule for finding in assessment.findings] == ["changed-without-claims"]
    assert assessment.set_aside == (
        ("The excerpt was not compared between capture 1 and capture 2: neither answer has it."),
    )


def test_an_empty_field_is_not_a_missing_one() -> None:
    empty = post(excerpt={"rendered": ""})

    finding = found("changed-without-claims", seen(1, OWN), seen(2, empty))

    assert finding.fields[0] == "excerpt"
    assert assessed(seen(1, OWN), seen(2, empty)).set_aside == ()


def test_what_both_answers_have_is_compared_in_its_place() -> None:
    before, after = post(title=None), post(OTHER)

    finding = found("changed-without-claims", seen(1, before), seen(2, after))

    assert finding.fields[0] == "content"
    assert finding.difference is not None
    (edit,) = finding.difference.edits
    assert (edit.before_index, edit.after_index) == (0, 1)
    assert (edit.before, edit.after) == (
        "The deal cost 1.5 million.",
        "The deal cost 15 million.",
    )


def test_markup_that_covers_other_fields_is_not_said_to_differ() -> None:
    rules = rules_found(seen(1), seen(2, WITHOUT))

    assert rules == []
    assert rules_found(seen(1), seen(2, post(f"{THIRD}"))) == ["changed-without-claims"]


def test_a_save_is_not_said_to_have_changed_nothing_where_a_field_was_not_seen() -> None:
    assert rules_found(seen(1), seen(2, post(modified=LATER, excerpt=None))) == []
    assert rules_found(seen(1), seen(2, post(modified=LATER))) == ["save-without-change"]


def test_words_of_other_fields_are_not_called_an_earlier_text() -> None:
    first = post(excerpt=None)
    second = post(OTHER, modified="2026-05-29T03:22:20", count=2, newest=15, excerpt=WRITTEN)
    third = post(modified=LATER, count=3, newest=16, excerpt=None)

    history = [seen(1, first), seen(2, second), seen(3, third)]

    assert "earlier-text-again" not in rules_found(*history)
    whole = replace(seen(2), snapshot=post(OTHER, modified="2026-05-29T03:22:20", excerpt=None))
    assert "earlier-text-again" in rules_found(history[0], whole, history[2])


def test_words_of_a_capture_that_lacked_a_field_are_not_called_an_earlier_text() -> None:
    second = post(OTHER, modified="2026-05-29T03:22:20", count=2, newest=15)
    third = post(modified=LATER, count=3, newest=16)

    assert "earlier-text-again" not in rules_found(
        seen(1, WITHOUT), seen(2, second), seen(3, third)
    )
    assert "earlier-text-again" in rules_found(seen(1), seen(2, second), seen(3, third))


def test_an_answer_with_all_its_fields_again_is_no_older_copy() -> None:
    assert rules_found(seen(1, OWN), seen(2, WITHOUT), seen(3, OWN)) == []


def test_a_text_that_went_back_is_one_whatever_fields_the_answers_have() -> None:
    between = post(OTHER, excerpt=None)

    rules = rules_found(seen(1, OWN), seen(2, between), seen(3, OWN))

    assert rules == ["changed-without-claims", "older-copy-served"]


def test_under_a_password_a_missing_title_leaves_nothing_to_compare() -> None:
    assessment = assessed(seen(1, post(title=None)), seen(2, post(protected=True)))

    assert assessment.set_aside == (
        (
            "No text was compared between capture 1 and capture 2: it asks for a password in at"
            " least one of them, and the answer in capture 1 does not have the title."
        ),
    )


def test_a_field_that_comes_back_is_compared_with_its_last_sight() -> None:
    other = post(excerpt={"rendered": "<p>Nobody knows the price.</p>"}, modified=LATER)

    finding = found("changed-with-modified", seen(1, OWN), seen(2, WITHOUT), seen(3, other))

    assert finding.evidence.captures == (1, 3)
    assert finding.fields == ("excerpt", "modified_gmt")


def test_a_field_that_comes_back_as_it_was_is_no_edit() -> None:
    rules = rules_found(seen(1, OWN), seen(2, WITHOUT), seen(3, post(excerpt=WRITTEN, tags=[3])))

    assert rules == ["metadata-change"]


def test_a_field_that_comes_back_is_reported_apart_from_what_changed_meanwhile() -> None:
    after = post(OTHER, excerpt={"rendered": "<p>Nobody knows the price.</p>"}, modified=LATER)
    history = seen(1, OWN), seen(2, WITHOUT), seen(3, after)

    edits = [
        (finding.evidence.captures, finding.fields[0])
        for finding in assessed(*history).findings
        if finding.rule == "changed-with-modified"
    ]

    assert edits == [((2, 3), "content"), ((1, 3), "excerpt")]
