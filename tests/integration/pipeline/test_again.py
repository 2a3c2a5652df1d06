"""A text that differs is asked for again, past caches; what came then is kept and says so."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from provenance.archive import Archive
from provenance.capture.stopping import Stop
from provenance.cli.main import main
from provenance.model import Finding, PostKey
from provenance.pipeline import Settings, audit, snapshot
from tests.fakes.server import FakeServer, Request, answer
from tests.fakes.wordpress import FakeWordPress, post_body

ROUTE = "/wp-json/wp/v2/posts/7"
STORY = "<p>The bridge was closed.</p>"
EDITED = "<p>The bridge was open.</p>"


def body(content: str, **changes: Any) -> bytes:
    own = {"rendered": content, "protected": False}
    return post_body(content=own, excerpt={"rendered": "", "protected": False}, **changes)


@pytest.fixture
def site() -> Iterator[FakeWordPress]:
    with FakeWordPress([body(STORY)]) as site:
        yield site


@pytest.fixture
def live(tmp_path: Path) -> Settings:
    return Settings(archive=tmp_path / "live.db", allow_private=True, again_after_s=0)


def observed(settings: Settings, site: FakeWordPress) -> list[tuple[int, int | None]]:
    """Return each capture's id, and the id of the one that it repeats."""
    key = PostKey(site=site.url.partition("://")[2], post_id=7)
    with Archive.open(settings.archive) as archive:
        return [(held.capture_id, held.repeats) for held in archive.captures(key)]


def asked(site: FakeWordPress) -> list[Request]:
    return [request for request in site.requests if "/wp/v2/posts" in request.path]


def rules(findings: Sequence[Finding]) -> list[str]:
    return [finding.rule for finding in findings]


def test_a_text_that_no_save_explains_is_asked_for_three_more_times(
    site: FakeWordPress, live: Settings
) -> None:
    audit([site.url + ROUTE], live)
    site.serve(body(EDITED))

    done = audit([site.url + ROUTE], live)

    assert observed(live, site) == [(1, None), (2, None), (3, 2), (4, 2), (5, 2)]
    assert "changed-without-claims" in rules(done.posts[0].findings)
    sent = [request.header("Cache-Control") for request in asked(site)]
    assert sent == [None, None, "no-cache", "no-cache", "no-cache"]


def test_a_text_that_was_saved_is_asked_for_once_more(site: FakeWordPress, live: Settings) -> None:
    audit([site.url + ROUTE], live)
    site.serve(body(EDITED, modified_gmt="2026-05-28T15:00:00"))

    audit([site.url + ROUTE], live)

    assert observed(live, site) == [(1, None), (2, None), (3, 2)]


def test_a_text_that_is_the_same_is_asked_for_once(site: FakeWordPress, live: Settings) -> None:
    audit([site.url + ROUTE], live)
    site.serve(body(STORY, tags=[4]))

    audit([site.url + ROUTE], live)

    assert observed(live, site) == [(1, None), (2, None)]


def test_a_counter_is_no_edit_on_any_day(site: FakeWordPress, live: Settings) -> None:
    views = count(1)
    site.handlers[ROUTE] = lambda _: answer(
        body(f"{STORY}<p>Read {next(views)} times.</p>").replace(
            b"127.0.0.1:8081", site.url.partition("://")[2].encode()
        )
    )

    audit([site.url + ROUTE], live)
    audit([site.url + ROUTE], live)
    (post,) = audit([site.url + ROUTE], live).posts

    assert [rule for rule in rules(post.findings) if rule.startswith("changed-")] == []
    assert sum("changes from one answer to the next" in line for line in post.set_aside) == 2
    # One further answer showed what changes by itself, and the third audit needed none.
    assert [seen.repeats for seen in post.observations] == [None, None, 2, None]


def test_a_post_in_a_list_is_asked_for_in_a_list_of_one(
    site: FakeWordPress, live: Settings
) -> None:
    address = site.url + "/wp-json/wp/v2/posts?include=7"
    audit([address], live)
    site.serve(body(EDITED))

    done = audit([address], live)

    (post,) = done.posts
    assert {seen.context.route for seen in post.observations} == {"list"}
    assert [seen.repeats for seen in post.observations] == [None, None, 2, 2, 2]
    assert asked(site)[-1].query == (("include", "7"),)


