"""Progress appears only after its delay, shows no raw text, and leaves nothing behind."""

import io
import sys
import threading

import pytest

from provenance.cli.progress import DELAY_S, TerminalProgress

_TAKEN_AWAY = "\r\x1b[1A\x1b[2K"


class _Terminal(io.StringIO):
    """A stream that says that it is a terminal, and when something was written."""

    def __init__(self) -> None:
        super().__init__()
        self.drawn = threading.Event()

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self.drawn.set()
        return super().write(text)


@pytest.fixture(autouse=True)
def _terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)


def test_what_is_quick_draws_nothing() -> None:
    stream = _Terminal()
    with TerminalProgress(stream, delay_s=60) as progress:
        progress.start("Reading", 3)
        progress.advance()
        progress.start("Comparing", None)
        progress.advance(2)
        progress.done()
    assert stream.getvalue() == ""


def test_the_delay_is_a_second() -> None:
    assert DELAY_S == 1.0


@pytest.mark.parametrize("total", [None, 4])
def test_what_takes_long_is_shown_and_taken_away(total: int | None) -> None:
    stream = _Terminal()
    with TerminalProgress(stream, delay_s=0) as progress:
        progress.start("Reading \x1b[31m", total)
        assert stream.drawn.wait(10)
        progress.advance()
        progress.start("Comparing", 2)
        progress.advance()
    text = stream.getvalue()
    assert "Reading <U+001B>[31m" in text
    assert "Comparing" in text
    assert text.endswith(_TAKEN_AWAY)


def test_a_stage_that_ended_before_its_timer_fired_stays_unseen() -> None:
    stream = _Terminal()
    progress = TerminalProgress(stream, delay_s=60)
    progress.start("Reading", None)
    progress.done()
    progress._show()
    assert not stream.drawn.is_set()


def test_the_line_is_taken_away_when_the_run_fails() -> None:
    stream = _Terminal()

    def fail() -> None:
        with TerminalProgress(stream, delay_s=0) as progress:
            progress.start("Reading", None)
            assert stream.drawn.wait(10)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert stream.getvalue().endswith(_TAKEN_AWAY)


def test_rich_is_not_loaded_before_it_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rich.progress", None)
    with TerminalProgress(_Terminal(), delay_s=60) as progress:
        progress.start("Reading", None)
