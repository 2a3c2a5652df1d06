"""Whether an address is a whole site's: its front page, which names no single post."""

from urllib.parse import unquote, urldefrag, urlsplit

from provenance.capture.asking import HTML, Asker
from provenance.capture.discovery import Found, candidates
from provenance.capture.fetch import Fetched
from provenance.capture.links import read_page_links
from provenance.model import RestAddress, format_rest_address, site_host

_OK = 200


def open_page(asker: Asker) -> Fetched:
    """Return what asking for the target as a page gave."""
    return asker.fetch(urldefrag(asker.target).url, accept=HTML)


def front_page_root(page: Fetched, target: str) -> RestAddress | None:
    """Return the REST root of the site whose front page was asked for; None where it was another.

    A front page lies at the root of the site that its links name, and names no single post: where
    an editor made a page the front page, the address stands for that page alone.
    """
    found = _at_root(page, target)
    return None if found is None or found.tries else found.root


def say_one_page(page: Fetched, target: str) -> str | None:
    """Return that a site's front page is one page, and what would stand for the whole site.

    None of any other page.
    """
    found = _at_root(page, target)
    if (
        found is None
        or found.root is None
        or not found.tries
        or not _is_root_of(target, found.root)
    ):
        return None
    return (
        f"{target} shows a page of its own, and stands for that page alone; the whole site is named"
        f" by its REST root: {format_rest_address(found.root.base, '/')}"
    )


def _at_root(page: Fetched, target: str) -> Found | None:
    """Return what a page at the root of its site says of itself; None of any other page."""
    exchange = page.exchange
    if page.error is not None or exchange.status != _OK or urlsplit(target).query:
        return None
    links = read_page_links(exchange.headers, exchange.body, exchange.final_url)
    found = candidates(links, target=target, final_url=exchange.final_url)
    if found.root is None or not _is_root_of(exchange.final_url, found.root):
        return None
    return found


def _is_root_of(url: str, root: RestAddress) -> bool:
    parts = urlsplit(url)
    path = unquote(parts.path).removesuffix("/index.php").rstrip("/")
    host, slash, below = root.site.partition("/")
    same_host = (site_host(url) or "").removeprefix("www.") == host.removeprefix("www.")
    # An interface may lie on another host than its site; then only the host's own root will do.
    return path == (slash + below if same_host else "") and not parts.query
