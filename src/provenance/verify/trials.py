"""What this program gives for answers that are known, so that a declaration can say it was tried.

Small, and run at each export: whether the program is right as a whole is for its own tests.
"""

from collections.abc import Callable

from provenance.canonical import canonicalize
from provenance.digest import leaf_hash, node_hash, root_hash, sha256
from provenance.errors import VerificationError
from provenance.log.ed25519 import check_signature

_POST = (
    b'{"id":7,"link":"https://example.org/bridge/","title":{"rendered":"The bridge"},'
    b'"content":{"rendered":"<p>It will cost <em>1.5</em> million.</p>\\n<p>So they say.</p>"},'
    b'"excerpt":{"rendered":""}}'
)
# Made by tests/reference, which reads posts with another program and parser.
_CONTENT = "44edc4ec6134359fc55e5bf56e362f8b03caf2f3702149f7b481fa0d2c5c9288"
# FIPS 180-4, the example "abc"; RFC 8032 section 7.1, test 2.
_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
_EMPTY_LEAF = "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
_KEY = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"
_SIGNATURE = (
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
)


def self_test() -> tuple[str, ...]:
    """Return what was tried and came out as it is known to, a sentence each.

    Raises:
        VerificationError: Something did not: nothing that this program says can be relied on.
    """
    for what, holds in _TRIALS.items():
        if not holds():
            raise VerificationError(
                f"this program fails its self-test: {what}",
                remedy="install it anew; nothing that it says can be relied on",
            )
    return tuple(_TRIALS)


def _hashes() -> bool:
    return sha256(b"abc").hex() == _ABC


def _tree() -> bool:
    leaves = [leaf_hash(b""), leaf_hash(b"\x00"), leaf_hash(b"\x10")]
    root = node_hash(node_hash(*leaves[:2]), leaves[2])
    return leaves[0].hex() == _EMPTY_LEAF and root_hash(leaves) == root


def _signs() -> bool:
    check_signature(bytes.fromhex(_SIGNATURE), b"r", bytes.fromhex(_KEY))
    return True


def _reads() -> bool:
    return canonicalize(_POST).digests.content.hex() == _CONTENT


_TRIALS: dict[str, Callable[[], bool]] = {
    'SHA-256 of "abc" is that of FIPS 180-4': _hashes,
    "a tree of three leaves has the root that RFC 6962 gives it": _tree,
    "the signature of RFC 8032, section 7.1, test 2, holds": _signs,
    "a small article has the content digest that a second program gives it": _reads,
}
