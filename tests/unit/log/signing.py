"""A key of fixed bytes, and a checkpoint that it signs, for the tests of the log's formats."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from provenance.digest import sha256
from provenance.log import Checkpoint, Signer

ORIGIN = "example.org/articles"


def signer(name: str = ORIGIN, seed: int = 1) -> Signer:
    return Signer(name, Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32))


CHECKPOINT = Checkpoint(origin=ORIGIN, size=20_852_163, root=sha256(b"a tree"))
NOTE = str(signer().sign(CHECKPOINT)).encode()
