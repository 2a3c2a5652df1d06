"""What a page says of its article beside the text (page-form.md 6): read, and never believed."""

import json
from collections.abc import Iterator
from itertools import islice

from turbohtml import Document, Element

from provenance.model import ClockSource, PageClaim, PageSource, StatedCorrection, StatedTime

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
# 7.3: `time` elements that themes give a post's own dates; any other may be of the text.
_TIMES = (
    "time.entry-date[datetime], time.published[datetime], time.updated[datetime],"
    " time.modified[datetime], time.entry-modified[datetime],"
    " .wp-block-post-date time[datetime]"
)
_MODIFIED_DATE = ".wp-block-post-date__modified-date"
_OF_TIME = frozenset({"published", "modified"})
_CORRECTION = "CorrectionComment"
_UPDATED = frozenset({"updated", "modified", "entry-modified"})


def read_claims(document: Document, container: Element) -> tuple[PageClaim, ...]:
    """Return what a page says of the article in `container`, in the order of 6.1 to 6.4."""
    stated: dict[PageClaim, None] = {}
    for claim in _claims(document, container):
        if len(stated) == _MAX_CLAIMS:
            break
        stated[claim] = None
    return tuple(stated)


def read_times(document: Document, post: Element) -> tuple[StatedTime, ...]:
    """Return what a page says of when its post was published and modified, each thing once."""
    times = (
        StatedTime(source=ClockSource(claim.source), name=claim.name, value=claim.value)
        for claim in (*_of_head(document), *_times(post))
        if claim.name in _OF_TIME
    )
    return tuple(islice(dict.fromkeys(times), _MAX_CLAIMS))


def read_corrections(document: Document, post: Element) -> tuple[StatedCorrection, ...]:
    """Return the corrections in a page's schema.org data (7.4), each once."""
    found = [one for value in _scripts(document) for one in _corrections(value)]
    for element in post.select('[itemprop~="correction"]')[:_MAX_CLAIMS]:
        found += _correction(element.text)
    return tuple(islice(dict.fromkeys(found), _MAX_CLAIMS))


def link_of(stated: tuple[PageClaim, ...]) -> str | None:
    """Return the article's own address as a page gives it; None where it gives none."""
    links = [claim for claim in stated if claim.name == "link"]
    canonical = [claim.value for claim in links if claim.source is PageSource.LINK]
    return next(iter([*canonical, *(claim.value for claim in links)]), None)


def _claims(document: Document, container: Element) -> Iterator[PageClaim]:
    yield from _of_head(document)
    for element in container.select("time[datetime]")[:_MAX_CLAIMS]:
        classes = {str(name) for name in element.attrs.get("class") or ()}
        name = "modified" if classes & _UPDATED else "published"
        yield from _claim(PageSource.TIME, name, element.attrs["datetime"])


def _of_head(document: Document) -> Iterator[PageClaim]:
    for element in document.select('link[rel~="canonical"][href]')[:1]:
        yield from _claim(PageSource.LINK, "link", element.attrs["href"])
    for element in document.select("meta[property][content]")[:_MAX_OBJECTS]:
        name = _OPEN_GRAPH.get(str(element.attrs["property"] or ""))
        if name is not None:
            yield from _claim(PageSource.OPEN_GRAPH, name, element.attrs["content"])
    for value in _scripts(document):
        yield from _json_ld(value)


def _times(post: Element) -> Iterator[PageClaim]:
    for element in post.select(_TIMES)[:_MAX_CLAIMS]:
        classes = {str(name) for name in element.attrs.get("class") or ()}
        is_modified = classes & _UPDATED or element.closest(_MODIFIED_DATE) is not None
        name = "modified" if is_modified else "published"
        yield from _claim(PageSource.TIME, name, element.attrs["datetime"])


def _claim(source: PageSource, name: str, value: object) -> Iterator[PageClaim]:
    if isinstance(value, str) and value.strip():
        # JSON may spell a lone surrogate, which nothing of ours could be written with.
        text = value.strip()[:_MAX_CHARACTERS].encode("utf-16", "surrogatepass")
        yield PageClaim(source=source, name=name, value=text.decode("utf-16", "replace"))


def _scripts(document: Document) -> Iterator[object]:
    """Yield the value of each JSON-LD script; a broken one says nothing (6.3)."""
    for script in document.select('script[type="application/ld+json"]')[:_MAX_SCRIPTS]:
        if len(script.text) > _MAX_SCRIPT_CHARACTERS:
            continue
        try:
            yield json.loads(script.text)
        except (ValueError, RecursionError):
            continue


def _json_ld(value: object) -> Iterator[PageClaim]:
    """Yield what the articles of one JSON-LD script say (6.3)."""
    for item in _articles(value):
        for member, name in _JSON_LD.items():
            for said in _texts(item.get(member)):
                yield from _claim(PageSource.JSON_LD, name, said)


def _corrections(value: object) -> Iterator[StatedCorrection]:
    """Yield what an article's `correction` says, and every `CorrectionComment` beside it (7.4)."""
    for item in _objects(value):
        if _is_article(item):
            for said in _list(item.get("correction"))[:_MAX_CLAIMS]:
                yield from _correction(said)
        elif _CORRECTION in _list(item.get("@type")):
            yield from _correction(item)


def _correction(said: object) -> Iterator[StatedCorrection]:
    members = said if isinstance(said, dict) else {"text": said}
    dated = next(_plain(members.get("datePublished")), None)
    for name in ("text", "description", "name", "url"):
        for text in _plain(members.get(name)):
            yield StatedCorrection(text=text, dated=dated)
            return


def _plain(value: object) -> Iterator[str]:
    yield from (claim.value for claim in _claim(PageSource.JSON_LD, "", value))


def _is_article(item: dict[str, object]) -> bool:
    return any(str(kind).endswith(_ARTICLES) for kind in _list(item.get("@type")))


def _articles(value: object) -> Iterator[dict[str, object]]:
    return filter(_is_article, _objects(value))


def _objects(value: object) -> Iterator[dict[str, object]]:
    waiting = [value]
    for item in islice(waiting, _MAX_OBJECTS):
        if isinstance(item, list):
            waiting += item[:_MAX_OBJECTS]
        elif isinstance(item, dict):
            waiting.append(item.get("@graph"))
            yield item


def _texts(value: object) -> Iterator[str]:
    """Yield texts, and names of persons, of one member."""
    for one in _list(value)[:_MAX_CLAIMS]:
        named = one.get("name") if isinstance(one, dict) else one
        if isinstance(named, str):
            yield named


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]
