"""A small internet whose names change their minds, over loopback.

Two things of the system are stood in for, and nothing of the program: what a name's look-up gives
(DNS), and where the packets to a public address go (routing). Resolving once, judging the address,
connecting to the judged one and naming the host are all the program's own.
"""

import ipaddress
import socket
from collections import defaultdict, deque
from collections.abc import Iterable

import pytest

# A public address that no test can reach: the tests' own guard lets nobody out.
PUBLIC = "93.184.215.14"


class Rebinding:
    """Names and routes; in force once `install` was called.

    Attributes:
        looked_up: Every name that was looked up, in order.
    """

    def __init__(self) -> None:
        self.looked_up: list[str] = []
        self._answers: defaultdict[str, deque[str]] = defaultdict(deque)
        self._routes: dict[tuple[str, int], int] = {}

    def name(self, host: str, addresses: Iterable[str]) -> None:
        """Let look-ups of `host` give these addresses, one after the other; the last one stays."""
        self._answers[host] = deque(addresses)

    def route(self, address: str, port: int, *, to: int) -> None:
        """Let connections to a public address and port arrive at a port of loopback."""
        self._routes[address, port] = to

    def install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Stand in for the system's resolver and routes until the test ends."""
        real = socket.getaddrinfo

        def look_up(host: str, port: int | None, *rest: object, **more: object) -> object:
            address = self._resolve(host)
            reached = self._routes.get((address, port or 0))
            if reached is not None and _is_literal(host):
                # The connection's own look-up, of an address: where packets to it go.
                return real("127.0.0.1", reached, *rest, **more)  # type: ignore[arg-type]  # handed through
            return real(address, port, *rest, **more)  # type: ignore[arg-type]  # handed through

        monkeypatch.setattr(socket, "getaddrinfo", look_up)

    def _resolve(self, host: str) -> str:
        if host not in self._answers:
            return host
        self.looked_up.append(host)
        known = self._answers[host]
        return known.popleft() if len(known) > 1 else known[0]


def _is_literal(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
