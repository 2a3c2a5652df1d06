"""A text as an editor stored it, in canonical form, so that stored texts can be compared.

Stored text is not what a site serves: shortcodes and patterns stand in it by name. Its records are
never archived, and never compared with those of an answer (docs/adr/0096).
"""

import json
import re
from collections.abc import Mapping
from dataclasses import replace

from provenance.canonical.decode import decode
from provenance.canonical.snapshot import CURRENT_PROFILE, canonicalize
from provenance.errors import MalformedError
from provenance.model import PostKey, StoredText

_PROFILE = replace(CURRENT_PROFILE, name="wpstored/1")
_FIELDS = ("title", "content", "excerpt")
_BLOCK = "<!-- wp:"
# What wpautop takes for the end of a paragraph.
_BLANK_LINE = re.compile(r"\r?\n[ \t]*\r?\n")


def read_stored(raw: bytes, key: PostKey) -> StoredText | None:
    """Return what the `raw` members of a post, or of a revision, hold; None where none has content.

    Args:
        raw: The JSON object, as served in the context `edit`.
        key: Which post.
    """
    try:
        value, _ = decode(raw)
        texts = {name: _raw(value, name) for name in _FIELDS}
        if texts["content"] is None:
            return None
        snapshot = canonicalize(_rendered(texts, key))
    except MalformedError:
        return None
    return StoredText(
        title=texts["title"],
        content=texts["content"],
        excerpt=texts["excerpt"],
        snapshot=replace(snapshot, key=key, profile=_PROFILE),
    )


def _raw(value: object, name: str) -> str | None:
    member = value.get(name) if isinstance(value, Mapping) else None
    text = member.get("raw") if isinstance(member, Mapping) else None
    return text if isinstance(text, str) else None


def _rendered(texts: Mapping[str, str | None], key: PostKey) -> bytes:
    members = {
        name: {"rendered": _paragraphs(text)} for name, text in texts.items() if text is not None
    }
    link = f"https://{key.site}/?p={key.post_id}"
    return json.dumps({"id": key.post_id, "link": link} | members).encode()


def _paragraphs(text: str) -> str:
    """Return a text whose paragraphs are elements; those of blocks are already."""
    return text if _BLOCK in text else _BLANK_LINE.sub("\n<p></p>\n", text)
