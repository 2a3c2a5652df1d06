"""Times that a page states: zones handled, days as days, a minute's tolerance, each value told."""

import json

import pytest

from provenance.assess import Assessment, assess, assess_clocks, newest_with
from provenance.digest import format_digest
from provenance.model import ClockSource, Finding, StatedTime, TimeBeside
from tests.unit.assess.histories import live, live_page, post
from tests.unit.assess.notes.pages import shown

# Served by a site two hours ahead of UTC: published 03:22 and modified 03:30, in UTC.
SNAPSHOT = post(
    modified="2026-05-29T03:30:00",
    date="2026-05-29T05:22:00",
    date_gmt="2026-05-29T03:22:00",
)
AHEAD = post(modified=None, date="2026-05-29T01:22:00", date_gmt="2026-05-28T23:22:00")
SEEN = live(1, SNAPSHOT)


def json_ld(**members: str) -> str:
    value = json.dumps({"@type": "NewsArticle", **members})
    return f'<script type="application/ld+json">{value}</script>'


def meta(name: str, value: str) -> str:
    return f'<meta property="article:{name}_time" content="{value}">'


def held(head: str, *, beside: str = "", snapshot: object = SNAPSHOT) -> Assessment:
    """Return what the rule says of a capture with a page of such a head beside it."""
    seen = live(1, snapshot)  # type: ignore[arg-type]  # a canonical record
    nothing = Assessment(findings=(), set_aside=())
    return assess_clocks(nothing, [seen], {1: shown(head=head, beside=beside)}, {})


def found(head: str, *, beside: str = "", snapshot: object = SNAPSHOT) -> Finding:
    """Return the one finding."""
    (finding,) = held(head, beside=beside, snapshot=snapshot).findings
    return finding


@pytest.mark.parametrize(
    "head",
    [
        meta("published", "2026-05-29T03:22:00+00:00"),
        meta("published", "2026-05-29T05:22:59+02:00"),
        meta("published", "2026-05-29T05:22:00"),
        meta("published", "2026-05-29"),
        meta("published", "Fri, 29 May 2026 03:22:00 +0000"),
        json_ld(datePublished="2026-05-28T22:22:00-05:00"),
        json_ld(datePublished="2026-05-29T03:22:00Z"),
        "",
    ],
)
def test_the_same_time_however_it_is_written_is_no_finding(head: str) -> None:
    assert held(head) == Assessment(findings=(), set_aside=())


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (
            meta("published", "2026-05-29T03:23:01+00:00"),
            "\u201c2026-05-29T03:23:01+00:00\u201d by the page's Open Graph data",
        ),
        (
            meta("published", "2026-05-29T03:22:00"),
            (
                "\u201c2026-05-29T03:22:00\u201d by the page's Open Graph data (no zone stated;"
                " read as the site's, UTC+02:00)"
            ),
        ),
        (
            meta("published", "2026-05-30"),
            "\u201c2026-05-30\u201d by the page's Open Graph data, read as a day",
        ),
        (
            json_ld(datePublished="2026-05-29T05:22:00Z"),
            "\u201c2026-05-29T05:22:00Z\u201d by the page's schema.org data",
        ),
    ],
)
def test_another_time_is_a_finding_with_each_sources_value(head: str, said: str) -> None:
    finding = found(head)

    assert finding.fields == ("date_gmt",)
    assert finding.message == (
        "Sources state different times for the article in capture 1 (2026-05-29 12:00:00 UTC), more"
        f" than 60 s apart: published 2026-05-29 03:22:00 UTC by the interface, and {said}."
    )
    assert dict(finding.evidence.digests)["page.raw"].startswith("sha256:")


@pytest.mark.parametrize("day", ["2026-05-28", "2026-05-29"])
def test_a_day_is_the_site_s_or_that_of_utc(day: str) -> None:
    assert not held(meta("published", day), snapshot=AHEAD).findings
    assert found(meta("published", "2026-05-27"), snapshot=AHEAD).fields == ("date_gmt",)


