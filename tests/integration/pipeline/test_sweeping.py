"""Whole sites through the pipeline: what is recorded, and what a second pass asks for."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from provenance.archive import Archive
from provenance.capture import Wanted
from provenance.model import Audit, Route, SweepKind
from provenance.pipeline import Settings, audit
from tests.fakes.server import answer
from tests.fakes.wordpress import FakeWordPress, post_body

FEW, COUNT = 12, 120
Again = Callable[..., Audit]


@pytest.fixture
def site() -> Iterator[FakeWordPress]:
    with FakeWordPress([post_body(number) for number in range(1, FEW + 1)]) as fake:
        yield fake


@pytest.fixture
def two_pages(site: FakeWordPress) -> FakeWordPress:
    """Give the site with more posts than one page of its list holds."""
    for number in range(FEW + 1, COUNT + 1):
        site.serve(post_body(number))
    return site


@pytest.fixture
def again(site: FakeWordPress, tmp_path: Path) -> Again:
    """Give an audit of the whole site into this test's archive."""

    def run(**changes: object) -> Audit:
        settings = Settings(archive=tmp_path / "provenance.db", allow_private=True)
        told = replace(settings, again_after_s=0.0, **changes)  # type: ignore[arg-type]  # each test names what it changes
        return audit([site.rest_url("/")], told)

    return run


@pytest.fixture
def alone(site: FakeWordPress, tmp_path: Path) -> Again:
    """Give an audit of one post by its own address into this test's archive."""

    def run(post_id: int, **changes: object) -> Audit:
        settings = Settings(archive=tmp_path / "provenance.db", allow_private=True)
        told = replace(settings, again_after_s=0.0, **changes)  # type: ignore[arg-type]  # each test names what it changes
        return audit([site.rest_url(f"/wp/v2/posts/{post_id}")], told)

    return run


def bodies(site: FakeWordPress) -> int:
    """Return how many posts were asked for in full, and forget the requests."""
    whole = [dict(request.query) for request in site.requests]
    site.requests.clear()
    return sum("per_page" in one and "_fields" not in one for one in whole)


def edit(site: FakeWordPress, number: int, **changes: object) -> None:
    text = {"rendered": f"<p>The bridge was opened, {number}.</p>", "protected": False}
    site.serve(post_body(number, content=text, **changes))


@pytest.mark.usefixtures("two_pages")
def test_a_first_pass_asks_for_every_text(again: Again) -> None:
    outcome = again()
    assert outcome.recorded == COUNT
    posts, pages = outcome.sweeps
    assert (posts.kind, posts.listed, posts.claimed) == (SweepKind.FULL, COUNT, COUNT)
    assert posts.complete
    assert pages.complete
    assert [post.post.key.post_id for post in outcome.posts] == list(range(1, COUNT + 1))
    assert {len(post.observations) for post in outcome.posts} == {1}


def test_a_listed_post_has_the_digests_of_the_post_alone(
    site: FakeWordPress, again: Again, tmp_path: Path
) -> None:
    listed = again(wanted=Wanted(limit=1)).posts[0].observations[0].snapshot
    settings = Settings(archive=tmp_path / "alone.db", allow_private=True)
    alone = audit([site.rest_url("/wp/v2/posts/1")], settings).posts[0].observations[0].snapshot
    assert listed is not None
    assert alone is not None
    assert listed.digests == alone.digests


@pytest.mark.usefixtures("two_pages")
def test_every_page_rebuilds_byte_for_byte(
    site: FakeWordPress, again: Again, tmp_path: Path
) -> None:
    again()
    with Archive.open(tmp_path / "provenance.db", read_only=True) as archive:
        exchanges = [archive.exchange(number) for number in range(1, 6)]
    lists = [one for one in exchanges if "per_page" in one.url]
    assert [one.body.count(b'"rendered"') for one in lists] == [400, 84, 0]


def test_a_second_pass_asks_in_full_for_what_moved_alone(site: FakeWordPress, again: Again) -> None:
    again()
    bodies(site)
    edit(site, 7, modified_gmt="2026-06-01T00:00:00")
    site.serve(post_body(500))
    outcome = again()
    posts = outcome.sweeps[0]
    assert (posts.kind, posts.listed, posts.asked, posts.had) == (SweepKind.CLAIMS, FEW + 1, 2, 2)
    assert posts.complete
    assert [post.post.key.post_id for post in outcome.posts] == [7, 500]
    rules = [finding.rule for finding in outcome.posts[0].findings]
    assert "changed-with-modified" in rules
    assert bodies(site) == 1


