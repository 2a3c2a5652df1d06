"""A feed or a sitemap followed to the posts that it names, through the sitemaps that it names."""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import replace

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
) -> Iterator[Reading | Failure | str | tuple[str, ...]] | None:
    """Return what a feed or sitemap leads to: answers, failures, addresses of pages, a remark.

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
    return _followed(page, asker, limit)


def _followed(
    page: Fetched, asker: Asker, limit: int | None
) -> Iterator[Reading | Failure | str | tuple[str, ...]]:
    most = MOST_ADDRESSES if limit is None else limit
    seen: set[str] = set()
    known = {page.exchange.url, page.exchange.final_url}
    waiting: deque[str] = deque()
    room, is_cut, is_full = _MOST_SITEMAPS, False, False
    fetched: Fetched | None = page
    while fetched is not None:
        try:
            source = _source(fetched, asker)
        except CaptureError as error:
            yield asker.keep(fetched.exchange, error)
        else:
            unseen = list(dict.fromkeys(one for one in source.addresses if one not in seen))
            fresh = unseen[: most - len(seen)]
            is_full |= len(fresh) < len(unseen)
            seen.update(fresh)
            times = tuple(one for one in source.times if one.address in seen)
            yield replace(asker.keep(fetched.exchange), times=times)
            yield tuple(fresh)
            further = [
                one for one in source.sitemaps if one not in known and not _NO_POSTS.search(one)
            ]
            is_cut |= len(further) > room
            known.update(further[:room])
            waiting += further[:room]
            room -= len(further[:room])
        fetched = None
        if waiting and len(seen) < most:
            fetched = asker.fetch(waiting.popleft(), accept="application/xml,text/xml;q=0.9")
    if is_full or waiting:
        yield _left_out(asker.target, limit)
    elif is_cut and len(seen) < most:
        what = f"names more than {_MOST_SITEMAPS} sitemaps; the others were not asked"
        yield _too_many(asker.target, what)


def _left_out(target: str, limit: int | None) -> Failure | str:
    """Return that not every article was asked for: a remark where the user wanted no more."""
    if limit is None:
        return _too_many(target, f"was followed to {MOST_ADDRESSES:,} articles, and no further")
    return f"no more than {limit:,} of the articles that {target} names were asked for (--limit)"


def _too_many(target: str, what: str) -> Failure:
    error = FeedError(f"{target} {what}", remedy="give the sitemaps one by one")
    return Failure(target=target, error=error)


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
