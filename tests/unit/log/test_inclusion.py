import pytest

from provenance.digest import inclusion_proof, root_hash
from provenance.errors import NoteError, ProofError, SignatureError
from provenance.log import Checkpoint, LogProof, check_log_proof, parse_log_proof
from provenance.log.base64 import encode
from tests.unit.log.signing import ORIGIN, signer
from tests.unit.log.trees import leaves

LEAVES = leaves(11)
NOTE = str(signer().sign(Checkpoint(origin=ORIGIN, size=11, root=root_hash(LEAVES)))).encode()
PROOF = LogProof(index=4, path=inclusion_proof(LEAVES, 4), checkpoint=NOTE)
DATA = bytes(PROOF)


def test_a_proof_comes_back_byte_for_byte() -> None:
    assert parse_log_proof(DATA) == PROOF
    assert bytes(parse_log_proof(DATA)) == DATA


def test_the_proof_of_a_log_of_one_entry_has_no_path() -> None:
    alone = Checkpoint(origin=ORIGIN, size=1, root=LEAVES[0])
    proof = LogProof(index=0, path=(), checkpoint=str(signer().sign(alone)).encode())
    assert check_log_proof(parse_log_proof(bytes(proof)), LEAVES[0], signer().key) == alone


def test_an_entry_of_the_log_is_shown_to_be_in_it() -> None:
    assert check_log_proof(PROOF, LEAVES[4], signer().key).size == 11


@pytest.mark.parametrize("other", [3, 5])
def test_another_entry_is_not_shown_to_be_there(other: int) -> None:
    with pytest.raises(ProofError):
        check_log_proof(PROOF, LEAVES[other], signer().key)


def test_a_proof_under_a_key_that_is_not_trusted_shows_nothing() -> None:
    with pytest.raises(SignatureError):
        check_log_proof(PROOF, LEAVES[4], signer(seed=2).key)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"proof@v1", b"proof@v2"),
        (b"index 4", b"index 04"),
        (b"index 4", b"index -4"),
        (b"index 4", b"4"),
        (b"index 4\n", b""),
        (b"index 4", b"extra AAAA\nindex 4"),
        (b"index 4\n", b"index 4\n" + encode(bytes(31)).encode() + b"\n"),
        (b"index 4\n", b"index 4\n" + (encode(bytes(32)).encode() + b"\n") * 60),
        (b"index 4\n", b"index 4\nAAAA\n"),
        (b"index 4\n", b"index 4\r\n"),
        (b"index 4\n", "index 4\n\u2014\n".encode()),
    ],
)
def test_a_proof_with_one_flaw_is_refused(before: bytes, after: bytes) -> None:
    with pytest.raises(NoteError):
        parse_log_proof(DATA.replace(before, after, 1))


def test_a_proof_without_checkpoint_is_refused() -> None:
    with pytest.raises(NoteError):
        parse_log_proof(DATA.partition(b"\n\n")[0])


def test_every_single_changed_byte_of_a_proof_is_noticed() -> None:
    for at in range(len(DATA)):
        spoilt = DATA[:at] + bytes([DATA[at] ^ 1]) + DATA[at + 1 :]
        with pytest.raises((NoteError, ProofError, SignatureError, ValueError)) as caught:
            check_log_proof(parse_log_proof(spoilt), LEAVES[4], signer().key)
        assert type(caught.value).__module__.startswith("provenance.errors."), at
