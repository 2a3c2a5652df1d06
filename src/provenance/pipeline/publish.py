"""A signed log written as a folder of tiles (c2sp.org/tlog-tiles, "APIs"), only what is new.

The checkpoint is written last, so that whoever reads meanwhile finds every tile that it needs.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from provenance.archive import LogView, StoredCheckpoint
from provenance.digest import sha256
from provenance.errors import InconsistentLogError, MalformedError, PublishError
from provenance.log import (
    Checkpoint,
    LogTree,
    bundle,
    named_statement,
    parse_checkpoint,
    parse_note,
    tiles_of,
)
from provenance.verify import TEXT_FILE, TOKEN_SUFFIX, stamped_checkpoints

_STATEMENTS = "statements"


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What publishing wrote.

    Attributes:
        checkpoint: The checkpoint that is published now.
        before: How many entries were published before.
        files: How many files were written, the checkpoint included.
    """

    checkpoint: StoredCheckpoint
    before: int
    files: int


def publish(
    log: LogView,
    checkpoint: StoredCheckpoint,
    folder: Path,
    *,
    statement: Callable[[bytes], bytes] | None = None,
) -> Published:
    """Write the tiles and entries that the folder has not yet, then the checkpoint.

    Args:
        log: The log.
        checkpoint: What is published.
        folder: Made where it is not there.
        statement: Gives the bytes of a statement by its digest; None to publish none. Statements
            name articles; entries do not.

    Raises:
        InconsistentLogError: The folder holds another log, or more of this one.
        PublishError: The folder cannot be written, or what it holds is no checkpoint.
    """
    before = _published(folder, log, checkpoint)
    files = 0
    for tile in tiles_of(checkpoint.size, since=before):
        files += _write(folder / tile.path, log.read_tile(tile))
        if tile.level == 0:
            first = tile.number * 256
            entries = log.entries(first, first + tile.width)
            files += _write(folder / tile.entries_path, bundle(entries))
    if statement is not None:
        for digest in filter(None, map(named_statement, log.entries(0, checkpoint.size))):
            path = folder / _STATEMENTS / f"{digest.hex()}.json"
            files += 0 if path.exists() else _write(path, statement(digest))
    files += _write_tokens(log, folder)
    files += _write(folder / "checkpoint", checkpoint.cosigned)
    return Published(checkpoint=checkpoint, before=before, files=files)


def _write_tokens(log: LogView, folder: Path) -> int:
    """Write the time stamp tokens that are not there yet, and the texts that they are over."""
    wanted: dict[Path, bytes] = {}
    for one in stamped_checkpoints(log.checkpoints(), log.tokens()):
        place = folder / one.folder
        for token in one.tokens:
            wanted[place / TEXT_FILE] = one.text.encode()
            wanted[place / f"{sha256(token).hex()}{TOKEN_SUFFIX}"] = token
    return sum(_write(path, data) for path, data in wanted.items() if not path.exists())


def _published(folder: Path, log: LogView, checkpoint: StoredCheckpoint) -> int:
    """Return how many entries the folder holds, having checked that they are this log's."""
    try:
        data = (folder / "checkpoint").read_bytes()
    except FileNotFoundError:
        return 0
    except OSError as error:
        raise PublishError(f"{folder} cannot be read: {error.strerror}") from error
    try:
        before = parse_checkpoint(parse_note(data).text)
    except MalformedError as error:
        raise PublishError(
            f"{folder / 'checkpoint'} is no checkpoint", remedy="name an empty folder, or a new one"
        ) from error
    _check_continues(before, log, checkpoint, folder)
    return before.size


def _check_continues(
    before: Checkpoint, log: LogView, checkpoint: StoredCheckpoint, folder: Path
) -> None:
    if before.origin != checkpoint.origin:
        raise InconsistentLogError(
            f"{folder} publishes the log {before.origin}, not {checkpoint.origin}",
            remedy="name another folder",
        )
    tree = LogTree(checkpoint.size, log)
    if before.size > checkpoint.size or tree.root_at(before.size) != before.root:
        raise InconsistentLogError(
            f"{folder} publishes {before.size:,} entries that are not the beginning of this log",
            remedy="one of the two was altered, or is a copy that went its own way",
        )


def _write(path: Path, data: bytes) -> int:
    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(data)
        part.replace(path)
    except OSError as error:
        raise PublishError(f"{path} cannot be written: {error.strerror}") from error
    return 1
