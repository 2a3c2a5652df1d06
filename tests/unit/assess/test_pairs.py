"""What two captures differ in besides an edit, each under its own rule."""

from dataclasses import replace

import pytest

from provenance.assess.served import snapshot_of
from provenance.model import Context, Observation, Route, Snapshot
from tests.unit.assess.histories import (
    OTHER,
    TEXT,
    THIRD,
    assessed,
    found,
    live,
    post,
    refused,
    rules_found,
    seen,
)

LATER = "2026-05-29T03:22:50"
LATEST = (
    '<ul class="wp-block-latest-posts"><li><a href="https://example.org/{0}/">{0}</a></li></ul>'
)


def test_two_equal_captures_give_nothing() -> None:
    assert rules_found(seen(1), seen(2)) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "<p>\u201cIt\u2019s done\u201d \u2014 she said\u2026</p>",
            '<p>"It\'s done" -- she said...</p>',
        ),
        ("<p>10\u00a0km</p>", "<p>10 km</p>"),
        ("<p>a 6\u20322\u2033 man</p>", "<p>a 6'2\" man</p>"),
    ],
)
def test_typography_is_no_edit(before: str, after: str) -> None:
    rules = rules_found(seen(1, post(before)), seen(2, post(after)))

    assert rules == ["typography-change"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>\u22125 degrees</p>", "<p>-5 degrees</p>"),
        ("<p>10\u201320</p>", "<p>10-20</p>"),
        ("<p>\u201cso\u201d</p>", "<p>\u2018so\u2019</p>"),
        ("<pre>\u201cso\u201d</pre>", '<pre>"so"</pre>'),
        ("<p><code>\u201cso\u201d</code></p>", '<p><code>"so"</code></p>'),
    ],
)
def test_what_wptexturize_does_not_substitute_is_an_edit(before: str, after: str) -> None:
    rules = rules_found(seen(1, post(before)), seen(2, post(after)))

    assert rules == ["changed-without-claims"]


def test_what_wordpress_fills_by_itself_is_no_edit() -> None:
    before, after = post(TEXT + LATEST.format("one")), post(TEXT + LATEST.format("two"))

    finding = found("dynamic-content-change", seen(1, before), seen(2, after))

    assert rules_found(seen(1, before), seen(2, after)) == ["dynamic-content-change"]
    assert finding.difference is not None
    assert finding.difference.dynamic


def test_a_tracked_field_is_named_with_both_values() -> None:
    finding = found("metadata-change", seen(1), seen(2, post(tags=[3], modified=LATER)))

    assert finding.fields == ("tags",)
    assert finding.message.endswith(": tags from [] to [3]; the modified time advanced.")


def test_a_field_that_goes_missing_is_named_and_a_long_value_is_cut() -> None:
    before = post(template="x" * 200, modified=None)
    finding = found("metadata-change", seen(1, before), seen(2, post(modified=None)))

    assert "to missing" in finding.message
    assert "x" * 100 not in finding.message
    assert "not stated on both sides" in finding.message


def test_a_date_is_reported_once_with_its_direction() -> None:
    after = post(date_gmt="2026-05-26T03:22:00")
    finding = found("date-changed", seen(1), seen(2, after))

    assert "3 d earlier" in finding.message
    assert "metadata-change" not in rules_found(seen(1), seen(2, after))
    assert "later" in found("date-changed", seen(1, after), seen(2)).message


def test_a_date_that_goes_missing_is_metadata() -> None:
    rules = rules_found(seen(1), seen(2, post(date_gmt=None)))

    assert rules == ["metadata-change"]


def test_a_save_that_changed_nothing_is_reported() -> None:
    assert rules_found(seen(1), seen(2, post(modified=LATER))) == ["save-without-change"]


def test_a_save_with_other_tags_is_not_without_change() -> None:
    assert "save-without-change" not in rules_found(
        seen(1), seen(2, post(modified=LATER, tags=[3]))
    )


