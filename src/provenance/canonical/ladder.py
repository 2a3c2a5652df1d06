"""The ladder of digests, from the least to the most tolerant (canonical-form.md 8)."""

from collections.abc import Iterable, Sequence

from provenance.digest import leaf_hashes, root_hash, sha256
from provenance.model import Text

PROFILE = "wpcanon/1"


def content_digest(blocks: Sequence[bytes], *, profile: str = PROFILE) -> bytes:
    """Return the digest of canonical blocks: their Merkle root, bound to profile and count (8.3).

    32 bytes. The first byte hashed is `w`, so that it is neither a leaf nor a node of the tree.
    """
    return bound_root(root_hash(leaf_hashes(blocks)), len(blocks), profile=profile)


def bound_root(root: bytes, count: int, *, profile: str = PROFILE) -> bytes:
    """Return the content digest of the tree of `count` blocks whose root hash is `root` (8.3)."""
    return sha256(_domain(profile) + b"content\x00" + _size(count) + root)


def markup_digest(title: Text, content: Text, excerpt: Text, *, profile: str = PROFILE) -> bytes:
    """Return the digest of the three decoded `rendered` strings, missing ones told apart (8.2)."""
    parts = [_domain(profile), b"markup\x00"]
    for name, text in ((b"title", title), (b"content", content), (b"excerpt", excerpt)):
        if text.rendered is None:
            parts.append(name + b"\x00-")
        else:
            data = text.rendered.encode()
            parts += (name, b"\x00+", _size(len(data)), data)
    return sha256(b"".join(parts))


def words_digest(fields: Iterable[tuple[bytes, Iterable[str]]], *, profile: str = PROFILE) -> bytes:
    """Return the digest of what a reader reads: of each field its name and its texts (8.4)."""
    parts = [_domain(profile), b"words\x00"]
    for name, texts in fields:
        head = name + b"\x00"
        for data in map(str.encode, filter(None, texts)):
            parts += (head, len(data).to_bytes(8), data)
    return sha256(b"".join(parts))


def _domain(profile: str) -> bytes:
    """Return what every digest but `raw` and `metadata` begins with: the domain of section 8."""
    return profile.encode() + b"\x00"


def _size(count: int) -> bytes:
    """Return `count` as eight bytes, most significant first."""
    return count.to_bytes(8)
