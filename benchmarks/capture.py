"""Captures a second, beside bare `requests` that ask for the same with a session each.

`python -m benchmarks.capture` ends with 1 where capturing is slower than `LIMIT` of that at a delay
of 20 ms, whether 1, 8 or 32 hosts are asked at once. On 32 one process has no processor time left,
and what is compared is the work. Without a delay there is nothing to wait for: that is reported
only.
"""

import statistics
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

import requests

from benchmarks.answering import answering
from benchmarks.corpus import make_corpus
from provenance.capture import Options, capture_post, open_session

POSTS: Final = 40
DELAYS_S: Final = (0.0, 0.02)
THREADS: Final = (1, 8, 32)
ROUNDS: Final = 5
ATTEMPTS: Final = 3
LIMIT: Final = 0.7
HELD_DELAY_S: Final = 0.02
_REQUESTS: Final = 400
_LEAST: Final = 20
_OPTIONS: Final = Options(allow_private=True)

Work = Callable[[Sequence[str]], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How often a second a post was had, by whom, and at what delay and number of threads.

    Attributes:
        delay_s: What the server waits before each answer.
        threads: How many ask at once, each another host.
        bare: By bare `requests`: the median of the rounds.
        ours: As captures: likewise.
        ratio: The median of the rounds' ratios, ours to bare.
    """

    delay_s: float
    threads: int
    bare: float
    ours: float
    ratio: float

    @property
    def is_held(self) -> bool:
        """Whether the project asks for `LIMIT` here, and the guard looks at it."""
        return self.delay_s == HELD_DELAY_S

    @property
    def misses(self) -> bool:
        """Whether it is under the limit; NaN, which compares with nothing, is."""
        return not self.ratio >= LIMIT


def ask_barely(urls: Sequence[str]) -> None:
    """Ask for each address with a session of `requests`, and read the answer to its end."""
    with requests.Session() as session:
        session.trust_env = False
        for url in urls:
            answer = session.get(url, headers={"Accept": "application/json"}, timeout=(10, 30))
            assert answer.status_code == 200
            assert answer.content


def ask_for_captures(urls: Sequence[str]) -> None:
    """Capture the post at each address, with everything that cannot be had later."""
    with open_session(_OPTIONS) as session:
        for url in urls:
            (reading,) = capture_post(url, session=session, options=_OPTIONS, clock=_now)
            assert [one.error for one in reading.captures] == [None]


def measure(
    delay_s: float,
    threads: int,
    *,
    rounds: int = ROUNDS,
    share: int | None = None,
    ask: Work = ask_for_captures,
) -> Pace:
    """Return the pace of both, in turns; one more round warms up and is left out.

    Args:
        delay_s: What the server waits before each answer.
        threads: How many ask at once, each another host.
        rounds: How often both are measured.
        share: How often each thread asks in a round; None for as often as takes about a second.
        ask: What asks on our side.
    """
    posts = {post.post_id: post.raw for post in make_corpus(POSTS)}
    if share is None:
        share = max(_REQUESTS // threads, _LEAST) if delay_s == 0 else _LEAST * 2
    numbers = [list(posts)[place % POSTS] for place in range(share)]
    with answering(posts, hosts=threads, delay_s=delay_s) as hosts:
        parts = [[f"{host}/wp-json/wp/v2/posts/{number}" for number in numbers] for host in hosts]
        rows = [
            (_per_second(ask_barely, parts), _per_second(ask, parts)) for _ in range(rounds + 1)
        ][1:]
    return Pace(
        delay_s=delay_s,
        threads=threads,
        bare=statistics.median(bare for bare, _ in rows),
        ours=statistics.median(ours for _, ours in rows),
        ratio=statistics.median(ours / bare for bare, ours in rows),
    )


def _per_second(ask: Work, parts: Sequence[Sequence[str]]) -> float:
    failed: list[BaseException] = []

    def work(urls: Sequence[str]) -> None:
        try:
            ask(urls)
        except BaseException as error:  # noqa: BLE001 - raised below, where somebody sees it
            failed.append(error)

    threads = [threading.Thread(target=work, args=(urls,)) for urls in parts]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - start
    if failed:
        raise failed[0]
    return sum(map(len, parts)) / seconds


def measure_all(*, rounds: int = ROUNDS) -> Iterator[Pace]:
    """Yield every pace that the page has."""
    for delay_s in DELAYS_S:
        for threads in THREADS:
            yield measure(delay_s, threads, rounds=rounds)


def line_for(pace: Pace) -> str:
    """Return a line for people."""
    verdict = ("UNDER" if pace.misses else "held") if pace.is_held else "reported only"
    return (
        f"{pace.delay_s * 1e3:3.0f} ms {pace.threads:3} threads   bare {pace.bare:7,.0f}/s"
        f"   captures {pace.ours:7,.0f}/s   {pace.ratio:5.2f}   limit {LIMIT:g}   {verdict}"
    )


def main() -> int:
    """Measure what is held, print a line each, and return the exit code."""
    for attempt in range(1, ATTEMPTS + 1):
        paces = [measure(HELD_DELAY_S, threads) for threads in THREADS]
        for pace in paces:
            print(line_for(pace))
        if not any(pace.misses for pace in paces):
            return 0
        print(f"under the limit, attempt {attempt} of {ATTEMPTS}")
    return 1


def _now() -> datetime:
    return datetime.now(UTC)


if __name__ == "__main__":
    sys.exit(main())
