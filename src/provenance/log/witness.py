"""What a witness is asked and when it cosigns (c2sp.org/tlog-witness, "add-checkpoint").

Pure: whoever serves it holds the latest checkpoint of each log, and writes the new one down before
it answers.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from provenance.digest import DIGEST_SIZE, check_consistency, root_hash
from provenance.errors import KeyMaterialError, NoteError, ProofError, SignatureError, WitnessError
from provenance.log.base64 import decode, encode
from provenance.log.checkpoint import Checkpoint, parse_checkpoint, parse_size
from provenance.log.key import VerifierKey
from provenance.log.note import Note, check_note, parse_note

MAX_REQUEST_BYTES = 100_000
_MAX_PROOF = 63
_OLD = "old "
_BAD, _FORBIDDEN, _UNKNOWN, _STALE, _FORK = 400, 403, 404, 409, 422


@dataclass(frozen=True, slots=True, kw_only=True)
class WitnessRequest:
    """A checkpoint that is to be cosigned.

    Attributes:
        old: Size of the checkpoint that the witness cosigned last, as the log knows it.
        proof: Consistency proof from there, 32 bytes each.
        checkpoint: The new checkpoint's note.
    """

    old: int
    proof: tuple[bytes, ...]
    checkpoint: bytes

    def __bytes__(self) -> bytes:
        lines = [f"{_OLD}{self.old}", *map(encode, self.proof), "", ""]
        return "\n".join(lines).encode() + self.checkpoint


def parse_witness_request(data: bytes) -> WitnessRequest:
    """Return the request that a body spells; nothing is verified.

    Raises:
        WitnessError: It is none: status 400.
    """
    head, blank, checkpoint = data.partition(b"\n\n")
    try:
        first, *rest = head.decode("ascii").split("\n")
    except UnicodeDecodeError:
        raise WitnessError("the request's lines are not ASCII", status=_BAD) from None
    old = parse_size(first.removeprefix(_OLD)) if first.startswith(_OLD) else None
    proof = [decode(line) for line in rest]
    hashes = tuple(one for one in proof if one is not None and len(one) == DIGEST_SIZE)
    if not blank or old is None or len(hashes) != len(proof) or len(proof) > _MAX_PROOF:
        raise WitnessError(
            "the request is no old size, hashes, an empty line and a checkpoint", status=_BAD
        )
    return WitnessRequest(old=old, proof=hashes, checkpoint=checkpoint)


def judge_request(
    request: WitnessRequest,
    keys: Mapping[str, VerifierKey],
    latest: Checkpoint | None,
) -> tuple[Checkpoint, Note]:
    """Return the checkpoint that may be cosigned now, and its note.

    Args:
        request: The request.
        keys: The logs that are witnessed: key by origin.
        latest: What was cosigned last for this origin; None where nothing was.

    Raises:
        WitnessError: It may not be, with the status that the specification has for it.
    """
    checkpoint, note = _check_signed(request, keys)
    if request.old > checkpoint.size:
        raise WitnessError("the old size is larger than the new one", status=_BAD)
    known = latest.size if latest else 0
    if request.old != known:
        raise WitnessError("another checkpoint was cosigned last", status=_STALE, size=known)
    try:
        _check_grown(request, checkpoint, latest)
    except ProofError as error:
        raise WitnessError(f"the log did not only grow: {error}", status=_FORK) from error
    return checkpoint, note


def origin_of_request(request: WitnessRequest) -> str:
    """Return the origin that a request's checkpoint names; nothing is verified.

    Raises:
        WitnessError: It holds no checkpoint: status 400.
    """
    return _parsed(request)[0].origin


def _parsed(request: WitnessRequest) -> tuple[Checkpoint, Note]:
    try:
        note = parse_note(request.checkpoint)
        return parse_checkpoint(note.text), note
    except (NoteError, KeyMaterialError) as error:
        raise WitnessError(f"the request holds no checkpoint: {error}", status=_BAD) from error


def _check_signed(
    request: WitnessRequest, keys: Mapping[str, VerifierKey]
) -> tuple[Checkpoint, Note]:
    checkpoint, note = _parsed(request)
    key = keys.get(checkpoint.origin)
    if key is None:
        raise WitnessError(f"the log {checkpoint.origin} is not witnessed here", status=_UNKNOWN)
    try:
        check_note(note, key)
    except SignatureError as error:
        raise WitnessError(str(error), status=_FORBIDDEN) from error
    return checkpoint, note


def _check_grown(
    request: WitnessRequest, checkpoint: Checkpoint, latest: Checkpoint | None
) -> None:
    if checkpoint.size == 0 and checkpoint.root != root_hash(()):
        raise ProofError("an empty log has the root of the empty tree")
    if latest is None or latest.size == 0:
        if request.proof:
            raise ProofError("from an empty log no proof is needed")
        return
    check_consistency(
        request.proof,
        first=latest.size,
        first_root=latest.root,
        second=checkpoint.size,
        second_root=checkpoint.root,
    )
