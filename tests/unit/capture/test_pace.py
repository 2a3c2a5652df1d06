"""Pauses between requests to one host: from the seventh on, and as the host asks."""

import pytest

from provenance.capture.pace import DELAY_S, FREE_REQUESTS, LONGEST_DELAY_S, Pace

URL, OTHER = "https://example.org/a", "https://other.example/"
PUBLIC, PRIVATE = "93.184.216.34:443", "127.0.0.1:8081"


class Time:
    """A clock that its own sleeps move on."""

    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 6))
        self.now += seconds


@pytest.fixture
def time() -> Time:
    return Time()


def make(time: Time, chance: float = 0.0) -> Pace:
    return Pace(time.sleep, now=lambda: time.now, chance=lambda: chance)


def ask(pace: Pace, url: str = URL, peer: str | None = PUBLIC, status: int = 200) -> None:
    pace.wait(url)
    pace.answered(url, peer=peer, status=status)


def test_a_handful_of_requests_waits_for_nothing(time: Time) -> None:
    pace = make(time)
    for _ in range(FREE_REQUESTS):
        ask(pace)
    assert time.slept == []
    ask(pace)
    assert time.slept == [DELAY_S]


def test_the_pause_is_counted_from_the_last_answer(time: Time) -> None:
    pace = make(time)
    for _ in range(FREE_REQUESTS):
        ask(pace)
    time.now += 0.2
    ask(pace)
    time.now += 9.0
    ask(pace)
    assert time.slept == [0.3]


def test_pauses_differ_by_chance(time: Time) -> None:
    pace = make(time, chance=1.0)
    for _ in range(FREE_REQUESTS + 1):
        ask(pace)
    assert time.slept == [DELAY_S * 1.25]


def test_each_host_has_its_own_pauses(time: Time) -> None:
    pace = make(time)
    for _ in range(FREE_REQUESTS):
        ask(pace)
    ask(pace, OTHER)
    assert time.slept == []


@pytest.mark.parametrize("peer", [PRIVATE, "[::1]:80", "10.0.0.8:80"])
def test_a_host_of_one_s_own_network_gets_no_pauses(time: Time, peer: str) -> None:
    pace = make(time)
    for _ in range(FREE_REQUESTS + 5):
        ask(pace, peer=peer)
    assert time.slept == []


@pytest.mark.parametrize("peer", [None, "no address"])
def test_behind_a_proxy_nobody_knows_whose_network_it_is(time: Time, peer: str | None) -> None:
    pace = make(time)
    for _ in range(FREE_REQUESTS + 1):
        ask(pace, peer=peer)
    assert time.slept == [DELAY_S]


def test_a_pause_that_a_host_asks_for_holds_from_the_first_request(time: Time) -> None:
    pace = make(time)
    pace.slow(URL, 2.0)
    ask(pace, peer=PRIVATE)
    ask(pace, peer=PRIVATE)
    assert time.slept == [2.0]


def test_a_shorter_pause_than_ours_and_an_endless_one_are_not_taken(time: Time) -> None:
    pace = make(time)
    pace.slow(URL, 0.1)
    pace.slow(OTHER, 86_400.0)
    for url in (URL, URL, OTHER, OTHER):
        ask(pace, url)
    assert time.slept == [DELAY_S, LONGEST_DELAY_S]


def test_too_many_requests_make_it_twice_as_slow(time: Time) -> None:
    pace = make(time)
    ask(pace, status=429)
    ask(pace)
    ask(pace, status=429)
    ask(pace)
    assert time.slept == [1.0, 1.0, 2.0]
