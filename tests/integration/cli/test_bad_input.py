"""Bad input gets one clear sentence, the right code, and leaves what was recorded before."""

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.fakes.server import answer as http_answer
from tests.fakes.wordpress import FakeWordPress
from tests.integration.cli.conftest import BEFORE, Result, Run
from tests.unit.report.samples import answer

_REFUSAL = b'{"code":"rest_forbidden","message":"Sorry.","data":{"status":401}}'


def _without(field: str) -> bytes:
    post = json.loads(answer())
    del post[field]
    return json.dumps(post).encode()


def _twice() -> bytes:
    return answer()[:-1] + b',"id":7}'


_BROKEN = {
    "empty.json": (b"", "is empty"),
    "text.json": (b"hello", "line 1, column 1"),
    "cut.json": (answer()[:300], "is not JSON"),
    "page.json": (b"<!DOCTYPE html><title>Log in</title>", "page.json"),
    "number.json": (b"5", "number.json"),
    "object.json": (b'{"a":1}', "not a post"),
    "none.json": (b"[]", "is an empty list"),
    "twice.json": (_twice(), "twice"),
    "content.json": (_without("content"), "no content.rendered"),
    "refusal.json": (_REFUSAL, "no post's answer right before it"),
    "deep.json": (b"[" * 200_000, "deep.json"),
}


def _one_error(done: Result, words: str) -> None:
    assert words in done.err
    errors = [line for line in done.err.splitlines() if line.startswith("error: ")]
    assert len(errors) == len(done.err.splitlines()) == 1


@pytest.mark.parametrize("name", _BROKEN)
def test_a_broken_file_is_one_sentence_and_the_good_one_is_kept(run: Run, name: str) -> None:
    body, words = _BROKEN[name]
    Path(name).write_bytes(body)
    done = run("audit", name, "1.json")
    assert done.code == 1
    _one_error(done, words)
    assert name in done.err
    assert "Could not be had: " + name in done.out
    assert "The bridge" in run("list").out


@pytest.mark.parametrize("name", _BROKEN)
def test_a_broken_file_leaves_what_was_recorded(run: Run, name: str) -> None:
    run("audit", "1.json")
    Path(name).write_bytes(_BROKEN[name][0])
    run("audit", name)
    shown = json.loads(run("diff", "7", "1", "1", "--format", "json").out)
    assert shown["before"]["origin"] == "1.json"
    assert run("audit", "1.json").code == 0


def test_a_file_that_cannot_be_assessed_is_kept_and_nothing_is_said_of_it(run: Run) -> None:
    Path("twice.json").write_bytes(_twice())
    done = run("audit", "twice.json")
    assert done.code == 1
    assert "1 capture recorded: nothing was checked\n" in done.out
    assert "no findings" not in done.out


def test_a_missing_file_is_one_sentence(run: Run) -> None:
    done = run("audit", "nothing.json")
    assert done.code == 1
    _one_error(done, "there is no such file")
    assert "nothing was checked" in done.out


def test_a_list_keeps_its_good_posts_and_names_the_broken_one(run: Run) -> None:
    Path("list.json").write_bytes(
        b"[" + answer() + b',{"x":1},' + Path("other.json").read_bytes() + b"]"
    )
    done = run("audit", "list.json")
    assert done.code == 1
    _one_error(done, "element 1 of list.json")
    assert "2 posts, 2 captures recorded" in done.out


def test_a_broken_post_in_a_list_is_named_by_its_place(run: Run) -> None:
    Path("list.json").write_bytes(b"[" + Path("other.json").read_bytes() + b"," + _twice() + b"]")
    done = run("audit", "list.json")
    assert done.code == 1
    _one_error(done, "error: list.json[1]: the JSON names 'id' twice")


def test_junk_in_front_of_the_json_is_a_note_and_no_error(run: Run) -> None:
    Path("warned.json").write_bytes(b"\xef\xbb\xbf<br />Warning: x\n" + answer())
    done = run("audit", "warned.json", "-v")
    assert done.code == 0
    assert done.err == ""
    assert "capture 1: file warned.json" in done.out
    assert "In capture 1: " in run("audit", "warned.json").out


