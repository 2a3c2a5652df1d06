"""Posts written by hand for the tests of the canonical form, and readable blocks."""

import json
from typing import Any

from provenance.canonical import blocks_of, canonicalize
from provenance.model import Digests, Snapshot

SELF = "https://example.org/wp-json/wp/v2/posts/7"


def post_value(rendered: object = "<p>Text</p>", **members: Any) -> dict[str, Any]:
    """Return the JSON value of a post; `members` replace or join what it has."""
    value: dict[str, Any] = {
        "id": 7,
        "date": "2026-05-28T20:20:00",
        "date_gmt": "2026-05-29T01:20:00",
        "modified": "2026-05-28T22:22:06",
        "modified_gmt": "2026-05-29T03:22:06",
        "content": {"rendered": rendered, "protected": False},
        "title": {"rendered": "Title"},
        "excerpt": {"rendered": "", "protected": False},
        "_links": {"self": [{"href": SELF}], "version-history": [{"count": 1, "href": SELF}]},
    }
    return value | members


def post_bytes(rendered: object = "<p>Text</p>", **members: Any) -> bytes:
    """Return a post's JSON bytes."""
    return json.dumps(post_value(rendered, **members)).encode()


def snapshot_of(rendered: object = "<p>Text</p>", **members: Any) -> Snapshot:
    """Return the canonical record of a post."""
    return canonicalize(post_bytes(rendered, **members))


def digests_of(rendered: object, **members: Any) -> Digests:
    """Return the ladder of a post."""
    return snapshot_of(rendered, **members).digests


def shown(html: str) -> list[str]:
    """Return the blocks of `content`, with `|` for U+0000 and without the field's name."""
    blocks = blocks_of("content", html).blocks
    return [block.decode().removeprefix("content").replace("\x00", "|") for block in blocks]
