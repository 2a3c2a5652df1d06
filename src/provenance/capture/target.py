"""What a user means by a target: a file, standard input, a REST address or a page's address."""

import re
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from provenance.capture.answer import MAX_POST_ID
from provenance.capture.files import STDIN
from provenance.errors import AddressError, UnreadableFileError
from provenance.model import parse_rest_address

_SCHEME = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]{1,20}):/", re.ASCII)
_HOST = re.compile(
    r"(?:localhost|\[[0-9A-Fa-f:.]+\]|[\w-]+(?:\.[\w-]+)*\.(?P<last>[^\W_]{2,}|[0-9]+))"
    r"(?::[0-9]+)?(?:[/?#].*)?"
)
# A name that ends like this is a file's, although such a top-level domain might exist.
_FILE_ENDS = frozenset({"json", "txt", "htm", "html", "xml", "zip", "gz", "php", "log", "db"})
# The interface itself, and WordPress's own part of it.
_ROOTS = frozenset({"", "/wp/v2"})
_EXAMPLE = "give one such as https://example.org/2026/05/a-post/"


class TargetKind(StrEnum):
    """Kinds of target; standard input is read as a file is.

    A site is told by its REST root; whether a page is a site's front page only asking it shows.
    """

    FILE = "file"
    REST = "rest"
    PAGE = "page"
    SITE = "site"


def classify(target: str) -> TargetKind:
    """Return what kind of target `target` is; looks whether a file of that name exists.

    Raises:
        AddressError: It is meant as an address, and is none that names a post.
        UnreadableFileError: There is no such file, and it is no address either.
    """
    if target == STDIN:
        return TargetKind.FILE
    scheme = _SCHEME.match(target)
    if scheme is not None and not _exists(target):
        return _classify_address(target, scheme["scheme"].lower())
    if _exists(target):
        return TargetKind.FILE
    host = _HOST.fullmatch(target)
    if host is not None and (host["last"] or "").lower() not in _FILE_ENDS:
        raise AddressError(
            f"{target!r} is no file here, and no address without its scheme",
            remedy=f"write https://{target} if you mean the page",
        )
    raise UnreadableFileError(
        f"{target!r} cannot be read: there is no such file",
        remedy="check the name, or give an address that begins with https://",
    )


def _exists(target: str) -> bool:
    try:
        return Path(target).exists()
    except (OSError, ValueError):
        return False


def _classify_address(target: str, scheme: str) -> TargetKind:
    if scheme == "file":
        raise AddressError(f"{target!r} is a file's address", remedy="give the file's path alone")
    if scheme not in {"http", "https"}:
        raise AddressError(
            f"{target!r} begins with {scheme}:, and only http: and https: addresses can be asked",
            remedy="check its spelling",
        )
    _check_address(target)
    address = parse_rest_address(target)
    if address is None:
        return TargetKind.PAGE
    if address.route in _ROOTS:
        return TargetKind.SITE
    if not address.of_posts:
        raise AddressError(
            f"{target!r} is a REST address that names no post: {address.route}",
            remedy="give the address of one post, as /wp-json/wp/v2/posts/ID, or /wp-json/ for the"
            " whole site",
        )
    if (address.post_id or 0) > MAX_POST_ID:
        raise AddressError(
            f"{target!r} names no post: {address.post_id} is 2**53 or more, and no post has such a"
            " number",
            remedy="check its spelling",
        )
    return TargetKind.REST


def _check_address(target: str) -> None:
    try:
        parts = urlsplit(target)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
        parts = urlsplit("")
    if not host or port == 0 or re.search(r"\s", target.strip()):
        raise AddressError(f"{target!r} is not a whole address", remedy=_EXAMPLE)
    if parts.username is not None or parts.password is not None:
        raise AddressError(
            f"the address of {host} has a name or password in it, which would be recorded",
            remedy="leave it out: only what everybody can read is captured",
        )
