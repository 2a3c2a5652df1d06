"""An import of copies that is killed at any moment: what had come is kept, and the rest follows."""

import os
import random
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.fakes.wayback import FakeWayback, KeptCopy
from tests.integration.pipeline.killing import Program, Row, check_whole, held, kill, nursery

pytestmark = pytest.mark.once

SITE = "https://example.org"
PAGE = f"{SITE}/about/"
# Only the page names it: a rerun does not guess that the post is of this type.
REST = f"{SITE}/wp-json/wp/v2/pages/7"
PAGES, ANSWERS = 9, 6
COPIES = PAGES + ANSWERS
ATTEMPTS = int(os.environ.get("PROVENANCE_TEST_TORTURE", "6"))
_SAID = """
    SELECT post.post_id, version.number, hex(snapshot.content), hex(snapshot.metadata),
           hex(raw.digest), context.route, capture.seen_at, capture.entry_seq IS NULL
    FROM capture
    JOIN post USING (post_no)
    JOIN context USING (context_id)
    JOIN blob AS raw ON raw.blob_id = capture.raw_id
    LEFT JOIN snapshot USING (snapshot_id)
    LEFT JOIN version USING (version_id)
    ORDER BY capture.seen_at
"""


def kept_page(day: int) -> KeptCopy:
    named = f'<link rel="alternate" type="application/json" href="{REST}">' if day > 2 else ""
    body = (
        f'<head><link rel="https://api.w.org/" href="{SITE}/wp-json/">{named}</head>'
        f'<article id="post-7"><div class="entry-content"><p>Word {day}.</p></div></article>'
        if named
        else f"<article><p>Word {day}.</p></article>"
    )
    return KeptCopy(stamp=f"202605{day:02}120000", original=PAGE, body=body.encode())


def kept_answer(day: int) -> KeptCopy:
    body = (
        f'{{"id":7,"type":"page","date_gmt":"2026-05-01T00:00:00","link":"{PAGE}",'
        f'"title":{{"rendered":"About"}},"content":{{"rendered":"<p>Word {day}.</p>"}}}}'
    )
    told = {"stamp": f"202606{day:02}120000", "original": REST, "body": body.encode()}
    return KeptCopy(**told, content_type="application/json; charset=UTF-8")  # type: ignore[arg-type]  # each has its field's type


@pytest.fixture(scope="module")
def wayback() -> Iterator[FakeWayback]:
    copies = [kept_page(day) for day in range(1, PAGES + 1)]
    copies += [kept_answer(day) for day in range(1, ANSWERS + 1)]
    with FakeWayback(copies) as fake:
        yield fake


@pytest.fixture(scope="module")
def program(wayback: FakeWayback, tmp_path_factory: pytest.TempPathFactory) -> Program:
    """An import of all copies, as fast as they come."""
    arguments = ["import", "wayback", PAGE, "--service", wayback.url, "--delay", "0"]
    arguments += ["--allow-private", "--quiet", "--fail-on", "never"]
    log = tmp_path_factory.mktemp("log") / "log.txt"
    return Program(context=nursery(), arguments=arguments, log=log)


@pytest.fixture(scope="module")
def undisturbed(program: Program, tmp_path_factory: pytest.TempPathFactory) -> list[Row]:
    """What the archive holds where nobody kills."""
    path = tmp_path_factory.mktemp("undisturbed") / "provenance.db"
    program.finish(path)
    return said(path)


def said(path: Path) -> list[Row]:
    """Return every capture, less ids, times of our own and runs."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(_SAID).fetchall()


def test_an_undisturbed_import_has_every_copy(undisturbed: list[Row]) -> None:
    assert len(undisturbed) == COPIES
    assert {row[0] for row in undisturbed} == {7}


@pytest.mark.parametrize("seed", range(ATTEMPTS))
def test_an_import_killed_at_any_moment_is_completed_by_the_next(
    wayback: FakeWayback, program: Program, undisturbed: list[Row], tmp_path: Path, seed: int
) -> None:
    chosen = random.Random(seed)
    path = tmp_path / "provenance.db"
    begun = len(wayback.requests)
    process = program.begin(path)
    wanted = begun + chosen.randrange(2, COPIES + 3)
    while len(wayback.requests) < wanted and process.is_alive():
        time.sleep(0.001)
    given = copies_given(wayback, begun)
    kill(process)
    check_whole(path)
    # The copy under way, the one being recorded, and two that wait for a page that says whose.
    assert held(path) >= given - 4

    had, before = held(path), len(wayback.requests)
    program.finish(path)
    check_whole(path)
    assert said(path) == undisturbed
    assert copies_given(wayback, before) == COPIES - had


def copies_given(wayback: FakeWayback, begun: int) -> int:
    """Return how many copies were asked for since so many requests."""
    return sum("id_/" in target for target in wayback.asked()[begun:])
