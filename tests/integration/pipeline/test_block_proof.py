"""One block, shown and checked without the others."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance import schema
from provenance.cli.main import main
from provenance.digest import parse_digest
from provenance.errors import (
    ContentMismatchError,
    JsonSyntaxError,
    MalformedError,
    ProofError,
    SchemaMismatchError,
    UnknownBlockError,
    UnknownPostError,
)
from provenance.evidence import format_block_proof, parse_block_proof, prove_block
from provenance.model import Outcome
from provenance.pipeline import Settings, prove
from provenance.verify import verify_block
from tests.integration.pipeline.conftest import Run, Save
from tests.unit.canonical.samples import post_bytes, snapshot_of

NAMES = ("Alpha", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot", "Golf")
SNAPSHOT = snapshot_of(
    "".join(f"<p>{name} <b>said</b>.</p>" for name in NAMES[1:]), title={"rendered": NAMES[0]}
)
CONTENT = SNAPSHOT.digests.content
OTHER = snapshot_of("<p>Another text.</p>").digests.content


def document(number: int = 3) -> bytes:
    return format_block_proof(prove_block(SNAPSHOT, number))


@pytest.mark.parametrize("number", range(1, len(SNAPSHOT.blocks) + 1))
def test_every_block_is_shown_without_the_others(number: int) -> None:
    verified = verify_block(document(number), content_digest=CONTENT)
    assert verified.block.data == SNAPSHOT.blocks[number - 1]
    assert [step.outcome for step in verified.steps] == [Outcome.HOLDS] * 3
    shown = [name for name in NAMES if name.encode() in document(number)]
    assert shown == [NAMES[number - 1]]


def test_against_another_digest_it_does_not_hold() -> None:
    with pytest.raises(ContentMismatchError):
        verify_block(document(), content_digest=OTHER)


def test_without_a_digest_the_last_step_is_not_checked() -> None:
    verified = verify_block(document(), content_digest=None)
    assert [step.outcome for step in verified.steps][-1] is Outcome.NOT_CHECKED
    assert "--content-digest" in verified.steps[-1].why


def forged(**members: object) -> bytes:
    changed = json.loads(document()) | members
    return json.dumps(changed, sort_keys=True, separators=(",", ":")).encode() + b"\n"


@pytest.mark.parametrize(
    "members",
    [
        {"block": "content\x00:Bravo denied."},
        {"index": 1},
        {"index": 7},
        {"size": 8},
        {"path": []},
        {"root": "sha256:" + "0" * 64},
    ],
    ids=lambda members: next(iter(members)),
)
def test_an_altered_member_does_not_lead_to_the_digest(members: dict[str, object]) -> None:
    with pytest.raises((ProofError, ContentMismatchError)):
        verify_block(forged(**members), content_digest=CONTENT)


@pytest.mark.parametrize(
    "data",
    [
        document().rstrip(b"\n"),
        document() + b"\n",
        document().replace(b'"index":2', b'"index":2.0'),
        document().replace(b'"index":2', b'"index": 2'),
        document().replace(b'{"block"', b'{"block":"content","block"'),
        document(2).replace(b"Bravo", b"\\u0042ravo"),
        document(2).replace(b"Bravo", b"\\ud800"),
    ],
    ids=["no line feed", "two", "float", "space", "a key twice", "escape", "surrogate"],
)
def test_another_spelling_is_refused(data: bytes) -> None:
    assert parse_block_proof(document()).index == 2
    with pytest.raises(MalformedError, match=r"spelled|surrogates"):
        parse_block_proof(data)


@pytest.mark.parametrize(
    "data",
    [
        b"[]",
        b"{}",
        forged(more=1),
        forged(profile="wpcanon/2"),
        forged(index=-1),
        forged(path=["x"]),
    ],
)
def test_another_document_is_refused(data: bytes) -> None:
    with pytest.raises(SchemaMismatchError):
        parse_block_proof(data)


@pytest.mark.parametrize("data", [b"", b"{", b"\xff", b"[" * 100_000])
def test_what_is_no_json_is_refused(data: bytes) -> None:
    with pytest.raises((JsonSyntaxError, MalformedError)):
        parse_block_proof(data)


@given(st.data())
def test_any_flipped_bit_is_noticed(data: st.DataObject) -> None:
    whole = bytearray(document())
    place = data.draw(st.integers(0, len(whole) - 1))
    whole[place] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises((MalformedError, ProofError, ContentMismatchError)):
        verify_block(bytes(whole), content_digest=CONTENT)


def test_a_block_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(UnknownBlockError, match="1 to 7"):
        prove_block(SNAPSHOT, 8)


def test_a_version_is_chosen_to_prove_a_block_of(run: Run, save: Save, settings: Settings) -> None:
    run(save("a.json", post_bytes("<p>Old.</p>")), save("b.json", post_bytes("<p>New.</p>")))
    for chosen, text in (("1", b"Old."), (None, b"New.")):
        proof = prove("7", 2, chosen, settings)
        verified = verify_block(proof.document, content_digest=parse_digest(proof.content))
        assert verified.block.data.endswith(text)
    with pytest.raises(UnknownPostError):
        prove("7", 2, "9", settings)


@pytest.fixture
def proof(run: Run, save: Save, tmp_path: Path, settings: Settings) -> tuple[str, str]:
    """Give the path of a proof that the command wrote, and the digest to hold it against."""
    run(save("a.json", post_bytes("<p>Shown \u202e text.</p>")))
    path = str(tmp_path / "proof.json")
    call = ["prove", "7", "--block", "2", "-o", path, "--archive", str(settings.archive)]
    assert main(call) == 0
    return path, prove("7", 2, None, settings).content


def test_the_commands_prove_and_verify(
    proof: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    path, content = proof
    capsys.readouterr()
    assert main(["verify", path, "--content-digest", content]) == 0
    printed = capsys.readouterr().out
    assert printed.count("holds") == 3
    assert "Shown <U+202E> text." in printed


def test_verify_says_what_it_could_not_check(
    proof: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(["verify", proof[0], "--format", "json"]) == 5
    report = json.loads(capsys.readouterr().out)
    schema.check(report, "verify")
    assert [step["outcome"] for step in report["steps"]] == ["holds", "holds", "not checked"]
    report["steps"] = []
    with pytest.raises(SchemaMismatchError):
        schema.check(report, "verify")


def test_a_proof_that_does_not_hold_ends_with_3(
    proof: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    other = "sha256:" + OTHER.hex()
    assert main(["verify", proof[0], "--content-digest", other]) == 3
    assert "error: the proof leads to the content digest" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["verify", "nowhere.json"], 1),
        (["verify", "nowhere.json", "--content-digest", "abc"], 2),
        (["prove", "7", "--block", "0"], 2),
        (["prove", "7"], 2),
    ],
)
def test_calls_that_cannot_be_followed(
    arguments: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == code
    assert capsys.readouterr().err.startswith("error: ")


def test_a_proof_that_cannot_be_written_is_one_sentence(
    proof: tuple[str, str], settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    call = ["prove", "7", "--block", "2", "-o", "/nowhere/proof.json"]
    assert main([*call, "--archive", str(settings.archive)]) == 1
    assert "could not be written" in capsys.readouterr().err


def test_a_proof_in_a_pipe_is_the_document_alone(
    proof: tuple[str, str], settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(["prove", "7", "--block", "2", "--archive", str(settings.archive)]) == 0
    printed = capsys.readouterr()
    assert printed.out == Path(proof[0]).read_text()
    assert "provenance verify - --content-digest" in printed.err
