"""What a site shows of a post to those who may edit it: its stored text and its revisions.

Owns which addresses are asked, and when a list of revisions is whole. The list is the site's own
claim; it is read as it came, autosaves told apart (REST reference, "Post revisions"), and nothing
is concluded from it here.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from provenance.capture.answer import split_answer
from provenance.capture.asking import Asker
from provenance.capture.fetch import Fetched
from provenance.capture.json_text import JsonValue, parse_json_text
from provenance.capture.members import link_of, mapping_of, number_of, text_of, time_of
from provenance.capture.rest import status_error
from provenance.errors import LoginError, ProvenanceError
from provenance.model import (
    Capture,
    Exchange,
    Failure,
    Listing,
    Neighbour,
    PostKey,
    Reading,
    RestAddress,
    Revision,
    RevisionKind,
    format_rest_address,
)

_PER_PAGE = 100
_MOST_PAGES = 100
_OK, _NOT_FOUND = 200, 404
_EDIT = ("context", "edit")
_AUTOSAVE = re.compile(r"[0-9]+-autosave-v[0-9]+", re.ASCII)


def capture_as_role(key: PostKey, address: RestAddress, asker: Asker) -> tuple[Reading, ...]:
    """Return the post as the role of `asker` may edit it, and the list of its revisions.

    Where the list does not fit what the post says of it (somebody saved in between), both are
    asked once more. A refusal is a failure, and no capture: what a role may not see says nothing
    of the post.

    Args:
        key: Which post.
        address: The post's own address.
        asker: Signed in.
    """
    readings: list[Reading] = []
    for _ in range(2):
        post = _post(key, address, asker)
        readings.append(post)
        if not post.captures:
            break
        listed = _Listed(key, address, asker)
        listed.run()
        readings += listed.readings
        if listed.problem is not None or _fits(post.captures[0], listed):
            break
    return tuple(readings)


def _post(key: PostKey, address: RestAddress, asker: Asker) -> Reading:
    url = format_rest_address(address.base, address.route, [_EDIT])
    fetched = asker.fetch(url)
    reading = asker.read(fetched, address)
    served = [replace(c, post=key) for c in reading.captures if c.error is None]
    if reading.failures:
        return reading
    if not served or not _is_stored_text(served[0]):
        return asker.keep(fetched.exchange, _not_shown(fetched.exchange, key, asker.access))
    return replace(reading, captures=tuple(served))


def _not_shown(exchange: Exchange, key: PostKey, access: str) -> LoginError:
    """Return the error of an answer that does not show what an editor sees."""
    if exchange.status == _OK:
        said = f"{exchange.url} does not show the text as it is stored"
    else:
        said = status_error(exchange, split_answer(exchange.body, name=exchange.url)).what
    if exchange.status == _NOT_FOUND:
        return LoginError(
            f"{said}: there is no such post for {access} either", remedy="check its address"
        )
    return LoginError(
        f"{said}: {access} may not edit post {key.post_id}, so that its revisions are not shown",
        remedy="sign in as a user who may edit it",
    )


def _is_stored_text(capture: Capture) -> bool:
    return all(post.signed_in for post in split_answer(capture.raw, name="the post").posts)


def _fits(capture: Capture, listed: "_Listed") -> bool:
    """Tell whether count and newest revision, as the post says, are those of the list."""
    value = parse_json_text(capture.raw, name="the post").whole.value
    count = link_of(mapping_of(value), "version-history").get("count")
    newest = number_of(link_of(mapping_of(value), "predecessor-version").get("id"))
    return count in (None, len(listed.numbers)) and (newest is None or newest in listed.numbers)


class _Listed:
    """The list of a post's revisions under way.

    Attributes:
        readings: The answers; the last has the listing.
        numbers: The revisions so far.
        problem: Why the list is not whole.
    """

    def __init__(self, key: PostKey, address: RestAddress, asker: Asker) -> None:
        self._key = key
        self._address = address
        self._asker = asker
        self._total: int | None = None
        self._kinds: dict[int, RevisionKind] = {}
        self.readings: list[Reading] = []
        self.numbers: set[int] = set()
        self.problem: str | None = None

    def run(self) -> None:
        self._list_autosaves()
        self._list_revisions()
        listing = Listing(
            post=self._key,
            access=self._asker.access,
            answers=len(self.readings),
            total=self._total,
            problem=self.problem,
        )
        self.readings[-1] = replace(self.readings[-1], listing=listing)

    def _list_autosaves(self) -> None:
        """Ask which are autosaves; a site that has no such list names them by their slugs alone."""
        fetched = self._fetch("autosaves", [_EDIT])
        page = _revisions(fetched, self._key, {})
        found = [] if isinstance(page, str) else page
        self._kinds = {one.number: RevisionKind.AUTOSAVE for one in found}
        self.readings.append(self._asker.keep(fetched.exchange))

    def _list_revisions(self) -> None:
        pages, number = 1, 1
        while number <= min(pages, _MOST_PAGES) and self.problem is None:
            query = [_EDIT, ("per_page", str(_PER_PAGE)), ("page", str(number))]
            fetched = self._fetch("revisions", query)
            page = _revisions(fetched, self._key, self._kinds)
            if isinstance(page, str):
                self._stop(fetched, page)
                return
            self._add(fetched, page)
            if number == 1:
                pages = _header(fetched, "x-wp-totalpages") or 1
                self._total = _header(fetched, "x-wp-total")
            number += 1
        if pages > _MOST_PAGES:
            self.problem = f"the list has {pages:,} pages, of which {_MOST_PAGES} were asked for"
        elif self._total is not None and self._total != len(self.numbers):
            self.problem = (
                f"the list's own header counts {self._total:,}, and {len(self.numbers):,} came"
            )

    def _add(self, fetched: Fetched, page: Sequence[Revision]) -> None:
        # A save between two pages moves the rest down by one, so that one comes twice.
        fresh = tuple(one for one in page if one.number not in self.numbers)
        self.numbers |= {one.number for one in fresh}
        self.readings.append(
            replace(
                self._asker.keep(fetched.exchange),
                revisions=fresh,
                neighbours=tuple(_numbers(self._key.site, fresh)),
            )
        )

    def _stop(self, fetched: Fetched, problem: str) -> None:
        self.problem = problem
        kept = self._asker.keep(fetched.exchange)
        if fetched.exchange.status != _NOT_FOUND:
            error = fetched.error or status_error(fetched.exchange)
            kept = replace(kept, failures=(Failure(target=self._asker.target, error=error),))
        self.readings.append(kept)

    def _fetch(self, name: str, query: Sequence[tuple[str, str]]) -> Fetched:
        route = f"{self._address.route}/{name}"
        return self._asker.fetch(format_rest_address(self._address.base, route, query))


def _revisions(
    fetched: Fetched, key: PostKey, kinds: Mapping[int, RevisionKind]
) -> list[Revision] | str:
    """Return the revisions in an answer, or why it has none."""
    exchange = fetched.exchange
    if fetched.error is not None:
        return fetched.error.what
    if exchange.status == _NOT_FOUND:
        return "posts of this type have no list of revisions"
    try:
        text = parse_json_text(exchange.body, name=exchange.url)
    except ProvenanceError as error:
        return error.what
    if exchange.status != _OK or not isinstance(text.whole.value, list):
        return status_error(exchange).what
    found = list(_read(text.elements, key, kinds))
    if len(found) < len(text.elements):
        return f"{exchange.url} lists something that is no revision of post {key.post_id}"
    return found


def _read(
    elements: Sequence[JsonValue], key: PostKey, kinds: Mapping[int, RevisionKind]
) -> Iterator[Revision]:
    for element in elements:
        value = mapping_of(element.value)
        number = number_of(value.get("id"))
        if number is None or value.get("parent") not in (None, key.post_id):
            continue
        slug = text_of(value.get("slug")) or ""
        told = RevisionKind.AUTOSAVE if _AUTOSAVE.fullmatch(slug) else RevisionKind.REVISION
        yield Revision(
            post=key,
            number=number,
            author=number_of(value.get("author")),
            date_gmt=text_of(value.get("date_gmt")),
            modified_gmt=text_of(value.get("modified_gmt")),
            slug=slug,
            kind=kinds.get(number, told),
            raw=element.raw,
            start=element.start,
        )


def _numbers(site: str, revisions: Sequence[Revision]) -> Iterator[Neighbour]:
    """Yield when the numbers of saves' copies were given; an autosave keeps its first number."""
    for one in revisions:
        made_at = time_of(one.date_gmt)
        if one.kind is RevisionKind.REVISION and made_at is not None:
            yield Neighbour(site=site, kind="revision", number=one.number, made_at=made_at)


def _header(fetched: Fetched, name: str) -> int | None:
    for header, value in fetched.exchange.headers:
        if header.lower() == name and value.strip().isdecimal() and value.isascii():
            return int(value.strip()[:9])
    return None
