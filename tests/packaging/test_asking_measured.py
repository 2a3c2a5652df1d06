"""How fast servers are asked is measured by means that fail when they should."""

import shutil
import time
from collections.abc import Sequence

import pytest
import requests

from benchmarks import capture, listing
from benchmarks.answering import answering
from tests.fakes.listed import FakeListed
from tests.fakes.wordpress import post_body

pytestmark = pytest.mark.checkout


def pace(ratio: float, *, delay_s: float = 0.02, threads: int = 8) -> capture.Pace:
    return capture.Pace(delay_s=delay_s, threads=threads, bare=100, ours=100 * ratio, ratio=ratio)


def test_every_host_answers_each_post_after_its_delay() -> None:
    with answering({7: b"seven", 8: b"eight"}, hosts=2, delay_s=0.05) as hosts:
        assert len(set(hosts)) == 2
        for host in hosts:
            with requests.Session() as session:
                begun = time.perf_counter()
                for number, body in ((7, b"seven"), (8, b"eight")):
                    assert session.get(f"{host}/posts/{number}", timeout=5).content == body
                assert time.perf_counter() - begun >= 0.1


def test_both_ask_for_every_post() -> None:
    measured = capture.measure(0.0, 2, rounds=1, share=20)
    assert min(measured.bare, measured.ours) > 0
    assert measured.ratio == measured.ours / measured.bare


def test_an_asker_that_is_slowed_is_seen_to_be() -> None:
    def slowed(urls: Sequence[str]) -> None:
        for url in urls:
            capture.ask_for_captures([url])
            time.sleep(0.02)

    assert capture.measure(0.02, 1, rounds=1, share=8, ask=slowed).misses


def test_an_asker_that_fails_is_no_measurement() -> None:
    def fails(urls: Sequence[str]) -> None:
        raise ValueError(urls[0])

    with pytest.raises(ValueError, match="/posts/"):
        capture.measure(0.0, 1, rounds=1, share=1, ask=fails)


@pytest.mark.parametrize(
    ("given", "is_held"),
    [
        (pace(0.5), True),
        (pace(0.5, threads=32), True),
        (pace(0.5, delay_s=0.0), False),
    ],
)
def test_what_is_held_is_every_number_of_hosts_at_a_delay(
    given: capture.Pace, is_held: bool
) -> None:
    assert given.is_held is is_held


@pytest.mark.parametrize(("ratio", "code"), [(0.7, 0), (0.69, 1), (float("nan"), 1)])
def test_the_command_fails_under_the_limit(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], ratio: float, code: int
) -> None:
    monkeypatch.setattr(capture, "measure", lambda *_: pace(ratio))
    assert capture.main() == code
    assert capsys.readouterr().out.count("UNDER") == (3 * 3 if code else 0)


@pytest.mark.skipif(shutil.which("curl") is None, reason="no curl to hold listing against")
def test_a_site_is_listed_whole_and_held_against_curl(capsys: pytest.CaptureFixture[str]) -> None:
    with FakeListed(post_body(number) for number in range(1, 31)) as site:
        site.most_per_page = 10
        listed = listing.measure_listing(site.url + "/", rounds=1)
    assert listed.posts == 30
    assert listed.pages >= 5
    assert "30 posts in" in listing.line_for(listed)


@pytest.mark.parametrize(("ratio", "is_over"), [(1.5, False), (1.51, True), (float("nan"), True)])
def test_listing_has_a_limit(ratio: float, is_over: bool) -> None:
    listed = listing.Listed(posts=1, pages=1, ours=ratio, curl=1, ratio=ratio)
    assert listed.is_over is is_over
    assert ("OVER" in listing.line_for(listed)) is is_over
