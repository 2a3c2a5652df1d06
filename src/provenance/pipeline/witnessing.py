"""A witness on disk: the logs it knows, and what it cosigned last of each.

The folder is what c2sp.org/tlog-witness has monitors read: `<SHA-256 of origin>/checkpoint`. The
new checkpoint is on disk before its cosignature leaves.
"""

import fcntl
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from provenance.digest import sha256
from provenance.errors import KeyFileError
from provenance.log import (
    Checkpoint,
    Cosigner,
    NoteSignature,
    SignatureType,
    VerifierKey,
    judge_request,
    origin_of_request,
    parse_checkpoint,
    parse_note,
    parse_verifier_key,
    parse_witness_request,
)

_KEYS, _LOCK = "logs", ".lock"
CHECKPOINT = "checkpoint"


class Witness:
    """One witness.

    Args:
        folder: Where it keeps its state; made where it is not there.
        cosigner: Its key.
    """

    def __init__(self, folder: Path, cosigner: Cosigner) -> None:
        self.folder = folder
        self.cosigner = cosigner
        folder.mkdir(parents=True, exist_ok=True)

    def logs(self) -> Mapping[str, VerifierKey]:
        """Return the logs that it witnesses: key by origin.

        Raises:
            KeyMaterialError: A line of its list is no verifier key.
        """
        return read_logs(self.folder)

    def add_checkpoint(self, body: bytes) -> NoteSignature:
        """Return the cosignature of a checkpoint that only grew; it is written down before.

        Raises:
            WitnessError: It does not cosign it.
        """
        request = parse_witness_request(body)
        origin = origin_of_request(request)
        with self._alone():
            checkpoint, note = judge_request(request, self.logs(), self._latest(origin))
            cosignature = self.cosigner.cosign(note.text, datetime.now(UTC))
            kept = replace(note, signatures=(*note.signatures, cosignature))
            self._write(checkpoint.origin, str(kept).encode())
        return cosignature

    def checkpoint(self, origin_hash: str) -> bytes | None:
        """Return the newest checkpoint that it cosigned, with its cosignature; None for none."""
        known = {sha256(origin.encode()).hex() for origin in self.logs()}
        path = self.folder / origin_hash / CHECKPOINT
        return path.read_bytes() if origin_hash in known and path.exists() else None

    def _latest(self, origin: str) -> Checkpoint | None:
        data = self.checkpoint(sha256(origin.encode()).hex())
        return None if data is None else parse_checkpoint(parse_note(data).text)

    def _write(self, origin: str, data: bytes) -> None:
        place = self.folder / sha256(origin.encode()).hex()
        place.mkdir(exist_ok=True)
        part = place / f".{CHECKPOINT}.part"
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(place / CHECKPOINT)
        # The names too, that of a log's own folder included: a witness that forgot what it cosigned
        # would cosign a fork.
        for folder in (place, self.folder):
            descriptor = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep every other thread and process from cosigning meanwhile."""
        with (self.folder / _LOCK).open("wb") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


def read_logs(folder: Path) -> dict[str, VerifierKey]:
    """Return the logs that a witness's folder lists: key by origin; none where there is no list.

    Raises:
        KeyMaterialError: A line is no verifier key.
        KeyFileError: The list cannot be read.
    """
    try:
        text = (folder / _KEYS).read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise KeyFileError(f"{folder / _KEYS} cannot be read: {error}") from error
    keys = (parse_verifier_key(line) for line in text.splitlines() if line)
    return {key.name: key for key in keys}


def add_log(folder: Path, key: VerifierKey) -> None:
    """Add a log to those that a witness cosigns.

    Raises:
        KeyFileError: Another key is known for its origin, it is a witness's key, or the list
            cannot be written.
    """
    if key.type is not SignatureType.NOTE:
        raise KeyFileError(f"{key.name} is a witness's key, not a log's")
    known = read_logs(folder).get(key.name)
    if known == key:
        return
    if known is not None:
        raise KeyFileError(
            f"another key is known for the log {key.name}",
            remedy=f"take it out of {folder / _KEYS} first, if its owner told you so",
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / _KEYS).open("a", encoding="utf-8") as file:
            file.write(f"{key}\n")
    except OSError as error:
        raise KeyFileError(f"{folder / _KEYS} cannot be written: {error.strerror}") from error