@pytest.mark.parametrize(
    ("count", "newest", "rules"),
    [
        (2, 15, ["revision-activity"]),
        (1, 15, ["revision-activity", "revisions-replaced"]),
        (0, None, ["fewer-revisions"]),
        (1, None, ["fewer-revisions"]),
        (1, 13, ["fewer-revisions"]),
        (0, 15, ["fewer-revisions", "revision-activity", "revisions-replaced"]),
        (1, 14, []),
    ],
)
def test_revisions_come_and_go(count: int, newest: int | None, rules: list[str]) -> None:
    assert rules_found(seen(1), seen(2, post(count=count, newest=newest))) == rules


def test_a_first_revision_is_activity_and_missing_claims_are_not() -> None:
    none_yet = post(count=0, newest=None)
    unsaid = post(count=None, newest=None)

    assert rules_found(seen(1, none_yet), seen(2)) == ["revision-activity"]
    assert rules_found(seen(1, unsaid), seen(2)) == []


def test_links_that_an_answer_leaves_out_say_nothing() -> None:
    context = Context(observer="local", access="anonymous", language=None, route=Route.FIELDS)
    unsaid = post(count=None, newest=None)

    assert rules_found(seen(1, context=context), seen(2, unsaid, context=context)) == []
    assert rules_found(seen(1), seen(2, unsaid)) == []


def test_under_a_password_only_titles_and_claims_are_compared() -> None:
    assert rules_found(seen(1), seen(2, post(protected=True))) == ["password-set", "protected"]
    lifted = assessed(seen(1, post(protected=True)), seen(2))
    assert [finding.rule for finding in lifted.findings] == ["password-lifted"]
    assert "Only the titles were compared" in lifted.set_aside[0]


def test_a_title_that_changes_with_the_password_is_an_edit() -> None:
    after = post(protected=True, title={"rendered": "Another deal"})
    finding = found("changed-without-claims", seen(1), seen(2, after))

    assert finding.fields[0] == "title"


def test_revisions_under_a_password_are_activity_and_no_save() -> None:
    before = post(protected=True)
    after = post(protected=True, modified=LATER, count=2, newest=15)

    assert rules_found(seen(1, before), seen(2, after)) == [
        "revision-activity-under-password",
        "protected",
    ]
    assert rules_found(seen(1, before), seen(2, before)) == ["protected"]
    saved = post(protected=True, modified=LATER)
    assert rules_found(seen(1, before), seen(2, saved)) == ["protected"]


def test_an_edit_made_under_a_password_shows_when_it_is_lifted() -> None:
    hidden = post(protected=True, modified=LATER)
    after = post(OTHER, modified="2026-05-29T03:22:55", count=2, newest=15)

    finding = found("changed-with-modified", seen(1), seen(2, hidden), seen(3, after))

    assert finding.evidence.captures == (1, 3)
    assert finding.fields[0] == "content"


def test_a_password_set_and_lifted_again_over_one_text_shows_no_edit() -> None:
    rules = rules_found(seen(1), seen(2, post(protected=True)), seen(3, post(newest=15)))

    assert "password-lifted" in rules
    assert not any(rule.startswith("changed") for rule in rules)


def test_a_title_that_changes_as_a_password_is_lifted_leaves_the_edit_of_the_text_reported() -> (
    None
):
    hidden = post(protected=True, modified=LATER)
    after = post(OTHER, modified="2026-05-29T03:22:55", title={"rendered": "Another deal"})
    history = seen(1), seen(2, hidden), seen(3, after)

    edits = [
        (finding.evidence.captures, finding.fields[0])
        for finding in assessed(*history).findings
        if finding.rule == "changed-with-modified"
    ]

    assert edits == [((2, 3), "title"), ((1, 3), "content")]


def test_a_revision_beside_a_text_that_was_not_read_is_no_activity() -> None:
    assessment = assessed(seen(1), seen(2, post(protected=True, count=2, newest=15)))

    assert {finding.rule for finding in assessment.findings} == {"password-set", "protected"}
    assert assessment.set_aside == (
        (
            "Only the titles were compared between capture 1 and capture 2: the text asks for a"
            " password in at least one of them; the revision count went from 1 to 2 and the newest"
            " revision went from 14 to 15, which by itself shows no edit."
        ),
    )