def test_both_times_stand_in_one_finding() -> None:
    head = meta("published", "2026-05-20T00:00:00Z") + json_ld(dateModified="2026-05-29T03:22:00Z")
    finding = found(head)

    assert finding.fields == ("date_gmt", "modified_gmt")
    assert "; modified 2026-05-29 03:30:00 UTC by the interface, and" in finding.message


@pytest.mark.parametrize(
    ("beside", "differs"),
    [
        ('<time class="entry-date published" datetime="2026-05-29T03:22:00+00:00">', False),
        ('<time class="entry-date published" datetime="2026-05-20T03:22:00+00:00">', True),
        ('<time class="updated" datetime="2026-05-29T03:22:00+00:00">', True),
        (
            (
                '<div class="wp-block-post-date wp-block-post-date__modified-date">'
                '<time datetime="2026-05-29T03:30:00+00:00"></time></div>'
            ),
            False,
        ),
        (
            '<p class="wp-block-post-date"><time datetime="2026-05-29T03:30:00+00:00"></time></p>',
            True,
        ),
        ('<p>The match of <time datetime="1999-01-01">then</time></p>', False),
    ],
)
def test_of_times_in_the_page_only_a_themes_own_count(beside: str, *, differs: bool) -> None:
    assert bool(held("", beside=beside).findings) is differs


def test_of_several_articles_times_one_that_agrees_is_enough() -> None:
    other = json_ld(datePublished="2020-01-01T00:00:00Z")
    agrees = held(other + json_ld(datePublished="2026-05-29T03:22:00Z"))
    none = held(other + json_ld(datePublished="2021-01-01T00:00:00Z"))

    assert agrees == Assessment(findings=(), set_aside=())
    assert none.findings == ()
    assert none.set_aside == (
        (
            "Of when the article was published, this was not held against the interface's time in"
            " capture 1 (2026-05-29 12:00:00 UTC): several times in the page's schema.org data,"
            " which may be of other articles too."
        ),
    )


@pytest.mark.parametrize("value", ["yesterday", "30/05/2026", "2026-13-40", "0"])
def test_what_is_no_time_is_set_aside_with_its_words(value: str) -> None:
    assessment = held(meta("published", value))

    assert not assessment.findings
    assert f"\u201c{value}\u201d" in assessment.set_aside[0]
    assert "no time that can be read" in assessment.set_aside[0]


def test_a_time_without_a_zone_is_set_aside_where_the_interface_names_none() -> None:
    snapshot = post(date=None)
    assessment = held(meta("published", "2026-05-20T00:00:00"), snapshot=snapshot)

    assert not assessment.findings
    assert "names no zone, nor does the interface" in assessment.set_aside[0]


def test_the_newest_capture_with_a_page_is_held_and_no_page_by_itself() -> None:
    wrong = shown(head=meta("published", "2020-01-01T00:00:00Z"))
    right = shown(head=meta("published", "2026-05-29T03:22:00Z"))
    seen = [SEEN, live(2, SNAPSHOT, hours=1), live_page(3, hours=2)]
    so_far = assess(seen)

    newest = newest_with(seen, {1, 2, 3})
    assert newest is not None
    assert newest.capture_id == 2
    assert newest_with(seen, {3}) is None
    assert assess_clocks(so_far, seen, {}, {}) == so_far
    assert assess_clocks(so_far, seen, {1: wrong, 2: right}, {}) == so_far
    rules = [one.rule for one in assess_clocks(so_far, seen, {1: wrong}, {}).findings]
    assert "clocks-disagree" in rules


def test_an_interface_that_states_no_time_is_held_against_none() -> None:
    assert not held(meta("modified", "2020-01-01T00:00:00Z"), snapshot=AHEAD).findings


FEED, MAP = "https://example.org/feed/atom/", "https://example.org/sitemap.xml"
NOTHING = Assessment(findings=(), set_aside=())


