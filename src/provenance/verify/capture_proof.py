"""The check of a capture's proof (`docs/spec/log.md`, "Proofs of captures")."""

import json

from provenance.digest import check_inclusion, leaf_hash
from provenance.errors import MalformedError
from provenance.evidence import parse_capture_proof
from provenance.log import named_run, parse_log_proof
from provenance.model import EvidenceKind, Verification
from provenance.verify.checkpoint import SPELLED, Trusted, check_checkpoint
from provenance.verify.key_time import check_key_time
from provenance.verify.steps import Steps

_SPELLED = "the document is the proof of a capture, spelled as one"
_IN_ITS_RUN = "the record is one of its run's"
_PLACED = "the run is that entry of the log which the proof says"


def verify_capture_proof(
    data: bytes, *, trusted: Trusted, steps: Steps | None = None
) -> Verification:
    """Check the proof of a capture, from its record up to the checkpoint.

    Args:
        data: The document's bytes.
        trusted: Whose word it is held against.
        steps: Where the steps go; with one's own, those of a check that fails are had as well.

    Raises:
        MalformedError: It is no proof, or not spelled as one.
        SignatureError: The key did not sign its checkpoint.
        ProofError: The record does not lead to the run, or the run not to the checkpoint.
    """
    steps = steps or Steps()
    parts = (_IN_ITS_RUN, *trusted.checkpoint_parts, _PLACED, *trusted.key_parts)
    steps.plan(EvidenceKind.CAPTURE_PROOF, _SPELLED, *parts)
    proof = parse_capture_proof(data)
    root, count = named_run(proof.entry)
    steps.holds(_SPELLED)
    steps.begin(_IN_ITS_RUN)
    check_inclusion(
        proof.path, leaf=leaf_hash(proof.record), index=proof.index, size=count, root=root
    )
    what = _say_record(proof.record)
    steps.holds(f"the record is number {proof.index + 1:,} of its run's {count:,}: {what}")
    steps.begin(SPELLED)
    log_proof = parse_log_proof(proof.proof)
    checkpoint = check_checkpoint(log_proof.checkpoint, trusted, steps)
    steps.begin(_PLACED)
    check_inclusion(
        log_proof.path,
        leaf=leaf_hash(proof.entry),
        index=log_proof.index,
        size=checkpoint.size,
        root=checkpoint.root,
    )
    steps.holds(f"the run is entry {log_proof.index:,} of the log, from 0")
    check_key_time(log_proof.checkpoint, (), trusted, steps)
    return steps.verification()


def _say_record(record: bytes) -> str:
    """Return which post a record is of, when it was received, and what it shows.

    Raises:
        MalformedError: It is no record of a capture.
    """
    try:
        value = json.loads(record)
        post, received = value["post"], value["capture"]["received_at"]
        name = f"{post['site']}#{post['id']}, received at {received}"
        if value["digests"] is None:
            return f"{name}, showing no text that could be read"
        return f"{name}, with the content digest {value['digests']['content']}"
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise MalformedError("the proof's record is not that of a capture") from error
