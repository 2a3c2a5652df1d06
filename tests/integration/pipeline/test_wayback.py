"""Copies of a web archive through the whole program, against a fake that speaks its formats."""

import json
import os
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from provenance import schema
from provenance.archive import Archive
from provenance.capture import Bounds, Service
from provenance.capture.article_page import capture_of_page
from provenance.errors import (
    AnotherPostError,
    MalformedError,
    NoCopyError,
    NoServerError,
    StatusError,
    UnforeseenError,
    UnknownPostError,
)
from provenance.model import Audit, Basis, Capture, Exchange, PostKey, Route
from provenance.pipeline import Settings, Wayback, audit, history, import_wayback
from provenance.report import FORMATS, Look
from tests.fakes.server import Request, answer
from tests.fakes.wayback import FakeWayback, KeptCopy
from tests.fakes.wordpress import FakeWordPress, post_body

SITE = "https://example.org"
PAGE = f"{SITE}/2026/05/a-post-7/"
REST = f"{SITE}/wp-json/wp/v2/posts/7"
KEY = PostKey(site="example.org", post_id=7)
Import = Callable[..., Audit]


def page(stamp: str, words: str = "The bridge was closed.", **changes: Any) -> KeptCopy:
    number = changes.pop("number", 7)
    body = (
        f'<head><link rel="https://api.w.org/" href="{SITE}/wp-json/">'
        f'<link rel="alternate" type="application/json" href="{SITE}/wp-json/wp/v2/posts/{number}">'
        f'</head><h1>A post</h1><article id="post-{number}"><div class="entry-content">'
        f"<p>{words}</p></div></article>"
    )
    return KeptCopy(**{"stamp": stamp, "original": PAGE, "body": body.encode()} | changes)


def rest(stamp: str, words: str = "The bridge was closed.", **changes: Any) -> KeptCopy:
    content = {"rendered": f"<p>{words}</p>", "protected": False}
    body = post_body(7, content=content, excerpt=content, **changes.pop("fields", {}))
    own = body.decode().replace("http:\\/\\/127.0.0.1:8081", SITE.replace("/", "\\/")).encode()
    json_type = "application/json; charset=UTF-8"
    told = {"stamp": stamp, "original": REST, "body": own, "content_type": json_type}
    return KeptCopy(**told | changes)


@pytest.fixture
def wayback() -> Iterator[FakeWayback]:
    with FakeWayback() as fake:
        yield fake


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(archive=tmp_path / "provenance.db", allow_private=True)


@pytest.fixture
def run(wayback: FakeWayback, settings: Settings) -> Import:
    def run(post: str = PAGE, *, timemap: str | None = None, **bounds: Any) -> Audit:
        service = Service.at(wayback.url, timemap=timemap)
        wanted = Wayback(service=service, bounds=Bounds(**bounds), delay_s=0.0)
        return import_wayback(post, wanted, settings)

    return run


def kinds(outcome: Audit) -> list[type[Exception]]:
    return [type(failure.error) for failure in outcome.failures]


def test_copies_are_recorded_on_the_archives_word(
    wayback: FakeWayback, run: Import, settings: Settings
) -> None:
    wayback.kept = [rest("20260501120000"), rest("20260502120000", "The bridge was never closed.")]
    outcome = run(REST)

    (post,) = outcome.posts
    assert post.post.key == KEY
    assert (outcome.recorded, outcome.failures) == (2, ())
    assert [seen.moment.at for seen in post.observations] == [
        datetime(2026, 5, day, 12, tzinfo=UTC) for day in (1, 2)
    ]
    assert {seen.moment.basis for seen in post.observations} == {Basis.ARCHIVED}
    assert {seen.context.observer for seen in post.observations} == {wayback.name}
    assert [seen.freshness for seen in post.observations] == [None, None]
    assert "changed-without-claims" in [finding.rule for finding in post.findings]
    with Archive.open(settings.archive) as archive:
        stored = archive.captures(KEY)
        exchange = archive.exchange(stored[0].exchange_id)
    assert exchange.body == wayback.kept[0].body
    assert exchange.url == f"{wayback.url}/web/20260501120000id_/{REST}"
    assert (exchange.status, exchange.target) == (200, REST)


