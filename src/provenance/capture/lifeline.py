"""Requests that end when their time is up: one thread cuts the connections of all.

Time-outs of single reads do not bound an answer that drips, in its headers least of all. Never
opens a connection, and never decides how long one may take.
"""

import math
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import Any


class Lifeline:
    """The connection of the request under way, to be cut when the request's time is up.

    Attributes:
        expired: Whether the time was up.
    """

    def __init__(self) -> None:
        self.expired = False
        self._socket: socket.socket | None = None
        self._lock = threading.Lock()

    def hold(self, sock: socket.socket | None) -> None:
        """Take `sock` as the connection to cut."""
        with self._lock:
            self._socket = sock
            if self.expired:
                self._cut()

    def expire(self) -> None:
        """Cut the connection: whoever reads from it sees its end."""
        with self._lock:
            self.expired = True
            self._cut()

    def _cut(self) -> None:
        if self._socket is not None:
            with suppress(OSError):
                # Of the plain socket: an SSLSocket's own method unwraps under the reader's feet.
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)


class Watchdog:
    """A thread that expires lifelines, each at its time; begun with the first of them.

    A thread for each request would cost more than the request's own work (docs/adr/0115).
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._deadlines: dict[Lifeline, float] = {}
        self._wakes_at = math.inf
        self._thread: threading.Thread | None = None

    def add(self, line: Lifeline, seconds: float) -> None:
        """Expire `line` when `seconds` have passed, unless it is taken away before."""
        deadline = time.monotonic() + seconds
        with self._changed:
            self._deadlines[line] = deadline
            # A process that was forked has the value and not the thread.
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, daemon=True)
                self._thread.start()
            elif deadline < self._wakes_at:
                self._changed.notify()

    def take(self, line: Lifeline) -> None:
        """Let `line` live; the thread finds out when it wakes."""
        with self._changed:
            self._deadlines.pop(line, None)

    def _run(self) -> None:
        with self._changed:
            while True:
                now = time.monotonic()
                for line in [line for line, at in self._deadlines.items() if at <= now]:
                    del self._deadlines[line]
                    line.expire()
                self._wakes_at = min(self._deadlines.values(), default=math.inf)
                left = self._wakes_at - now
                self._changed.wait(None if left == math.inf else left)


_WATCHDOG = Watchdog()
_LIFELINE: ContextVar[Lifeline | None] = ContextVar("lifeline", default=None)


@contextmanager
def lifeline(seconds: float) -> Iterator[Lifeline]:
    """Cut every connection that this thread uses inside the block when `seconds` have passed."""
    line = Lifeline()
    token = _LIFELINE.set(line)
    _WATCHDOG.add(line, seconds)
    try:
        yield line
    finally:
        _WATCHDOG.take(line)
        _LIFELINE.reset(token)


def hold(sock: Any) -> None:  # noqa: ANN401 - a socket, an SSLSocket or urllib3's SSLTransport
    """Take a connection as the one to cut."""
    # Outside `lifeline` a session works as any other; inside a proxy's TLS there is no socket.
    line = _LIFELINE.get()
    if line is not None:
        line.hold(sock if isinstance(sock, socket.socket) else None)


def is_late() -> bool:
    """Return whether the time of this thread's request is up."""
    line = _LIFELINE.get()
    return line is not None and line.expired
