import pytest

from provenance.errors import MalformedError, NoteError, SignatureError
from provenance.log import SignatureType, VerifierKey, check_note, open_checkpoint, parse_note
from provenance.log.note import MAX_NOTE_BYTES, MAX_SIGNATURES
from tests.unit.log.signing import CHECKPOINT, NOTE, signer

TEXT, LINE = NOTE.decode().split("\n\n")


def test_a_note_comes_back_byte_for_byte() -> None:
    assert str(parse_note(NOTE)).encode() == NOTE


def test_a_note_signed_by_the_trusted_key_holds() -> None:
    check_note(parse_note(NOTE), signer().key)


def test_the_text_may_hold_empty_lines() -> None:
    note = parse_note(f"a\n\nb\n\n{LINE}".encode())
    assert note.text == "a\n\nb\n"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "no blank line"),
        (TEXT.encode(), "no blank line"),
        (f"\n\n{LINE}".encode(), "no blank line"),
        (f"{TEXT}\n\n{LINE[:-1]}".encode(), "no blank line"),
        (f"{TEXT}\n\n\n".encode(), "no blank line"),
        (f"{TEXT}\n\n- {LINE[2:]}".encode(), "no signature line"),
        (f"{TEXT}\n\n{LINE.replace(' ', '  ')}".encode(), "no signature line|has a space"),
        (f"{TEXT}\n\n{LINE[:-2]}\n".encode(), "no signature line"),
        (f"{TEXT}\n\n\u2014 name AAAAAA==\n".encode(), "no signature line"),
        (f"{TEXT}\n\n\u2014 na+me AAAAAAA=\n".encode(), "a space, a plus"),
        (NOTE + b"\xff", "not UTF-8"),
        (NOTE.replace(b"\n", b"\r\n"), "control character"),
        (NOTE.replace(b"example", b"exa\x00mple"), "control character"),
        (f"{TEXT}\n\n{LINE * (MAX_SIGNATURES + 1)}".encode(), "more than 64 signatures"),
        (b"x" * (MAX_NOTE_BYTES + 1), "more than 1,000,000 bytes"),
    ],
)
def test_a_note_with_one_flaw_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(MalformedError, match=why):
        parse_note(data)


def test_as_many_signatures_as_are_allowed_are_read() -> None:
    assert len(parse_note(f"{TEXT}\n\n{LINE * MAX_SIGNATURES}".encode()).signatures) == 64


def test_a_note_without_the_trusted_keys_signature_does_not_hold() -> None:
    with pytest.raises(SignatureError, match="bears no signature of the key"):
        check_note(parse_note(NOTE), signer(seed=2).key)


def test_a_signature_with_the_keys_name_and_identifier_must_hold() -> None:
    changed = NOTE.replace(b"20852163", b"20852164")
    with pytest.raises(SignatureError, match="not of this text"):
        check_note(parse_note(changed), signer().key)


def test_one_bad_signature_of_the_trusted_key_spoils_a_good_one() -> None:
    bad = NOTE.replace(b"20852163", b"20852164").decode().split("\n\n")[1]
    other = str(signer().sign(CHECKPOINT)).replace("20852163", "20852164")
    spoilt = f"{other.partition(chr(10) * 2)[0]}\n\n{bad}".encode()
    with pytest.raises(SignatureError):
        check_note(parse_note(spoilt), signer().key)


def test_signatures_of_unknown_keys_are_passed_over() -> None:
    other = str(signer("witness.example/w", seed=3).sign(
        type(CHECKPOINT)(origin="witness.example/w", size=1, root=CHECKPOINT.root)
    )).partition("\n\n")[2]  # fmt: skip
    check_note(parse_note(NOTE + other.encode()), signer().key)


def test_a_witness_key_is_no_log_key() -> None:
    key = VerifierKey(
        name=signer().key.name,
        type=SignatureType.COSIGNATURE,
        public_key=signer().key.public_key,
    )
    with pytest.raises(SignatureError, match="signs no notes"):
        check_note(parse_note(NOTE), key)


def test_a_signed_checkpoint_opens() -> None:
    checkpoint, note = open_checkpoint(NOTE, signer().key)
    assert checkpoint == CHECKPOINT
    assert str(note).encode() == NOTE


def test_a_checkpoint_of_another_log_does_not_open_though_its_signature_holds() -> None:
    key = signer("example.org/other").key
    signature = signer("example.org/other")
    text = str(CHECKPOINT)
    forged = signature.sign(type(CHECKPOINT)(origin=key.name, size=1, root=CHECKPOINT.root))
    line = str(forged).partition("\n\n")[2]
    with pytest.raises(SignatureError):
        open_checkpoint(f"{text}\n{line}".encode(), key)


def test_a_note_that_is_no_checkpoint_does_not_open() -> None:
    with pytest.raises(NoteError):
        open_checkpoint(b"no note", signer().key)
