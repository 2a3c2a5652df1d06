"""The page of a post as a capture of its own, where the REST interface gives no text, or less.

Weaker than an answer of the interface, and never taken for one. Decides whether a page shows more
than an answer by counting words; never compares one with the other.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import unquote, urlsplit

from provenance.canonical import blocks_of, canonicalize_page, read_block
from provenance.capture.discovery import Candidate, candidates, ids_of, named_by
from provenance.capture.elsewhere import say_answer
from provenance.capture.links import PageLinks, read_page_links
from provenance.capture.public_page import page_url
from provenance.capture.rest import language_of, same_host
from provenance.errors import FieldError, MalformedError
from provenance.model import (
    Basis,
    Capture,
    Context,
    Exchange,
    PostKey,
    Reading,
    Route,
    Snapshot,
    address_key,
    parse_rest_address,
    post_key,
    site_host,
)

# Where a saved page lies whose address nobody knows (RFC 6761 section 6.4).
_NOBODY = "nowhere.invalid"
_SCHEMES = frozenset({"http", "https"})
_NOWHERE = f"https://{_NOBODY}/"
_OK = 200
# A word before which stand elements alone that show what they hold, with nothing that hides it.
_FIRST_WORD = re.compile(
    r"(?:\s|</\w+>|<!--[^<>-]*-->|<(?:p|div|section|h[1-6]|blockquote|[uo]l|li|a|b|i|em|strong|span"
    r"|figure|figcaption|img|br|hr|table|thead|tbody|tr|th|td)"
    r"(?:\s(?![^<>]*(?:style|hidden))[^<>]*)?>)*+(?:\s|&\#?\w+;|[^\s\w<&])*+\w",
    re.IGNORECASE,
)
# An article's page has more than its text; twice as much is more than a title and a by-line.
_CLOSED = frozenset({200, 401, 403, 404, 410})
_TIMES_MORE = 2
_FEW_WORDS = 50


def key_of_page(links: PageLinks, page: Exchange) -> PostKey | None:
    """Return which post a page says that it shows; None where it does not say.

    Without an interface the page's own host is the site, with the path that its shortlink tells.
    """
    return _key_beside(links, page.final_url)


def key_of_saved_page(body: bytes) -> PostKey | None:
    """Return which post a page says that it shows, where its own address is not known."""
    links = read_page_links((), body, _NOWHERE)
    named = named_by(links)
    told = {rel: link.url for link in reversed(links.links) for rel in link.rels}
    url = told.get("canonical") or told.get("shortlink") or _NOWHERE
    tries = candidates(links, target=url, final_url=url).tries
    shown = named or (tries[0] if tries else None)
    key = _key_beside(links, url) if shown is None else key_of(shown)
    return None if key is None or key.site.startswith(_NOBODY) else key


def key_of(shown: Candidate) -> PostKey | None:
    """Return the post that a candidate's address names."""
    number = shown.address.post_id
    return None if number is None else PostKey(site=shown.address.site, post_id=number)


def _key_beside(links: PageLinks, url: str) -> PostKey | None:
    """Return the post of a page without an interface, by its number and its own address."""
    found = ids_of(links, url, url)
    short = [link.url for link in links.links if "shortlink" in link.rels]
    if not found:
        return None
    try:
        return post_key(post_id=found[0][0], link=url, guid=short[0] if short else None)
    except FieldError:
        return None


def capture_of_page(
    page: Exchange,
    key: PostKey,
    *,
    observer: str,
    why: str | None = None,
    url: str | None = None,
) -> Capture | None:
    """Return the capture of a page that surely shows an article; None of any other.

    Args:
        page: The page's answer.
        key: The post that it shows.
        observer: Who asked.
        why: Why it is captured, in one sentence; None where that was said of an earlier one.
        url: The page's own address, where another host served it; None where its own did.
    """
    if page.failure is not None or not _is_on_site(url or page.final_url, key):
        return None
    if read_page(page, key) is None:
        return None
    return Capture(
        post=key,
        raw=page.body,
        start=0,
        context=Context(
            observer=observer,
            access="anonymous",
            language=language_of(page),
            route=Route.PAGE,
        ),
        basis=Basis.OBSERVED,
        seen_at=page.received_at,
        notes=() if why is None else (why,),
    )


