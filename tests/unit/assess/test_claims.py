"""What a site states of its revisions moves or stays; what it does not state does neither."""

from typing import Any

import pytest

from provenance.assess.edits import UNSTATED_REVISION
from provenance.assess.revisions import LINK_LEFT_OUT
from provenance.model import Context, Finding, Route, Snapshot
from tests.unit.assess.histories import OTHER, found, post, rules_found, seen

SILENT: dict[str, Any] = {"count": None, "newest": None}
LINKLESS: dict[str, Any] = {
    "_links": {"self": [{"href": "https://example.org/wp-json/wp/v2/posts/12"}]}
}
FIELDS = Context(observer="local", access="anonymous", language=None, route=Route.FIELDS)


def edit(before: Snapshot, after: Snapshot) -> Finding:
    """Return the finding of an edit whose modified time stayed."""
    rules = rules_found(seen(1, before), seen(2, after))
    (rule,) = (name for name in rules if name.startswith("changed-"))
    return found(rule, seen(1, before), seen(2, after))


def how(finding: Finding) -> str:
    return finding.message.partition("UTC in both")[2]


def test_claims_that_neither_answer_states_are_not_called_the_same() -> None:
    finding = edit(post(**SILENT), post(OTHER, **SILENT))

    assert finding.rule == "changed-without-claims"
    assert how(finding) == ("; neither answer states the revision count or the newest revision.")
    assert UNSTATED_REVISION in finding.explanations


@pytest.mark.parametrize(
    ("before", "after", "silent"),
    [(SILENT, {}, "capture 1"), ({}, SILENT, "capture 2")],
    ids=["only in the second", "only in the first"],
)
def test_claims_that_one_answer_states_have_not_moved(
    before: dict[str, Any], after: dict[str, Any], silent: str
) -> None:
    finding = edit(post(**before), post(OTHER, **after))

    assert finding.rule == "changed-without-claims"
    assert how(finding) == (f"; {silent} does not state the revision count or the newest revision.")


def test_an_answer_without_any_links_states_nothing() -> None:
    finding = edit(post(**LINKLESS), post(OTHER))

    assert finding.rule == "changed-without-claims"


def test_claims_that_both_state_are_the_same_where_they_are() -> None:
    finding = edit(post(), post(OTHER))

    assert how(finding) == ", and the revision count and the newest revision are the same."
    assert UNSTATED_REVISION not in finding.explanations


def test_no_stored_revision_on_both_sides_is_said_as_such() -> None:
    finding = edit(post(count=0, newest=None), post(OTHER, count=0, newest=None))

    assert finding.rule == "changed-without-claims"
    assert how(finding) == ", and both answers state that no revision is stored."
    assert UNSTATED_REVISION not in finding.explanations


def test_a_first_revision_after_none_has_moved_both_claims() -> None:
    finding = edit(post(count=0, newest=None), post(OTHER))

    assert finding.rule == "changed-with-revisions"
    assert how(finding) == (
        ", and the revision count went from 0 to 1 and the newest revision went from none to 14."
    )


@pytest.mark.parametrize(
    ("before", "after", "rule", "said"),
    [
        (
            post(newest=None),
            post(OTHER, count=2),
            "changed-with-revisions",
            (
                ", and the revision count went from 1 to 2; capture 1 does not state the newest"
                " revision."
            ),
        ),
        (
            post(count=None),
            post(OTHER, newest=15),
            "changed-with-revisions",
            (
                ", and the newest revision went from 14 to 15; capture 1 does not state the"
                " revision count."
            ),
        ),
        (
            post(newest=None),
            post(OTHER),
            "changed-without-claims",
            ", and the revision count is the same; capture 1 does not state the newest revision.",
        ),
        (
            post(newest=None),
            post(OTHER, count=None),
            "changed-without-claims",
            (
                "; capture 1 does not state the newest revision, and capture 2 does not state the"
                " revision count."
            ),
        ),
    ],
)
def test_a_step_counts_where_both_state_it_and_the_rest_is_named(
    before: Snapshot, after: Snapshot, rule: str, said: str
) -> None:
    finding = edit(before, after)

    assert (finding.rule, how(finding)) == (rule, said)


def test_a_link_that_is_gone_counts_where_the_history_is_stated() -> None:
    finding = found("fewer-revisions", seen(1), seen(2, post(newest=None)))

    assert finding.message == (
        "The link to the newest revision, 14 before, is gone between capture 1 and capture 2."
    )
    assert LINK_LEFT_OUT in finding.explanations
    assert edit(post(), post(OTHER, newest=None)).rule == "changed-with-revisions"


@pytest.mark.parametrize("after", [SILENT, {"count": 2, "newest": None}])
def test_a_link_that_is_gone_with_its_history_or_beside_more_revisions_does_not(
    after: dict[str, Any],
) -> None:
    assert "fewer-revisions" not in rules_found(seen(1), seen(2, post(**after)))


def test_a_partial_answer_need_not_have_been_asked_for_the_link() -> None:
    one, two = seen(1, context=FIELDS), seen(2, post(newest=None), context=FIELDS)

    assert rules_found(one, two) == []


def test_a_partial_answer_that_counts_no_revision_states_that_there_is_none() -> None:
    none_left = seen(2, post(count=0, newest=None), context=FIELDS)

    assert rules_found(seen(1, context=FIELDS), none_left) == ["fewer-revisions"]


@pytest.mark.parametrize(
    ("after", "ending"),
    [
        (post(count=0, newest=None), ": stored revisions are fewer than before."),
        (post(newest=13), ": the newest revision is an older one than before."),
    ],
)
def test_fewer_revisions_says_no_more_than_what_fell(after: Snapshot, ending: str) -> None:
    finding = found("fewer-revisions", seen(1), seen(2, after))

    assert finding.message.endswith(ending)
    assert LINK_LEFT_OUT not in finding.explanations


def test_what_is_not_stated_is_named_beside_revisions_that_came() -> None:
    finding = found("revision-activity", seen(1), seen(2, post(count=None, newest=15)))

    assert finding.message == (
        "The newest revision went from 14 to 15 between capture 1 and capture 2 (capture 2 does"
        " not state the revision count); no edit is shown, and the modified time is the same."
    )


def test_a_site_that_states_its_claims_only_at_times_serves_no_older_copy() -> None:
    rules = rules_found(seen(1), seen(2, post(**SILENT)), seen(3))

    assert rules == []
