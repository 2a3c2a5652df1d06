"""A log under a new key: begun in a new archive with the last checkpoint of the old one."""

from pathlib import Path

from provenance.archive import Archive
from provenance.errors import InconsistentLogError, UnsignedLogError
from provenance.log import Checkpoint, LogTree, VerifierKey, open_checkpoint
from provenance.pipeline.logs import newest_checkpoint
from provenance.pipeline.settings import Settings


def begin_log(before: Path, key: VerifierKey, settings: Settings) -> Checkpoint:
    """Begin an archive's log with the last checkpoint of another's, and return that one.

    Args:
        before: The archive whose log ends.
        key: That log's key.
        settings: Which archive is begun; made where it is not there.

    Raises:
        ArchiveError: The old log has entries that are not signed, or the new one has entries.
        SignatureError: The key did not sign the old log.
        InconsistentLogError: The old log is not what was signed.
    """
    with (
        Archive.open(before, create=False, read_only=True) as archive,
        archive.log().read() as log,
    ):
        last, size = newest_checkpoint(log), log.size
        checkpoint, _ = open_checkpoint(last.note, key)
        if LogTree(last.size, log).root() != checkpoint.root:
            raise InconsistentLogError(
                f"the first {last.size:,} entries of the log in {before} are not those that were"
                " signed",
                remedy="the archive was altered or damaged; go back to a copy of it",
            )
    if size > last.size:
        raise UnsignedLogError(
            f"the last {size - last.size:,} entries of the log in {before} are not signed",
            remedy=f"sign it once more first: provenance log sign --archive {before}",
        )
    with Archive.open(settings.archive) as archive, archive.log().hold() as log:
        log.begin_after(last.cosigned)
    return checkpoint
