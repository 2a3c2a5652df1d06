"""What `verify` prints where something does not hold: every step, the failing one named."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from provenance import schema
from provenance.cli.exit_codes import ExitCode
from tests.integration.cli.conftest import Run

BUNDLE = "example.org-7.wacz"
KEY = "provenance.key.vkey"
Spoil = Callable[[], object]


@pytest.fixture
def signed(run: Run) -> Run:
    """Three captures of a post in a signed archive, and all that can be made of it."""
    run("snapshot", "1.json", "2.json", "3.json")
    run("key", "new", "--name", "example.org/articles")
    assert run("log", "sign").code == 0
    run("export", "7")
    run("log", "export", "public")
    run("log", "prove", "7", "--entry-file", "7.entry", "-o", "7.tlog-proof")
    block = run("prove", "7", "--block", "2")
    Path("block.json").write_text(block.out)
    statement = run("log", "statement", "7", "--dsse", "--key", "provenance.key")
    Path("7.dsse").write_text(statement.out)
    return run


def altered(path: str, old: bytes, new: bytes) -> Spoil:
    """Return what puts other bytes into a file."""

    def spoil() -> None:
        data = Path(path).read_bytes()
        assert old in data
        Path(path).write_bytes(data.replace(old, new, 1))

    return spoil


def _statements_in_the_archive() -> None:
    with sqlite3.connect("provenance.db") as connection:
        connection.execute("DROP TRIGGER entry_never_changes")
        connection.execute("UPDATE entry SET body = X'7b7d' WHERE seq = 0")
    connection.close()


def _other_key(run: Run) -> None:
    run("key", "new", "--name", "example.org/articles", "-o", "other.key")


def check(run: Run, target: str, *options: str) -> tuple[dict[str, Any], int]:
    """Return the document of a check that fails, and its exit code."""
    checked = run("verify", target, "--format", "json", *options)
    assert checked.err.startswith("error: ")
    document = json.loads(checked.out)
    schema.check(document, "verify")
    steps = document["steps"]
    (failed,) = [step for step in steps if step["outcome"] == "fails"]
    assert failed["why"] in checked.err
    assert [step["number"] for step in steps] == list(range(1, len(steps) + 1))
    for step in steps[failed["number"] :]:
        assert step["why"] == f"step {failed['number']} failed"
    return document, checked.code


def outcomes(document: dict[str, Any]) -> list[str]:
    return [step["outcome"] for step in document["steps"]]


@pytest.mark.parametrize(
    ("target", "spoil", "failing", "steps"),
    [
        (BUNDLE, altered(BUNDLE, b"The bridge is", b"The bridge js"), 1, 11),
        ("public", altered("public/tile/entries/000.p/4", b"snapshot", b"snapshos"), 4, 4),
        ("provenance.db", _statements_in_the_archive, 4, 9),
        ("block.json", altered("block.json", b"the mayor", b"the mayos"), 2, 3),
    ],
)
def test_the_steps_before_hold_and_those_after_were_not_checked(
    signed: Run, target: str, spoil: Spoil, failing: int, steps: int
) -> None:
    spoil()
    document, code = check(signed, target, "--key", KEY)
    assert code == ExitCode.NOT_VERIFIED
    assert outcomes(document) == [
        *["holds"] * (failing - 1),
        "fails",
        *["not checked"] * (steps - failing),
    ]


@pytest.mark.parametrize(
    ("target", "failing"),
    [
        (BUNDLE, "the checkpoint is signed by its log"),
        ("public", "the checkpoint is signed by its log"),
        ("provenance.db", "the checkpoint is signed by its log"),
        ("7.tlog-proof", "the checkpoint is signed by its log"),
        ("7.dsse", "the statement is signed by the log's key"),
    ],
)
def test_another_key_fails_at_the_signature(signed: Run, target: str, failing: str) -> None:
    _other_key(signed)
    document, code = check(signed, target, "--key", "other.key.vkey")
    assert code == ExitCode.NOT_VERIFIED
    (failed,) = [step for step in document["steps"] if step["outcome"] == "fails"]
    assert failed["what"] == failing


def test_people_read_the_same_steps(signed: Run) -> None:
    altered(BUNDLE, b"The bridge is", b"The bridge js")()
    checked = signed("verify", BUNDLE, "--key", KEY)
    assert checked.code == ExitCode.NOT_VERIFIED
    assert checked.out.startswith("1   fails       the file is a ZIP")
    assert "11  not checked each log entry names its statement" in checked.out
    assert checked.out.count("step 1 failed") == 10


def test_what_is_spelled_as_nothing_ends_with_1_and_names_its_step(signed: Run) -> None:
    Path("block.json").write_text("{}")
    document, code = check(signed, "block.json")
    assert code == ExitCode.ERROR
    assert outcomes(document) == ["fails", "not checked", "not checked"]
    assert document["kind"] == "block proof"


def test_a_file_that_is_not_there_has_no_steps(signed: Run) -> None:
    missing = signed("verify", "missing.wacz", "--content-digest", f"sha256:{'0' * 64}")
    assert (missing.code, missing.out) == (ExitCode.ERROR, "")
    assert missing.err.count("\n") == 1


def test_a_target_that_fails_leaves_the_others_to_be_checked(signed: Run) -> None:
    altered(BUNDLE, b"The bridge is", b"The bridge js")()
    checked = signed("verify", BUNDLE, "missing.wacz", "public", "--key", KEY)
    assert checked.code == ExitCode.NOT_VERIFIED
    assert f"error: {BUNDLE}: " in checked.err
    assert checked.err.count("missing.wacz") == 1
    assert checked.out.startswith(f"{BUNDLE}\n1   fails")
    assert "public\n1  holds" in checked.out
