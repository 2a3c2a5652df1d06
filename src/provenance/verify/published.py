"""The check of a published log, file by file (c2sp.org/tlog-tiles); reads the folder alone."""

from collections.abc import Iterator
from pathlib import Path

from provenance.digest import DIGEST_SIZE, format_digest, leaf_hashes, root_hash, sha256
from provenance.errors import DigestMismatchError, InconsistentLogError, NoteError
from provenance.log import (
    Checkpoint,
    LogTree,
    Tile,
    named_statement,
    parse_checkpoint,
    split_bundle,
    split_hashes,
    tiles_of,
)
from provenance.model import EvidenceKind, Verification
from provenance.verify.checkpoint import (
    Trusted,
    check_checkpoint,
    check_continues,
    check_older_log,
    since_parts,
)
from provenance.verify.key_time import check_key_time
from provenance.verify.steps import Steps
from provenance.verify.timestamps import (
    TEXT_FILE,
    TOKEN_SUFFIX,
    Stamped,
    check_all_timestamps,
)

_TILES = "the tiles lead to the checkpoint's root, each level from the one below"
_ENTRIES = "its entries have the leaf hashes of their tiles"
_STAMPED = "the checkpoints that are stamped are of this log"
# 256 entries of 65,535 bytes, each behind its length; a statement is far smaller.
_MAX_FILE_BYTES = 256 * 65_537


