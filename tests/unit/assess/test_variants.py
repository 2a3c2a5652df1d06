"""Texts that come and go under unchanged claims are variants, and never a reversal."""

from provenance.model import Observation, Turn
from provenance.pipeline.fingerprint import fingerprint
from tests.unit.assess.histories import OTHER, TEXT, THIRD, assessed, found, live, post, rules_found

A, B = post(TEXT), post(OTHER)


def served(*texts: str, **changes: object) -> list[Observation]:
    return [live(n, post(text), hours=n) for n, text in enumerate(texts, start=1)]


def test_a_text_that_is_not_served_again_was_seen_once() -> None:
    history = [live(1, A), live(2, B), live(3, A, repeats=2), live(4, A, repeats=2)]

    assessment = assessed(*history)

    (finding,) = assessment.findings
    assert finding.rule == "seen-once"
    assert finding.message == (
        "The text in capture 2 (2026-05-29 12:00:00 UTC) was seen once: it differs from capture 1"
        " (2026-05-29 12:00:00 UTC) in 1 block of the content (changed), and captures 3 and 4,"
        " asked for with it, show the text of before. It was not taken as a change."
    )
    assert finding.difference is not None
    assert "15 million" in (finding.difference.edits[0].after or "")
    (line,) = assessment.set_aside
    assert line == (
        "The text in capture 2 (2026-05-29 12:00:00 UTC) was not taken as the post's: of captures"
        " 2, 3 and 4, asked for one after the other, not every one shows it."
    )


def test_another_text_at_another_node_was_seen_once() -> None:
    history = [live(1, A), live(2, A, hours=1), live(3, B, hours=1, repeats=2)]

    finding = found("seen-once", *history)

    assert finding.evidence.captures == (1, 3)
    assert "and capture 2, asked for with it, shows the text of before" in finding.message
    assert rules_found(*history, live(4, A, hours=2)) == ["seen-once"]


def test_three_texts_at_one_time_are_a_text_that_changes_by_itself() -> None:
    history = [live(1, A), live(2, B), live(3, A, repeats=2), live(4, post(THIRD), repeats=2)]

    assert rules_found(*history) == []


def test_a_text_that_came_twice_and_did_not_stay_is_not_said_to_have_come_once() -> None:
    history = [live(1, A), live(2, B), live(3, B, repeats=2), live(4, A, repeats=2)]

    assert "was seen 2 times" in found("seen-once", *history).message


def test_an_edit_that_stays_is_reported_after_a_text_was_seen_once() -> None:
    history = [live(1, A), live(2, B), live(3, A, repeats=2)]
    edit = [live(4, post(THIRD), hours=5), live(5, post(THIRD), hours=5, repeats=4)]

    finding = found("changed-without-claims", *history, *edit)

    assert finding.evidence.captures == (3, 4)


def test_a_saved_text_is_an_edit_although_an_older_copy_comes_next() -> None:
    saved = post(OTHER, modified="2026-05-29T05:00:00", count=2, newest=15)

    rules = rules_found(live(1, A), live(2, saved), live(3, A, repeats=2))

    assert set(rules) - {"saved-after-publication"} == {
        "changed-with-modified",
        "older-copy-served",
    }


def test_texts_that_take_turns_among_the_answers_are_variants() -> None:
    history = [live(1, A), live(2, B), live(3, A, repeats=2), live(4, B, repeats=2)]

    assert rules_found(*history) == ["alternating-versions"]


def test_texts_that_take_turns_over_days_are_variants_and_no_reversal() -> None:
    rules = rules_found(*served(TEXT, OTHER, TEXT, OTHER, TEXT))

    assert rules.count("alternating-versions") == 1
    assert "earlier-text-again" not in rules


def test_a_text_that_comes_back_once_is_an_older_copy() -> None:
    assert "alternating-versions" not in rules_found(*served(TEXT, OTHER, TEXT))


