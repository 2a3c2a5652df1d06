"""How fast one host is asked: a pause after each answer, once there are more than a handful."""

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address

from provenance.model import site_host

# One article takes fewer requests than this, so that only who asks for much is held up.
FREE_REQUESTS = 6
DELAY_S = 0.5
# A site that asks for longer pauses is asked at this pace: a run of hours is not what it is for.
LONGEST_DELAY_S = 60.0
_JITTER = 0.25
_TOO_OFTEN = 429


@dataclass(slots=True)
class _Host:
    requests: int = 0
    answered_at: float = 0.0
    delay_s: float = DELAY_S
    is_asked_for: bool = False
    is_own: bool = False


class Pace:
    """The pauses between the requests to each host; shared by a run's threads.

    A host of one's own network, which is asked only where that is allowed, gets no pauses but
    those that it asks for.
    """

    def __init__(
        self,
        sleep: Callable[[float], object],
        *,
        now: Callable[[], float] = time.monotonic,
        chance: Callable[[], float] = random.random,
    ) -> None:
        """Make a pace that waits with `sleep`; `chance` gives numbers from 0 to 1."""
        self._sleep = sleep
        self._now = now
        self._chance = chance
        self._lock = threading.Lock()
        self._hosts: dict[str, _Host] = {}

    def wait(self, url: str) -> None:
        """Wait until the host of `url` may be asked."""
        with self._lock:
            host = self._host(url)
            host.requests += 1
            pause = 0.0
            if host.is_asked_for or (host.requests > FREE_REQUESTS and not host.is_own):
                jitter = 1 + _JITTER * self._chance()
                pause = host.answered_at + host.delay_s * jitter - self._now()
        if pause > 0:
            self._sleep(pause)

    def answered(self, url: str, *, peer: str | None, status: int | None) -> None:
        """Take note of an answer, or of the end of waiting for one.

        Args:
            url: What was asked.
            peer: Connected address as `ip:port`; None where a proxy stands between.
            status: HTTP status; None without an answer.
        """
        with self._lock:
            host = self._host(url)
            host.answered_at = self._now()
            host.is_own = _is_private(peer)
            if status == _TOO_OFTEN:
                # It said so: from now on twice as slow.
                self._slow(host, host.delay_s * 2)

    def slow(self, url: str, delay_s: float) -> None:
        """Pause at least `delay_s` seconds between requests to the host of `url`."""
        with self._lock:
            self._slow(self._host(url), delay_s)

    def _slow(self, host: _Host, delay_s: float) -> None:
        host.delay_s = min(max(delay_s, host.delay_s), LONGEST_DELAY_S)
        host.is_asked_for = True

    def _host(self, url: str) -> _Host:
        return self._hosts.setdefault(site_host(url) or "", _Host())


def _is_private(peer: str | None) -> bool:
    if peer is None:
        return False
    try:
        return ip_address(peer.rpartition(":")[0].strip("[]")).is_private
    except ValueError:
        return False