class Folder:
    """Gives the files of a published log (`provenance.log.TileReader`).

    Args:
        path: The folder that holds `checkpoint` and `tile/`.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self, name: str) -> bytes:
        """Return a file's bytes.

        Raises:
            DigestMismatchError: It is not there, or cannot be read.
        """
        try:
            with (self.path / name).open("rb") as file:
                data = file.read(_MAX_FILE_BYTES + 1)
        except OSError as error:
            raise DigestMismatchError(
                f"{self.path / name} cannot be read: {error.strerror}",
                remedy="have the folder published once more",
            ) from error
        if len(data) > _MAX_FILE_BYTES:
            raise DigestMismatchError(f"{self.path / name} is larger than any file of a log")
        return data

    def names(self, name: str) -> list[str]:
        """Return the names in a folder, sorted; none where it is not there.

        Those that begin with a dot are of files that were never written to their end.
        """
        place = self.path / name
        names = [one.name for one in place.iterdir()] if place.is_dir() else []
        return sorted(one for one in names if not one.startswith("."))

    def read_tile(self, tile: Tile) -> bytes:
        """Return the hashes of a tile; 32 bytes each.

        Raises:
            DigestMismatchError: The file is not there, or not as long as the tile.
        """
        hashes = self.read(tile.path)
        if len(hashes) != tile.width * DIGEST_SIZE:
            raise DigestMismatchError(f"{self.path / tile.path} does not hold {tile.width} hashes")
        return hashes


def verify_published(
    folder: Folder,
    *,
    trusted: Trusted,
    since: bytes | None = None,
    steps: Steps | None = None,
) -> Verification:
    """Check a published log from its checkpoint down to its entries.

    Args:
        folder: Where it lies.
        trusted: Whose word it is held against.
        since: An older checkpoint's note that it is to continue; None for none.
        steps: Where the steps go; with one's own, those of a check that fails are had as well.

    Raises:
        MalformedError: A file is not spelled as it must be.
        VerificationError: Something does not hold; which file is in the sentence.
    """
    steps = steps or Steps()
    parts = (*trusted.checkpoint_parts, _TILES, _ENTRIES, *trusted.time_parts, *since_parts(since))
    steps.plan(EvidenceKind.PUBLISHED_LOG, *parts)
    note = folder.read("checkpoint")
    checkpoint = check_checkpoint(note, trusted, steps)
    steps.begin(_TILES)
    _check_tiles(folder, checkpoint)
    steps.holds(_TILES)
    steps.begin(_ENTRIES)
    entries = _check_entries(folder, checkpoint, steps)
    if entries:
        steps.holds(f"all {entries:,} entries have the leaf hashes of their tiles")
    else:
        steps.not_checked(_ENTRIES, "it has none")
    first = next(_bundles(folder, checkpoint), [None])[0]
    check_older_log(first, trusted, steps)
    stamped = _stamped(folder, checkpoint, steps)
    newest = [token for one in stamped if one.text == str(checkpoint) for token in one.tokens]
    check_key_time(note, newest, trusted, steps)
    check_all_timestamps(stamped, trusted.tsa_roots, steps)
    tree = LogTree(checkpoint.size, folder)
    check_continues(since, trusted, checkpoint, tree.root_at, steps)
    return steps.verification()


def _stamped(folder: Folder, checkpoint: Checkpoint, steps: Steps) -> tuple[Stamped, ...]:
    """Return the stamped checkpoints that are published, each held against the tiles."""
    steps.begin(_STAMPED)
    sizes = folder.names("timestamps")
    found = [_stamped_at(folder, name, checkpoint) for name in sizes]
    found.sort(key=lambda one: parse_checkpoint(one.text).size)
    borne = tuple(one for one in found if one.tokens)
    return borne or (Stamped(text=str(checkpoint), tokens=(), folder=""),)


def _stamped_at(folder: Folder, name: str, checkpoint: Checkpoint) -> Stamped:
    place = f"timestamps/{name}"
    try:
        text = folder.read(f"{place}/{TEXT_FILE}").decode()
    except UnicodeDecodeError:
        raise NoteError(f"{folder.path / place / TEXT_FILE} is no checkpoint") from None
    stamped = parse_checkpoint(text)
    root = None
    if str(stamped.size) == name and stamped.size <= checkpoint.size:
        root = LogTree(checkpoint.size, folder).root_at(stamped.size)
    if (stamped.origin, stamped.root) != (checkpoint.origin, root):
        raise InconsistentLogError(
            f"{folder.path / place / TEXT_FILE} is no checkpoint of this log",
            remedy="the folder was altered, or is of two logs",
        )
    return Stamped(text=text, tokens=tuple(_tokens(folder, place)), folder=place)


def _tokens(folder: Folder, place: str) -> Iterator[bytes]:
    for name in folder.names(place):
        if name == TEXT_FILE:
            continue
        token = folder.read(f"{place}/{name}")
        if name != f"{sha256(token).hex()}{TOKEN_SUFFIX}":
            raise DigestMismatchError(
                f"{folder.path / place / name} is not the token that it is named for"
            )
        yield token


def _check_tiles(folder: Folder, checkpoint: Checkpoint) -> None:
    if LogTree(checkpoint.size, folder).root() != checkpoint.root:
        raise InconsistentLogError(f"the tiles in {folder.path} do not lead to the checkpoint")
    for tile in tiles_of(checkpoint.size):
        if tile.level == 0:
            continue
        for place, expected in enumerate(split_hashes(folder.read_tile(tile))):
            below = Tile(tile.level - 1, tile.number * 256 + place)
            if root_hash(split_hashes(folder.read_tile(below))) != expected:
                raise InconsistentLogError(
                    f"{folder.path / below.path} does not lead to {folder.path / tile.path}"
                )


def _check_entries(folder: Folder, checkpoint: Checkpoint, steps: Steps) -> int:
    count = published = 0
    missing: list[bytes] = []
    for entries in _bundles(folder, checkpoint):
        count += len(entries)
        for digest in filter(None, map(named_statement, entries)):
            path = folder.path / "statements" / f"{digest.hex()}.json"
            if not path.is_file():
                missing.append(digest)
                continue
            if sha256(folder.read(f"statements/{path.name}")) != digest:
                raise DigestMismatchError(f"{path} is not the statement {format_digest(digest)}")
            published += 1
    what = "the statements are those that the entries name"
    if not (folder.path / "statements").is_dir():
        return count
    if missing:
        steps.not_checked(what, f"{len(missing):,} of them are not published, {published:,} are")
    else:
        steps.holds(what)
    return count


def _bundles(folder: Folder, checkpoint: Checkpoint) -> Iterator[list[bytes]]:
    for tile in tiles_of(checkpoint.size):
        if tile.level:
            return
        entries = split_bundle(folder.read(tile.entries_path))
        if leaf_hashes(entries) != split_hashes(folder.read_tile(tile)):
            raise DigestMismatchError(
                f"{folder.path / tile.entries_path} does not hold the entries of its tile"
            )
        yield entries
