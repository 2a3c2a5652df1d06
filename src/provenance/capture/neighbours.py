"""Items of a site that were made soon after a post's last save: their numbers and dates.

Posts, media and revisions share one counter, so that an item's number and date tell when numbers
near it were given. Of a post that is true only where it was made in one go: else its number is as
old as its first draft (docs/adr/0097). Never judges what that shows.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from provenance.capture.asking import Asker
from provenance.capture.fetch import Fetched
from provenance.capture.json_text import parse_json_text
from provenance.capture.members import link_of, mapping_of, number_of, time_of
from provenance.capture.rest import status_error
from provenance.errors import ProvenanceError
from provenance.model import (
    Capture,
    Failure,
    Neighbour,
    Reading,
    format_rest_address,
    parse_rest_address,
)

_OK = 200
# What each list is of, as findings name it.
_LISTS = {"media": "media", "posts": "post", "pages": "page"}
_FIELDS = "id,date_gmt,modified_gmt,_links"


def ask_neighbours(
    readings: Sequence[Reading], asker: Asker, *, most: int
) -> Iterator[tuple[Reading, ...]]:
    """Yield, for each post in `readings` that names a newest revision, what was made after it.

    Args:
        readings: What a target gave.
        asker: Asks as everybody may.
        most: How many items of each kind are asked for.
    """
    for reading in readings:
        address = parse_rest_address(reading.exchange.final_url)
        for capture in reading.captures:
            modified = _modified(capture)
            if modified is None or address is None or capture.post is None:
                continue
            above = (address.collection or "").rpartition("/")[0]
            query = [
                # Without Z, WordPress reads its own local time.
                ("after", f"{modified}Z"),
                ("orderby", "date"),
                ("order", "asc"),
                ("per_page", str(most)),
                ("_fields", _FIELDS),
            ]
            urls = {
                kind: format_rest_address(address.base, f"{above}/{name}", query)
                for name, kind in _LISTS.items()
            }
            yield _ask(urls, capture.post.site, asker)


def _ask(urls: Mapping[str, str], site: str, asker: Asker) -> tuple[Reading, ...]:
    readings: list[Reading] = []
    errors: list[ProvenanceError] = []
    for kind, url in urls.items():
        fetched = asker.fetch(url)
        try:
            found = tuple(_items(fetched, site, kind))
        except ProvenanceError as error:
            errors.append(error)
            found = ()
        readings.append(replace(asker.keep(fetched.exchange), neighbours=found))
    if len(errors) == len(urls):
        failure = Failure(target=asker.target, error=errors[0])
        readings[-1] = replace(readings[-1], failures=(failure,))
    return tuple(readings)


def _items(fetched: Fetched, site: str, kind: str) -> Iterator[Neighbour]:
    if fetched.error is not None:
        raise fetched.error
    if fetched.exchange.status != _OK:
        raise status_error(fetched.exchange)
    text = parse_json_text(fetched.exchange.body, name=fetched.exchange.url)
    for element in text.elements:
        value = mapping_of(element.value)
        number, made_at = number_of(value.get("id")), _made_at(value, kind)
        if number is not None and made_at is not None:
            yield Neighbour(site=site, kind=kind, number=number, made_at=made_at)


def _made_at(value: Mapping[str, object], kind: str) -> datetime | None:
    """Return when an item was made; None where its date need not tell.

    A file's date is that of its upload. A post's is that of its publication, which is when it was
    made only where it has no revision and was saved at that very time.
    """
    date = value.get("date_gmt")
    count = link_of(value, "version-history").get("count")
    if kind != "media" and (value.get("modified_gmt") != date or count != 0):
        return None
    return time_of(date)


def _modified(capture: Capture) -> str | None:
    """Return the modified time of a post that names its newest revision; None of any other."""
    if capture.error is not None:
        return None
    value = mapping_of(parse_json_text(capture.raw, name="the post").whole.value)
    modified = value.get("modified_gmt")
    is_named = bool(link_of(value, "predecessor-version"))
    return str(modified) if time_of(modified) is not None and is_named else None
