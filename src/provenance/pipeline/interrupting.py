"""Ctrl-C as a wish: what is under way ends, what came is recorded, and only then the run does."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from queue import SimpleQueue
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

    # The handler interrupts this thread wherever it is, and would wait for ever for a lock that it
    # holds there: another thread stops, and to put something into such a queue takes no lock.
    wishes: SimpleQueue[Stop | None] = SimpleQueue()
    thread = threading.Thread(target=_stop, args=(wishes,), daemon=True)
    is_wished = False

    def handle(number: int, frame: FrameType | None) -> None:
        nonlocal is_wished
        if is_wished:
            signal.default_int_handler(number, frame)
        is_wished = True
        wishes.put(stop)

    thread.start()
    signal.signal(signal.SIGINT, handle)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        wishes.put(None)
        thread.join()
    if stop.is_set():
        raise KeyboardInterrupt


def _stop(wishes: SimpleQueue[Stop | None]) -> None:
    stop = wishes.get()
    if stop is not None:
        stop.set()