def listed(
    url: str, value: str, *, name: str = "modified", digest: bytes = bytes(32)
) -> TimeBeside:
    """Return what a feed, or a sitemap, states."""
    source = ClockSource.FEED if url.endswith("/atom/") else ClockSource.SITEMAP
    stated = StatedTime(source=source, name=name, value=value)
    return TimeBeside(url=url, digest=digest, stated=stated)


def held_lists(*times: TimeBeside) -> Assessment:
    return assess_clocks(NOTHING, [SEEN], {}, {1: times})


@pytest.mark.parametrize(
    "value", ["2026-05-29T03:30:59Z", "2026-05-29T05:30:00+02:00", "2026-05-29"]
)
def test_a_list_that_states_the_interface_s_time_is_no_finding(value: str) -> None:
    assert held_lists(listed(MAP, value), listed(FEED, value)) == NOTHING


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("2026-05-29T03:31:01Z", ""),
        ("2026-05-30", ", read as a day"),
    ],
)
def test_a_sitemap_that_states_another_time_is_named_with_its_address(
    value: str, said: str
) -> None:
    (finding,) = held_lists(listed(MAP, value, digest=b"m" * 32)).findings

    assert finding.fields == ("modified_gmt",)
    assert finding.message.endswith(
        "modified 2026-05-29 03:30:00 UTC by the interface, and"
        f" \u201c{value}\u201d by the sitemap at {MAP}{said}."
    )
    assert dict(finding.evidence.digests)["sitemap.raw"] == format_digest(b"m" * 32)
    assert any("cache that is older" in one for one in finding.explanations)


def test_each_list_that_states_another_time_is_named_with_its_digest() -> None:
    other = f"{FEED}?paged=2/atom/"
    (finding,) = held_lists(
        listed(FEED, "2026-05-01T00:00:00Z", digest=b"1" * 32),
        listed(FEED, "2026-05-01T00:00:00Z", name="published", digest=b"1" * 32),
        listed(other, "2026-05-01T00:00:00Z", digest=b"2" * 32),
        listed(MAP, "2026-05-29", digest=b"3" * 32),
    ).findings

    digests = dict(finding.evidence.digests)
    assert finding.fields == ("date_gmt", "modified_gmt")
    assert f"the feed at {FEED} and" in finding.message
    assert f"the feed at {other}." in finding.message
    assert digests["feed.raw"] == format_digest(b"1" * 32)
    assert digests["feed-2.raw"] == format_digest(b"2" * 32)
    assert not {"feed-3.raw", "sitemap.raw"} & digests.keys()


def test_what_a_list_states_that_is_no_time_is_set_aside() -> None:
    assessment = held_lists(listed(MAP, "last week"))

    assert not assessment.findings
    assert f"by the sitemap at {MAP}, which is no time" in assessment.set_aside[0]


def test_a_page_and_a_list_beside_different_captures_are_each_held_against_their_own() -> None:
    seen = [SEEN, live(2, SNAPSHOT, hours=1), live_page(3, hours=2)]
    wrong = shown(head=meta("published", "2020-01-01T00:00:00Z"))
    lists = {1: [listed(MAP, "2020-01-01")], 3: [listed(FEED, "2020-01-01")]}

    by_list, by_page = assess_clocks(NOTHING, seen, {2: wrong}, lists).findings

    assert [one.evidence.captures for one in (by_list, by_page)] == [(1,), (2,)]
    assert [one.fields for one in (by_list, by_page)] == [("modified_gmt",), ("date_gmt",)]


def test_a_page_and_a_list_beside_one_capture_are_one_finding() -> None:
    wrong = shown(head=meta("modified", "2020-01-01T00:00:00Z"))
    (finding,) = assess_clocks(
        NOTHING, [SEEN], {1: wrong}, {1: [listed(MAP, "2020-01-01")]}
    ).findings

    assert "Open Graph data and \u201c2020-01-01\u201d by the sitemap" in finding.message
    assert {"page.raw", "sitemap.raw"} <= dict(finding.evidence.digests).keys()
