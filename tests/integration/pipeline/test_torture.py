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

pytestmark = pytest.mark.once

POSTS = 60
# As few as a site may list at once, so that there are several pages, and recordings of one.
PAGE = 10
# The page under way, two that wait to be recorded, and the one that is being recorded.
MOST_LOST = 4 * PAGE
ATTEMPTS = int(os.environ.get("PROVENANCE_TEST_TORTURE", "15"))
FIRST = int(os.environ.get("PROVENANCE_TEST_TORTURE_FROM", "0"))
# How often a run is killed before it is left alone.
KILLS = (1, 1, 1, 1, 2, 3)


@pytest.fixture(scope="module")
def site() -> Iterator[FakeWordPress]:
    """A site of posts of many lengths, in pages."""
    chosen = random.Random(0)
    with FakeWordPress() as fake:
        fake.most_per_page = PAGE
        for number in range(1, POSTS + 1):
            text = "".join(f"<p>{chosen.getrandbits(64):x}</p>" for _ in range(number * 7 % 60))
            fake.serve(post_body(number, content={"rendered": text, "protected": False}))
        yield fake


@pytest.fixture(scope="module")
def snapshot(site: FakeWordPress, tmp_path_factory: pytest.TempPathFactory) -> Program:
    """A snapshot of the whole site."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("COVERAGE_")]:
            patch.delenv(name)  # a kill would cut what coverage writes
        context = nursery()
    arguments = ["snapshot", "--allow-private", "--quiet", "--full", site.rest_url("/")]
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
    process = snapshot.begin(path)
    while not held(path):
        time.sleep(0.001)
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
        before, asked = held(path), pages_asked(site)
        process = snapshot.begin(path)
        wait_for(site, chosen.randrange(POSTS // PAGE + 3), process)
        time.sleep(chosen.uniform(0, 0.05))
        was_under_way = kill(process)
        check_whole(path)
        shown = (pages_asked(site) - asked) * (PAGE - 1)
        assert held(path) - before >= (shown - MOST_LOST if was_under_way else POSTS)
    snapshot.finish(path)
    check_whole(path)
    assert contents(path) == undisturbed


def pages_asked(site: FakeWordPress) -> int:
    """Return how often a page of posts was asked for."""
    return sum("offset" in dict(one.query) and "/posts" in one.path for one in site.requests)


def wait_for(site: FakeWordPress, requests: int, process: ForkServerProcess) -> None:
    """Wait until a site was asked so often again, or the run has ended."""
    wanted = len(site.requests) + requests
    while len(site.requests) < wanted and process.is_alive():
        time.sleep(0.001)
