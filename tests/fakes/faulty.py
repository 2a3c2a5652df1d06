"""Ways in which a server misbehaves, each a handler of `FakeServer` or of `FakeWordPress`."""

import gzip
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from email.utils import formatdate
from itertools import count

from tests.fakes.server import Handler, Request, answer, head

PAUSE_S = 0.02
_LONG = 600.0
_CHUNKED = [("Transfer-Encoding", "chunked")]
Stall = Callable[[float], None]


def _pressed(megabytes: int) -> bytes:
    press = zlib.compressobj(9, zlib.DEFLATED, 31)
    parts = [press.compress(b"\0" * (1 << 20)) for _ in range(megabytes)]
    return b"".join(parts) + press.flush()


# Made once, before a server's time runs.
_BOMB = _pressed(64)


class Faults:
    """Faulty handlers around one good body.

    Give it the `stall` of the server that serves them, so that nothing stalls longer than that
    server lives.
    """

    def __init__(self, body: bytes, *, stall: Stall) -> None:
        self._body = body
        self._stall = stall

    def never_answers(self, _request: Request) -> Iterable[bytes]:
        """Take the request, and send nothing."""
        self._stall(_LONG)
        yield b""

    def stalls_in_headers(self, _request: Request) -> Iterable[bytes]:
        """Stop between two header lines."""
        yield b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
        self._stall(_LONG)

    def stalls_in_body(self, _request: Request) -> Iterable[bytes]:
        """Stop in the middle of the body."""
        yield self._head() + self._body[: len(self._body) // 2]
        self._stall(_LONG)

    def drips_headers(self, _request: Request) -> Iterable[bytes]:
        """Send header lines without end, byte by byte."""
        yield b"HTTP/1.1 200 OK\r\n"
        yield from self._drip(b"X-Slow: x\r\n")

    def drips_body(self, _request: Request) -> Iterable[bytes]:
        """Send the body byte by byte, and never all of it."""
        yield self._head(length=10**6)
        yield from self._drip(b" ")

    def closes_at_once(self, _request: Request) -> bytes:
        """Hang up without a word."""
        return b""

    def closes_in_headers(self, _request: Request) -> bytes:
        """Hang up in the middle of a header line."""
        return b"HTTP/1.1 200 OK\r\nContent-Ty"

    def closes_in_body(self, _request: Request) -> bytes:
        """Hang up in the middle of the body."""
        return self._head() + self._body[: len(self._body) // 2]

    def says_too_long(self, _request: Request) -> bytes:
        """Announce more than is sent."""
        return self._head(length=len(self._body) + 10) + self._body

    def says_too_short(self, _request: Request) -> bytes:
        """Announce less than is sent: what HTTP takes for the body is the beginning."""
        return self._head(length=len(self._body) - 10) + self._body

    def chunks_for_ever(self, _request: Request) -> Iterable[bytes]:
        """Send a chunk after a chunk."""
        yield head(headers=_CHUNKED)
        chunk = b"10000\r\n" + b" " * 65536 + b"\r\n"
        while True:
            yield chunk

    def headers_for_ever(self, _request: Request) -> Iterable[bytes]:
        """Send a header after a header, as fast as they are taken."""
        yield b"HTTP/1.1 200 OK\r\n"
        while True:
            yield b"X-More: x\r\n" * 1000

    def bomb(self, _request: Request) -> bytes:
        """Send 64 MB of nothing in 64 KB of gzip."""
        return _encoded(_BOMB, "gzip")

    def bomb_in_bomb(self, _request: Request) -> bytes:
        """Send a bomb that was pressed once more, and say so."""
        return _encoded(gzip.compress(_BOMB), "gzip, gzip")

    def brotli(self, _request: Request) -> bytes:
        """Use an encoding that was not asked for."""
        return _encoded(b"\x8b\x03\x80\x7b\x7d\x03", "br")

    def zstandard(self, _request: Request) -> bytes:
        """Use another one; these bytes ask for a window of gigabytes."""
        return _encoded(b"\x28\xb5\x2f\xfd\x00\xff" + b"\x00" * 64, "zstd")

    def redirects_in_a_circle(self, request: Request) -> bytes:
        """Lead back to the same address."""
        return redirect_to(request.target)(request)

    def too_many_requests(self, request: Request) -> bytes:
        """Ask for patience beyond all measure."""
        return busy(429, "9" * 30)(request)

    def unavailable(self, request: Request) -> bytes:
        """Be away for an hour, and say when that will be over."""
        return busy(503, formatdate(time.time() + 3600, usegmt=True))(request)

    def fails(self, _request: Request) -> bytes:
        """Answer as PHP does when it meets a fatal error."""
        return answer(b"<p>There has been a critical error.</p>", status=500)

    def _head(self, *, length: int | None = None) -> bytes:
        size = len(self._body) if length is None else length
        return head(headers=[("Content-Length", str(size))])

    def _drip(self, unit: bytes) -> Iterator[bytes]:
        while True:
            for index in range(len(unit)):
                self._stall(PAUSE_S)
                yield unit[index : index + 1]


def redirect_to(location: str) -> Callable[[Request], bytes]:
    """Return what leads to `location`."""
    return lambda _: answer(status=302, headers=[("Location", location)])


def busy(status: int, retry_after: str) -> Callable[[Request], bytes]:
    """Return what asks for patience each time."""
    return lambda _: answer(b"wait", status=status, headers=[("Retry-After", retry_after)])


def for_a_while(times: int, fault: Handler, good: Handler) -> Handler:
    """Return what does `fault` so many times, and `good` from then on."""
    left = count(times, -1)

    def handle(request: Request) -> bytes | Iterable[bytes]:
        return fault(request) if next(left) > 0 else good(request)

    return handle


def every_third_dropped(good: Handler) -> Handler:
    """Return what hangs up on each third request without a word."""
    numbers = count(1)
    return lambda request: b"" if next(numbers) % 3 == 0 else good(request)


def _encoded(data: bytes, encoding: str) -> bytes:
    return answer(data, headers=[("Content-Encoding", encoding)])
