"""A post captured live: the requests that a target needs, in order, and what each gave.

Owns which address is asked next. Every answer on the way becomes a Reading; nothing that came is
dropped, and what a page or a site says decides nothing but where to ask.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urldefrag

from provenance.capture.answer import split_answer
from provenance.capture.discovery import Candidate, candidates, find_by_slug, link_note, slug_of
from provenance.capture.fetch import Fetched, fetch
from provenance.capture.json_text import parse_json_text
from provenance.capture.links import read_page_links
from provenance.capture.options import Options
from provenance.capture.rest import read_answer, same_host, status_error
from provenance.capture.session import Session
from provenance.capture.target import TargetKind, classify
from provenance.errors import AddressError, DiscoveryError, ProvenanceError
from provenance.model import (
    Exchange,
    Failure,
    PostKey,
    Reading,
    RestAddress,
    format_rest_address,
    parse_rest_address,
)

_CONTROL_WITHIN = timedelta(minutes=1)
_CONTROL_TIMEOUT_S = 20.0
_HTML = "text/html,application/xhtml+xml;q=0.9"
_BAD = 400


def capture_post(
    target: str, *, session: Session, options: Options, clock: Callable[[], datetime]
) -> tuple[Reading, ...]:
    """Return every answer that capturing `target` took, in order.

    A REST address gives the post's answer and, where that refuses the post, those of a control
    (captures of neither the list nor the control post: they are exchanges only). A page's address
    gives the page, what discovery asked for, and then the same. A failure that concerns the
    target as a whole is in the last reading.

    Args:
        target: An `http` or `https` address.
        session: Of this thread, from `open_session(options)`.
        options: Bounds and manners.
        clock: Gives the time; aware, UTC.

    Raises:
        AddressError: `target` is no address that names a post or a page.
        UnreadableFileError: `target` is no address at all.
    """
    kind = classify(target)
    visit = _Visit(target, session, options, clock)
    if kind is TargetKind.PAGE:
        visit.capture_page()
    elif kind is TargetKind.REST and (address := parse_rest_address(target)) is not None:
        visit.capture_address(urldefrag(target).url, address)
    else:
        raise AddressError(
            f"{target!r} is a saved answer, not an address", remedy="read it as a file"
        )
    return tuple(visit.readings)


class _Visit:
    """One target's requests under way."""

    def __init__(
        self, target: str, session: Session, options: Options, clock: Callable[[], datetime]
    ) -> None:
        self._target = target
        self._session = session
        self._options = options
        self._clock = clock
        self.readings: list[Reading] = []

    def capture_address(self, url: str, address: RestAddress) -> None:
        reading = self._read(self._fetch(url), address)
        self.readings.append(reading)
        self._ask_control(len(self.readings) - 1, address)

    def capture_page(self) -> None:
        fetched = self._fetch(urldefrag(self._target).url, accept=_HTML)
        exchange = fetched.exchange
        if fetched.error is not None and not exchange.body:
            self._keep(exchange, fetched.error)
            return
        links = read_page_links(exchange.headers, exchange.body, exchange.final_url)
        found = candidates(links, target=self._target, final_url=exchange.final_url)
        if not found.tries and found.root is None:
            status = exchange.status or 0
            self._keep(exchange, fetched.error or _no_interface(exchange, status))
            return
        self._keep(exchange, None)
        tries = found.tries or self._look_up(found.root, exchange)
        if tries is not None:
            self._try(tries, exchange, found.notes)

    def _look_up(self, root: RestAddress | None, page: Exchange) -> tuple[Candidate, ...] | None:
        """Ask for the post by its slug: posts, then pages; None where the interface fails."""
        slug = slug_of(page.final_url)
        if root is None or slug is None:
            return ()
        for collection in ("/wp/v2/posts", "/wp/v2/pages"):
            url = format_rest_address(root.base, collection, [("slug", slug)])
            fetched = self._fetch(url)
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
        refused: tuple[int, Candidate, Reading] | None = None
        for one in tries:
            reading = self._read(self._fetch(one.url), one.address)
            if any(capture.error is None for capture in reading.captures):
                self.readings.append(_noted(reading, notes, page, self._target))
                return
            # A refusal of a guess is no capture: the post may be served under its true type.
            self.readings.append(replace(reading, captures=()))
            if reading.captures and (refused is None or _says_hidden(reading)):
                refused = (len(self.readings) - 1, one, reading)
            if reading.failures:
                return
        if refused is None:
            self._fail(_not_found(page))
            return
        index, one, reading = refused
        self.readings[index] = _noted(reading, notes, None, self._target)
        self._ask_control(index, one.address)

    def _ask_control(self, index: int, address: RestAddress) -> None:
        """Ask whether another post on the same route is served; only after a refusal."""
        reading = self.readings[index]
        refused = next((c for c in reading.captures if c.error is not None), None)
        if refused is None or address.collection is None:
            return
        hurried = replace(
            self._options,
            retries=0,
            total_timeout_s=min(self._options.total_timeout_s, _CONTROL_TIMEOUT_S),
        )
        served, post = self._control(address, hurried, reading.exchange.received_at)
        if served is not None and same_host(served.site, address.site) and refused.post:
            # What the site calls itself is how the post was recorded when it was served.
            refused = replace(refused, post=replace(refused.post, site=served.site))
        control = replace(refused, control=post)
        self.readings[index] = replace(reading, captures=(control,))

    def _control(
        self, address: RestAddress, options: Options, since: datetime
    ) -> tuple[PostKey | None, bool]:
        collection = address.collection or ""
        query = [("per_page", "2"), ("_fields", "id")]
        listed = self._fetch(format_rest_address(address.base, collection, query), options)
        self._keep(listed.exchange, None)
        other = next((i for i in _ids(listed) if i != address.post_id), None)
        if other is None:
            return None, False
        url = format_rest_address(address.base, f"{collection}/{other}")
        fetched = self._fetch(url, options)
        self._keep(fetched.exchange, None)
        key = _served(fetched, other)
        in_time = fetched.exchange.received_at - since <= _CONTROL_WITHIN
        return (key, True) if key is not None and in_time else (None, False)

    def _fetch(
        self, url: str, options: Options | None = None, accept: str = "application/json"
    ) -> Fetched:
        return fetch(
            url,
            target=self._target,
            session=self._session,
            options=options or self._options,
            clock=self._clock,
            accept=accept,
        )

    def _read(self, fetched: Fetched, address: RestAddress) -> Reading:
        return read_answer(
            fetched, address, observer=self._options.observer, language=self._options.language
        )

    def _keep(self, exchange: Exchange, error: ProvenanceError | None) -> None:
        failures = () if error is None else (Failure(target=self._target, error=error),)
        self.readings.append(Reading(exchange=exchange, captures=(), failures=failures))

    def _fail(self, error: ProvenanceError) -> None:
        last = self.readings[-1]
        failure = Failure(target=self._target, error=error)
        self.readings[-1] = replace(last, failures=(*last.failures, failure))


