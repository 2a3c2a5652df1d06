"""Help has examples that parse, loads nothing heavy, and typos are answered with a suggestion."""

import importlib
import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest

from provenance.canonical import CURRENT_PROFILE
from provenance.capture import Options
from provenance.cli.main import _usage, group, main
from provenance.cli.short_helps import SHORT_HELPS
from provenance.version import VERSION

_COMMANDS = group.list_commands(click.Context(group))


def _examples(command: click.Command) -> list[list[str]]:
    lines = [line.strip() for line in (command.epilog or "").splitlines()]
    calls = [line[line.index("provenance ") :] for line in lines if "provenance " in line]
    return [shlex.split(call)[1:] for call in calls]


def _command(name: str) -> click.Command:
    command = group.get_command(click.Context(group), name)
    assert command is not None
    return command


def test_the_commands_are_those_of_the_readme() -> None:
    assert _COMMANDS == [
        "audit",
        "snapshot",
        "watch",
        "import",
        "list",
        "history",
        "coverage",
        "diff",
        "revisions",
        "summary",
        "report",
        "pin",
        "check",
        "compare-observers",
        "prove",
        "verify",
        "export",
        "custody",
        "explain",
        "annotate",
        "config",
        "key",
        "log",
        "timestamp",
        "witness",
        "completion",
    ]


def _parse(name: str, arguments: list[str]) -> None:
    parent = group.make_context("provenance", [name], resilient_parsing=True)
    _command(name).make_context(name, arguments, parent=parent)


@pytest.mark.parametrize("name", _COMMANDS)
def test_every_commands_examples_parse(name: str) -> None:
    calls = _examples(_command(name))
    assert calls
    for command, *arguments in calls:
        assert command == name
        _parse(name, arguments)


def test_the_groups_examples_parse_too() -> None:
    for command, *arguments in _examples(group):
        _parse(command, arguments)


def test_a_wrong_example_would_be_noticed() -> None:
    with pytest.raises(click.UsageError):
        _parse("audit", ["--archve", "x", "y"])