def test_a_refusal_after_a_capture_is_a_finding(run: Run) -> None:
    Path("refusal.json").write_bytes(_REFUSAL)
    done = run("audit", "1.json", "refusal.json")
    assert done.code == 4
    assert "WARNING  not-public-now" in done.out
    assert "Last answer  401 rest_forbidden: no post" in done.out
    assert "provenance history example.org#7\n" in done.out
    assert "provenance diff" not in done.out  # there is one version only


@pytest.mark.parametrize("command", ["list", "history", "diff"])
def test_commands_that_read_never_make_an_archive(run: Run, command: str) -> None:
    done = run(command, *([] if command == "list" else ["7"]), "--archive", "none.db")
    assert done.code == 1
    _one_error(done, "there is no archive at none.db")
    assert not Path("none.db").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("history", "12345"), "answers to '12345'"),
        (("history", "nothing like it"), "no post"),
        (("history", ""), "no post"),
        (("diff", "7", "9"), "there is no version 9"),
        (("diff", "7", "1", "sha256:00000000"), "no capture of this post answers to"),
        (("diff", "8"), "only one capture"),
    ],
)
def test_a_name_that_nothing_answers_to_is_one_sentence(
    run: Run, arguments: tuple[str, ...], words: str
) -> None:
    run("snapshot", "1.json", "2.json", "other.json")
    done = run(*arguments)
    assert done.code == 1
    assert done.out == ""
    _one_error(done, words)


def test_a_capture_named_where_a_version_belongs_is_told_its_version(run: Run) -> None:
    run("snapshot", "1.json", "other.json", "2.json")
    named = run("diff", "7", "1", "3")
    unknown = run("diff", "7", "1", "9")
    assert (named.code, unknown.code) == (1, 1)
    _one_error(named, "its versions are 1 to 2; capture 3 shows version 2")
    assert "shows version" not in unknown.err


def test_a_file_that_is_no_archive_is_left_as_it_was(run: Run) -> None:
    Path("notes.txt").write_text("my notes\n", encoding="utf-8")
    for arguments in (("audit", "1.json"), ("list",)):
        done = run(*arguments, "--archive", "notes.txt")
        assert done.code == 1
        _one_error(done, "notes.txt is no provenance archive")
    assert Path("notes.txt").read_text(encoding="utf-8") == "my notes\n"


