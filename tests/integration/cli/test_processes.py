"""The program as a shell runs it: pipes, terminals, interrupts, standard input."""

import os
import pty
import shlex
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.fakes.wordpress import FakeWordPress
from tests.integration.cli.conftest import Run
from tests.unit.report.samples import answer

_PROGRAM = [sys.executable, "-m", "provenance"]


def test_the_module_runs_as_the_command_does() -> None:
    done = subprocess.run([*_PROGRAM, "audit", "1.json"], capture_output=True, check=False)
    assert done.returncode == 0
    assert done.stdout.startswith(b"The bridge\n")
    assert done.stderr == b""


def test_standard_input_is_a_target() -> None:
    done = subprocess.run(
        [*_PROGRAM, "audit", "-v", "-"], input=answer(), capture_output=True, check=False
    )
    assert done.returncode == 0
    assert b"capture 1: standard input" in done.stdout


@pytest.mark.parametrize(("targets", "code"), [(["1.json"], 0), (["1.json", "2.json"], 4)])
def test_a_reader_who_leaves_is_quiet_and_changes_no_code(targets: list[str], code: int) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [*_PROGRAM, "audit", *targets], stdout=writer, stderr=subprocess.PIPE, check=False
    )
    os.close(writer)
    assert done.stderr == b""
    assert done.returncode == code


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_a_full_disk_is_an_error_of_its_own() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*_PROGRAM, "audit", "1.json", "2.json"],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.startswith(b"error: the report could not be written to standard output")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_a_finding_that_nobody_was_shown_is_still_new(run: Run) -> None:
    with Path("/dev/full").open("wb") as full:
        unseen = subprocess.run(
            [*_PROGRAM, "audit", "1.json", "2.json"],
            stdout=full,
            stderr=subprocess.DEVNULL,
            check=False,
        )
    shown, again = (run("audit", "1.json", "2.json") for _ in range(2))
    assert [unseen.returncode, shown.code, again.code] == [1, 4, 0]
    assert "WARNING  changed-without-claims" in shown.out
    assert "WARNING  changed-without-claims  (in an earlier audit too)" not in shown.out
    assert "WARNING  changed-without-claims  (in an earlier audit too)" in again.out


@pytest.mark.parametrize(
    ("closed", "code", "said"),
    [
        ("<&-", 4, ""),
        ("2>&-", 4, ""),
        ("<&- 2>&-", 4, ""),
        (">&-", 1, "error: the report could not be written to standard output: "),
        (">&- 2>&-", 1, ""),
        ("<&- >&- 2>&-", 1, ""),
    ],
)
def test_a_closed_standard_stream_costs_no_capture(
    run: Run, closed: str, code: int, said: str
) -> None:
    command = shlex.join([*_PROGRAM, "audit", "1.json", "2.json"])
    done = subprocess.run(
        ["/bin/sh", "-c", f"{command} {closed}"], capture_output=True, check=False, text=True
    )
    assert done.returncode == code
    assert done.stderr.startswith(said)
    assert done.stderr.count("\n") == bool(said)
    assert ("WARNING  changed-without-claims" in done.stdout) == (">&-" not in closed.split())
    assert "Version 2  in capture 2" in run("history", "7").out


def test_ctrl_c_is_one_line_and_leaves_the_archive_whole(run: Run) -> None:
    run("audit", "1.json")
    asked = threading.Event()
    with FakeWordPress() as site:

        def stall(_request: object) -> bytes:
            asked.set()
            site._server.stall(30)
            return b""

        site.handlers["/wp-json/wp/v2/posts/7"] = stall
        arguments = ["audit", "--allow-private", "2.json", site.rest_url("/wp/v2/posts/7")]
        # A shell that runs the tests in the background has its children ignore interrupts.
        heedful = (
            "import signal, sys; from provenance.cli.main import main;"
            " signal.signal(signal.SIGINT, signal.default_int_handler); sys.exit(main())"
        )
        call = [sys.executable, "-c", heedful, *arguments]
        with subprocess.Popen(call, stderr=subprocess.PIPE) as process:
            assert asked.wait(30)
            process.send_signal(signal.SIGINT)
            _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert err.decode().strip() == (
        "interrupted; the archive is whole, and holds what was captured so far"
    )
    history = run("history", "7")
    assert history.code == 0
    assert "2.json" in history.out


def _in_terminal(*arguments: str, **environment: str) -> str:
    """Return what a terminal of 80 columns is sent."""
    leader, follower = pty.openpty()
    env = {**os.environ, "TERM": "xterm", "COLUMNS": "80", **environment}
    with subprocess.Popen(
        [*_PROGRAM, *arguments], stdout=follower, stderr=follower, env=env
    ) as process:
        os.close(follower)
        sent = b""
        while part := _read(leader):
            sent += part
        process.wait(timeout=30)
    os.close(leader)
    return sent.decode()


def _read(leader: int) -> bytes:
    try:
        return os.read(leader, 65536)
    except OSError:  # Linux says EIO where the other side was closed
        return b""


def test_a_terminal_gets_colour_and_no_progress_for_what_is_quick() -> None:
    sent = _in_terminal("audit", "1.json", "2.json")
    assert "\x1b[1;33mWARNING\x1b[0m" in sent
    assert "Reading" not in sent


def test_a_history_fits_a_terminal_and_is_one_line_a_capture_in_a_pipe(run: Run) -> None:
    name = "an-answer-that-somebody-saved-under-a-long-name.json"
    Path(name).write_bytes(answer())
    run("audit", name)
    assert f"first    {name}\n" in run("history", "7").out
    shown = _in_terminal("history", "7").splitlines()
    assert f"         {name}" in shown
    assert max(map(len, shown)) <= 80


def test_a_terminal_that_wants_no_colour_gets_none() -> None:
    assert "\x1b[" not in _in_terminal("audit", "1.json", "2.json", NO_COLOR="1")


def test_a_terminal_is_never_sent_what_an_article_brings() -> None:
    Path("evil.json").write_bytes(answer("<p>x</p>", title={"rendered": "\x1b]0;owned\x07\u202e"}))
    calls = (("audit", "evil.json", "-v"), ("list",), ("history", "7", "--format", "json"))
    for arguments in calls:
        sent = _in_terminal(*arguments)
        assert not [text for text in ("\x1b]0", "\x07", "\u202e") if text in sent]
        assert "owned" in sent


def test_progress_is_shown_for_what_takes_over_a_second() -> None:
    with FakeWordPress([answer()]) as site:

        def slow(_request: object) -> bytes:
            site._server.stall(2)
            return b"HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n"

        site.handlers["/wp-json/wp/v2/posts/7"] = slow
        address = site.rest_url("/wp/v2/posts/7")
        shown = _in_terminal("audit", "--allow-private", address)
        quiet = _in_terminal("audit", "--allow-private", "-q", address)
    assert "Asking" in shown
    assert "Asking" not in quiet
