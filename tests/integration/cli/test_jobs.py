"""Hosts are asked at once, and no more of them than `--jobs` says."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from threading import Barrier, BrokenBarrierError

import pytest

from tests.fakes.server import Request, answer
from tests.fakes.wordpress import FakeWordPress, post_body
from tests.integration.cli.conftest import Run

ROUTE = "/wp-json/wp/v2/posts/7"


@pytest.fixture
def sites() -> Iterator[list[FakeWordPress]]:
    with ExitStack() as stack:
        yield [stack.enter_context(FakeWordPress([post_body(7)])) for _ in range(3)]


def meeting(
    sites: list[FakeWordPress], barrier: Barrier, *, patience_s: float = 20.0
) -> list[bool]:
    """Hold each site's answer until as many are asked as the barrier wants; tell who met."""
    met: list[bool] = []

    def wait(site: FakeWordPress) -> Callable[[Request], bytes]:
        def serve(_: Request) -> bytes:
            try:
                barrier.wait(patience_s)
                met.append(True)
            except BrokenBarrierError:
                met.append(False)
            return answer(site.body(7))

        return serve

    for site in sites:
        site.handlers[ROUTE] = wait(site)
    return met


def test_hosts_are_asked_at_once_and_each_is_had(run: Run, sites: list[FakeWordPress]) -> None:
    met = meeting(sites, Barrier(3))
    done = run("audit", "--allow-private", *[site.url + ROUTE for site in sites])

    assert (done.code, done.err) == (0, "")
    assert met == [True] * 3


def test_no_more_hosts_are_asked_at_once_than_were_told(
    run: Run, sites: list[FakeWordPress]
) -> None:
    met = meeting(sites, Barrier(2), patience_s=0.3)
    done = run("audit", "--jobs", "1", "--allow-private", *[site.url + ROUTE for site in sites])

    assert done.code == 0
    assert met == [False] * 3


def test_no_hosts_at_all_is_wrong_usage(run: Run, sites: list[FakeWordPress]) -> None:
    done = run("audit", "--jobs", "0", sites[0].url + ROUTE)
    assert done.code == 2
    assert "--jobs" in done.err
    assert sites[0].requests == []
