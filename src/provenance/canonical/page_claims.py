"""What a page says of its article beside the text (page-form.md 6): read, and never believed."""

import json
from collections.abc import Iterator
from itertools import islice

from turbohtml import Document, Element

from provenance.model import PageClaim, PageSource

# Bounds on what a hostile page can make us keep.
_MAX_CLAIMS = 40
_MAX_CHARACTERS = 500
_MAX_SCRIPTS = 20
_MAX_SCRIPT_CHARACTERS = 512 * 1024
_MAX_OBJECTS = 1000

_OPEN_GRAPH = {
    "og:title": "headline",
    "article:published_time": "published",
    "article:modified_time": "modified",
    "og:updated_time": "modified",
    "article:author": "author",
    "og:url": "link",
}
_JSON_LD = {
    "headline": "headline",
    "datePublished": "published",
    "dateModified": "modified",
    "author": "author",
}
_ARTICLES = ("Article", "Posting", "Report")
_UPDATED = frozenset({"updated", "modified", "entry-modified"})


def read_claims(document: Document, container: Element) -> tuple[PageClaim, ...]:
    """Return what a page says of the article in `container`, in the order of 6.1 to 6.4."""
    stated: dict[PageClaim, None] = {}
    for claim in _claims(document, container):
        if len(stated) == _MAX_CLAIMS:
            break
        stated[claim] = None
    return tuple(stated)


def link_of(stated: tuple[PageClaim, ...]) -> str | None:
    """Return the article's own address as a page gives it; None where it gives none."""
    links = [claim for claim in stated if claim.name == "link"]
    canonical = [claim.value for claim in links if claim.source is PageSource.LINK]
    return next(iter([*canonical, *(claim.value for claim in links)]), None)


def _claims(document: Document, container: Element) -> Iterator[PageClaim]:
    for element in document.select('link[rel~="canonical"][href]')[:1]:
        yield from _claim(PageSource.LINK, "link", element.attrs["href"])
    for element in document.select("meta[property][content]")[:_MAX_OBJECTS]:
        name = _OPEN_GRAPH.get(str(element.attrs["property"] or ""))
        if name is not None:
            yield from _claim(PageSource.OPEN_GRAPH, name, element.attrs["content"])
    for script in document.select('script[type="application/ld+json"]')[:_MAX_SCRIPTS]:
        yield from _json_ld(script.text)
    for element in container.select("time[datetime]")[:_MAX_CLAIMS]:
        classes = {str(name) for name in element.attrs.get("class") or ()}
        name = "modified" if classes & _UPDATED else "published"
        yield from _claim(PageSource.TIME, name, element.attrs["datetime"])


def _claim(source: PageSource, name: str, value: object) -> Iterator[PageClaim]:
    if isinstance(value, str) and value.strip():
        # JSON may spell a lone surrogate, which nothing of ours could be written with.
        text = value.strip()[:_MAX_CHARACTERS].encode("utf-16", "surrogatepass")
        yield PageClaim(source=source, name=name, value=text.decode("utf-16", "replace"))


def _json_ld(text: str) -> Iterator[PageClaim]:
    """Yield what the articles of one JSON-LD script say; a broken one says nothing (6.3)."""
    if len(text) > _MAX_SCRIPT_CHARACTERS:
        return
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return
    for item in _articles(value):
        for member, name in _JSON_LD.items():
            for said in _texts(item.get(member)):
                yield from _claim(PageSource.JSON_LD, name, said)


def _articles(value: object) -> Iterator[dict[str, object]]:
    waiting = [value]
    for item in islice(waiting, _MAX_OBJECTS):
        if isinstance(item, list):
            waiting += item[:_MAX_OBJECTS]
        elif isinstance(item, dict):
            waiting.append(item.get("@graph"))
            if any(str(kind).endswith(_ARTICLES) for kind in _list(item.get("@type"))):
                yield item


def _texts(value: object) -> Iterator[str]:
    """Yield texts, and names of persons, of one member."""
    for one in _list(value)[:_MAX_CLAIMS]:
        named = one.get("name") if isinstance(one, dict) else one
        if isinstance(named, str):
            yield named


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]
