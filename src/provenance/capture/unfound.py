"""Why the post of a page could not be asked for, as errors that say what to do; pure."""

from provenance.capture.arrival import say_led
from provenance.capture.discovery import Candidate
from provenance.capture.rest import status_error
from provenance.capture.wording import say_status
from provenance.errors import DiscoveryError, ProvenanceError
from provenance.model import Exchange

_BAD = 400


def no_interface(page: Exchange) -> ProvenanceError:
    """Return the error of a page that names no REST interface, and gives no capture itself."""
    if (page.status or 0) >= _BAD:
        return status_error(page)
    return DiscoveryError(
        f"{page.final_url} names no REST interface: it has no Link header and no link element"
        f" with rel https://api.w.org/, and none to its JSON; nor does it show an article for"
        " sure, so that it could be captured in place of that",
        remedy="if the site is WordPress, give the post's REST address, such as"
        " https://example.org/wp-json/wp/v2/posts/ID",
    )


def not_found(page: Exchange, target: str) -> ProvenanceError:
    """Return the error of a page that does not say which post it shows."""
    if (page.status or 0) >= _BAD:
        return status_error(page)
    return DiscoveryError(
        f"{say_led(target, page.final_url)} does not say which post it shows: there is"
        " no link to its JSON, no shortlink, no postid class, and its REST interface lists no post"
        " or page under its name",
        remedy="give the post's REST address, such as https://example.org/wp-json/wp/v2/posts/ID",
    )


def of_unknown_type(page: Exchange, one: Candidate) -> ProvenanceError:
    """Return the error of a post that the interface serves under no type that was looked at."""
    return DiscoveryError(
        f"{page.final_url} answers {say_status(page.status or 0)}, and its REST interface serves"
        f" number {one.address.post_id} neither as a post, nor as a page, nor as another type that"
        " was looked at",
        remedy="give the post's REST address, if it has one: its type may be one of the site's own",
    )
