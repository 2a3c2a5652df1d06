"""The check of one block's proof (`docs/spec/block-proof.md`, "Checking")."""

from provenance.canonical import bound_root, read_block
from provenance.digest import check_inclusion, format_digest, leaf_hash
from provenance.errors import ContentMismatchError
from provenance.evidence import parse_block_proof
from provenance.model import BlockVerification, EvidenceKind
from provenance.verify.steps import Steps

_NO_DIGEST = "no content digest was given to hold it against; give --content-digest"


_SPELLED = "the document is a block proof, spelled as one"
_LEADS = "the block leads to the tree's root"
_BOUND = "root, number of blocks and profile give the content digest"


def verify_block(
    data: bytes, *, content_digest: bytes | None, steps: Steps | None = None
) -> BlockVerification:
    """Check a proof document against the content digest of the post that it is said to be from.

    Args:
        data: The document's bytes.
        content_digest: From a source that the reader trusts, 32 bytes; None where there is none:
            then the last step is not checked, and the proof shows nothing of any post.
        steps: Where the steps go; with one's own, those of a check that fails are had as well.

    Raises:
        MalformedError: Step 1: it is no proof, or not spelled as one.
        ProofError: Step 2: the block does not lead to the root.
        ContentMismatchError: Step 3: the root is not that of the content digest.
    """
    steps = steps or Steps()
    steps.plan(EvidenceKind.BLOCK_PROOF, _SPELLED, _LEADS, _BOUND)
    proof = parse_block_proof(data)
    steps.holds(_SPELLED)
    steps.begin(_LEADS)
    check_inclusion(
        proof.path,
        leaf=leaf_hash(proof.block),
        index=proof.index,
        size=proof.size,
        root=proof.root,
    )
    steps.holds(f"block {proof.index + 1} of {proof.size} leads to the tree's root")
    steps.begin(_BOUND)
    content = bound_root(proof.root, proof.size, profile=proof.profile)
    if content_digest is None:
        steps.not_checked(_BOUND, _NO_DIGEST)
    elif content == content_digest:
        steps.holds(_BOUND)
    else:
        raise ContentMismatchError(
            f"the proof leads to the content digest {format_digest(content)}, not to"
            f" {format_digest(content_digest)}",
            remedy="one of the two is of another version or another post, or was altered",
        )
    return BlockVerification(
        steps=steps.verification().steps,
        block=read_block(proof.block),
        index=proof.index,
        size=proof.size,
        content=content,
    )
