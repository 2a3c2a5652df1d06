"""A site's posts asked for page by page: none is skipped, whatever the site does meanwhile."""

from collections.abc import Callable, Iterator, Sequence

import pytest

from provenance.capture import Asker, IsKnown, Wanted, open_session, sweep_site
from provenance.errors import ListingError, NoServerError, StatusError, UnreachableError
from provenance.model import Failure, Reading, Route, Sweep, parse_rest_root
from tests.fakes.server import answer, head
from tests.fakes.wordpress import FakeWordPress, post_body
from tests.integration.capture.capturing import QUICK, Clock

Query = dict[str, str]
COUNT = 250
Gathered = Reading | Failure | Sweep
POSTS = Wanted(types=("post",))


class Swept:
    """What sweeping a site came to."""

    def __init__(self, gathered: Sequence[Gathered]) -> None:
        self.readings = [one for one in gathered if isinstance(one, Reading)]
        self.failures = [one for one in gathered if isinstance(one, Failure)]
        self.sweeps = [one for one in gathered if isinstance(one, Sweep)]
        captures = [
            (capture.post.post_id, capture)
            for reading in self.readings
            for place, capture in enumerate(reading.captures)
            if place not in reading.overlap and capture.post is not None
        ]
        self.ids = [number for number, _ in captures]
        self.captures = [capture for _, capture in captures]

    @property
    def posts(self) -> Sweep:
        return self.sweeps[0]


def sweep(site: FakeWordPress, **wanted: object) -> Swept:
    told = Wanted(**wanted)  # type: ignore[arg-type]  # each test names what it wants
    return Swept(list(sweeping(site, told)))


def sweeping(
    site: FakeWordPress, wanted: Wanted, is_known: IsKnown | None = None
) -> Iterator[Gathered]:
    root = parse_rest_root(site.rest_url("/"))
    assert root is not None
    with open_session(QUICK) as session:
        asker = Asker(target=site.url, session=session, options=QUICK, clock=Clock())
        yield from sweep_site(root, wanted, asker=asker, plan=lambda _: is_known)


def lists(site: FakeWordPress) -> list[Query]:
    """Return the parameters of the lists of whole posts that were asked for."""
    asked = [dict(request.query) for request in site.requests]
    return [one for one in asked if "per_page" in one and "_fields" not in one]


@pytest.fixture
def site() -> Iterator[FakeWordPress]:
    bodies = [post_body(number) for number in range(2, 2 * COUNT + 2, 2)]
    with FakeWordPress(bodies) as fake:
        yield fake


def once(site: FakeWordPress, when: int, change: Callable[[], object]) -> None:
    """Change the site right before its list of posts is asked for the `when`th time."""
    asked = 0

    def count(query: Query) -> None:
        nonlocal asked
        asked += "_fields" not in query
        if asked == when and "_fields" not in query:
            change()
            site.before_list = None

    site.before_list = count


ALL = list(range(2, 2 * COUNT + 2, 2))


def test_every_post_is_captured_once_in_the_order_of_ids(site: FakeWordPress) -> None:
    site.serve(post_body(1, type="page"))
    swept = sweep(site)
    assert swept.ids == [*ALL, 1]
    assert swept.failures == []
    posts, pages = swept.sweeps
    assert (posts.collection, posts.claimed, posts.listed) == ("/wp/v2/posts", COUNT, COUNT)
    assert (pages.collection, pages.claimed, pages.listed) == ("/wp/v2/pages", 1, 1)
    assert posts.complete
    assert posts.notes == ()
    assert [(one["per_page"], one["offset"]) for one in lists(site)][:3] == [
        ("100", "0"),
        ("100", "99"),
        ("100", "198"),
    ]


def test_a_listed_post_s_capture_is_its_slice_of_the_list(site: FakeWordPress) -> None:
    swept = sweep(site, limit=3)
    assert [one.raw for one in swept.captures] == [site.body(number) for number in (2, 4, 6)]
    assert {one.context.route for one in swept.captures} == {Route.LIST}
    assert [one.notes for one in swept.captures] == [(), (), ()]