def test_a_revision_under_a_password_on_both_sides_has_its_finding_and_no_line() -> None:
    before, after = post(protected=True), post(protected=True, count=2, newest=15)

    (line,) = assessed(seen(1, before), seen(2, after)).set_aside

    assert line.endswith("the text asks for a password in at least one of them.")


def test_a_modified_time_that_went_back_over_an_unread_text_speaks_of_no_edit() -> None:
    earlier = post(protected=True, modified="2026-05-29T03:22:01", count=2)

    finding = found("modified-went-back", seen(1), seen(2, earlier))

    assert finding.message.endswith("; the text was not read on both sides.")
    assert "no edit" not in finding.message


def test_a_title_that_changed_with_the_password_is_reported_once() -> None:
    hidden = post(protected=True, modified=LATER, title={"rendered": "Another deal"})
    after = post(modified="2026-05-29T03:22:55", title={"rendered": "Another deal"})

    rules = rules_found(seen(1), seen(2, hidden), seen(3, after))

    assert rules.count("changed-with-modified") == 1


def test_words_of_an_earlier_capture_are_recognized() -> None:
    first, second = post(), post(OTHER, modified="2026-05-29T03:22:20", count=2, newest=15)
    third = post(modified=LATER, count=3, newest=16)

    finding = found("earlier-text-again", seen(1, first), seen(2, second), seen(3, third))

    assert "capture 3 are those of capture 1 again" in finding.message


def saved(*texts: str) -> list[Observation]:
    """Return captures of texts that were saved one after the other."""
    return [
        seen(n, post(text, modified=f"2026-05-29T04:{n:02}:00", count=n, newest=13 + n))
        for n, text in enumerate(texts, start=1)
    ]


def test_words_that_came_again_more_than_once_are_counted() -> None:
    again = [
        finding.message
        for finding in assessed(*saved(TEXT, OTHER, TEXT, OTHER, TEXT)).findings
        if finding.rule == "earlier-text-again"
    ]

    assert again == [
        "The words in capture 3 are those of capture 1 again, and not those of capture 2.",
        "The words in capture 4 are those of capture 2 again, and not those of capture 3.",
        (
            "The words in capture 5 are those of capture 1 again, and not those of capture 4, which"
            " makes 3 times that they were served."
        ),
    ]


def test_states_with_the_same_words_one_after_the_other_are_one_time() -> None:
    tagged = [
        seen(n, post(text, modified=f"2026-05-29T04:{n:02}:00", count=n, newest=13 + n, tags=[tag]))
        for n, (text, tag) in enumerate([(TEXT, 1), (TEXT, 2), (OTHER, 2), (TEXT, 2)], start=1)
    ]

    assert "times" not in found("earlier-text-again", *tagged).message


def test_words_of_the_capture_before_are_no_earlier_text() -> None:
    rules = rules_found(
        seen(1), seen(2, post(modified=LATER)), seen(3, post(THIRD, modified=LATER))
    )

    assert "earlier-text-again" not in rules


@pytest.mark.parametrize(
    ("guid", "rule"),
    [
        ("https://example.org/?p=99", "guid-differs"),
        ("https://example.org/x/?p=12", "guid-differs"),
        ("http://www.example.org/?p=12", "site-moved"),
        ("https://example.org:bad]/?p=12", "guid-differs"),
        ("http://[bad/?p=12", "guid-differs"),
    ],
)
def test_an_identifier_differs_or_the_site_moved(guid: str, rule: str) -> None:
    rules = rules_found(seen(1), seen(2, post(guid={"rendered": guid})))

    assert rule in rules
    assert "metadata-change" not in rules


def test_comparison_goes_on_where_the_identifier_differs() -> None:
    after = post(OTHER, guid={"rendered": "https://example.org/?p=99"})

    assert set(rules_found(seen(1), seen(2, after))) == {"changed-without-claims", "guid-differs"}


