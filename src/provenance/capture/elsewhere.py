"""Whether a number that is not found among posts of one type is served as another type.

A post that was turned into a page keeps its number: WordPress numbers everything that it holds
in one row, and its interface refuses the number under every type but the true one.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from provenance.capture.asking import Asker
from provenance.capture.fetch import Fetched
from provenance.capture.post_types import read_types
from provenance.errors import ProvenanceError
from provenance.model import Capture, Reading, RestAddress, RestError, format_rest_address

# Nothing is begun after 15 s, so that search and control fit into the control's minute.
_FOR = timedelta(seconds=15)
_WITHIN_S = 10.0
# A site may have dozens of types of its own; one with public pages is named by the page.
_MAX_TYPES = 2
_OK = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """What the search gave.

    Attributes:
        readings: The answers, in order. The post, where it is served, is the last's one capture;
            refusals are none.
        notes: What was looked at in vain, in one sentence; empty where the post is served.
        served: Whether it is.
    """

    readings: tuple[Reading, ...]
    notes: tuple[str, ...]
    served: bool


def look_elsewhere(
    address: RestAddress,
    error: RestError,
    *,
    named: str | None,
    tried: Mapping[str, str],
    refused_at: datetime,
    asker: Asker,
) -> Elsewhere:
    """Ask for the post of `address` in other collections of its site, until one serves it.

    Args:
        address: What was asked and not found.
        error: How it was refused there.
        named: The collection that the post's own page names; None where it names none.
        tried: Collections that were asked already, with what each said.
        refused_at: When the post was refused.
        asker: Asks.
    """
    return _Search(address, error, tried, refused_at, asker).run(named)


def say_answer(reading: Reading) -> str:
    """Return what an answer without a post said: its status and code, where it is a refusal."""
    errors = [capture.error for capture in reading.captures if capture.error is not None]
    return _say(errors[0]) if errors else "no usable answer"


class _Search:
    """One search under way."""

    def __init__(
        self,
        address: RestAddress,
        error: RestError,
        tried: Mapping[str, str],
        refused_at: datetime,
        asker: Asker,
    ) -> None:
        self._address = address
        self._error = error
        self._tried = {**tried, address.collection or "": _say(error)}
        self._refused_at = refused_at
        self._asker = asker
        self._readings: list[Reading] = []

    def run(self, named: str | None) -> Elsewhere:
        for collection in self._collections(named):
            reading = self._ask(collection)
            self._tried[collection] = say_answer(reading)
            served = [self._noted(c, collection) for c in reading.captures if c.error is None]
            # What was looked at in vain is no failure of the target: its refusal was had.
            self._readings.append(replace(reading, captures=tuple(served), failures=()))
            if served:
                return Elsewhere(readings=tuple(self._readings), notes=(), served=True)
        return Elsewhere(readings=tuple(self._readings), notes=self._in_vain(), served=False)

    def _in_vain(self) -> tuple[str, ...]:
        others = [
            f"{collection} ({said})"
            for collection, said in self._tried.items()
            if collection != self._address.collection
        ]
        looked = f"the same number was asked for at {' and '.join(others)}, and not served there"
        return (looked,) if others else ()

    def _noted(self, capture: Capture, collection: str) -> Capture:
        note = (
            f"it was asked for at {self._address.collection}, which answered {_say(self._error)},"
            f" and is served at {collection}"
        )
        return replace(capture, notes=(*capture.notes, note))

    def _collections(self, named: str | None) -> Iterator[str]:
        """Yield where to ask, likeliest first; the site's own types are asked for at need."""
        if named is not None and named not in self._tried:
            yield named
            return
        above = (self._address.collection or "").rpartition("/")[0]
        for collection in (f"{above}/posts", f"{above}/pages"):
            if collection not in self._tried and self._is_time():
                yield collection
        if self._is_time():
            own = [one for one in self._types(above) if one not in self._tried]
            yield from (one for one in own[:_MAX_TYPES] if self._is_time())

    def _ask(self, collection: str) -> Reading:
        # The user's parameters stay: what was asked for in another way is never compared.
        route = f"{collection}/{self._address.post_id}"
        address = replace(self._address, route=route, collection=collection)
        url = format_rest_address(address.base, route, address.query)
        return self._asker.read(self._asker.fetch(url, within_s=_WITHIN_S), address)

    def _types(self, above: str) -> list[str]:
        url = format_rest_address(self._address.base, f"{above}/types")
        listed = self._asker.fetch(url, within_s=_WITHIN_S)
        self._readings.append(self._asker.keep(listed.exchange))
        return _collections_of(listed, above)

    def _is_time(self) -> bool:
        return self._asker.clock() - self._refused_at <= _FOR


def _collections_of(listed: Fetched, above: str) -> list[str]:
    """Return the collections of the types that a site's index of types names."""
    if listed.error is not None or listed.exchange.status != _OK:
        return []
    try:
        return [one.collection for one in read_types(listed.exchange.body, above=above)]
    except ProvenanceError:
        return []


def _say(error: RestError) -> str:
    return f"{error.status} {error.code}"
