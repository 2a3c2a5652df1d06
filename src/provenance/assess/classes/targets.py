"""Tells another target from another way to write the same one.

Owns what is one picture in another size, and one address in another spelling.
"""

import re

_SIZE = re.compile(r"(?:-\d{2,4}x\d{2,4}|-scaled|@2x)(?=\.\w{3,4}$)")
_TRACKING = re.compile(
    r"[?&](?:utm_\w+|fbclid|gclid|ref|w|h|width|height|quality|resize|ssl|fit)=[^&#]*"
)


def is_same_target(before: str, after: str) -> bool:
    """Return whether two addresses lead to one place: scheme, closing slash and tracking apart."""
    return _plain(before) == _plain(after)


def is_same_medium(before: str, after: str) -> bool:
    """Return whether two pictures are one in two sizes, by WordPress's names for sizes."""
    return _picture(before) == _picture(after)


def _plain(text: str) -> str:
    address = re.sub(r"^http://", "https://", text.strip("]()"))
    return _TRACKING.sub("", address).rstrip("/?&")


def _picture(text: str) -> tuple[str, str]:
    found = re.fullmatch(r"!\[([^\]]*)\]\(([^()\s]*)\)", text)
    if found is None:
        return "", re.sub(r"-\d{2,4}x\d{2,4}(?=\.\w{3,4})", "", text)
    return found[1], _SIZE.sub("", _plain(found[2]))
