"""Addresses of posts: what a REST address names, and the one identity rule for posts.

Pure text work. It never asks a network whether an address exists, and never guesses: an address
that has not the shape of one it knows is None.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit

import idna

from provenance.errors import FieldError
from provenance.model.parameters import decode_percent, parse_parameters
from provenance.model.post import PostKey

_DEFAULT_PORT = {"http": 80, "https": 443, "": None}
_PREFIX = "/wp-json"
_NAMESPACED = re.compile(r"(?P<prefix>.*?)(?P<route>/wp/v2(?:/.*)?)", re.ASCII | re.DOTALL)
# The id's length is bounded so that int() stays cheap; WordPress's own ids have 20 digits at most.
_ROUTE = re.compile(
    r"(?P<collection>/.+?/v[0-9]+(?P<hosted>/sites/[^/]+)?/(?P<name>[^/]+))"
    r"(?:/(?P<id>[0-9]{1,20}))?",
    re.ASCII,
)
# Objects of these collections have ids of their own, which are not ids of posts.
_NOT_POSTS = frozenset(
    {
        *("block-directory", "block-patterns", "block-renderer", "block-types", "categories"),
        *("comments", "font-collections", "global-styles", "menu-locations", "menus"),
        *("pattern-directory", "plugins", "search", "settings", "sidebars", "statuses", "tags"),
        *("taxonomies", "templates", "template-parts", "themes", "types", "users"),
        *("widget-types", "widgets"),
    }
)
_PLAIN_LINK = frozenset({"p", "page_id", "attachment_id"})
_FRONT = frozenset({"", "/index.php", "/index.html"})
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id", re.ASCII)
# One capture asks several times what the same few addresses name. Longer ones are never kept: they
# are a stranger's to choose.
_KEPT = 512
_KEPT_LENGTH = 2048


@dataclass(frozen=True, slots=True, kw_only=True)
class RestAddress:
    """An address of a WordPress REST interface, taken apart.

    Attributes:
        site: As `PostKey.site`.
        base: The address of the REST root such that `base + route` is an address:
            `https://example.org/wp-json` or `https://example.org/index.php?rest_route=`.
        route: Decoded, without final slash: `/wp/v2/posts/58012`; empty for the root itself.
        collection: The route less its id: `/wp/v2/posts`; None where the route has no such shape.
        post_id: Id of the post that the route names; None where it names none.
        of_posts: Whether it names a post or a list of posts, as far as its route tells.
        query: The other parameters, decoded, in order.
    """

    site: str
    base: str
    route: str
    collection: str | None
    post_id: int | None
    of_posts: bool
    query: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RestRoute:
    """A REST route, found in the path or the query of an address.

    Attributes:
        route: As `RestAddress.route`.
        form: What the route stands behind: `/wp-json` or `?rest_route=`; empty for a prefix of the
            site's own.
        before: The path in front of it, decoded; None where the query names it.
        query: As `RestAddress.query`.
    """

    route: str
    form: str
    before: str | None
    query: tuple[tuple[str, str], ...]


def parse_rest_address(url: str) -> RestAddress | None:
    """Return what a REST address names; None where `url` has not the shape of one.

    Known are `/wp-json/...`, the same behind `/index.php`, `?rest_route=` in the site's root or
    its `index.php`, and any other prefix in front of `/wp/v2` (a site can rename its prefix).
    Percent-encoding and a final slash make no difference.
    """
    return _parse_once(url) if len(url) <= _KEPT_LENGTH else _parse(url)


def _parse(url: str) -> RestAddress | None:
    parts = _split(url)
    if parts is None:
        return None
    found = find_rest_route(parts.path, parts.query)
    if found is None:
        return None
    site_path = _site_path(parts.path if found.before is None else found.before)
    front = (parts.path or "/") if found.before is None else quote(found.before)
    return _address(parts, site_path, front + found.form, found.route, found.query)


_parse_once = lru_cache(maxsize=_KEPT)(_parse)


def find_rest_route(path: str, query: str) -> RestRoute | None:
    """Return the REST route in an address's path and query, as written; None where it has none."""
    pairs = parse_parameters(query)
    routes = [value for name, value in pairs if name == "rest_route"]
    # WordPress lets the parameter win over the path, and PHP the last parameter over the others.
    if routes:
        others = tuple(pair for pair in pairs if pair[0] != "rest_route")
        return RestRoute(route=_trimmed(routes[-1]), form="?rest_route=", before=None, query=others)
    others = tuple(pairs)
    path = decode_percent(path)
    before, found, after = path.partition(_PREFIX)
    if found and (not after or after.startswith("/")):
        return RestRoute(route=_trimmed(after), form=_PREFIX, before=before, query=others)
    named = _NAMESPACED.fullmatch(path)
    if named is None:
        return None
    return RestRoute(route=_trimmed(named["route"]), form="", before=named["prefix"], query=others)


