"""`provenance watch` as a user meets it."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from provenance import schema
from provenance.cli.run import write_failures
from provenance.errors import UnreachableError
from provenance.model import Failure
from tests.fakes.listed import FakeListed, times
from tests.fakes.server import answer
from tests.fakes.wordpress import post_body
from tests.integration.cli.conftest import Run

NOW = datetime.now(UTC)
LONG_AGO = NOW - timedelta(days=400)


def body(text: str, at: datetime, number: int = 7) -> bytes:
    said = times(at, UTC, "date", "modified")
    return post_body(number, content={"rendered": f"<p>{text}</p>", "protected": False}, **said)


@pytest.fixture
def site() -> Iterator[FakeListed]:
    with FakeListed([body("Closed.", LONG_AGO)]) as fake:
        yield fake


def once(*arguments: str) -> tuple[str, ...]:
    return ("watch", "--once", "--allow-private", "--again-after", "0", *arguments)


def test_once_says_what_was_asked_and_what_is_next(run: Run, site: FakeListed) -> None:
    done = run(*once(site.rest_url("/wp/v2/posts/7")))
    assert (done.code, done.out) == (0, "")
    asked, following = done.err.splitlines()
    assert asked.endswith("UTC: 1 post captured, 0 with news")
    assert f": what was saved at {site.url.partition('://')[2]} (1 post watched)" in following


def test_nothing_due_is_fine_and_quiet(run: Run, site: FakeListed) -> None:
    run(*once(site.rest_url("/wp/v2/posts/7")))
    asked = len(site.requests)
    done = run(*once("--quiet"))
    assert (done.code, done.out, done.err) == (0, "", "")
    assert len(site.requests) == asked


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let texts that were seen to change just now be due at once."""
    monkeypatch.setattr("provenance.pipeline.schedule.SHARE", 0.0)
    monkeypatch.setattr("provenance.pipeline.schedule.SOONEST", timedelta(0))


@pytest.mark.usefixtures("hurried")
def test_a_change_is_reported_once_with_its_code(run: Run, site: FakeListed) -> None:
    target = site.rest_url("/wp/v2/posts/7")
    before = run(*once(target))
    site.serve(body("Open.", LONG_AGO))
    changed = run(*once())
    again = run(*once())
    assert [before.code, changed.code, again.code] == [0, 4, 0]
    assert "WARNING  changed-without-claims" in changed.out
    # Notes of the first turn are not told again, nor those that nobody asked for.
    assert changed.out.count("saved-after-publication") == 0
    assert again.out == ""
    assert "1 post captured, 0 with news" in again.err


@pytest.mark.usefixtures("hurried")
def test_figures_are_read_in_the_language_that_is_named(run: Run, site: FakeListed) -> None:
    site.serve(body("Gut 1.500 Meter.", LONG_AGO))
    run(*once(site.rest_url("/wp/v2/posts/7")))
    site.serve(body("Gut 1500 Meter.", LONG_AGO))
    done = run(*once("--language", "de"))

    assert "Material: nothing, by the rules: typography only" in done.out


@pytest.mark.usefixtures("hurried")
def test_a_change_is_a_line_of_json_with_the_post(run: Run, site: FakeListed) -> None:
    run(*once(site.rest_url("/wp/v2/posts/7")))
    site.serve(body("Open.", LONG_AGO))
    done = run(*once("--format", "json", "--fail-on", "never"))
    (post,) = json.loads(done.out)["posts"]
    assert done.code == 0
    assert "changed-without-claims" in [finding["rule"] for finding in post["findings"]]


def test_each_turn_is_one_line_of_json_that_holds_to_the_schema(run: Run, site: FakeListed) -> None:
    done = run(*once(site.rest_url("/"), "--format", "json"))
    (line,) = done.out.splitlines()
    document = json.loads(line)
    schema.check(document, "audit")
    assert document["recorded"] == 1
    assert document["posts"] == []


def test_notes_on_claims_are_told_where_everything_is_asked_for(run: Run, site: FakeListed) -> None:
    said = times(LONG_AGO, UTC, "date") | times(NOW, UTC, "modified")
    site.serve(post_body(7, **said))
    assert "saved-after-publication" in run(*once("-v", site.rest_url("/"))).out


