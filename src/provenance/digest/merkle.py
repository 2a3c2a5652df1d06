"""Merkle tree hashes of RFC 6962 section 2.1, without recursion."""

from collections.abc import Iterable
from functools import reduce
from hashlib import sha256 as _sha256

_LEAF = b"\x00"
_NODE = b"\x01"

# A hash that has read its first byte is copied in less time than a new one is made (ADR 0076).
_new_leaf = _sha256(_LEAF).copy
_new_node = _sha256(_NODE).copy


def leaf_hash(entry: bytes) -> bytes:
    """Return SHA-256(0x00 || entry), RFC 6962 section 2.1."""
    return _sha256(_LEAF + entry).digest()


def leaf_hashes(entries: Iterable[bytes]) -> list[bytes]:
    """Return the leaf hash of each entry, in order; calls would be a fifth of the cost."""
    hashes: list[bytes] = []
    for entry in entries:
        leaf = _new_leaf()
        leaf.update(entry)
        hashes.append(leaf.digest())
    return hashes


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


class RunningRoot:
    """The Merkle tree hash over leaf hashes that come one by one; holds one hash a level.

    Attributes:
        count: How many have come.
    """

    __slots__ = ("_whole", "count")

    def __init__(self) -> None:
        self.count = 0
        # Roots of whole subtrees from left to right, each of more leaves than the next.
        self._whole: list[bytes] = []

    def add(self, leaf: bytes) -> None:
        """Take the next leaf hash, 32 bytes."""
        filled = self.count
        self.count += 1
        while filled & 1:
            leaf = node_hash(self._whole.pop(), leaf)
            filled >>= 1
        self._whole.append(leaf)

    def root(self) -> bytes:
        """Return the hash over all that have come; SHA-256("") for none."""
        if not self._whole:
            return root_hash(())
        return reduce(lambda right, left: node_hash(left, right), reversed(self._whole))


def paired(level: list[bytes]) -> list[bytes]:
    """Return the next level of a tree: each pair's hash, and an odd last node unchanged."""
    above: list[bytes] = []
    nodes = iter(level)
    for left, right in zip(nodes, nodes, strict=False):
        node = _new_node()
        node.update(left + right)
        above.append(node.digest())
    if len(level) % 2:
        above.append(level[-1])
    return above
