"""Trees and proofs against the definitions of RFC 6962, written out recursively."""

import hashlib
from collections.abc import Sequence

import pytest

from provenance.digest import (
    check_consistency,
    check_inclusion,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    leaf_hashes,
    node_hash,
    root_hash,
)
from provenance.errors import ProofError

SIZES = range(1, 34)
LEAVES = [leaf_hash(bytes([number])) for number in range(SIZES[-1])]


def _split(size: int) -> int:
    return 1 << (size - 1).bit_length() - 1


def _tree(leaves: Sequence[bytes]) -> bytes:
    """MTH of RFC 6962 section 2.1."""
    if len(leaves) == 1:
        return leaves[0]
    at = _split(len(leaves))
    return hashlib.sha256(b"\1" + _tree(leaves[:at]) + _tree(leaves[at:])).digest()


def _path(index: int, leaves: Sequence[bytes]) -> list[bytes]:
    """PATH of RFC 6962 section 2.1.1."""
    if len(leaves) == 1:
        return []
    at = _split(len(leaves))
    if index < at:
        return [*_path(index, leaves[:at]), _tree(leaves[at:])]
    return [*_path(index - at, leaves[at:]), _tree(leaves[:at])]


def _proof(first: int, leaves: Sequence[bytes], *, is_known: bool = True) -> list[bytes]:
    """SUBPROOF of RFC 6962 section 2.1.2."""
    if first == len(leaves):
        return [] if is_known else [_tree(leaves)]
    at = _split(len(leaves))
    if first <= at:
        return [*_proof(first, leaves[:at], is_known=is_known), _tree(leaves[at:])]
    return [*_proof(first - at, leaves[at:], is_known=False), _tree(leaves[:at])]


def test_leaf_and_node_are_told_apart_by_their_first_byte() -> None:
    assert leaf_hash(b"a") == hashlib.sha256(b"\0a").digest()
    assert node_hash(b"a", b"b") == hashlib.sha256(b"\1ab").digest()


def test_the_root_of_no_leaves_is_the_digest_of_nothing() -> None:
    assert root_hash([]) == hashlib.sha256(b"").digest()


@pytest.mark.parametrize("size", SIZES)
def test_roots_and_proofs_are_those_of_the_definition(size: int) -> None:
    leaves = LEAVES[:size]
    assert root_hash(iter(leaves)) == _tree(leaves)
    for index in range(size):
        assert list(inclusion_proof(leaves, index)) == _path(index, leaves)
        assert list(consistency_proof(leaves, index + 1)) == _proof(index + 1, leaves)


@pytest.mark.parametrize("size", SIZES)
def test_every_proof_holds_at_its_own_place_alone(size: int) -> None:
    leaves, root = LEAVES[:size], _tree(LEAVES[:size])
    for index in range(size):
        proof = inclusion_proof(leaves, index)
        check_inclusion(proof, leaf=leaves[index], index=index, size=size, root=root)
        for place in set(range(size)) - {index}:
            with pytest.raises(ProofError):
                check_inclusion(proof, leaf=leaves[index], index=place, size=size, root=root)


@pytest.mark.parametrize("size", SIZES)
def test_every_tree_begins_with_every_smaller_one(size: int) -> None:
    leaves, root = LEAVES[:size], _tree(LEAVES[:size])
    for first in range(1, size + 1):
        proof = consistency_proof(leaves, first)
        earlier = _tree(leaves[:first])
        check_consistency(proof, first=first, first_root=earlier, second=size, second_root=root)
        forged = leaf_hash(b"forged")
        for one, other in ((forged, root), (earlier, forged)):
            with pytest.raises(ProofError):
                check_consistency(
                    proof, first=first, first_root=one, second=size, second_root=other
                )


@pytest.mark.parametrize("size", [1, 2, 7, 8])
@pytest.mark.parametrize("index", [-1, 8])
def test_no_proof_is_made_for_a_leaf_that_is_not_there(size: int, index: int) -> None:
    with pytest.raises(IndexError):
        inclusion_proof(LEAVES[:size], index)


@pytest.mark.parametrize("first", [-1, 0, 9])
def test_no_proof_is_made_from_a_tree_that_never_was(first: int) -> None:
    with pytest.raises(IndexError):
        consistency_proof(LEAVES[:8], first)


@pytest.mark.parametrize(("index", "size"), [(-1, 1), (1, 1), (0, 0), (8, 8), (2**80, 8)])
def test_a_leaf_beyond_its_tree_is_refused(index: int, size: int) -> None:
    with pytest.raises(ProofError, match="has no leaf"):
        check_inclusion([], leaf=LEAVES[0], index=index, size=size, root=LEAVES[0])


@pytest.mark.parametrize(
    ("first", "second", "proof", "said"),
    [
        (0, 1, [], "no proof leads"),
        (-1, 1, [], "no proof leads"),
        (2, 1, [], "no proof leads"),
        (1, 1, [LEAVES[0]], "same tree"),
        (3, 4, [], "is empty"),
        (1, 2, [], "too short"),
        (1, 2, LEAVES[:2], "too long"),
        (1, 2**80, [LEAVES[0]] * 9, "too short"),
    ],
)
def test_trees_and_proofs_of_impossible_sizes_are_refused(
    first: int, second: int, proof: list[bytes], said: str
) -> None:
    root = LEAVES[0]
    with pytest.raises(ProofError, match=said):
        check_consistency(proof, first=first, first_root=root, second=second, second_root=root)


@pytest.mark.parametrize("wrong", [b"", bytes(31), bytes(33)])
def test_a_hash_of_another_size_is_refused(wrong: bytes) -> None:
    right, two = LEAVES[0], node_hash(LEAVES[0], LEAVES[1])
    check_inclusion([LEAVES[1]], leaf=right, index=0, size=2, root=two)
    for leaf, sibling, root in (
        (wrong, LEAVES[1], two),
        (right, wrong, two),
        (right, right, wrong),
    ):
        with pytest.raises(ProofError, match="bytes"):
            check_inclusion([sibling], leaf=leaf, index=0, size=2, root=root)
        with pytest.raises(ProofError, match="bytes"):
            check_consistency([sibling], first=1, first_root=leaf, second=2, second_root=root)


def test_leaf_hashes_are_those_of_the_entries_in_order() -> None:
    assert leaf_hashes([b"a", b"b"]) == [leaf_hash(b"a"), leaf_hash(b"b")]
    assert leaf_hashes([b"b", b"a"]) != leaf_hashes([b"a", b"b"])
