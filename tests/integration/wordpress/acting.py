"""A real WordPress of these tests' own, on which they may do anything; `tests/lab/act.php` acts.

One test at a time holds the site by a lock, whatever run it belongs to, since what is done to a
whole site (its theme, its plugins) must not reach into another's.
"""

import fcntl
import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from tests.integration.wordpress.lab import SCRIPT, environment_of

LAB = Path(__file__).parents[2] / "lab"
PLUGINS = LAB / "mu-plugins"
_SCENARIOS = SCRIPT.parent / "scenarios.php"


class Made(NamedTuple):
    """A post that a scenario made: its number, and the collection it is asked for in."""

    number: int
    collection: str


class Stage:
    """The site, inside a `with` for as long as somebody acts on it.

    Attributes:
        url: Its address without final slash.
    """

    def __init__(self, coordinates: str) -> None:
        self.url = coordinates.split(",", 1)[0].rstrip("/")
        self._environment = os.environ | environment_of("acted")
        self._plugins = _instance(self._environment) / "www" / "wp-content" / "mu-plugins"

    def __enter__(self) -> Self:
        self._actor = subprocess.Popen(
            [SCRIPT, "php", LAB / "act.php", _SCENARIOS],
            env=self._environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._actor.communicate(timeout=60)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the site inside the block: whoever else wants it waits."""
        with (self._plugins / ".held").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def before(self, scenario: str) -> Made | None:
        """Make the post that a scenario is about, an hour old; None where the scenario makes it."""
        made = self._order(do="before", name=scenario)
        return Made(made["id"], made["type"]) if made["id"] else None

    def act(self, scenario: str, post: Made | None) -> Made:
        """Act a scenario out."""
        made = self._order(do="act", name=scenario, id=post and post.number)
        return Made(made["id"], post.collection if post else "posts")

    def call(self, step: str, *values: object) -> Any:
        """Return what a step of `tests/lab/steps.php` gives."""
        return self._order(do="call", name=step, **{"with": values})["gave"]

    def publish(self, content: str, title: str = "The bridge") -> Made:
        """Make a post an hour old."""
        return Made(self.call("publish", title, content), "posts")

    def address(self, post: Made, *, at: str | None = None) -> str:
        """Return a post's REST address, at the site or at what stands in front of it."""
        return f"{at or self.url}/wp-json/wp/v2/{post.collection}/{post.number}"

    def page(self, post: Made) -> str:
        """Return the address of a post's page, by its number."""
        return f"{self.url}/?{'page_id' if post.collection == 'pages' else 'p'}={post.number}"

    @contextmanager
    def plugin(self, name: str) -> Iterator[None]:
        """Switch a plugin of `tests/lab/mu-plugins` on inside the block."""
        target = self._plugins / f"test-{name}.php"
        target.write_bytes((PLUGINS / f"{name}.php").read_bytes())
        try:
            yield
        finally:
            target.unlink()

    @contextmanager
    def theme(self, name: str) -> Iterator[None]:
        """Show the site in another theme inside the block."""
        before = self.call("theme", name)
        try:
            yield
        finally:
            self.call("theme", before)

    def _order(self, **order: object) -> dict[str, Any]:
        stdin, stdout = self._actor.stdin, self._actor.stdout
        assert stdin is not None
        assert stdout is not None
        stdin.write(json.dumps(order) + "\n")
        stdin.flush()
        answer = dict(json.loads(stdout.readline()))
        assert "error" not in answer, f"{order}: {answer['error']}"
        return answer


def _instance(environment: dict[str, str]) -> Path:
    told = subprocess.run(
        [SCRIPT, "env"], env=environment, capture_output=True, text=True, check=True
    )
    pairs = (line.partition("=") for line in told.stdout.splitlines())
    return Path({name: value for name, _, value in pairs}["WP_LAB_INSTANCE"])
