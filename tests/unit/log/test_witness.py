import pytest

from provenance.digest import consistency_proof, root_hash
from provenance.errors import WitnessError
from provenance.log import (
    Checkpoint,
    WitnessRequest,
    judge_request,
    origin_of_request,
    parse_witness_request,
)
from tests.unit.log.signing import ORIGIN, signer
from tests.unit.log.trees import leaves

LEAVES = leaves(11)
KEYS = {ORIGIN: signer().key}


def checkpoint(size: int) -> Checkpoint:
    return Checkpoint(origin=ORIGIN, size=size, root=root_hash(LEAVES[:size]))


def note(size: int, root: bytes | None = None) -> bytes:
    said = Checkpoint(origin=ORIGIN, size=size, root=root or root_hash(LEAVES[:size]))
    return str(signer().sign(said)).encode()


def request(old: int, size: int) -> WitnessRequest:
    proof = consistency_proof(LEAVES[:size], old) if 0 < old < size else ()
    return WitnessRequest(old=old, proof=proof, checkpoint=note(size))


@pytest.mark.parametrize(("old", "size"), [(0, 5), (5, 11), (5, 5), (0, 0), (4, 8)])
def test_a_log_that_only_grew_is_cosigned(old: int, size: int) -> None:
    asked = parse_witness_request(bytes(request(old, size)))
    latest = checkpoint(old) if old else None
    assert judge_request(asked, KEYS, latest)[0] == checkpoint(size)
    assert origin_of_request(asked) == ORIGIN


def status(asked: WitnessRequest, latest: Checkpoint | None = None) -> tuple[int, int | None]:
    with pytest.raises(WitnessError) as caught:
        judge_request(asked, KEYS, latest)
    return caught.value.status, caught.value.size


def test_an_old_size_that_is_not_the_last_one_is_stale() -> None:
    assert status(request(0, 11), checkpoint(5)) == (409, 5)
    assert status(request(5, 11)) == (409, 0)
    assert status(request(5, 11), checkpoint(8)) == (409, 8)


def test_a_log_that_is_not_known_is_not_found() -> None:
    with pytest.raises(WitnessError) as caught:
        judge_request(request(0, 5), {}, None)
    assert caught.value.status == 404


def test_a_checkpoint_that_the_log_did_not_sign_is_forbidden() -> None:
    forged = WitnessRequest(old=0, proof=(), checkpoint=note(5).replace(b"\n5\n", b"\n6\n"))
    assert status(forged)[0] == 403
    other = str(signer(seed=2).sign(checkpoint(5))).encode()
    assert status(WitnessRequest(old=0, proof=(), checkpoint=other))[0] == 403


@pytest.mark.parametrize(
    "asked",
    [
        WitnessRequest(old=5, proof=(), checkpoint=note(11)),
        WitnessRequest(old=5, proof=consistency_proof(LEAVES, 6), checkpoint=note(11)),
        WitnessRequest(old=5, proof=consistency_proof(LEAVES, 5), checkpoint=note(11, bytes(32))),
        WitnessRequest(old=5, proof=(), checkpoint=note(5, bytes(32))),
        WitnessRequest(old=5, proof=(bytes(32),), checkpoint=note(5)),
    ],
)
def test_a_fork_is_not_cosigned(asked: WitnessRequest) -> None:
    assert status(asked, checkpoint(5)) == (422, None)


def test_a_first_checkpoint_needs_no_proof_and_takes_none() -> None:
    assert status(WitnessRequest(old=0, proof=(bytes(32),), checkpoint=note(5)))[0] == 422
    assert status(WitnessRequest(old=0, proof=(), checkpoint=note(0, bytes(32))))[0] == 422


def test_an_old_size_beyond_the_new_one_is_a_bad_request() -> None:
    assert status(WitnessRequest(old=6, proof=(), checkpoint=note(5)), checkpoint(6))[0] == 400


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"old 0",
        b"old 0\n\n",
        b"old 00\n\n" + note(5),
        b"old -1\n\n" + note(5),
        b"new 0\n\n" + note(5),
        b"old 0\nAAAA\n\n" + note(5),
        b"old 0\n" + b"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n" * 64 + b"\n" + note(5),
        "old 0\n\u2014\n\n".encode() + note(5),
        b"old 0\n\nexample.org\n5\n",
        b"old 0\n\n" + note(5).replace(b"\n5\n", b"\n05\n"),
    ],
)
def test_a_body_that_is_no_request_is_a_bad_request(data: bytes) -> None:
    with pytest.raises(WitnessError) as caught:
        judge_request(parse_witness_request(data), KEYS, None)
    assert caught.value.status == 400


def test_the_origin_of_what_is_no_checkpoint_is_not_known() -> None:
    with pytest.raises(WitnessError):
        origin_of_request(WitnessRequest(old=0, proof=(), checkpoint=b"x"))
