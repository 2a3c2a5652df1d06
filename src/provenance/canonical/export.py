"""One item of a WordPress export to its canonical record: `wpexport/1` (export-form.md).

An export holds what is stored, not what was served: block comments, shortcodes that nothing has
expanded, paragraphs that are only blank lines. Its digests are those of a form of its own.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, ParseError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from provenance.canonical.metadata import metadata_bytes
from provenance.canonical.record import Fields, assemble, profile_named
from provenance.errors import MalformedError
from provenance.model import Claims, PostKey, Snapshot

EXPORT_PROFILE = profile_named("wpexport/1")

# 1.2: the prefixes that every export declares in its root, far above the item.
_PREFIXES = ("content", "dc", "excerpt", "wfw", "wp")
_OPEN = b"<rss " + b" ".join(b'xmlns:%b="%b"' % (p.encode(), p.encode()) for p in _PREFIXES) + b">"
_CLOSE = b"</rss>"
# 1.2: what no character of XML 1.0 is. WordPress writes it out as it is stored.
_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_REPLACEMENT = "\ufffd".encode()
_REPLACED = "control-characters-replaced"
# 3.1.
_TEXTS = {
    "link": "link",
    "guid": "guid.rendered",
    "{dc}creator": "creator",
    "{wp}post_name": "slug",
    "{wp}status": "status",
    "{wp}post_type": "type",
    "{wp}post_date_gmt": "date_gmt",
    "{wp}comment_status": "comment_status",
    "{wp}ping_status": "ping_status",
}
_NUMBERS = {"{wp}post_parent": "parent", "{wp}menu_order": "menu_order", "{wp}is_sticky": "sticky"}
_TERMS = {"category": "categories", "post_tag": "tags", "post_format": "format"}
_MAX_DIGITS = 15


def read_item(raw: bytes) -> Element:
    """Return the element of one item, whose namespaces are its prefixes.

    Control characters that XML does not have are U+FFFD in it.

    Raises:
        MalformedError: It is no well-formed XML, or uses entities of its own.
    """
    text = _CONTROLS.sub(_REPLACEMENT, raw)
    try:
        root = ElementTree.fromstring(_OPEN + text + _CLOSE, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise MalformedError(
            f"the item of the export is no XML that can be read: {error}",
            remedy="export it again; a plugin may have cut or damaged the file",
        ) from error
    items = root.findall("item")
    if len(items) != 1:
        raise MalformedError("the bytes are not one item of an export")
    return items[0]


def text_of(item: Element, name: str) -> str | None:
    """Return the text of an item's first child `name`; None without one."""
    child = item.find(name)
    return None if child is None else (child.text or "")


def canonicalize_export(raw: bytes, key: PostKey) -> Snapshot:
    """Return the canonical record of one item of an export.

    Args:
        raw: The bytes of the `item` element.
        key: Which post it is: the item does not tell the site.

    Raises:
        MalformedError: It is no item of an export, or is beyond a limit.
    """
    item = read_item(raw)
    texts = (
        text_of(item, "title"),
        text_of(item, "{content}encoded"),
        text_of(item, "{excerpt}encoded"),
    )
    said = Fields(
        key=key,
        texts=texts,
        markup=texts,
        link=text_of(item, "link") or None,
        metadata=metadata_bytes(dict(_tracked(item))),
        published_at=_utc(text_of(item, "{wp}post_date_gmt")),
        modified_at=_utc(text_of(item, "{wp}post_modified_gmt")),
        claims=Claims(
            date=text_of(item, "{wp}post_date"),
            modified=text_of(item, "{wp}post_modified"),
            modified_gmt=text_of(item, "{wp}post_modified_gmt"),
            revision_count=None,
            predecessor_id=None,
            predecessor_href=None,
        ),
        flags=(_REPLACED,) if _CONTROLS.search(raw) else (),
    )
    return assemble(raw, said, EXPORT_PROFILE)


def _tracked(item: Element) -> Iterator[tuple[str, object]]:
    for child, name in _TEXTS.items():
        value = text_of(item, child)
        if value is not None:
            yield name, value
    for child, name in _NUMBERS.items():
        value = text_of(item, child)
        if value is not None:
            yield name, _number(value)
    for domain, name in _TERMS.items():
        terms = [
            term.get("nicename") or term.text or ""
            for term in item.findall("category")
            if term.get("domain") == domain
        ]
        yield name, sorted(terms)


def _number(text: str) -> int | str:
    is_number = text.isascii() and text.isdecimal() and len(text) <= _MAX_DIGITS
    return int(text) if is_number else text


def _utc(written: str | None) -> datetime | None:
    """Return a `*_gmt` field as a time; None for none, and for the zeros of a draft."""
    try:
        return datetime.fromisoformat(written or "").replace(tzinfo=UTC)
    except ValueError:
        return None
