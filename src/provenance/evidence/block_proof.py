"""One block of a post, shown against the content digest without the others (block-proof.md).

A document of ours: exactly the bytes that `format_block_proof` writes are accepted.
"""

import json
from dataclasses import dataclass

import rfc8785

from provenance import schema
from provenance.canonical import PROFILE
from provenance.digest import format_digest, inclusion_proof, leaf_hashes, parse_digest, root_hash
from provenance.errors import JsonSyntaxError, MalformedError, UnknownBlockError
from provenance.model import Snapshot

SCHEMA = "block-proof"
DOCUMENT_TYPE = "urn:provenance-toolkit:block-proof:v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockProof:
    """A block and its way to the root of its post's tree.

    Attributes:
        block: The block's canonical bytes.
        index: Its position among the post's blocks, from 0.
        size: How many blocks the post has.
        path: Hashes from the leaf's sibling upwards (RFC 6962 section 2.1.1); 32 bytes each.
        root: Root hash of the tree; 32 bytes.
        profile: Name of the canonical form that the block is of.
    """

    block: bytes
    index: int
    size: int
    path: tuple[bytes, ...]
    root: bytes
    profile: str = PROFILE


def prove_block(snapshot: Snapshot, number: int) -> BlockProof:
    """Return the proof of one block.

    Args:
        snapshot: The record that holds it.
        number: Which block, from 1, as reports count them.

    Raises:
        UnknownBlockError: The post has no such block.
    """
    size = len(snapshot.blocks)
    if not 1 <= number <= size:
        raise UnknownBlockError(
            f"{snapshot.key} has no block {number} in this capture",
            remedy=f"its blocks are 1 to {size}" if size else "it has no blocks",
        )
    leaves = leaf_hashes(snapshot.blocks)
    return BlockProof(
        block=snapshot.blocks[number - 1],
        index=number - 1,
        size=size,
        path=inclusion_proof(leaves, number - 1),
        root=root_hash(leaves),
        profile=snapshot.profile.name,
    )


def format_block_proof(proof: BlockProof) -> bytes:
    """Return the document of a proof: RFC 8785 bytes and one line feed."""
    return (
        rfc8785.dumps(
            {
                "type": DOCUMENT_TYPE,
                "profile": proof.profile,
                "block": proof.block.decode(),
                "index": proof.index,
                "size": proof.size,
                "path": [format_digest(sibling) for sibling in proof.path],
                "root": format_digest(proof.root),
            }
        )
        + b"\n"
    )


def parse_block_proof(data: bytes) -> BlockProof:
    """Return the proof that `format_block_proof` wrote as `data`.

    Raises:
        MalformedError: It is anything else: no JSON, another document, or another spelling.
    """
    try:
        document = json.loads(data)
    except (UnicodeDecodeError, RecursionError) as error:
        raise MalformedError("the proof is not UTF-8 JSON of a depth that a proof has") from error
    except json.JSONDecodeError as error:
        raise JsonSyntaxError(
            f"the proof is not JSON at line {error.lineno}, column {error.colno}: {error.msg}",
            line=error.lineno,
            column=error.colno,
        ) from error
    except ValueError as error:
        # Python refuses to convert integers of thousands of digits.
        raise MalformedError("the proof holds a number too long to be one of its own") from error
    schema.check(document, SCHEMA)
    proof = BlockProof(
        block=document["block"].encode("utf-8", "surrogatepass"),
        index=document["index"],
        size=document["size"],
        path=tuple(parse_digest(sibling) for sibling in document["path"]),
        root=parse_digest(document["root"]),
        profile=document["profile"],
    )
    _check_spelling(proof, data)
    return proof


def _check_spelling(proof: BlockProof, data: bytes) -> None:
    # One value, one spelling: this also finds duplicate keys, other white space, 1.0 for 1 and
    # lone surrogates.
    try:
        written = format_block_proof(proof)
    except UnicodeDecodeError as error:
        raise MalformedError("the proof's block has lone surrogates") from error
    if written != data:
        raise MalformedError(
            "the proof is not spelled as `provenance prove` writes it",
            remedy="hand on the file as it came, without formatting it",
        )
