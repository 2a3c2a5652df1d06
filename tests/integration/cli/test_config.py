"""A project's file from end to end: what it says holds, and less than what somebody types."""

import json
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from provenance import schema
from tests.integration.cli.conftest import Run


def _write(text: str) -> None:
    Path("provenance.toml").write_text(text)


def test_an_option_comes_before_the_environment_and_that_before_the_file(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write('archive = "file.db"\n')
    run("snapshot", "1.json")
    assert Path("file.db").exists()
    monkeypatch.setenv("PROVENANCE_ARCHIVE", "env.db")
    run("snapshot", "1.json")
    assert Path("env.db").exists()
    run("snapshot", "1.json", "--archive", "typed.db")
    assert Path("typed.db").exists()


def test_targets_and_levels_come_from_the_file(run: Run) -> None:
    _write(
        'targets = ["1.json"]\nfail-on = "warning"\n[rules]\nsaved-after-publication = "warning"\n'
    )
    done = run("audit")
    assert done.code == 4
    assert "WARNING  saved-after-publication" in done.out
    assert run("audit", "other.json", "--fail-on", "never", "--archive", "b.db").code == 0


@pytest.mark.parametrize("absolute", [False, True])
def test_targets_that_are_files_are_sought_beside_the_file_that_names_them(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, *, absolute: bool
) -> None:
    name = str(folder / "1.json") if absolute else "1.json"
    _write(f'targets = ["{name}"]\n')
    below = folder / "drafts" / "may"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    done = run("snapshot", "--archive", "below.db")
    assert (done.code, done.err) == (0, "")
    assert "1 capture" in done.out
    # What somebody types is sought where they are.
    typed = run("snapshot", "1.json", "--archive", "below.db")
    assert typed.code == 1
    assert "'1.json' cannot be read" in typed.err


def test_targets_that_are_no_files_are_taken_as_the_file_has_them(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write('targets = ["http://127.0.0.1:9/a/", "-"]\n')
    below = folder / "drafts"
    below.mkdir()
    monkeypatch.chdir(below)
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO((folder / "1.json").read_bytes())))
    done = run("snapshot", "--archive", "below.db")
    assert done.code == 1
    assert "http://127.0.0.1:9/a/: " in done.err
    assert "1 capture" in done.out


def test_what_is_ignored_is_named_and_fails_nothing(run: Run) -> None:
    _write(
        '[[ignore]]\nrule = "changed-without-claims"\nreason = "known"\nuntil = 2100-01-01\n'
        '[[ignore]]\nrule = "guid-differs"\nreason = "old"\nuntil = 2020-01-01\n'
        '[[ignore]]\nrule = "date-changed"\nreason = "never was"\nuntil = 2100-01-01\n'
    )
    done = run("audit", "1.json", "2.json")
    assert done.code == 0
    told = " ".join(done.out.split())
    assert "as provenance.toml has it until 2100-01-01 (known)" in told
    assert "WARNING  changed-without-claims" not in done.out
    assert "provenance.toml ignored guid-differs until 2020-01-01, and does no more" in done.err
    assert "provenance.toml ignores date-changed, and nothing was found that it fits" in done.err
    summary = run("audit", "1.json", "2.json", "--format", "markdown").out.replace("\\", "")
    assert "as provenance.toml has it until 2100-01-01 (known)" in summary
    assert "provenance.toml ignores date-changed" in summary


def test_programs_are_told_of_decisions_that_ended_or_fit_nothing(run: Run) -> None:
    _write(
        '[[ignore]]\nrule = "guid-differs"\nreason = "old"\nuntil = 2020-01-01\n'
        '[[ignore]]\nrule = "date-changed"\nreason = "never was"\nuntil = 2100-01-01\n'
    )
    document = json.loads(run("audit", "1.json", "2.json", "--format", "json").out)
    schema.check(document, "audit")
    ended, idle = document["remarks"]
    assert ended.startswith("provenance.toml ignored guid-differs until 2020-01-01, and does no")
    assert idle == "provenance.toml ignores date-changed, and nothing was found that it fits"
    _write("")
    again = json.loads(run("audit", "1.json", "2.json", "--format", "json").out)
    assert again["remarks"] == []


