"""Faults of servers and networks, through the command line as a user meets them.

Of three posts the one in the middle is at fault. Each time: nothing hangs beyond its time-out, the
other two are had, what could not be had is named, the exit code says so, and what did come is kept.
"""

import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest

from provenance.cli.main import main
from tests.fakes.faulty import Faults, busy, every_third_dropped, for_a_while, redirect_to
from tests.fakes.rebinding import PUBLIC, Rebinding
from tests.fakes.server import FakeServer, Handler, answer
from tests.fakes.wordpress import FakeWordPress, post_body

TIMEOUT_S = 0.5
# Four silences for each whole answer (docs/adr/0109), and as much again for a slow machine.
BOUND_S = 8 * TIMEOUT_S + 3
FAULTY = 8
_ROUTE = "/wp/v2/posts/{}"

FAULTS = {
    "never_answers": "did not answer in time",
    "stalls_in_headers": "did not answer in time",
    "stalls_in_body": "before it was whole",
    "drips_headers": "gave no answer within 2 seconds",
    "drips_body": "its time was up",
    "closes_at_once": "broke before an answer came",
    "closes_in_headers": "answered 200 with nothing where JSON was expected",
    "closes_in_body": "before it was whole",
    "says_too_long": "before it was whole",
    "says_too_short": "is not JSON",
    "chunks_for_ever": "is longer than 16777216 bytes",
    "headers_for_ever": "broke before an answer came",
    "bomb": "is longer than 16777216 bytes",
    "bomb_in_bomb": "'gzip, gzip', which was not asked for",
    "brotli": "'br', which was not asked for",
    "zstandard": "'zstd', which was not asked for",
    "redirects_in_a_circle": "redirects in a circle",
    "too_many_requests": "429",
    "unavailable": "503",
    "fails": "500",
}
# Nothing of a body came with these, so nothing of one can be kept.
BODILESS = {
    *("never_answers", "stalls_in_headers", "drips_headers", "closes_at_once"),
    *("closes_in_headers", "headers_for_ever", "redirects_in_a_circle"),
}


class Done(NamedTuple):
    """What a run came to, and how long it took."""

    code: int
    out: str
    err: str
    seconds: float


class Site:
    """A site of three posts, and the command line that audits it."""

    def __init__(self, fake: FakeWordPress, capsys: pytest.CaptureFixture[str]) -> None:
        self.fake = fake
        self._capsys = capsys
        self.faults = Faults(fake.body(FAULTY), stall=fake._server.stall)

    def target(self, post_id: int) -> str:
        return self.fake.rest_url(_ROUTE.format(post_id))

    def break_post(self, fault: Handler, post_id: int = FAULTY) -> None:
        self.fake.handlers[f"/wp-json{_ROUTE.format(post_id)}"] = fault

    def good(self, post_id: int = FAULTY) -> Handler:
        return lambda _: answer(self.fake.body(post_id))

    def audit(self, *ids: int, timeout_s: float = TIMEOUT_S) -> Done:
        return self.run(*(self.target(post_id) for post_id in ids), timeout_s=timeout_s)

    def run(self, *targets: str, timeout_s: float = TIMEOUT_S, private: bool = True) -> Done:
        allowed = ["--allow-private"] if private else []
        self._capsys.readouterr()
        begun = time.monotonic()
        code = main(["audit", *allowed, "--timeout", str(timeout_s), *targets])
        seconds = time.monotonic() - begun
        return Done(int(code), *self._capsys.readouterr(), seconds)


@pytest.fixture
def site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Site]:
    monkeypatch.chdir(tmp_path)
    with FakeWordPress(post_body(number) for number in (7, FAULTY, 9)) as fake:
        yield Site(fake, capsys)


def exchanges(site: Site) -> list[tuple[int | None, str | None, int]]:
    """Return status, failure and size of what was kept for the faulty post, in order."""
    with closing(sqlite3.connect("provenance.db")) as archive:
        rows = archive.execute(
            "SELECT status, failure, size_bytes FROM exchange"
            " JOIN blob ON blob.blob_id = exchange.glue_id WHERE target = ? ORDER BY exchange_id",
            (site.target(FAULTY),),
        )
        return list(rows)


