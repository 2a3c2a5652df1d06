"""The check of one block's proof (`docs/spec/block-proof.md`, "Checking")."""

from provenance.canonical import bound_root, read_block
from provenance.digest import check_inclusion, format_digest, leaf_hash
from provenance.errors import ContentMismatchError
from provenance.evidence import BlockProof, parse_block_proof
from provenance.model import BlockVerification, Outcome, Step

_NO_DIGEST = "no content digest was given to hold it against; give --content-digest"


def verify_block(data: bytes, *, content_digest: bytes | None) -> BlockVerification:
    """Check a proof document against the content digest of the post that it is said to be from.

    Args:
        data: The document's bytes.
        content_digest: From a source that the reader trusts, 32 bytes; None where there is none:
            then the last step is not checked, and the proof shows nothing of any post.

    Raises:
        MalformedError: Step 1: it is no proof, or not spelled as one.
        ProofError: Step 2: the block does not lead to the root.
        ContentMismatchError: Step 3: the root is not that of the content digest.
    """
    proof = parse_block_proof(data)
    check_inclusion(
        proof.path,
        leaf=leaf_hash(proof.block),
        index=proof.index,
        size=proof.size,
        root=proof.root,
    )
    content = bound_root(proof.root, proof.size, profile=proof.profile)
    if content_digest is not None and content != content_digest:
        raise ContentMismatchError(
            f"the proof leads to the content digest {format_digest(content)}, not to"
            f" {format_digest(content_digest)}",
            remedy="one of the two is of another version or another post, or was altered",
        )
    return BlockVerification(
        steps=_steps(proof, is_held=content_digest is not None),
        block=read_block(proof.block),
        index=proof.index,
        size=proof.size,
        content=content,
    )


def _steps(proof: BlockProof, *, is_held: bool) -> tuple[Step, ...]:
    return (
        Step(number=1, what="the document is a block proof, spelled as one", outcome=Outcome.HOLDS),
        Step(
            number=2,
            what=f"block {proof.index + 1} of {proof.size} leads to the tree's root",
            outcome=Outcome.HOLDS,
        ),
        Step(
            number=3,
            what="root, number of blocks and profile give the content digest",
            outcome=Outcome.HOLDS if is_held else Outcome.NOT_CHECKED,
            why="" if is_held else _NO_DIGEST,
        ),
    )
