"""A witness on disk and on the network: the logs it knows, and what it cosigned last of each.

The folder is what c2sp.org/tlog-witness has monitors read: `<SHA-256 of origin>/checkpoint`. The
new checkpoint is on disk before its cosignature leaves.
"""

import fcntl
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from provenance.digest import sha256
from provenance.errors import KeyFileError, WitnessError
from provenance.log import (
    MAX_REQUEST_BYTES,
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

_KEYS, _LOCK, _CHECKPOINT = "logs", ".lock", "checkpoint"
_IDLE_S = 30
_LENGTH = re.compile(r"[0-9]{1,9}", re.ASCII)


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
        path = self.folder / origin_hash / _CHECKPOINT
        return path.read_bytes() if origin_hash in known and path.exists() else None

    def _latest(self, origin: str) -> Checkpoint | None:
        data = self.checkpoint(sha256(origin.encode()).hex())
        return None if data is None else parse_checkpoint(parse_note(data).text)

    def _write(self, origin: str, data: bytes) -> None:
        place = self.folder / sha256(origin.encode()).hex()
        place.mkdir(exist_ok=True)
        part = place / f".{_CHECKPOINT}.part"
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(place / _CHECKPOINT)
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


def witness_server(witness: Witness, host: str, port: int) -> ThreadingHTTPServer:
    """Return a server of the witness's two calls; its caller starts and stops it."""

    class Handler(_Handler):
        pass

    Handler.witness = witness
    return ThreadingHTTPServer((host, port), Handler)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = _IDLE_S
    witness: Witness

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        if not _LENGTH.fullmatch(length) or int(length) > MAX_REQUEST_BYTES:
            self.close_connection = True
            self._answer(HTTPStatus.BAD_REQUEST, b"a body of known length is needed\n")
            return
        body = self.rfile.read(int(length))
        if self.path != "/add-checkpoint":
            self._answer(HTTPStatus.NOT_FOUND, b"no such call\n")
            return
        try:
            cosignature = self.witness.add_checkpoint(body)
        except WitnessError as error:
            if error.size is not None:
                self._answer(error.status, f"{error.size}\n".encode(), "text/x.tlog.size")
            else:
                self._answer(error.status, f"{error.what}\n".encode())
        else:
            self._answer(HTTPStatus.OK, str(cosignature).encode())

    def do_GET(self) -> None:
        origin_hash, _, last = self.path.removeprefix("/").partition("/")
        found = self.witness.checkpoint(origin_hash) if last == _CHECKPOINT else None
        if found is None:
            self._answer(HTTPStatus.NOT_FOUND, b"nothing was cosigned there\n")
        else:
            self._answer(HTTPStatus.OK, found)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as inherited
        """Keep quiet: who asks is nobody's business."""

    def _answer(self, status: int, body: bytes, kind: str = "text/plain; charset=utf-8") -> None:
        with suppress(ConnectionError):
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
