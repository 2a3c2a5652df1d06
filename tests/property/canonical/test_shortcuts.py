"""Where the canonical form takes a shorter way, it is held to the longer one."""

import json
import unicodedata

import rfc8785
from hypothesis import example, given
from hypothesis import strategies as st

from provenance.canonical import events
from provenance.canonical.decode import SURROGATES, decode
from provenance.canonical.events import body_events, public_events
from provenance.canonical.metadata import metadata_bytes
from provenance.canonical.post import parse_post
from provenance.canonical.text import MAX_COMBINING_RUN, has_long_run
from provenance.errors import FieldError
from provenance.model.address import post_key

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
WITHOUT_MARKUP = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="<&\r\0"))
SAFE = st.integers(-(2**53) + 1, 2**53 - 1)
SCALARS = TEXT | SAFE | st.booleans() | st.none()
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner), max_leaves=6
)


@given(st.dictionaries(TEXT, VALUES))
@example({"a": '\x00\x1f\x7f\u2028"\\/\b\f\n\r\t'})
@example({"\U0001f600": 1, "\uffff": 2})  # by UTF-16 code units, the first comes first
@example({"a": {"\U0001f600": 1, "\uffff": [2]}})
def test_metadata_is_written_as_rfc_8785_has_it(tracked: dict[str, object]) -> None:
    assert metadata_bytes(tracked) == rfc8785.dumps(tracked)  # type: ignore[arg-type]  # private


@given(st.integers(2**53, 2**80) | st.integers(-(2**80), -(2**53)) | st.floats())
def test_a_number_that_readers_disagree_on_is_refused_in_a_list_too(number: float) -> None:
    for value in (number, [1, number]):
        try:
            metadata_bytes({"a": value})
        except FieldError:
            continue
        raise AssertionError(value)


@given(WITHOUT_MARKUP)
@example("")
@example("\ufeff \n a\x0b\x01\ufffe")
def test_a_text_without_markup_gives_the_events_that_the_parser_gives(text: str) -> None:
    expected = list(public_events(events._PREFIX + text))[events._PREFIX_EVENTS :]
    assert [tuple(event) for event in body_events(text)] == expected


@given(st.text("&<\r\0a;l t", max_size=8))
def test_a_text_that_the_parser_changes_goes_through_the_parser(text: str) -> None:
    known = {events.START, events.END, events.TEXT}
    expected = list(public_events(events._PREFIX + text))[events._PREFIX_EVENTS :]
    given_events = [tuple(event) for event in body_events(text)]
    assert [event for event in given_events if event[0] in known] == [
        event for event in expected if event[0] in known
    ]


RUNS = st.lists(
    st.sampled_from(["a", "\u00e9", "\u0301", "\u05b0", "\u0f73"]).flatmap(
        lambda character: st.integers(1, 300).map(lambda count: character * count)
    ),
    max_size=6,
).map("".join)


@given(RUNS)
@example("\u0301" * MAX_COMBINING_RUN)
@example("\u0301" * (MAX_COMBINING_RUN + 1))
def test_a_long_run_of_marks_is_found_wherever_it_begins(text: str) -> None:
    longest = run = 0
    for character in text:
        run = run + 1 if unicodedata.combining(character) or character == "\u0f73" else 0
        longest = max(longest, run)
    assert has_long_run(text) == (longest > MAX_COMBINING_RUN)


@given(
    st.recursive(
        st.text(st.sampled_from("a\u00e9\ud800\udc00\U0001f600")) | st.none(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text("ab\udfff"), inner),
        max_leaves=6,
    )
)
def test_a_lone_surrogate_is_flagged_wherever_it_stands(value: object) -> None:
    # A reader joins the halves of a pair, so what is written is read once to be what it is.
    raw = json.dumps(json.loads(json.dumps(value))).encode()
    written = json.dumps(json.loads(raw), ensure_ascii=False)
    flagged = any("\ud800" <= character <= "\udfff" for character in written)
    decoded, flags = decode(raw)
    assert flags == ((SURROGATES,) if flagged else ())
    json.dumps(decoded, ensure_ascii=False).encode()


@given(
    st.sampled_from(
        ["https://example.org/wp-json", "http://EXAMPLE.org:80/blog/index.php/wp-json", "//a.b",
         "https://a.b/api", "https://a.b/wp-json/x/v1/sites/c", "https://a.b/%77p-json", "a.b", "",
         "https://a.b/?rest_route=", "https://a.b/#", "https://a.b/wp/v2/posts/3", "https://[::1]"]
    ),
    st.sampled_from(["posts", "pages", "wp-json", "sites"]),
    st.text("0123456789\u0663x/?#", max_size=24),
)  # fmt: skip
def test_a_site_is_known_again_as_it_was_read(root: str, collection: str, last: str) -> None:
    href = f"{root}/wp/v2/{collection}/{last}"
    value = {
        "id": 7,
        "link": "https://example.net/?p=7",
        "content": {"rendered": ""},
        "_links": {"self": [{"href": href}]},
    }
    expected = post_key(post_id=7, self_href=href, link="https://example.net/?p=7")
    assert parse_post(value).key == expected
