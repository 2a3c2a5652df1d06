"""A real time stamp authority on loopback: `openssl ts` behind a small server, made for a test."""

import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
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
digests = {digests}
accuracy = secs:1, millisecs:500
clock_precision_digits = 3
ess_cert_id_alg = {names}
"""
LONG_AGO = datetime.now(UTC) - timedelta(days=3650)


class Authority:
    """A root, and a TSA's certificate under it.

    Attributes:
        root: The root's certificate.
        root_file: The same in PEM.
        between: Certificate that the root gave and that gave the TSA's; None for none.
        certificate: The TSA's.
    """

    def __init__(
        self,
        folder: Path,
        name: str = "TSA",
        *,
        ends_in: timedelta = timedelta(days=400),
        digests: str = "sha256",
        names: str = "sha256",
        is_under_another: bool = False,
    ) -> None:
        if shutil.which("openssl") is None:
            pytest.skip("needs openssl")
        self._folder = folder / name
        self._folder.mkdir(parents=True)
        ends_at = datetime.now(UTC) + ends_in
        root = _Issuer(f"Root of {name}", ends_at)
        issuer = _Issuer(f"Issuer of {name}", ends_at, root) if is_under_another else root
        key = ec.generate_private_key(ec.SECP256R1())
        purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        self._issue = partial(issuer.issue, _named(name), key, extension=purpose)
        certificate = self.certificate = self._issue(ends_at)
        self.root = root.certificate
        self.between = issuer.certificate if is_under_another else None
        self.root_file = self._file("root.pem")
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
        config = CONFIG.format(folder=self._folder, digests=digests, names=names)
        self._file("openssl.cnf").write_text(config, encoding="ascii")

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

    def twin(self) -> x509.Certificate:
        """Return another certificate of the TSA's key, name and number, which ends a year later."""
        ends_at = self.certificate.not_valid_after_utc + timedelta(days=365)
        size = len(self.certificate.public_bytes(serialization.Encoding.DER))
        while True:  # until its signature is as long, so that it fits where the other one was
            twin = self._issue(ends_at, number=self.certificate.serial_number)
            if len(twin.public_bytes(serialization.Encoding.DER)) == size:
                return twin

    def _file(self, name: str) -> Path:
        return self._folder / name


class _Issuer:
    """Whose certificate gives others."""

    def __init__(self, name: str, ends_at: datetime, root: "_Issuer | None" = None) -> None:
        self.name = _named(name)
        self.key = ec.generate_private_key(ec.SECP256R1())
        constraint = x509.BasicConstraints(ca=True, path_length=None)
        giver = root or self
        lasts = ends_at + timedelta(days=1)
        self.certificate = giver.issue(self.name, self.key, lasts, constraint)

    def issue(
        self,
        name: x509.Name,
        key: ec.EllipticCurvePrivateKey,
        ends_at: datetime,
        extension: x509.ExtensionType,
        number: int | None = None,
    ) -> x509.Certificate:
        return (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(self.name)
            .public_key(key.public_key())
            .serial_number(number or x509.random_serial_number())
            .not_valid_before(LONG_AGO)
            .not_valid_after(ends_at)
            .add_extension(extension, critical=True)
            .sign(self.key, hashes.SHA256())
        )


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
