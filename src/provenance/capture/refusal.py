"""What is asked once a post was refused, so that it is known what the refusal speaks of.

Three questions: what the post's public page answers, whether the number is served as another type
of post, and whether another post on the same route is served (the control). Few requests, in
bounded time, and every answer is kept. Never judges: the rules do.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from provenance.capture.asking import HTML, Asker
from provenance.capture.control import Control, ask_control
from provenance.capture.elsewhere import Elsewhere, look_elsewhere
from provenance.capture.public_page import collection_named_by, page_url, say_page
from provenance.capture.rest import same_site
from provenance.model import Capture, Exchange, Reading, RestAddress, RestError

# WP_REST_Posts_Controller::get_post, of a number that it does not hold under its type.
_NOT_OF_THIS_TYPE = "rest_post_invalid_id"
_PAGE_WITHIN_S = 10.0
_BAD = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """What was learned of a refusal.

    Attributes:
        refused: The refusal's own answer; without captures where the post is served elsewhere, or
            where the refusal says nothing of it.
        readings: The further answers, in order.
    """

    refused: Reading
    readings: tuple[Reading, ...]


def follow_up(
    refused: Reading,
    address: RestAddress,
    *,
    page: Exchange | None,
    tried: Mapping[str, str],
    certain: bool,
    asker: Asker,
) -> FollowUp:
    """Return a refusal with its control and with what else was learned of the post.

    Where the number is served as another type, that post is the capture, in the last answer. Where
    a page shows the post and its type was guessed, the refusal is no capture: the type is at fault.

    Args:
        refused: The answer; where it refuses no single post, nothing is asked.
        address: What was asked.
        page: The post's public page, where it was asked already.
        tried: Collections that were asked for the number already, with what each said.
        certain: Whether the address is the post's own, and not a guess at its type.
        asker: Asks.
    """
    capture = next((one for one in refused.captures if one.error is not None), None)
    if capture is None or capture.error is None or address.collection is None:
        return FollowUp(refused=refused, readings=())
    asked = _ask_page(address, asker) if page is None else ()
    page = asked[0].exchange if asked else page
    found = _look_elsewhere(capture, capture.error, address, page, tried, asker)
    is_shown = page is not None and page.status is not None and page.status < _BAD
    if found.served or (is_shown and not certain and capture.error.code == _NOT_OF_THIS_TYPE):
        readings = asked + found.readings
        return FollowUp(refused=replace(refused, captures=()), readings=readings)
    control = ask_control(address, refused_at=refused.exchange.received_at, asker=asker)
    said = () if page is None else (say_page(page),)
    spoken = _controlled(capture, control, address, said + found.notes)
    return FollowUp(
        refused=replace(refused, captures=(spoken,)),
        readings=asked + found.readings + control.readings,
    )


def _ask_page(address: RestAddress, asker: Asker) -> tuple[Reading, ...]:
    url = page_url(address)
    if url is None:
        return ()
    return (asker.keep(asker.fetch(url, accept=HTML, within_s=_PAGE_WITHIN_S).exchange),)


def _look_elsewhere(
    capture: Capture,
    error: RestError,
    address: RestAddress,
    page: Exchange | None,
    tried: Mapping[str, str],
    asker: Asker,
) -> Elsewhere:
    if error.code != _NOT_OF_THIS_TYPE or capture.seen_at is None:
        return Elsewhere(readings=(), notes=(), served=False)
    named = None if page is None else collection_named_by(page, address)
    return look_elsewhere(
        address, error, named=named, tried=tried, refused_at=capture.seen_at, asker=asker
    )


def _controlled(
    capture: Capture, control: Control, address: RestAddress, notes: tuple[str, ...]
) -> Capture:
    post, site = capture.post, control.site
    if post is not None and site is not None and same_site(site, address.site):
        # What the site calls itself is how the post was recorded when it was served.
        post = replace(post, site=site)
    return replace(capture, post=post, control=control.served, notes=capture.notes + notes)
