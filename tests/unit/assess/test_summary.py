"""Posts counted by site, category and month, in numbers alone."""

import tracemalloc
from dataclasses import replace
from datetime import timedelta
from typing import Any

from provenance.assess import Tally, assess
from provenance.model import (
    Basis,
    GroupBy,
    GroupSummary,
    Moment,
    Observation,
    PostAudit,
    PostKey,
    PostRecord,
)
from tests.unit.assess.histories import OTHER, TEXT, THIRD, live, live_page, post, refused, seen

ALL = tuple(GroupBy)


def audited(*observations: Observation, site: str = "example.org", number: int = 12) -> PostAudit:
    nowhen = Moment(at=None, basis=Basis.UNKNOWN)
    return PostAudit(
        post=PostRecord(
            key=PostKey(site=site, post_id=number),
            title="The deal",
            link=None,
            captures=len(observations),
            versions=1,
            first=nowhen,
            last=nowhen,
        ),
        observations=observations,
        findings=assess(observations).findings,
        set_aside=(),
    )


def counted(*audits: PostAudit, by: tuple[GroupBy, ...] = ALL) -> list[GroupSummary]:
    tally = Tally(by)
    for audit in audits:
        tally.add(audit)
    return list(tally.groups())


def edited(hours: float, **fields: Any) -> PostAudit:
    return audited(live(1, post(**fields)), live(2, post(OTHER, **fields), hours=hours))


def test_posts_are_counted_with_how_many_could_have_shown_a_change() -> None:
    (site,) = counted(
        audited(live(1)),
        audited(live(1), live(2, hours=6)),
        edited(2),
        audited(refused(1, "rest_forbidden", 401)),
        by=(GroupBy.SITE,),
    )

    assert (site.by, site.site, site.name) == (GroupBy.SITE, "example.org", None)
    assert (site.posts, site.captures, site.compared) == (4, 6, 2)
    assert (site.one_text, site.edited) == (1, 1)
    assert (site.span, site.longest_gap) == (timedelta(hours=4), timedelta(hours=4))


def test_edits_are_counted_by_their_five_rules_and_findings_by_all() -> None:
    texts = [live(n, post(text), hours=n) for n, text in enumerate((TEXT, OTHER, THIRD), start=1)]
    (site,) = counted(audited(*texts), by=(GroupBy.SITE,))

    assert [slug for slug, _ in site.edits] == [
        "changed-undated",
        "modified-went-back",
        "changed-with-modified",
        "changed-with-revisions",
        "changed-without-claims",
    ]
    assert dict(site.edits)["changed-without-claims"] == 2
    assert site.edited == 1
    assert site.findings == (("changed-without-claims", 2),)


def test_typography_alone_is_neither_an_edit_nor_one_text() -> None:
    curly = post("<p>It\u2019s signed.</p>")
    (site,) = counted(
        audited(live(1, post("<p>It's signed.</p>")), live(2, curly, hours=1)), by=(GroupBy.SITE,)
    )

    assert (site.compared, site.one_text, site.edited) == (1, 0, 0)


def test_medians_are_over_the_edits_whose_times_are_known() -> None:
    unknown = audited(seen(1), seen(2, post(OTHER)))
    (site,) = counted(edited(1), edited(3), edited(20), unknown, by=(GroupBy.SITE,))

    assert (site.edited, site.timed, site.stated) == (4, 3, 0)
    assert site.unchanged == timedelta(hours=8, minutes=38)
    assert site.changed == timedelta(hours=11, minutes=38)
    assert site.saved is None


def test_what_the_site_states_is_counted_apart() -> None:
    saved = post(OTHER, modified="2026-05-29T12:22:00")
    (site,) = counted(audited(live(1), live(2, saved, hours=1)), by=(GroupBy.SITE,))

    assert (site.timed, site.stated, site.saved) == (1, 1, timedelta(hours=9))


def test_a_post_counts_in_each_of_its_categories_and_one_without_in_none() -> None:
    groups = counted(
        edited(1, categories=[10, 9]),
        edited(1, categories=[9, 9]),
        audited(live(1)),
        by=(GroupBy.CATEGORY,),
    )

    assert [(group.name, group.posts) for group in groups] == [("9", 2), ("10", 1), (None, 1)]


def test_categories_of_any_type_do_not_stop_a_count() -> None:
    odd: list[object] = [{"3": 4}, ["x", True, None], None, "news"]
    groups = counted(*(edited(1, categories=one) for one in odd), by=(GroupBy.CATEGORY,))

    assert [(group.name, group.posts) for group in groups] == [(None, 4)]


def test_months_are_those_of_publication_as_last_stated() -> None:
    moved = audited(live(1), live(2, post(date_gmt="2025-12-31T23:00:00"), hours=1))
    groups = counted(
        moved, audited(live(1)), audited(live(1, post(date_gmt=None))), by=(GroupBy.MONTH,)
    )

    assert [group.name for group in groups] == ["2025-12", "2026-05", None]


def test_sites_are_never_mixed_and_come_in_order() -> None:
    groups = counted(audited(live(1), site="b.example"), audited(live(1), site="a.example"))

    assert [(group.by, group.site) for group in groups] == [
        (by, site) for by in ALL for site in ("a.example", "b.example")
    ]


def test_nothing_is_counted_of_no_posts() -> None:
    assert counted() == []


def test_no_post_is_kept_once_it_is_counted() -> None:
    tally = Tally(ALL)
    plain = post()
    tracemalloc.start()
    for number in range(2000):
        long = replace(plain, blocks=(bytes(20_000) + str(number).encode(),))
        tally.add(replace(audited(live(1)), observations=(live(1, long), live(2, long, hours=1))))
    held, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert held < 2_000_000
    assert peak < 4_000_000


def test_edits_that_may_change_what_the_text_says_are_counted_apart() -> None:
    comma = post(TEXT.replace("was not", "was, not"))
    punctuated = audited(live(1), live(2, comma, hours=1))
    (site,) = counted(edited(2), punctuated, by=(GroupBy.SITE,))

    assert sum(count for _, count in site.edits) == 2
    assert site.material == 1


def test_edits_with_a_note_are_counted_among_those_for_which_one_was_looked_for() -> None:
    def noted(rule: str) -> PostAudit:
        known = edited(2)
        (found,) = (one for one in known.findings if one.difference is not None)
        about = replace(found, rule=rule, cause=None, difference=None)
        return replace(known, findings=(*known.findings, about))

    (site,) = counted(
        edited(2), *map(noted, ("note-explains-change", "no-note-found")), by=(GroupBy.SITE,)
    )
    assert (site.material, site.looked_for, site.with_note) == (3, 2, 1)


def test_a_change_of_what_a_page_showed_is_no_edit_here_either() -> None:
    (site,) = counted(audited(live_page(1), live_page(2, OTHER, hours=1)), by=(GroupBy.SITE,))

    assert (site.edited, site.material) == (0, 0)
