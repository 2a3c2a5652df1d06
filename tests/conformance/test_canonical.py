"""The vectors of the canonical form, against the program and against the second reader."""

import json
from pathlib import Path
from typing import Any

import pytest

from provenance.canonical import canonicalize
from provenance.errors import MalformedError
from tests.reference.blocks import RefusedError
from tests.reference.record import record_of

VECTORS = Path(__file__).parents[1] / "vectors/canonical"

Vector = dict[str, Any]


def _vectors(*names: str) -> list[Any]:
    return [
        pytest.param(vector, id=f"{name}: {vector['why']}")
        for name in names
        for vector in json.loads((VECTORS / name).read_bytes())["vectors"]
    ]


def _raw(vector: Vector) -> bytes:
    """Return the post's bytes that a vector stands for (tests/vectors/README.md)."""
    if "post" in vector:
        return str(vector["post"]).encode()
    pieces = vector.get("repeat") or [(vector["html"], 1)]
    html = "".join(text * times for text, times in pieces)
    value = {"id": 1, "link": "https://example.org/?p=1", "content": {"rendered": html}}
    return json.dumps(value).encode()


def _told(vector: Vector) -> Vector:
    """Return what the vector says of blocks, record, flags and digests."""
    told = {name: vector[name] for name in ("blocks", "metadata", "digests") if name in vector}
    return told | {"flags": vector.get("flags", [])}


def _by_program(vector: Vector) -> Vector:
    snapshot = canonicalize(_raw(vector))
    flags = sorted(flag for flag in snapshot.flags if not flag.startswith("no-"))
    found: Vector = {"blocks": [block.hex() for block in snapshot.blocks], "flags": flags}
    found["metadata"] = snapshot.metadata.hex()
    found["digests"] = {
        name: getattr(snapshot.digests, name).hex() for name in vector.get("digests", ())
    }
    return {name: found[name] for name in _told(vector)}


def _by_reference(vector: Vector) -> Vector:
    record = record_of(_raw(vector))
    found: Vector = {
        "blocks": [block.hex() for block in record.blocks],
        "flags": sorted(record.flags),
    }
    found["metadata"] = record.metadata.hex()
    found["digests"] = {name: record.digests[name] for name in vector.get("digests", ())}
    return {name: found[name] for name in _told(vector)}


ALL = (
    "equal.json", "different.json", "blocks.json", "parsing.json", "excerpts.json", "posts.json",
)  # fmt: skip


@pytest.mark.parametrize("vector", _vectors(*ALL))
def test_the_program_gives_what_the_vector_says(vector: Vector) -> None:
    if "refused" in vector:
        with pytest.raises(MalformedError) as refused:
            canonicalize(_raw(vector))
        limit = getattr(refused.value, "limit", None)
        assert limit is None or limit == vector["refused"]
    else:
        assert _by_program(vector) == _told(vector)


@pytest.mark.parametrize("vector", _vectors(*ALL))
def test_the_second_reader_gives_what_the_vector_says(vector: Vector) -> None:
    if "refused" in vector:
        with pytest.raises(RefusedError, match=vector["refused"]):
            record_of(_raw(vector))
    else:
        assert _by_reference(vector) == _told(vector)


@pytest.mark.parametrize("vector", _vectors("parsers.json"))
def test_a_parser_that_is_known_to_be_wrong_still_is(vector: Vector) -> None:
    """Fails where a parser was mended: the vector then belongs to `parsing.json`."""
    by = {"turbohtml": _by_program, "lexbor": _by_reference}
    wrong = by.pop(vector["wrong"])
    (right,) = by.values()
    assert right(vector) == _told(vector)
    assert wrong(vector) != _told(vector)


def test_a_wrong_digest_is_told_from_a_right_one() -> None:
    vector = _vectors("equal.json")[0].values[0]
    forged = vector | {"digests": vector["digests"] | {"content": "00" * 32}}
    assert _by_program(vector) == _told(vector)
    assert _by_program(forged) != _told(forged)


def test_neighbours_are_equal_and_different_as_their_files_say() -> None:
    for name, is_equal in (("equal.json", True), ("different.json", False)):
        vectors = [parameters.values[0] for parameters in _vectors(name)]
        assert len(vectors) > 100
        for one, other in zip(vectors[::2], vectors[1::2], strict=True):
            assert (one["blocks"] == other["blocks"]) is is_equal
            assert (one["digests"]["content"] == other["digests"]["content"]) is is_equal
