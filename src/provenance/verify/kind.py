"""What lies at a path, by how it begins; loads nothing that a check would need."""

import stat
from pathlib import Path

from provenance.errors import UnreadableFileError
from provenance.model import EvidenceKind

_MAGICS = (
    (b"SQLite format 3\x00", EvidenceKind.ARCHIVE),
    (b"c2sp.org/tlog-proof@v1", EvidenceKind.LOG_PROOF),
    (b"PK\x03\x04", EvidenceKind.BUNDLE),
)
# A bundle whose first bytes were changed is a damaged bundle still.
_SUFFIX = ".wacz"
# What tlog-tiles has in the folder of a log (c2sp.org/tlog-tiles, "Merkle Tree").
_OF_LOG = ("checkpoint", "tile")


def kind_of_start(start: bytes) -> EvidenceKind | None:
    """Return what begins with these bytes; None where its first bytes do not tell."""
    return next((kind for magic, kind in _MAGICS if start.startswith(magic)), None)


def kind_of(path: Path) -> EvidenceKind:
    """Return what lies at `path`: by its beginning, or its name; else a proof of a block.

    Args:
        path: A file, a folder, or `-` for standard input; of that, and of a pipe or a device,
            nothing is read here, since it can be read but once. Its bytes tell
            (`kind_of_start`): a proof of a block until then.

    Raises:
        UnreadableFileError: There is nothing, or it cannot be read.
    """
    if str(path) == "-":
        return EvidenceKind.BLOCK_PROOF
    if path.is_dir():
        return _kind_of_folder(path)
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return EvidenceKind.BLOCK_PROOF
        with path.open("rb") as file:
            start = file.read(max(len(magic) for magic, _ in _MAGICS))
    except OSError as error:
        raise UnreadableFileError(f"{path} cannot be read: {error.strerror}") from error
    found = kind_of_start(start)
    if found is None and path.suffix.lower() == _SUFFIX:
        return EvidenceKind.BUNDLE
    return found or EvidenceKind.BLOCK_PROOF


def _kind_of_folder(path: Path) -> EvidenceKind:
    # A log that lost the one or the other does not hold; a folder with neither was mistyped.
    if not any((path / name).exists() for name in _OF_LOG):
        raise UnreadableFileError(
            f"{path} is a folder without a checkpoint and without tiles, so no published log",
            remedy="name an archive, a bundle, a proof or the folder that a log was exported to",
        )
    return EvidenceKind.PUBLISHED_LOG
