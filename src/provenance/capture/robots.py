"""What a site asks programs not to ask for: robots.txt, RFC 9309."""

import threading
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlsplit

from protego import Protego

from provenance.capture.options import Options
from provenance.capture.wording import say_status
from provenance.errors import CaptureError, RedirectError, RobotsError
from provenance.model import Exchange

# RFC 9309 section 2.2.1: the name that rules are addressed to.
PRODUCT_TOKEN = "provenance-toolkit"  # noqa: S105 - a robots.txt's word for a program's name
# RFC 9309 section 2.5: at least 500 KiB are to be read.
MAX_BYTES = 512 * 1024
_OK, _SERVER_FAULT = range(200, 300), range(500, 600)
_WITHIN_S = 10.0
_OVERRIDE = "give --ignore-robots where the site is yours or its owner agrees"

Ask = Callable[[str], tuple[Exchange, CaptureError | None]]
Slow = Callable[[str, float], None]


def rules_options(options: Options) -> Options:
    """Return how a robots.txt is asked for: soon, or a run would wait for what it need not have."""
    return replace(
        options,
        retries=0,
        connect_timeout_s=min(options.connect_timeout_s, _WITHIN_S),
        read_timeout_s=min(options.read_timeout_s, _WITHIN_S),
        total_timeout_s=min(options.total_timeout_s, _WITHIN_S),
        max_body_bytes=MAX_BYTES,
    )


class Robots:
    """The rules of every host that a run asks, each read once; shared by its threads."""

    def __init__(self, slow: Slow) -> None:
        """Read rules as they are needed; `slow` is told of pauses that a host asks for."""
        self._slow = slow
        self._lock = threading.Lock()
        self._rules: dict[str, Protego | CaptureError] = {}
        self._asking = threading.local()
        self._read: list[Exchange] = []

    def check(self, url: str, ask: Ask) -> None:
        """Check that a host does not ask programs to stay away from `url`.

        Args:
            url: What is to be asked.
            ask: Asks for the host's robots.txt, where it is not known yet.

        Raises:
            CaptureError: It does; or it cannot be reached, or has a fault, so that nobody knows.
        """
        parts = urlsplit(url)
        if parts.path == "/robots.txt":
            return
        root = f"{parts.scheme}://{parts.netloc}"
        if root in self._asked_now():
            # Where its robots.txt leads: WordPress with plain permalinks puts a slash behind it.
            return
        with self._lock:
            rules = self._rules.get(root)
        if rules is None:
            rules = self._learn(root, ask)
        if isinstance(rules, CaptureError):
            raise rules
        if not rules.can_fetch(url, PRODUCT_TOKEN):
            raise RobotsError(
                f"the robots.txt of {parts.netloc} asks programs not to ask for {_place(url)}",
                remedy=_OVERRIDE,
            )

    def take(self) -> tuple[Exchange, ...]:
        """Return the answers that were read since the last call; they belong in the record."""
        with self._lock:
            read, self._read = self._read, []
        return tuple(read)

    def _asked_now(self) -> set[str]:
        """Return the hosts whose robots.txt this thread is asking for."""
        asked: set[str] = self._asking.__dict__.setdefault("hosts", set())
        return asked

    def _learn(self, root: str, ask: Ask) -> Protego | CaptureError:
        self._asked_now().add(root)
        try:
            exchange, error = ask(f"{root}/robots.txt")
        finally:
            self._asked_now().discard(root)
        rules = _rules(exchange, error, urlsplit(root).netloc)
        if isinstance(rules, Protego):
            delay = rules.crawl_delay(PRODUCT_TOKEN)
            if delay:
                self._slow(root, delay)
        with self._lock:
            self._read.append(exchange)
            # Two threads may have asked at once: both had an answer of the same moment.
            return self._rules.setdefault(root, rules)


def _rules(exchange: Exchange, error: CaptureError | None, host: str) -> Protego | CaptureError:
    """Return the rules of an answer (RFC 9309 section 2.3.1)."""
    status = exchange.status
    if status is None and error is not None and not isinstance(error, RedirectError):
        return error
    if status in _SERVER_FAULT:
        return RobotsError(
            f"the robots.txt of {host} answers {say_status(status or 0)}, so that nobody knows what"
            " the site allows, and nothing is asked of it (RFC 9309 section 2.3.1.4)",
            remedy=f"try again later, or {_OVERRIDE}",
        )
    text = exchange.body.decode("utf-8", "replace") if status in _OK else ""
    return Protego.parse(text.removeprefix("\ufeff"))


def _place(url: str) -> str:
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