def test_a_text_seen_once_in_one_audit_and_in_the_next_takes_turns() -> None:
    first = [live(1, A), live(2, B), live(3, A, repeats=2)]
    second = [live(4, B, hours=9), live(5, A, hours=9, repeats=4)]

    assert rules_found(*first, *second) == ["seen-once", "alternating-versions"]


def test_three_variants_are_told_of_by_pairs_and_once_each() -> None:
    rules = rules_found(*served(*[TEXT, OTHER, THIRD] * 3))

    assert rules.count("alternating-versions") == 3


def test_texts_saved_in_turns_are_edits() -> None:
    history = [
        live(n, post(text, modified=f"2026-05-29T0{n + 3}:00:00", count=n, newest=13 + n))
        for n, text in enumerate([TEXT, OTHER, TEXT, OTHER], start=1)
    ]

    rules = rules_found(*history)

    assert "alternating-versions" not in rules
    assert rules.count("changed-with-modified") == 3


def test_an_earlier_text_is_no_reversal_once_it_takes_turns() -> None:
    # The older copy was confirmed, far apart and past caches, before the other text came again.
    confirmed = {"key": "b", "lifetime_s": 60, "from_origin": True}
    history = [
        live(1, A),
        live(2, B, hours=1),
        live(3, A, hours=2, lifetime_s=60),
        live(4, A, hours=3, lifetime_s=60),
        live(5, A, hours=4, **confirmed),  # type: ignore[arg-type]  # each is of its parameter's type
    ]
    assert "earlier-text-again" in rules_found(*history)

    rules = rules_found(*history, live(6, B, hours=5))

    assert "earlier-text-again" not in rules
    assert rules.count("alternating-versions") == 1


def test_dynamic_blocks_that_take_turns_are_no_variants() -> None:
    may, june = (
        f'{TEXT}<ul class="wp-block-archives"><li>{month}</li></ul>' for month in ("May", "June")
    )

    assert "alternating-versions" not in rules_found(*served(may, june, may, june))
    history = [live(1, post(may)), live(2, post(june)), live(3, post(may), repeats=2)]
    assert rules_found(*history) == []


def test_texts_that_take_turns_are_counted_over_the_whole_history() -> None:
    finding = found("alternating-versions", *served(TEXT, OTHER, TEXT, TEXT, OTHER, TEXT, TEXT))

    assert finding.turns == (
        Turn(capture=1, captures=5, times=3),
        Turn(capture=2, captures=2, times=2),
    )


def test_the_finding_stays_the_same_one_while_its_numbers_grow() -> None:
    short = found("alternating-versions", *served(TEXT, OTHER, TEXT, OTHER))
    longer = found("alternating-versions", *served(*[TEXT, OTHER] * 4))

    assert fingerprint(short) == fingerprint(longer)
    assert [turn.times for turn in short.turns] == [2, 2]
    assert [turn.times for turn in longer.turns] == [4, 4]


def test_a_third_text_in_between_counts_for_neither_of_two() -> None:
    told = [
        finding.turns
        for finding in assessed(*served(*[TEXT, OTHER, THIRD] * 3)).findings
        if finding.rule == "alternating-versions"
    ]

    assert {tuple(turn.capture for turn in turns) for turns in told} == {(1, 2), (2, 3), (1, 3)}
    assert {turn.times for turns in told for turn in turns} == {3}


def test_turns_go_on_being_counted_after_a_save_that_changed_no_word() -> None:
    saved = {"modified": "2026-05-29T05:00:00", "count": 2, "newest": 15}
    later = [
        live(n, post(text, **saved), hours=n)  # type: ignore[arg-type]  # each is of its type
        for n, text in enumerate([OTHER, TEXT, OTHER], start=5)
    ]
    finding = found("alternating-versions", *served(TEXT, OTHER, TEXT, OTHER), *later)

    assert finding.turns == (
        Turn(capture=1, captures=3, times=3),
        Turn(capture=2, captures=4, times=4),
    )


def test_findings_about_no_turns_count_none() -> None:
    assert found("seen-once", live(1, A), live(2, B), live(3, A, repeats=2)).turns == ()
