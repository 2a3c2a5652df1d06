"""A snapshot that is killed at any moment: the archive is whole, and a rerun completes it.

`make torture` kills in 200 attempts, CI in 15. Each attempt has a seed of its own, which its name
tells: `PROVENANCE_TEST_TORTURE_FROM=137 PROVENANCE_TEST_TORTURE=1` does that one again.
"""

import os
import random
import time
from collections.abc import Iterator
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import pytest

from tests.fakes.wordpress import FakeWordPress, post_body
from tests.integration.pipeline.killing import (
    Contents,
    Program,
    check_whole,
    contents,
    held,
    kill,
    nursery,
)

POSTS = 20
ATTEMPTS = int(os.environ.get("PROVENANCE_TEST_TORTURE", "15"))
FIRST = int(os.environ.get("PROVENANCE_TEST_TORTURE_FROM", "0"))
# How often a run is killed before it is left alone.
KILLS = (1, 1, 1, 1, 2, 3)


@pytest.fixture(scope="module")
def site() -> Iterator[FakeWordPress]:
    """A site of posts of many lengths."""
    chosen = random.Random(0)
    with FakeWordPress() as fake:
        for number in range(1, POSTS + 1):
            text = "".join(f"<p>{chosen.getrandbits(64):x}</p>" for _ in range(number * 7 % 60))
            fake.serve(post_body(number, content={"rendered": text, "protected": False}))
        yield fake


@pytest.fixture(scope="module")
def snapshot(site: FakeWordPress, tmp_path_factory: pytest.TempPathFactory) -> Program:
    """A snapshot of the whole site."""
    targets = [site.rest_url(f"/wp/v2/posts/{number}") for number in range(1, POSTS + 1)]
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("COVERAGE_")]:
            patch.delenv(name)  # a kill would cut what coverage writes
        context = nursery()
    arguments = ["snapshot", "--allow-private", "--quiet", *targets]
    log = tmp_path_factory.mktemp("log") / "log.txt"
    return Program(context=context, arguments=arguments, log=log)


@pytest.fixture(scope="module")
def undisturbed(snapshot: Program, tmp_path_factory: pytest.TempPathFactory) -> Contents:
    """What the archive holds where nobody kills."""
    path = tmp_path_factory.mktemp("undisturbed") / "provenance.db"
    snapshot.finish(path)
    check_whole(path)
    return contents(path)


def test_an_undisturbed_run_has_every_post(undisturbed: Contents) -> None:
    assert [row[0] for row in undisturbed.captures] == list(range(1, POSTS + 1))
    assert undisturbed.logged == len(undisturbed.versions) == POSTS


def test_what_is_missing_from_an_archive_would_be_noticed(
    snapshot: Program, undisturbed: Contents, site: FakeWordPress, tmp_path: Path
) -> None:
    path = tmp_path / "provenance.db"
    asked = len(site.requests)
    process = snapshot.begin(path)
    wait_for(site, asked + POSTS // 2, process)
    assert kill(process)
    assert 0 < held(path) < POSTS
    assert contents(path) != undisturbed


@pytest.mark.parametrize("seed", range(FIRST, FIRST + ATTEMPTS))
def test_a_snapshot_killed_at_any_moment_is_completed_by_the_next(
    snapshot: Program, undisturbed: Contents, site: FakeWordPress, tmp_path: Path, seed: int
) -> None:
    chosen = random.Random(seed)
    path = tmp_path / "provenance.db"
    for _ in range(chosen.choice(KILLS)):
        before, asked = held(path), len(site.requests)
        process = snapshot.begin(path)
        wait_for(site, asked + chosen.randrange(POSTS + 1), process)
        time.sleep(chosen.uniform(0, 0.03))
        was_under_way = kill(process)
        asked = sum(request.path != "/robots.txt" for request in site.requests[asked:])
        check_whole(path)
        # Each post is recorded before the next is asked for: a kill loses the one under way.
        assert held(path) - before >= (asked - 1 if was_under_way else POSTS)
    snapshot.finish(path)
    check_whole(path)
    assert contents(path) == undisturbed


def wait_for(site: FakeWordPress, requests: int, process: ForkServerProcess) -> None:
    """Wait until a site was asked so often, or the run has ended."""
    while len(site.requests) < requests and process.is_alive():
        time.sleep(0.001)
