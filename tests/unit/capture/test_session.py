"""Connections that are cut in time, and sessions that take nothing from around them."""

import importlib.util
import socket
import threading
import time
from collections.abc import Iterator

import pytest

from provenance.capture import Options, open_session
from provenance.capture.lifeline import Lifeline, Watchdog, lifeline
from provenance.capture.session import PinningAdapter, _peer
from provenance.version import VERSION
from tests.fakes.server import FakeServer, answer


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    here, there = socket.socketpair()
    with here, there:
        here.settimeout(5)
        yield here, there


Pair = tuple[socket.socket, socket.socket]


@pytest.mark.once
def test_a_held_connection_ends_when_its_time_is_up(pair: Pair) -> None:
    here, _ = pair
    begun = time.monotonic()
    with lifeline(0.05) as line:
        line.hold(here)
        assert here.recv(1) == b""
    assert line.expired
    assert time.monotonic() - begun < 3


def test_a_connection_that_comes_too_late_ends_at_once(pair: Pair) -> None:
    here, _ = pair
    line = Lifeline()
    line.expire()
    line.hold(here)
    assert here.recv(1) == b""


def test_a_connection_lives_while_there_is_time(pair: Pair) -> None:
    here, there = pair
    with lifeline(60) as line:
        line.hold(here)
        there.sendall(b"x")
        assert here.recv(1) == b"x"
    assert not line.expired


def test_a_closed_connection_is_no_trouble(pair: Pair) -> None:
    here, _ = pair
    line = Lifeline()
    line.hold(here)
    here.close()
    line.expire()
    assert line.expired


@pytest.mark.once
def test_each_of_many_ends_at_its_own_time_by_one_thread() -> None:
    watchdog, before = Watchdog(), threading.active_count()
    lines = [Lifeline() for _ in range(20)]
    for place, line in enumerate(lines):
        watchdog.add(line, 60 if place % 2 else 0.05)
    assert threading.active_count() == before + 1
    early, late = lines[::2], lines[1::2]
    begun = time.monotonic()
    while not all(line.expired for line in early) and time.monotonic() - begun < 3:
        time.sleep(0.005)
    assert all(line.expired for line in early)
    assert not any(line.expired for line in late)


@pytest.mark.once
def test_what_was_taken_away_lives_on() -> None:
    watchdog = Watchdog()
    taken, left = Lifeline(), Lifeline()
    for line in (taken, left):
        watchdog.add(line, 0.05)
    watchdog.take(taken)
    watchdog.take(taken)
    begun = time.monotonic()
    while not left.expired and time.monotonic() - begun < 3:
        time.sleep(0.005)
    assert (taken.expired, left.expired) == (False, True)


def test_a_session_takes_nothing_from_its_surroundings() -> None:
    with open_session(Options()) as session:
        assert session.trust_env is False
        assert session.verify is True
        assert session.proxies == {}
        assert isinstance(session.get_adapter("https://e.org/"), PinningAdapter)
        assert isinstance(session.get_adapter("http://e.org/"), PinningAdapter)


def test_the_user_agent_says_when_there_is_no_contact() -> None:
    assert Options().user_agent == (
        f"provenance-toolkit/{VERSION} (article audit; its user gave no contact)"
    )


def test_the_user_agent_is_honest() -> None:
    options = Options(contact="desk@e.org")
    assert options.user_agent == f"provenance-toolkit/{VERSION} (+desk@e.org)"


def test_a_session_works_without_a_time_limit_too() -> None:
    options = Options(allow_private=True)
    with (
        FakeServer(lambda _: answer(b"x")) as server,
        open_session(options) as session,
        session.get(server.url) as response,
    ):
        assert response.content == b"x"


def test_a_redirect_is_handed_back_and_not_followed() -> None:
    options = Options(allow_private=True)
    with (
        FakeServer(lambda _: answer(status=302, headers=[("Location", "/x")])) as server,
        open_session(options) as session,
        session.get(server.url) as response,
    ):
        assert response.status_code == 302
    assert len(server.requests) == 1


def test_a_connection_that_broke_has_no_address(pair: Pair) -> None:
    here, _ = pair
    here.close()
    assert _peer(here) is None


def test_niquests_is_not_installed() -> None:
    # It overwrites urllib3, whose connections are the ones that are pinned.
    assert importlib.util.find_spec("niquests") is None
