"""Pages and exports: compared with their own kind alone, and never more than indicated."""

from dataclasses import replace

from provenance.assess import assess
from provenance.canonical import canonicalize_export
from provenance.model import Basis, Certainty, Level, Moment, Observation, PostKey, Route
from tests.unit.assess.histories import (
    CONTEXT,
    OTHER,
    TEXT,
    found,
    live,
    live_page,
    page,
    post,
    refused,
    rules_found,
    seen,
)

INSTEAD = "interface-unavailable"


def archived(number: int, content: str = TEXT, *, hours: float = 0) -> Observation:
    shown = live_page(number, content, hours=hours)
    return replace(shown, moment=replace(shown.moment, basis=Basis.ARCHIVED))


def exported(number: int, content: str, modified: str) -> Observation:
    item = (
        f"<item><title>The deal</title><content:encoded><![CDATA[{content}]]></content:encoded>"
        f"<wp:post_modified_gmt>{modified}</wp:post_modified_gmt></item>"
    )
    snapshot = canonicalize_export(item.encode(), PostKey(site="example.org", post_id=12))
    return seen(number, snapshot, context=replace(CONTEXT, route=Route.EXPORT))


def test_an_edit_that_pages_show_is_indicated_and_no_more() -> None:
    finding = found("page-text-changed", live_page(1), live_page(2, OTHER, hours=1))

    assert (finding.level, finding.certainty) == (Level.WARNING, Certainty.INDICATED)
    assert finding.message == (
        "The article as its page showed it differs between capture 1 (2026-05-29 12:00:00 UTC) and"
        " capture 2 (2026-05-29 13:00:00 UTC): 1 block of the content (changed)."
    )
    assert finding.difference is not None
    assert len(finding.difference.edits) == 1


def test_the_same_text_on_two_pages_is_nothing() -> None:
    assert rules_found(live_page(1), live_page(2, hours=1)) == [INSTEAD]


def test_other_markup_on_two_pages_is_nothing() -> None:
    markup = f'<div class="x">{TEXT}</div>'
    assert rules_found(live_page(1), live_page(2, markup, hours=1)) == [INSTEAD]


def test_typography_on_two_pages_is_no_edit() -> None:
    before, after = (TEXT.replace("deal", f"deal{mark}s") for mark in ("'", "\u2019"))
    rules = rules_found(live_page(1, before), live_page(2, after, hours=1))
    assert rules == ["typography-change", INSTEAD]


def test_a_page_is_never_compared_with_an_answer() -> None:
    observations = [live(1), live_page(2, OTHER, hours=1), live(3, hours=2)]
    assessment = assess(observations)

    assert [f.rule for f in assessment.findings if len(f.evidence.captures) > 1] == []
    assert (
        "Capture 2 was not compared with captures 1 and 3: they differ in route."
        in assessment.set_aside
    )


def test_an_export_is_never_compared_with_an_answer_or_a_page() -> None:
    observations = [seen(1), exported(2, OTHER, "2026-05-29 03:22:06"), live_page(3)]
    assert [f for f in assess(observations).findings if len(f.evidence.captures) > 1] == []


def test_two_exports_are_compared_as_answers_are() -> None:
    before = exported(1, TEXT, "2026-05-29 03:22:06")
    same_time = exported(2, OTHER, "2026-05-29 03:22:06")
    later = exported(2, OTHER, "2026-05-30 03:22:06")

    assert "changed-without-claims" in rules_found(before, same_time)
    assert "changed-with-modified" in rules_found(before, later)


def test_pages_whose_article_was_found_otherwise_are_not_compared() -> None:
    other = page(OTHER, around="main")
    after = replace(live_page(2, hours=1), snapshot=other)
    assessment = assess([live_page(1), after])

    assert [finding.rule for finding in assessment.findings] == [INSTEAD]
    assert (
        "The pages in capture 1 (2026-05-29 12:00:00 UTC) and capture 2 (2026-05-29 13:00:00 UTC)"
        " were not compared: the article was found as article in the one and as main in the other,"
        " so that another template alone would differ." in assessment.set_aside
    )


def counted(number: int, count: int, text: str = TEXT, **changes: object) -> Observation:
    return live_page(number, f"{text}<p>Read {count} times.</p>", hours=number, **changes)


def test_blocks_of_a_page_that_change_by_themselves_are_no_edit_and_are_listed() -> None:
    history = [counted(1, 7), counted(2, 8), counted(3, 9, repeats=2)]
    assessment = assess(history)

    assert [finding.rule for finding in assessment.findings] == [INSTEAD]
    assert (
        "Not counted as an edit between capture 1 (2026-05-29 13:00:00 UTC) and capture 2"
        " (2026-05-29 14:00:00 UTC): a block of the content that changes from one answer to the"
        " next (“7”, now “8”)." in assessment.set_aside
    )
    # Known by now, so that a later page needs no further answer.
    assert rules_found(*history, counted(4, 12)) == [INSTEAD]


def test_an_edit_of_a_page_is_found_beside_what_changes_by_itself() -> None:
    history = [counted(1, 7), counted(2, 8, OTHER), counted(3, 9, OTHER, repeats=2)]
    finding = found("page-text-changed", *history)

    assert finding.difference is not None
    (edit,) = finding.difference.edits
    assert "15 million" in (edit.after or "")


def test_what_a_changing_block_of_a_page_holds_besides_is_noted() -> None:
    texts = ["7 read that it was signed", "8 read that it was not signed"]
    before, after = (f"{TEXT}<p>{text}</p>" for text in texts)
    again = after.replace("8 read", "9 read")
    pages = [live_page(1, before), live_page(2, after), live_page(3, again, repeats=2)]

    assert rules_found(*pages) == ["volatile-content-change", INSTEAD]


