"""Tracked metadata: an allow-list, and its RFC 8785 bytes (canonical-form.md 7)."""

import json
import re
from collections.abc import Mapping, Sequence
from itertools import chain
from types import NoneType
from typing import Any

import orjson
import rfc8785

from provenance.errors import FieldError
from provenance.model.address import find_rest_route
from provenance.model.parameters import format_parameters

# 7.4 How deep a tracked value may be nested; no field of WordPress's own is nested at all.
MAX_NESTING = 100

# 7.1 Taken as they stand.
_PLAIN = (
    "author",
    "comment_status",
    "date_gmt",
    "featured_media",
    "format",
    "link",
    "menu_order",
    "parent",
    "ping_status",
    "slug",
    "status",
    "sticky",
    "template",
    "type",
)
# 7.2 Sets, which WordPress gives in no set order.
_SETS = ("categories", "tags")

# 7.1 Members of other fields, under dotted names.
_MEMBERS = (
    ("guid.rendered", "guid", "rendered"),
    ("content.protected", "content", "protected"),
)

# 7.3 Relations that repeat a field, or name the interface and not the post.
_REPEATS = {"author": "author", "up": "parent", "wp:featuredmedia": "featured_media"}
_INTERFACE = frozenset(
    "about collection curies predecessor-version replies self version-history wp:attachment"
    " wp:term".split()
)

# RFC 3986, appendix B, for the schemes of 7.3 and an authority. Of that nothing is looked at: what
# Python's own reader takes for a host differs between its patch versions.
_ADDRESS = re.compile(
    r"(?:https?:)?//[^/?#]+(?P<path>[^?#]*)(?:\?(?P<query>[^#]*))?", re.ASCII | re.IGNORECASE
)
_MAX_ID_DIGITS = 15  # all below 2^53

# 7.4 For values that have one spelling in any JSON (docs/adr/0071); an integer that JSON readers
# disagree on is refused.
_PLAIN_KINDS = frozenset({str, int, bool, NoneType})
_PLAIN_FORM = orjson.OPT_SORT_KEYS | orjson.OPT_STRICT_INTEGER


def tracked_fields(value: Mapping[str, Any]) -> dict[str, object]:
    """Return the tracked fields of a post's JSON, by name; a missing field is not in it."""
    tracked: dict[str, object] = {name: value[name] for name in _PLAIN if name in value}
    for name in _SETS:
        if name in value:
            tracked[name] = _sorted(value[name])
    for name, outer, member in _MEMBERS:
        members = value.get(outer)
        if type(members) is dict and member in members:
            tracked[name] = members[member]
    links = _telling_links(value)
    if links:
        tracked["_links"] = links
    return tracked


def metadata_bytes(tracked: Mapping[str, object]) -> bytes:
    """Return the RFC 8785 form of the tracked fields (7.4).

    Raises:
        FieldError: A tracked field holds a float, or an integer that JSON readers disagree on,
            or is nested more than `MAX_NESTING` deep.
        UnicodeEncodeError: A text in it has a lone surrogate.
    """
    if _is_plain(tracked):
        try:
            return orjson.dumps(tracked, option=_PLAIN_FORM)
        except orjson.JSONEncodeError:
            pass  # the longer way says what is wrong with it
    _check_spelling(tracked, 0)
    # A lone surrogate is for whoever read the JSON to replace (1.2).
    json.dumps(tracked, ensure_ascii=False).encode()
    try:
        return rfc8785.dumps(dict(tracked))  # type: ignore[arg-type]  # its value type is private
    except rfc8785.CanonicalizationError as error:
        raise FieldError(
            f"a tracked field cannot be written in one way only: {error}", field="metadata"
        ) from error


def _is_plain(tracked: Mapping[str, object]) -> bool:
    """Tell whether any writer of JSON writes `tracked` as RFC 8785 does, at a fraction of the cost.

    It does where no number has two spellings, no object inside has members to be put in order, and
    the order of names is that of their bytes.
    """
    if type(tracked) is not dict or not "".join(tracked).isascii():
        return False
    lists = [value if type(value) is list else (value,) for value in tracked.values()]
    return _PLAIN_KINDS.issuperset(map(type, chain.from_iterable(lists)))


def _check_spelling(value: object, depth: int) -> None:
    """Check that no float and no deep nesting is in a tracked value (7.4).

    RFC 8785 has one spelling of a float, and languages have many ways to miss it.
    """
    if isinstance(value, float):
        raise FieldError(f"a tracked field holds {value!r}, which is no integer", field="metadata")
    if isinstance(value, Mapping):
        value = list(value.values())
    elif not isinstance(value, list):
        return
    if depth > MAX_NESTING:
        raise FieldError(
            f"a tracked field is nested more than {MAX_NESTING} deep", field="metadata"
        )
    for item in value:
        _check_spelling(item, depth + 1)


def _sorted(value: object) -> object:
    return sorted(value) if isinstance(value, list) and {*map(type, value)} <= {int} else value


def _telling_links(value: Mapping[str, Any]) -> dict[str, object]:
    """Return each relation of `_links` that says something the fields do not (7.3)."""
    telling: dict[str, object] = {}
    links = value.get("_links")
    for relation, targets in links.items() if isinstance(links, dict) else ():
        if relation in _INTERFACE or relation.startswith("wp:action-"):
            continue
        named = targets if isinstance(targets, list) else [targets]
        names = [_name(target) for target in named]
        if relation not in _REPEATS or not _repeats(names, value.get(_REPEATS[relation])):
            telling[relation] = names
    return telling


def _repeats(names: Sequence[object], value: object) -> bool:
    """Tell whether a relation names just `value`, in its JSON type: `true` is not 1 (7.3)."""
    if len(names) != 1 or type(names[0]) is not type(value):
        return False
    return type(value) in _PLAIN_KINDS and names[0] == value


def _name(target: object) -> object:
    """Return what a link target names: the id at its end; else its REST route; else itself (7.3).

    The route, unlike the address, does not follow the permalink setting.
    """
    href = target.get("href") if isinstance(target, dict) else target
    if not isinstance(href, str):
        return href
    last = href.rsplit("/", 1)[-1]
    if last.isascii() and last.isdigit() and len(last) <= _MAX_ID_DIGITS:
        return int(last)
    address = _ADDRESS.match(href)
    named = address and find_rest_route(address["path"], address["query"] or "")
    if not named:
        return href
    return f"{named.route}?{format_parameters(named.query)}" if named.query else named.route
