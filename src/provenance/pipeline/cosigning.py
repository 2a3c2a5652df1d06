"""Witnesses asked to cosign the newest checkpoint; what they said is kept beside it."""

from dataclasses import dataclass
from functools import partial

from provenance.archive import Archive, LogView, StoredCheckpoint
from provenance.capture import open_session, submit
from provenance.errors import (
    CaptureError,
    NoteError,
    ProvenanceError,
    SignatureError,
    WitnessError,
)
from provenance.log import (
    LogTree,
    Policy,
    PolicyWitness,
    WitnessRequest,
    check_cosignature,
    cosigned_by,
    parse_note,
    parse_size,
)
from provenance.pipeline.gather import capture_options
from provenance.pipeline.logs import newest_checkpoint
from provenance.pipeline.settings import Settings

_OK, _CONFLICT = 200, 409


@dataclass(frozen=True, slots=True, kw_only=True)
class Cosigned:
    """What asking the witnesses of a policy came to.

    Attributes:
        checkpoint: The newest checkpoint, with every cosignature that it has now.
        witnesses: Names, in the policy, of those that have cosigned it, now or before.
        failures: Why the others have not, by name.
        is_quorum: Whether those are as many as the policy asks for.
    """

    checkpoint: StoredCheckpoint
    witnesses: tuple[str, ...]
    failures: dict[str, ProvenanceError]
    is_quorum: bool


def cosign_log(policy: Policy, settings: Settings) -> Cosigned:
    """Ask each witness of a policy that has an address to cosign the newest checkpoint.

    A witness that cannot be had, or does not cosign, is in the outcome; the others are asked all
    the same.

    Raises:
        ArchiveError: The log was never signed, or the archive cannot be used.
    """
    failures: dict[str, ProvenanceError] = {}
    with Archive.open(settings.archive, create=False) as archive:
        for witness in policy.witnesses.values():
            if witness.url is None:
                continue
            try:
                _ask(witness, witness.url, archive, settings)
            except (CaptureError, WitnessError, NoteError, SignatureError) as error:
                failures[witness.name] = error
        with archive.log().read() as log:
            checkpoint = newest_checkpoint(log)
    names = cosigned_by(parse_note(checkpoint.cosigned), policy)
    return Cosigned(
        checkpoint=checkpoint,
        witnesses=names,
        failures={name: error for name, error in failures.items() if name not in names},
        is_quorum=policy.is_met(names),
    )


def _ask(witness: PolicyWitness, url: str, archive: Archive, settings: Settings) -> None:
    address = url.rstrip("/") + "/add-checkpoint"
    with archive.log().read() as log:
        checkpoint = newest_checkpoint(log)
        options = capture_options(settings)
        with open_session(options) as session:
            send = partial(
                submit, address, session=session, total_timeout_s=options.total_timeout_s
            )
            status, answer = send(bytes(_request(log, checkpoint, 0)))
            # "If a client doesn't have information on the latest cosigned checkpoint" it asks
            # with 0 first, and learns the size.
            old = parse_size(answer.decode("latin-1").removesuffix("\n"))
            if status == _CONFLICT and old is not None and 0 < old <= checkpoint.size:
                status, answer = send(bytes(_request(log, checkpoint, old)))
    if status != _OK:
        said = answer[:200].decode("utf-8", "replace").strip()
        raise WitnessError(f"the witness {witness.name} answers {status}: {said}", status=status)
    note = parse_note(checkpoint.note + answer)
    check_cosignature(note, witness.key)
    with archive.log().hold() as held:
        for one in note.signatures:
            if one.is_by(witness.key):
                held.add_cosignature(checkpoint.size, str(one))


def _request(log: LogView, checkpoint: StoredCheckpoint, old: int) -> WitnessRequest:
    proof = LogTree(checkpoint.size, log).consistency_proof(old) if old else ()
    return WitnessRequest(old=old, proof=proof, checkpoint=checkpoint.note)
