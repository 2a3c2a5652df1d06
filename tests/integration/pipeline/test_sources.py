"""Sites, lists of targets, feeds and sitemaps from the command line."""

import json
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from provenance.archive import Archive
from provenance.cli.main import main
from provenance.model import PostKey
from provenance.pipeline import Trust, verify_target
from tests.fakes.server import Request, answer
from tests.fakes.wordpress import FakeWordPress, post_body


class Done(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def report(self) -> dict[str, Any]:
        return dict(json.loads(self.out))

    @property
    def ids(self) -> list[int]:
        return [post["post"]["id"] for post in self.report["posts"]]


Run = Callable[..., Done]


@pytest.fixture
def site() -> Iterator[FakeWordPress]:
    with FakeWordPress([post_body(number) for number in (1, 2, 3)]) as fake:
        yield fake


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: str) -> Done:
        capsys.readouterr()
        told = ["--archive", str(tmp_path / "a.db"), "--allow-private", "--format", "json"]
        code = main(["audit", *told, "--fail-on", "never", *arguments])
        return Done(int(code), *capsys.readouterr())

    return call


def test_a_pass_in_which_no_claim_moved_does_not_say_that_nothing_was_checked(
    run: Run, site: FakeWordPress
) -> None:
    run(site.rest_url("/"))
    done = run(site.rest_url("/"))
    assert (done.code, done.ids) == (0, [])
    assert "nothing was checked" not in done.err


def test_a_site_without_posts_says_that_nothing_was_checked(run: Run) -> None:
    with FakeWordPress([]) as empty:
        done = run(empty.rest_url("/"))
    assert done.code == 5
    assert "no target named a post, so nothing was checked" in done.err


def shown(followed: dict[str, Any]) -> tuple[Any, ...]:
    """Return what following came to: named, asked, unread, is_cut, complete."""
    return tuple(followed[name] for name in ("named", "asked", "unread", "is_cut", "complete"))


def xml(text: str) -> bytes:
    return answer(text, content_type="application/xml; charset=UTF-8")