def linked(target: str, picture: str) -> Snapshot:
    return post(f'<p><a href="{target}">Read on</a> <img src="{picture}" alt="A"></p>')


MINE = "https://example.org/a", "https://example.org/a.jpg"


@pytest.mark.parametrize(
    "after",
    [
        linked("http://www.example.org/a", "https://example.org/a.jpg"),
        linked("https://example.org/a", "https://cdn.example.net/a.jpg"),
    ],
)
def test_the_sites_own_addresses_under_another_host_are_no_edit(after: Snapshot) -> None:
    finding = found("site-moved", seen(1, linked(*MINE)), seen(2, after))

    assert finding.fields == ("content",)
    assert rules_found(seen(1, linked(*MINE)), seen(2, after)) == ["site-moved"]


def test_a_site_that_moved_beside_an_edit_is_shown_within_the_edit() -> None:
    before = post('<p><a href="https://example.org/a">Read on</a></p>' + TEXT)
    after = post('<p><a href="https://www.example.org/a">Read on</a></p>' + OTHER)

    finding = found("changed-without-claims", seen(1, before), seen(2, after))

    assert finding.difference is not None
    assert [edit.before_index for edit in finding.difference.edits] == [1, 2]
    assert rules_found(seen(1, before), seen(2, after)) == ["changed-without-claims"]


@pytest.mark.parametrize(
    "after",
    [
        linked("https://evil.example/a", "https://example.org/a.jpg"),
        linked("https://example.org/b", "https://example.org/a.jpg"),
        linked("https://example.org/a", "https://cdn.example.net/b.jpg"),
        post(
            '<p><a href="https://example.org/a">Read on</a> <img src="https://example.org/a.jpg">'
        ),
        post('<p><a href="https://www.example.org/a">Read</a></p>'),
        post('<p><a href="https://www.example.org/a">Read on</a> <img src="/a.jpg" alt="B"></p>'),
        post('<h2><a href="https://www.example.org/a">Read on</a></h2>'),
        post('<p><q>Read on</q> <img src="https://example.org/a.jpg" alt="A"></p>'),
    ],
)
def test_a_link_to_another_place_is_an_edit(after: Snapshot) -> None:
    assert rules_found(seen(1, linked(*MINE)), seen(2, after)) == ["changed-without-claims"]


def test_another_mark_of_the_same_length_is_an_edit() -> None:
    before, after = post("<p>a <b>great</b> deal</p>"), post("<p>a <i>great</i> deal</p>")

    assert rules_found(seen(1, before), seen(2, after)) == ["changed-without-claims"]


def test_a_heading_made_of_a_link_that_moved_is_an_edit() -> None:
    before = post('<p><a href="https://example.org/a">Read on</a></p>')
    after = post('<h2><a href="https://www.example.org/a">Read on</a></h2>')

    assert rules_found(seen(1, before), seen(2, after)) == ["changed-without-claims"]


def test_an_address_under_another_host_is_a_site_that_moved() -> None:
    after = post(link="https://www.example.org/deal/")

    assert rules_found(seen(1), seen(2, after)) == ["site-moved"]


def test_captures_of_different_kinds_are_not_compared() -> None:
    elsewhere = Context(observer="local", access="editor", language=None, route=Route.LIST)

    assessment = assessed(seen(1), seen(2, post(OTHER), context=elsewhere))

    assert assessment.findings == ()
    assert assessment.set_aside == (
        "Capture 2 was not compared with capture 1: they differ in access and route.",
    )


def test_each_kind_of_capture_has_its_own_history() -> None:
    elsewhere = Context(observer="desk", access="anonymous", language=None, route=Route.SINGLE)
    observations = (
        seen(1),
        seen(2, post(THIRD), context=elsewhere),
        seen(3, post(OTHER)),
        seen(4, post(THIRD), context=elsewhere),
    )

    finding = found("changed-without-claims", *observations)

    assert finding.evidence.captures == (1, 3)


