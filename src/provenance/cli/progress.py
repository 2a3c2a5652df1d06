"""Progress on standard error: only on a terminal, and only for what takes over a second."""

import threading
from types import TracebackType
from typing import Self, TextIO

from provenance.report import visible

DELAY_S = 1.0


class TerminalProgress:
    """A progress line that a timer brings up; a `pipeline.Progress`.

    Nothing is drawn, and rich is not even imported, before `delay_s` seconds have passed.
    """

    def __init__(self, stream: TextIO, *, delay_s: float = DELAY_S) -> None:
        self._stream = stream
        self._delay_s = delay_s
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None
        self._bar: _Bar | None = None
        self._description = ""
        self._total: int | None = None
        self._completed = 0

    def __enter__(self) -> Self:
        """Return itself; nothing is drawn yet."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Leave the terminal as it was, whatever happened."""
        self.done()

    def start(self, description: str, total: int | None) -> None:
        """Begin a stage; `total` None where its length is not known."""
        with self._lock:
            self._description, self._total, self._completed = visible(description), total, 0
            if self._bar is not None:
                self._bar.reset(self._description, total)
            elif self._timer is None:
                self._timer = threading.Timer(self._delay_s, self._show)
                self._timer.daemon = True
                self._timer.start()

    def advance(self, n: int = 1) -> None:
        """Say that `n` more of the stage are done."""
        with self._lock:
            self._completed += n
            if self._bar is not None:
                self._bar.advance(n)

    def done(self) -> None:
        """End the stage and take the line away."""
        with self._lock:
            timer, self._timer = self._timer, None
            bar, self._bar = self._bar, None
        if timer is not None:
            timer.cancel()
            timer.join()  # outside the lock, which a timer that fires just now waits for
        if bar is not None:
            bar.close()

    def _show(self) -> None:
        with self._lock:
            if self._timer is not None and self._bar is None:
                self._bar = _Bar(self._stream, self._description, self._total, self._completed)


class _Bar:
    """One line drawn by rich."""

    def __init__(self, stream: TextIO, description: str, total: int | None, done: int) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

        columns = [SpinnerColumn(), TextColumn("{task.description}", markup=False)]
        if total is not None:
            columns += [BarColumn(), MofNCompleteColumn()]
        self._progress = Progress(*columns, console=Console(file=stream), transient=True)
        self._task = self._progress.add_task(description, total=total, completed=done)
        self._progress.start()

    def reset(self, description: str, total: int | None) -> None:
        self._progress.reset(self._task, description=description, total=total)

    def advance(self, n: int) -> None:
        self._progress.advance(self._task, n)

    def close(self) -> None:
        self._progress.stop()