def test_a_run_signs_with_the_key_of_the_file(run: Run) -> None:
    run("key", "new", "--name", "example.org/log")
    _write('key = "provenance.key"\n')
    run("snapshot", "1.json")
    assert "example.org/log" in run("log", "show").out


def test_each_setting_is_shown_with_where_it_came_from(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write('archive = "file.db"\n[rules]\ndate-changed = "note"\n')
    monkeypatch.setenv("PROVENANCE_FAIL_ON", "note")
    done = run("config")
    assert done.code == 0
    assert "file.db" in done.out
    assert "note  (PROVENANCE_FAIL_ON)" in done.out
    assert "8  (default)" in done.out
    assert "- date-changed is a note" in done.out
    document = json.loads(run("config", "--format", "json").out)
    schema.check(document, "config")
    assert document["levels"] == {"date-changed": "note"}


def test_a_file_with_a_mistake_is_named_and_takes_no_help_away(run: Run) -> None:
    _write('archiv = "x.db"\n')
    done = run("audit", "1.json")
    assert done.code == 2
    assert "no setting is called 'archiv'; did you mean 'archive'?" in done.err
    assert not Path("x.db").exists()
    assert run("audit", "--help").code == 0


def test_every_command_signs_with_the_key_that_comes_first(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("file", "env", "typed"):
        run("key", "new", "--name", f"example.org/{name}", "-o", f"{name}.key")
        run("snapshot", "1.json", "--archive", f"{name}.db")
    _write('key = "file.key"\n')
    assert run("key", "show").out.startswith("example.org/file+")
    assert run("log", "sign", "--archive", "file.db").out.startswith("example.org/file\n")
    monkeypatch.setenv("PROVENANCE_KEY", "env.key")
    assert run("log", "sign", "--archive", "env.db").out.startswith("example.org/env\n")
    typed = run("log", "sign", "--archive", "typed.db", "--key", "typed.key")
    assert typed.out.startswith("example.org/typed\n")


def test_the_logs_name_comes_from_the_file_where_nobody_typed_one(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("key", "new", "--name", "example.org/old")
    Path("provenance.key.vkey").unlink()
    run("snapshot", "1.json")
    assert run("log", "sign").code == 1
    _write('log-name = "example.org/file"\n')
    for given, name in (((), "env"), (("--name", "example.org/typed"), "typed")):
        monkeypatch.setenv("PROVENANCE_LOG_NAME", "example.org/env")
        Path("a.db").unlink(missing_ok=True)
        run("snapshot", "1.json", "--archive", "a.db", "--quiet")
        assert run("log", "sign", "--archive", "a.db", *given).out.startswith(f"example.org/{name}")
    monkeypatch.delenv("PROVENANCE_LOG_NAME")
    assert run("log", "sign").out.startswith("example.org/file\n")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('fail-on = "notes"', "provenance.toml: fail-on does not fit: 'notes' is not one of"),
        ("jobs = 0", "provenance.toml: jobs does not fit: 0 is not in the range"),
        ("timeout = -1", "provenance.toml: timeout does not fit: -1 is no length of time"),
    ],
)
def test_a_value_that_does_not_fit_is_said_to_be_the_files(run: Run, line: str, says: str) -> None:
    _write(f"{line}\n")
    done = run("audit", "1.json")
    assert done.code == 2
    assert says in done.err
    shown = run("config")
    assert shown.code == 2
    assert says in shown.err
    assert f"provenance.toml; refused: {says.partition('fit: ')[2]}" in " ".join(shown.out.split())
    typed = run("audit", "1.json", "--fail-on", "nots", "--jobs", "1", "--timeout", "1")
    assert "Invalid value for '--fail-on'" in typed.err


def test_what_the_environment_says_is_shown_to_be_refused_too(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PROVENANCE_FAIL_ON", "notes")
    done = run("config", "--format", "json")
    assert done.code == 2
    assert done.err.startswith("error: PROVENANCE_FAIL_ON: fail-on does not fit: 'notes' is not")
    document = json.loads(done.out)
    schema.check(document, "config")
    refused = {one["name"]: one["refused"] for one in document["settings"] if one["refused"]}
    assert list(refused) == ["fail-on"]
    assert refused["fail-on"].startswith("'notes' is not one of")
