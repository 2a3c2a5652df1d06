"""`provenance export`, `custody` and `verify` of a bundle, as they are typed."""

import io
import json
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from provenance import schema
from provenance.cli.exit_codes import ExitCode
from tests.integration.cli.conftest import Result, Run

NAME = "example.org-7.wacz"


@pytest.fixture
def signed(run: Run) -> Run:
    """Three captures of a post in a signed archive."""
    run("snapshot", "1.json", "2.json", "3.json")
    run("key", "new", "--name", "example.org/articles")
    assert run("log", "sign").code == 0
    return run


def test_a_bundle_is_written_checked_and_recorded(signed: Run) -> None:
    written = signed("export", "7", "--custodian", "Ann Example")
    assert written.code == ExitCode.OK
    assert f"file     {NAME}, " in written.out
    assert "holds    3 of 3 captures: log entries 0, 1, 2" in written.out
    assert written.err.startswith("that this was exported is in the log, and not signed yet")
    checked = signed("verify", NAME, "--key", "provenance.key.vkey")
    assert checked.code == ExitCode.OK
    assert "not checked" not in checked.out
    recorded = signed("custody")
    assert "Ann Example" in recorded.out
    assert "1 export; archive: ./provenance.db" in recorded.out


def test_nobody_is_named_unless_somebody_says_so(
    signed: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "exported by nobody named" in signed("export", "7", "--block", "2").err
    assert "nobody named" in signed("custody", "7").out
    monkeypatch.setenv("PROVENANCE_CUSTODIAN", "Desk Two")
    assert "nobody named" not in signed("export", "7", "--declaration").err
    document = json.loads(signed("custody", "--format", "json").out)
    schema.check(document, "custody")
    assert [one["custodian"] for one in document["exports"]] == [None, "Desk Two"]
    assert [one["blocks"] for one in document["exports"]] == [[2], []]
    assert signed("export", "7", "--custodian", " ").code == ExitCode.USAGE
    assert "0 exports" in signed("custody", "7", "--archive", _empty(signed)).out


def test_an_export_signs_its_own_record_where_a_key_is_configured(
    signed: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed("export", "7", "--custodian", "Ann Example")
    open_end = signed("verify", "provenance.db", "--key", "provenance.key.vkey")
    assert open_end.code == ExitCode.NOT_CHECKED
    monkeypatch.setenv("PROVENANCE_KEY", "provenance.key")
    assert signed("export", "7", "--custodian", "Ann Example").err == ""
    held = signed("verify", "provenance.db", NAME, "--key", "provenance.key.vkey")
    assert (held.code, "not checked" in held.out) == (ExitCode.OK, False)


def test_an_export_signs_what_it_is_of_where_nobody_had(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("snapshot", "1.json")
    run("key", "new", "--name", "example.org/articles")
    assert "never signed" in run("export", "7").err
    monkeypatch.setenv("PROVENANCE_KEY", "provenance.key")
    assert run("export", "7").code == ExitCode.OK
    assert run("verify", NAME, "--key", "provenance.key.vkey").code == ExitCode.OK


def test_an_export_with_another_key_records_and_writes_nothing(
    signed: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed("key", "new", "--name", "example.org/articles", "-o", "other.key")
    monkeypatch.setenv("PROVENANCE_KEY", "other.key")
    refused = signed("export", "7")
    assert (refused.code, Path(NAME).exists()) == (ExitCode.ERROR, False)
    assert "a new key is a new log" in refused.err
    assert "0 exports" in signed("custody").out


def _empty(run: Run) -> str:
    run("snapshot", "1.json", "--archive", "other.db")
    return "other.db"


def test_without_a_key_nothing_is_vouched_for(signed: Run) -> None:
    signed("export", "7", "-o", "a.wacz")
    unkeyed = signed("verify", "a.wacz")
    assert unkeyed.code == ExitCode.NOT_CHECKED
    assert "no key was given that you trust" in " ".join(unkeyed.out.split())


def test_a_bundle_of_blocks_ends_with_0_and_says_what_is_withheld(signed: Run) -> None:
    written = signed("export", "7", "--block", "2", "--block", "2", "-o", "b.wacz")
    assert "holds    block 2 alone, of 1 of 3 captures: log entry 2" in written.out
    checked = signed("verify", "b.wacz", "--key", "provenance.key.vkey", "--format", "json")
    assert checked.code == ExitCode.OK
    document = json.loads(checked.out)
    schema.check(document, "verify")
    assert document["kind"] == "bundle"
    (open_step,) = [step for step in document["steps"] if step["outcome"] == "not checked"]
    assert open_step["required"] is False
    assert "withheld" in open_step["why"]


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda data: data[:-1], "not spelled as a bundle is"),
        (lambda data: data.replace(b"not safe", b"now safe", 1), "is damaged"),
        (lambda data: b"\x00" + data[1:], "from byte 0"),
        (lambda data: b"", "from byte 0"),
    ],
)
def test_what_was_altered_ends_with_3(signed: Run, spoil: object, why: str) -> None:
    signed("export", "7")
    path = Path(NAME)
    path.write_bytes(spoil(path.read_bytes()))  # type: ignore[operator]  # a lambda above
    altered = signed("verify", NAME, "--key", "provenance.key.vkey")
    assert altered.code == ExitCode.NOT_VERIFIED
    assert why in altered.err
    assert why in " ".join(altered.out.split())
    assert altered.out.startswith("1   fails")


@pytest.mark.parametrize(
    ("arguments", "code", "why"),
    [
        (("99",), ExitCode.ERROR, "99"),
        (("7", "--block", "0"), ExitCode.USAGE, "--block"),
        (("7", "--block", "9"), ExitCode.ERROR, "its blocks are 1 to"),
        (("7", "--capture", "9"), ExitCode.ERROR, "there is no version 9"),
        (("7", "--since", "none"), ExitCode.ERROR, "'none' cannot be read"),
        (("7", "--since", "1.json"), ExitCode.ERROR, "the note"),
        (("7", "-o", "no/such/folder.wacz"), ExitCode.ERROR, "could not be written"),
        (("7", "--archive", "none.db"), ExitCode.ERROR, "none.db"),
        ((), ExitCode.USAGE, "POST"),
    ],
)
def test_bad_input_is_one_sentence(
    signed: Run, arguments: tuple[str, ...], code: ExitCode, why: str
) -> None:
    refused = signed("export", *arguments)
    assert refused.code == code
    assert why in refused.err
    assert "Traceback" not in refused.err
    assert not list(Path().glob("*.wacz"))


def test_an_unsigned_log_says_how_to_sign_it(run: Run) -> None:
    run("snapshot", "1.json")
    refused = run("export", "7")
    assert refused.code == ExitCode.ERROR
    assert "provenance log sign" in refused.err


def test_a_bundle_is_checked_from_a_pipe_too(signed: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    signed("export", "7")
    whole = Path(NAME).read_bytes()

    def piped(data: bytes) -> Result:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
        return signed("verify", "-", "--key", "provenance.key.vkey")

    held = piped(whole)
    assert (held.code, "not checked" in held.out) == (ExitCode.OK, False)
    assert "10  holds       the checkpoint over 4 entries of example.org/articles is" in held.out
    assert piped(whole[:-1]).code == ExitCode.NOT_VERIFIED
    empty = piped(b"")
    assert (empty.code, "standard input is empty" in empty.err) == (ExitCode.ERROR, True)
    archive = piped(Path("provenance.db").read_bytes())
    assert (archive.code, "name its file" in archive.err) == (ExitCode.ERROR, True)


def test_what_comes_through_a_named_pipe_is_read_once_and_whole(signed: Run) -> None:
    signed("export", "7", "-o", "whole.wacz")
    bundle = Path("whole.wacz").read_bytes()

    def piped(data: bytes) -> Result:
        reader, writer = os.pipe()
        with ThreadPoolExecutor(1) as pool:
            pool.submit(_fill, writer, data)
            done = signed("verify", f"/dev/fd/{reader}", "--key", "provenance.key.vkey")
            os.close(reader)
        return done

    assert piped(bundle).code == ExitCode.OK
    assert piped(bundle[:-1]).code == ExitCode.NOT_VERIFIED
    empty = piped(b"")
    assert (empty.code, "is empty, so that nothing was checked" in empty.err) == (1, True)
    archive = piped(Path("provenance.db").read_bytes())
    assert (archive.code, "an archive cannot be checked from /dev/fd/" in archive.err) == (1, True)


def _fill(pipe: int, data: bytes) -> None:
    with os.fdopen(pipe, "wb") as file:
        file.write(data)


@pytest.mark.parametrize("option", ["--key", "--since", "--policy", "--tsa-root", "--entry"])
def test_a_file_without_end_is_an_error_in_every_place(
    signed: Run, monkeypatch: pytest.MonkeyPatch, option: str
) -> None:
    monkeypatch.setattr("provenance.cli.streams._MAX_STREAM_BYTES", 1 << 16)
    signed("export", "7", "-o", "whole.wacz")
    done = signed("verify", "whole.wacz", option, "/dev/zero")
    assert done.code in {ExitCode.ERROR, ExitCode.USAGE}
    assert "/dev/zero" in done.err
    assert not done.out


def test_a_target_without_end_is_an_error(signed: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("provenance.pipeline.checking._MAX_STREAM_BYTES", 1 << 16)
    done = signed("verify", "/dev/zero")
    assert (done.code, done.out) == (ExitCode.ERROR, "")
    assert done.err == ("error: /dev/zero goes on after 65,536 bytes; name a file that holds it\n")


def test_a_bundle_never_replaces_the_archive(signed: Run) -> None:
    before = Path("provenance.db").read_bytes()[:100]
    refused = signed("export", "7", "-o", "provenance.db")
    assert refused.code == ExitCode.ERROR
    assert "'provenance.db' holds an archive, and is never overwritten" in refused.err
    assert Path("provenance.db").read_bytes()[:16] == before[:16]
    assert signed("history", "7").code == ExitCode.OK


@pytest.mark.parametrize(
    ("option", "value", "why"),
    [
        ("--content-digest", f"sha256:{'0' * 64}", "the proof of a block or a signed statement"),
        ("--entry", "1.json", "a log proof"),
    ],
)
def test_what_was_given_and_held_against_nothing_was_not_checked(
    signed: Run, option: str, value: str, why: str
) -> None:
    signed("export", "7")
    told = signed("verify", NAME, "--key", "provenance.key.vkey", option, value)
    assert told.code == ExitCode.NOT_CHECKED
    assert told.err == f"{option} was not checked: no TARGET is {why}\n"