def test_a_post_deleted_between_two_pages_hides_no_other(site: FakeWordPress) -> None:
    once(site, 2, lambda: site.delete(8))
    swept = sweep(site)
    assert swept.ids == ALL
    assert swept.posts.complete
    assert (swept.posts.claimed, swept.posts.listed) == (COUNT - 1, COUNT - 1)
    assert swept.posts.notes == ("while the list was read, it lost what it had shown before: 8",)


def test_many_posts_deleted_between_two_pages_hide_no_other(site: FakeWordPress) -> None:
    once(site, 2, lambda: site.delete(*ALL[10:100]))
    swept = sweep(site)
    assert set(swept.ids) == set(ALL)
    assert swept.posts.complete


def test_all_that_was_seen_may_be_deleted_between_two_pages(site: FakeWordPress) -> None:
    once(site, 2, lambda: site.delete(*ALL[:100]))
    swept = sweep(site)
    assert set(swept.ids) == set(ALL)
    assert swept.posts.complete


@pytest.mark.parametrize("number", [1, 199, 201, 501])
def test_a_post_added_between_two_pages_is_had_too(site: FakeWordPress, number: int) -> None:
    once(site, 2, lambda: site.serve(post_body(number)))
    swept = sweep(site)
    assert sorted(swept.ids) == sorted([*ALL, number])
    assert swept.posts.complete
    assert swept.posts.listed == COUNT + 1


def test_one_post_comes_as_another_goes(site: FakeWordPress) -> None:
    def both() -> None:
        site.serve(post_body(1))
        site.delete(8)

    once(site, 2, both)
    swept = sweep(site)
    assert set(ALL) <= set(swept.ids)


def test_a_post_changed_between_two_pages_that_show_it_is_captured_twice(
    site: FakeWordPress,
) -> None:
    changed = {"rendered": "<p>Other.</p>", "protected": False}
    once(site, 2, lambda: site.serve(post_body(200, content=changed)))
    assert sweep(site).ids.count(200) == 2


@pytest.mark.parametrize("stated", [COUNT + 30, COUNT - 30, 0])
def test_a_number_that_lies_is_told_and_believed_in_nothing(
    site: FakeWordPress, stated: int
) -> None:
    site.total = lambda _: stated
    swept = sweep(site, types=("post",))
    assert swept.ids == ALL
    assert (swept.posts.claimed, swept.posts.listed) == (stated, COUNT)
    assert not swept.posts.complete


def test_without_a_number_the_list_is_read_to_its_end(site: FakeWordPress) -> None:
    site.total = lambda _: None
    swept = sweep(site, types=("post",))
    assert swept.ids == ALL
    assert swept.posts.claimed is None
    assert not swept.posts.complete


def test_pages_that_are_too_much_for_the_site_are_asked_for_with_fewer_posts(
    site: FakeWordPress,
) -> None:
    site.list_fault = lambda _, shown: answer(status=504) if len(shown) > 30 else None
    swept = sweep(site)
    assert swept.ids == ALL
    assert swept.failures == []
    assert swept.posts.complete
    assert [one["per_page"] for one in lists(site)][:4] == ["100", "50", "25", "25"]


@pytest.mark.parametrize(
    "fault",
    [
        answer(b"x" * (QUICK.max_body_bytes + 1)),
        answer(b'[{"id":2,'),
        answer("<p>There has been a critical error on this website.</p>"),
        head(headers=[("Content-Length", "1000")]) + b"[",
        b"",
    ],
    ids=["over the cap", "cut", "a page of PHP's", "cut by the server", "no answer"],
)
def test_a_page_that_does_not_come_whole_is_asked_for_with_fewer_posts(
    site: FakeWordPress, fault: bytes
) -> None:
    site.list_fault = lambda query, shown: fault if len(shown) > 60 else None
    swept = sweep(site)
    assert swept.ids == ALL
    assert swept.posts.complete


def poisoned(*numbers: int) -> Callable[[Query, list[int]], bytes | None]:
    def fault(query: Query, shown: list[int]) -> bytes | None:
        hit = "_fields" not in query and set(numbers) & set(shown)
        return answer("critical error", status=500) if hit else None

    return fault


