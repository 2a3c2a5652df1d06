"""JSON of others: what is read, replaced and refused (canonical-form.md 1)."""

import pytest

from provenance.canonical.decode import decode
from provenance.errors import DuplicateKeyError, JsonSyntaxError, MalformedError


def test_json_is_read_as_it_stands() -> None:
    raw = '{"a": [1, 2.5, null, true, "caf\u00e9 \\ud83d\\ude00"], "b": {}}'.encode()
    assert decode(raw) == ({"a": [1, 2.5, None, True, "caf\u00e9 \U0001f600"], "b": {}}, ())


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (rb'"a\ud800"', "a\ufffd"),
        (rb'["\udc00", "\uDFFFx"]', ["\ufffd", "\ufffdx"]),
        (rb'{"a": {"\ud83d": "\ude00\ud83d"}}', {"a": {"\ufffd": "\ufffd\ufffd"}}),
        (rb'["\ud83d\ude00", "\ud83d \ude00", 1]', ["\U0001f600", "\ufffd \ufffd", 1]),
    ],
)
def test_lone_surrogates_are_replaced_and_flagged(raw: bytes, value: object) -> None:
    assert decode(raw) == (value, ("lone-surrogates-replaced",))


def test_what_only_looks_like_a_surrogate_is_left() -> None:
    assert decode(rb'"\\ud800"') == (r"\ud800", ())


@pytest.mark.parametrize(
    ("raw", "line", "column"),
    [
        (b"", 1, 1),
        (b"{", 1, 2),
        (b'{"a": 1,\n "b" 2}', 2, 6),
        (b"[1,]", 1, 4),
        (b"[01]", 1, 3),
        (b"'a'", 1, 1),
        (b'"\n"', 1, 2),
        (b"1 2", 1, 3),
        (b"\xef\xbb\xbf1", 1, 1),
    ],
)
def test_what_is_no_json_is_refused_with_its_place(raw: bytes, line: int, column: int) -> None:
    with pytest.raises(JsonSyntaxError) as refused:
        decode(raw)
    assert (refused.value.line, refused.value.column) == (line, column)


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (b'{"a": 1, "b": 2, "a": 1}', "'a'"),
        (b'{"x": [{"y": {"b": 1, "b": 1}}]}', "'b'"),
        (rb'{"a": 1, "\u0061": 1}', "'a'"),
    ],
)
def test_a_key_named_twice_is_refused(raw: bytes, name: str) -> None:
    with pytest.raises(DuplicateKeyError, match=name):
        decode(raw)


def test_two_keys_that_replacing_makes_one_are_refused() -> None:
    with pytest.raises(DuplicateKeyError, match="\ufffd"):
        decode(rb'{"\ud800": 1, "\udc00": 2}')


def test_a_duplicate_among_half_a_million_keys_is_found_at_once() -> None:
    members = b",".join(b'"%d":0' % number for number in range(500_000))
    with pytest.raises(DuplicateKeyError, match="'499999'"):
        decode(b"{" + members + b',"499999":1}')


def test_one_key_in_two_objects_is_no_duplicate() -> None:
    assert decode(b'[{"a": 1}, {"a": {"a": 2}}]') == ([{"a": 1}, {"a": {"a": 2}}], ())


@pytest.mark.parametrize("name", ["NaN", "Infinity", "-Infinity"])
def test_a_number_that_json_does_not_have_is_refused(name: str) -> None:
    with pytest.raises(MalformedError, match=name):
        decode(f'{{"a": {name}}}'.encode())


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b'{"a": "\xff"}', "not UTF-8 at byte 7"),
        (b'"\xed\xa0\x80"', "not UTF-8 at byte 1"),
        (b"[" * 100_000, "nested too deep"),
        (b"[" * 100_000 + b"]" * 100_000, "nested too deep"),
        (b'{"a":' * 50_000 + b"1" + b"}" * 50_000, "nested too deep"),
        (rb'["\ud800",' * 900 + b"1" + b"]" * 900, "nested too deep"),
        (b"[" + b"1" * 10_000 + b"]", "number too long"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(raw: bytes, said: str) -> None:
    with pytest.raises(MalformedError, match=said):
        decode(raw)
