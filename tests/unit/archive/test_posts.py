from dataclasses import replace
from datetime import timedelta

import pytest

from provenance.archive import Archive
from provenance.errors import UnknownPostError
from provenance.model import Basis, Moment, PostKey
from tests.unit.archive.building import KEY, NOW, Told, record, record_refusal, refusal

EARLIER = NOW - timedelta(days=2)
FIRST = Told(raw=b"1", content=b"1", title="First")
SECOND = Told(raw=b"2", content=b"2", title="Second", link="https://example.org/2/")


def test_an_empty_archive_has_no_posts(archive: Archive) -> None:
    assert archive.posts() == ()


def test_a_post_is_listed_as_it_was_last_served(archive: Archive) -> None:
    record(archive, SECOND, replace(FIRST, seen_at=EARLIER))
    (post,) = archive.posts()
    assert (post.title, post.link) == ("Second", "https://example.org/2/")
    assert (post.captures, post.versions) == (2, 2)
    assert post.first == Moment(at=EARLIER, basis=Basis.OBSERVED)
    assert post.last == Moment(at=NOW, basis=Basis.OBSERVED)


def test_known_times_bound_a_post_and_unknown_ones_do_not(archive: Archive) -> None:
    record(archive, replace(FIRST, seen_at=None), FIRST, replace(SECOND, seen_at=None))
    (post,) = archive.posts()
    assert post.first == post.last == Moment(at=NOW, basis=Basis.OBSERVED)
    assert post.title == "Second"


def test_a_post_without_times_was_seen_at_none(archive: Archive) -> None:
    record(archive, replace(FIRST, seen_at=None))
    (post,) = archive.posts()
    assert post.first == post.last == Moment(at=None, basis=Basis.UNKNOWN)


def test_a_post_that_was_only_ever_refused_has_no_title(archive: Archive) -> None:
    record_refusal(archive, refusal())
    (post,) = archive.posts()
    assert (post.title, post.link, post.captures, post.versions) == ("", None, 1, 0)


def test_one_post_is_what_the_list_shows_of_it(archive: Archive) -> None:
    other = PostKey(site="example.com", post_id=1)
    record(archive, FIRST, replace(SECOND, key=other), SECOND)
    assert [archive.post(post.key) for post in archive.posts()] == list(archive.posts())


def test_a_post_that_is_not_held_is_told(archive: Archive) -> None:
    with pytest.raises(UnknownPostError, match="no capture of example"):
        archive.post(KEY)


def test_posts_come_in_the_order_in_which_they_first_came(archive: Archive) -> None:
    other = PostKey(site="example.com", post_id=1)
    record(archive, replace(FIRST, key=other), FIRST, replace(SECOND, key=other))
    assert [post.key for post in archive.posts()] == [other, KEY]


def test_captures_come_in_the_order_in_which_rules_read_them(archive: Archive) -> None:
    record(archive, FIRST, replace(SECOND, seen_at=EARLIER))
    assert [held.capture_id for held in archive.captures(KEY)] == [2, 1]
