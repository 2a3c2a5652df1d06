"""Results reach standard output whole or say why not; a reader who left is no error."""

import io
import os
import re
import sys
from pathlib import Path

import pytest

from provenance.cli.streams import OutputError, look, write_error, write_file, write_result


class _Stream(io.TextIOWrapper):
    def __init__(self, *, encoding: str = "utf-8", terminal: bool = False) -> None:
        super().__init__(io.BytesIO(), encoding=encoding)
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal

    def written(self) -> bytes:
        buffer = self.buffer
        assert isinstance(buffer, io.BytesIO)
        return buffer.getvalue()


def _stdout(monkeypatch: pytest.MonkeyPatch, stream: _Stream) -> _Stream:
    monkeypatch.setattr(sys, "stdout", stream)
    return stream


def test_a_pipe_gets_80_plain_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    _stdout(monkeypatch, _Stream())
    drawn = look(verbose=False)
    assert (drawn.width, drawn.colour, drawn.verbose) == (80, False, False)


@pytest.mark.parametrize(("columns", "width"), [(20, 40), (72, 72), (100, 100), (240, 100)])
def test_a_terminal_gets_its_width_within_reason(
    monkeypatch: pytest.MonkeyPatch, columns: int, width: int
) -> None:
    _stdout(monkeypatch, _Stream(terminal=True))
    monkeypatch.setenv("COLUMNS", str(columns))
    assert look(verbose=True).width == width


@pytest.mark.parametrize(
    ("name", "value", "colour"),
    [("NO_COLOR", "1", False), ("NO_COLOR", "", True), ("TERM", "dumb", False)],
)
def test_a_terminal_is_coloured_unless_it_must_not_be(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, colour: bool
) -> None:
    _stdout(monkeypatch, _Stream(terminal=True))
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv(name, value)
    assert look(verbose=False).colour is colour


def test_an_old_encoding_gets_escapes_and_no_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = _stdout(monkeypatch, _Stream(encoding="ascii"))
    write_result("naïve …\n")
    assert stream.written() == b"na\\xefve \\u2026\n"


def test_a_reader_who_left_is_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w", encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        write_result("x" * 100_000)
        write_result("and again\n")
        monkeypatch.undo()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_a_full_disk_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        with pytest.raises(OutputError, match="could not be written to standard output"):
            write_result("report\n")
        monkeypatch.undo()


def test_errors_show_what_a_terminal_must_not_be_sent(capsys: pytest.CaptureFixture[str]) -> None:
    write_error("a \x1b[31m\nb")
    assert capsys.readouterr() == ("", "error: a <U+001B>[31m<U+000A>b\n")


@pytest.mark.parametrize(
    ("held", "what"),
    [
        (b"SQLite format 3\x00 and all captures", "an archive"),
        (b"-----BEGIN PRIVATE KEY-----\nMC4C", "a secret key"),
        (b"-----BEGIN ENCRYPTED PRIVATE KEY-----\nMC4C", "a secret key"),
        (b"-----BEGIN OPENSSH PRIVATE KEY-----\nMC4C", "a secret key"),
    ],
)
def test_a_mistyped_output_costs_no_archive_and_no_key(
    tmp_path: Path, held: bytes, what: str
) -> None:
    path = tmp_path / "there"
    path.write_bytes(held)
    with pytest.raises(OutputError, match=f"holds {what}, and is never overwritten"):
        write_file(path, b"a report")
    assert (path.read_bytes(), list(tmp_path.iterdir())) == (held, [path])


def test_an_earlier_report_is_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    for text in (b"SQLite format 2", b"a report"):
        write_file(path, text)
        assert path.read_bytes() == text


def test_a_pipe_is_written_into_and_stays(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    # Opened for both, a pipe waits for nobody.
    reader = os.open(path, os.O_RDWR)
    write_file(path, b"a report")
    assert os.read(reader, 100) == b"a report"
    os.close(reader)
    assert path.is_fifo()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_a_device_that_takes_nothing_is_an_error_and_stays() -> None:
    with pytest.raises(OutputError, match="could not be written: no space left on device"):
        write_file(Path("/dev/full"), b"a report")
    assert Path("/dev/full").is_char_device()


def test_a_link_stays_one_and_what_it_names_is_replaced(tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.write_bytes(b"an earlier report")
    (tmp_path / "link").symlink_to(there)
    write_file(tmp_path / "link", b"a report")
    assert ((tmp_path / "link").is_symlink(), there.read_bytes()) == (True, b"a report")


@pytest.mark.parametrize(
    ("name", "says"),
    [
        (".", "could not be written: is a directory"),
        ("no/folder/report.html", "could not be written: no such file or directory"),
        ("-", "'-' is no file to write to; give a file's name"),
    ],
)
def test_a_place_that_cannot_be_written_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(OutputError, match=re.escape(says)):
        write_file(Path(name), b"a report")
    assert list(tmp_path.iterdir()) == []