def test_copies_that_came_before_ctrl_c_are_kept(
    wayback: FakeWayback, run: Import, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    wayback.kept = [rest(f"2026050{day}120000", f"Closed on {day}.") for day in (1, 2, 3)]
    replay = wayback._replay

    def interrupted(rest_of_path: str) -> bytes:
        if rest_of_path.startswith("20260503"):
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(0.2)
        return replay(rest_of_path)

    monkeypatch.setattr(wayback, "_replay", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run(REST)
    with Archive.open(settings.archive, read_only=True) as archive:
        assert len(archive.captures(KEY)) == 2
        assert b'"kind":"run"' in list(archive.entries())[-1]


@pytest.mark.parametrize("first", ["/cdx/search/cdx", "/web/"])
def test_a_ctrl_c_before_any_copy_says_of_none_that_it_is_not_there(
    wayback: FakeWayback,
    run: Import,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    first: str,
) -> None:
    wayback.kept = [rest("20260501120000")]
    handle = wayback._server._handler

    def interrupted(request: Request) -> bytes | Iterable[bytes]:
        if request.path.startswith(first):
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(0.2)
        return handle(request)

    monkeypatch.setattr(wayback._server, "_handler", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run(REST)
    with Archive.open(settings.archive, read_only=True) as archive, archive.replays() as replays:
        assert [one.captures for one in replays.exchanges() if one.captures] == []


def test_a_page_leads_to_the_rest_answers_and_they_to_the_page(
    wayback: FakeWayback, run: Import
) -> None:
    wayback.kept = [page("20260501120000"), rest("20260503120000")]

    for post in (PAGE, REST):
        (found,) = run(post).posts
        routes = [seen.context.route for seen in found.observations]
        assert routes == [Route.PAGE, Route.SINGLE]


def test_an_edit_between_two_archived_pages_is_indicated(wayback: FakeWayback, run: Import) -> None:
    wayback.kept = [page("20260501120000"), page("20260502120000", "The bridge was never closed.")]
    (post,) = run().posts

    assert "page-text-changed" in [finding.rule for finding in post.findings]
    assert not any("interface" in finding.rule for finding in post.findings)
    assert any("archived by a third party" in line for line in post.set_aside)


def test_archived_copies_are_never_compared_with_our_own(settings: Settings) -> None:
    with FakeWordPress([post_body(7)]) as site, FakeWayback() as wayback:
        audit([site.page_url(7)], settings)
        own = site.body(7).replace(b"closed", b"open")
        address = site.rest_url("/wp/v2/posts/7")
        wayback.kept = [
            KeptCopy(
                stamp="20260501120000", original=address, body=own, content_type="application/json"
            )
        ]
        wanted = Wayback(service=Service.at(wayback.url), bounds=Bounds(), delay_s=0.0)
        (post,) = import_wayback("7", wanted, settings).posts

    assert len(post.observations) == 2
    assert [f for f in post.findings if len(f.evidence.captures) > 1] == []
    assert any("they differ in observer" in line for line in post.set_aside)


def test_a_second_import_asks_for_no_copy_again(wayback: FakeWayback, run: Import) -> None:
    wayback.kept = [page("20260501120000"), rest("20260502120000")]
    run()
    before = len(wayback.requests)
    outcome = run()

    assert (outcome.recorded, outcome.already_held) == (0, 2)
    assert len(outcome.posts) == 1
    assert not any("id_/" in target for target in wayback.asked()[before:])


def test_the_list_of_copies_is_read_to_its_end(wayback: FakeWayback, run: Import) -> None:
    wayback.kept = [page(f"202605{day:02}120000", f"Word {day}.") for day in range(1, 8)]
    wayback.rows = 3
    assert run().recorded == 7
    assert sum("resumeKey=" in target for target in wayback.asked()) == 2


def test_where_the_cdx_server_fails_the_timemap_is_read_page_by_page(
    wayback: FakeWayback, run: Import
) -> None:
    wayback.kept = [page(f"202605{day:02}120000", f"Word {day}.") for day in range(1, 8)]
    wayback.has_cdx = False
    wayback.timemap_size = 3
    outcome = run()

    assert outcome.recorded == 7
    assert any("its TimeMap was asked" in line for line in outcome.posts[0].set_aside)


def test_an_archive_with_timemaps_alone_is_read(wayback: FakeWayback, run: Import) -> None:
    wayback.kept = [page("20260501120000")]
    outcome = run(timemap=f"{wayback.url}/web/timemap/link/")

    assert outcome.recorded == 1
    assert not any("/cdx/" in target for target in wayback.asked())


def test_a_busy_archive_is_asked_again(wayback: FakeWayback, run: Import) -> None:
    wayback.kept = [page("20260501120000")]
    wayback.busy = [
        answer(status=429, headers=[("Retry-After", "0")]),
        answer(status=503, headers=[("Retry-After", "0")]),
    ]
    assert run().recorded == 1


def test_an_archive_that_stays_busy_is_a_failure_that_says_so(
    wayback: FakeWayback, run: Import
) -> None:
    wayback.busy = [answer(status=429, headers=[("Retry-After", "100000")])] * 2
    outcome = run()

    assert kinds(outcome) == [StatusError]
    assert "429" in str(outcome.failures[0].error)
    assert outcome.posts == ()


def test_an_archive_that_is_not_there_is_a_failure(settings: Settings) -> None:
    service = Service.at("http://127.0.0.1:9")
    wanted = Wayback(service=service, bounds=Bounds(), delay_s=0.0)
    assert kinds(import_wayback(PAGE, wanted, settings)) == [NoServerError]


def test_a_post_of_which_nothing_is_kept_is_a_failure(run: Import) -> None:
    outcome = run()

    assert kinds(outcome) == [NoCopyError]
    assert "lists no copy" in str(outcome.failures[0].error)


def test_a_timemap_that_is_a_page_is_a_failure(wayback: FakeWayback, run: Import) -> None:
    wayback.has_cdx = False
    wayback.busy = [
        answer("<h1>Unavailable</h1>", status=404),
        answer("<html><h1>Busy</h1></html>", content_type="text/html"),
    ]
    assert kinds(run()) == [MalformedError]


def test_a_copy_that_is_listed_and_not_given_is_told(wayback: FakeWayback, run: Import) -> None:
    wayback.kept = [page("20260501120000"), page("20260502120000", "Other words.")]
    wayback.lost = {"20260502120000"}
    outcome = run()

    assert outcome.recorded == 1
    assert kinds(outcome) == [NoCopyError]
    assert "no Memento-Datetime" in str(outcome.failures[0].error)


def test_a_copy_that_breaks_the_program_is_named_and_the_others_are_recorded(
    wayback: FakeWayback, run: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(page: Exchange, *read: Any, **means: Any) -> Capture | None:
        if b"Other words." in page.body:
            raise RuntimeError("unforeseen")
        return capture_of_page(page, *read, **means)

    texts = ("Some words.", "Other words.", "More words.")
    wayback.kept = [page(f"2026050{n}120000", text) for n, text in enumerate(texts, 1)]
    monkeypatch.setattr("provenance.capture.wayback.capture_of_page", breaks)
    outcome = run()

    assert outcome.recorded == 2
    assert kinds(outcome) == [UnforeseenError]
    assert "RuntimeError: unforeseen" in str(outcome.failures[0].error)


def test_a_copy_under_another_time_is_dated_by_the_archive(
    wayback: FakeWayback, run: Import
) -> None:
    """An archive may send on to the copy nearest to the time that its list has."""
    wayback.kept = [page("20260501120000"), page("20260501120000", "Nobody asks for this one.")]
    moved = f"{wayback.url}/web/20260501120000id_/{PAGE}"
    rows = [
        ["timestamp", "original", "mimetype", "statuscode", "digest"],
        ["20260501115900", PAGE, "text/html", "200", "X"],
    ]
    wayback.busy = [
        answer(json.dumps(rows)),
        answer(status=302, headers=[("Location", moved)]),
    ]
    (post,) = run().posts

    assert post.observations[0].moment.at == datetime(2026, 5, 1, 12, tzinfo=UTC)


def test_an_archived_redirect_to_another_page_is_in_no_posts_history(
    wayback: FakeWayback, run: Import
) -> None:
    front = KeptCopy(stamp="20260502120000", original=f"{SITE}/", body=page("1").body)
    gone = page("20260502120000", "", status=301, location=f"{SITE}/")
    wayback.kept = [page("20260501120000"), gone, front]
    wayback.has_cdx = False  # a TimeMap does not say that it was a redirect
    outcome = run()

    assert outcome.recorded == 1
    assert kinds(outcome) == [NoCopyError]
    assert f"leads to one of {SITE}/" in str(outcome.failures[0].error)


def test_an_archived_redirect_of_the_page_itself_is_followed(
    wayback: FakeWayback, run: Import
) -> None:
    plain = PAGE.replace("https", "http")
    sent = KeptCopy(stamp="20260501120000", original=plain, body=b"", status=301, location=PAGE)
    wayback.kept = [page("20260501120001"), sent]
    wayback.has_cdx = False
    assert kinds(run(plain)) == []


def test_archived_refusals_of_the_interface_are_recorded_and_set_aside(
    wayback: FakeWayback, run: Import
) -> None:
    body = {"code": "rest_post_invalid_id", "message": "No.", "data": {"status": 404}}
    gone = rest("20260503120000", status=404)
    gone = KeptCopy(
        stamp=gone.stamp,
        original=REST,
        body=json.dumps(body).encode(),
        status=404,
        content_type="application/json",
    )
    wayback.kept = [rest("20260501120000"), gone]
    (post,) = run(REST).posts

    assert [seen.error and seen.error.code for seen in post.observations] == [
        None,
        "rest_post_invalid_id",
    ]
    assert "not-found-now" not in [finding.rule for finding in post.findings]
    assert any("says nothing of the post alone" in line for line in post.set_aside)


def test_an_archived_404_of_the_page_is_told_and_no_capture(
    wayback: FakeWayback, run: Import
) -> None:
    wayback.kept = [page("20260501120000"), page("20260502120000", "Not found.", status=404)]
    (post,) = run().posts

    assert len(post.observations) == 1
    assert any("with the status 404" in line for line in post.set_aside)


def test_a_404_that_only_the_replay_tells_is_told_too(wayback: FakeWayback, run: Import) -> None:
    wayback.has_cdx = False
    wayback.kept = [page("20260501120000"), page("20260502120000", "Not found.", status=404)]
    outcome = run()

    assert outcome.failures == ()
    assert any("is of an answer 404 Not Found" in line for line in outcome.posts[0].set_aside)


def test_a_page_that_shows_another_post_is_in_no_posts_history(
    wayback: FakeWayback, run: Import
) -> None:
    wayback.kept = [page("20260501120000"), page("20260502120000", number=8)]
    outcome = run()

    assert outcome.recorded == 1
    assert kinds(outcome) == [AnotherPostError]


def test_a_page_cannot_write_into_another_sites_history(wayback: FakeWayback, run: Import) -> None:
    wayback.kept = [page("20260501120000", original="https://evil.example/a/")]
    outcome = run("https://evil.example/a/")

    assert outcome.recorded == 0
    assert outcome.posts == ()
    assert kinds(outcome) == [NoCopyError]


def test_pages_that_name_no_post_are_of_none(wayback: FakeWayback, run: Import) -> None:
    body = b"<h1>A</h1><article><p>B</p></article>"
    wayback.kept = [KeptCopy(stamp="20260501120000", original=PAGE, body=body)]
    outcome = run()

    assert outcome.recorded == 0
    assert "none says which post" in str(outcome.failures[0].error)


def test_a_page_before_the_one_that_names_the_post_is_its_too(
    wayback: FakeWayback, run: Import
) -> None:
    body = b"<h1>A</h1><article><p>B</p></article>"
    wayback.kept = [
        KeptCopy(stamp="20260501120000", original=PAGE, body=body),
        page("20260502120000"),
    ]
    assert run().recorded == 2


def test_a_page_without_a_sure_article_is_told(wayback: FakeWayback, run: Import) -> None:
    body = b"<article>A</article><article>B</article>"
    wayback.kept = [
        page("20260501120000"),
        KeptCopy(stamp="20260502120000", original=PAGE, body=body),
    ]
    outcome = run()

    assert outcome.recorded == 1
    assert any("surely the article" in line for line in outcome.posts[0].set_aside)


def test_limits_and_times_hold(wayback: FakeWayback, run: Import) -> None:
    wayback.kept = [page(f"202605{day:02}120000", f"Word {day}.") for day in range(1, 8)]
    outcome = run(limit=2, since=datetime(2026, 5, 3, tzinfo=UTC))

    assert [seen.moment.at.day for seen in outcome.posts[0].observations if seen.moment.at] == [
        3,
        7,
    ]
    assert any("over --limit" in line for line in outcome.posts[0].set_aside)
    assert any("outside of --from and --to" in line for line in outcome.posts[0].set_aside)


def test_a_post_that_the_archive_does_not_know_by_name_is_refused(run: Import) -> None:
    with pytest.raises(UnknownPostError):
        run("no such title")


def test_reports_say_on_whose_word_a_time_rests(
    wayback: FakeWayback, run: Import, settings: Settings
) -> None:
    wayback.kept = [rest("20260501120000"), rest("20260502120000", "Never closed.")]
    outcome = run(REST)

    text = FORMATS["text"](Look()).audit(outcome)
    assert "as a web archive says" in text
    document = json.loads(FORMATS["json"](Look()).audit(outcome))
    schema.check(document, "audit")
    assert document["posts"][0]["captures"][0]["seen"]["basis"] == "archived"
    assert len(history("7", settings).observations) == 2


def test_a_cdx_server_that_answers_with_a_page_is_passed_by(
    wayback: FakeWayback, run: Import
) -> None:
    wayback.kept = [page("20260501120000")]
    wayback.busy = [answer("<h1>Welcome</h1>", content_type="text/html")]
    outcome = run()

    assert outcome.recorded == 1
    assert any("its TimeMap was asked" in line for line in outcome.posts[0].set_aside)


@pytest.mark.parametrize("has_cdx", [True, False])
def test_a_list_without_end_is_read_for_twenty_pages_and_that_is_said(
    wayback: FakeWayback, run: Import, *, has_cdx: bool
) -> None:
    wayback.kept = [page(f"202605{day:02}120000", f"Word {day}.") for day in range(1, 29)]
    wayback.has_cdx = has_cdx
    wayback.rows = wayback.timemap_size = 1
    outcome = run()

    assert outcome.recorded == 20
    assert any("was not read to its end" in line for line in outcome.posts[0].set_aside)


def test_an_archive_whose_addresses_tell_nothing_names_the_original(
    wayback: FakeWayback, run: Import
) -> None:
    """RFC 7089 lets an archive give its copies any address; a `Link` header says of what."""
    place = f"{wayback.url}/copies/1"
    dated = 'rel="memento"; datetime="Fri, 01 May 2026 12:00:00 GMT"'
    headers = [
        ("Memento-Datetime", "Fri, 01 May 2026 12:00:00 GMT"),
        ("Link", f'<{PAGE}>; rel="original"'),
    ]
    wayback.busy = [
        answer(f"<{place}>; {dated}", content_type="application/link-format"),
        answer(page("1").body, content_type="text/html", headers=headers),
    ]
    outcome = run(timemap=f"{wayback.url}/map/")

    assert [seen.moment.at for seen in outcome.posts[0].observations] == [
        datetime(2026, 5, 1, 12, tzinfo=UTC)
    ]


def test_a_timemap_in_pieces_that_fails_keeps_what_it_gave(
    wayback: FakeWayback, run: Import
) -> None:
    dated = 'rel="memento"; datetime="Fri, 01 May 2026 12:00:00 GMT"'
    first = (
        f'<{wayback.url}/web/20260501120000/{PAGE}>; {dated}, <{wayback.url}/map/2>; rel="timemap"'
    )
    wayback.kept = [page("20260501120000")]
    wayback.busy = [
        answer(first, content_type="application/link-format"),
        answer("", status=500, content_type="text/html"),
    ]
    outcome = run(timemap=f"{wayback.url}/map/")

    assert outcome.recorded == 1
    assert kinds(outcome) == [StatusError]


def test_answers_whose_link_is_none_lead_nowhere(wayback: FakeWayback, run: Import) -> None:
    wayback.kept = [rest("20260501120000", fields={"link": 7})]
    assert run(REST).recorded == 1
