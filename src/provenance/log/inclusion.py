"""Proofs that an entry is in a log, as a file (c2sp.org/tlog-proof, "Format")."""

from dataclasses import dataclass

from provenance.digest import DIGEST_SIZE, check_inclusion
from provenance.errors import NoteError
from provenance.log.base64 import decode, encode
from provenance.log.checkpoint import Checkpoint, open_checkpoint, parse_size
from provenance.log.key import VerifierKey

LOG_PROOF_MAGIC = b"c2sp.org/tlog-proof@v1"
_MAGIC = LOG_PROOF_MAGIC.decode()
_INDEX = "index "
# A tree of 2^63 - 1 leaves has no longer path.
_MAX_PATH = 63


@dataclass(frozen=True, slots=True, kw_only=True)
class LogProof:
    """An entry's way to the root of a checkpoint.

    Attributes:
        index: The entry's place in the log, from 0.
        path: Hashes from the leaf's sibling upwards, 32 bytes each.
        checkpoint: The checkpoint's note, verbatim.
    """

    index: int
    path: tuple[bytes, ...]
    checkpoint: bytes

    def __bytes__(self) -> bytes:
        lines = [_MAGIC, f"{_INDEX}{self.index}", *map(encode, self.path), "", ""]
        return "\n".join(lines).encode() + self.checkpoint


def parse_log_proof(data: bytes) -> LogProof:
    """Return the proof that bytes spell; nothing is verified.

    Raises:
        NoteError: They are not exactly what a proof is. Proofs with an `extra` line are refused:
            this project writes none, and nothing vouches for what stands there.
    """
    head, blank, checkpoint = data.partition(b"\n\n")
    try:
        lines = head.decode("ascii").split("\n")
    except UnicodeDecodeError:
        raise NoteError("the proof's lines are not ASCII") from None
    if not blank or lines[0] != _MAGIC or len(lines) < 2:  # noqa: PLR2004 - magic and index
        raise NoteError(f"the proof does not begin with {_MAGIC} and an index")
    index = parse_size(lines[1].removeprefix(_INDEX))
    if not lines[1].startswith(_INDEX) or index is None:
        raise NoteError(f"{lines[1][:40]!r} is no index line of a proof")
    path = [decode(line) for line in lines[2:]]
    if len(path) > _MAX_PATH:
        raise NoteError(f"the proof has more than {_MAX_PATH} hashes")
    hashes = tuple(one for one in path if one is not None and len(one) == DIGEST_SIZE)
    if len(hashes) != len(path):
        raise NoteError("the proof holds a line that is no hash of 32 bytes in base64")
    return LogProof(index=index, path=hashes, checkpoint=checkpoint)


def check_log_proof(proof: LogProof, leaf: bytes, key: VerifierKey) -> Checkpoint:
    """Return the checkpoint in whose tree the leaf is shown to be (tlog-proof, "Verifying").

    Args:
        proof: The proof.
        leaf: The entry's leaf hash, computed from the entry itself; 32 bytes.
        key: The log's key, which the caller trusts.

    Raises:
        NoteError: Its checkpoint is none.
        SignatureError: The checkpoint's signature does not hold.
        ProofError: The path does not lead from the leaf to the checkpoint's root.
    """
    checkpoint, _ = open_checkpoint(proof.checkpoint, key)
    check_inclusion(
        proof.path, leaf=leaf, index=proof.index, size=checkpoint.size, root=checkpoint.root
    )
    return checkpoint
