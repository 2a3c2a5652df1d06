"""Posts' addresses, with their times, in what sites publish for programs: feeds and sitemaps; pure.

Reads RSS 0.9x to 2.0, RDF (RSS 1.0), Atom (RFC 4287) and sitemaps (sitemaps.org, news sitemaps
and indexes among them). Strangers wrote them: nothing in them is fetched, and entities are refused.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from urllib.parse import urldefrag, urljoin, urlsplit
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from provenance.capture.feed_times import read_stated
from provenance.errors import FeedError, OversizeBodyError
from provenance.model import ListedTime, StatedTime

_GZIP = b"\x1f\x8b"
_GZIP_WBITS = 16 + zlib.MAX_WBITS
# In front of a root element stand a byte order mark, a declaration, comments and a document type.
_XML = re.compile(rb"<(?:\?xml|!--|!DOCTYPE\s+rss|rss|feed|rdf:RDF|urlset|sitemap)")
# A byte order mark, and the blank lines that many a theme prints in front of a feed: XML allows
# none there, and feed readers pass over them.
_IN_FRONT = b"\xef\xbb\xbf \t\r\n"
_ROOTS = frozenset({"rss", "feed", "RDF", "urlset", "sitemapindex"})
_ATOM = "{http://www.w3.org/2005/Atom}"
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_ORIGINAL = "{http://rssnamespace.org/feedburner/ext/1.0}origLink"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What a feed or a sitemap names.

    Attributes:
        addresses: Pages, in its order, each once.
        sitemaps: Further sitemaps, likewise.
        times: What it states of the pages' times, in its order, each time once.
    """

    addresses: tuple[str, ...]
    sitemaps: tuple[str, ...]
    times: tuple[ListedTime, ...] = ()


def read_source(body: bytes, url: str, *, limit: int) -> Source | None:
    """Return what a feed or a sitemap names; None where `body` is neither.

    Args:
        body: The answer's body, perhaps a gzip file.
        url: Its address: relative ones are below it.
        limit: Most bytes that a gzip file may hold.

    Raises:
        FeedError: It is one, and is broken or declares entities.
        OversizeBodyError: It is a gzip file that holds more than `limit`.
    """
    text = _inflated(body, url, limit) if body.startswith(_GZIP) else body
    text = text.lstrip(_IN_FRONT)
    if not _XML.match(text):
        return None
    pages: dict[str, None] = {}
    sitemaps: dict[str, None] = {}
    times: dict[ListedTime, None] = {}
    try:
        for kind, found, stated in _named(text):
            address = _absolute(url, found)
            if address is not None:
                (sitemaps if kind == "sitemap" else pages).setdefault(address)
                times |= dict.fromkeys(ListedTime(address=address, stated=one) for one in stated)
    except DefusedXmlException as error:
        raise FeedError(
            f"the feed or sitemap at {url} declares entities of its own, which can be made to fill"
            " a memory or to read files, and is refused",
            remedy="give the addresses in a list (--targets-from)",
        ) from error
    except _NoSourceError:
        return None
    except (ParseError, ValueError, LookupError) as error:
        raise FeedError(
            f"the feed or sitemap at {url} is no XML that can be read: {error}",
            remedy="tell the site's owner; or give the addresses in a list (--targets-from)",
        ) from error
    return Source(addresses=tuple(pages), sitemaps=tuple(sitemaps), times=tuple(times))


class _NoSourceError(Exception):
    """Some other XML, such as a page in XHTML."""


def _inflated(body: bytes, url: str, limit: int) -> bytes:
    try:
        text = zlib.decompressobj(_GZIP_WBITS).decompress(body, limit + 1)
    except zlib.error as error:
        raise FeedError(
            f"the gzip file at {url} is damaged: {error}", remedy="try again"
        ) from error
    if len(text) > limit:
        raise OversizeBodyError(
            f"the gzip file at {url} holds more than {limit} bytes, the most that is read of one",
            remedy="give the addresses in a list (--targets-from)",
        )
    return text


def _named(text: bytes) -> Iterator[tuple[str, str, tuple[StatedTime, ...]]]:
    """Yield each item's kind, what it names and its times, without keeping the document."""
    depth = 0
    for event, element in iterparse(BytesIO(text), events=("start", "end")):
        name = _local(element)
        if event == "start":
            depth += 1
            if depth == 1 and name not in _ROOTS:
                raise _NoSourceError
            continue
        depth -= 1
        if name in {"item", "entry", "url", "sitemap"}:
            found = _address(element, name)
            if found:
                yield name, found, tuple(read_stated(element, name))
            element.clear()


def _address(element: Element, name: str) -> str | None:
    if name in {"url", "sitemap"}:
        # Beside it may stand <image:loc>, in a namespace of its own.
        return _text(element, element.tag.removesuffix(name) + "loc")
    if name == "entry":
        links = element.findall(f"{_ATOM}link")
        return next((one.get("href") for one in links if _is_alternate(one)), None)
    own = element.tag.removesuffix(name)
    guid = element.find(f"{own}guid")
    is_permalink = guid is not None and guid.get("isPermaLink", "true") == "true"
    return (
        _text(element, _ORIGINAL)
        or _text(element, f"{own}link")
        or (_text(element, f"{own}guid") if is_permalink else None)
        or element.get(f"{_RDF}about")
    )


def _is_alternate(link: Element) -> bool:
    """Tell whether a link leads to the entry itself: RFC 4287 section 4.2.7.2."""
    kind = link.get("type", "text/html")
    return link.get("rel", "alternate") == "alternate" and "html" in kind


def _text(element: Element, tag: str) -> str | None:
    child = element.find(tag)
    return (child.text or "").strip() or None if child is not None else None


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _absolute(base: str, address: str) -> str | None:
    try:
        url = urldefrag(urljoin(base, address)).url
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and parts.hostname and parts.username is None
    except ValueError:
        return None
    return url if usable else None
