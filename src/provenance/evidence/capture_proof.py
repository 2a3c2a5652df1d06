"""The proof that one capture was recorded: its record, and the way to a signed checkpoint.

`docs/spec/log.md`, "Proofs of captures".
"""

import json
from dataclasses import dataclass

from provenance import schema
from provenance.digest import canonical_json, format_digest, parse_digest
from provenance.errors import MalformedError

CAPTURE_PROOF_TYPE = "urn:provenance-toolkit:capture-proof:v1"
CAPTURE_PROOF_START = b'{"entry":'
_SCHEMA = "capture-proof"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureProof:
    """A capture's record on its way to a checkpoint.

    Attributes:
        record: The record's bytes (log.md 1.2).
        index: Its place among its run's records, from 0.
        path: Hashes from its leaf's sibling to the root that the run's entry has; each 32 bytes.
        entry: The run's log entry.
        proof: The proof of that entry (c2sp.org/tlog-proof).
    """

    record: bytes
    index: int
    path: tuple[bytes, ...]
    entry: bytes
    proof: bytes


def format_capture_proof(proof: CaptureProof) -> bytes:
    """Return the document of a proof: RFC 8785 bytes and one line feed."""
    document = {
        "type": CAPTURE_PROOF_TYPE,
        "record": proof.record.decode(),
        "index": proof.index,
        "path": [format_digest(sibling) for sibling in proof.path],
        "entry": proof.entry.decode(),
        "proof": proof.proof.decode(),
    }
    return canonical_json(document) + b"\n"


def parse_capture_proof(data: bytes) -> CaptureProof:
    """Return the proof that `format_capture_proof` wrote as `data`.

    Raises:
        MalformedError: It is anything else: no JSON, another document, or another spelling.
    """
    try:
        document = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise MalformedError("the proof of a capture is not JSON as it is written here") from error
    schema.check(document, _SCHEMA)
    try:
        proof = CaptureProof(
            record=document["record"].encode(),
            index=document["index"],
            path=tuple(parse_digest(sibling) for sibling in document["path"]),
            entry=document["entry"].encode(),
            proof=document["proof"].encode(),
        )
        if format_capture_proof(proof) == data:
            return proof
    except (UnicodeEncodeError, TypeError):
        pass
    raise MalformedError(
        "the proof is not spelled as `provenance log prove` writes it",
        remedy="hand on the file as it came, without formatting it",
    )
