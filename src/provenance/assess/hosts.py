"""Tells a site that moved from a link that changed.

Owns what "differs in host only" means. A link to somebody else's host is never folded.
"""

import json
from urllib.parse import SplitResult, urlsplit

from provenance.diff import Token, read_tokens
from provenance.model import BlockChange, Change, Snapshot

_PICTURES = frozenset({"img", "iframe", "video", "audio", "source", "embed", "object"})


def guid_of(snapshot: Snapshot) -> str | None:
    """Return the post's permanent identifier; None where the answer has none."""
    guid = json.loads(snapshot.metadata).get("guid.rendered")
    return guid if isinstance(guid, str) else None


def is_same_but_host(before: str, after: str) -> bool:
    """Return whether two addresses differ in nothing but scheme and host."""
    left, right = _split(before), _split(after)
    if left is None or right is None:
        return before == after
    return left[2:] == right[2:]


def is_host_only(edit: BlockChange, before: Snapshot, after: Snapshot) -> bool:
    """Return whether a changed block differs only in the host of the site's own addresses.

    Links count where both hosts are the site's own, as `link`, `guid` and the REST root name
    them with or without `www.`; pictures and embeds where one of them is.
    """
    if edit.change is not Change.CHANGED or edit.before_index is None or edit.after_index is None:
        return False
    left = read_tokens(before.blocks[edit.before_index])
    right = read_tokens(after.blocks[edit.after_index])
    own = _own_hosts(before) | _own_hosts(after)
    if left.path != right.path or len(left.inline) != len(right.inline):
        return False
    return all(_agrees(a, b, own) for a, b in zip(left.inline, right.inline, strict=True))


def _agrees(before: Token, after: Token, own: frozenset[str]) -> bool:
    if before == after:
        return True
    if (before.kind, before.value) != (after.kind, after.value):
        return False
    if [name for name, _ in before.attributes] != [name for name, _ in after.attributes]:
        return False
    needed = 1 if before.value in _PICTURES else 2
    return all(
        left == right
        or (
            is_same_but_host(left, right) and (_host(left) in own) + (_host(right) in own) >= needed
        )
        for (_, left), (_, right) in zip(before.attributes, after.attributes, strict=True)
    )


def _own_hosts(snapshot: Snapshot) -> frozenset[str]:
    addresses = (f"//{snapshot.key.site}", snapshot.link or "", guid_of(snapshot) or "")
    return frozenset(_host(address) for address in addresses) - {""}


def _host(address: str) -> str:
    parts = _split(address)
    return "" if parts is None else parts.netloc.lower().removeprefix("www.")


def _split(address: str) -> SplitResult | None:
    try:
        return urlsplit(address)
    except ValueError:
        return None