def test_an_answer_that_does_not_come_again_is_no_failure_and_is_kept(
    site: FakeWordPress, live: Settings
) -> None:
    audit([site.url + ROUTE], live)
    served = iter([body(EDITED)])

    def once(_: Request) -> bytes:
        raw = next(served, None)
        return answer("No.", status=500) if raw is None else answer(raw)

    site.handlers[ROUTE] = once
    done = audit([site.url + ROUTE], live)

    assert done.failures == ()
    assert len(asked(site)) == 5
    assert observed(live, site) == [(1, None), (2, None)]
    with Archive.open(live.archive) as archive:
        # One robots.txt an audit; then the post.
        assert [archive.exchange(n).status for n in range(4, 8)] == [200, 500, 500, 500]


def test_a_snapshot_asks_again_too(site: FakeWordPress, live: Settings) -> None:
    snapshot([site.url + ROUTE], live)
    site.serve(body(EDITED))
    snapshot([site.url + ROUTE], live)

    assert len(observed(live, site)) == 5


def test_a_saved_answer_is_never_asked_for_again(
    site: FakeWordPress, live: Settings, tmp_path: Path
) -> None:
    for name, content in (("a", STORY), ("b", EDITED)):
        (tmp_path / name).write_bytes(site.body(7) if name == "a" else body(content))

    audit([str(tmp_path / "a"), str(tmp_path / "b")], live)

    assert asked(site) == []


def test_each_post_is_asked_for_at_the_named_node_too(site: FakeWordPress, live: Settings) -> None:
    port = site.url.rpartition(":")[2]
    named = f"http://localhost:{port}{ROUTE}"

    done = audit([named], replace(live, node="127.0.0.1"))

    (post,) = done.posts
    assert [seen.repeats for seen in post.observations] == [None, 1]
    with Archive.open(live.archive) as archive:
        assert archive.exchange(2).address == f"127.0.0.1:{port}"


def test_a_wait_is_no_longer_than_was_told_however_the_clock_moves(
    site: FakeWordPress, live: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    audit([site.url + ROUTE], live)
    site.serve(body(EDITED))
    waits: list[float] = []
    monkeypatch.setattr(
        "provenance.capture.stopping.Stop.sleep", lambda _, seconds: waits.append(seconds)
    )

    audit([site.url + ROUTE], replace(live, again_after_s=2))

    told = [wait for wait in waits if wait > 1]
    assert len(told) == 3
    assert all(0 < wait <= 2 * n for n, wait in enumerate(told, start=1))


def test_a_run_that_is_to_end_asks_for_nothing_again(
    site: FakeWordPress, live: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    audit([site.url + ROUTE], live)
    site.serve(body(EDITED))

    def stop(self: Stop, seconds: float) -> None:
        self.set()
        self.check()

    monkeypatch.setattr("provenance.capture.stopping.Stop.sleep", stop)
    with pytest.raises(KeyboardInterrupt):
        audit([site.url + ROUTE], replace(live, again_after_s=60))

    assert observed(live, site) == [(1, None), (2, None)]


def test_the_json_report_says_which_capture_repeats_which(
    site: FakeWordPress, live: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--archive", str(live.archive), "--allow-private", "--again-after", "0"]
    for content in (STORY, EDITED):
        site.serve(body(content))
        capsys.readouterr()
        main(["audit", *arguments, "--format", "json", site.url + ROUTE])
    (post,) = json.loads(capsys.readouterr().out)["posts"]

    assert [seen["repeats"] for seen in post["captures"]] == [None, None, 2, 2, 2]


def test_a_robots_txt_that_is_read_at_the_end_is_recorded(
    site: FakeWordPress, live: Settings
) -> None:
    """An edit's page leads to a host that was not asked before."""
    audit([site.url + ROUTE], live)
    site.serve(body(EDITED))
    with FakeServer(lambda _: answer("User-agent: *\nAllow: /")) as elsewhere:
        place = ("Location", f"http://127.0.0.1:{elsewhere.port}/")
        site.handlers["/2026/05/a-post-7/"] = lambda _: answer(status=302, headers=[place])
        audit([site.url + ROUTE], live)
        read = [one.path for one in elsewhere.requests]
    assert read == ["/robots.txt", "/"]
    with Archive.open(live.archive) as archive, archive.replays() as replays:
        kept = [one.exchange.url for one in replays.exchanges()]
    assert kept.count(f"http://127.0.0.1:{elsewhere.port}/robots.txt") == 1
