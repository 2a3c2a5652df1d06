"""An archive's captures checked by several processes: as one does it, and never less."""

import multiprocessing
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from textwrap import dedent

import pytest

from provenance.archive import Archive, ExchangeRange, Replays, replays
from provenance.errors import DigestMismatchError, WorkerError
from provenance.model import Outcome
from provenance.pipeline import Settings, Trust, snapshot, verify_target
from provenance.pipeline.settings import Unseen
from provenance.verify import Steps, shared, stored
from provenance.verify.shared import begin, check_shared, file_of, try_range
from provenance.verify.stored_captures import Checked, check_captures, check_in_turn
from tests.unit.report.samples import answer

ANSWERS = 40
TWO = Trust(processes=2)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    files = [folder / f"{number}.json" for number in range(ANSWERS)]
    for number, file in enumerate(files):
        file.write_bytes(answer(f"<p>Version {number}.</p>", id=number % 3 + 1, _links={}))
    snapshot([str(file) for file in files], Settings(archive=folder / "made.db"))
    return folder / "made.db"


@pytest.fixture
def archive(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of its own, in which an answer is a range and each archive is worth the processes."""
    monkeypatch.setattr(stored, "WORTH_SHARING", 1)
    monkeypatch.setattr(replays, "_GROUP", 1)
    copy = tmp_path / "copy.db"
    copy.write_bytes(made.read_bytes())
    return copy


class Acting(Unseen):
    """Does something to the processes whenever a group was answered."""

    def __init__(self, act: Callable[[], object]) -> None:
        self.act = act
        self.done_with = 0

    def advance(self, n: int = 1) -> None:
        self.done_with += n
        self.act()


def signal_all(number: int) -> None:
    for child in multiprocessing.active_children():
        assert child.pid is not None
        os.kill(child.pid, number)


def alter(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TRIGGER capture_never_changes")
        connection.execute("UPDATE capture SET leaf = zeroblob(32) WHERE capture_id = 30")
        connection.commit()


def test_two_processes_find_what_one_does(archive: Path) -> None:
    seen = Acting(lambda: None)
    assert verify_target(archive, TWO, progress=seen) == verify_target(archive, Trust())
    assert seen.done_with >= ANSWERS
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize("processes", [1, 2])
def test_what_does_not_hold_is_named_alike(archive: Path, processes: int) -> None:
    alter(archive)
    with pytest.raises(DigestMismatchError, match="record of capture 30 is no longer"):
        verify_target(archive, Trust(processes=processes))


def test_a_process_that_is_killed_verifies_nothing(archive: Path) -> None:
    steps = Steps()
    killing = Acting(lambda: signal_all(signal.SIGKILL))
    with pytest.raises(WorkerError, match="ended before it answered") as ended:
        verify_target(archive, TWO, progress=killing, steps=steps)
    assert killing.done_with < ANSWERS
    told = steps.failed(ended.value).steps
    assert [step.outcome for step in told[:2]] == [Outcome.HOLDS, Outcome.NOT_CHECKED]
    assert "--jobs 1" in told[1].why
    assert {step.outcome for step in told[2:]} == {Outcome.NOT_CHECKED}
    assert multiprocessing.active_children() == []


def test_ctrl_c_ends_the_process_that_reads_and_then_the_others(archive: Path) -> None:
    deaf = Acting(lambda: signal_all(signal.SIGINT))
    verify_target(archive, TWO, progress=deaf)

    def interrupt() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        verify_target(archive, TWO, progress=Acting(interrupt))
    assert multiprocessing.active_children() == []


def test_no_more_is_under_way_than_the_processes_can_have(archive: Path) -> None:
    taken = 0

    class Counting(Replays):
        def ranges(self) -> Iterator[ExchangeRange]:
            nonlocal taken
            for some in super().ranges():
                taken += 1
                yield some

    answered = 0
    with Archive.open(archive, read_only=True) as opened, opened.replays() as recorded:
        counting = Counting(recorded._connection)
        for checked in check_shared(archive, 2)(counting):
            answered += checked.answers
            assert taken - answered < 2 * 2
    assert answered == taken == ANSWERS


def test_processes_end_with_the_one_that_they_work_for(archive: Path, tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        dedent(
            """
            import os, sys
            from pathlib import Path
            from provenance.archive import Archive, replays
            from provenance.verify.shared import check_shared

            if __name__ == "__main__":
                replays._GROUP = 1
                path = Path(sys.argv[1])
                with Archive.open(path, read_only=True) as archive, archive.replays() as recorded:
                    next(check_shared(path, 2)(recorded))
                    print("begun", flush=True)
                    os._exit(9)
            """
        )
    )
    # Whoever still has its output open, keeps this one waiting.
    ended = subprocess.run(
        [sys.executable, str(script), str(archive)],
        stdout=subprocess.PIPE,
        timeout=100,
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (9, b"begun\n")


@pytest.fixture
def own(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What a process of its own reads, in this one."""
    monkeypatch.setattr(shared, "_OWN", [])
    with ExitStack() as held:
        monkeypatch.setattr(shared, "_HELD", held)
        yield


@pytest.mark.usefixtures("own")
def test_a_process_says_of_what_it_cannot_check_only_that(archive: Path) -> None:
    alter(archive)
    begin(archive, file_of(archive))
    assert try_range(ExchangeRange(1, 29)) == Checked(answers=29, captures=29, older=0)
    assert try_range(ExchangeRange(30, 30)) is None


@pytest.mark.usefixtures("own")
def test_a_process_checks_nothing_in_another_file(archive: Path, made: Path) -> None:
    begin(archive, file_of(made))
    assert try_range(ExchangeRange(1, 1)) is None


@pytest.mark.usefixtures("own")
def test_a_process_checks_nothing_where_it_cannot_read(archive: Path) -> None:
    file = file_of(archive)
    archive.unlink()
    begin(archive, file)
    assert try_range(ExchangeRange(1, 1)) is None


def test_what_no_process_can_read_is_checked_by_the_one_that_can(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared, "file_of", lambda _: (0, 0))
    assert verify_target(archive, TWO) == verify_target(archive, Trust())
    alter(archive)
    with pytest.raises(DigestMismatchError, match="record of capture 30 is no longer"):
        verify_target(archive, TWO)


def test_what_is_recorded_meanwhile_is_left_for_the_next_check(
    archive: Path, tmp_path: Path
) -> None:
    later = tmp_path / "later.json"
    later.write_bytes(answer("<p>Later.</p>", id=1, _links={}))
    with Archive.open(archive, read_only=True) as opened, opened.replays() as recorded:
        assert recorded.counts().captures == ANSWERS
        snapshot([str(later)], Settings(archive=archive))
        checked = list(check_shared(archive, 2)(recorded))
    assert sum(one.captures for one in checked) == ANSWERS
    assert verify_target(archive, TWO) == verify_target(archive, Trust())


def test_answers_that_nobody_checked_are_missed(archive: Path) -> None:
    with Archive.open(archive, read_only=True) as opened, opened.replays() as recorded:
        with pytest.raises(WorkerError, match="of 40 answers with 40 captures only 0 with 0 were"):
            check_captures(recorded, lambda _: iter(()), Steps(), Unseen())
        without = Checked(answers=ANSWERS, captures=0, older=0)
        with pytest.raises(WorkerError, match="of 40 answers with 40 captures only 40 with 0 were"):
            check_captures(recorded, lambda _: iter([without]), Steps(), Unseen())
        check_captures(recorded, check_in_turn, Steps(), Unseen())


def test_large_answers_are_ranges_of_their_own(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replays, "_GROUP", ANSWERS)
    with Archive.open(archive, read_only=True) as opened, opened.replays() as recorded:
        assert list(recorded.ranges()) == [(1, ANSWERS)]
        monkeypatch.setattr(replays, "_GROUP_BYTES", 1)
        assert list(recorded.ranges()) == [(one, one) for one in range(1, ANSWERS + 1)]
