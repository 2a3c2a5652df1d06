"""Ctrl-C in the middle of a site: it ends soon, and all that came is kept."""

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest

from provenance.archive import Archive
from provenance.capture import Stop
from provenance.errors import StoppedError
from provenance.pipeline.interrupting import stopped_by_interrupt
from tests.fakes.server import answer
from tests.fakes.wordpress import FakeWordPress, post_body

COUNT = 250


@pytest.mark.once
def test_a_site_s_pages_that_came_are_kept_and_the_run_is_logged(tmp_path: Path) -> None:
    third = threading.Event()
    path = tmp_path / "a.db"

    def stall(query: dict[str, str], shown: list[int]) -> bytes | None:
        if query.get("offset") == "198":
            third.set()
            site._server.stall(60)
            return answer(status=500)
        return None

    with FakeWordPress([post_body(number) for number in range(1, COUNT + 1)]) as site:
        site.list_fault = stall
        command = [sys.executable, "-m", "provenance", "snapshot", "--allow-private"]
        with subprocess.Popen(
            [*command, "--archive", str(path), f"{site.url}/"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={name: value for name, value in os.environ.items() if name != "COVERAGE_PROCESS"},
        ) as process:
            assert third.wait(30)
            begun = time.monotonic()
            process.send_signal(signal.SIGINT)
            _, err = process.communicate(timeout=30)
        assert time.monotonic() - begun < 10
    assert process.returncode == 130
    assert b"interrupted; the archive is whole" in err
    with Archive.open(path, read_only=True) as archive:
        assert len(archive.posts()) == 199
        assert b'"kind":"run"' in list(archive.entries())[-1]


def test_the_first_wish_stops_and_the_second_interrupts_at_once() -> None:
    stop = Stop()
    interrupted = 0
    try:
        with stopped_by_interrupt(stop):
            signal.raise_signal(signal.SIGINT)
            with pytest.raises(StoppedError):
                stop.sleep(5)
            with pytest.raises(KeyboardInterrupt):
                signal.raise_signal(signal.SIGINT)
    except KeyboardInterrupt:
        interrupted += 1
    assert interrupted == 1
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_a_wish_while_its_own_thread_holds_a_lock_waits_for_nothing() -> None:
    stop, lock, cut = Stop(), threading.Lock(), threading.Event()
    took: list[float] = []

    class Line:
        def expire(self) -> None:
            # As a lifeline's: its thread may be about to take a connection.
            if lock.acquire(timeout=5):
                lock.release()
                cut.set()

    def interrupt() -> None:
        begun = time.monotonic()
        with stopped_by_interrupt(stop), suppress(StoppedError), stop.holding(Line()):
            with lock:
                signal.raise_signal(signal.SIGINT)
                took.append(time.monotonic() - begun)
            assert cut.wait(5)

    with pytest.raises(KeyboardInterrupt):
        interrupt()
    assert took[0] < 4


def test_whoever_handles_it_already_goes_on_doing_so() -> None:
    seen: list[int] = []
    stop = Stop()
    before = signal.signal(signal.SIGINT, lambda number, _: seen.append(number))
    try:
        with stopped_by_interrupt(stop):
            signal.raise_signal(signal.SIGINT)
    finally:
        signal.signal(signal.SIGINT, before)
    assert seen == [signal.SIGINT]
    assert not stop.is_set()


def test_nothing_happens_without_a_wish() -> None:
    with stopped_by_interrupt(Stop()):
        pass
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
