"""A post asked for again right after it was served, past caches where these heed it.

Owns what is asked then. Never decides when, or what a difference means.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from provenance.capture.article_page import capture_of_page, is_page_of
from provenance.capture.asking import HTML, Asker
from provenance.model import (
    Capture,
    Exchange,
    PostKey,
    Reading,
    RestAddress,
    Route,
    format_rest_address,
    parse_rest_address,
)

# Whatever else a list was asked for with, a post's own answer does not depend on.
_KEPT = frozenset({"lang", "_embed"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """What asking for a post again needs to know of how it was served; a run keeps many of these.

    Attributes:
        target: What the user asked for, as typed.
        url: The address that answered.
        route: The kind of answer that it came in.
        access: As whom it was asked for: `anonymous`, or a role.
        post: Which post; None where that is not known.
        received_at: When the answer was received; aware, UTC.
    """

    target: str
    url: str
    route: Route
    access: str
    post: PostKey | None
    received_at: datetime

    @staticmethod
    def of(capture: Capture, exchange: Exchange) -> "Served":
        """Return how a post was served that came in an answer."""
        return Served(
            target=exchange.target,
            url=exchange.final_url,
            route=capture.context.route,
            access=capture.context.access,
            post=capture.post,
            received_at=exchange.received_at,
        )


def ask_again(served: Served, *, asker: Asker) -> Reading | None:
    """Return what asking for a post again gave; None where its address is not known.

    It is asked for alone where it came alone, and as a list of one where it came in a list, so
    that the answers can be held against each other; where its page was captured, the page is. An
    answer without the post is kept, and is a capture of nothing: the post was had, and this adds to
    it.

    Args:
        served: How the post was served.
        asker: Asks, with options that reach past caches; signed in where the post was served so.
    """
    if served.route is Route.PAGE and served.post is not None:
        return _ask_page(served.url, served.post, asker)
    address = parse_rest_address(served.url)
    if address is None or served.post is None:
        return None
    url = _url(served, served.post, address)
    if url is None:
        return None
    reading = asker.read(asker.fetch(url), parse_rest_address(url) or address)
    same = [one for one in reading.captures if one.post == served.post and one.error is None]
    return replace(reading, captures=tuple(same), failures=())


def _ask_page(url: str, post: PostKey, asker: Asker) -> Reading:
    page = asker.fetch(url, accept=HTML).exchange
    capture = None
    if is_page_of(page, post):
        capture = capture_of_page(page, post, observer=asker.options.observer)
    return replace(asker.keep(page), captures=() if capture is None else (capture,))


def _url(served: Served, post: PostKey, address: RestAddress) -> str | None:
    if served.route is Route.SINGLE:
        return served.url
    if served.route is not Route.LIST:
        return None
    query = [("include", str(post.post_id))]
    query += [(name, value) for name, value in address.query if name in _KEPT]
    return format_rest_address(address.base, address.collection or "", query)
