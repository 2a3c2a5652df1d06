"""How a run that is to end early ends soon: requests under way are cut, and waits with them."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from provenance.errors import StoppedError


class Cuttable(Protocol):
    """A request under way."""

    def expire(self) -> None:
        """Cut the connection: whoever reads from it sees its end."""


class Stop:
    """Ends all requests of a run, in whatever threads, once it is set; never unset."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self._lock = threading.RLock()  # a signal may come while its own thread holds it
        self._lines: set[Cuttable] = set()

    def set(self) -> None:
        """End what is under way, and let nothing begin."""
        with self._lock:
            self._event.set()
            for line in self._lines:
                line.expire()

    def is_set(self) -> bool:
        """Return whether the run is to end."""
        return self._event.is_set()

    def sleep(self, seconds: float) -> None:
        """Wait, unless or until the run is to end.

        Raises:
            StoppedError: It is.
        """
        self._event.wait(max(seconds, 0.0))
        self.check()

    def check(self) -> None:
        """Check that the run goes on.

        Raises:
            StoppedError: It does not.
        """
        if self._event.is_set():
            raise StoppedError("the run was stopped before this answer had come")

    @contextmanager
    def holding(self, line: Cuttable) -> Iterator[None]:
        """Cut `line` when the run is to end inside the block, which then ends in an error.

        Raises:
            StoppedError: The run is to end; what came of the answer is not whole.
        """
        self.check()
        with self._lock:
            self._lines.add(line)
        try:
            yield
        finally:
            with self._lock:
                self._lines.discard(line)
        self.check()
