"""Polls on a real WordPress: what it lists of late saves, with and without the time's zone."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.integration.pipeline.watching import MINUTE, START, Time, watched
from tests.integration.wordpress.lab import Lab, Post

pytestmark = pytest.mark.lab
BEFORE = "<p>The bridge is not safe, the mayor said.</p>"
AFTER = "<p>The bridge is safe, the mayor said.</p>"


@pytest.fixture
def post(lab: Lab) -> Post:
    return lab.publish("The bridge", BEFORE)


def test_a_save_of_an_old_post_is_found_by_the_next_poll(
    lab: Lab, post: Post, tmp_path: Path
) -> None:
    begun = datetime.now(UTC)
    time = Time(now=begun)
    time.at(begun + 40 * MINUTE, lambda: lab.edit(post, content=AFTER))
    heard = watched([lab.plain(post)], time, tmp_path, until=begun - START + 65 * MINUTE)
    assert heard.failures == []
    assert heard.could_not_be_had() == []
    (found,) = [at for at, _, rule in heard.edits() if rule == "changed-with-modified"]
    assert found == begun - START + 60 * MINUTE


def test_a_post_that_nobody_saves_is_asked_once(lab: Lab, post: Post, tmp_path: Path) -> None:
    begun = datetime.now(UTC)
    # Its making was a save, which the first poll still lists; its text and times are known.
    heard = watched([lab.plain(post)], Time(now=begun), tmp_path, until=begun - START + 65 * MINUTE)
    assert [len(audit.posts) for _, audit in heard.audits] == [1]
    assert heard.failures == []
