"""What changes from one answer to the next is no edit; what changes beside it is one."""

import random

import pytest

from provenance.assess import further_answers
from provenance.model import Observation
from tests.unit.assess.histories import TEXT, assessed, found, live, post, rules_found

STORY = "<p>The bridge is not safe.</p>"
EDITED = "<p>The bridge is safe.</p>"


def read(count: int, story: str = STORY) -> str:
    return f"{story}<p>Read {count:,} times.</p><p>All rights reserved.</p>"


def asked(*texts: str, **claims: object) -> list[Observation]:
    """Return a capture and its repeats, after capture 1 of another text."""
    first, *rest = (post(text, **claims) for text in texts)  # type: ignore[arg-type]  # claims are those of `post`
    return [
        live(2, first, hours=1),
        *(live(n, one, hours=1, repeats=2) for n, one in enumerate(rest, start=3)),
    ]


def before(text: str) -> Observation:
    return live(1, post(text))


def test_a_counter_is_no_edit_and_its_words_are_listed() -> None:
    assessment = assessed(before(read(7)), *asked(read(9), read(10), read(11)))

    assert assessment.findings == ()
    (line,) = assessment.set_aside
    assert "Not counted as an edit between capture 1" in line
    assert "changes from one answer to the next (\u201c7\u201d, now \u201c9\u201d)" in line


def test_a_counter_that_was_not_asked_for_again_is_an_edit() -> None:
    assert rules_found(before(read(7)), *asked(read(9))) == ["changed-without-claims"]


def test_a_text_that_stays_is_an_edit_however_often_it_was_asked_for() -> None:
    assert rules_found(before(STORY), *asked(EDITED, EDITED, EDITED)) == ["changed-without-claims"]


def test_an_edit_beside_a_counter_is_found_alone() -> None:
    finding = found(
        "changed-without-claims", before(read(7)), *asked(read(9, EDITED), read(10, EDITED))
    )

    assert finding.difference is not None
    (edit,) = finding.difference.edits
    assert edit.before == "The bridge is not safe."


def test_an_edit_in_the_block_of_a_counter_has_a_finding_of_its_own() -> None:
    texts = [f"<p>Read {n} times. {STORY[3:-4]}</p>" for n in (7, 8)]
    edited = [f"<p>Read {n} times. {EDITED[3:-4]}</p>" for n in (9, 10, 11)]

    finding = found("volatile-content-change", before(texts[0]), *asked(*edited))

    assert finding.difference is not None
    assert finding.difference.edits[0].after == edited[0][3:-4]
    assert "the modified time is 2026-05-29 03:22:06 UTC in both" in finding.message
    assert rules_found(before(texts[0]), *asked(*edited)) == ["volatile-content-change"]


@pytest.mark.parametrize("moved", [{"count": 2, "newest": 15}, {}], ids=["revision", "nothing"])
def test_no_edit_is_denied_where_a_volatile_block_may_hold_one(moved: dict[str, int]) -> None:
    edited = [f"<p>Read {n} times. {EDITED[3:-4]}</p>" for n in (9, 10)]

    findings = assessed(
        before(f"<p>Read 7 times. {STORY[3:-4]}</p>"), *asked(*edited, **moved)
    ).findings

    assert [finding.rule for finding in findings] == ["volatile-content-change"]
    assert not any("no edit is shown" in finding.message.lower() for finding in findings)


def test_advertisements_that_come_and_go_are_no_edit() -> None:
    def page(*adverts: str) -> str:
        return STORY + "".join(f"<p>{advert}</p>" for advert in adverts) + "<p>The end.</p>"

    nothing, one, other = page(), page("Buy boats 81"), page("Cheap flights 5")

    for history in ([one, nothing, other], [nothing, one, other], [one, other, nothing]):
        assert rules_found(before(history[0]), *asked(*history[1:])) == []


def test_more_blocks_gone_than_ever_went_by_themselves_are_an_edit() -> None:
    gone = STORY + "<p>Buy boats 81</p><p>The mayor denied it.</p><p>The end.</p>"
    kept = STORY + "<p>The end.</p>"
    advert = STORY + "<p>Cheap flights 5</p><p>The end.</p>"

    assert rules_found(before(gone), *asked(kept, advert)) == ["changed-without-claims"]


def test_an_advertisement_in_place_of_another_is_no_edit_however_unlike_they_are() -> None:
    def page(advert: str) -> str:
        return f"{STORY}<p>{advert}</p><p>The end.</p>"

    # The two that were asked for together are alike, and the one before is like neither.
    assert (
        rules_found(
            before(page("Seven soups")), *asked(page("Boats for sale"), page("Shoes for sale"))
        )
        == []
    )


def test_a_paragraph_that_leaves_beside_a_known_advertisement_is_an_edit() -> None:
    def page(*paragraphs: str) -> str:
        return STORY + "".join(f"<p>{text}</p>" for text in (*paragraphs, "The end."))

    denied = "The mayor denied it."
    history = [
        before(page("Seven soups", denied)),
        *asked(page("Boats to nowhere", denied), page("Cheap flights", denied)),
    ]

    later = [live(4, post(page("Lamps by post")), hours=2)]
    later.append(live(5, post(page("Shoes this weekend")), hours=2, repeats=4))

    assert rules_found(*history) == []
    assert rules_found(*history, *later) == ["changed-without-claims"]


def test_a_fact_that_leaves_a_list_with_one_advertisement_is_an_edit() -> None:
    def facts(*items: str) -> str:
        return STORY + "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"

    kept = ("Built in 1900", "Closed in 1950", "Repaired twice")
    history = [before(facts(*kept, "Two dead", "Seven soups"))]
    history += asked(facts(*kept, "Boats to nowhere"), facts(*kept, "Cheap flights"))

    finding = found("changed-without-claims", *history)

    assert finding.difference is not None
    assert any("Two dead" in (edit.before or "") for edit in finding.difference.edits)


