"""A post's JSON: fields of the wrong type, missing fields, claims and identity."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from provenance.canonical import CURRENT_PROFILE, canonicalize, digests
from provenance.canonical.post import parse_post
from provenance.errors import FieldError, NotAPostError
from provenance.model.address import post_key
from tests.unit.canonical.samples import SELF, post_bytes, post_value, snapshot_of


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"[]", "a list"),
        (b'"a"', "text"),
        (b"1", "a number"),
        (b"1.5", "a number"),
        (b"true", "true or false"),
        (b"null", "null"),
        (b"{}", "no id"),
        (b'{"id": "7"}', "no id"),
        (b'{"id": true}', "no id"),
        (b'{"id": 0}', "no id"),
        (b'{"id": -7}', "no id"),
        (b'{"id": 7.0}', "no id"),
        (b'{"id": 9007199254740992}', "no id"),
    ],
)
def test_what_is_no_post_is_refused(raw: bytes, said: str) -> None:
    with pytest.raises(NotAPostError, match=said):
        canonicalize(raw)


@pytest.mark.parametrize(
    "content", [None, {}, {"rendered": None}, {"protected": True}], ids=json.dumps
)
def test_a_post_without_content_is_refused(content: object) -> None:
    with pytest.raises(FieldError) as refused:
        canonicalize(json.dumps(post_value() | {"content": content}).encode())
    assert refused.value.field == "content.rendered"


@pytest.mark.parametrize("name", ["title", "content", "excerpt"])
@pytest.mark.parametrize(
    ("value", "said"),
    [
        (7, "a number"),
        (False, "true or false"),
        ([], "a list"),
        ({"rendered": 0}, "a number"),
        ({"rendered": False}, "true or false"),
        ({"rendered": []}, "a list"),
        ({"rendered": {"a": 1}}, "an object"),
    ],
)
def test_a_field_of_the_wrong_type_is_refused(name: str, value: object, said: str) -> None:
    with pytest.raises(FieldError, match=f"{name}.rendered is {said}, not text") as refused:
        canonicalize(json.dumps(post_value() | {name: value}).encode())
    assert refused.value.field == f"{name}.rendered"


@pytest.mark.parametrize("guid", [5, True, [], {}, {"rendered": 5}, {"rendered": {"a": []}}])
def test_a_guid_of_any_type_refuses_no_post(guid: object) -> None:
    snapshot = canonicalize(json.dumps(post_value() | {"guid": guid}).encode())
    assert snapshot.key == snapshot_of().key


def test_a_bare_string_is_its_own_rendering() -> None:
    bare, whole = snapshot_of(title="<i>A</i>"), snapshot_of(title={"rendered": "<i>A</i>"})
    assert bare.blocks == whole.blocks
    assert bare.digests.markup == whole.digests.markup


@pytest.mark.parametrize("name", ["title", "excerpt"])
def test_a_missing_field_is_not_an_empty_one(name: str) -> None:
    empty = snapshot_of(**{name: {"rendered": ""}})
    value = post_value()
    del value[name]
    missing = [canonicalize(json.dumps(value).encode())]
    missing += [snapshot_of(**{name: other}) for other in (None, {}, {"rendered": None})]
    assert len({snapshot.digests.markup for snapshot in missing}) == 1
    assert missing[0].digests.markup != empty.digests.markup
    assert missing[0].blocks == empty.blocks


def test_claims_are_recorded_and_are_no_part_of_a_version() -> None:
    links = {
        "self": [{"href": SELF}],
        "version-history": [{"count": 3}],
        "predecessor-version": [{"id": 9, "href": "h"}],
    }
    one = snapshot_of(_links=links)
    claims = one.claims
    assert (claims.date, claims.modified) == ("2026-05-28T20:20:00", "2026-05-28T22:22:06")
    assert claims.modified_gmt == "2026-05-29T03:22:06"
    assert (claims.revision_count, claims.predecessor_id, claims.predecessor_href) == (3, 9, "h")
    other = snapshot_of(date="x", modified="y", modified_gmt="z")
    assert one.digests.content == other.digests.content
    assert one.digests.metadata == other.digests.metadata


@pytest.mark.parametrize(
    "links",
    [
        None,
        [],
        "a",
        {},
        {"version-history": None, "predecessor-version": []},
        {"version-history": ["a"], "predecessor-version": [7]},
        {"version-history": [{"count": -1}], "predecessor-version": [{"id": "9", "href": 9}]},
        {"version-history": [{"count": True}], "predecessor-version": [{"id": 2**53}]},
    ],
)
def test_claims_that_are_none_are_missing(links: object) -> None:
    members: dict[str, Any] = {"_links": links, "link": "https://example.org/?p=7"}
    claims = snapshot_of(**members, date=1, modified=None, modified_gmt=[]).claims
    assert {getattr(claims, name) for name in claims.__slots__} == {None}


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026-05-29T01:20:00", datetime(2026, 5, 29, 1, 20, tzinfo=UTC)),
        ("2026-05-29T03:20:00+02:00", datetime(2026, 5, 29, 1, 20, tzinfo=UTC)),
        ("2026-05-29T01:20:00Z", datetime(2026, 5, 29, 1, 20, tzinfo=UTC)),
        ("0000-00-00T00:00:00", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("9999-12-31T23:59:59-01:00", None),
        ("yesterday", None),
        ("", None),
        (1780017600, None),
        (None, None),
    ],
)
def test_a_gmt_field_is_a_time_or_missing(written: object, moment: datetime | None) -> None:
    snapshot = snapshot_of(date_gmt=written, modified_gmt=written)
    assert (snapshot.published_at, snapshot.modified_at) == (moment, moment)
    assert ("no-published" in snapshot.flags) is (moment is None)
    assert ("no-modified" in snapshot.flags) is (moment is None)


def test_a_whole_post_has_no_flags() -> None:
    assert snapshot_of().flags == ()


def test_flags_say_what_was_replaced_left_or_not_told() -> None:
    run = "a" + "\u0301\u0323" * 65
    raw = post_bytes(f"{run}<p>\ud800</p>", title={"rendered": run}, date_gmt=None, _links=None,
                     modified_gmt=None, link="https://example.org/?p=7")  # fmt: skip
    assert canonicalize(raw).flags == (
        "lone-surrogates-replaced",
        "combining-run-not-normalized",
        "no-modified",
        "no-published",
        "no-revision-links",
    )


def test_a_snapshot_says_who_it_is_and_what_it_rests_on() -> None:
    snapshot = snapshot_of(
        "<p>a</p>",
        title={"rendered": "A<br><b>title</b><p>in two</p>"},
        link="https://example.org/?p=7",
    )
    assert str(snapshot.key) == "example.org#7"
    assert snapshot.title == "A title in two"
    assert snapshot.link == "https://example.org/?p=7"
    assert snapshot.protected is False
    assert snapshot.profile == CURRENT_PROFILE
    assert snapshot.profile.name == "wpcanon/1"
    assert snapshot.profile.parser.startswith("turbohtml ")


@pytest.mark.parametrize("link", [None, 7, ["a"]])
def test_a_link_that_is_no_text_is_none(link: object) -> None:
    assert snapshot_of(link=link).link is None


def test_protected_is_what_the_answer_says_or_none() -> None:
    def said(protected: object) -> bool | None:
        return snapshot_of(content={"rendered": "", "protected": protected}).protected

    assert (said(True), said(False), said("yes"), said(None)) == (True, False, None, None)
    assert snapshot_of(content="bare").protected is None


def test_digests_are_those_of_the_snapshot() -> None:
    raw = post_bytes("<p>a</p>")
    assert digests(raw) == canonicalize(raw).digests


def test_flags_of_the_reader_come_first() -> None:
    post = parse_post(post_value(), ("told",))
    assert post.flags == ("told",)


def test_a_post_that_names_no_site_is_refused() -> None:
    with pytest.raises(FieldError, match="which site"):
        snapshot_of(_links={})


@pytest.mark.parametrize("name", ["title", "excerpt"])
def test_a_field_that_the_answer_lacks_is_missing_and_not_empty(name: str) -> None:
    value = post_value()
    del value[name]
    assert canonicalize(json.dumps(value).encode()).missing == (name,)
    assert canonicalize(json.dumps(value | {name: {"rendered": ""}}).encode()).missing == ()


@pytest.mark.parametrize(
    "href",
    [
        "https://example.org/wp-json/wp/v2/posts/7",
        "https://example.org/blog/wp-json/wp/v2/posts/7",
        "https://EXAMPLE.org:443/wp-json/wp/v2/posts/7",
        "http://example.org:8080/index.php/wp-json/wp/v2/posts/7",
        "https://example.org/index.php?rest_route=/wp/v2/posts/7",
        "https://example.org/?rest_route=%2Fwp%2Fv2%2Fposts%2F7",
        "https://example.org/?x=/wp/v2/posts/7",
        "https://example.org/#/wp/v2/posts/7",
        "https://example.org/api/wp/v2/posts/7",
        "https://example.org/wp-json/wp/v2/posts/\u0667",
        "https://example.org/wp-json/wp/v2/posts/\u00b2",
        "https://example.org/wp-json/wp/v2/posts/",
        "https://example.org/wp%2Djson/wp/v2/posts/7",
        "https://example.org/wp-json/wp/v2/posts/x/wp/v2/posts/7",
        "https://example.org/wp-json/wp/v2/sites/9/wp/v2/posts/7",
        "https://b\u00fccher.example/wp-json/wp/v2/posts/7",
        " https://example.org/wp-json/wp/v2/posts/7",
        "//example.org/wp-json/wp/v2/posts/7",
        "https://[::1]/wp-json/wp/v2/posts/7",
        "https://[/wp-json/wp/v2/posts/7",
        "https://example.org:x/wp-json/wp/v2/posts/7",
        "ftp://example.org/wp-json/wp/v2/posts/7",
        "/wp-json/wp/v2/posts/7",
        "/wp/v2/posts/7",
    ],
)
def test_which_post_it_is_does_not_rest_on_the_shorter_way(href: str) -> None:
    link = "https://other.example/?p=7"
    post = parse_post(post_value(_links={"self": [{"href": href}]}, link=link))
    assert post.key == post_key(post_id=7, self_href=href, link=link)
