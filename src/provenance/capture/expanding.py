"""A feed or a sitemap followed to the posts that it names, through the sitemaps that it names."""

import re
from collections import deque
from collections.abc import Iterator

from provenance.capture.asking import Asker
from provenance.capture.feeds import Source, read_source
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
    """
    exchange = page.exchange
    if page.error is not None or exchange.status != _OK:
        return None
    try:
        if _read(page, asker) is None:
            return None
    except CaptureError:
        pass  # it is one, and why it cannot be read is told beside its answer
    return _followed(page, asker, MOST_ADDRESSES if limit is None else limit)


def _followed(
    page: Fetched, asker: Asker, limit: int
) -> Iterator[Reading | Failure | tuple[str, ...]]:
    seen: set[str] = set()
    known = {page.exchange.url, page.exchange.final_url}
    waiting: deque[str] = deque()
    room, is_cut = _MOST_SITEMAPS, False
    fetched: Fetched | None = page
    while fetched is not None:
        try:
            source = _source(fetched, asker)
        except CaptureError as error:
            yield asker.keep(fetched.exchange, error)
        else:
            yield asker.keep(fetched.exchange)
            fresh = [one for one in source.addresses if one not in seen][: limit - len(seen)]
            seen.update(fresh)
            yield tuple(fresh)
            further = [
                one for one in source.sitemaps if one not in known and not _NO_POSTS.search(one)
            ]
            is_cut |= len(further) > room
            known.update(further[:room])
            waiting += further[:room]
            room -= len(further[:room])
        fetched = None
        if waiting and len(seen) < limit:
            fetched = asker.fetch(waiting.popleft(), accept="application/xml,text/xml;q=0.9")
    if is_cut and len(seen) < limit:
        too_many = FeedError(
            f"{asker.target} names more than {_MOST_SITEMAPS} sitemaps; the others were not asked",
            remedy="give them one by one",
        )
        yield Failure(target=asker.target, error=too_many)


def _source(fetched: Fetched, asker: Asker) -> Source:
    """Return what a feed or a sitemap names.

    Raises:
        CaptureError: It was not had, is none, or cannot be read.
    """
    if fetched.error is not None:
        raise fetched.error
    source = _read(fetched, asker) if fetched.exchange.status == _OK else None
    if source is None:
        raise FeedError(
            f"{fetched.exchange.url} was named as a sitemap, and is none",
            remedy="tell the site's owner",
        )
    return source


def _read(fetched: Fetched, asker: Asker) -> Source | None:
    exchange = fetched.exchange
    return read_source(exchange.body, exchange.final_url, limit=asker.options.max_body_bytes)