@pytest.mark.parametrize("seed", range(20))
def test_whatever_chance_picks_no_edit_is_reported(seed: int) -> None:
    chance = random.Random(seed)
    goods = [f"{a} {b}" for a in ("Boats", "Soups", "Lamps", "Roofs") for b in ("now", "by post")]
    titles = ["Rain", "Bus 7", "On foot", "Low tide", "A letter", "Twelve lamps", "The harbour"]

    def page(number: int) -> str:
        items = "".join(f"<li>{title}</li>" for title in chance.sample(titles, 3))
        advert = f"<p>{chance.choice(goods)}</p><p>Token {chance.random()}</p>"
        return f"{read(number)}{advert}<h3>More</h3><ul>{items}</ul>"

    # As often as a run asks where no save explains what differs.
    history = [before(page(1)), *asked(page(2))]
    while further_answers(history, 2):
        history.append(live(len(history) + 1, post(page(len(history))), hours=1, repeats=2))

    # That words were alike by chance in every answer may be noted, and is no edit.
    assert set(rules_found(*history)) <= {"volatile-content-change"}


def test_posts_picked_at_random_are_no_edit() -> None:
    def related(*titles: str) -> str:
        items = "".join(f'<li><a href="/{title}/">{title}</a></li>' for title in titles)
        return f"{STORY}<h3>More</h3><ul>{items}</ul>"

    picks = [related(*titles) for titles in (("a", "b", "c"), ("c", "d", "a"), ("b", "e", "d"))]

    assert rules_found(before(picks[0]), *asked(picks[1], picks[2])) == []


def test_a_counter_known_from_an_earlier_audit_is_no_edit_in_a_later_one() -> None:
    history = [before(read(7)), *asked(read(9), read(10))]

    assert rules_found(*history, live(4, post(read(20)), hours=2)) == []


def test_a_block_that_stays_the_same_in_later_answers_is_reported() -> None:
    history = [before(read(7)), *asked(read(9), read(10)), live(4, post(read(20)), hours=2)]

    assert rules_found(*history, live(5, post(read(20)), repeats=4)) == ["volatile-content-change"]


def test_a_counter_known_before_that_shows_its_last_number_again_is_not_seen_once() -> None:
    history = [before(read(7)), *asked(read(9), read(10))]

    again = [live(4, post(read(11)), hours=2), live(5, post(read(10)), hours=2, repeats=4)]

    assert rules_found(*history, *again) == []


def test_a_counter_known_before_that_leaves_is_no_edit() -> None:
    without = STORY + "<p>All rights reserved.</p>"
    history = [before(read(7)), *asked(read(9), read(10))]

    assert rules_found(*history, live(4, post(without), hours=2)) == []


def test_an_edit_between_the_answers_is_no_volatile_block() -> None:
    later = live(3, post(read(7, EDITED), modified="2026-05-29T05:00:00"), hours=1, repeats=2)

    assert rules_found(before(read(7)), *asked(read(7, "<p>New.</p>")), later)[:2] == [
        "changed-without-claims",
        "changed-with-modified",
    ]


def test_answers_of_another_kind_say_nothing_of_a_block() -> None:
    desk = live(3, post(read(10)), hours=1, repeats=2)
    desk = live(
        3,
        post(read(10)),
        hours=1,
        repeats=2,
        context=desk.context.__class__(
            observer="desk", access="anonymous", language=None, route=desk.context.route
        ),
    )

    assert "changed-without-claims" in rules_found(before(read(7)), *asked(read(9)), desk)


def test_no_markup_is_said_to_differ_alone_beside_a_counter() -> None:
    assert rules_found(before(f"<div>{read(7)}</div>"), *asked(read(9), read(10), read(11))) == []


def test_a_modified_time_that_went_back_beside_a_counter_is_reported() -> None:
    older = {"modified": "2026-05-29T03:22:05", "count": 2, "newest": 15}

    assert rules_found(before(read(7)), *asked(read(9), read(10), **older))[0] == (
        "modified-went-back"
    )


def test_an_answer_without_its_text_makes_no_block_volatile() -> None:
    story = "".join(f"<p>Paragraph {n} of the story.</p>" for n in range(5))
    edited = story.replace("Paragraph 3", "Chapter 3")

    for answers in ((edited, "", edited), (edited, edited, ""), ("", edited, edited)):
        history = [before(story), *asked(*answers)]
        assert rules_found(*history) == ["changed-without-claims"], answers
        assert any("was not taken as the post's" in line for line in assessed(*history).set_aside)


def test_fields_that_differ_beside_a_text_that_does_not_stay_are_reported() -> None:
    tagged = post(STORY, tags=[4])
    history = [
        before(STORY),
        live(2, tagged, hours=1),
        live(3, post(EDITED, tags=[4]), hours=1, repeats=2),
    ]

    assert sorted(rules_found(*history)) == ["metadata-change", "seen-once"]


def test_fields_that_differ_in_a_later_answer_are_reported_with_the_next_capture() -> None:
    history = [before(read(7)), *asked(read(9))]
    history.append(live(3, post(read(10), tags=[4]), hours=1, repeats=2))

    assert rules_found(*history) == []
    assert rules_found(*history, live(4, post(read(11), tags=[4]), hours=2)) == ["metadata-change"]


def test_a_first_capture_with_repeats_is_no_finding() -> None:
    assert rules_found(live(1, post(TEXT)), live(2, post(TEXT + "<p>7</p>"), repeats=1)) == []
