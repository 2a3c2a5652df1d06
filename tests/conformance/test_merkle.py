"""Proofs against other people's vectors: transparency-dev/merkle, happy and unhappy."""

import json
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest

from provenance.digest import check_consistency, check_inclusion
from provenance.errors import ProofError

VECTORS = Path(__file__).parents[3] / "shared/vectors/merkle"


def _found(kind: str) -> list[Any]:
    if not VECTORS.is_dir():
        return [pytest.param(None, marks=pytest.mark.skip("../shared/vectors is not here"))]
    paths = sorted((VECTORS / kind).rglob("*.json"))
    return [pytest.param(path, id=str(path.relative_to(VECTORS))) for path in paths]


def _checked(vector: dict[str, Any]) -> None:
    proof = [b64decode(text) for text in vector["proof"] or []]
    if "leafIdx" in vector:
        check_inclusion(
            proof,
            leaf=b64decode(vector["leafHash"]),
            index=vector["leafIdx"],
            size=vector["treeSize"],
            root=b64decode(vector["root"]),
        )
    else:
        check_consistency(
            proof,
            first=vector["size1"],
            first_root=_root(vector, "root1"),
            second=vector["size2"],
            second_root=_root(vector, "root2"),
        )


def _root(vector: dict[str, Any], name: str) -> bytes:
    """Return a root; where one that must be accepted is a short placeholder, at a digest's size."""
    root = b64decode(vector[name] or "")
    return root if vector["wantErr"] else root.ljust(32)


@pytest.mark.parametrize("path", _found("inclusion") + _found("consistency"))
def test_a_proof_holds_where_its_vector_says_so(path: Path) -> None:
    vector = json.loads(path.read_bytes())
    if vector["wantErr"]:
        with pytest.raises(ProofError):
            _checked(vector)
    else:
        _checked(vector)


def test_the_vectors_are_all_there() -> None:
    if not VECTORS.is_dir():
        pytest.skip("../shared/vectors is not here")
    vectors = [
        json.loads(path.read_bytes())
        for kind in ("inclusion", "consistency")
        for path in (VECTORS / kind).rglob("*.json")
    ]
    assert len(vectors) >= 190
    assert {vector["wantErr"] for vector in vectors} == {True, False}