@pytest.mark.parametrize("number", [2, 4, 200, 202, 300, 2 * COUNT])
def test_one_post_that_cannot_be_had_is_named_and_the_others_come(
    site: FakeWordPress, number: int
) -> None:
    site.list_fault = poisoned(number)
    swept = sweep(site, types=("post",))
    assert sorted({*swept.ids, number}) == ALL
    (failure,) = swept.failures
    assert isinstance(failure.error, ListingError)
    assert f"post {number} of" in failure.error.what
    assert "500" in failure.error.what
    assert site.rest_url(f"/wp/v2/posts/{number}") in failure.error.remedy
    assert not swept.posts.complete
    assert (swept.posts.listed, swept.posts.had) == (COUNT, COUNT - 1)
    assert len(lists(site)) < 40


def test_several_posts_in_a_row_cannot_be_had(site: FakeWordPress) -> None:
    site.list_fault = poisoned(100, 102, 104, 400)
    swept = sweep(site, types=("post",))
    assert set(ALL) - set(swept.ids) == {100, 102, 104, 400}
    assert len(swept.failures) == 4


def test_a_site_that_answers_nothing_is_left_alone_soon(site: FakeWordPress) -> None:
    site.list_fault = lambda *_: answer("down", status=500)
    swept = sweep(site, types=("post",))
    assert swept.ids == []
    (failure,) = swept.failures
    assert isinstance(failure.error, StatusError)
    assert len(site.requests) < 25
    assert not swept.posts.complete


def test_a_site_that_breaks_down_on_the_way_keeps_what_it_gave(site: FakeWordPress) -> None:
    once(site, 3, lambda: setattr(site, "list_fault", lambda *_: answer("down", status=500)))
    swept = sweep(site, types=("post",))
    assert swept.ids == ALL[:199]
    assert "broke off after 199 of 250 posts" in str(swept.failures[0].error)
    assert not swept.posts.complete


def unanswered(readings: Sequence[Gathered]) -> list[Reading]:
    return [one for one in readings if isinstance(one, Reading) and one.exchange.status is None]


def test_a_server_that_refuses_connections_is_not_asked_for_fewer_posts(
    site: FakeWordPress,
) -> None:
    site.go_down()
    swept = sweep(site, types=("post",))
    (failure,) = swept.failures
    assert isinstance(failure.error, NoServerError)
    asked = [one.exchange.url for one in swept.readings if "per_page" in one.exchange.url]
    assert len(asked) == 4
    assert len(set(asked)) == 1
    assert not swept.posts.complete


def test_a_server_that_hangs_up_is_asked_for_fewer_posts(site: FakeWordPress) -> None:
    site.list_fault = lambda *_: b""
    swept = sweep(site, types=("post",))
    (failure,) = swept.failures
    assert isinstance(failure.error, UnreachableError)
    assert {one["per_page"] for one in lists(site)} >= {"100", "50", "1"}


def test_a_server_that_is_down_for_a_moment_costs_no_post(site: FakeWordPress) -> None:
    once(site, 3, site.go_down)
    gathered: list[Gathered] = []
    for one in sweeping(site, POSTS):
        gathered.append(one)
        if len(unanswered(gathered)) == 2 and one in unanswered(gathered):
            site.come_back()
    swept = Swept(gathered)
    assert swept.ids == ALL
    assert swept.failures == []
    assert swept.posts.complete


def test_texts_asked_for_by_their_ids_bear_a_moment_without_a_server(site: FakeWordPress) -> None:
    gathered: list[Gathered] = []
    downs = 0
    for one in sweeping(site, POSTS, lambda *_: False):
        gathered.append(one)
        if downs == 0 and isinstance(one, Reading) and one.captures:
            site.go_down()
            downs = 1
        elif downs and len(unanswered(gathered)) == 2 and one in unanswered(gathered):
            site.come_back()
    swept = Swept(gathered)
    assert len(unanswered(gathered)) == 2
    assert swept.ids == ALL
    assert swept.failures == []


def test_texts_that_no_server_gives_are_named_and_not_asked_for_one_by_one(
    site: FakeWordPress,
) -> None:
    gathered: list[Gathered] = []
    for one in sweeping(site, POSTS, lambda *_: False):
        gathered.append(one)
        if isinstance(one, Reading) and one.captures:
            site.go_down()
    swept = Swept(gathered)
    assert swept.ids == ALL[:100]
    assert len(swept.failures) == 150
    assert len(unanswered(gathered)) == 5


