"""A post asked for again right after it was served, past caches where these heed it.

Owns what is asked then. Never decides when, or what a difference means.
"""

from dataclasses import replace

from provenance.capture.asking import Asker
from provenance.model import (
    Capture,
    Exchange,
    Reading,
    RestAddress,
    Route,
    format_rest_address,
    parse_rest_address,
)

# Whatever else a list was asked for with, a post's own answer does not depend on.
_KEPT = frozenset({"lang", "_embed"})


def ask_again(capture: Capture, exchange: Exchange, *, asker: Asker) -> Reading | None:
    """Return what asking for a post again gave; None where its address is not known.

    It is asked for alone where it came alone, and as a list of one where it came in a list, so
    that the answers can be held against each other. An answer without the post is kept, and is a
    capture of nothing: the post was had, and this adds to it.

    Args:
        capture: The post as it was served.
        exchange: The answer that it came in.
        asker: Asks, with options that reach past caches.
    """
    address = parse_rest_address(exchange.final_url)
    if address is None or capture.post is None:
        return None
    url = _url(capture, exchange, address)
    if url is None:
        return None
    reading = asker.read(asker.fetch(url), parse_rest_address(url) or address)
    same = [one for one in reading.captures if one.post == capture.post and one.error is None]
    return replace(reading, captures=tuple(same), failures=())


def _url(capture: Capture, exchange: Exchange, address: RestAddress) -> str | None:
    if capture.context.route is Route.SINGLE:
        return exchange.final_url
    if capture.context.route is not Route.LIST or capture.post is None:
        return None
    query = [("include", str(capture.post.post_id))]
    query += [(name, value) for name, value in address.query if name in _KEPT]
    return format_rest_address(address.base, address.collection or "", query)
