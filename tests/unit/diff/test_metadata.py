"""Tracked fields are compared one by one."""

from provenance.diff import compare_metadata
from provenance.model import FieldChange


def test_each_field_that_differs_is_named_with_its_values() -> None:
    before = b'{"author":1,"slug":"a","tags":[1]}'
    after = b'{"slug":"a","sticky":true,"tags":[1,2]}'

    assert compare_metadata(before, after) == (
        FieldChange(name="author", before="1", after=None),
        FieldChange(name="sticky", before=None, after="true"),
        FieldChange(name="tags", before="[1]", after="[1,2]"),
    )


def test_equal_fields_are_not() -> None:
    assert compare_metadata(b'{"a":{"b":[1,"x"]}}', b'{"a":{"b":[1,"x"]}}') == ()


def test_a_field_that_is_null_is_not_one_that_is_missing() -> None:
    assert compare_metadata(b'{"a":null}', b"{}") == (
        FieldChange(name="a", before="null", after=None),
    )
