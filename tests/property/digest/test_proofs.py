"""Proofs over any tree: each holds, and no flipped bit, other place or other size does."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from provenance.digest import (
    check_consistency,
    check_inclusion,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    root_hash,
)
from provenance.errors import ProofError

LEAVES = st.lists(st.binary(max_size=3).map(leaf_hash), min_size=1, max_size=70)


def _flipped(value: bytes, bit: int) -> bytes:
    return bytes(
        byte ^ (1 << bit % 8 if place == bit // 8 else 0) for place, byte in enumerate(value)
    )


@given(LEAVES, st.data())
def test_a_block_is_shown_without_the_others(leaves: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(leaves) - 1))
    proof = inclusion_proof(leaves, index)
    check_inclusion(
        proof, leaf=leaves[index], index=index, size=len(leaves), root=root_hash(leaves)
    )
    assert len(proof) <= (len(leaves) - 1).bit_length()


@given(LEAVES, st.data(), st.integers(0, 255))
def test_a_flipped_bit_breaks_an_inclusion_proof(
    leaves: list[bytes], data: st.DataObject, bit: int
) -> None:
    index = data.draw(st.integers(0, len(leaves) - 1))
    told = [*inclusion_proof(leaves, index), leaves[index], root_hash(leaves)]
    where = data.draw(st.integers(0, len(told) - 1))
    told[where] = _flipped(told[where], bit)
    *proof, leaf, root = told
    with pytest.raises(ProofError):
        check_inclusion(proof, leaf=leaf, index=index, size=len(leaves), root=root)


@given(LEAVES, st.data(), st.integers(0, 255))
def test_a_flipped_bit_breaks_a_consistency_proof(
    leaves: list[bytes], data: st.DataObject, bit: int
) -> None:
    first = data.draw(st.integers(1, len(leaves)))
    told = [*consistency_proof(leaves, first), root_hash(leaves[:first]), root_hash(leaves)]
    _check(told, first, len(leaves))
    where = data.draw(st.integers(0, len(told) - 1))
    told[where] = _flipped(told[where], bit)
    with pytest.raises(ProofError):
        _check(told, first, len(leaves))


@given(LEAVES, st.data(), st.booleans())
def test_a_proof_with_a_hash_more_or_less_is_refused(
    leaves: list[bytes], data: st.DataObject, is_longer: bool
) -> None:
    index = data.draw(st.integers(0, len(leaves) - 1))
    proof = inclusion_proof(leaves, index)
    assume(is_longer or proof)
    changed = (*proof, leaf_hash(b"")) if is_longer else proof[:-1]
    with pytest.raises(ProofError):
        check_inclusion(
            changed, leaf=leaves[index], index=index, size=len(leaves), root=root_hash(leaves)
        )


def _check(told: list[bytes], first: int, second: int) -> None:
    *proof, earlier, later = told
    check_consistency(proof, first=first, first_root=earlier, second=second, second_root=later)
