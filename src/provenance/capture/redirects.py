"""Where a redirect leads, and whether it may be followed; pure."""

from urllib.parse import urldefrag, urljoin, urlsplit

from provenance.capture.credentials import Login, origin_of
from provenance.errors import RedirectError


def next_url(url: str, location: str, *, login: Login | None) -> str:
    """Return the address that a redirect of `url` leads to.

    Raises:
        RedirectError: It is none that can be followed, or a password would go to another host,
            port or scheme.
    """
    following = _address(url, location)
    if login is not None and origin_of(following) != login.origin:
        raise RedirectError(
            f"{url} redirects to {following}, and the password is not sent to another host, port"
            " or scheme",
            remedy="give the address that it ends at, if you mean to sign in there",
        )
    return following


def _address(url: str, location: str) -> str:
    # http.client reads header bytes as Latin-1; addresses on the web are UTF-8.
    text = location.encode("latin-1", "replace").decode("utf-8", "replace")
    try:
        following = urldefrag(urljoin(url, text)).url
        parts = urlsplit(following)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname)
        named = usable and parts.username is None and parts.password is None
    except ValueError:
        following, named = text, False
    if not named:
        raise RedirectError(
            f"{url} redirects to {following[:200]!r}, which is no http or https address that can"
            " be followed",
            remedy="open it in a browser and give the address that it ends at",
        )
    return following
