"""Whether another post on a route is served, so that a refusal can speak for one post."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from provenance.capture.answer import PostSlice, split_answer
from provenance.capture.asking import Asker
from provenance.capture.fetch import Fetched
from provenance.capture.json_text import parse_json_text
from provenance.errors import ProvenanceError
from provenance.model import Reading, RestAddress, format_rest_address

# assessment.md: a refusal speaks for the post where a control answers 200 within a minute.
_FOR = timedelta(minutes=1)
_WITHIN_S = 15.0
_OK = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """What asking for another post gave.

    Attributes:
        served: Whether it was served; None where no other post is known, or none could be asked
            within a minute.
        site: What the served post calls its site; None where it does not say.
        readings: The answers; captures of neither the list nor the post.
    """

    served: bool | None
    site: str | None
    readings: tuple[Reading, ...]


def ask_control(address: RestAddress, *, refused_at: datetime, asker: Asker) -> Control:
    """Return whether another post of the collection of `address` is served."""
    collection = address.collection or ""
    query = [("per_page", "2"), ("_fields", "id")]
    url = format_rest_address(address.base, collection, query)
    listed = asker.fetch(url, within_s=_WITHIN_S)
    kept = asker.keep(listed.exchange)
    ids = _ids(listed)
    other = next((i for i in ids or () if i != address.post_id), None)
    if other is None:
        refused = ids is None and listed.exchange.status is not None
        return Control(served=False if refused else None, site=None, readings=(kept,))
    url = format_rest_address(address.base, f"{collection}/{other}")
    fetched = asker.fetch(url, within_s=_WITHIN_S)
    exchange = fetched.exchange
    readings = (kept, asker.keep(exchange))
    if exchange.status is None or exchange.received_at - refused_at > _FOR:
        return Control(served=None, site=None, readings=readings)
    post = _served(fetched, other)
    site = post.key.site if post is not None and post.key is not None else None
    return Control(served=post is not None, site=site, readings=readings)


def _ids(listed: Fetched) -> list[int] | None:
    """Return the posts of a list; None where no list was served."""
    if listed.error is not None or listed.exchange.status != _OK:
        return None
    try:
        text = parse_json_text(listed.exchange.body, name="the list of posts")
    except ProvenanceError:
        return None
    found = [e.value.get("id") for e in text.elements if isinstance(e.value, dict)]
    return [i for i in found if isinstance(i, int) and not isinstance(i, bool) and i > 0]


def _served(fetched: Fetched, post_id: int) -> PostSlice | None:
    """Return the post that was served, where it is the one with that id and a whole answer."""
    if fetched.error is not None or fetched.exchange.status != _OK:
        return None
    try:
        posts = split_answer(fetched.exchange.body, name="the control").posts
    except ProvenanceError:
        return None
    return next((post for post in posts if post.post_id == post_id), None)