def test_a_page_whose_text_is_not_served_again_was_seen_once() -> None:
    history = [live_page(1), live_page(2, OTHER, hours=1), live_page(3, hours=1, repeats=2)]
    assessment = assess(history)

    assert [finding.rule for finding in assessment.findings] == ["seen-once", INSTEAD]
    assert any(line.endswith("not every one shows it.") for line in assessment.set_aside)
    # What stays is reported then, against the text of before.
    stays = [live_page(4, OTHER, hours=2), live_page(5, OTHER, hours=2, repeats=4)]
    assert found("page-text-changed", *history, *stays).evidence.captures == (3, 4)


def test_texts_of_a_page_that_take_turns_are_variants() -> None:
    history = [
        live_page(1),
        live_page(2, OTHER),
        live_page(3, repeats=2),
        live_page(4, OTHER, repeats=2),
    ]
    finding = found("alternating-versions", *history)

    assert finding.message.startswith("Two texts of the page take turns: capture ")
    assert [turn.captures for turn in finding.turns] == [2, 2]
    assert "seen-once" not in rules_found(*history)
    assert rules_found(*history[:3]) == ["seen-once", INSTEAD]


def test_a_known_counter_of_a_page_is_neither_seen_once_nor_a_variant() -> None:
    learned = [counted(1, 7), counted(2, 8), counted(3, 9, repeats=2)]
    history = [*learned, counted(4, 9), counted(5, 8, repeats=4), counted(6, 9, repeats=4)]
    assessment = assess(history)

    assert [finding.rule for finding in assessment.findings] == [INSTEAD]
    assert sum("changes from one answer" in line for line in assessment.set_aside) > 1


def test_an_answer_whose_article_was_found_otherwise_is_not_read_with_the_others() -> None:
    other = replace(live_page(3, repeats=2), snapshot=page(TEXT, around="main"))
    assessment = assess([live_page(1), live_page(2, OTHER), other])

    assert "page-text-changed" in [finding.rule for finding in assessment.findings]
    assert any("as article in the one and as main" in line for line in assessment.set_aside)


def test_a_page_that_was_cut_makes_no_block_volatile() -> None:
    texts = [f"{TEXT}<p>{word}.</p><p>More.</p>" for word in ("One", "Two")]
    pages = [live_page(1, texts[0]), live_page(2, texts[1]), live_page(3, "<p>No</p>", repeats=2)]
    assessment = assess(pages)

    assert "page-text-changed" in [finding.rule for finding in assessment.findings]
    assert any("not every one shows it" in line for line in assessment.set_aside)


def test_what_is_no_part_of_a_pages_edit_is_said() -> None:
    before, after = (TEXT.replace("deal", f"deal{mark}s") for mark in ("'", "\u2019"))
    pages = [live_page(1, before), live_page(2, f"{after}<p>More.</p>", hours=1)]
    assessment = assess(pages)

    assert "page-text-changed" in [finding.rule for finding in assessment.findings]
    assert any(line.startswith("Not counted as part of the edit") for line in assessment.set_aside)


def test_a_page_in_place_of_an_answer_is_said_once_of_the_newest() -> None:
    finding = found(INSTEAD, live_page(1), live_page(2, hours=1))

    assert finding.level is Level.NOTE
    assert finding.evidence.captures == (2,)
    assert "weaker" in finding.message


def test_a_page_of_an_archive_is_not_in_place_of_an_answer() -> None:
    assert rules_found(archived(1), archived(2, hours=1)) == []


def test_what_a_page_does_not_cover_is_said() -> None:
    lines = assess([live_page(1), live_page(2, hours=1), exported(3, TEXT, "x")]).set_aside

    assert any(line.startswith("Captures 1 and 2 are of the page, not") for line in lines)
    assert any(line.startswith("Capture 3 is of the site's export") for line in lines)


def test_nothing_is_said_of_pages_where_there_are_none() -> None:
    assert not any("page" in line for line in assess([live(1), live(2, hours=1)]).set_aside)


def test_a_page_takes_no_claims_away_from_the_answers() -> None:
    late = post(modified="2026-05-29T09:00:00")
    assert "saved-after-publication" in rules_found(live(1, late), live_page(2, hours=1))


def test_what_a_theme_does_not_display_is_no_finding_in_a_page() -> None:
    text = TEXT + "<p hidden>Menu</p>"
    assert "non-displayed-text" not in rules_found(live_page(1, text))
    assert "non-displayed-text" in rules_found(live(1, post(text)))


def test_characters_that_nobody_sees_are_found_in_a_page_too() -> None:
    assert "non-displayed-characters" in rules_found(live_page(1, TEXT + "<p>a\u200bb</p>"))


def test_a_page_that_could_not_be_read_is_set_aside() -> None:
    broken = replace(live_page(2, hours=1), snapshot=None, problem="it has no article")
    lines = assess([live_page(1), broken, live_page(3, OTHER, hours=2)])

    assert "page-text-changed" in [finding.rule for finding in lines.findings]
    assert (
        "Capture 2 (2026-05-29 13:00:00 UTC) was not assessed: it has no article" in lines.set_aside
    )


def test_a_refusal_with_a_page_beside_it_says_both() -> None:
    closed = replace(
        refused(2, "rest_not_logged_in", 401), moment=Moment(at=None, basis=Basis.UNKNOWN)
    )
    assert rules_found(seen(1), closed, live_page(3)).count(INSTEAD) == 2
