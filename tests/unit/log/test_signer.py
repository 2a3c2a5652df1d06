import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from provenance.errors import KeyMaterialError
from provenance.log import Signer, check_note, format_private_key, parse_private_key
from tests.unit.log.signing import CHECKPOINT, ORIGIN

KEY = ed25519.Ed25519PrivateKey.from_private_bytes(b"s" * 32)


@pytest.mark.parametrize("passphrase", [None, "correct horse"])
@pytest.mark.parametrize("form", [PrivateFormat.PKCS8, PrivateFormat.OpenSSH])
def test_a_private_key_is_read_in_either_spelling(
    form: PrivateFormat, passphrase: str | None
) -> None:
    how = NoEncryption() if passphrase is None else BestAvailableEncryption(passphrase.encode())
    data = KEY.private_bytes(Encoding.PEM, form, how)
    read = parse_private_key(data, passphrase)
    assert read.private_bytes_raw() == KEY.private_bytes_raw()


@pytest.mark.parametrize("passphrase", [None, "correct horse"])
def test_a_private_key_comes_back_as_it_was_written(passphrase: str | None) -> None:
    data = format_private_key(KEY, passphrase)
    assert parse_private_key(data, passphrase).private_bytes_raw() == KEY.private_bytes_raw()
    assert (b"ENCRYPTED" in data) is (passphrase is not None)


@pytest.mark.parametrize("form", [PrivateFormat.PKCS8, PrivateFormat.OpenSSH])
def test_an_encrypted_key_asks_for_its_passphrase(form: PrivateFormat) -> None:
    data = KEY.private_bytes(Encoding.PEM, form, BestAvailableEncryption(b"correct horse"))
    with pytest.raises(KeyMaterialError, match="no passphrase was given"):
        parse_private_key(data)
    with pytest.raises(KeyMaterialError, match="cannot be read"):
        parse_private_key(data, "wrong horse")


def test_a_passphrase_for_a_key_that_has_none_is_said_to_be_too_much() -> None:
    with pytest.raises(KeyMaterialError, match="not encrypted"):
        parse_private_key(format_private_key(KEY), "correct horse")


@pytest.mark.parametrize("data", [b"", b"no key", format_private_key(KEY)[:60]])
def test_what_is_no_key_is_refused(data: bytes) -> None:
    with pytest.raises(KeyMaterialError, match="cannot be read"):
        parse_private_key(data)


def test_a_key_of_another_kind_is_refused() -> None:
    other = ec.generate_private_key(ec.SECP256R1())
    data = other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    with pytest.raises(KeyMaterialError, match="no Ed25519 key"):
        parse_private_key(data)


def test_ssh_keygen_made_this_key_and_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "key"
    made = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(path)]
    try:
        subprocess.run(made, check=True)
    except FileNotFoundError:
        pytest.skip("ssh-keygen is not installed")
    signer = Signer(ORIGIN, parse_private_key(path.read_bytes()))
    check_note(signer.sign(CHECKPOINT), signer.key)


def test_openssl_verifies_a_checkpoints_signature(tmp_path: Path) -> None:
    note = Signer(ORIGIN, KEY).sign(CHECKPOINT)
    (tmp_path / "key.pem").write_bytes(format_private_key(KEY))
    (tmp_path / "text").write_text(note.text, encoding="utf-8")
    (tmp_path / "signature").write_bytes(note.signatures[0].signature)
    verify = ["openssl", "pkeyutl", "-verify", "-rawin", "-inkey", "key.pem", "-in", "text"]
    verify += ["-sigfile", "signature"]
    try:
        done = subprocess.run(verify, cwd=tmp_path, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("openssl is not installed")
    assert "Signature Verified Successfully" in done.stdout
    (tmp_path / "text").write_text(note.text + "x", encoding="utf-8")
    failed = subprocess.run(verify, cwd=tmp_path, capture_output=True, check=False)
    assert failed.returncode != 0
