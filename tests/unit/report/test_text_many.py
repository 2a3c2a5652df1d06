"""Reports of whole sites: counts first, detail where something is new, and how complete it was."""

import re
from dataclasses import replace

import pytest

from provenance.model import Audit, Finding, Level, PostAudit, PostKey, Sweep, SweepKind
from provenance.report import FORMATS, Look
from tests.unit.report.samples import (
    NOON,
    answer,
    audit,
    comparison,
    edit,
    finding,
    observation,
    post_audit,
    refusal,
)

SWEEP = Sweep(
    target="https://example.org/",
    site="example.org",
    collection="/wp/v2/posts",
    kind=SweepKind.FULL,
    filters=(),
    claimed=2085,
    listed=2085,
    asked=2085,
    had=2085,
    is_cut=False,
    complete=True,
    notes=(),
    finished_at=NOON,
)


def report(value: Audit, *, verbose: bool = False, judged: bool = True) -> str:
    reporter = FORMATS["text"](Look(verbose=verbose))
    text = reporter.audit(value) if judged else reporter.snapshot(value)
    return re.sub(r"\s+", " ", text)


def post(number: int, *found: Finding) -> PostAudit:
    last = max((one.evidence.captures[-1] for one in found), default=1)
    made = post_audit([observation(each) for each in range(1, last + 1)], list(found))
    key = PostKey(site="example.org", post_id=number)
    return replace(made, post=replace(made.post, key=key, title=f"Title {number}"))


def changed() -> Finding:
    after = answer("<p>It was safe.</p>")
    return edit(comparison(answer("<p>It was not safe.</p>"), after).difference)


def many(*more: PostAudit, count: int = 20) -> Audit:
    return audit(*(post(number, finding()) for number in range(1, count + 1)), *more)


def test_a_pass_of_claims_in_which_nothing_moved_says_what_was_looked_at() -> None:
    claims = replace(SWEEP, kind=SweepKind.CLAIMS, asked=0, had=0)

    said = report(replace(audit(), sweeps=(claims, replace(claims, listed=15))))

    assert "0 captures recorded: the claims of 2,100 posts have not moved; no text was" in said
    assert "nothing was checked" not in said
    assert "history has not moved, and none was asked in full; their texts were not" in said


@pytest.mark.parametrize(
    "sweep",
    [
        replace(SWEEP, kind=SweepKind.CLAIMS, listed=0, asked=0, had=0),
        replace(SWEEP, kind=SweepKind.CLAIMS, listed=1, asked=1, had=0),
        replace(SWEEP, had=0),
    ],
    ids=["none listed", "moved and not had", "asked in full and not had"],
)
def test_a_pass_that_shows_no_post_checked_nothing(sweep: Sweep) -> None:
    assert "recorded: nothing was checked" in report(replace(audit(), sweeps=(sweep,)))


def test_of_many_posts_the_counts_come_first_and_what_is_new_follows() -> None:
    text = report(many(post(99, changed())))
    assert text.startswith("21 posts, ")
    assert "20 posts without a new change or warning; -v prints every one of them." in text
    assert "note saved-after-publication: 20 findings" in text
    assert "Title 99" in text
    assert "Title 5" not in text


def test_verbose_prints_every_one() -> None:
    text = report(many(), verbose=True)
    assert "Title 5" in text
    assert "without a new change" not in text


def test_what_an_earlier_audit_had_is_counted_as_such() -> None:
    known = replace(changed(), new=False)
    text = report(many(post(99, known)))
    assert "Title 99" not in text
    assert "in an earlier audit too" in text


def test_a_new_warning_on_one_capture_is_printed() -> None:
    warning = finding(rule="non-displayed-text", level=Level.WARNING)
    assert "Title 99" in report(many(post(99, warning)))


def test_posts_of_which_nothing_was_checked_are_named() -> None:
    unchecked = post_audit([refusal()], [])
    text = report(many(*[unchecked] * 7))
    assert "Nothing was checked of 7 posts whose text no capture shows: example.org#7" in text
    assert "and 2 more" in text


def test_few_posts_are_printed_as_ever() -> None:
    text = report(many(count=10))
    assert "Title 5" in text
    assert "without a new change" not in text


@pytest.mark.parametrize("judged", [True, False])
def test_how_complete_a_list_was_is_said(*, judged: bool) -> None:
    def said(sweep: Sweep) -> str:
        return report(replace(many(), sweeps=(sweep,)), judged=judged)

    assert "example.org, posts: 2,085 of 2,085 " in said(SWEEP)
    short = replace(SWEEP, listed=2080, complete=False)
    assert "2,080 of 2,085; not complete" in said(short)
    missing = replace(SWEEP, had=2083, complete=False)
    assert "2,085 of 2,085, 2 of which could not be had" in said(missing)
    silent = replace(SWEEP, claimed=None, complete=False)
    assert "the site does not say how many it has" in said(silent)
    assert "posts (author 3): " in said(replace(SWEEP, filters=(("author", "3"),)))
    noted = replace(SWEEP, notes=("no more than 5 were asked for",))
    assert "- No more than 5 were asked for." in said(noted)


def test_a_pass_of_claims_says_what_was_not_looked_at() -> None:
    swept = replace(SWEEP, kind=SweepKind.CLAIMS, asked=12, had=12)
    text = report(replace(audit(), sweeps=(swept,)))
    assert "12 of 2,085 asked in full, since what the site says of their history moved" in text
    assert "the texts of the other 2,073 were not looked at" in text
    every = replace(SWEEP, kind=SweepKind.CLAIMS)
    assert "not looked at" not in report(replace(audit(), sweeps=(every,)))


def test_a_pass_of_claims_over_an_empty_list_says_nothing_of_texts() -> None:
    empty = replace(SWEEP, kind=SweepKind.CLAIMS, claimed=0, listed=0, asked=0, had=0)
    text = report(replace(audit(), sweeps=(empty,)))
    assert "posts: 0 of 0 0 posts, 0 captures" in text


def test_a_snapshot_of_many_posts_prints_none_unless_asked() -> None:
    assert "Title 5" not in report(many(), judged=False)
    assert "Title 5" in report(many(), judged=False, verbose=True)
