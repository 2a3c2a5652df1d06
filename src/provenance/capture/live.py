"""A post captured live: the requests that a target needs, in order, and what each gave.

Owns which address is asked next. Every answer on the way becomes a Reading; nothing that came is
dropped, and what a page or a site says decides nothing but where to ask.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from urllib.parse import urldefrag

from provenance.capture.arrival import check_address, check_arrival, say_arrival
from provenance.capture.article_page import (
    capture_of_page,
    is_closed,
    key_of,
    key_of_page,
    say_instead,
    shows_more,
    tells_words,
    with_capture,
    with_page,
)
from provenance.capture.asking import HTML, Asker
from provenance.capture.discovery import Candidate, candidates, find_by_slug, link_note, slug_of
from provenance.capture.elsewhere import say_answer
from provenance.capture.fetch import Fetched
from provenance.capture.known import numbered, of_known, say_known
from provenance.capture.links import PageLinks, read_page_links
from provenance.capture.options import Options
from provenance.capture.public_page import page_url
from provenance.capture.refusal import follow_up
from provenance.capture.rest import status_error
from provenance.capture.session import Session
from provenance.capture.target import TargetKind, classify
from provenance.capture.unfound import no_interface, not_found, of_unknown_type
from provenance.errors import AddressError, AnotherPostError, ProvenanceError
from provenance.model import (
    Capture,
    Exchange,
    Failure,
    PostKey,
    Reading,
    RestAddress,
    address_key,
    format_rest_address,
    parse_rest_address,
    parse_rest_root,
)

_POSTS, _PAGES = "/wp/v2/posts", "/wp/v2/pages"
_NO_INTERFACE = "the page names no REST interface, so that what the page showed was captured"
_NO_NUMBER = "nothing tells the post's number, so that its page was captured under its address"
_LESS = "the interface's answer has far less text than the page, so that the page was captured too"
_BAD = 400
_GONE = frozenset({404, 410})


def capture_post(
    target: str,
    *,
    session: Session,
    options: Options,
    clock: Callable[[], datetime],
    known: Callable[[], PostKey | None] = lambda: None,
    page: Fetched | None = None,
) -> tuple[Reading, ...]:
    """Return every answer that capturing `target` took, in order.

    A REST address gives the post's answer and, where that refuses the post, what was asked to
    learn what the refusal speaks of (`provenance.capture.refusal`); those answers are captures of
    nothing, unless the post is served as another type. A page's address gives the page, what
    discovery asked for, and then the same. A failure that concerns the target as a whole is in
    the last reading.

    Args:
        target: An `http` or `https` address.
        session: Of this thread, from `open_session(options)`.
        options: Bounds and manners.
        clock: Gives the time; aware, UTC.
        known: Gives the post that earlier captures found at this page, if any. It is asked for
            where the page is no longer there to name its post, and a page that shows another is a
            failure.
        page: What asking `target` as a page gave, where that was done already.

    Raises:
        AddressError: `target` is no address that names a post or a page.
        UnreadableFileError: `target` is no address at all.
    """
    kind = classify(target)
    visit = _Visit(Asker(target=target, session=session, options=options, clock=clock))
    if kind is TargetKind.PAGE:
        visit.capture_page(known, page)
    elif kind is TargetKind.REST and (address := parse_rest_address(target)) is not None:
        visit.capture_address(urldefrag(target).url, address)
    elif kind is TargetKind.SITE:
        raise AddressError(f"{target!r} is a whole site's, and names no post of it")
    else:
        raise AddressError(
            f"{target!r} is a saved answer, not an address", remedy="read it as a file"
        )
    return tuple(visit.readings)


class _Visit:
    """One target's requests under way."""

    def __init__(self, asker: Asker) -> None:
        self._asker = asker
        self.readings: list[Reading] = []

    def capture_address(self, url: str, address: RestAddress) -> None:
        reading, posts = self._asker.read_posts(self._asker.fetch(url), address)
        after = follow_up(reading, address, page=None, tried={}, certain=True, asker=self._asker)
        self.readings += (after.refused, *after.readings)
        if after.refused.captures and after.refused.captures[0].error is not None:
            for one in after.readings:
                self._show(one.exchange, after.refused.captures[0].post, say_instead(reading))
        elif posts and address.post_id is not None:
            for post, capture in zip(posts, reading.captures, strict=True):
                if not tells_words(post.content):
                    self._ask_for_text(address, capture)

    def _ask_for_text(self, address: RestAddress, capture: Capture) -> None:
        """Ask for the page of a post whose answer has no text: the page may have it."""
        url = page_url(address)
        if url is not None:
            page = self._asker.fetch(url, accept=HTML).exchange
            self._keep(page)
            self._show(page, capture.post, _LESS)

    def capture_page(
        self, known: Callable[[], PostKey | None], fetched: Fetched | None = None
    ) -> None:
        target = self._asker.target
        fetched = fetched or self._asker.fetch(urldefrag(target).url, accept=HTML)
        page = fetched.exchange
        if fetched.error is not None and not page.body:
            self._keep(page, fetched.error)
            return
        links = read_page_links(page.headers, page.body, page.final_url)
        is_gone = page.status in _GONE
        found = candidates(links, target=target, final_url=page.final_url, is_gone=is_gone)
        self._keep(page)
        if not found.tries and found.root is None:
            self._without_interface(fetched, links, known)
            return
        tries, notes, before = found.tries, found.notes, numbered(known())
        if not tries and (page.status or 0) >= _BAD and (tries := of_known(found.root, before)):
            notes += (say_known(page, tries[0]),)
        looked_up = tries or self._look_up(found.root, page)
        if looked_up:
            self._arrive(looked_up, page, notes, before)
        elif looked_up is not None:
            self._fail(not_found(page, target))

    def _without_interface(
        self, fetched: Fetched, links: PageLinks, known: Callable[[], PostKey | None]
    ) -> None:
        """Capture the page of a post that no interface serves."""
        page, target = fetched.exchange, self._asker.target
        key = key_of_page(links, page)
        if key is None:
            self._by_address(fetched, known())
            return
        root = parse_rest_root(f"https://{key.site}/wp-json")
        if fetched.error is None and root is not None:
            shown = Candidate.of(root, _POSTS, key.post_id, certain=False)
            try:
                check_arrival(
                    shown, target=target, final_url=page.final_url, known=numbered(known())
                )
            except AnotherPostError as error:
                self._fail(error)
                return
            if self._show(page, key, _NO_INTERFACE):
                return
        self._fail(fetched.error or no_interface(page))

    def _by_address(self, fetched: Fetched, known: PostKey | None) -> None:
        """Capture a page of which nothing but its address says what it is."""
        page = fetched.exchange
        key, target = address_key(page.final_url), self._asker.target
        if fetched.error is None and key is not None and (page.status or 0) < _BAD:
            try:
                check_address(key, target=target, final_url=page.final_url, known=known)
            except AnotherPostError as error:
                self._fail(error)
                return
            if self._show(page, key, _NO_NUMBER):
                return
        self._fail(fetched.error or no_interface(page))

    def _show(self, page: Exchange, key: PostKey | None, why: str) -> bool:
        """Make the page's answer a capture, if it shows an article; tell whether it does."""
        if key is None:
            return False
        observer = self._asker.options.observer
        capture = capture_of_page(page, key, observer=observer, why=why)
        if capture is not None:
            self.readings = with_capture(self.readings, page, capture)
        return capture is not None

    def _arrive(
        self,
        tries: tuple[Candidate, ...],
        page: Exchange,
        notes: tuple[str, ...],
        known: PostKey | None,
    ) -> None:
        """Ask for the page's post, where it is the one that the target names."""
        target, final_url = self._asker.target, page.final_url
        try:
            check_arrival(tries[0], target=target, final_url=final_url, known=known)
        except AnotherPostError as error:
            self._fail(error)
            return
        notes += say_arrival(tries[0], target=target, final_url=final_url, known=known)
        self._try(tries, page, notes)

    def _look_up(self, root: RestAddress | None, page: Exchange) -> tuple[Candidate, ...] | None:
        """Ask for the post by its slug: posts, then pages; None where the interface fails."""
        slug = slug_of(page.final_url)
        if root is None or slug is None:
            return ()
        for collection in (_POSTS, _PAGES):
            url = format_rest_address(root.base, collection, [("slug", slug)])
            fetched = self._asker.fetch(url)
            if (fetched.exchange.status or 0) >= _BAD:
                self._keep(fetched.exchange, status_error(fetched.exchange))
                return None
            self._keep(fetched.exchange, fetched.error)
            if fetched.error is not None:
                return None
            post_id = find_by_slug(fetched.exchange.body, page.final_url)
            if post_id is not None:
                return (Candidate.of(root, collection, post_id, certain=True),)
        return ()

    def _try(self, tries: tuple[Candidate, ...], page: Exchange, notes: tuple[str, ...]) -> None:
        """Ask the candidates until one is served; of refusals only one is a capture."""
        refused: list[tuple[int, Candidate, Reading]] = []
        tried: dict[str, str] = {}
        for one in tries:
            reading = self._asker.read(self._asker.fetch(one.url), one.address)
            if any(capture.error is None for capture in reading.captures):
                self.readings.append(self._noted(reading, notes, page))
                self.readings = with_page(self.readings, page, reading.captures)
                for capture in reading.captures:
                    if shows_more(page, capture):
                        self._show(page, capture.post, _LESS)
                return
            tried[one.address.collection or ""] = say_answer(reading)
            # A refusal of a guess is no capture: the post may be served under its true type.
            self.readings.append(replace(reading, captures=()))
            if reading.failures:
                if self._show(page, key_of(one), say_instead(reading)) and is_closed(reading):
                    self.readings[-1] = replace(self.readings[-1], failures=())
                return
            refused.append((len(self.readings) - 1, one, reading))
        index, one, reading = next((each for each in refused if _says_hidden(each[2])), refused[0])
        after = follow_up(
            self._noted(reading, notes),
            one.address,
            page=page,
            tried=tried,
            certain=one.certain,
            asker=self._asker,
        )
        self.readings[index] = after.refused
        self.readings += [self._noted(each, notes, page) for each in after.readings]
        captures = [c for each in (after.refused, *after.readings) for c in each.captures]
        if any(capture.error is None for capture in captures):
            return
        key = captures[0].post if captures else key_of(one)
        if not self._show(page, key, say_instead(reading)) and not captures:
            self._fail(of_unknown_type(page, one))

    def _keep(self, exchange: Exchange, error: ProvenanceError | None = None) -> None:
        self.readings.append(self._asker.keep(exchange, error))

    def _fail(self, error: ProvenanceError) -> None:
        last = self.readings[-1]
        failure = Failure(target=self._asker.target, error=error)
        self.readings[-1] = replace(last, failures=(*last.failures, failure))

    def _noted(
        self, reading: Reading, notes: tuple[str, ...], page: Exchange | None = None
    ) -> Reading:
        """Return the reading with what discovery noted beside each capture."""
        target = self._asker.target
        captures = tuple(
            replace(c, notes=c.notes + notes + (link_note(c.raw, page, target) if page else ()))
            for c in reading.captures
        )
        return replace(reading, captures=captures)


def _says_hidden(reading: Reading) -> bool:
    return any(c.error is not None and c.error.status in {401, 403} for c in reading.captures)