def test_a_pass_of_claims_never_counts_as_seen_unchanged(
    site: FakeWordPress, again: Again, tmp_path: Path
) -> None:
    again()
    # Bypasses a save, so that no claim moves.
    edit(site, 7)
    outcome = again()
    assert outcome.posts == ()
    assert outcome.recorded == 0
    assert outcome.sweeps[0].asked == 0
    with Archive.open(tmp_path / "provenance.db", read_only=True) as archive:
        assert {post.captures for post in archive.posts()} == {1}
    rules = [finding.rule for post in again(is_full=True).posts for finding in post.findings]
    assert "changed-without-claims" in rules


def test_every_so_many_passes_every_text_is_asked_for(site: FakeWordPress, again: Again) -> None:
    kinds = [again(full_every=3).sweeps[0].kind for _ in range(7)]
    full, claims = SweepKind.FULL, SweepKind.CLAIMS
    assert kinds == [full, claims, claims, full, claims, claims, full]
    assert [again(full_every=1).sweeps[0].kind for _ in range(2)] == [full, full]


def test_claims_that_the_site_does_not_state_are_never_known(
    site: FakeWordPress, again: Again
) -> None:
    for number in range(1, FEW + 1):
        site.serve(post_body(number, modified_gmt=None))
    again()
    assert again().sweeps[0].asked == FEW


def test_another_observer_knows_nothing_of_the_claims(site: FakeWordPress, again: Again) -> None:
    again()
    assert again(observer="another").sweeps[0].kind is SweepKind.FULL


def test_sweeps_of_other_posts_are_other_sweeps(site: FakeWordPress, again: Again) -> None:
    again(wanted=Wanted(author="1"))
    outcome = again()
    assert outcome.sweeps[0].kind is SweepKind.FULL


def test_a_post_seen_alone_is_asked_for_in_its_list_too(
    site: FakeWordPress, again: Again, tmp_path: Path
) -> None:
    again(wanted=Wanted(limit=3))
    settings = Settings(archive=tmp_path / "provenance.db", allow_private=True)
    audit([site.rest_url("/wp/v2/posts/5")], settings)
    outcome = again()
    assert (outcome.sweeps[0].kind, outcome.sweeps[0].asked) == (SweepKind.CLAIMS, FEW - 3)


def rules_of(outcome: Audit, post_id: int) -> list[str]:
    """Return the rules of the findings on a post that are new."""
    (post,) = [one for one in outcome.posts if one.post.key.post_id == post_id]
    return [finding.rule for finding in post.findings if finding.new]


def asked_alone(site: FakeWordPress, *numbers: int) -> list[int]:
    """Return which of these posts were asked for alone, in order, and forget the requests."""
    routes = [request.path.removeprefix("/wp-json/wp/v2/posts/") for request in site.requests]
    site.requests.clear()
    return [int(one) for one in routes if one.isdecimal() and int(one) in numbers]


def test_a_post_that_is_listed_no_more_is_asked_for_alone(
    site: FakeWordPress, again: Again
) -> None:
    again()
    site.requests.clear()
    site.delete(7)
    site.refuse(9)
    outcome = again()
    (note,) = outcome.sweeps[0].notes
    assert note == "2 posts that were listed before are not listed now: 7, 9; 2 asked for alone"
    assert outcome.sweeps[0].complete
    assert asked_alone(site, 7, 9) == [7, 9]
    assert rules_of(outcome, 7) == ["not-found-now"]
    assert rules_of(outcome, 9) == ["not-public-now"]
    shown = [one for post in outcome.posts for one in post.observations if one.error is not None]
    assert [(one.context.route, one.control) for one in shown] == [(Route.SINGLE, True)] * 2
    assert outcome.failures == ()


def test_a_post_that_is_listed_is_not_asked_for_alone(site: FakeWordPress, again: Again) -> None:
    again()
    site.requests.clear()
    assert again().sweeps[0].notes == ()
    assert asked_alone(site, *range(1, FEW + 1)) == []


