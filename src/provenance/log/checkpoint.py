"""Checkpoints: a tree's size and root as a note's text (c2sp.org/tlog-checkpoint, "Note text").

Only what this project writes is accepted: three lines, and no extension lines.
"""

import re
from dataclasses import dataclass

from provenance.digest import DIGEST_SIZE
from provenance.errors import NoteError
from provenance.log.base64 import decode, encode
from provenance.log.key import VerifierKey
from provenance.log.note import Note, check_note, parse_note

# Of a decimal without leading zeros, up to 2^63 - 1.
_SIZE = re.compile(r"0|[1-9][0-9]{0,18}", re.ASCII)
_MAX_SIZE = 2**63 - 1
_LINES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """What a log says of itself at one moment.

    Attributes:
        origin: Which log.
        size: How many entries it has.
        root: RFC 6962 root hash over them; 32 bytes.
    """

    origin: str
    size: int
    root: bytes

    def __str__(self) -> str:
        return f"{self.origin}\n{self.size}\n{encode(self.root)}\n"


def parse_size(text: str) -> int | None:
    """Return a size or an index in its one decimal spelling; None where it is none."""
    if not _SIZE.fullmatch(text):
        return None
    size = int(text)
    return size if size <= _MAX_SIZE else None


def parse_checkpoint(text: str) -> Checkpoint:
    """Return the checkpoint that a note's text spells.

    Raises:
        NoteError: It is not exactly what a checkpoint is.
    """
    lines = text.split("\n")
    if len(lines) != _LINES or lines[-1] or not lines[0]:
        raise NoteError("a checkpoint has three lines: origin, size and root hash")
    size, root = parse_size(lines[1]), decode(lines[2])
    if size is None:
        raise NoteError(
            f"the checkpoint's size {lines[1][:40]!r} is no decimal in its one spelling"
        )
    if root is None or len(root) != DIGEST_SIZE:
        raise NoteError("the checkpoint's root is no hash of 32 bytes in base64")
    return Checkpoint(origin=lines[0], size=size, root=root)


def open_checkpoint(data: bytes, key: VerifierKey) -> tuple[Checkpoint, Note]:
    """Return the checkpoint that a note holds, its log's signature verified, and the note.

    Args:
        data: The note's bytes.
        key: The log's key, which the caller trusts; its name is the log's origin.

    Raises:
        NoteError: The bytes are no checkpoint.
        SignatureError: It is of another log, or the log's signature does not hold.
    """
    note = parse_note(data)
    check_note(note, key)
    checkpoint = parse_checkpoint(note.text)
    if checkpoint.origin != key.name:
        raise NoteError(
            f"the checkpoint is of the log {checkpoint.origin!r}, and signed by {key.name!r}"
        )
    return checkpoint, note
