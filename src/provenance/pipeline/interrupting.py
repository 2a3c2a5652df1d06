"""Ctrl-C as a wish: what is under way ends, what came is recorded, and only then the run does."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from provenance.capture import Stop


@contextmanager
def stopped_by_interrupt(stop: Stop) -> Iterator[None]:
    """Let the first Ctrl-C inside the block set `stop`; the block's end then raises it anew.

    A second one interrupts at once. Where Ctrl-C is handled by somebody else, or the block runs in
    another thread than the main one, nothing is changed.

    Raises:
        KeyboardInterrupt: There was a Ctrl-C.
    """
    is_ours = (
        threading.current_thread() is threading.main_thread()
        and signal.getsignal(signal.SIGINT) is signal.default_int_handler
    )
    if not is_ours:
        yield
        return

    def handle(number: int, frame: FrameType | None) -> None:
        if stop.is_set():
            signal.default_int_handler(number, frame)
        stop.set()

    signal.signal(signal.SIGINT, handle)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if stop.is_set():
        raise KeyboardInterrupt
