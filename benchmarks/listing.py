"""A whole site listed, beside curl asking for the same pages; needs a WordPress with many posts.

`python -m benchmarks.listing http://127.0.0.1:8083/` ends with 1 where listing takes more than
`LIMIT` times as long. What takes the time is WordPress; a fake that answers at once would compare
our reading of the posts with curl's throwing them away.
"""

import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urljoin

from provenance.capture import Asker, Options, Wanted, open_session, sweep_site
from provenance.model import Reading, Sweep, parse_rest_root

LIMIT: Final = 1.5
ROUNDS: Final = 3
_OPTIONS: Final = Options(allow_private=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """How long listing took.

    Attributes:
        posts: How many posts were listed.
        pages: How many answers that took.
        ours: Seconds, the median of the rounds.
        curl: Likewise, of curl.
        ratio: The median of the rounds' ratios.
    """

    posts: int
    pages: int
    ours: float
    curl: float
    ratio: float

    @property
    def is_over(self) -> bool:
        """Whether it misses the limit; NaN, which compares with nothing, does."""
        return not self.ratio <= LIMIT


def measure_listing(site: str, *, rounds: int = ROUNDS) -> Listed:
    """Return the times of both, in turns; one more round warms the site up and is left out."""
    rows = []
    posts, urls = _list(site)[1:]
    for _ in range(rounds + 1):
        ours, posts, urls = _list(site)
        rows.append((ours, _curl(urls)))
    return Listed(
        posts=posts,
        pages=len(urls),
        ours=statistics.median(ours for ours, _ in rows[1:]),
        curl=statistics.median(curl for _, curl in rows[1:]),
        ratio=statistics.median(ours / curl for ours, curl in rows[1:]),
    )


def _list(site: str) -> tuple[float, int, list[str]]:
    root = parse_rest_root(urljoin(site, "?rest_route=/"))
    assert root is not None
    urls, posts = [], 0
    start = time.perf_counter()
    with open_session(_OPTIONS) as session:
        asker = Asker(target=site, session=session, options=_OPTIONS, clock=_now)
        for one in sweep_site(root, Wanted(types=("post",)), asker=asker, plan=lambda _: None):
            if isinstance(one, Reading):
                urls.append(one.exchange.url)
            elif isinstance(one, Sweep):
                assert one.complete
                posts += one.had
    return time.perf_counter() - start, posts, urls


def _curl(urls: list[str]) -> float:
    command = ["curl", "--silent", "--compressed", "--fail", "--output", "-", *urls]
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - addresses asked before
    return time.perf_counter() - start


def line_for(listed: Listed) -> str:
    """Return a line for people."""
    verdict = "OVER" if listed.is_over else "met"
    return (
        f"{listed.posts:,} posts in {listed.pages} answers: {listed.ours:.2f} s, curl"
        f" {listed.curl:.2f} s, {listed.ratio:.2f}   limit {LIMIT:g} {verdict}"
    )


def main(arguments: list[str]) -> int:
    """Measure, print a line, and return the exit code."""
    listed = measure_listing(*arguments)
    print(line_for(listed))
    return int(listed.is_over)


def _now() -> datetime:
    return datetime.now(UTC)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
