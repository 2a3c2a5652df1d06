"""JSON value of a post to a `Post`: types checked once, here (canonical-form.md 1)."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from provenance.canonical.metadata import tracked_fields
from provenance.errors import FieldError, NotAPostError
from provenance.model import Claims, Post, PostKey, Text
from provenance.model.address import post_key, site_of_rest_url

# A longer root is taken apart each time: the memo would keep a thousand of them, however long.
_LONGEST_KNOWN_ROOT = 200

_SAFE_INTEGER = 2**53  # RFC 8259 section 6


def parse_post(value: object, flags: tuple[str, ...] = ()) -> Post:
    """Return the post that a JSON value of a REST answer stands for.

    Args:
        value: The value, without lone surrogates.
        flags: What was replaced while it was read.

    Raises:
        NotAPostError: It is no object, or has no `id`.
        FieldError: A field that a digest rests on is missing or of the wrong type.
    """
    if not isinstance(value, dict):
        raise NotAPostError(f"the JSON is {_kind(value)}, not a post")
    number = _count(value.get("id"))
    if not number:
        raise NotAPostError("the JSON has no id that a post could have, so it is no post")
    links = _mapping(value.get("_links"))
    content = _text(value, "content")
    if content.rendered is None:
        raise FieldError(
            f"post {number} has no content.rendered, so there is no text to compare",
            field="content.rendered",
            remedy="ask for it without _fields",
        )
    return Post(
        key=_key(number, value, links),
        title=_text(value, "title"),
        content=content,
        excerpt=_text(value, "excerpt"),
        tracked=tracked_fields(value),
        claims=_claims(value, links),
        published_at=_utc(value.get("date_gmt")),
        modified_at=_utc(value.get("modified_gmt")),
        flags=flags,
    )


def _key(number: int, value: Mapping[str, Any], links: Mapping[str, Any]) -> PostKey:
    self_href = _string(_first(links, "self").get("href"))
    # 7.1: whatever else it is, it is tracked, and refuses no post.
    guid = _mapping(value.get("guid")).get("rendered", value.get("guid"))
    root, collection, last = (self_href or "").rpartition("/wp/v2/posts/")
    is_plain = "?" not in root and "#" not in root and len(root) <= _LONGEST_KNOWN_ROOT
    if collection and last.isdecimal() and is_plain:
        site = _site_under(root)
        if site is not None:
            return PostKey(site=site, post_id=number)
    return post_key(
        post_id=number, self_href=self_href, link=_string(value.get("link")), guid=_string(guid)
    )


@lru_cache(maxsize=1024)
def _site_under(root: str) -> str | None:
    """Return the site of every post under the root of a REST interface: many come from each."""
    return site_of_rest_url(root + "/wp/v2/posts/1")


def read_claims(value: Mapping[str, Any]) -> Claims:
    """Return what a post's members, or a few of them, say of its history."""
    return _claims(value, _mapping(value.get("_links")))


def _claims(value: Mapping[str, Any], links: Mapping[str, Any]) -> Claims:
    history = _first(links, "version-history")
    predecessor = _first(links, "predecessor-version")
    return Claims(
        date=_string(value.get("date")),
        modified=_string(value.get("modified")),
        modified_gmt=_string(value.get("modified_gmt")),
        revision_count=_count(history.get("count")),
        predecessor_id=_count(predecessor.get("id")),
        predecessor_href=_string(predecessor.get("href")),
    )


def _text(value: Mapping[str, Any], name: str) -> Text:
    """Return a field `{"rendered": ..., "protected": ...}`; a bare string is its own rendering."""
    member = value.get(name)
    if not isinstance(member, dict):
        if member is None or isinstance(member, str):
            return Text(rendered=member)
        raise _no_text(name, member)
    rendered, protected = member.get("rendered"), member.get("protected")
    if rendered is not None and not isinstance(rendered, str):
        raise _no_text(name, rendered)
    return Text(rendered=rendered, protected=protected if isinstance(protected, bool) else None)


def _no_text(name: str, value: object) -> FieldError:
    return FieldError(f"{name}.rendered is {_kind(value)}, not text", field=f"{name}.rendered")


def _utc(written: object) -> datetime | None:
    """Return a `*_gmt` field as a time; None where it is missing or no time."""
    if not isinstance(written, str):
        return None
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return None
    if moment.tzinfo is None:
        return moment.replace(tzinfo=UTC)
    try:
        return moment.astimezone(UTC)
    except OverflowError:  # its offset leads out of the years 1 to 9999
        return None


def _first(links: Mapping[str, Any], relation: str) -> Mapping[str, Any]:
    targets = links.get(relation)
    return _mapping(targets[0]) if isinstance(targets, list) and targets else {}


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _string(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _count(value: object) -> int | None:
    """Return a count or an id; None where it is none, or larger than JSON readers agree on."""
    return value if type(value) is int and 0 <= value < _SAFE_INTEGER else None


def _kind(value: object) -> str:
    """Name the JSON type of a value, for a sentence."""
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, dict):
        return "an object"
    names = {list: "a list", str: "text", int: "a number", float: "a number"}
    return names.get(type(value), "null")
