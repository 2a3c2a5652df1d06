"""Keys on disk and in the environment: made, read and named; never in an archive or a report."""

import os
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from provenance.errors import KeyFileError
from provenance.log import (
    Cosigner,
    Signer,
    VerifierKey,
    format_private_key,
    parse_private_key,
    parse_verifier_key,
)

_ENVIRONMENT = "env:"
_PUBLIC_SUFFIX = ".vkey"
_MAX_KEY_BYTES = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class KeySource:
    """Where a private key is.

    Attributes:
        spec: A file's path, or `env:NAME` for an environment variable that holds it.
        passphrase: What opens it; None where it is not encrypted.
    """

    spec: str
    passphrase: str | None = field(default=None, repr=False)

    @property
    def public_file(self) -> Path | None:
        """Return where the verifier key lies beside a private key's file; None without a file."""
        return None if self.spec.startswith(_ENVIRONMENT) else Path(self.spec + _PUBLIC_SUFFIX)


def new_key(name: str, path: Path, passphrase: str | None) -> VerifierKey:
    """Make a key, write it to `path` with mode 0600 and its verifier key beside it.

    Raises:
        KeyMaterialError: `name` is no key's name.
        KeyFileError: A file is there already, or cannot be written.
    """
    return _write(name, Ed25519PrivateKey.generate(), path, passphrase)


def import_key(name: str, source: KeySource, path: Path) -> VerifierKey:
    """Write a key that is there already to `path` under `name`; as `new_key` otherwise.

    Raises:
        KeyMaterialError: `source` holds no Ed25519 key.
        KeyFileError: As `new_key`; or the source cannot be read.
    """
    key = parse_private_key(_read(source), source.passphrase)
    return _write(name, key, path, source.passphrase)


def open_signer(source: KeySource, name: str | None = None) -> Signer:
    """Return who signs with a private key.

    Args:
        source: Where it is.
        name: Under which name; None for the name in the verifier key beside its file.

    Raises:
        KeyMaterialError: It is no Ed25519 key, or the verifier key beside it is another's.
        KeyFileError: It cannot be read, or nothing says its name.
    """
    key = parse_private_key(_read(source), source.passphrase)
    beside = None if source.public_file is None else _read_public(source.public_file)
    if name is None and beside is None:
        raise KeyFileError(
            f"nothing says under which name the key {source.spec} signs",
            remedy="give it with --name, such as --name example.org/articles",
        )
    signer = Signer(name or (beside.name if beside else ""), key)
    if beside is not None and beside.public_key != signer.key.public_key:
        raise KeyFileError(
            f"{source.public_file} is the verifier key of another private key than {source.spec}",
            remedy="put the right pair together",
        )
    return signer


def open_cosigner(source: KeySource, name: str | None = None) -> Cosigner:
    """Return the witness that signs with a private key; as `open_signer` otherwise."""
    signer = open_signer(source, name)
    return Cosigner(signer.key.name, parse_private_key(_read(source), source.passphrase))


def _read_public(path: Path) -> VerifierKey | None:
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise KeyFileError(f"the verifier key {path} cannot be read: {error}") from error
    return parse_verifier_key(text.strip())


def _read(source: KeySource) -> bytes:
    if source.spec.startswith(_ENVIRONMENT):
        name = source.spec.removeprefix(_ENVIRONMENT)
        text = os.environ.get(name)
        if not text:
            raise KeyFileError(f"the environment variable {name} holds no key")
        return text.encode("utf-8", "surrogateescape")
    try:
        with Path(source.spec).open("rb") as file:
            return file.read(_MAX_KEY_BYTES)
    except OSError as error:
        raise KeyFileError(
            f"the key {source.spec} cannot be read: {error.strerror}",
            remedy="make one with: provenance key new",
        ) from error


def _write(name: str, key: Ed25519PrivateKey, path: Path, passphrase: str | None) -> VerifierKey:
    signer = Signer(name, key)
    public = Path(f"{path}{_PUBLIC_SUFFIX}")
    _create(path, format_private_key(key, passphrase), mode=0o600)
    try:
        _create(public, f"{signer.key}\n".encode(), mode=0o644)
    except KeyFileError:
        with suppress(OSError):
            path.unlink()
        raise
    return signer.key


def _create(path: Path, data: bytes, *, mode: int) -> None:
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    except FileExistsError:
        raise KeyFileError(
            f"{path} is there already, and a key is never overwritten",
            remedy="name another file with --output",
        ) from None
    except OSError as error:
        raise KeyFileError(f"{path} cannot be written: {error.strerror}") from error
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