@pytest.mark.parametrize("arguments", [["--help"], *([name, "-h"] for name in _COMMANDS)])
def test_help_is_printed_with_its_examples(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 0
    out, err = capsys.readouterr()
    assert "Examples:\n    provenance " in out
    assert err == ""


def test_every_option_says_what_it_does() -> None:
    for name in _COMMANDS:
        for parameter in _command(name).params:
            assert isinstance(parameter, click.Argument) or parameter.help


def test_the_version_is_the_packages(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    program, form = capsys.readouterr().out.splitlines()
    assert program == f"provenance {VERSION}"
    profile = CURRENT_PROFILE
    assert form == (
        f"canonical form {profile.name}, parser {profile.parser}, Unicode {profile.unicode}"
    )


@pytest.mark.parametrize("name", SHORT_HELPS)
def test_the_list_of_commands_has_each_commands_own_line(name: str) -> None:
    assert SHORT_HELPS[name] == _command(name).get_short_help_str(limit=200)


def test_a_command_that_has_no_line_in_the_list_yet_is_asked_for_its_own(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    own = SHORT_HELPS["pin"]
    monkeypatch.delitem(SHORT_HELPS, "pin")
    assert main(["--help"]) == 0
    assert re.search(rf"^  pin +{re.escape(own)}$", capsys.readouterr().out, re.MULTILINE)


def test_no_arguments_print_the_help_as_a_usage_error(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main([]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "Commands:" in err


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["audt"], "error: no command 'audt'; did you mean 'audit'?"),
        (["xyz"], "error: no command 'xyz'; there are audit, snapshot, watch, "),
        (["Audit"], "error: no command 'Audit'; did you mean 'audit'?"),
        (["wayback", "x"], "error: no command 'wayback'; did you mean 'import wayback'?"),
        (
            ["import", "dirr", "x"],
            "error: provenance import has no command 'dirr'; did you mean 'd",
        ),
        (
            ["import", "x.xml"],
            "error: provenance import has no command 'x.xml'; there are dir, ",
        ),
        (["log", "exprt"], "error: provenance log has no command 'exprt'; did you mean 'export'?"),
        (["key", "nw"], "error: provenance key has no command 'nw'; did you mean 'new'?"),
        (["witness", "srve"], "error: provenance witness has no command 'srve'; did you mean 'ser"),
        (["import", "--frmat", "x"], "error: No such option '--frmat'"),
        (["audit", "--archve", "x", "y"], "Did you mean '--archive'?"),
        (["--archive", "x", "list"], "error: --archive comes after the command"),
        (["-v", "list"], "error: -v comes after the command: provenance COMMAND -v"),
        (["--nothing", "list"], "error: No such option '--nothing'."),
        (["audit"], "error: Missing argument 'TARGET...'"),
        (["completion"], "Choose from: bash, zsh, fish"),
        (["audit", ""], "error: a TARGET is empty; give an address, a file or -"),
        (["audit", "-", "-"], "error: standard input (-) can be read once only"),
        (["audit", "x", "--fail-on", "all"], "'all' is not one of 'error', 'warning', 'note'"),
        (["audit", "x", "--observed-at", "2026-05-29"], "is a date without a time and a zone"),
        (["audit", "x", "--timeout", "0"], "0 is no length of time to wait"),
        (
            ["audit", "x", "--timeout", "nan"],
            "nan is no length of time to wait; give seconds, over 0 and",
        ),
        (["audit", "x", "--timeout", "inf"], "inf is no length of time to wait"),
        (
            ["audit", "x", "--contact", "a@b\r\nX: y"],
            "'a@b\\r\\nX: y' holds '\\r', which no request",
        ),
        (["audit", "x", "--contact", "\x1b[1m"], "holds '\\x1b', which no request"),
        (["audit", "x", "--contact", "\u7de8\u96c6@example.org"], "which no request"),
        (["audit", "x", "--contact", "a\udce9"], "holds '\\udce9', which no request"),
        (["audit", "x", "--contact", " "], "is empty; give an address or a mailbox"),
        (["audit", "x", "--proxy", "proxy:3128"], "'proxy:3128' is no proxy; give it as http"),
        (["audit", "x", "--proxy", "ftp://proxy"], "'ftp://proxy' is no proxy"),
        (["audit", "x", "--proxy", "http://[x"], "'http://[x' is no proxy"),
        (["audit", "x", "--proxy", "http://proxy:99999"], "'http://proxy:99999' is no proxy"),
        (["list", "--format", "xml"], "'xml' is not one of 'text', 'json'"),
        (["history"], "error: Missing argument 'POST'"),
    ],
)
def test_wrong_usage_is_one_line_with_what_to_do(
    arguments: list[str], line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert line in err
    assert re.search(r"^Try: provenance.* --help$", err, re.MULTILINE)


@pytest.mark.parametrize(
    "option",
    [
        ("--contact", "Zoë <zoe@example.org>"),
        ("--timeout", "0.5"),
        ("--proxy", "http://user:secret@127.0.0.1:3128"),
        ("--proxy", "https://proxy.example.org"),
    ],
)
def test_what_a_request_can_carry_is_taken(
    option: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["snapshot", "missing.json", *option]) == 1


def test_help_says_how_long_is_waited_unasked(capsys: pytest.CaptureFixture[str]) -> None:
    main(["audit", "--help"])
    usual = Options()
    said = f"wait to connect (else {usual.connect_timeout_s:g}), and for each part of an answer"
    said = f"{said} (else {usual.read_timeout_s:g})"
    assert said in " ".join(capsys.readouterr().out.split())


def test_a_name_behind_two_dashes_is_still_looked_up(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--", "-x"]) == 2
    assert "-x" in capsys.readouterr().err


def test_a_usage_error_without_a_command_names_none(capsys: pytest.CaptureFixture[str]) -> None:
    assert _usage(click.ClickException("no")) == 2
    assert capsys.readouterr().err == "error: no\n"


def test_importing_the_module_runs_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    importlib.import_module("provenance.__main__")
    assert capsys.readouterr() == ("", "")


def test_help_loads_neither_storage_nor_network_nor_rich() -> None:
    code = (
        "import sys; from provenance.cli.main import main; main(['--help']);"
        "main(['audit', '--help']);"
        "heavy = {'sqlalchemy', 'alembic', 'requests', 'rich', 'turbohtml', 'jsonschema'};"
        "heavy.add('rapidfuzz');"
        "sys.exit(' '.join(sorted(heavy & sys.modules.keys())) or None)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
