"""The metadata record: an allow-list, its bytes, and links that say something (7)."""

import json
from typing import Any

import pytest

from provenance.canonical.metadata import metadata_bytes, tracked_fields
from provenance.errors import FieldError
from tests.unit.canonical.samples import SELF, digests_of, snapshot_of


def _links(**relations: Any) -> Any:
    return tracked_fields({"_links": relations}).get("_links")


def test_the_record_is_the_tracked_fields_and_nothing_else() -> None:
    value = {
        "id": 7, "type": "post", "status": "publish", "slug": "a", "link": "l", "author": 3,
        "featured_media": 5, "parent": 0, "menu_order": -1, "format": "standard", "template": "",
        "sticky": False, "comment_status": "open", "ping_status": "closed", "date_gmt": "d",
        "categories": [4, 2], "tags": [], "guid": {"rendered": "g", "raw": "r"},
        "content": {"rendered": "c", "protected": False, "block_version": 1},
        "date": "x", "modified": "x", "modified_gmt": "x", "meta": {"a": 1.5}, "class_list": ["a"],
        "yoast_head": "y", "jetpack_shortlink": "j", "title": {"rendered": "t"},
    }  # fmt: skip
    assert metadata_bytes(tracked_fields(value)) == (
        b'{"author":3,"categories":[2,4],"comment_status":"open","content.protected":false,'
        b'"date_gmt":"d","featured_media":5,"format":"standard","guid.rendered":"g","link":"l",'
        b'"menu_order":-1,"parent":0,"ping_status":"closed","slug":"a","status":"publish",'
        b'"sticky":false,"tags":[],"template":"","type":"post"}'
    )


def test_a_missing_field_is_not_null_and_not_empty() -> None:
    records: list[dict[str, object]] = [{}, {"slug": None}, {"slug": ""}]
    assert len({metadata_bytes(tracked_fields(record)) for record in records}) == len(records)


@pytest.mark.parametrize("value", [None, "a", [], {}, {"raw": 1}])
def test_a_guid_without_rendering_is_missing(value: object) -> None:
    assert tracked_fields({"guid": value}) == {}


@pytest.mark.parametrize("name", ["categories", "tags"])
@pytest.mark.parametrize(
    ("listed", "recorded"),
    [([3, 1, 2], [1, 2, 3]), ([2, "1"], [2, "1"]), ([True, False], [True, False]), ("ba", "ba")],
)
def test_terms_are_sorted_where_all_are_integers(
    name: str, listed: object, recorded: object
) -> None:
    assert tracked_fields({name: listed}) == {name: recorded}


@pytest.mark.parametrize(
    "value",
    [1.5, 1.0, [0.0], {"a": {"b": [1.5]}}, 2**53, -(2**53), [2**60], float("inf")],
    ids=str,
)
def test_a_number_that_readers_disagree_on_is_refused(value: object) -> None:
    with pytest.raises(FieldError) as refused:
        metadata_bytes({"author": value})
    assert refused.value.field == "metadata"


@pytest.mark.parametrize("value", [2**53 - 1, -(2**53) + 1, True, None, ["a", {"b": []}]], ids=str)
def test_a_value_with_one_spelling_is_recorded(value: object) -> None:
    assert json.loads(metadata_bytes({"author": value})) == {"author": value}


@pytest.mark.parametrize(("depth", "is_read"), [(100, True), (101, False), (900, False)])
def test_a_tracked_value_is_at_most_100_deep(depth: int, is_read: bool) -> None:
    value = json.loads("[" * depth + "]" * depth)
    if is_read:
        assert (
            metadata_bytes({"author": value}) == b'{"author":' + json.dumps(value).encode() + b"}"
        )
    else:
        with pytest.raises(FieldError, match="deep"):
            metadata_bytes({"author": value})


def test_a_float_outside_the_tracked_fields_says_nothing() -> None:
    assert digests_of("a", meta={"x": 1.5}).metadata == digests_of("a").metadata


def test_relations_of_the_interface_say_nothing() -> None:
    relations = (
        "about collection curies predecessor-version replies self version-history wp:attachment"
        " wp:term wp:action-publish wp:action-unfiltered-html"
    )
    assert (
        _links(**{name: [{"href": "https://example.org/x"}] for name in relations.split()}) is None
    )


@pytest.mark.parametrize(
    ("relation", "field"),
    [("author", "author"), ("up", "parent"), ("wp:featuredmedia", "featured_media")],
)
def test_a_relation_that_repeats_its_field_says_nothing(relation: str, field: str) -> None:
    links = {relation: [{"href": "https://example.org/wp-json/wp/v2/users/7"}]}
    assert tracked_fields({field: 7, "_links": links}) == {field: 7}
    assert tracked_fields({field: 8, "_links": links}) == {field: 8, "_links": {relation: [7]}}
    assert tracked_fields({"_links": links}) == {"_links": {relation: [7]}}


@pytest.mark.parametrize(
    ("value", "named"), [(True, 1), (1, True), (False, 0), ([7], [7]), ({"a": 7}, {"a": 7})]
)
def test_a_relation_repeats_only_a_value_of_its_own_type(value: object, named: object) -> None:
    links = {"up": [{"href": named}]}
    assert tracked_fields({"parent": value, "_links": links}) == {
        "parent": value,
        "_links": {"up": [named]},
    }
    plain = "a"
    assert "_links" not in tracked_fields({"parent": plain, "_links": {"up": [{"href": plain}]}})


@pytest.mark.parametrize(
    ("target", "named"),
    [
        ({"href": "https://example.org/wp-json/wp/v2/users/7"}, 7),
        ({"href": "https://example.org/?rest_route=/wp/v2/users/7"}, 7),
        ({"href": "https://example.org/wp-json/wp/v2/items"}, "/wp/v2/items"),
        ({"href": "https://example.org/wp-json/wp/v2/items?post=7&b"}, "/wp/v2/items?post=7&b="),
        ({"href": "https://example.org/index.php?rest_route=%2Fwp%2Fv2%2Fitems&post=7"},
         "/wp/v2/items?post=7"),
        ({"href": "https://example.org/wp-json/wp/v2/items?a=1%26b%3D2&c=%23+d/"},
         "/wp/v2/items?a=1%26b%3D2&c=%23%20d%2F"),
        ({"href": "https://example.org/licence"}, "https://example.org/licence"),
        ({"href": "https://example.org/9007199254740991"}, "https://example.org/9007199254740991"),
        ({"href": "https://example.org/\u0667"}, "https://example.org/\u0667"),
        ({"href": ""}, ""),
        ({"href": None}, None),
        ({}, None),
        ("https://example.org/a/5", 5),
        (5, 5),
    ],
)  # fmt: skip
def test_a_target_is_named_by_its_id_route_or_address(target: object, named: object) -> None:
    assert _links(license=[target, target]) == {"license": [named, named]}


def test_a_target_outside_a_list_is_a_list_of_one() -> None:
    assert _links(license="a") == {"license": ["a"]}
    assert _links(license={"href": "https://example.org/a/12"}) == {"license": [12]}


@pytest.mark.parametrize("links", [None, [], "a", {}])
def test_links_that_are_none_give_no_member(links: object) -> None:
    assert tracked_fields({"_links": links}) == {}


def test_a_relation_follows_no_permalink_setting() -> None:
    plain, pretty = (
        snapshot_of(_links={"self": [{"href": SELF}], "acme:items": [{"href": href}]}).metadata
        for href in (
            "https://example.org/index.php?rest_route=/acme/v1/items&post=7",
            "https://example.org/wp-json/acme/v1/items?post=7",
        )
    )
    assert plain == pretty
