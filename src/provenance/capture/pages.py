"""One page of a list of posts: asked, read, and where it is none, what kind of trouble it is."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from provenance.capture.asking import Asker
from provenance.capture.fetch import Fetched
from provenance.capture.json_text import parse_json_text
from provenance.capture.members import number_of
from provenance.capture.rest import status_error
from provenance.capture.waiting import asked_wait_s
from provenance.errors import (
    JsonSyntaxError,
    NoServerError,
    NotJsonAnswerError,
    OversizeBodyError,
    ProvenanceError,
    TruncatedBodyError,
    UnreachableError,
)
from provenance.model import Reading, RestAddress, format_rest_address

Query = tuple[tuple[str, str], ...]
_COUNT = re.compile(r"[0-9]{1,12}", re.ASCII)
_OK, _BAD_REQUEST, _SERVER_FAULT = 200, 400, 500
# RFC 9110: what a server, or one in front of it, says where an answer took too long or is too long.
_TOO_MUCH = frozenset({408, 413})
_TOO_OFTEN = 429
_OF_THE_BODY = (
    JsonSyntaxError,
    NotJsonAnswerError,
    OversizeBodyError,
    TruncatedBodyError,
    UnreachableError,
)
# A list of thousands of posts is worth more patience than one answer is.
_REPETITIONS = 3
_LONGEST_WAIT_S = 300.0
_BEYOND = "rest_post_invalid_page_number"


class Trouble(Enum):
    """Why there is no page."""

    TOO_MUCH = "too much"  # fewer posts may be had
    PARAMETER = "parameter"  # the site takes no such parameter, or value
    BEYOND = "beyond"  # the list has ended before
    NOBODY = "nobody"  # no server answers, however little is asked for
    REFUSED = "refused"  # asking again is of no use


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What asking for one page gave.

    Attributes:
        reading: The answer.
        ids: Ids of its posts, as served.
        items: How many elements it has, those that are no posts included.
        claimed: How many posts the site says the list has; None where it does not.
        trouble: Why there is no page; None where there is one.
        parameters: Names of the parameters that the site refused.
    """

    reading: Reading
    ids: tuple[int, ...] = ()
    items: int = 0
    claimed: int | None = None
    trouble: Trouble | None = None
    parameters: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class PostList:
    """One list of posts of a site, and who asks for it.

    Attributes:
        root: The REST root.
        collection: The list's route: `/wp/v2/posts`.
        asker: Asks.
        filters: Parameters that narrow the list.
    """

    root: RestAddress
    collection: str
    asker: Asker
    filters: Query = ()

    def whole(self, query: Query) -> Page:
        """Ask for a page of whole posts; each is a capture."""
        fetched, address = self._fetch(query)
        if fetched.error is None and fetched.exchange.body.strip() == b"[]":
            return self._page(fetched, self.asker.keep(fetched.exchange), ())
        reading = self.asker.read(fetched, address)
        failed = reading.failures[0].error if reading.failures else None
        if not reading.captures and failed is not None and reading.failures[0].index is None:
            return self._none(fetched, reading, failed)
        ids = [capture.post.post_id for capture in reading.captures if capture.post is not None]
        return self._page(fetched, reading, ids, items=len(ids) + len(reading.failures))

    def fields(self, query: Query, take: Callable[[Mapping[str, object]], None]) -> Page:
        """Ask for a page of a few fields of each post; none is a capture.

        Args:
            query: The page's parameters, `_fields` included.
            take: Is given every post's members.
        """
        fetched, _ = self._fetch(query)
        exchange = fetched.exchange
        try:
            if fetched.error is not None:
                raise fetched.error
            if exchange.status != _OK:
                raise status_error(exchange)
            text = parse_json_text(exchange.body, name="the list of posts")
        except ProvenanceError as error:
            # A walk that is not told why would never end.
            return self._none(fetched, self.asker.keep(exchange, error), error)
        ids = []
        for element in text.elements:
            members = element.value if isinstance(element.value, dict) else {}
            number = number_of(members.get("id"))
            if number is not None:
                ids.append(number)
                take(members)
        return self._page(fetched, self.asker.keep(exchange), ids, items=len(text.elements))

    def address_of(self, post_id: int) -> str:
        """Return the address of one post of this list."""
        return format_rest_address(self.root.base, f"{self.collection}/{post_id}")

    def _fetch(self, query: Query) -> tuple[Fetched, RestAddress]:
        asked = (*self.filters, *query)
        url = format_rest_address(self.root.base, self.collection, asked)
        address = replace(
            self.root, route=self.collection, collection=self.collection, of_posts=True, query=asked
        )
        fetched = self.asker.fetch(url)
        for _ in range(_REPETITIONS):
            wait = asked_wait_s(fetched.exchange)
            if wait is None or wait > _LONGEST_WAIT_S:
                break
            # A site that says when it can be asked again is not asked for less meanwhile.
            self.asker.session.manners.stop.sleep(wait)
            fetched = self.asker.fetch(url)
        return fetched, address

    @staticmethod
    def _page(
        fetched: Fetched, reading: Reading, ids: Sequence[int], items: int | None = None
    ) -> Page:
        return Page(
            reading=reading,
            ids=tuple(ids),
            items=len(ids) if items is None else items,
            claimed=_header(fetched, "x-wp-total"),
        )

    @staticmethod
    def _none(fetched: Fetched, reading: Reading, error: ProvenanceError | None) -> Page:
        status = fetched.exchange.status or 0
        code, parameters = _refused(fetched) if status == _BAD_REQUEST else ("", frozenset())
        if code == _BEYOND:
            trouble = Trouble.BEYOND
        elif status == _BAD_REQUEST:
            trouble = Trouble.PARAMETER
        elif isinstance(error, NoServerError):
            trouble = Trouble.NOBODY
        elif _is_too_much(status, error):
            trouble = Trouble.TOO_MUCH
        else:
            trouble = Trouble.REFUSED
        return Page(reading=reading, trouble=trouble, parameters=parameters)


def _is_too_much(status: int, error: ProvenanceError | None) -> bool:
    if status >= _SERVER_FAULT or status in _TOO_MUCH:
        return True
    return status in (0, _OK) and isinstance(error, _OF_THE_BODY)


def _header(fetched: Fetched, name: str) -> int | None:
    values = [value.strip() for key, value in fetched.exchange.headers if key.lower() == name]
    return int(values[0]) if values and _COUNT.fullmatch(values[0]) else None


def _refused(fetched: Fetched) -> tuple[str, frozenset[str]]:
    """Return the code of WordPress's refusal of a request, and the parameters that it names."""
    try:
        said = parse_json_text(fetched.exchange.body, name="the refusal").whole.value
    except ProvenanceError:
        return "", frozenset()
    members = said if isinstance(said, dict) else {}
    data = members.get("data")
    named = data.get("params") if isinstance(data, dict) else None
    names = frozenset(map(str, named)) if isinstance(named, dict) else frozenset()
    return str(members.get("code", "")), names