def _noted(reading: Reading, notes: tuple[str, ...], page: Exchange | None, target: str) -> Reading:
    """Return the reading with what discovery noted beside each capture."""
    captures = tuple(
        replace(c, notes=c.notes + notes + (link_note(c.raw, page, target) if page else ()))
        for c in reading.captures
    )
    return replace(reading, captures=captures)


def _no_interface(exchange: Exchange, status: int) -> ProvenanceError:
    if status >= _BAD:
        return status_error(exchange)
    return DiscoveryError(
        f"{exchange.final_url} names no REST interface: it has no Link header and no link element"
        " with rel https://api.w.org/, and none to its JSON",
        remedy="if the site is WordPress, give the post's REST address, such as"
        " https://example.org/wp-json/wp/v2/posts/ID",
    )


def _not_found(page: Exchange) -> ProvenanceError:
    if (page.status or 0) >= _BAD:
        return status_error(page)
    return DiscoveryError(
        f"{page.final_url} does not say which post it shows: there is no link to its JSON, no"
        " shortlink, no postid class, and its REST interface lists no post or page under its name",
        remedy="give the post's REST address, such as https://example.org/wp-json/wp/v2/posts/ID",
    )


def _says_hidden(reading: Reading) -> bool:
    return any(c.error is not None and c.error.status in {401, 403} for c in reading.captures)


def _ids(fetched: Fetched) -> list[int]:
    try:
        text = parse_json_text(fetched.exchange.body, name="the list of posts")
    except ProvenanceError:
        return []
    found = [e.value.get("id") for e in text.elements if isinstance(e.value, dict)]
    return [i for i in found if isinstance(i, int) and not isinstance(i, bool) and i > 0]


def _served(fetched: Fetched, post_id: int) -> PostKey | None:
    """Return which post was served, where it is the one with that id and a whole answer."""
    if fetched.error is not None or fetched.exchange.status != 200:  # noqa: PLR2004 - OK
        return None
    try:
        posts = split_answer(fetched.exchange.body, name="the control").posts
    except ProvenanceError:
        return None
    return next((post.key for post in posts if post.post_id == post_id), None)
