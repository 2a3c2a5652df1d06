"""Posts and sites watched, in a time of its own, against a fake WordPress."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta, timezone
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from provenance.archive import Archive
from provenance.errors import AddressError, NothingWatchedError, UnreadableFileError
from provenance.pipeline.schedule import OVERLAP
from provenance.pipeline.watch import LOOK_EVERY_S
from tests.fakes.server import answer
from tests.fakes.wordpress import post_body
from tests.integration.pipeline.watching import DAY, HOUR, MINUTE, START, Heard, Site, Time, watched

OLD = START - 400 * DAY
# A text of this age is asked again after this time.
RECENT, SOON = START - 6 * HOUR, 90 * MINUTE
POST = "/wp/v2/posts/7"


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def site(time: Time) -> Iterator[Site]:
    with Site(time) as fake:
        fake.put(7, "The bridge was closed.", at=OLD)
        fake.put(8, "The mayor resigned.", at=OLD)
        yield fake


def minutes(spans: list[timedelta]) -> list[float]:
    return [span / MINUTE for span in spans]


# --- Posts ----------------------------------------------------------------------------------------


def test_a_post_is_asked_each_time_its_text_is_a_quarter_older(
    site: Site, time: Time, tmp_path: Path
) -> None:
    site.put(7, "Breaking.", at=START - 2 * HOUR)
    watched([site.rest_url(POST)], time, tmp_path, until=3 * HOUR)
    assert minutes(site.times_asked(POST)) == [0, 30, 67.5, 114.375, 172.96875]


def test_a_post_that_stays_as_it_is_is_no_news(site: Site, time: Time, tmp_path: Path) -> None:
    site.put(7, "The bridge was closed.", at=RECENT)
    heard = watched([site.rest_url(POST)], time, tmp_path, until=SOON + 5 * MINUTE)
    assert site.times_asked(POST) == [timedelta(0), SOON]
    assert heard.edits() == []
    assert heard.failures == []


def test_what_a_save_changed_is_found_by_the_next_poll(
    site: Site, time: Time, tmp_path: Path
) -> None:
    time.at(START + 40 * MINUTE, lambda: site.put(7, "Open.", at=time.now, born=OLD))
    heard = watched([site.rest_url(POST)], time, tmp_path, until=2 * HOUR)
    assert heard.edits() == [(60 * MINUTE, 7, "changed-with-modified")]
    # It is young again, and asked as a young text is.
    assert sorted(set(minutes(site.times_asked(POST)))) == [0, 60, 75, 90, 105]


def test_what_bypassed_a_save_is_found_when_the_post_is_due(
    site: Site, time: Time, tmp_path: Path
) -> None:
    site.put(7, "The bridge was closed.", at=RECENT)
    time.at(START + HOUR, lambda: site.put(7, "Open.", at=RECENT))
    heard = watched([site.rest_url(POST)], time, tmp_path, until=SOON + 5 * MINUTE)
    assert [at for at, _, rule in heard.edits() if rule == "changed-without-claims"] == [SOON]


def test_posts_of_one_site_are_polled_together_and_no_others_are_asked_for(
    site: Site, time: Time, tmp_path: Path
) -> None:
    site.put(9, "Never named.", at=OLD)
    time.at(START + MINUTE, lambda: site.put(9, "Nor now.", at=time.now))
    targets = [site.rest_url(POST), site.page_url(8)]
    watched(targets, time, tmp_path, until=65 * MINUTE)
    assert {query["include"] for _, _, query in site.asked if "modified_after" in query} == {"7,8"}
    assert minutes([at for at, _ in site.polls()]) == [30, 60]
    assert site.times_asked("posts/9") == []


def test_whatever_a_watch_asked_for_is_in_the_record(
    site: Site, time: Time, tmp_path: Path
) -> None:
    watched([site.rest_url(POST)], time, tmp_path, until=65 * MINUTE)
    path = tmp_path / "provenance.db"
    with Archive.open(path, read_only=True) as archive, archive.replays() as replays:
        kept = Counter(urlsplit(one.exchange.url).path for one in replays.exchanges())
    assert len(site.polls()) == 2
    assert kept["/robots.txt"] == len(site.times_asked("/robots.txt")) == 3
    assert kept.total() == len(site.asked)


def test_every_poll_says_its_zone_and_overlaps_the_one_before(
    site: Site, time: Time, tmp_path: Path
) -> None:
    watched([site.rest_url("/")], time, tmp_path, until=65 * MINUTE)
    (first, since), (second, later) = site.polls()
    assert since == "2026-06-01T09:00:00Z"
    assert later == "2026-06-01T09:30:00Z"
    assert second - first == 30 * MINUTE < OVERLAP


@pytest.mark.parametrize("hours", [-8, 0, 5.5, 13])
def test_a_save_is_found_in_whatever_zone_the_site_keeps_its_time(
    time: Time, tmp_path: Path, hours: float
) -> None:
    with Site(time) as site:
        site.zone = timezone(timedelta(hours=hours))
        site.put(7, "The bridge was closed.", at=OLD)
        time.at(START + 40 * MINUTE, lambda: site.put(7, "Open.", at=time.now, born=OLD))
        heard = watched([site.rest_url(POST)], time, tmp_path, until=65 * MINUTE)
    assert [at for at, _, _ in heard.edits()] == [60 * MINUTE]


def test_a_time_without_its_zone_would_leave_the_save_out(time: Time) -> None:
    with Site(time) as site:
        site.zone = timezone(-8 * HOUR)
        site.put(7, "Open.", at=START - MINUTE)
        query = {"modified_after": (START - HOUR).isoformat()[:19], "_fields": "id"}
        assert site._list("posts", query).endswith(b"[]")
        assert site._list(
            "posts", {**query, "modified_after": query["modified_after"] + "Z"}
        ).endswith(b'[{"id": 7}]')


def test_a_save_in_the_hour_that_comes_twice_is_found(
    site: Site, time: Time, tmp_path: Path
) -> None:
    def put_back() -> None:
        site.zone = timezone(1 * HOUR)

    # By the site's wall clock the save lies before the time from which on the poll asks.
    time.at(START + 25 * MINUTE, put_back)
    time.at(START + 40 * MINUTE, lambda: site.put(7, "Open.", at=time.now, born=OLD))
    heard = watched([site.rest_url(POST)], time, tmp_path, until=65 * MINUTE)
    assert [at for at, _, rule in heard.edits() if rule.startswith("changed")] == [60 * MINUTE]


# --- Sites ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["root", "front page"])
def test_a_site_is_watched_with_all_of_its_posts(
    site: Site, time: Time, tmp_path: Path, name: str
) -> None:
    target = site.rest_url("/") if name == "root" else site.url + "/"
    time.at(START + 40 * MINUTE, lambda: site.put(8, "The mayor stays.", at=time.now, born=OLD))
    heard = watched([target], time, tmp_path, until=65 * MINUTE)
    assert heard.edits() == [(60 * MINUTE, 8, "changed-with-modified")]
    assert heard.nexts[-1].watched == 2
    assert heard.failures == []
    assert heard.could_not_be_had() == []


def test_posts_that_are_due_together_are_asked_in_one_list(
    site: Site, time: Time, tmp_path: Path
) -> None:
    for number in (7, 8):
        site.put(number, "Not long ago.", at=RECENT)
    watched([site.rest_url("/")], time, tmp_path, until=SOON + 5 * MINUTE)
    at_once = [query for at, _, query in site.asked if at == START + SOON and "include" in query]
    assert [query["include"] for query in at_once] == ["7,8"]


def test_a_new_post_is_found_by_the_next_poll_and_watched(
    site: Site, time: Time, tmp_path: Path
) -> None:
    time.at(START + 40 * MINUTE, lambda: site.put(9, "New.", at=time.now))
    time.at(START + 70 * MINUTE, lambda: site.put(9, "Newer.", at=START + 40 * MINUTE))
    heard = watched([site.rest_url("/")], time, tmp_path, until=80 * MINUTE)
    assert heard.nexts[-1].watched == 3
    assert [
        (at, post) for at, post, rule in heard.edits() if rule.startswith("changed-without")
    ] == [(75 * MINUTE, 9)]


def test_a_post_that_was_scheduled_is_found_although_nothing_was_saved(
    site: Site, time: Time, tmp_path: Path
) -> None:
    def publish() -> None:
        site.put(9, "Written last week.", at=START - 7 * DAY, born=time.now)

    time.at(START + 40 * MINUTE, publish)
    heard = watched([site.rest_url("/")], time, tmp_path, until=65 * MINUTE)
    assert site.key(9) in [post.post.key for _, audit in heard.audits for post in audit.posts]


def test_a_post_brought_in_with_old_dates_is_found_within_a_day(
    site: Site, time: Time, tmp_path: Path
) -> None:
    def go_on_in_the_evening() -> None:
        site.put(9, "From another site.", at=OLD)
        time.now += 23 * HOUR

    time.at(START + 10 * MINUTE, go_on_in_the_evening)
    heard = watched([site.rest_url("/")], time, tmp_path, until=DAY + HOUR)
    found = [
        at for at, audit in heard.audits for post in audit.posts if post.post.key == site.key(9)
    ]
    assert found[0] == DAY


def test_a_post_that_its_list_lost_is_asked_alone_so_that_the_site_says_why(
    site: Site, time: Time, tmp_path: Path
) -> None:
    for number in (7, 8):
        site.put(number, "Not long ago.", at=RECENT)
    time.at(START + HOUR, lambda: site.refuse(7))
    watched([site.rest_url("/")], time, tmp_path, until=SOON + 5 * MINUTE)
    assert site.times_asked(POST)[0] == SOON
    with Archive.open(tmp_path / "provenance.db") as archive:
        last = archive.captures(site.key(7))[-1]
    assert last.error is not None
    assert last.error.code == "rest_forbidden"
    assert last.control is True


def test_a_site_whose_list_was_not_whole_is_walked_through_again_soon(
    site: Site, time: Time, tmp_path: Path
) -> None:
    site.total = lambda number: number + 1
    watched([site.rest_url("/")], time, tmp_path, until=35 * MINUTE)
    assert minutes(site.times_asked("/types")) == [0, 15, 30]


def test_a_site_that_is_away_for_its_daily_walk_is_walked_through_when_it_is_back(
    site: Site, time: Time, tmp_path: Path
) -> None:
    def be_away_tomorrow() -> None:
        time.now = START + DAY - MINUTE
        site.closed = ("rest_not_logged_in", 401)

    def be_back() -> None:
        site.closed = None

    time.at(START + 10 * MINUTE, be_away_tomorrow)
    time.at(START + DAY + 5 * MINUTE, be_back)
    watched([site.rest_url("/")], time, tmp_path, until=DAY + 35 * MINUTE)
    asked = minutes([span - DAY for span in site.times_asked("/types")][1:])
    assert len(asked) == 2
    assert 15 <= asked[1] - asked[0] < 16


def test_a_feed_is_asked_each_half_hour_with_what_it_names(
    site: Site, time: Time, tmp_path: Path
) -> None:
    item = f"<item><link>{site.page_url(7)}</link></item>"
    feed = f'<?xml version="1.0"?><rss version="2.0"><channel>{item}</channel></rss>'
    site.handlers["/feed/"] = lambda _: answer(feed, content_type="application/rss+xml")
    watched([site.url + "/feed/"], time, tmp_path, until=65 * MINUTE)
    assert minutes(site.times_asked("/feed/")) == [0, 30, 60]
    assert minutes(site.times_asked(POST)) == [0, 30, 60]


def test_a_post_without_a_time_is_no_sign_of_an_old_site(
    site: Site, time: Time, tmp_path: Path
) -> None:
    time.at(
        START + 10 * MINUTE,
        lambda: site.serve(
            post_body(9, modified="2026-06-01T14:10:00", modified_gmt="0000-00-00T00:00:00")
        ),
    )
    heard = watched([site.rest_url("/")], time, tmp_path, until=35 * MINUTE)
    assert heard.failures == []
    assert heard.nexts[-1].watched == 3


# --- What fails -----------------------------------------------------------------------------------


def test_what_cannot_be_had_is_named_asked_again_ever_less_often_and_holds_nothing_up(
    site: Site, time: Time, tmp_path: Path
) -> None:
    site.handlers[f"/wp-json{POST}"] = lambda _: answer(b"no", status=500)
    bad, good = site.rest_url(POST), site.rest_url("/wp/v2/posts/8")
    heard = watched([bad, good], time, tmp_path, until=2 * HOUR)
    asked = minutes(site.times_asked(POST))
    assert asked[:5] == [0, 15, 30, 45, 60]
    waits = [later - earlier for earlier, later in pairwise(asked)]
    assert waits == sorted(waits)
    assert waits[-1] > 20
    assert {target for _, target in heard.could_not_be_had()} == {bad}
    assert minutes(site.times_asked("posts/8")) == [0]


def test_what_comes_back_is_watched_as_before(site: Site, time: Time, tmp_path: Path) -> None:
    site.handlers[f"/wp-json{POST}"] = lambda _: answer(b"no", status=500)
    time.at(START + 20 * MINUTE, site.handlers.clear)
    watched([site.rest_url(POST)], time, tmp_path, until=3 * HOUR)
    assert minutes(site.times_asked(POST)) == [0, 15, 30]


def test_a_site_that_takes_no_notice_of_times_is_said_to_and_its_posts_are_asked_all_the_same(
    site: Site, time: Time, tmp_path: Path
) -> None:
    site.put(7, "The bridge was closed.", at=RECENT)
    site.ignored = {"modified_after"}
    targets = [site.rest_url(POST), site.rest_url("/wp/v2/posts/8")]
    heard = watched(targets, time, tmp_path, until=SOON + 5 * MINUTE)
    assert "takes no notice of modified_after" in str(heard.failures[0].error)
    with Archive.open(tmp_path / "provenance.db") as archive, archive.replays() as replays:
        asked = [one.exchange.url for one in replays.exchanges()]
    assert sum("modified_after" in url for url in asked) == len(site.polls()) == 3
    assert site.times_asked(POST) == [timedelta(0), SOON]


def test_a_poll_whose_posts_could_not_be_had_is_taken_back(
    site: Site, time: Time, tmp_path: Path
) -> None:
    def save_and_break() -> None:
        site.put(7, "Open.", at=time.now, born=OLD)
        site.handlers[f"/wp-json{POST}"] = lambda _: answer(b"no", status=500)

    time.at(START + 40 * MINUTE, save_and_break)
    time.at(START + 62 * MINUTE, site.handlers.clear)
    heard = watched([site.rest_url(POST)], time, tmp_path, until=100 * MINUTE)
    assert [at for at, _, _ in heard.edits()] == [75 * MINUTE]
    with Archive.open(tmp_path / "provenance.db") as archive:
        (last,) = archive.watching().last_polls()
    assert last.polled_at == START + 30 * MINUTE


# --- Time -----------------------------------------------------------------------------------------


def test_no_sleep_is_long_and_none_is_idle(site: Site, time: Time, tmp_path: Path) -> None:
    watched([site.rest_url(POST)], time, tmp_path, until=2 * HOUR)
    assert max(time.sleeps) <= LOOK_EVERY_S
    assert len(time.sleeps) <= 2 * HOUR / timedelta(seconds=LOOK_EVERY_S) + 5


def test_a_machine_that_slept_asks_what_is_overdue_once(
    site: Site, time: Time, tmp_path: Path
) -> None:
    def suspend() -> None:
        time.now += 60 * DAY

    time.at(START + 5 * MINUTE, suspend)
    watched([site.rest_url(POST)], time, tmp_path, until=60 * DAY + HOUR)
    first, second = site.times_asked(POST)
    assert (first, second) == (timedelta(0), 60 * DAY + 5 * MINUTE)


def test_a_clock_that_was_set_back_neither_stops_the_watch_nor_asks_again_and_again(
    site: Site, time: Time, tmp_path: Path
) -> None:
    def set_back() -> None:
        time.now -= 300 * DAY
        time.until = time.now + HOUR

    time.at(START + 5 * MINUTE, set_back)
    watched([site.rest_url(POST)], time, tmp_path, until=DAY)
    # Half an hour after it began as people count, and not in 300 days.
    assert site.times_asked(POST) == [timedelta(0), 30 * MINUTE - 300 * DAY]


# --- What is kept ---------------------------------------------------------------------------------


def test_a_watch_that_is_started_again_goes_on_where_it_was(
    site: Site, time: Time, tmp_path: Path
) -> None:
    targets = [site.rest_url(POST), site.page_url(8)]
    before = watched(targets, time, tmp_path, until=35 * MINUTE)
    asked = len(site.asked)
    after = watched([], time, tmp_path, until=59 * MINUTE)
    assert len(site.asked) == asked
    assert after.nexts[0] == before.nexts[-1]


def test_the_targets_given_last_are_those_that_are_watched(
    site: Site, time: Time, tmp_path: Path
) -> None:
    watched([site.rest_url(POST)], time, tmp_path, until=None)
    watched([site.rest_url("/wp/v2/posts/8")], time, tmp_path, until=None)
    heard = watched([], time, tmp_path, until=None)
    assert heard.nexts[0].watched == 1
    assert site.times_asked(POST) == [timedelta(0)]


def test_once_does_what_is_due_and_ends(site: Site, time: Time, tmp_path: Path) -> None:
    targets = [site.rest_url("/")]
    first = watched(targets, time, tmp_path, until=None)
    assert first.nexts[0].at == START + 30 * MINUTE
    time.now += 10 * MINUTE
    asked = len(site.asked)
    second = watched(targets, time, tmp_path, until=None)
    assert (second.audits, len(site.asked)) == ([], asked)
    assert time.sleeps == []


def test_a_site_that_somebody_took_a_part_of_before_is_taken_whole(
    site: Site, time: Time, tmp_path: Path
) -> None:
    def turns() -> Heard:
        return watched([site.rest_url("/")], time, tmp_path, until=None)

    assert [len(audit.posts) for _, audit in turns().audits] == [2]
    site.put(9, "One more.", at=time.now)
    time.now += 31 * MINUTE
    assert [len(audit.posts) for _, audit in turns().audits] == [1]


@pytest.mark.parametrize(
    ("target", "error"),
    [
        ("saved.json", AddressError),
        ("-", AddressError),
        ("missing.json", UnreadableFileError),
        ("https://", AddressError),
    ],
)
def test_what_cannot_be_asked_again_is_refused_before_anything_is_asked(
    site: Site,
    time: Time,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    target: str,
    error: type[Exception],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("saved.json").write_bytes(site.body(7))
    with pytest.raises(error):
        watched([site.rest_url(POST), target], time, tmp_path)
    assert site.asked == []


def test_without_a_target_and_without_a_past_it_says_what_to_do(time: Time, tmp_path: Path) -> None:
    with pytest.raises(NothingWatchedError, match="name what to watch"):
        watched([], time, tmp_path)
