"""What is made once of the same objects, and again of others."""

import pytest

from provenance.evidence.made_once import made_once


def test_what_is_asked_of_the_same_objects_again_is_made_once() -> None:
    asked: list[tuple[object, ...]] = []

    def count(*pair: object) -> int:
        asked.append(pair)
        return len(asked)

    counted = made_once(count)
    one, other = object(), object()
    assert [counted(one, other), counted(one, other)] == [1, 1]
    assert asked == [(one, other)]


def test_another_object_has_it_made_anew_wherever_it_stands() -> None:
    one, other, third = object(), object(), object()
    pair = made_once(lambda left, right: (left, right))
    asked = [(one, other), (one, third), (third, other), (other, one), (one, other)]
    assert [pair(*each) for each in asked] == asked


def test_equal_objects_are_not_taken_for_the_same() -> None:
    body, alike = bytes(bytearray(b"body")), bytes(bytearray(b"body"))
    given = made_once(lambda data: [data])
    assert given(body)[0] is body
    assert given(alike)[0] is alike


def test_what_could_not_be_made_is_tried_again_and_hides_nothing() -> None:
    number = made_once(int)
    assert number("7") == 7
    for _ in range(2):
        with pytest.raises(ValueError, match="invalid literal"):
            number("seven")
