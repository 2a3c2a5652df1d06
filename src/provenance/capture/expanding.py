"""A feed or a sitemap followed to the posts that it names, through the sitemaps that it names."""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import replace

from provenance.capture.asking import Asker
from provenance.capture.feeds import Source, read_source
from provenance.capture.fetch import Fetched
from provenance.errors import CaptureError, FeedError
from provenance.model import Failure, Followed, Reading

MOST_ADDRESSES = 50_000  # sitemaps.org: the most that one sitemap may name
_MOST_SITEMAPS = 500
_OK = 200
# What WordPress and its best known plugins call sitemaps of terms and authors, not of posts.
_NO_POSTS = re.compile(
    r"/(?:wp-sitemap-(?:taxonomies|users)-|(?:category|post_tag|author|tag)-sitemap[0-9]*\.xml)"
)


def expand(
    page: Fetched, asker: Asker, *, limit: int | None
) -> Iterator[Reading | Failure | Followed | tuple[str, ...]] | None:
    """Return what a feed or sitemap leads to: answers, failures, addresses of pages, the outcome.

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
    return _Following(page, limit).follow(page, asker)


class _Following:
    """One target on its way to the articles that it names."""

    def __init__(self, page: Fetched, limit: int | None) -> None:
        self._limit = limit
        self._most = MOST_ADDRESSES if limit is None else limit
        self._named: set[str] = set()
        self._asked: set[str] = set()
        self._known = {page.exchange.url, page.exchange.final_url}
        self._waiting: deque[str] = deque()
        self._room = _MOST_SITEMAPS
        self._unread = 0
        self._over = 0

    def follow(
        self, page: Fetched, asker: Asker
    ) -> Iterator[Reading | Failure | Followed | tuple[str, ...]]:
        """Yield what `page` leads to, and last what that came to."""
        fetched: Fetched | None = page
        finished_at = page.exchange.received_at
        while fetched is not None:
            finished_at = fetched.exchange.received_at
            try:
                source = _source(fetched, asker)
            except CaptureError as error:
                self._unread += 1
                yield asker.keep(fetched.exchange, error)
            else:
                articles = self._articles(source)
                times = tuple(one for one in source.times if one.address in self._asked)
                yield replace(asker.keep(fetched.exchange), times=times)
                yield articles
                self._find_sitemaps(source)
            fetched = None
            if self._waiting and len(self._asked) < self._most:
                sitemap = self._waiting.popleft()
                fetched = asker.fetch(sitemap, accept="application/xml,text/xml;q=0.9")
        yield from self._left_out(asker.target)
        yield Followed(
            target=asker.target,
            named=len(self._named),
            asked=len(self._asked),
            unread=self._unread + self._over + len(self._waiting),
            is_cut=self._limit is not None and self._is_full(),
            finished_at=finished_at,
        )

    def _articles(self, source: Source) -> tuple[str, ...]:
        """Return the articles to be asked for that nothing before named."""
        fresh = [one for one in dict.fromkeys(source.addresses) if one not in self._named]
        self._named.update(fresh)
        wanted = tuple(fresh[: self._most - len(self._asked)])
        self._asked.update(wanted)
        return wanted

    def _find_sitemaps(self, source: Source) -> None:
        further = [
            one for one in source.sitemaps if one not in self._known and not _NO_POSTS.search(one)
        ]
        taken = further[: self._room]
        self._known.update(further)
        self._waiting += taken
        self._room -= len(taken)
        self._over += len(further) - len(taken)

    def _is_full(self) -> bool:
        """Return whether articles are left out, or may be, since no more are asked for."""
        return len(self._asked) < len(self._named) or bool(self._waiting)

    def _left_out(self, target: str) -> Iterator[Failure]:
        """Yield why nobody sees all that is named, where the user did not want it so."""
        if self._is_full():
            if self._limit is None:
                yield _too_many(
                    target, f"was followed to {MOST_ADDRESSES:,} articles, and no further"
                )
        elif self._over and len(self._asked) < self._most:
            what = f"names more than {_MOST_SITEMAPS} sitemaps; the others were not asked"
            yield _too_many(target, what)


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