def read_page(page: Exchange, key: PostKey) -> Snapshot | None:
    """Return the article of a page that was served; None where it shows none."""
    if page.status != _OK or not _is_html(page):
        return None
    try:
        snapshot = canonicalize_page(page.body, key)
    except MalformedError:
        return None
    return snapshot if _words(snapshot.blocks, "content") else None


def shows_more(page: Exchange, capture: Capture) -> bool:
    """Return whether a page shows far more of a post than the interface's answer holds."""
    if capture.post is None or (shown := read_page(page, capture.post)) is None:
        return False
    told, seen = words_told(capture.raw), _words(shown.blocks, "content")
    return not told or (seen > _FEW_WORDS and seen > _TIMES_MORE * told)


def words_told(raw: bytes) -> int:
    """Return how many words an answer's content has; 0 where it has none that can be read."""
    try:
        content = json.loads(raw).get("content")
        rendered = content.get("rendered") if isinstance(content, dict) else content
    except (ValueError, AttributeError, RecursionError):
        return 0
    return _words_in(rendered) if isinstance(rendered, str) else 0


def tells_words(content: str) -> bool:
    """Return whether a content, as rendered, has any words that can be read."""
    # Most contents begin with one, and making blocks of one costs more than asking for it.
    return _FIRST_WORD.match(content) is not None or _words_in(content) > 0


def _words_in(content: str) -> int:
    try:
        return _words(blocks_of("content", content).blocks, "content")
    except (ValueError, MalformedError):
        return 0


def say_instead(reading: Reading) -> str:
    """Return why a page is captured in place of an answer that gives no post."""
    return (
        f"its REST interface answered with {say_answer(reading)}, so that what the page showed was"
        " captured"
    )


def is_closed(reading: Reading) -> bool:
    """Return whether an answer that holds no post says that the interface is closed.

    Else the site has a fault of its own, or could not be reached.
    """
    return reading.exchange.failure is not None and reading.exchange.status in _CLOSED


def is_page_of(page: Exchange, key: PostKey) -> bool:
    """Return whether an answer is the page of a post: of its site, and says so by its number.

    One that does not say whose page it is counts where it is what was asked for: many sites send
    who asks for an article that is gone to their front page.
    """
    if page.status != _OK or not _is_html(page) or not _is_on_site(page.final_url, key):
        return False
    links = read_page_links(page.headers, page.body, page.final_url)
    ids = [post_id for post_id, *_ in ids_of(links, page.final_url, page.final_url)]
    return key.post_id in ids if ids else not page.hops


def url_of_page(key: PostKey, link: str | None, asked: str) -> str | None:
    """Return where a post's page may be had: at its link, where that lies on its own site.

    Args:
        key: Which post.
        link: Its permalink as served; None without one.
        asked: The address of the interface that was asked for it.
    """
    if link is not None and urlsplit(link).scheme in _SCHEMES and _is_on_site(link, key):
        return link
    address = parse_rest_address(asked)
    return None if address is None else page_url(replace(address, post_id=key.post_id))


def with_page(
    readings: Iterable[Reading], page: Exchange, captures: Iterable[Capture]
) -> list[Reading]:
    """Return the readings, the page's own with the post that it was asked beside."""
    key = next((capture.post for capture in captures), None)
    if key is None or not is_page_of(page, key):
        return list(readings)
    return [replace(one, page_of=key) if one.exchange is page else one for one in readings]


def with_capture(readings: Iterable[Reading], page: Exchange, capture: Capture) -> list[Reading]:
    """Return the readings, the page's own with its capture."""
    return [replace(one, captures=(capture,)) if one.exchange is page else one for one in readings]


def _is_on_site(url: str, key: PostKey) -> bool:
    """Return whether a page lies on the site of the post that it is said to show.

    Else any page could put its words into another site's history (docs/adr/0020).
    """
    if key.is_address:
        return address_key(url) == key
    path = key.site.partition("/")[2]
    return same_host(key.site, site_host(url) or "") and (
        not path or unquote(urlsplit(url).path).startswith(f"/{path}/")
    )


def _words(blocks: Iterable[bytes], field: str) -> int:
    read = (read_block(block) for block in blocks)
    return sum(len(block.text.split()) for block in read if block.field == field)


def _is_html(page: Exchange) -> bool:
    kinds = [value for name, value in page.headers if name.lower() == "content-type"]
    kind = kinds[0].partition(";")[0].strip().lower() if kinds else ""
    return kind in {"", "text/html", "application/xhtml+xml"} and bool(
        urlsplit(page.final_url).hostname
    )
