"""Copies of a post that a web archive keeps: listed, chosen, asked for as they were.

What comes is the archive's word: its name is the observer and its time the time. Every answer on
the way is handed on as soon as it is known which post it shows, so that a run that ends early keeps
it. Asks one thing at a time, with a pause before each.
"""

from collections.abc import Callable, Generator, Iterator
from dataclasses import replace

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
from provenance.errors import NoCopyError, ProvenanceError, StoppedError, UnforeseenError
from provenance.model import (
    Exchange,
    Failure,
    PostKey,
    Reading,
    RestAddress,
    parse_rest_address,
)

_OK = 200
_MAX_ADDRESSES = 6


# Readings and failures that are to be recorded together.
Batch = tuple[Reading | Failure, ...]


class Backfill:
    """One post's copies, asked for one after the other.

    Attributes:
        notes: What was not asked for, and what is odd, one sentence each; whole at the end.
        passed_over: How many copies were not asked for, since they are held already.
    """

    def __init__(
        self,
        addresses: tuple[str, ...],
        service: Service,
        bounds: Bounds,
        *,
        asker: Asker,
        pause: Callable[[], None],
        known: PostKey | None,
        held: Callable[[str], Exchange | None],
    ) -> None:
        """Make ready to ask for a post's copies.

        Args:
            addresses: The post's addresses, of its page or of the REST interface.
            service: The archive.
            bounds: How many copies of each address, and from when.
            asker: Asks.
            pause: Waits as long as the archive is to be left alone before the next request.
            known: Which post it is; None where only the copies can tell.
            held: Gives the answer for the copy at an address, where that is held already.
        """
        self.notes: list[str] = []
        self.passed_over = 0
        self._addresses = addresses
        self._service = service
        self._bounds = bounds
        self._asker = asker
        self._pause = pause
        self._key = known
        self._held = held
        self._listed = 0
        self._is_had = False
        self._asked: set[str] = set()
        # Pages of which only a later copy can tell which post they show.
        self._pages: list[tuple[Reading, Replay]] = []
        self._are_nameless = False

    def batches(self) -> Iterator[Batch]:
        """Yield what the archive gives, as it comes; what had come where the run is to stop.

        The page names the post's REST address, and an answer its page: copies of these are asked
        for too.
        """
        waiting = list(dict.fromkeys(self._addresses))
        try:
            for address in waiting:
                found = yield from self._copies_of(address)
                waiting += [
                    one
                    for one in dict.fromkeys(found)
                    if len(waiting) < _MAX_ADDRESSES
                    and not any(_is_one(one, each) for each in waiting)
                ]
        except StoppedError:
            # What came is kept; what did not come was not looked for to the end.
            yield from self._settled()
            return
        yield from self._settled()
        if not (self._is_had or self.passed_over):
            yield (Failure(target=self._asker.target, error=self._nothing()),)

    def _copies_of(self, address: str) -> Generator[Batch, None, list[str]]:
        """Yield the copies of one address; return further addresses that they name."""
        rest = parse_rest_address(address)
        listed = list_copies(address, self._service, ask=self._ask, asker=self._asker)
        yield self._noting(*listed.readings)
        self._listed += len(listed.copies)
        choice = choose_copies(
            listed.copies, self._bounds, address=address, refusals=rest is not None
        )
        self.notes += (*listed.notes, *choice.notes)
        named: list[str] = []
        for copy in choice.copies:
            # One copy is listed under each scheme and form of an address.
            if copy.url in self._asked:
                continue
            self._asked.add(copy.url)
            held = self._held(copy.url)
            if held is not None:
                self.passed_over += 1
                named += self._named_by_held(held, rest)
                continue
            fetched = self._ask(copy.url, HTML if rest is None else JSON)
            reading, found = self._read_enduring(fetched, address, rest)
            named += found
            if self._key is not None:
                yield from self._settled()
            if reading is not None:
                yield self._noting(reading)
        return named

    def _settled(self) -> Iterator[Batch]:
        """Yield the pages that waited, with their captures if it is known which post they show."""
        pages, self._pages = self._pages, []
        for reading, replay in pages:
            yield self._noting(self._with_page(reading, replay))

    def _noting(self, *readings: Reading) -> Batch:
        self._is_had |= any(one.captures or one.failures for one in readings)
        return readings

    def _nothing(self) -> ProvenanceError:
        name = self._service.name
        if self._are_nameless:
            return NoCopyError(
                f"{name} has copies of the page, and none says which post it shows",
                remedy="give the post's REST address, such as"
                " https://example.org/wp-json/wp/v2/posts/ID",
            )
        if self._listed:
            why = "; ".join(self.notes)
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

    def _read_enduring(
        self, fetched: Fetched, address: str, rest: RestAddress | None
    ) -> tuple[Reading | None, list[str]]:
        """Return as `_read`; of an answer that breaks the program the failure, with its bytes."""
        try:
            return self._read(fetched, address, rest)
        except ProvenanceError:
            raise
        except Exception as fault:  # noqa: BLE001 - named, and the other copies are asked for
            return self._asker.keep(fetched.exchange, UnforeseenError.of(fault)), []

    def _read(
        self, fetched: Fetched, address: str, rest: RestAddress | None
    ) -> tuple[Reading | None, list[str]]:
        """Return one answer, with its capture if it is a copy of `address`, and what it names.

        No answer where it waits for a later one to tell which post it shows.
        """
        exchange = fetched.exchange
        replay = replay_of(exchange)
        fault = fetched.error or fault_of(exchange, replay, address, self._service.name)
        if fault is not None or replay is None:
            return self._asker.keep(exchange, fault), []
        if rest is None:
            return self._read_page(exchange, replay)
        reading = archived(self._asker.read(fetched, rest), replay, self._service.name)
        for capture in reading.captures:
            self._key = self._key or capture.post
        return reading, [link for capture in reading.captures for link in links_of(capture.raw)]

    def _read_page(self, exchange: Exchange, replay: Replay) -> tuple[Reading | None, list[str]]:
        reading = self._asker.keep(exchange)
        if exchange.status != _OK:
            said = say_status(exchange.status or 0)
            self.notes.append(f"the copy {exchange.final_url} is of an answer {said}")
            return reading, []
        named, shown = shown_by(exchange, replay)
        if shown is not None and self._key is not None and shown.post_id != self._key.post_id:
            return failed(reading, another_post(exchange, self._key, shown)), []
        self._key = self._key or shown
        found = [] if named is None else [named]
        if self._key is None:
            self._pages.append((reading, replay))
            return None, found
        return self._with_page(reading, replay), found

    def _with_page(self, reading: Reading, replay: Replay) -> Reading:
        """Return a page's answer with its capture, where it is known and sure what it shows."""
        if self._key is None:
            self._are_nameless = True
            return reading
        observer = self._asker.options.observer
        page = capture_of_page(
            reading.exchange,
            self._key,
            observer=observer,
            why=say_kept(self._service.name),
            url=replay.original,
        )
        if page is None:
            self.notes.append(
                f"the copy {reading.exchange.final_url} shows nothing that is surely the article"
            )
            return reading
        return archived(replace(reading, captures=(page,)), replay, self._service.name)

    @staticmethod
    def _named_by_held(held: Exchange, rest: RestAddress | None) -> list[str]:
        """Return the addresses that a copy names which is held already, as when it came."""
        if rest is not None:
            return links_of(held.body)
        replay = replay_of(held)
        if replay is None:
            return []
        named, _ = shown_by(held, replay)
        return [] if named is None else [named]


def _is_one(first: str, second: str) -> bool:
    one, other = parse_rest_address(first), parse_rest_address(second)
    if one is not None and other is not None:
        return (one.site, one.route) == (other.site, other.route)
    return one is None and other is None and is_same_page(first, second)
