from dataclasses import replace

import pytest

from provenance.archive import Archive
from provenance.errors import AmbiguousPostError, UnknownPostError
from provenance.model import PostKey, Reading
from tests.unit.archive.building import (
    RUN,
    Told,
    capture,
    exchange,
    page,
    record,
    saved,
    snapshot,
)

TALKS = PostKey(site="example.org", post_id=7)
TALKS_MOVED = PostKey(site="example.org", post_id=8)
WEATHER = PostKey(site="example.net/blog", post_id=7)
NUMBERED = PostKey(site="example.net/blog", post_id=30)
POSTS = (
    Told(raw=b"1", key=TALKS, title="Talks begin", link="https://example.org/2026/talks/"),
    Told(raw=b"2", key=TALKS_MOVED, title="Talks begin again", link="https://example.org/?p=8"),
    Told(raw=b"3", key=WEATHER, title="Weather\x1b[31m report", link="http://example.net/blog/w"),
    Told(raw=b"4", key=NUMBERED, title="100 days / a review", link=None),
)


@pytest.fixture
def held(archive: Archive) -> Archive:
    with archive.recording(RUN) as recording:
        for told in POSTS:
            with recording.transaction() as tx:
                answer = tx.add_exchange(
                    Reading(exchange=saved(told.raw), captures=(capture(told),))
                )
                tx.add_capture(
                    answer, told.key, capture(told), snapshot(told), problem=None, statement=None,
                    entry=None, record=b"",
                )  # fmt: skip
    return archive


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("example.org#7", TALKS),
        ("https://example.net/blog/#7", WEATHER),
        ("8", TALKS_MOVED),
        ("#30", NUMBERED),
        ("https://example.org/2026/talks/", TALKS),
        ("http://EXAMPLE.org/2026/talks", TALKS),
        ("https://example.org/2026/t%61lks/#comments", TALKS),
        ("example.org/2026/talks", TALKS),
        ("https://example.org/wp-json/wp/v2/posts/8", TALKS_MOVED),
        ("https://example.org/?rest_route=/wp/v2/posts/8/", TALKS_MOVED),
        ("https://example.org/index.php?rest_route=%2Fwp%2Fv2%2Fposts%2F7", TALKS),
        ("https://example.net/blog/?p=7", WEATHER),
        ("https://example.net/blog/index.php?page_id=7", WEATHER),
        ("talks begin", TALKS),
        ("TALKS  begin ag", TALKS_MOVED),
        ("weather", WEATHER),
        ("100 days / a", NUMBERED),
        ("100", NUMBERED),
    ],
)
def test_a_post_answers_to(held: Archive, name: str, key: PostKey) -> None:
    assert held.find_post(name) == key


@pytest.mark.parametrize(
    "name",
    [
        "",
        "9",
        "example.org#9",
        "example.com#7",
        "https://example.org/2026/other/",
        "https://example.org/wp-json/wp/v2/posts",
        "https://example.org/wp-json/wp/v2/posts/9",
        "https://example.org/?p=7&page_id=8",
        "https://example.org/?s=7",
        "https://[",
        "begin",
    ],
)
def test_no_post_answers_to(held: Archive, name: str) -> None:
    with pytest.raises(UnknownPostError, match="no post in the archive answers to"):
        held.find_post(name)


@pytest.mark.parametrize("name", ["7", "talks", "Talks be"])
def test_more_than_one_post_answers_to(held: Archive, name: str) -> None:
    with pytest.raises(AmbiguousPostError, match="could be any of 2 posts") as caught:
        held.find_post(name)
    assert "example.org#7 “Talks begin”" in str(caught.value)


def test_a_wrong_name_gets_the_nearest_titles(held: Archive) -> None:
    with pytest.raises(UnknownPostError) as caught:
        held.find_post("Talsk begin")
    assert "example.org#7 “Talks begin”" in caught.value.remedy


def test_a_part_of_a_title_gets_the_whole_of_it(held: Archive) -> None:
    with pytest.raises(UnknownPostError) as caught:
        held.find_post("report")
    assert "\x1b" not in caught.value.remedy
    assert "“Weather\ufffd[31m report”" in caught.value.remedy


def test_a_name_like_no_other_is_told_of_the_list(held: Archive) -> None:
    with pytest.raises(UnknownPostError, match="`provenance list` shows them all"):
        held.find_post("zzzzzz")


def test_an_empty_archive_says_that_it_is(archive: Archive) -> None:
    with pytest.raises(UnknownPostError, match="holds none yet"):
        archive.find_post("talks")


def test_an_address_that_led_to_a_post_names_it_and_a_lists_does_not(archive: Archive) -> None:
    record(archive, POSTS[1])
    assert archive.find_post(exchange(b"").target) == TALKS_MOVED
    others = [Told(raw=b"%d" % n, key=PostKey(site="s", post_id=n)) for n in (1, 2)]
    body, captures = page(others)
    listed = replace(exchange(body), target="https://example.org/list/", url="https://s/list")
    with archive.recording(RUN) as recording, recording.transaction() as tx:
        answer = tx.add_exchange(Reading(exchange=listed, captures=captures))
        for made, told in zip(captures, others, strict=True):
            tx.add_capture(
                answer, told.key, made, None, problem=None, statement=None, entry=None, record=b""
            )
    with pytest.raises(UnknownPostError):
        archive.find_post("https://example.org/list/")


def test_many_candidates_are_counted_and_not_all_listed(archive: Archive) -> None:
    record(
        archive,
        *(Told(raw=b"%d" % n, key=PostKey(site=f"s{n}", post_id=1), link=None) for n in range(7)),
    )
    with pytest.raises(AmbiguousPostError, match=r"any of 7 posts: .* and 2 more"):
        archive.find_post("a tit")
