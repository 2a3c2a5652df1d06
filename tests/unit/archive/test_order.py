from datetime import UTC, datetime, timedelta
from itertools import permutations

from provenance.archive.order import reading_order

NOON = datetime(2026, 5, 29, 12, tzinfo=UTC)


def at(*hours: int | None) -> list[tuple[int, datetime | None]]:
    return [
        (index, None if hour is None else NOON + timedelta(hours=hour))
        for index, hour in enumerate(hours)
    ]


def order(*hours: int | None) -> list[int]:
    return [index for index, _ in reading_order(at(*hours), lambda item: item[1])]


def test_times_that_rise_keep_their_order() -> None:
    assert order(1, 2, 2, 3) == [0, 1, 2, 3]


def test_a_capture_recorded_late_goes_before_the_first_later_one() -> None:
    assert order(1, 3, 5, 2) == [0, 3, 1, 2]


def test_captures_of_unknown_time_keep_recording_order() -> None:
    assert order(None, None, None) == [0, 1, 2]


def test_a_known_time_goes_before_the_first_later_one_past_unknown_ones() -> None:
    assert order(1, None, 3, None, 2) == [0, 1, 4, 2, 3]


def test_an_unknown_time_is_appended_and_does_not_draw_the_next_one() -> None:
    assert order(5, None, 4) == [2, 0, 1]


def test_no_captures_have_no_order() -> None:
    assert reading_order([], lambda item: None) == ()


def placed_as_the_design_says(items: list[tuple[int, datetime | None]]) -> list[int]:
    placed: list[tuple[int, datetime | None]] = []
    for item in items:
        place = len(placed)
        if item[1] is not None:
            later = (n for n, (_, seen) in enumerate(placed) if seen is not None and seen > item[1])
            place = next(later, place)
        placed.insert(place, item)
    return [index for index, _ in placed]


def test_it_is_the_order_that_a_scan_would_give() -> None:
    for hours in permutations([None, 1, 1, 2, None, 3, 4]):
        assert order(*hours) == placed_as_the_design_says(at(*hours))
