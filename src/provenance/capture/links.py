"""Links that an answer names: `Link` headers (RFC 8288) and a page's `link` elements."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urljoin, urlsplit

import turbohtml

# A page names its links in its head: what lies behind this many bytes is not looked at.
_READ_BYTES = 2 * 1024 * 1024
_MAX_LINKS = 1000
# How far up a template is looked for: on a hostile page every link could lie a million deep.
_MAX_DEPTH = 64
_TARGET = re.compile(r"[\s,]*<(?P<uri>[^>]*)>")
_PARAMETER = re.compile(
    r"\s*;\s*(?P<name>[!#$%&'*+.^_`|~0-9A-Za-z-]+)\s*"
    r'(?:=\s*(?:"(?P<quoted>(?:[^"\\]|\\.)*)"|(?P<token>[^\s;,"]*)))?'
)
_QUOTED_PAIR = re.compile(r"\\(.)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One typed link.

    Attributes:
        url: Its target, absolute.
        rels: Its relation types, lower case.
        media_type: Its `type`, lower case; empty without one.
    """

    url: str
    rels: frozenset[str]
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLinks:
    """What a page's answer says of where its post can be had.

    Attributes:
        links: The headers' links, then the document's, in order.
        body_classes: Classes of the `body` element.
    """

    links: tuple[Link, ...]
    body_classes: tuple[str, ...]


def parse_link_header(value: str, base: str) -> Iterator[Link]:
    """Yield the links of one `Link` header, by RFC 8288 appendix B.2; a fault ends them.

    A link with an `anchor` speaks of another document and is left out. Of repeated parameters
    the first counts.
    """
    position = 0
    while target := _TARGET.match(value, position):
        position = target.end()
        parameters: dict[str, str] = {}
        while found := _PARAMETER.match(value, position):
            position = found.end()
            text = found["quoted"]
            text = _QUOTED_PAIR.sub(r"\1", text) if text is not None else found["token"] or ""
            parameters.setdefault(found["name"].lower(), text)
        after = value[position:].lstrip()
        if after and not after.startswith(","):
            return
        link = _link(target["uri"], parameters.get("rel", ""), parameters.get("type", ""), base)
        if link is not None and "anchor" not in parameters:
            yield link


def read_page_links(headers: Iterable[tuple[str, str]], body: bytes, url: str) -> PageLinks:
    """Return the links that a page at `url` names in its headers and its HTML."""
    links = [
        link
        for name, value in headers
        if name.lower() == "link"
        for link in parse_link_header(value, url)
    ]
    document = turbohtml.parse(body[:_READ_BYTES])
    base = _base(document, url)
    for element in document.select("link[rel][href]")[:_MAX_LINKS]:
        above = islice(element.ancestors, _MAX_DEPTH)
        if any(getattr(one, "tag", "") == "template" for one in above):
            continue
        attributes = element.attrs
        rel, kind = _text(attributes, "rel"), _text(attributes, "type")
        found = _link(_text(attributes, "href"), rel, kind, base)
        if found is not None:
            links.append(found)
    body_element = document.select_one("body")
    classes = _text(body_element.attrs, "class").split() if body_element is not None else []
    return PageLinks(links=tuple(links[:_MAX_LINKS]), body_classes=tuple(classes))


def _base(document: turbohtml.Document, url: str) -> str:
    element = document.select_one("base[href]")
    href = _text(element.attrs, "href") if element is not None else ""
    return _absolute(url, href) or url


def _text(attributes: Mapping[str, object], name: str) -> str:
    """Return an attribute's text; the parser splits some, such as `class`, into a list."""
    value = attributes.get(name)
    if isinstance(value, list):
        return " ".join(map(str, value))
    return value if isinstance(value, str) else ""


def _link(target: str, rel: str, media_type: str, base: str) -> Link | None:
    url = _absolute(base, target.strip())
    if url is None:
        return None
    kind = media_type.partition(";")[0].strip().lower()
    return Link(url=url, rels=frozenset(rel.lower().split()), media_type=kind)


def _absolute(base: str, target: str) -> str | None:
    try:
        url = urljoin(base, target)
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and parts.hostname and parts.username is None
    except ValueError:
        return None
    return url if usable else None