def test_what_was_refused_before_is_asked_for_again_with_every_text(
    site: FakeWordPress, again: Again
) -> None:
    again()
    site.refuse(9)
    again()
    site.requests.clear()
    outcome = again()
    assert (
        outcome.sweeps[0]
        .notes[0]
        .endswith("is not listed now: 9; 1 not asked for again after a refusal")
    )
    assert asked_alone(site, 9) == []
    site.delete(9)
    outcome = again(is_full=True)
    assert outcome.sweeps[0].notes[0].endswith("9; 1 asked for alone")
    assert asked_alone(site, 9) == [9]
    assert rules_of(outcome, 9) == ["not-found-now"]


def test_a_refusal_that_says_nothing_of_the_post_alone_is_asked_for_again(
    site: FakeWordPress, again: Again
) -> None:
    again()
    site.refuse(9)
    site.list_fault = lambda query, _: answer(status=500) if query["per_page"] == "2" else None
    outcome = again()
    assert rules_of(outcome, 9) == []
    site.list_fault = None
    outcome = again()
    assert outcome.sweeps[0].notes[0].endswith("9; 1 asked for alone")
    assert rules_of(outcome, 9) == ["not-public-now"]


def test_what_another_observer_was_refused_is_asked_for(site: FakeWordPress, again: Again) -> None:
    again()
    again(observer="another")
    site.refuse(9)
    again(observer="another")
    site.requests.clear()
    assert again().sweeps[0].notes[0].endswith("9; 1 asked for alone")
    assert asked_alone(site, 9) == [9]


@pytest.mark.usefixtures("two_pages")
def test_of_very_many_posts_that_are_listed_no_more_some_wait(
    site: FakeWordPress, again: Again
) -> None:
    again()
    gone = range(1, 61)
    for number in gone:
        site.refuse(number)
    first, second, third = again(), again(), again()
    assert (
        first.sweeps[0]
        .notes[0]
        .endswith("8, 9, 10 and 50 more; 50 asked for alone, 10 left for the next run")
    )
    assert (
        second.sweeps[0]
        .notes[0]
        .endswith("50 more; 10 asked for alone, 50 not asked for again after a refusal")
    )
    assert third.sweeps[0].notes[0].endswith("50 more; 60 not asked for again after a refusal")
    assert sorted(post.post.key.post_id for post in (*first.posts, *second.posts)) == [*gone]


def test_a_list_that_is_not_complete_leaves_nothing_out(site: FakeWordPress, again: Again) -> None:
    again()
    site.refuse(9)
    site.total = lambda count: count + 1
    site.requests.clear()
    assert not again().sweeps[0].complete
    assert asked_alone(site, 9) == []


def test_a_listed_post_that_is_refused_alone_is_not_public_now(
    site: FakeWordPress, again: Again, alone: Again
) -> None:
    again()
    site.refuse(9)
    assert rules_of(alone(9), 9) == ["not-public-now"]
    assert rules_of(alone(9, observer="another"), 9) == []


def test_a_post_that_is_listed_again_with_claims_of_before_is_asked_for(
    site: FakeWordPress, again: Again, alone: Again
) -> None:
    again()
    site.refuse(9)
    alone(9)
    site.serve(post_body(9))
    outcome = again()
    assert (outcome.sweeps[0].kind, outcome.sweeps[0].asked) == (SweepKind.CLAIMS, 1)
    assert rules_of(outcome, 9) == []
    assert again().sweeps[0].asked == 0
    site.refuse(9)
    assert rules_of(alone(9), 9) == ["not-public-now"]


def test_what_a_filter_leaves_out_is_not_told_as_gone(site: FakeWordPress, again: Again) -> None:
    again()
    assert again(wanted=Wanted(author="2")).sweeps[0].notes == ()
    assert again(wanted=Wanted(limit=3)).sweeps[0].notes == ("no more than 3 were asked for",)
    assert again(wanted=Wanted(types=("page",))).sweeps[0].notes == ()


def test_another_list_s_posts_are_not_told_as_gone(site: FakeWordPress, again: Again) -> None:
    site.types["post-story"] = "posts-stories"
    site.serve(post_body(900, type="post-story"))
    again(wanted=Wanted(types=("all",)))
    assert again().sweeps[0].notes == ()


@pytest.mark.usefixtures("two_pages")
def test_of_many_posts_the_texts_are_let_go_once_they_are_judged(again: Again) -> None:
    shown = [one.snapshot for post in again().posts for one in post.observations]
    assert len(shown) == COUNT
    assert {one.blocks for one in shown if one is not None} == {()}
    few = again(is_full=True, wanted=Wanted(limit=2)).posts[0].observations[0].snapshot
    assert few is not None
    assert few.blocks != ()