@pytest.mark.parametrize("name", ["offset", "orderby"])
def test_a_site_that_takes_no_place_or_order_is_asked_by_pages_numbers(
    site: FakeWordPress, name: str
) -> None:
    site.refused_parameters = {name}
    swept = sweep(site, types=("post",))
    assert sorted(swept.ids) == ALL
    assert f"refused {name}" in swept.posts.notes[0]
    assert swept.posts.complete


def test_pages_by_number_are_read_again_where_one_may_have_been_missed(
    site: FakeWordPress,
) -> None:
    site.refused_parameters = {"offset"}
    once(site, 3, lambda: site.delete(2 * COUNT))
    swept = sweep(site, types=("post",))
    assert set(swept.ids) == set(ALL)


def test_a_site_that_ignores_the_order_is_asked_by_pages_numbers(
    site: FakeWordPress, monkeypatch: pytest.MonkeyPatch
) -> None:
    ordered = site._ordered

    def in_its_own_order(collection: str, query: Query) -> list[int]:
        return ordered(collection, query | {"orderby": "date"})

    monkeypatch.setattr(site, "_ordered", in_its_own_order)
    swept = sweep(site, types=("post",))
    assert sorted(swept.ids) == ALL
    assert "took no notice of the order" in swept.posts.notes[0]


def test_a_site_that_lists_fewer_at_once_is_asked_for_fewer(site: FakeWordPress) -> None:
    site.most_per_page = 20
    swept = sweep(site, types=("post",))
    assert swept.ids == ALL
    assert swept.posts.complete
    assert swept.posts.notes == ("the site lists at most 10 posts a page",)


def test_an_empty_list_is_complete(site: FakeWordPress) -> None:
    (pages,) = sweep(site, types=("page",)).sweeps
    assert (pages.claimed, pages.listed, pages.complete) == (0, 0, True)


def test_types_of_a_site_s_own_are_listed_where_they_are_wanted(site: FakeWordPress) -> None:
    site.types["event"] = "events"
    site.serve(post_body(1, type="event"))
    assert [one.collection for one in sweep(site, types=("all",)).sweeps] == [
        "/wp/v2/posts",
        "/wp/v2/pages",
        "/wp/v2/events",
    ]
    assert sweep(site, types=("events",)).ids == [1]
    assert 1 not in sweep(site).ids
    (failure,) = sweep(site, types=("product",)).failures
    assert "no type of post called 'product'" in str(failure.error)
    assert "it has post, page, event" in str(failure.error)


def test_a_site_that_does_not_tell_its_types_is_asked_for_the_usual_ones(
    site: FakeWordPress,
) -> None:
    site.handlers["/wp-json/wp/v2/types"] = lambda _: answer(
        '{"code":"rest_forbidden","message":"No.","data":{"status":401}}', status=401
    )
    swept = sweep(site, limit=5)
    assert swept.ids == ALL[:5]
    assert "does not say which types" in swept.posts.notes[0]


def test_a_closed_interface_is_one_failure_a_list(site: FakeWordPress) -> None:
    site.closed = ("rest_not_logged_in", 401)
    swept = sweep(site)
    assert [type(one.error) for one in swept.failures] == [StatusError, StatusError]
    assert [one.complete for one in swept.sweeps] == [False, False]


def test_a_limit_is_for_the_whole_site(site: FakeWordPress) -> None:
    site.serve(post_body(1, type="page"))
    swept = sweep(site, limit=120)
    assert swept.ids == ALL[:120]
    assert "no more than 120 were asked for" in swept.posts.notes
    assert not swept.posts.complete
    assert sweep(site, limit=COUNT + 1).ids == [*ALL, 1]


