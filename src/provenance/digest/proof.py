"""Inclusion and consistency proofs of RFC 6962 trees, made and checked without recursion.

Checking follows RFC 9162 sections 2.1.3.2 and 2.1.4.2 step by step: what is said there to fail
raises here. Every size, index and hash is taken for a claim.
"""

from collections.abc import Sequence

from provenance.digest.merkle import node_hash, paired
from provenance.digest.sha256 import DIGEST_SIZE
from provenance.errors import ProofError


def inclusion_proof(leaves: Sequence[bytes], index: int) -> tuple[bytes, ...]:
    """Return the hashes that lead from one leaf hash to the root, lowest first (RFC 6962 2.1.1).

    Args:
        leaves: All leaf hashes of the tree, each 32 bytes.
        index: Which leaf, from 0.

    Raises:
        IndexError: The tree has no such leaf.
    """
    if not 0 <= index < len(leaves):
        raise IndexError(index)
    return _siblings(list(leaves), index)


def consistency_proof(leaves: Sequence[bytes], first: int) -> tuple[bytes, ...]:
    """Return the hashes that show a tree to begin with an earlier one (RFC 6962 2.1.2).

    Args:
        leaves: All leaf hashes of the later tree, each 32 bytes.
        first: Size of the earlier tree, at least 1.

    Raises:
        IndexError: The tree has never had that size.
    """
    if not 0 < first <= len(leaves):
        raise IndexError(first)
    if first == len(leaves):
        return ()
    level, index = list(leaves), first - 1
    while index & 1:
        level, index = paired(level), index >> 1
    # Where the earlier tree is whole, whoever checks knows its root already.
    return ((level[index],) if index else ()) + _siblings(level, index)


def check_inclusion(
    proof: Sequence[bytes], *, leaf: bytes, index: int, size: int, root: bytes
) -> None:
    """Check that a tree holds a leaf at its place (RFC 9162 section 2.1.3.2).

    Args:
        proof: Hashes from the leaf's sibling upwards, each 32 bytes.
        leaf: The leaf hash; 32 bytes.
        index: Where the leaf is said to be, from 0.
        size: Number of leaves that the root is said to stand for.
        root: The root hash; 32 bytes.

    Raises:
        ProofError: They do not belong together.
    """
    _check_sizes(leaf, root, *proof)
    if not 0 <= index < size:
        raise ProofError(f"a tree of {size} leaves has no leaf {index}")
    node, last, reached = index, size - 1, leaf
    for sibling in proof:
        if not last:
            raise ProofError("the inclusion proof is too long for its tree")
        if node & 1 or node == last:
            reached = node_hash(sibling, reached)
            node, last = _up_to_right(node, last)
        else:
            reached = node_hash(reached, sibling)
        node, last = node >> 1, last >> 1
    if last or reached != root:
        raise ProofError("the inclusion proof does not lead from the leaf to the root")


def check_consistency(
    proof: Sequence[bytes], *, first: int, first_root: bytes, second: int, second_root: bytes
) -> None:
    """Check that a tree begins with an earlier one (RFC 9162 section 2.1.4.2).

    Args:
        proof: Hashes as `consistency_proof` gives them, each 32 bytes.
        first: Size of the earlier tree, at least 1.
        first_root: Root hash of the earlier tree; 32 bytes.
        second: Size of the later tree.
        second_root: Root hash of the later tree; 32 bytes.

    Raises:
        ProofError: They do not belong together.
    """
    _check_sizes(first_root, second_root, *proof)
    if not 0 < first <= second:
        raise ProofError(f"no proof leads from a tree of {first} leaves to one of {second}")
    if first == second:
        if proof or first_root != second_root:
            raise ProofError("two trees of one size are consistent where they are the same tree")
        return
    path = list(proof)
    # 2: the root of a whole subtree is known already, and is left out of the proof.
    if first & (first - 1) == 0:
        path.insert(0, first_root)
    if not path:
        raise ProofError("the consistency proof is empty")
    if _reached(path, first, second) != (first_root, second_root):
        raise ProofError("the consistency proof does not lead to both roots")


def _reached(path: Sequence[bytes], first: int, second: int) -> tuple[bytes, bytes]:
    """Return the two roots that a consistency path leads to (steps 3 to 6)."""
    node, last = first - 1, second - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    earlier = later = path[0]
    for sibling in path[1:]:
        if not last:
            raise ProofError("the consistency proof is too long for its trees")
        if node & 1 or node == last:
            earlier, later = node_hash(sibling, earlier), node_hash(sibling, later)
            node, last = _up_to_right(node, last)
        else:
            later = node_hash(later, sibling)
        node, last = node >> 1, last >> 1
    if last:
        raise ProofError("the consistency proof is too short for its trees")
    return earlier, later


def _up_to_right(node: int, last: int) -> tuple[int, int]:
    """Climb to where `node` is a right child: a node without sibling is carried up as it is."""
    while node and not node & 1:
        node, last = node >> 1, last >> 1
    return node, last


def _siblings(level: list[bytes], index: int) -> tuple[bytes, ...]:
    """Return the siblings on the way from a node of a level to the root, where it has any."""
    proof: list[bytes] = []
    while len(level) > 1:
        sibling = index ^ 1
        if sibling < len(level):
            proof.append(level[sibling])
        level, index = paired(level), index >> 1
    return tuple(proof)


def _check_sizes(*hashes: bytes) -> None:
    for given in hashes:
        if len(given) != DIGEST_SIZE:
            raise ProofError(f"a hash in the proof has {len(given)} bytes, not {DIGEST_SIZE}")
