"""The vectors of the page form (docs/spec/page-form.md)."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from provenance.canonical import canonicalize_page
from provenance.errors import NoArticleError
from provenance.model import PostKey

VECTORS = json.loads((Path(__file__).parents[1] / "vectors/page/articles.json").read_bytes())[
    "vectors"
]
ACCEPTED = [pytest.param(each, id=each["why"]) for each in VECTORS if "blocks" in each]
REFUSED = [pytest.param(each, id=each["why"]) for each in VECTORS if "refused" in each]


def key(vector: dict[str, Any]) -> PostKey:
    return PostKey(site="example.org", post_id=vector["post"])


def merkle_root(blocks: list[bytes]) -> bytes:
    """Return the root hash of RFC 6962 section 2.1, written a second time."""
    if not blocks:
        return hashlib.sha256(b"").digest()
    if len(blocks) == 1:
        return hashlib.sha256(b"\x00" + blocks[0]).digest()
    half = 1
    while half * 2 < len(blocks):
        half *= 2
    left, right = merkle_root(blocks[:half]), merkle_root(blocks[half:])
    return hashlib.sha256(b"\x01" + left + right).digest()


@pytest.mark.parametrize("vector", ACCEPTED)
def test_a_page_gives_the_blocks_that_its_vector_tells(vector: dict[str, Any]) -> None:
    snapshot = canonicalize_page(vector["page"].encode(), key(vector))

    assert [block.decode() for block in snapshot.blocks] == vector["blocks"]
    assert snapshot.page is not None
    assert snapshot.page.element == vector["element"]
    assert list(snapshot.flags) == vector["flags"]
    assert snapshot.metadata.decode() == vector["metadata"]


@pytest.mark.parametrize("vector", ACCEPTED)
def test_the_content_digest_begins_with_the_page_forms_own_name(vector: dict[str, Any]) -> None:
    snapshot = canonicalize_page(vector["page"].encode(), key(vector))
    blocks = [block.encode() for block in vector["blocks"]]
    bound = b"wppage/1\x00content\x00" + len(blocks).to_bytes(8) + merkle_root(blocks)

    assert snapshot.digests.content == hashlib.sha256(bound).digest()


@pytest.mark.parametrize("vector", REFUSED)
def test_a_page_without_a_sure_article_is_refused(vector: dict[str, Any]) -> None:
    with pytest.raises(NoArticleError):
        canonicalize_page(vector["page"].encode(), key(vector))