def test_authors_and_categories_are_asked_for_by_name_or_number(site: FakeWordPress) -> None:
    site.serve(post_body(3, author=9, categories=[5]))
    site.terms = {"users": {"zoe": 9}, "categories": {"news": 5}}
    assert sweep(site, author="zoe").ids == [3]
    assert sweep(site, author="9").ids == [3]
    swept = sweep(site, category="news")
    assert swept.ids == [3]
    # A list of pages would take no notice of the category, and be listed whole.
    assert len(swept.sweeps) == 1
    assert swept.posts.notes == ("pages have no categories, and were left out",)
    assert swept.posts.filters == (("categories", "5"),)
    (failure,) = sweep(site, author="nobody").failures
    assert "'nobody'" in str(failure.error)


def test_only_what_was_published_since_then(site: FakeWordPress) -> None:
    site.serve(post_body(3, date_gmt="2026-06-02T00:00:00"))
    moment = Clock()().replace(month=6, day=2, hour=0, minute=0, second=0, microsecond=0)
    assert sweep(site, since=moment).ids == [3]


def test_an_element_that_is_no_post_is_named_and_the_list_goes_on(site: FakeWordPress) -> None:
    site.handlers["/wp-json/wp/v2/posts"] = lambda request: answer(
        b'[{"id":1},' + post_body(2) + b"]", headers=[("X-WP-Total", "2")]
    )
    swept = sweep(site, types=("post",))
    assert swept.ids == [2]
    assert ["post 1 of" in str(failure.error) for failure in swept.failures] == [True]
    assert [one.index for reading in swept.readings for one in reading.failures] == [0, 0]
    assert not swept.posts.complete


def test_a_number_that_no_post_can_have_leaves_the_list_incomplete(
    site: FakeWordPress,
) -> None:
    huge = b'{"id":1000000000000000000000000000000},'
    site.handlers["/wp-json/wp/v2/posts"] = lambda _: answer(
        b"[" + huge + post_body(2) + b"]", headers=[("X-WP-Total", "2")]
    )
    swept = sweep(site, types=("post",))
    assert swept.ids == [2]
    assert not swept.posts.complete


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_site_is_asked_again_when_it_says_so_and_not_for_less(
    site: FakeWordPress, status: int
) -> None:
    left = 6  # one answer's own repetitions are three

    def busy(query: Query, shown: list[int]) -> bytes | None:
        nonlocal left
        left -= 1
        return answer(status=status, headers=[("Retry-After", "0")]) if left >= 0 else None

    site.list_fault = busy
    swept = sweep(site, types=("post",))
    assert swept.ids == ALL
    assert {one["per_page"] for one in lists(site)} == {"100"}


def test_a_busy_site_that_wants_to_be_left_alone_for_long_is(site: FakeWordPress) -> None:
    site.list_fault = lambda *_: answer(status=429, headers=[("Retry-After", "86400")])
    swept = sweep(site, types=("post",))
    assert "it asks to wait 86400 seconds" in str(swept.failures[0].error)
    assert len(lists(site)) == 1