def captured(capsys: pytest.CaptureFixture[str]) -> dict[int, int]:
    """Return how many captures the archive holds of each post."""
    capsys.readouterr()
    assert main(["list", "--format", "json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    return {int(post["id"]): post["captures"] for post in listed["posts"]}


@pytest.mark.once
@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_costs_its_time_out_and_one_post_and_is_named(
    site: Site, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    site.break_post(getattr(site.faults, name))
    done = site.audit(7, FAULTY, 9)
    assert done.seconds < BOUND_S
    assert done.code == 1
    (error,) = [line for line in done.err.splitlines() if line.startswith("error: ")]
    assert FAULTS[name] in error
    assert f"Could not be had: {site.target(FAULTY)}" in " ".join(done.out.split())
    assert captured(capsys) == {7: 1, 9: 1}
    ((status, failure, size_bytes),) = exchanges(site)
    assert failure or status != 200
    assert bool(size_bytes) is (name not in BODILESS)


@pytest.mark.once
@pytest.mark.parametrize("name", ["never_answers", "closes_in_body", "chunks_for_ever"])
def test_what_a_fault_kept_back_is_had_by_the_next_run(
    site: Site, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    site.break_post(getattr(site.faults, name))
    assert site.audit(7, FAULTY, 9).code == 1
    site.break_post(site.good())
    assert site.audit(FAULTY, timeout_s=5).code == 0
    assert captured(capsys) == {7: 1, FAULTY: 1, 9: 1}


def test_without_a_fault_there_is_none(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    done = site.audit(7, FAULTY, 9, timeout_s=5)
    assert (done.code, done.err) == (0, "")
    assert captured(capsys) == {7: 1, FAULTY: 1, 9: 1}


@pytest.mark.parametrize("status", [429, 503])
def test_a_site_that_is_busy_for_a_while_is_had_when_it_says(
    site: Site, capsys: pytest.CaptureFixture[str], status: int
) -> None:
    site.break_post(for_a_while(2, busy(status, "0"), site.good()))
    done = site.audit(7, FAULTY, 9, timeout_s=5)
    assert (done.code, done.err) == (0, "")
    assert captured(capsys) == {7: 1, FAULTY: 1, 9: 1}


def test_a_server_that_drops_every_third_request_loses_those_and_says_which(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(10, 16):
        site.fake.serve(post_body(number))
    ids = (7, FAULTY, 9, *range(10, 16))
    drops = every_third_dropped(
        lambda request: answer(site.fake.body(int(request.path[-2:].strip("/"))))
    )
    for number in ids:
        site.break_post(drops, number)
    done = site.audit(*ids, timeout_s=5)
    dropped = [number for place, number in enumerate(ids, start=1) if place % 3 == 0]
    assert done.code == 1
    errors = [line for line in done.err.splitlines() if line.startswith("error: ")]
    assert len(errors) == len(dropped)
    for number in dropped:
        assert site.target(number) in " ".join(done.out.split())
    assert set(captured(capsys)) == set(ids) - set(dropped)
    # The next run, of what is missing alone, completes the archive.
    assert site.audit(*dropped[:2], timeout_s=5).code == 0
    assert set(captured(capsys)) == set(ids) - {dropped[2]}


def test_a_post_that_changes_between_page_and_answer_is_recorded_as_answered(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    page = site.fake.page_url(FAULTY)

    def edited_meanwhile(_request: object) -> bytes:
        site.fake.serve(post_body(FAULTY, content={"rendered": "<p>New.</p>", "protected": False}))
        return answer(site.fake.body(FAULTY))

    site.break_post(edited_meanwhile)
    done = site.run(page, timeout_s=5)
    assert done.code == 0
    assert captured(capsys) == {FAULTY: 1}


# --- Where a name, or a redirect, leads -----------------------------------------------------------

PRIVATE = {
    "127.0.0.1": "http://127.0.0.1:{port}/",
    "the metadata service": "http://169.254.169.254/latest/meta-data/",
    "hexadecimal": "http://0x7f000001:{port}/",
    "decimal": "http://2130706433:{port}/",
    "octal": "http://0177.0.0.1:{port}/",
    "short": "http://127.1:{port}/",
    "IPv6": "http://[::1]:{port}/",
    "IPv4 in IPv6": "http://[::ffff:127.0.0.1]:{port}/",
    "any": "http://0.0.0.0:{port}/",
    "a name": "http://localhost:{port}/",
}


@pytest.fixture
def internet(monkeypatch: pytest.MonkeyPatch, site: Site) -> Rebinding:
    """A public name, news.example, behind which stands the site."""
    net = Rebinding()
    net.name("news.example", [PUBLIC])
    net.route(PUBLIC, 80, to=site.fake._server.port)
    net.install(monkeypatch)
    return net


@pytest.fixture
def inside() -> Iterator[FakeServer]:
    """A server that nobody outside is to reach."""
    with FakeServer(lambda _: answer(b"secret")) as server:
        yield server


def test_a_public_site_is_had_without_leave_for_private_addresses(
    site: Site, internet: Rebinding, capsys: pytest.CaptureFixture[str]
) -> None:
    done = site.run("http://news.example/wp-json/wp/v2/posts/7", timeout_s=5, private=False)
    assert (done.code, done.err) == (0, "")
    assert captured(capsys) == {7: 1}


@pytest.mark.parametrize("spelling", PRIVATE)
def test_a_redirect_inside_is_refused_in_every_spelling(
    site: Site, internet: Rebinding, inside: FakeServer, spelling: str
) -> None:
    site.break_post(redirect_to(PRIVATE[spelling].format(port=inside.port)))
    done = site.run("http://news.example/wp-json/wp/v2/posts/8", timeout_s=5, private=False)
    assert done.code == 1
    assert "a private or local address, and those are not asked" in done.err
    assert inside.requests == []


def test_a_name_that_rebinds_between_page_and_answer_is_refused(
    site: Site, internet: Rebinding, inside: FakeServer
) -> None:
    internet.name("news.example", [PUBLIC, PUBLIC, "127.0.0.1"])
    # The answer's page names the interface under the public name.
    root = '<link rel="https://api.w.org/" href="http://news.example/wp-json/">'
    shown = answer(f'{root}<body class="postid-7">', content_type="text/html")
    site.fake.handlers["/an-article/"] = lambda _: shown
    done = site.run("http://news.example/an-article/", timeout_s=5, private=False)
    assert done.code == 1
    assert "news.example is at 127.0.0.1, a private or local address" in done.err
    assert [request.path for request in site.fake.requests] == ["/robots.txt", "/an-article/"]
    assert set(internet.looked_up) == {"news.example"}


def test_a_name_that_rebinds_while_a_site_asks_for_patience_is_refused(
    site: Site, internet: Rebinding
) -> None:
    internet.name("news.example", [PUBLIC, PUBLIC, "169.254.169.254"])
    site.break_post(for_a_while(1, busy(429, "0"), site.good()))
    done = site.run("http://news.example/wp-json/wp/v2/posts/8", timeout_s=5, private=False)
    assert done.code == 1
    assert "news.example is at 169.254.169.254, a private or local address" in done.err
    assert len(site.fake.requests) == 2


def test_a_name_is_looked_up_once_a_request_so_that_what_was_judged_is_what_is_asked(
    site: Site, internet: Rebinding
) -> None:
    # A second look-up for the connection would lead inside.
    internet.name("news.example", [PUBLIC, PUBLIC, "127.0.0.1"])
    done = site.run("http://news.example/wp-json/wp/v2/posts/7", timeout_s=5, private=False)
    assert done.code == 0
    assert internet.looked_up == ["news.example"] * 2
