"""The archive's log signed, shown, proved and published; every check before every signature."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from provenance.archive import Archive, LogView, StoredCheckpoint, StoredToken
from provenance.digest import check_consistency
from provenance.errors import InconsistentLogError, UnknownEntryError, UnsignedLogError
from provenance.log import (
    Checkpoint,
    LogProof,
    LogTree,
    Signer,
    VerifierKey,
    open_checkpoint,
)
from provenance.pipeline.publish import Published, publish
from provenance.pipeline.settings import Settings
from provenance.pipeline.signers import check_signer


@dataclass(frozen=True, slots=True, kw_only=True)
class LogState:
    """What an archive's log is at one moment.

    Attributes:
        size: How many entries it has.
        root: Root hash over them; 32 bytes.
        checkpoints: Every signed checkpoint, the smallest first.
        tokens: Every time stamp token, likewise; nothing of them is verified.
    """

    size: int
    root: bytes
    checkpoints: tuple[StoredCheckpoint, ...]
    tokens: tuple[StoredToken, ...]

    @property
    def unsigned(self) -> int:
        """Return how many entries came after the last checkpoint."""
        return self.size - (self.checkpoints[-1].size if self.checkpoints else 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """What signing came to.

    Attributes:
        checkpoint: The newest checkpoint.
        is_new: Whether it was signed just now; else nothing was logged since.
    """

    checkpoint: StoredCheckpoint
    is_new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryProof:
    """That an entry is in the signed log.

    Attributes:
        proof: The proof, as `c2sp.org/tlog-proof` has it.
        entry: The entry's bytes, which the proof is held against.
    """

    proof: LogProof
    entry: bytes


def sign_log(settings: Settings, signer: Signer) -> Signed:
    """Sign a checkpoint over the whole log, unless that is done already.

    Raises:
        ArchiveError: There is no archive, it cannot be written, or it has no entry yet.
        KeyMaterialError: Its checkpoints are another key's.
        VerificationError: The log is not the continuation of what was signed before, or an entry
            is no longer what was logged. Nothing is signed then.
    """
    with (
        Archive.open(settings.archive, create=False) as archive,
        archive.log().hold() as log,
    ):
        return sign_held(log, signer)


def sign_held(log: LogView, signer: Signer) -> Signed:
    """Sign a checkpoint over a log that nobody else can append to; as `sign_log`."""
    last = log.last_checkpoint()
    check_signer(log, last, signer)
    # What a run that was killed has recorded, and what watching notes beside the runs.
    log.cover_rows()
    size = log.size
    if not size:
        raise UnsignedLogError("the log has no entry yet, so that there is nothing to sign")
    root = _continued(log, size, last)
    if last is not None and last.size == size:
        return Signed(checkpoint=last, is_new=False)
    note = signer.sign(Checkpoint(origin=signer.key.name, size=size, root=root))
    checkpoint = StoredCheckpoint(
        size=size,
        origin=signer.key.name,
        key_id=signer.key.id,
        root=root,
        note=str(note).encode(),
        signed_at=datetime.now(UTC),
    )
    log.add_checkpoint(checkpoint)
    return Signed(checkpoint=checkpoint, is_new=True)


def check_key(archive: Archive, signer: Signer | None) -> None:
    """Check that a signer, if there is one, may sign the log: before anything is asked.

    Raises:
        ArchiveError: The log's checkpoints are another key's.
    """
    if signer is not None:
        with archive.log().read() as log:
            check_signer(log, log.last_checkpoint(), signer)


def sign_at_end(archive: Archive, signer: Signer | None) -> None:
    """Sign the log when a run has ended, where there is a signer and something to sign.

    Raises:
        ArchiveError: The log's checkpoints are another key's.
        VerificationError: As `sign_log`.
    """
    if signer is not None:
        with archive.log().hold() as log:
            if log.size:
                sign_held(log, signer)


def log_state(settings: Settings) -> LogState:
    """Return what the log is now.

    Raises:
        ArchiveError: There is no archive, or it cannot be used.
        VerificationError: Hashes of the tree are missing.
    """
    with _open(settings) as archive, archive.log().read() as log:
        return LogState(
            size=log.size,
            root=LogTree(log.size, log).root(),
            checkpoints=log.checkpoints(),
            tokens=log.tokens(),
        )


def prove_entry(wanted: int | str, settings: Settings) -> EntryProof:
    """Return the proof of one entry in the tree of the newest checkpoint.

    Args:
        wanted: The entry's index; or a post, as `history` takes it: then its newest entry.
        settings: Which archive.

    Raises:
        ArchiveError: There is no such entry, or no checkpoint that covers it.
        VerificationError: The log no longer is what was signed.
    """
    with _open(settings) as archive:
        index = wanted if isinstance(wanted, int) else newest_entry(archive, wanted)
        with archive.log().read() as log:
            checkpoint = _covering(log, index)
            tree = LogTree(checkpoint.size, log)
            _check_root(tree.root(), checkpoint)
            (entry,) = log.entries(index, index + 1)
            proof = LogProof(
                index=index, path=tree.inclusion_proof(index), checkpoint=checkpoint.cosigned
            )
            return EntryProof(proof=proof, entry=entry)


def prove_consistency(old: bytes, key: VerifierKey, settings: Settings) -> tuple[bytes, ...]:
    """Return the hashes that show the newest checkpoint to continue an older one.

    Args:
        old: The older checkpoint's note.
        key: The log's key.
        settings: Which archive.

    Raises:
        ArchiveError: The log was never signed.
        NoteError: `old` is no checkpoint.
        VerificationError: `old` is not of this key, or the log does not continue it.
    """
    before, _ = open_checkpoint(old, key)
    with _open(settings) as archive, archive.log().read() as log:
        newest = newest_checkpoint(log)
        if not 0 < before.size <= newest.size:
            raise InconsistentLogError(
                f"the older checkpoint is over {before.size:,} entries, and the newest one here"
                f" over {newest.size:,}",
                remedy="the archive is older than the checkpoint, or entries were taken from it",
            )
        tree = LogTree(newest.size, log)
        _check_root(tree.root(), newest)
        if tree.root_at(before.size) != before.root:
            raise _forked(before.size)
        return tree.consistency_proof(before.size)


def export_log(settings: Settings, folder: Path, *, statements: bool = False) -> Published:
    """Write the signed log as a folder that any web server can publish; add what is new.

    Raises:
        ArchiveError: The log was never signed, or the folder cannot be written.
        VerificationError: The log does not continue what the folder holds, or is damaged.
    """
    with _open(settings) as archive, archive.log().read() as log:
        checkpoint = newest_checkpoint(log)
        _check_root(LogTree(checkpoint.size, log).root(), checkpoint)
        kept = archive.body if statements else None
        return publish(log, checkpoint, folder, statement=kept)


def _continued(log: LogView, size: int, last: StoredCheckpoint | None) -> bytes:
    """Return the root over the whole log, held against its new entries and its last checkpoint."""
    tree = LogTree(size, log)
    root = tree.root()
    for _ in log.entries(last.size if last else 0, size):
        pass
    if last is not None:
        if last.size > size or tree.root_at(last.size) != last.root:
            raise _forked(last.size)
        check_consistency(
            tree.consistency_proof(last.size),
            first=last.size,
            first_root=last.root,
            second=size,
            second_root=root,
        )
    return root


def _check_root(root: bytes, checkpoint: StoredCheckpoint) -> None:
    if root != checkpoint.root:
        raise _forked(checkpoint.size)


def _forked(size: int) -> InconsistentLogError:
    return InconsistentLogError(
        f"the first {size:,} entries of the log are not those that were signed",
        remedy="the archive was altered or damaged; go back to a copy of it",
    )


def newest_checkpoint(log: LogView) -> StoredCheckpoint:
    """Return the newest signed checkpoint.

    Raises:
        UnsignedLogError: The log was never signed.
    """
    checkpoint = log.last_checkpoint()
    if checkpoint is None:
        raise UnsignedLogError(
            "the log was never signed", remedy="sign it with: provenance log sign --key FILE"
        )
    return checkpoint


def _covering(log: LogView, index: int) -> StoredCheckpoint:
    size, checkpoint = log.size, newest_checkpoint(log)
    if index >= size:
        raise UnknownEntryError(
            f"the log has no entry {index}", remedy=f"its entries are 0 to {size - 1}"
        )
    if index >= checkpoint.size:
        raise UnsignedLogError(
            f"entry {index} came after the last checkpoint, which is over {checkpoint.size:,}"
            " entries",
            remedy="sign the log once more with: provenance log sign --key FILE",
        )
    return checkpoint


def newest_entry(archive: Archive, name: str) -> int:
    """Return the index of the entry of a post's newest change.

    Raises:
        ArchiveError: No post, or more than one, answers to `name`, or none of its captures is an
            entry.
    """
    key = archive.find_post(name)
    logged = [stored.entry for stored in archive.captures(key) if stored.entry is not None]
    if not logged:
        raise UnknownEntryError(f"no capture of {key} has a log entry")
    return max(logged)


def _open(settings: Settings) -> Archive:
    return Archive.open(settings.archive, create=False, read_only=True)