def test_a_site_that_ignores_the_place_is_asked_by_pages_numbers(
    site: FakeWordPress, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = site._list

    def from_the_start(collection: str, query: Query) -> bytes:
        return listed(collection, {k: v for k, v in query.items() if k != "offset"})

    monkeypatch.setattr(site, "_list", from_the_start)
    swept = sweep(site, types=("post",))
    assert sorted(set(swept.ids)) == ALL
    assert "order or place asked for" in swept.posts.notes[0]


def test_pages_by_number_are_asked_for_with_fewer_posts_too(site: FakeWordPress) -> None:
    site.refused_parameters = {"offset"}
    site.list_fault = lambda _, shown: answer(status=504) if len(shown) > 30 else None
    swept = sweep(site, types=("post",))
    assert sorted(set(swept.ids)) == ALL


def test_a_page_by_number_that_cannot_be_had_is_told(site: FakeWordPress) -> None:
    site.refused_parameters = {"offset"}
    site.list_fault = poisoned(300)
    swept = sweep(site, types=("post",))
    assert set(ALL) - set(swept.ids) == {300}
    assert [f"post {300} of" in str(one.error) for one in swept.failures] == [True]
    assert not swept.posts.complete


def test_a_site_that_refuses_every_parameter_is_one_failure(site: FakeWordPress) -> None:
    site.refused_parameters = {"per_page"}
    swept = sweep(site, types=("post",))
    assert swept.ids == []
    assert len(swept.failures) == 1


def test_posts_that_the_site_counts_and_does_not_show_hide_no_other(site: FakeWordPress) -> None:
    hidden = set(ALL[120:240])

    def without(query: Query, shown: list[int]) -> bytes:
        bodies = [site._shown_fields(one, query) for one in shown if one not in hidden]
        total = [("X-WP-Total", str(COUNT))]
        return answer(b"[" + b",".join(bodies) + b"]", headers=total)

    site.list_fault = without
    swept = sweep(site, types=("post",))
    assert set(swept.ids) == set(ALL) - hidden
    assert (swept.posts.claimed, swept.posts.listed) == (COUNT, COUNT - len(hidden))
    assert swept.posts.falls_short


def made_up(first: int, size: int, *, total: int | None = 10, order: int = 1) -> bytes:
    """Return a page of posts that a site makes up as it is asked."""
    ids = list(range(first + 1, first + 1 + size))[::order]
    bodies = [post_body(number, content={"rendered": "", "protected": False}) for number in ids]
    headers = [] if total is None else [("X-WP-Total", str(total))]
    return answer(b"[" + b",".join(bodies) + b"]", headers=headers)


@pytest.fixture
def low_ceilings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("provenance.capture.patience._MORE_THAN_STATED", 300)
    monkeypatch.setattr("provenance.capture.patience._MOST_UNSTATED", 400)
    monkeypatch.setattr("provenance.capture.patience._ASKS_IN_VAIN", 20)


@pytest.mark.usefixtures("low_ceilings")
@pytest.mark.parametrize(("total", "most"), [(10, 320), (None, 400)])
@pytest.mark.parametrize("order", [1, -1])
def test_a_site_that_makes_posts_up_for_ever_is_left_and_that_is_said(
    site: FakeWordPress,
    monkeypatch: pytest.MonkeyPatch,
    total: int | None,
    most: int,
    order: int,
) -> None:
    def endless(_: str, query: Query) -> bytes:
        size = int(query["per_page"])
        first = int(query.get("offset", size * (int(query.get("page", "1")) - 1)))
        return made_up(first, size, total=total, order=order)

    monkeypatch.setattr(site, "_list", endless)
    swept = sweep(site, types=("post",))
    assert most < len(set(swept.ids)) <= most + 200
    assert not swept.posts.complete
    (failure,) = swept.failures
    assert f"goes on naming posts beyond {most}" in str(failure.error)
    assert "--limit" in str(failure.error)


@pytest.mark.usefixtures("low_ceilings")
def test_a_limit_is_the_users_own_ceiling(
    site: FakeWordPress, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        site, "_list", lambda _, query: made_up(int(query["offset"]), int(query["per_page"]))
    )
    swept = sweep(site, types=("post",), limit=600)
    assert len(set(swept.ids)) == 600
    assert swept.failures == []


@pytest.mark.usefixtures("low_ceilings")
@pytest.mark.parametrize("takes_places", [True, False])
def test_a_site_that_shows_the_same_in_turns_is_left(
    site: FakeWordPress, monkeypatch: pytest.MonkeyPatch, *, takes_places: bool
) -> None:
    """By places: nothing but at the first. By numbers: one page or another, by chance."""
    asked = iter(range(10_000))

    def turning(_: str, query: Query) -> bytes:
        if takes_places:
            is_first = query["offset"] == "0"
            return made_up(0, int(query["per_page"]) if is_first else 0, total=None)
        return made_up(50 * (next(asked) % 2), 50, total=None, order=-1)

    monkeypatch.setattr(site, "_list", turning)
    swept = sweep(site, types=("post",))
    assert len(set(swept.ids)) == 100
    assert any("nothing new in" in str(one.error) for one in swept.failures)
    assert len(lists(site)) < 60


def test_the_types_that_all_leaves_out_are_named(site: FakeWordPress) -> None:
    everything, usual = sweep(site, types=("all",)), sweep(site)
    note = "not asked for, since they hold no articles or have no list: attachment, wp_block"
    assert [note in one.notes for one in everything.sweeps] == [True, True]
    assert [note in one.notes for one in usual.sweeps] == [False, False]
