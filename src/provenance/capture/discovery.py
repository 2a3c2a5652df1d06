"""Which post a page shows, and where its REST interface answers for it; pure."""

import json
import re
from dataclasses import dataclass, replace
from urllib.parse import parse_qs, unquote, urlsplit

from provenance.capture.answer import MAX_POST_ID, split_answer
from provenance.capture.links import PageLinks
from provenance.capture.rest import same_host
from provenance.errors import ProvenanceError
from provenance.model import (
    Exchange,
    RestAddress,
    format_rest_address,
    parse_rest_address,
    parse_rest_root,
    site_host,
)

_ROOT_REL = "https://api.w.org/"
_BODY_CLASS = re.compile(r"(?P<kind>postid|page-id)-(?P<id>[0-9]{1,20})", re.ASCII)
_ID = re.compile(r"[0-9]{1,20}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One REST address at which the page's post may be had.

    Attributes:
        url: The address.
        address: What it names.
        certain: Whether the page, or its interface's list, named this address, so that a refusal
            is the post's own; else the collection is a guess.
    """

    url: str
    address: RestAddress
    certain: bool

    @staticmethod
    def of(root: RestAddress, collection: str, post_id: int, *, certain: bool) -> "Candidate":
        """Return the candidate for one id in one collection below `root`."""
        address = replace(
            root,
            route=f"{collection}/{post_id}",
            collection=collection,
            post_id=post_id,
            of_posts=True,
            query=(),
        )
        url = format_rest_address(address.base, address.route)
        return Candidate(url=url, address=address, certain=certain)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a page says of its post.

    Attributes:
        root: The REST root that it names; None where it names none.
        tries: Addresses to ask, best first; empty where the page does not tell its post's id.
        notes: What is odd about it, one sentence each.
    """

    root: RestAddress | None
    tries: tuple[Candidate, ...]
    notes: tuple[str, ...]


def candidates(links: PageLinks, *, target: str, final_url: str, is_gone: bool = False) -> Found:
    """Return where the post of a page may be had, by what the page says of itself.

    Where the page `is_gone`, what it shows is not what was asked: only the address tells the post.
    """
    roots = [link.url for link in links.links if _ROOT_REL in link.rels]
    root = parse_rest_root(roots[0]) if roots else None
    one = None if is_gone else named_by(links)
    if one is not None:
        return Found(root=root, tries=(one,), notes=_elsewhere(one.address, final_url))
    if root is None:
        return Found(root=None, tries=(), notes=())
    tries = tuple(
        Candidate.of(root, collection, post_id, certain=False)
        for post_id, collections in ids_of(links, target, final_url, is_gone=is_gone)
        for collection in collections
    )
    return Found(root=root, tries=tries, notes=_elsewhere(root, final_url))


def named_by(links: PageLinks) -> Candidate | None:
    """Return the address that a page names as its post's own JSON; None where it names none."""
    for link in links.links:
        if "alternate" in link.rels and link.media_type == "application/json":
            address = parse_rest_address(link.url)
            if address is not None and 0 < (address.post_id or 0) <= MAX_POST_ID:
                return Candidate(url=link.url, address=address, certain=True)
    return None


def slug_of(url: str) -> str | None:
    """Return the last segment of a page's path, decoded; None for a site's front page."""
    segments = [part for part in urlsplit(url).path.split("/") if part]
    # A page number at the end (`/a-post/2/`) is a part of the post, not its name.
    if len(segments) > 1 and _ID.fullmatch(segments[-1]) and not _ID.fullmatch(segments[-2]):
        segments.pop()
    return unquote(segments[-1]) if segments else None


def find_by_slug(body: bytes, page_url: str) -> int | None:
    """Return the id of the one post in a slug's list that the page shows; None without one.

    Pages below different parents can bear one slug: the permalink decides between them.
    """
    try:
        answer = split_answer(body, name="the list of posts", allow_empty=True)
    except ProvenanceError:
        return None
    same = [post for post in answer.posts if post.link and is_same_page(post.link, page_url)]
    if len(same) == 1:
        return same[0].post_id
    return answer.posts[0].post_id if len(answer.posts) == 1 else None


def is_same_page(first: str, second: str) -> bool:
    """Return whether two addresses are one page.

    Scheme, `www.`, query, fragment, final slash and percent-encoding make no difference.
    """
    return _page(first) == _page(second)


def is_same_path(first: str, second: str) -> bool:
    """Return whether the paths of two addresses are one, on whatever host."""
    return _page(first)[1] == _page(second)[1]


def link_note(raw: bytes, page: Exchange, target: str) -> tuple[str, ...]:
    """Return the note that a post's own link is another page than the one asked; else nothing."""
    post = json.loads(raw)
    link = post.get("link")
    if not isinstance(link, str) or not link:
        return ()
    asked = (target, page.final_url)
    if any(is_same_page(link, url) and not query_id(url) for url in asked):
        return ()
    if any(query_id(url) == post.get("id") for url in (*asked, link)):
        return ()
    return (f"the page asked is {page.final_url}, and the post's own link is {ascii(link)[1:-1]}",)


def _page(url: str) -> tuple[str, str]:
    host = (site_host(url) or "").removeprefix("www.")
    return host, unquote(urlsplit(url).path).rstrip("/")


def ids_of(
    links: PageLinks, target: str, final_url: str, *, is_gone: bool = False
) -> list[tuple[int, tuple[str, ...]]]:
    """Return the post's id as the first of shortlink, body class and address tells it."""
    both = ("/wp/v2/posts", "/wp/v2/pages")
    for link in () if is_gone else links.links:
        if "shortlink" in link.rels and (number := query_id(link.url)):
            return [(number, both)]
    for name in () if is_gone else links.body_classes:
        found = _BODY_CLASS.fullmatch(name)
        if found is not None and (number := _post_id(found["id"])):
            return [(number, both if found["kind"] == "postid" else ("/wp/v2/pages",))]
    for url in (final_url, target):
        if number := query_id(url):
            return [(number, both)]
    return []


def query_id(url: str) -> int | None:
    """Return the number of the post that an address names (`?p=7`, `?page_id=7`); else None."""
    query = parse_qs(urlsplit(url).query)
    for name in ("p", "page_id"):
        if number := _post_id(query.get(name, [""])[-1]):
            return number
    return None


def _post_id(text: str) -> int | None:
    number = int(text) if _ID.fullmatch(text) else 0
    return number if 0 < number <= MAX_POST_ID else None


def _elsewhere(address: RestAddress, page_url: str) -> tuple[str, ...]:
    host = site_host(page_url) or ""
    if same_host(address.site, host):
        return ()
    return (f"the page at {host} names {address.site} as its REST interface",)
