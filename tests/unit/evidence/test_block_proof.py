"""Proof documents: one value, one spelling, and nothing else is read."""

import json
from dataclasses import replace
from typing import Any

import pytest

from provenance.canonical import canonicalize
from provenance.digest import check_inclusion, leaf_hash, root_hash
from provenance.errors import MalformedError, ProvenanceError, UnknownBlockError
from provenance.evidence import BlockProof, format_block_proof, parse_block_proof, prove_block
from provenance.verify import verify_block

_POST = {
    "id": 7,
    "link": "https://example.org/?p=7",
    "title": {"rendered": "Title"},
    "content": {"rendered": "<p>caf\u00e9 <b>b</b></p><ul><li>c</ul><p>d</p>"},
}
SNAPSHOT = canonicalize(json.dumps(_POST).encode())
DOCUMENT = format_block_proof(prove_block(SNAPSHOT, 2))


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_a_proof_leads_from_its_block_to_the_root(number: int) -> None:
    proof = prove_block(SNAPSHOT, number)
    assert proof.block == SNAPSHOT.blocks[number - 1]
    assert (proof.index, proof.size) == (number - 1, 4)
    assert proof.root == root_hash([leaf_hash(block) for block in SNAPSHOT.blocks])
    check_inclusion(
        proof.path,
        leaf=leaf_hash(proof.block),
        index=proof.index,
        size=proof.size,
        root=proof.root,
    )


@pytest.mark.parametrize("number", [-1, 0, 5])
def test_a_block_that_is_not_there_has_no_proof(number: int) -> None:
    with pytest.raises(UnknownBlockError, match="its blocks are 1 to 4"):
        prove_block(SNAPSHOT, number)


def test_a_post_without_blocks_says_so() -> None:
    with pytest.raises(UnknownBlockError, match="it has no blocks"):
        prove_block(replace(SNAPSHOT, blocks=()), 1)


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_a_document_is_read_as_it_was_written(number: int) -> None:
    proof = prove_block(SNAPSHOT, number)
    assert parse_block_proof(format_block_proof(proof)) == proof


def _with(**members: Any) -> bytes:
    """Return the document with members replaced, in the one spelling where there is one."""
    value = json.loads(DOCUMENT) | members
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode("utf-8", "surrogatepass") + b"\n"


def test_the_spelling_of_the_tests_is_the_spelling() -> None:
    assert _with() == DOCUMENT


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff",
        b"null\n",
        b"{}\n",
        b"[" * 100_000,
        b"{" + b'"a":' * 100_000,
        b'{"size":' + b"1" * 5_000 + b"}",
        DOCUMENT[:-1],
        DOCUMENT + b"\n",
        b" " + DOCUMENT,
        b"\xef\xbb\xbf" + DOCUMENT,
        DOCUMENT.replace(b",", b", ", 1),
        DOCUMENT.replace(b'"size":4', b'"size":4,"size":4'),
        DOCUMENT.replace(b'"size":4', b'"size":4.0'),
        DOCUMENT.replace(b'"size":4', b'"size":"4"'),
        DOCUMENT.replace(b'"size":4', b'"size":NaN'),
        DOCUMENT.replace(b"\xc3\xa9", b"\\u00e9"),
        _with(more=1),
        _with(size=True),
        _with(size=0),
        _with(size=2**53),
        _with(index=-1),
        _with(type="urn:example:other"),
        _with(profile="wpcanon/2"),
        _with(root="sha256:" + "A" * 64),
        _with(path=["sha256:00"]),
        _with(path=[1]),
        _with(block=5),
        _with(block="content\x00:\ud800"),
        DOCUMENT.replace(b"caf", b"\\ud800"),
    ],
)
def test_anything_else_is_refused(data: bytes) -> None:
    with pytest.raises(MalformedError):
        parse_block_proof(data)


@pytest.mark.parametrize(
    "block", ["", "content", "\x00", "content\x00", "content\x00\x00:a", "a\x00?"]
)
def test_bytes_that_no_post_gives_end_in_no_crash(block: str) -> None:
    leaf = leaf_hash(block.encode())
    proof = BlockProof(block=block.encode(), index=0, size=1, path=(), root=leaf)
    try:
        verify_block(format_block_proof(proof), content_digest=None)
    except ProvenanceError:
        return


def test_every_flipped_bit_of_a_document_is_refused() -> None:
    for place in range(len(DOCUMENT)):
        flipped = bytearray(DOCUMENT)
        flipped[place] ^= 1
        with pytest.raises(ProvenanceError):
            verify_block(bytes(flipped), content_digest=SNAPSHOT.digests.content)
    verify_block(DOCUMENT, content_digest=SNAPSHOT.digests.content)
