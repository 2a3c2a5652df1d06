import pytest

from provenance.errors import KeyMaterialError
from provenance.log import SignatureType, VerifierKey, parse_verifier_key
from provenance.log.base64 import decode, encode
from provenance.log.key import check_name
from tests.unit.log.signing import ORIGIN, signer

VKEY = str(signer().key)


def test_a_verifier_key_comes_back_as_it_was_written() -> None:
    assert parse_verifier_key(VKEY) == signer().key
    assert VKEY.startswith(f"{ORIGIN}+{signer().key.id.hex()}+A")


def test_a_witness_key_has_another_identifier_than_the_log_key_of_the_same_bytes() -> None:
    log = signer().key
    witness = VerifierKey(name=log.name, type=SignatureType.COSIGNATURE, public_key=log.public_key)
    assert witness.id != log.id
    assert parse_verifier_key(str(witness)) == witness


@pytest.mark.parametrize(
    ("spoilt", "why"),
    [
        (VKEY.replace("+", " "), "is no verifier key"),
        (VKEY.rpartition("+")[0], "is no verifier key"),
        (VKEY.replace(signer().key.id.hex(), "0" * 8), "says its identifier is 00000000"),
        (VKEY.replace(signer().key.id.hex(), signer().key.id.hex().upper()), "no verifier key"),
        (VKEY[:-1], "holds no Ed25519 key"),
        (VKEY + "A", "holds no Ed25519 key"),
        (VKEY + "\n", "holds no Ed25519 key"),
        (VKEY.replace(ORIGIN, "example.org/others"), "says its identifier is"),
        (f"{ORIGIN}+00000000+{encode(bytes([2]) + bytes(32))}", "type 2"),
        (f"{ORIGIN}+00000000+{encode(bytes([1]) + bytes(32))}", "small order"),
        (f"+00000000+{encode(bytes([1]) + bytes(32))}", "1 to 200 characters"),
        (f"a b+00000000+{encode(bytes([1]) + bytes(32))}", "has a space"),
    ],
)
def test_a_verifier_key_with_one_flaw_is_refused(spoilt: str, why: str) -> None:
    with pytest.raises(KeyMaterialError, match=why):
        parse_verifier_key(spoilt)


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\nb", "a\u00a0b", "a\x7fb", "x" * 201])
def test_a_name_that_no_note_may_hold_is_refused(name: str) -> None:
    with pytest.raises(KeyMaterialError):
        check_name(name)


def test_a_name_in_any_script_is_accepted() -> None:
    check_name("пример.рф/журнал")


@pytest.mark.parametrize("text", ["YQ", "YQ=", "YR==", "YQ==\n", " YQ==", "YQ==YQ==", "Y-==", "é"])
def test_base64_in_a_second_spelling_is_refused(text: str) -> None:
    assert decode(text) is None


@pytest.mark.parametrize("raw", [b"", b"a", b"ab", b"abc", bytes(range(256))])
def test_base64_in_its_one_spelling_comes_back(raw: bytes) -> None:
    assert decode(encode(raw)) == raw
