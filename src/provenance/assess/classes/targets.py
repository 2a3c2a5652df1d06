"""Tells another target from another way to write the same one.

Owns what is one picture in another size, one video in another frame, and one address in another
spelling.
"""

import re
from urllib.parse import parse_qsl, urlsplit

_SIZE = re.compile(r"(?:-\d{2,4}x\d{2,4}|-scaled|@2x)(?=\.\w{3,4}$)")
# What campaigns and hosts of copies add to an address, and no page is told by.
_TRACKING = re.compile(
    r"utm_\w+|at_\w+|ns_\w+|mc_[ce]id|(?:fb|g|m)clid|gclsrc|dclid|msclkid|yclid|igshid|igsh|ref|ref_src"
    r"|ref_url|smid|cmp|cmpid|ocid|xtor|feature|si|s|w|h|width|height|quality|resize|ssl|fit|crop"
    r"|strip|zoom|autoplay|rel|amp",
    re.IGNORECASE,
)
# Hosts whose pages know `s` or `rel` as more than a mark of who shared them keep it.
_SHARED_MARKS = frozenset({"s", "si", "rel", "feature", "autoplay"})
_SHARING = frozenset({"youtube.com", "youtu.be", "x.com", "open.spotify.com"})
_SAME_HOST = {"youtube-nocookie.com": "youtube.com", "twitter.com": "x.com"}
_COPIES = re.compile(r"^https?://i[0-3]\.wp\.com/")
_FORMAT = re.compile(r"(?:\.(?:jpe?g|png|gif|webp|avif))+$", re.IGNORECASE)
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)$")
_SOURCE = re.compile(r"<(\w+)[^<>]*? (?:src|data)=\"([^\"]*)\"")


def is_same_target(before: str, after: str) -> bool:
    """Return whether two addresses lead to one place: scheme, closing slash and tracking apart."""
    return plain_address(before) == plain_address(after)


def is_same_medium(before: str, after: str) -> bool:
    """Return whether two pictures are one in two sizes or formats, or two frames show one video."""
    return _medium(before) == _medium(after)


def plain_address(text: str) -> tuple[str, ...]:
    """Return the parts of an address that tell one place from another."""
    address = re.sub(r"^www\.", "https://", text.strip("]()").rstrip(".,"))
    if not re.match(r"https?://", address, re.IGNORECASE):
        return (address.rstrip("/"),)
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.")
        port = "" if parts.port in {None, 80, 443} else str(parts.port)
    except ValueError:  # of a port that is none, or brackets left open
        return (address,)
    host = _SAME_HOST.get(host, host)
    asked = sorted(
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not _is_tracking(name, host)
    )
    query = "&".join(f"{name}={value}" for name, value in asked)
    path = _INDEX.sub("", parts.path).rstrip("/")
    return host, port, path, query, parts.fragment


def _is_tracking(name: str, host: str) -> bool:
    marked = name.lower() in _SHARED_MARKS
    return _TRACKING.fullmatch(name) is not None and (not marked or host in _SHARING)


def _medium(text: str) -> tuple[str, ...]:
    found = re.fullmatch(r"!\[([^\]]*)\]\(([^()\s]*)\)", text)
    if found is not None:
        return (found[1].strip(" .").lower(), *_picture(found[2]))
    source = _SOURCE.match(text)
    if source is None:
        return (re.sub(r"-\d{2,4}x\d{2,4}(?=\.\w{3,4})", "", text),)
    return (source[1], *_picture(source[2]))


def _picture(address: str) -> tuple[str, ...]:
    """Return where a picture is from, a host of copies and the name of a size apart."""
    place, mark, query = address.partition("?")
    if (picture := _FORMAT.search(place)) is not None:
        place, mark, query = _SIZE.sub("", place)[: -len(picture[0])], "", ""
    return plain_address(_COPIES.sub("https://", place) + mark + query)