def test_an_archive_of_a_newer_version_is_left_as_it_was(run: Run) -> None:
    run("audit", "1.json")
    with sqlite3.connect("provenance.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    before = Path("provenance.db").read_bytes()
    for arguments in (("audit", "2.json"), ("list",)):
        done = run(*arguments)
        assert done.code == 1
        _one_error(done, "newer")
    assert Path("provenance.db").read_bytes() == before


@contextmanager
def _nobody() -> Iterator[None]:
    """Give up root's right to write everywhere for a while; without it nothing is to be done."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


def test_a_read_only_archive_can_be_read_and_not_written(run: Run, folder: Path) -> None:
    with TemporaryDirectory() as shelf:
        archive = Path(shelf, "articles.db")
        run("audit", "1.json", "--archive", str(archive))
        before = archive.read_bytes()
        archive.chmod(0o444)
        Path(shelf).chmod(0o555)
        os.chdir(shelf)  # tests' own folders are closed to others
        with _nobody():
            written = run("audit", "-", "--archive", str(archive))
            read = run("list", "--archive", str(archive))
        os.chdir(folder)
        assert archive.read_bytes() == before
        Path(shelf).chmod(0o755)
    assert (written.code, written.out) == (1, "")
    _one_error(written, f"the archive {archive}")
    assert read.code == 0
    assert "The bridge" in read.out


def test_spoiled_bytes_are_not_verified(run: Run) -> None:
    run("audit", "1.json")
    digest = json.loads(run("history", "7", "--format", "json").out)["captures"][0]["digests"]
    _spoil(digest["raw"])
    shown = run("history", "7")
    assert shown.code == 3
    assert "error: " in shown.err
    assert shown.out == ""
    done = run("audit", "2.json")
    assert done.code == 3
    assert "error: example.org#7: it was not judged: " in done.err
    assert "nothing was checked" in done.out


def _spoil(digest: str) -> None:
    """Put other bytes under a digest, as an owner with a database tool could."""
    raw = bytes.fromhex(digest.removeprefix("sha256:"))
    with sqlite3.connect("provenance.db") as connection:
        connection.execute("DROP TRIGGER blob_never_changes")
        names = [row[1] for row in connection.execute("PRAGMA table_info(blob)")]
        assert {"digest", "data"} <= set(names), names
        own, other = (
            connection.execute("SELECT data FROM blob WHERE digest = ?", (raw,)).fetchone()[0],
            connection.execute("SELECT data FROM blob WHERE digest != ?", (raw,)).fetchone(),
        )
        spoiled = bytes(own[:-1]) + bytes([own[-1] ^ 1]) if other is None else other[0]
        connection.execute("UPDATE blob SET data = ? WHERE digest = ?", (spoiled, raw))
    connection.close()


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("https://nothing.invalid/an-article/", "nothing.invalid"),
        ("htp://example.org/", "htp://example.org/"),
        ("http://127.0.0.1:9/", "--allow-private"),
        ("http://[::1]:9/", "--allow-private"),
        ("http://0x7f000001:9/", "--allow-private"),
    ],
)
def test_an_address_that_cannot_be_asked_is_one_sentence(run: Run, target: str, words: str) -> None:
    done = run("audit", target)
    assert done.code == 1
    _one_error(done, words)


@pytest.mark.parametrize(
    ("handler", "words"),
    [
        (http_answer("<html>Log in</html>", content_type="text/html"), "JSON"),
        (http_answer("oops", status=500), "500"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n{", "posts/7"),
    ],
)
def test_a_site_that_answers_badly_is_one_sentence(run: Run, handler: bytes, words: str) -> None:
    with FakeWordPress([answer(BEFORE)]) as site:
        site.handlers["/wp-json/wp/v2/posts/7"] = lambda _request: handler
        done = run("audit", "--allow-private", site.rest_url("/wp/v2/posts/7"), "1.json")
    assert done.code == 1
    assert words in done.err
    assert done.err.startswith("error: ")
    assert "1 post" in done.out


def test_a_fault_of_our_own_is_one_line_and_a_traceback_on_request(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise KeyError("\x1b[31m")

    monkeypatch.setattr("provenance.pipeline.list_posts", fail)
    terse, full = run("list"), run("list", "-v")
    assert (terse.code, full.code) == (1, 1)
    _one_error(terse, "error: provenance met a fault of its own (KeyError: ")
    assert "Traceback (most recent call last):" in full.err
    assert "\x1b" not in terse.err + full.err


@pytest.mark.parametrize("pause", ["-1", "nan", "3601"])
def test_a_wait_before_asking_again_has_bounds(run: Run, pause: str) -> None:
    done = run("audit", "--again-after", pause, "1.json")
    assert done.code == 2
    assert "is no length of time to wait; give seconds, 0 to 3600" in done.err


@pytest.mark.parametrize("node", ["example.org", "1.2.3", "203.0.113.7:443", ""])
def test_a_node_is_an_ip_address(run: Run, node: str) -> None:
    done = run("audit", "--node", node, "1.json")
    assert done.code == 2
    assert "is no address of a node; give an IP address, such as 203.0.113.7" in done.err


@pytest.mark.parametrize("node", ["203.0.113.7", "[2001:db8::7]", "2001:db8::7"])
def test_a_node_is_named_in_either_family(run: Run, node: str) -> None:
    assert run("audit", "--node", node, "1.json").code == 0


def test_a_node_is_not_reached_through_a_proxy(run: Run) -> None:
    done = run("audit", "--node", "203.0.113.7", "--proxy", "http://proxy.example:3128", "1.json")
    assert done.code == 2
    assert "only the proxy is connected to; leave one of them out" in done.err