def parse_rest_root(url: str) -> RestAddress | None:
    """Return the REST root that a page names in its `https://api.w.org/` link.

    A site can give its root any path, so what is no known form is a root as it stands. None where
    `url` is no address with a host.
    """
    known = parse_rest_address(url)
    parts = _split(url)
    if known is not None or parts is None:
        return known
    path = parts.path.rstrip("/")
    return _address(parts, path, quote(path), "", ())


def site_of_rest_url(url: str) -> str | None:
    """Return the site that a REST address belongs to, as `PostKey.site`; None where it is none."""
    address = parse_rest_address(url)
    return None if address is None else address.site


def format_rest_address(base: str, route: str, query: Sequence[tuple[str, str]] = ()) -> str:
    """Return the address of `route` under `base` (see `RestAddress.base`)."""
    text = base + quote(route, safe="/:@!$'()*,;=~")
    if not query:
        return text
    return text + ("&" if "?" in base else "?") + urlencode(query)


def post_key(
    *,
    post_id: int,
    self_href: str | None = None,
    link: str | None = None,
    guid: str | None = None,
) -> PostKey:
    """Return which post it is (docs/architecture.md, "A post's identity").

    The site is that of `_links.self`; else that of `link`; else that of `guid`. A permalink does
    not tell a site's path prefix, so the prefix is taken from the `?p=N` form where the link, or
    a guid on the same host above the link, has it.

    Raises:
        FieldError: None of the three is an address with a host.
    """
    site = site_of_rest_url(self_href) if self_href else None
    if site is None:
        site = _site_of_links(link, guid)
    if site is None:
        raise FieldError(
            f"post {post_id} does not say which site it belongs to: _links.self, link and guid"
            " are missing or no addresses",
            field="link",
            remedy="ask for the post without _fields, or with _fields=...,link",
        )
    return PostKey(site=site, post_id=post_id)


def address_key(url: str) -> PostKey | None:
    """Return the key of a page that nothing but its address names (docs/adr/0120).

    Scheme, fragment, final slash, percent-encoding, and parameters that only say where a reader
    came from make no difference. None for a site's front page, which shows another article every
    day, and where `url` has no host.
    """
    parts = _split(url)
    if parts is None:
        return None
    path = quote(unquote(parts.path).rstrip("/"))
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    query = urlencode([pair for pair in pairs if not _TRACKING.fullmatch(pair[0])])
    if path in _FRONT and not query:
        return None
    return PostKey(site=_host(parts) + path + (f"?{query}" if query else ""), post_id=0)


def site_host(url: str) -> str | None:
    """Return host and port of an address as `PostKey.site` has them; None where it has none."""
    parts = _split(url)
    return None if parts is None else _host(parts)


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url.strip())
        usable = parts.scheme in _DEFAULT_PORT and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return None
    return parts if usable else None


def _host(parts: SplitResult) -> str:
    name = (parts.hostname or "").rstrip(".")
    if ":" in name:
        name = f"[{name}]"
    elif not name.isascii():
        name = _ascii(name)
    port = parts.port
    return name if port in (None, _DEFAULT_PORT[parts.scheme]) else f"{name}:{port}"


def _ascii(name: str) -> str:
    try:
        return idna.encode(name, uts46=True).decode("ascii")
    except idna.IDNAError:
        return name


def _site_path(path: str) -> str:
    return path.rstrip("/").removesuffix("/index.php")


def _trimmed(route: str) -> str:
    """Return a route with one slash at its beginning and none at its end; empty for the root."""
    inner = route.strip("/")
    return f"/{inner}" if inner else ""


def _address(
    parts: SplitResult,
    site_path: str,
    front: str,
    route: str,
    query: tuple[tuple[str, str], ...],
) -> RestAddress:
    named = _ROUTE.fullmatch(route)
    scheme = parts.scheme or "https"
    host = _host(parts)
    hosted = named["hosted"] if named else None
    of_posts = named is not None and named["name"] not in _NOT_POSTS
    number = named["id"] if named and of_posts else None
    return RestAddress(
        site=host + site_path + (f"/wp/v2{hosted}" if hosted else ""),
        base=f"{scheme}://{host}{front}",
        route=route,
        collection=named["collection"] if named else None,
        post_id=int(number) if number else None,
        of_posts=of_posts,
        query=query,
    )


def _site_of_links(link: str | None, guid: str | None) -> str | None:
    first, second = (_split(text) if text else None for text in (link, guid))
    shown = first or second
    if shown is None:
        return None
    prefix = _plain_prefix(shown)
    if prefix is None and second is not None and _host(second) == _host(shown):
        above = _plain_prefix(second)
        if above is not None and shown.path.startswith(above + "/"):
            prefix = above
    return _host(shown) + (prefix or "")


def _plain_prefix(parts: SplitResult) -> str | None:
    names = {name for name, _ in parse_qsl(parts.query)}
    return _site_path(parts.path) if names & _PLAIN_LINK else None
