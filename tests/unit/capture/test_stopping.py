"""A run that is to end early: what is under way is cut, and nothing begins."""

import threading

import pytest

from provenance.capture.stopping import Stop
from provenance.errors import StoppedError


class Line:
    """A request under way."""

    def __init__(self) -> None:
        self.expired = False

    def expire(self) -> None:
        self.expired = True


def test_nothing_is_stopped_before_anybody_wants_it() -> None:
    stop, line = Stop(), Line()
    stop.sleep(0)
    with stop.holding(line):
        stop.check()
    assert not line.expired
    assert not stop.is_set()


def test_what_is_under_way_is_cut_and_says_nothing_of_the_site() -> None:
    stop, line, over = Stop(), Line(), Line()
    with stop.holding(over):
        pass
    with pytest.raises(StoppedError), stop.holding(line):
        stop.set()
    assert line.expired
    assert not over.expired


def test_nothing_begins_once_it_is_set() -> None:
    stop, line = Stop(), Line()
    stop.set()
    with pytest.raises(StoppedError), stop.holding(line):
        pytest.fail("it began")
    with pytest.raises(StoppedError):
        stop.sleep(60)


def test_a_wait_ends_at_once() -> None:
    stop = Stop()
    threading.Timer(0.01, stop.set).start()
    with pytest.raises(StoppedError):
        stop.sleep(60)
