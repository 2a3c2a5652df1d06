"""How a web archive's lists of copies are asked for: its CDX server first, else its TimeMaps."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit

from provenance.capture.archived import failed
from provenance.capture.asking import JSON, Asker
from provenance.capture.cdx import cdx_url, parse_rows
from provenance.capture.fetch import Fetched
from provenance.capture.memento import Copy, parse_timemap
from provenance.capture.rest import status_error
from provenance.errors import MalformedError
from provenance.model import Reading

_OK = 200
_NOT_FOUND = 404
_MAX_PAGES = 20
_LINK_FORMAT = "application/link-format"

# Gives what asking an address for a media type gave.
Ask = Callable[[str, str], Fetched]


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """Where a web archive answers.

    Attributes:
        name: Its host, by which its captures are recorded.
        cdx: Address of its CDX server; None where only its TimeMaps are asked.
        timemap: What stands in front of an address in the address of its TimeMap.
        replay: What stands in front of time and address where it gives a copy.
    """

    name: str
    cdx: str | None
    timemap: str
    replay: str

    @staticmethod
    def at(base: str, *, timemap: str | None = None) -> "Service":
        """Return the archive at `base`, laid out as the Wayback Machine is.

        Where `timemap` is given, that prefix alone is asked for lists, on any archive.
        """
        root = base.rstrip("/")
        return Service(
            name=urlsplit(timemap or root).netloc.rpartition("@")[2],
            cdx=None if timemap is not None else f"{root}/cdx/search/cdx",
            timemap=timemap or f"{root}/web/timemap/link/",
            replay=f"{root}/web/",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What a web archive lists of one address.

    Attributes:
        copies: The copies, in its order.
        readings: Every answer on the way; a failure where no list could be had.
        notes: What is odd about it, one sentence each.
    """

    copies: tuple[Copy, ...]
    readings: tuple[Reading, ...]
    notes: tuple[str, ...]


def list_copies(address: str, service: Service, *, ask: Ask, asker: Asker) -> Listed:
    """Return the copies of an address that an archive lists."""
    listing = _Listing(address, ask, asker)
    if service.cdx is None or not listing.read_rows(service.cdx, service.replay):
        if service.cdx is not None:
            listing.notes.append(
                f"the CDX server of {service.name} did not list the copies of {address}, and its"
                " TimeMap was asked"
            )
        listing.read_timemap(service.timemap + address)
    return Listed(
        copies=tuple(listing.copies), readings=tuple(listing.readings), notes=tuple(listing.notes)
    )


class _Listing:
    """One list under way."""

    def __init__(self, address: str, ask: Ask, asker: Asker) -> None:
        self.copies: list[Copy] = []
        self.readings: list[Reading] = []
        self.notes: list[str] = []
        self._address = address
        self._ask = ask
        self._asker = asker

    def read_rows(self, base: str, replay: str) -> bool:
        """Read the CDX server's pages; return whether it gave any list."""
        resume = None
        for _ in range(_MAX_PAGES):
            fetched = self._ask(cdx_url(base, self._address, resume=resume), JSON)
            self.readings.append(self._asker.keep(fetched.exchange))
            if fetched.error is not None or fetched.exchange.status != _OK:
                return False
            try:
                rows = parse_rows(fetched.exchange.body, replay=replay)
            except MalformedError:
                return False
            self.copies += rows.copies
            resume = rows.resume
            if resume is None:
                return True
        self._say_unread()
        return True

    def read_timemap(self, url: str) -> None:
        """Read a TimeMap and its further pages."""
        waiting = [url]
        for page in islice(waiting, _MAX_PAGES):
            fetched = self._ask(page, _LINK_FORMAT)
            exchange, error = fetched.exchange, fetched.error
            # No TimeMap is how an archive says that it has no copy.
            if error is None and exchange.status not in {_OK, _NOT_FOUND}:
                error = status_error(exchange)
            self.readings.append(self._asker.keep(exchange, error))
            if error is not None or exchange.status == _NOT_FOUND:
                return
            try:
                timemap = parse_timemap(exchange.body, exchange.final_url)
            except MalformedError as malformed:
                self.readings[-1] = failed(self.readings[-1], malformed)
                return
            self.copies += timemap.copies
            waiting += [one for one in timemap.further if one not in waiting]
        if len(waiting) > _MAX_PAGES:
            self._say_unread()

    def _say_unread(self) -> None:
        self.notes.append(f"the list of copies of {self._address} was not read to its end")
