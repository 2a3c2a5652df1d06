"""A feed or a sitemap followed to the posts that it names, through the sitemaps that it names."""

import re
from collections import deque
from collections.abc import Iterator

from provenance.capture.asking import Asker
from provenance.capture.feeds import read_source
from provenance.capture.fetch import Fetched
from provenance.errors import CaptureError, FeedError
from provenance.model import Failure, Reading

MOST_ADDRESSES = 50_000  # sitemaps.org: the most that one sitemap may name
_MOST_SITEMAPS = 500
_OK = 200
# What WordPress and its best known plugins call sitemaps of terms and authors, not of posts.
_NO_POSTS = re.compile(
    r"/(?:wp-sitemap-(?:taxonomies|users)-|(?:category|post_tag|author|tag)-sitemap[0-9]*\.xml)"
)


def expand(
    page: Fetched, asker: Asker, *, limit: int | None
) -> Iterator[Reading | Failure | tuple[str, ...]] | None:
    """Return what a feed or sitemap leads to: answers, failures, and addresses of pages.

    None where `page` is neither. Sitemaps that name sitemaps are followed, each once.

    Args:
        page: The target's answer.
        asker: Asks for the sitemaps that it names.
        limit: Most addresses; None for all that it names.

    Raises:
        CaptureError: It is one, and cannot be read.
    """
    exchange = page.exchange
    if page.error is not None or exchange.status != _OK:
        return None
    most = asker.options.max_body_bytes
    source = read_source(exchange.body, exchange.final_url, limit=most)
    if source is None:
        return None
    return _followed(page, asker, MOST_ADDRESSES if limit is None else limit)


def _followed(
    page: Fetched, asker: Asker, limit: int
) -> Iterator[Reading | Failure | tuple[str, ...]]:
    seen: set[str] = set()
    waiting: deque[str] = deque()
    known = {page.exchange.url, page.exchange.final_url}
    fetched: Fetched | None = page
    while fetched is not None:
        exchange = fetched.exchange
        try:
            source = None
            if fetched.error is not None:
                raise fetched.error
            if exchange.status == _OK:
                source = read_source(
                    exchange.body, exchange.final_url, limit=asker.options.max_body_bytes
                )
            if source is None:
                raise FeedError(
                    f"{exchange.url} was named as a sitemap, and is none",
                    remedy="tell the site's owner",
                )
        except CaptureError as error:
            yield asker.keep(exchange, error)
        else:
            yield asker.keep(exchange)
            fresh = [one for one in source.addresses if one not in seen][: limit - len(seen)]
            seen.update(fresh)
            yield tuple(fresh)
            further = [one for one in source.sitemaps if one not in known]
            known.update(further)
            waiting += [one for one in further if not _NO_POSTS.search(one)]
        fetched = None
        if waiting and len(seen) < limit and len(known) <= _MOST_SITEMAPS:
            fetched = asker.fetch(waiting.popleft(), accept="application/xml,text/xml;q=0.9")
    if waiting and len(known) > _MOST_SITEMAPS:
        too_many = FeedError(
            f"{asker.target} names more than {_MOST_SITEMAPS} sitemaps; the others were not asked",
            remedy="give them one by one",
        )
        yield Failure(target=asker.target, error=too_many)
