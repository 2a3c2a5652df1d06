"""A post's public page, where only its number is known; pure."""

from urllib.parse import quote

from provenance.capture.discovery import named_by
from provenance.capture.links import read_page_links
from provenance.capture.wording import say_status
from provenance.model import Exchange, RestAddress

_OK = 200


def page_url(address: RestAddress) -> str | None:
    """Return an address that WordPress answers with a post's page, or sends on to it.

    None where the site's own root cannot be told from that of its interface.
    """
    scheme, _, root = address.base.partition("://")
    if address.post_id is None or not root.endswith(("/wp-json", "?rest_route=")):
        return None
    # A hosting service serves the interfaces of many sites at an address that is none of theirs.
    if "/wp/v2" in address.site:
        return None
    host, slash, path = address.site.partition("/")
    return f"{scheme}://{host}{slash}{quote(path)}/?p={address.post_id}"


def collection_named_by(page: Exchange, address: RestAddress) -> str | None:
    """Return the collection that a page says the post of `address` is in; None without a word."""
    if page.status != _OK:
        return None
    named = named_by(read_page_links(page.headers, page.body, page.final_url))
    if named is None:
        return None
    of = named.address
    same = (of.site, of.post_id) == (address.site, address.post_id)
    return of.collection if same else None


def say_page(page: Exchange) -> str:
    """Return what a post's public page answered, in one plain sentence."""
    if page.status is None:
        return f"its public page was asked too, and nothing came: {page.failure}"
    if page.hops:
        return (
            f"the address of its public page, {page.url}, leads to {page.final_url}, which answers"
            f" {say_status(page.status)}"
        )
    answers = "still answers" if page.status == _OK else "answered"
    return f"its public page {page.url} {answers} {say_status(page.status)}"
