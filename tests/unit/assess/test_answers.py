"""How often a post is asked for again: until what it shows is settled, and no more."""

import pytest

from provenance.assess import further_answers
from provenance.model import Snapshot
from tests.unit.assess.histories import OTHER, TEXT, THIRD, live, live_page, post

SAVED = post(OTHER, modified="2026-05-29T05:00:00", count=2, newest=15)
OLDER = post(OTHER, modified="2026-05-29T03:00:00", count=0, newest=None)


@pytest.mark.parametrize(
    ("after", "wanted"),
    [(post(OTHER), 3), (SAVED, 1), (OLDER, 1), (post(TEXT), 0), (post(TEXT, tags=[4]), 0)],
    ids=["without a save", "saved", "older", "same", "metadata"],
)
def test_a_text_is_asked_for_as_often_as_its_difference_needs(after: Snapshot, wanted: int) -> None:
    assert further_answers([live(1), live(2, after)], 2) == wanted


def test_each_answer_that_came_is_one_less() -> None:
    again = [live(n, post(OTHER), repeats=2) for n in (3, 4, 5)]

    for came in range(4):
        seen = [live(1), live(2, post(OTHER)), *again[:came]]
        assert further_answers(seen, 2) == 3 - came


def test_a_saved_text_whose_answers_differ_is_asked_for_more_often() -> None:
    other = post(f"{OTHER}<p>7</p>", modified="2026-05-29T05:00:00", count=2, newest=15)

    assert further_answers([live(1), live(2, SAVED), live(3, SAVED, repeats=2)], 2) == 0
    assert further_answers([live(1), live(2, SAVED), live(3, other, repeats=2)], 2) == 2


def test_a_text_that_was_not_served_again_is_settled() -> None:
    assert further_answers([live(1), live(2, post(OTHER)), live(3, post(TEXT), repeats=2)], 2) == 0


def test_a_counter_is_settled_by_one_answer() -> None:
    texts = [post(f"{TEXT}<p>Read {n} times.</p>") for n in (7, 8, 9)]

    first = [live(1, texts[0]), live(2, texts[1])]

    assert further_answers(first, 2) == 3
    assert further_answers([*first, live(3, texts[2], repeats=2)], 2) == 0


def test_an_earlier_capture_is_not_asked_for_again() -> None:
    third = post(THIRD, modified="2026-05-29T05:00:00", count=2, newest=15)
    history = [live(1), live(2, post(OTHER)), live(3, third)]

    assert [further_answers(history, number) for number in (1, 2, 3)] == [0, 3, 1]


def test_a_page_that_differs_is_asked_for_until_it_is_settled() -> None:
    pages = [live_page(1), live_page(2, OTHER)]
    again = [live_page(n, OTHER, repeats=2) for n in (3, 4, 5)]

    assert [further_answers([*pages, *again[:came]], 2) for came in range(4)] == [3, 2, 1, 0]
    assert further_answers([*pages, live_page(3, repeats=2)], 2) == 0
    assert further_answers([live_page(1), live_page(2)], 2) == 0
