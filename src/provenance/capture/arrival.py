"""Whether the page that an address led to shows the post that the address names; pure.

Sites answer the address of an article that is gone with their front page. What is shown there
must not be audited in the article's place (docs/adr/0027).
"""

from typing import NoReturn

from provenance.capture.discovery import Candidate, is_same_page, is_same_path, query_id, slug_of
from provenance.capture.rest import same_site
from provenance.errors import AnotherPostError
from provenance.model import PostKey


def check_arrival(shown: Candidate, *, target: str, final_url: str, known: PostKey | None) -> None:
    """Check that the post which a page shows is the one that `target` names.

    Args:
        shown: Where the page's post may be had.
        target: The address that was asked.
        final_url: The address of the page that it led to.
        known: The post that earlier captures found at `target`; None without one.

    Raises:
        AnotherPostError: It is another, or nothing says that it is the same.
    """
    served, number = shown.address.post_id, query_id(target)
    if number is not None:
        if served != number:
            _raise_another(
                shown, target, final_url, number, f"post {number}, which the address names"
            )
    elif known is not None:
        if not _is_known(shown, known, target, final_url):
            name = f"post {known.post_id}" if same_site(known.site, shown.address.site) else known
            found = f"{name}, which earlier captures found there"
            _raise_another(shown, target, final_url, known.post_id, found)
    elif not (is_same_path(target, final_url) or _is_named_alike(target, final_url)):
        raise AnotherPostError(
            f"{say_led(target, final_url)} shows post {served}, and nothing says that this is the"
            " article that the address named",
            asked=None,
            served=served or 0,
            remedy=f"give {final_url} if that is the one you mean",
        )


def check_address(key: PostKey, *, target: str, final_url: str, known: PostKey | None) -> None:
    """Check that a page which only its address names is the one that was asked for.

    Args:
        key: What the address names, after redirects.
        target: What the user asked for.
        final_url: Address of the page that it led to.
        known: The page that earlier captures found at `target`; None without one.

    Raises:
        AnotherPostError: It is another, or nothing says that it is the same.
    """
    is_named = is_same_path(target, final_url) or _is_named_alike(target, final_url)
    if known != key if known is not None and known.is_address else not is_named:
        raise AnotherPostError(
            f"{say_led(target, final_url)} names no post, and nothing says that this is the article"
            " that the address named",
            asked=None,
            served=0,
            remedy=f"give {final_url} if that is the one you mean",
        )


def say_arrival(
    shown: Candidate, *, target: str, final_url: str, known: PostKey | None
) -> tuple[str, ...]:
    """Return what a reader should know of a page that shows the post which was asked for."""
    if query_id(target) is not None:
        return ()
    led = () if is_same_page(target, final_url) else (f"{target} leads to {final_url}",)
    if known is None or same_site(known.site, shown.address.site):
        return led
    moved = (
        f"earlier captures found {known} there, and now its site is {shown.address.site}: the two"
        " have a history each"
    )
    return (*led, moved)


def _is_known(shown: Candidate, known: PostKey, target: str, final_url: str) -> bool:
    address = shown.address
    # A site may move its interface to another host; a number alone is no sign after a redirect.
    return address.post_id == known.post_id and (
        same_site(known.site, address.site) or is_same_path(target, final_url)
    )


def _is_named_alike(target: str, final_url: str) -> bool:
    asked, shown = slug_of(target), slug_of(final_url)
    if asked in (None, "index.php"):
        return True
    return shown is not None and asked.casefold() == shown.casefold()


def _raise_another(
    shown: Candidate, target: str, final_url: str, asked: int, instead: str
) -> NoReturn:
    served = shown.address.post_id or 0
    raise AnotherPostError(
        f"{say_led(target, final_url)} shows post {served}, not {instead}",
        asked=asked,
        served=served,
        remedy=f"give {shown.url} if post {served} is the one you mean",
    )


def say_led(target: str, final_url: str) -> str:
    """Return the subject of a sentence on the page that an address led to."""
    return target if is_same_page(target, final_url) else f"{target} leads to {final_url}, which"
