"""A real time stamp authority on loopback: `openssl ts` behind a small server, made for a test."""

import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from tests.fakes.server import FakeServer, Request, answer

REPLY = "application/timestamp-reply"
# No `certs`: OpenSSL would write them as a SET OF that is not sorted.
CONFIG = """[tsa]
default_tsa = t
[t]
serial = {folder}/serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1, millisecs:500
clock_precision_digits = 3
ess_cert_id_alg = sha256
"""
LONG_AGO = datetime.now(UTC) - timedelta(days=3650)


class Authority:
    """A root, and a TSA's certificate under it.

    Attributes:
        name: Common name of the TSA.
        root: The root's certificate.
        root_file: The same in PEM.
    """

    def __init__(
        self,
        folder: Path,
        name: str = "TSA",
        *,
        ends_in: timedelta = timedelta(days=400),
    ) -> None:
        if shutil.which("openssl") is None:
            pytest.skip("needs openssl")
        self.name = name
        self._folder = folder / name
        self._folder.mkdir(parents=True)
        root_key = ec.generate_private_key(ec.SECP256R1())
        key = ec.generate_private_key(ec.SECP256R1())
        root_name, tsa_name = _named(f"Root of {name}"), _named(name)
        ends_at = datetime.now(UTC) + ends_in
        self.root = (
            _certificate(root_name, root_name, root_key, ends_at + timedelta(days=1))
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .sign(root_key, hashes.SHA256())
        )
        certificate = (
            _certificate(tsa_name, root_name, key, ends_at)
            .add_extension(
                x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True
            )
            .sign(root_key, hashes.SHA256())
        )
        self.root_file = self._folder / "root.pem"
        self.root_file.write_bytes(self.root.public_bytes(serialization.Encoding.PEM))
        self._file("tsa.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
        self._file("tsa.key").write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        self._file("serial").write_text("01\n", encoding="ascii")
        self._file("openssl.cnf").write_text(CONFIG.format(folder=self._folder), encoding="ascii")

    def reply(self, query: bytes) -> bytes:
        """Return the answer to a request, as OpenSSL gives it."""
        self._file("query").write_bytes(query)
        made = ["openssl", "ts", "-reply", "-config", str(self._file("openssl.cnf"))]
        made += ["-queryfile", str(self._file("query")), "-out", str(self._file("reply"))]
        made += ["-inkey", str(self._file("tsa.key")), "-signer", str(self._file("tsa.pem"))]
        subprocess.run(made, check=True, capture_output=True)
        return self._file("reply").read_bytes()

    def serve(self, change: Callable[[bytes], bytes] = bytes) -> FakeServer:
        """Return a server of it; `change` may spoil each answer."""

        def handle(request: Request) -> bytes:
            assert request.header("Content-Type") == "application/timestamp-query"
            return answer(change(self.reply(request.body)), content_type=REPLY)

        return FakeServer(handle)

    def _file(self, name: str) -> Path:
        return self._folder / name


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _certificate(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, ends_at: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(LONG_AGO)
        .not_valid_after(ends_at)
    )