def urlset(*addresses: str) -> bytes:
    urls = "".join(f"<url><loc>{address}</loc></url>" for address in addresses)
    return xml(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>')


def index(*addresses: str) -> bytes:
    maps = "".join(f"<sitemap><loc>{address}</loc></sitemap>" for address in addresses)
    head = '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    return xml(f"{head}{maps}</sitemapindex>")


def show_a_page_first(site: FakeWordPress) -> None:
    """Make a page the site's front page, as an editor does."""
    site.serve(post_body(9, type="page", link="http://127.0.0.1:8081/"))
    shown = (
        f'<link rel="https://api.w.org/" href="{site.url}/wp-json/">'
        f'<link rel="alternate" type="application/json" href="{site.rest_url("/wp/v2/pages/9")}">'
    )
    site.handlers["/"] = lambda _: answer(shown, content_type="text/html")


def given(whole: bytes, _: Request) -> bytes:
    return whole


@pytest.mark.parametrize("form", ["{url}", "{url}/", "{url}/wp-json/", "{url}/?rest_route=/"])
def test_a_site_is_told_by_its_front_page_or_its_interface(
    site: FakeWordPress, run: Run, form: str
) -> None:
    done = run(form.format(url=site.url))
    assert (done.code, done.err) == (0, "") or "created the archive" in done.err
    assert done.ids == [1, 2, 3]
    assert [(one["claimed"], one["complete"]) for one in done.report["sweeps"]] == [
        (3, True),
        (0, True),
    ]


def test_a_post_s_page_is_no_site(site: FakeWordPress, run: Run) -> None:
    done = run(site.page_url(2))
    assert done.ids == [2]
    assert done.report["sweeps"] == []


def test_a_front_page_that_is_an_article_is_that_article(site: FakeWordPress, run: Run) -> None:
    show_a_page_first(site)
    done = run(f"{site.url}/")
    assert done.ids == [9]
    (remark,) = [line for line in done.err.splitlines() if "wp-json" in line]
    assert remark == (
        f"{site.url}/ shows a page of its own, and stands for that page alone; the whole site is"
        f" named by its REST root: {site.url}/wp-json/"
    )
    assert "REST root" not in run("--quiet", f"{site.url}/").err
    assert run(f"{site.url}/wp-json/").ids == [1, 2, 3, 9]


def test_only_a_front_page_that_was_asked_for_is_remarked_on(site: FakeWordPress, run: Run) -> None:
    assert "REST root" not in run(f"{site.url}/").err
    show_a_page_first(site)
    site.handlers["/gone/"] = lambda _: answer(status=302, headers=[("Location", "/")])
    for target in (site.page_url(2), f"{site.url}/?p=9", f"{site.url}/gone/"):
        assert "REST root" not in run(target).err
    site.handlers["/sitemap.xml"] = lambda _: urlset(f"{site.url}/", site.page_url(1))
    assert "REST root" not in run(f"{site.url}/sitemap.xml").err


def test_a_feed_s_articles_are_audited_one_by_one(site: FakeWordPress, run: Run) -> None:
    items = "".join(f"<item><link>{site.page_url(i)}</link></item>" for i in (3, 1))
    site.handlers["/feed/"] = lambda _: xml(f"<rss><channel>{items}</channel></rss>")
    done = run(f"{site.url}/feed/")
    assert done.code == 0
    assert done.ids == [3, 1]
    assert [shown(one) for one in done.report["followed"]] == [(2, 2, 0, False, True)]
    cut = run(f"{site.url}/feed/", "--limit", "1")
    assert cut.ids == [3]
    assert [shown(one) for one in cut.report["followed"]] == [(2, 1, 0, True, False)]


def test_what_a_feed_came_to_is_in_the_archive_once(
    site: FakeWordPress, run: Run, tmp_path: Path
) -> None:
    site.handlers["/map.xml"] = lambda _: urlset(*map(site.page_url, (1, 2, 3)))
    run(f"{site.url}/map.xml", "--limit", "2")
    with closing(sqlite3.connect(tmp_path / "a.db")) as connection:
        rows = connection.execute("SELECT target, named, asked, unread, is_cut FROM followed")
        assert rows.fetchall() == [(f"{site.url}/map.xml", 3, 2, 0, 1)]
    verify_target(tmp_path / "a.db", Trust())


def test_a_feed_that_is_followed_is_told_to_people(site: FakeWordPress, run: Run) -> None:
    site.handlers["/map.xml"] = lambda _: index(f"{site.url}/a.xml", f"{site.url}/gone.xml")
    site.handlers["/a.xml"] = lambda _: urlset(*map(site.page_url, (1, 2)))
    said = run(f"{site.url}/map.xml", "--format", "text").out
    assert f"{site.url}/map.xml: 2 of at least 2 articles asked for; not complete\n" in said
    assert "- 1 sitemap was not read.\n" in said
    site.handlers["/map.xml"] = lambda _: index(f"{site.url}/a.xml")
    assert (
        "map.xml: 2 of 2 articles asked for\n" in run(f"{site.url}/map.xml", "--format", "text").out
    )


def test_sitemaps_are_followed_once_and_those_of_terms_are_not(
    site: FakeWordPress, run: Run
) -> None:
    inner = f"{site.url}/wp-sitemap-posts-post-1.xml"
    outer = f"{site.url}/wp-sitemap.xml"
    terms = f"{site.url}/wp-sitemap-taxonomies-category-1.xml"
    site.handlers["/wp-sitemap.xml"] = lambda _: index(inner, terms, outer, inner)
    site.handlers["/wp-sitemap-posts-post-1.xml"] = lambda _: urlset(
        f"{site.url}/", site.page_url(1), site.page_url(2), site.page_url(1)
    )
    done = run(outer)
    assert done.code == 0, done.err
    assert done.ids == [1, 2]
    assert done.report["sweeps"] == []
    asked = [request.path for request in site.requests]
    assert asked.count("/wp-sitemap.xml") == asked.count("/wp-sitemap-posts-post-1.xml") == 1
    assert "/wp-sitemap-taxonomies-category-1.xml" not in asked


def test_of_a_great_many_sitemaps_the_first_are_asked(
    site: FakeWordPress, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("provenance.capture.expanding._MOST_SITEMAPS", 3)
    maps = [f"{site.url}/map-{number}.xml" for number in range(1, 5)]
    site.handlers["/map.xml"] = lambda _: index(*maps)
    for number in (1, 2, 3):
        site.handlers[f"/map-{number}.xml"] = partial(given, urlset(site.page_url(number)))
    done = run(f"{site.url}/map.xml")
    assert done.code == 1
    assert done.ids == [1, 2, 3]
    assert "names more than 3 sitemaps; the others were not asked" in done.err
    assert [shown(one) for one in done.report["followed"]] == [(3, 3, 1, False, False)]
    assert "/map-4.xml" not in [request.path for request in site.requests]
    enough = run(f"{site.url}/map.xml", "--limit", "2")
    assert (enough.code, enough.ids) == (0, [1, 2])


def test_a_limit_that_leaves_articles_of_a_sitemap_out_is_said(
    site: FakeWordPress, run: Run
) -> None:
    inner = urlset(site.page_url(1), site.page_url(2), site.page_url(1))
    site.handlers["/map.xml"] = lambda _: index(f"{site.url}/a.xml", f"{site.url}/b.xml")
    site.handlers["/a.xml"] = lambda _: inner
    site.handlers["/b.xml"] = lambda _: urlset(site.page_url(3))

    for limit, ids in ((1, [1]), (2, [1, 2])):
        cut = run(f"{site.url}/map.xml", "--limit", str(limit))
        assert (cut.code, cut.ids) == (0, ids)
        assert [shown(one) for one in cut.report["followed"]] == [(2, limit, 1, True, False)]
    text = run(f"{site.url}/map.xml", "--limit", "2", "--format", "text").out
    assert "map.xml: 2 of at least 2 articles asked for; not complete\n" in text
    assert "- No more than 2 were asked for.\n" in text
    for enough in ("3", "9"):
        whole = run(f"{site.url}/map.xml", "--limit", enough)
        assert [shown(one) for one in whole.report["followed"]] == [(3, 3, 0, False, True)]


def test_of_a_great_many_addresses_the_others_are_an_error(
    site: FakeWordPress, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("provenance.capture.expanding.MOST_ADDRESSES", 2)
    site.handlers["/map.xml"] = lambda _: urlset(*map(site.page_url, (1, 2, 3)))
    done = run(f"{site.url}/map.xml")
    assert (done.code, done.ids) == (1, [1, 2])
    assert "map.xml was followed to 2 articles, and no further" in done.err
    assert [shown(one) for one in done.report["followed"]] == [(3, 2, 0, False, False)]


def test_a_sitemap_that_names_an_interface_has_no_site_asked(site: FakeWordPress, run: Run) -> None:
    site.handlers["/map.xml"] = lambda _: urlset(f"{site.url}/wp-json/", site.page_url(1))
    done = run(f"{site.url}/map.xml")
    assert done.ids == [1]
    assert done.report["sweeps"] == []
    assert "is a whole site's, and names no post of it" in done.err


def test_a_sitemap_that_is_none_is_named(site: FakeWordPress, run: Run) -> None:
    site.handlers["/map.xml"] = lambda _: index(f"{site.url}/gone.xml", f"{site.url}/good.xml")
    site.handlers["/good.xml"] = lambda _: urlset(site.page_url(1))
    done = run(f"{site.url}/map.xml")
    assert done.code == 1
    assert "gone.xml was named as a sitemap, and is none" in done.err
    assert done.ids == [1]


def test_a_feed_that_declares_entities_is_one_sentence(site: FakeWordPress, run: Run) -> None:
    text = '<!DOCTYPE rss [<!ENTITY a "ha">]><rss><item><link>&a;</link></item></rss>'
    site.handlers["/feed/"] = lambda _: xml(text)
    done = run(f"{site.url}/feed/")
    assert done.code == 1
    assert "declares entities of its own" in done.err
    assert [shown(one) for one in done.report["followed"]] == [(0, 0, 1, False, False)]
    told = run(f"{site.url}/feed/", "--format", "text").out
    assert "feed/: names no article that could be read\n" in told


def test_a_feed_that_cannot_be_read_is_kept(site: FakeWordPress, run: Run, tmp_path: Path) -> None:
    site.handlers["/feed/"] = lambda _: xml("<rss><channel>")
    assert run(f"{site.url}/feed/").code == 1
    with Archive.open(tmp_path / "a.db", read_only=True) as archive, archive.replays() as replays:
        bodies = [one.exchange.body for one in replays.exchanges()]
    assert b"<rss><channel>" in bodies


def test_targets_come_from_a_file(site: FakeWordPress, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "targets.txt"
    lines = ["\ufeff# ours", site.page_url(1), "", f"  {site.page_url(3)}  ", "htp://x", "#end"]
    path.write_bytes("\r\n".join(lines).encode())
    done = run("--targets-from", str(path))
    assert done.code == 1
    assert done.ids == [1, 3]
    assert f"error: htp://x: line 5 of {path}: 'htp://x' begins with htp:" in done.err or (
        f"line 5 of {path}" in done.err
    )


def test_targets_come_from_standard_input(
    site: FakeWordPress, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = f"{site.page_url(2)}\n".encode()
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(data)))
    assert run("--targets-from", "-").ids == [2]


@pytest.mark.parametrize(
    ("data", "why"),
    [(b"https://example.org/\xff\n", "is no UTF-8 text: line 1"), (None, "cannot be read")],
)
def test_a_list_that_cannot_be_read_is_one_sentence(
    run: Run, tmp_path: Path, data: bytes | None, why: str
) -> None:
    path = tmp_path / "targets.txt"
    if data is not None:
        path.write_bytes(data)
    done = run("--targets-from", str(path))
    assert done.code == 1
    assert why in done.err


def test_nothing_to_do_is_wrong_usage(run: Run) -> None:
    assert run().code == 2
    assert run("-", "--targets-from", "-").code == 2


def test_robots_are_heeded_and_kept_unless_they_are_to_be_ignored(
    site: FakeWordPress, run: Run
) -> None:
    site.robots = "User-agent: *\nDisallow: /wp-json/\n"
    done = run(f"{site.url}/")
    assert done.code == 1
    assert "robots.txt of" in done.err
    assert "/wp-json/wp/v2/types" not in [request.path for request in site.requests]
    assert run(f"{site.url}/", "--ignore-robots").ids == [1, 2, 3]


def dated(**by_address: str) -> bytes:
    """Return a sitemap of addresses with the times at which it says that they were modified."""
    urls = "".join(
        f"<url><loc>{address}</loc><lastmod>{at}</lastmod></url>"
        for address, at in by_address.items()
    )
    return xml(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>')


def clocks(done: Done, number: int) -> list[str]:
    """Return what a report says of the times of one post."""
    (post,) = [one for one in done.report["posts"] if one["post"]["id"] == number]
    return [one["message"] for one in post["findings"] if one["rule"] == "clocks-disagree"]


def test_what_a_sitemap_states_of_a_post_is_held_against_the_post(
    site: FakeWordPress, run: Run, tmp_path: Path
) -> None:
    stated = json.loads(site.body(1))["modified_gmt"]
    one, two = site.page_url(1), site.page_url(2)
    site.handlers["/map.xml"] = lambda _: dated(**{one: f"{stated}Z", two: "2020-01-01"})
    done = run(f"{site.url}/map.xml")

    assert clocks(done, 1) == []
    (said,) = clocks(done, 2)
    assert f"\u201c2020-01-01\u201d by the sitemap at {site.url}/map.xml, read as a day" in said
    # A later run that asks no sitemap judges the one of before, and says so no second time.
    again = run(two)
    (post,) = again.report["posts"]
    (finding,) = [one for one in post["findings"] if one["rule"] == "clocks-disagree"]
    assert (finding["message"], finding["new"]) == (said, False)
    with Archive.open(tmp_path / "a.db", read_only=True) as archive:
        (key,) = [one.key for one in archive.posts() if one.key.post_id == 2]
        assert [time.stated.value for time in archive.beside().times(key)[2]] == ["2020-01-01"]
        assert archive.beside().times(PostKey(site="example.org", post_id=2)) == {}


def test_a_sitemap_of_another_run_says_nothing_of_a_later_save(
    site: FakeWordPress, run: Run
) -> None:
    stated, page = json.loads(site.body(1))["modified_gmt"], site.page_url(1)
    site.handlers["/map.xml"] = lambda _: dated(**{page: f"{stated}Z"})
    run(f"{site.url}/map.xml")
    site.serve(post_body(1, modified_gmt="2026-06-30T10:00:00", modified="2026-06-30T10:00:00"))
    assert clocks(run(page), 1) == []
    assert len(clocks(run(f"{site.url}/map.xml"), 1)) == 1


def test_of_what_was_not_asked_for_no_time_is_recorded(
    site: FakeWordPress, run: Run, tmp_path: Path
) -> None:
    pages = {site.page_url(number): "2020-01-01" for number in (1, 2, 3)}
    site.handlers["/map.xml"] = lambda _: dated(**pages)
    assert run(f"{site.url}/map.xml", "--limit", "1").ids == [1]
    with sqlite3.connect(tmp_path / "a.db") as database:
        rows = database.execute("SELECT address FROM listed_time").fetchall()
    database.close()
    assert rows == [(site.page_url(1),)]
