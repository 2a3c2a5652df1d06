"""The check of a log proof (c2sp.org/tlog-proof, "Verifying a tlog proof")."""

from provenance.digest import check_inclusion, leaf_hash
from provenance.log import parse_log_proof
from provenance.model import EvidenceKind, Verification
from provenance.verify.checkpoint import Trusted, check_checkpoint
from provenance.verify.key_time import check_key_time
from provenance.verify.steps import Steps

_SPELLED = "the document is a log proof, spelled as one"
_PLACED = "the entry is that number of the log which the proof says"
_NO_ENTRY = "the entry itself was not given; give the file with --entry"


def verify_log_proof(
    data: bytes, *, entry: bytes | None, trusted: Trusted, steps: Steps | None = None
) -> Verification:
    """Check a proof against the entry and the log's key.

    Args:
        data: The proof's bytes.
        entry: The entry's bytes; None where they are not at hand.
        trusted: Whose word it is held against.
        steps: Where the steps go; with one's own, those of a check that fails are had as well.

    Raises:
        MalformedError: It is no proof, or not spelled as one.
        SignatureError: The key did not sign its checkpoint.
        ProofError: The entry does not lead to the checkpoint's root.
    """
    steps = steps or Steps()
    parts = (*trusted.checkpoint_parts, *trusted.key_parts, _PLACED)
    steps.plan(EvidenceKind.LOG_PROOF, _SPELLED, *parts)
    proof = parse_log_proof(data)
    steps.holds(_SPELLED)
    checkpoint = check_checkpoint(proof.checkpoint, trusted, steps)
    check_key_time(proof.checkpoint, (), trusted, steps)
    steps.begin(_PLACED)
    what = f"the entry is number {proof.index:,} of the log, from 0"
    if entry is None:
        steps.not_checked(what, _NO_ENTRY)
    else:
        check_inclusion(
            proof.path,
            leaf=leaf_hash(entry),
            index=proof.index,
            size=checkpoint.size,
            root=checkpoint.root,
        )
        steps.holds(what)
    return steps.verification()