def test_a_body_that_cannot_be_assessed_is_set_aside() -> None:
    broken = seen(2, problem="Its JSON names one key twice.", version=None)
    assessment = assessed(seen(1), broken, seen(3, post(OTHER)))

    assert assessment.set_aside == ("Capture 2 was not assessed: Its JSON names one key twice.",)
    assert assessment.findings[0].evidence.captures == (1, 3)


def test_notes_of_a_capture_are_listed() -> None:
    assessment = assessed(seen(1, notes=("a byte order mark was set aside.",)))

    assert assessment.set_aside == ("In capture 1: a byte order mark was set aside.",)


def test_warnings_come_before_notes_and_each_in_reading_order() -> None:
    observations = (
        seen(1),
        seen(2, post(tags=[3])),
        seen(3, post(OTHER, tags=[3])),
        seen(4, post(OTHER, tags=[4])),
        seen(5, post(THIRD, tags=[4])),
    )

    findings = assessed(*observations).findings

    assert [(f.level.value, f.evidence.captures[-1]) for f in findings] == [
        ("warning", 3),
        ("warning", 5),
        ("note", 2),
        ("note", 4),
    ]


def test_no_captures_give_nothing() -> None:
    assert assessed().findings == ()
    assert assessed().set_aside == ()


def test_the_same_change_seen_again_later_is_one_finding() -> None:
    rules = rules_found(live(1), live(2, post(OTHER), hours=1), live(3, post(OTHER), hours=2))

    assert rules == ["changed-without-claims"]


def test_the_interval_reaches_from_the_last_sight_of_the_one_to_the_first_of_the_other() -> None:
    finding = found(
        "changed-without-claims",
        live(1),
        live(2, hours=1, lifetime_s=600),
        live(3, post(OTHER), hours=2),
        live(4, post(OTHER), hours=3),
    )

    assert finding.interval.after == live(2, hours=1).moment
    assert finding.interval.until == live(3, hours=2).moment
    assert finding.interval.made_after is not None
    assert finding.interval.made_after.isoformat() == "2026-05-29T12:50:00+00:00"


@pytest.mark.parametrize(
    ("before", "made_after"),
    [
        (seen(1), None),
        (live(1), None),
        (live(1, age_s=50), None),
        (live(1, lifetime_s=60, age_s=3600), "2026-05-29T11:00:00+00:00"),
        (live(1, lifetime_s=0), "2026-05-29T12:00:00+00:00"),
        (live(1, lifetime_s=0, age_s=5), None),
        (live(1, from_origin=True), "2026-05-29T12:00:00+00:00"),
        (live(1, from_origin=True, lifetime_s=600), "2026-05-29T12:00:00+00:00"),
    ],
)
def test_when_a_change_was_made_is_bounded_only_by_what_headers_say(
    before: object, made_after: str | None
) -> None:
    assert isinstance(before, type(seen(1)))
    bound = found(
        "changed-without-claims", before, live(2, post(OTHER), hours=2)
    ).interval.made_after

    assert (bound and bound.isoformat()) == made_after


@pytest.mark.parametrize(
    "after",
    [
        seen(2, post(OTHER)),
        live(2, post(OTHER), hours=-1),
    ],
    ids=["at a time not known", "served earlier than the capture read before it"],
)
def test_a_later_capture_without_a_later_time_bounds_nothing(after: Observation) -> None:
    before = live(1, from_origin=True)

    assert found("changed-without-claims", before, after).interval.made_after is None


def test_comparison_goes_on_across_an_absence() -> None:
    rules = rules_found(seen(1), refused(2, "rest_forbidden", 401), seen(3, post(OTHER)))

    assert set(rules) == {"not-public-now", "changed-without-claims"}


def test_a_capture_with_neither_post_nor_refusal_is_passed_over() -> None:
    nothing = seen(2, version=None)
    nothing = replace(nothing, snapshot=None)

    assert assessed(seen(1), nothing, seen(3)) == assessed(seen(1), seen(3))


def test_a_refusal_has_no_record_to_compare() -> None:
    with pytest.raises(TypeError):
        snapshot_of(refused(7, "rest_forbidden", 401))