def test_what_cannot_be_had_is_an_error_and_the_rest_is_had(run: Run, site: FakeListed) -> None:
    site.serve(body("Open.", LONG_AGO, number=8))
    site.handlers["/wp-json/wp/v2/posts/7"] = lambda _: answer(b"no", status=500)
    done = run(*once(site.rest_url("/wp/v2/posts/7"), site.rest_url("/wp/v2/posts/8")))
    assert done.code == 1
    assert "error: " + site.rest_url("/wp/v2/posts/7") in done.err
    assert "1 post captured" in done.err


def test_a_site_that_cannot_be_asked_what_was_saved_is_an_error(
    run: Run, site: FakeListed, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(*once(site.rest_url("/wp/v2/posts/7")))
    site.handlers["/wp-json/wp/v2/posts"] = lambda _: answer(b"no", status=500)
    monkeypatch.setattr("provenance.pipeline.schedule.POLL_EVERY", timedelta(0))
    done = run(*once())
    assert done.code == 1
    assert "could not be listed whole" in done.err


def test_lists_that_fail_alike_are_one_error(capsys: pytest.CaptureFixture[str]) -> None:
    gone = Failure(target="https://e.org/", error=UnreachableError("e.org refuses connections"))
    other = Failure(target="https://f.org/", error=UnreachableError("f.org refuses connections"))
    write_failures([gone, gone, other])
    assert capsys.readouterr().err.splitlines() == [
        "error: https://e.org/: e.org refuses connections",
        "error: https://f.org/: f.org refuses connections",
    ]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "does not say what to watch: nothing ever was; name what to watch"),
        (("1.json",), "'1.json' is a file, which nobody can ask again"),
        (("example.org",), "write https://example.org"),
    ],
)
def test_what_cannot_be_watched_is_one_sentence(
    run: Run, arguments: tuple[str, ...], words: str
) -> None:
    done = run("watch", "--once", *arguments)
    assert done.code == 1
    assert words in done.err
    assert len(done.err.splitlines()) == 1


def test_ctrl_c_says_what_would_have_been_next_and_the_watch_goes_on_from_there(
    run: Run, site: FakeListed
) -> None:
    target = site.rest_url("/wp/v2/posts/7")
    heedful = (
        "import signal, sys; from provenance.cli.main import main;"
        " signal.signal(signal.SIGINT, signal.default_int_handler); sys.exit(main())"
    )
    call = [sys.executable, "-c", heedful, "watch", "--allow-private", target]
    with subprocess.Popen(call, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        said = [process.stderr.readline(), process.stderr.readline()]
        process.send_signal(signal.SIGINT)
        rest = process.stderr.read()
    assert process.returncode == 130
    assert "what was saved at" in said[1]
    assert rest.startswith("stopped; the archive is whole, and holds what was captured so far; ")
    assert "next at" in rest
    asked = len(site.requests)
    again = run(*once())
    assert (again.code, len(site.requests)) == (0, asked)
    assert again.err.partition("next at")[2] == said[1].partition("next at")[2]


def test_ctrl_c_while_a_site_is_asked_keeps_what_came(run: Run, site: FakeListed) -> None:
    asked = threading.Event()

    def stall(_request: object) -> bytes:
        asked.set()
        site._server.stall(30)
        return b""

    site.serve(body("Open.", LONG_AGO, number=8))
    site.handlers["/wp-json/wp/v2/posts/8"] = stall
    targets = [site.rest_url("/wp/v2/posts/7"), site.rest_url("/wp/v2/posts/8")]
    heedful = (
        "import signal, sys; from provenance.cli.main import main;"
        " signal.signal(signal.SIGINT, signal.default_int_handler); sys.exit(main())"
    )
    call = [sys.executable, "-c", heedful, "watch", "--allow-private", *targets]
    with subprocess.Popen(call, stderr=subprocess.PIPE, text=True) as process:
        assert asked.wait(30)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert err == "stopped; the archive is whole, and holds what was captured so far\n"
    assert run("history", "7").code == 0


def test_a_kill_loses_nothing_of_what_was_watched(run: Run, site: FakeListed) -> None:
    target = site.rest_url("/wp/v2/posts/7")
    call = [sys.executable, "-m", "provenance", "watch", "--allow-private", target]
    with subprocess.Popen(call, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        said = [process.stderr.readline(), process.stderr.readline()]
        os.kill(process.pid, signal.SIGKILL)
    asked = len(site.requests)
    again = run(*once())
    assert (again.code, len(site.requests)) == (0, asked)
    assert again.err.partition("next at")[2] == said[1].partition("next at")[2]
    assert Path("provenance.db").exists()
