"""What watching leaves in the archive."""

import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest

from provenance.archive import Archive, LiveCapture, Poll
from provenance.digest import sha256
from provenance.errors import DigestMismatchError
from provenance.model import PostKey, Route
from tests.unit.archive.building import KEY, NOW, Told, record

HOUR = timedelta(hours=1)


def seen(archive: Archive, after: int = 0, observer: str = "local") -> tuple[LiveCapture, ...]:
    return archive.watching().live_captures(observer=observer, after=after)


def test_the_targets_are_those_that_were_told_last(archive: Archive) -> None:
    watching = archive.watching()
    assert watching.targets() == ()
    for targets in (["https://a.example/"], ["https://a.example/", "https://b.example/\udcff"]):
        watching.remember_targets(targets, started_at=NOW)
        assert watching.targets() == tuple(targets)


def test_the_same_targets_again_are_no_new_row(archive: Archive) -> None:
    for hours in range(3):
        archive.watching().remember_targets(["https://a.example/"], started_at=NOW + hours * HOUR)
    with closing(sqlite3.connect(archive.path)) as connection:
        assert connection.execute("SELECT count(*) FROM watch").fetchone() == (1,)


def test_the_last_poll_of_each_list_is_given_back(archive: Archive) -> None:
    watching = archive.watching()
    assert watching.last_polls() == ()
    polls = [
        Poll(
            site=site,
            collection=of,
            is_whole=True,
            window_from=NOW - HOUR,
            polled_at=NOW + hours * HOUR,
        )
        for hours in range(2)
        for site, of in (("a.example", "/wp/v2/posts"), ("a.example", "/wp/v2/pages"))
    ]
    for poll in polls:
        watching.add_poll(poll)
    assert watching.last_polls() == tuple(polls[2:])


def test_a_sighting_says_which_post_was_seen_where_and_what_it_showed(archive: Archive) -> None:
    record(archive, Told(raw=b"one", content=b"first"))
    (one,) = seen(archive)
    assert (one.key, one.route) == (KEY, Route.SINGLE)
    assert one.content == sha256(b"first")
    assert list(archive.watching().texts([one])) == [(one, b"one")]


def test_the_texts_of_many_captures_are_read_some_at_a_time(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("provenance.archive.watching._TOGETHER", 2)
    texts = [b"one", b"two", b"three", b"one"]
    record(archive, *(Told(raw=raw) for raw in texts))
    captures = seen(archive)
    assert list(archive.watching().texts(captures)) == list(zip(captures, texts, strict=True))
    assert list(archive.watching().texts(())) == []


def test_a_text_that_was_altered_is_not_given(archive: Archive) -> None:
    record(archive, Told(raw=b"one"))
    with closing(sqlite3.connect(archive.path, isolation_level=None)) as connection:
        connection.execute("DROP TRIGGER blob_never_changes")
        connection.execute("UPDATE blob SET data = zeroblob(9)")
    with pytest.raises(DigestMismatchError):
        list(archive.watching().texts(seen(archive)))


def test_live_captures_after_a_number_are_those_that_are_new(archive: Archive) -> None:
    other = PostKey(site="b.example", post_id=8)
    record(archive, Told(raw=b"one"))
    before = seen(archive)
    record(archive, Told(raw=b"two", key=other))
    assert [one.key for one in seen(archive, after=before[-1].capture_id)] == [other]
    assert [one.key for one in seen(archive)] == [KEY, other]


def test_another_observer_s_captures_are_none_of_ones_own(archive: Archive) -> None:
    record(archive, Told(raw=b"one"))
    assert seen(archive, observer="desk") == ()


@pytest.mark.parametrize("table", ["watch", "poll"])
def test_what_was_watched_and_polled_never_changes(archive: Archive, table: str) -> None:
    archive.watching().remember_targets(["https://a.example/"], started_at=NOW)
    poll = Poll(site="a", collection="/wp/v2/posts", is_whole=True, window_from=NOW, polled_at=NOW)
    archive.watching().add_poll(poll)
    with closing(sqlite3.connect(archive.path)) as connection:
        for statement in (
            f"UPDATE {table} SET {table}_id = 9",
            f"DELETE FROM {table}",
            f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
        ):
            with pytest.raises(sqlite3.IntegrityError, match="never"):
                connection.execute(statement)
