"""Copies of a post that a web archive keeps: listed, chosen, asked for as they were.

What comes is the archive's word: its name is the observer and its time the time. Every answer on
the way is kept. Asks one thing at a time, with a pause before each.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from provenance.capture.archived import (
    another_post,
    archived,
    failed,
    fault_of,
    links_of,
    replay_of,
    say_kept,
    shown_by,
)
from provenance.capture.article_page import capture_of_page
from provenance.capture.asking import HTML, JSON, Asker
from provenance.capture.copies import Bounds, choose_copies
from provenance.capture.copy_lists import Service, list_copies
from provenance.capture.discovery import is_same_page
from provenance.capture.fetch import Fetched
from provenance.capture.memento import Replay
from provenance.capture.wording import say_status
from provenance.errors import NoCopyError, ProvenanceError, StoppedError
from provenance.model import Exchange, PostKey, Reading, RestAddress, parse_rest_address

_OK = 200
_MAX_ADDRESSES = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What a web archive gave of a post.

    Attributes:
        readings: Every answer, in order.
        notes: What was not asked for, and what is odd, one sentence each.
        passed_over: How many copies were not asked for, since they are held already.
    """

    readings: tuple[Reading, ...]
    notes: tuple[str, ...]
    passed_over: int


def capture_copies(
    addresses: tuple[str, ...],
    service: Service,
    bounds: Bounds,
    *,
    asker: Asker,
    pause: Callable[[], None],
    known: PostKey | None,
    is_held: Callable[[str], bool],
) -> Kept:
    """Return the copies of a post that an archive gives; what came of them where it is to stop.

    The page names the post's REST address, and an answer its page: copies of these are asked for
    too.

    Args:
        addresses: The post's addresses, of its page or of the REST interface.
        service: The archive.
        bounds: How many copies of each address, and from when.
        asker: Asks.
        pause: Waits as long as the archive is to be left alone before the next request.
        known: Which post it is; None where only the copies can tell.
        is_held: Tells whether the copy at an address is held already.
    """
    visit = _Visit(service, bounds, asker, pause, known, is_held)
    waiting = list(dict.fromkeys(addresses))
    try:
        for address in waiting:
            found = visit.run(address)
            waiting += [
                one
                for one in dict.fromkeys(found)
                if len(waiting) < _MAX_ADDRESSES and not any(_is_one(one, each) for each in waiting)
            ]
    except StoppedError:
        # What came is kept; what did not come was not looked for to the end.
        return visit.end(is_whole=False)
    return visit.end(is_whole=True)


class _Visit:
    """One post's copies under way."""

    def __init__(
        self,
        service: Service,
        bounds: Bounds,
        asker: Asker,
        pause: Callable[[], None],
        known: PostKey | None,
        is_held: Callable[[str], bool],
    ) -> None:
        self._service = service
        self._bounds = bounds
        self._asker = asker
        self._pause = pause
        self._key = known
        self._is_held = is_held
        self._readings: list[Reading] = []
        self._notes: list[str] = []
        self._listed = 0
        self._held = 0
        self._asked: set[str] = set()
        # Pages, by the place of their answer: which post they show may be told by a later one.
        self._pages: list[tuple[int, Replay]] = []

    def run(self, address: str) -> list[str]:
        """Ask for the copies of one address; return further addresses that they name."""
        rest = parse_rest_address(address)
        listed = list_copies(address, self._service, ask=self._ask, asker=self._asker)
        self._readings += listed.readings
        self._listed += len(listed.copies)
        is_rest = rest is not None
        choice = choose_copies(listed.copies, self._bounds, address=address, refusals=is_rest)
        self._notes += (*listed.notes, *choice.notes)
        named: list[str] = []
        for copy in choice.copies:
            # One copy is listed under each scheme and form of an address.
            if copy.url in self._asked:
                continue
            self._asked.add(copy.url)
            if self._is_held(copy.url):
                self._held += 1
                continue
            fetched = self._ask(copy.url, HTML if rest is None else JSON)
            named += self._read(fetched, address, rest)
        return named

    def end(self, *, is_whole: bool) -> Kept:
        """Return what came; of all with the failure of a post of which nothing came."""
        for place, replay in self._pages:
            self._capture_page(place, replay)
        is_had = self._held or any(one.captures or one.failures for one in self._readings)
        if is_whole and not is_had:
            self._readings[-1] = failed(self._readings[-1], self._nothing())
        return Kept(
            readings=tuple(self._readings), notes=tuple(self._notes), passed_over=self._held
        )

    def _nothing(self) -> ProvenanceError:
        name = self._service.name
        if self._pages and self._key is None:
            return NoCopyError(
                f"{name} has copies of the page, and none says which post it shows",
                remedy="give the post's REST address, such as"
                " https://example.org/wp-json/wp/v2/posts/ID",
            )
        if self._listed:
            why = "; ".join(self._notes)
            return NoCopyError(
                f"{name} gives no copy that shows the post{f': {why}' if why else ''}",
                remedy="widen --from and --to, or give another of the post's addresses",
            )
        return NoCopyError(
            f"{name} lists no copy of {self._asker.target}",
            remedy="give another of the post's addresses, or another archive by --service",
        )

    def _ask(self, url: str, accept: str) -> Fetched:
        self._pause()
        return self._asker.fetch(url, accept=accept)

    def _keep(self, exchange: Exchange, error: ProvenanceError | None = None) -> None:
        self._readings.append(self._asker.keep(exchange, error))

    def _read(self, fetched: Fetched, address: str, rest: RestAddress | None) -> list[str]:
        """Keep one answer, with its capture if it is a copy of `address`; return what it names."""
        exchange = fetched.exchange
        replay = replay_of(exchange)
        fault = fetched.error or fault_of(exchange, replay, address, self._service.name)
        if fault is not None or replay is None:
            self._keep(exchange, fault)
            return []
        if rest is None:
            return self._read_page(exchange, replay)
        reading = self._asker.read(fetched, rest)
        reading = archived(reading, replay, self._service.name)
        self._readings.append(reading)
        for capture in reading.captures:
            self._key = self._key or capture.post
        return [link for capture in reading.captures for link in links_of(capture)]

    def _read_page(self, exchange: Exchange, replay: Replay) -> list[str]:
        self._keep(exchange)
        if exchange.status != _OK:
            said = say_status(exchange.status or 0)
            self._notes.append(f"the copy {exchange.final_url} is of an answer {said}")
            return []
        named, shown = shown_by(exchange, replay)
        if shown is not None and self._key is not None and shown.post_id != self._key.post_id:
            error = another_post(exchange, self._key, shown)
            self._readings[-1] = failed(self._readings[-1], error)
            return []
        self._key = self._key or shown
        self._pages.append((len(self._readings) - 1, replay))
        return [] if named is None else [named]

    def _capture_page(self, place: int, replay: Replay) -> None:
        reading = self._readings[place]
        if self._key is None:
            return
        observer = self._asker.options.observer
        page = capture_of_page(
            reading.exchange,
            self._key,
            observer=observer,
            why=say_kept(self._service.name),
            url=replay.original,
        )
        if page is None:
            self._notes.append(
                f"the copy {reading.exchange.final_url} shows nothing that is surely the article"
            )
            return
        reading = replace(reading, captures=(page,))
        self._readings[place] = archived(reading, replay, self._service.name)


def _is_one(first: str, second: str) -> bool:
    one, other = parse_rest_address(first), parse_rest_address(second)
    if one is not None and other is not None:
        return (one.site, one.route) == (other.site, other.route)
    return one is None and other is None and is_same_page(first, second)
