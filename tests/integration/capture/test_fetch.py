"""One address asked over a real connection that behaves, or does not."""

import gzip
import json
import socket
import subprocess
import sys
import time
import tracemalloc
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from provenance.capture import Fetched, Options, fetch, open_session
from provenance.capture.session import PinningAdapter
from provenance.errors import (
    AddressError,
    CaptureError,
    NotJsonAnswerError,
    OversizeBodyError,
    RedirectError,
    RefusedAddressError,
    TlsError,
    TruncatedBodyError,
    UnreachableError,
)
from provenance.model import Source
from provenance.version import VERSION
from tests.fakes.certificate import self_signed
from tests.fakes.server import FakeServer, Handler, Request, answer, drip, head

QUICK = Options(allow_private=True, backoff_s=0.0, read_timeout_s=5.0, total_timeout_s=10.0)
BODY = b'{"id":7}'


def clock() -> datetime:
    return datetime.now(UTC)


def ask(url: str, options: Options = QUICK) -> Fetched:
    with open_session(options) as session:
        return fetch(url, target=url, session=session, options=options, clock=clock)


@pytest.fixture
def serve() -> Iterator[Callable[[Handler], FakeServer]]:
    opened: list[FakeServer] = []

    def start(handler: Handler) -> FakeServer:
        opened.append(FakeServer(handler).__enter__())
        return opened[-1]

    yield start
    for server in opened:
        server.__exit__(None, None, None)


Serve = Callable[[Handler], FakeServer]


def test_an_answer_is_recorded_with_everything_that_cannot_be_had_later(serve: Serve) -> None:
    headers = [("ETag", '"a"'), ("X-Cache", "MISS"), ("Vary", "Accept"), ("x-cache", "HIT")]
    server = serve(lambda _: answer(BODY, headers=headers))
    before = clock()
    fetched = ask(server.url + "/a?b=c", replace(QUICK, contact="desk@e.org"))
    exchange = fetched.exchange
    assert fetched.error is None
    assert exchange.failure is None
    assert exchange.source is Source.HTTP
    assert (exchange.status, exchange.http_version, exchange.body) == (200, "1.1", BODY)
    assert exchange.url == exchange.final_url == server.url + "/a?b=c"
    names = [name for name, _ in exchange.headers]
    assert names == [
        *("Content-Type", "Content-Length", "ETag", "X-Cache", "Vary", "x-cache", "Connection")
    ]
    assert exchange.address == f"127.0.0.1:{server.port}"
    assert exchange.requested_at is not None
    assert before <= exchange.requested_at <= exchange.received_at <= clock()
    assert (exchange.certificate, exchange.egress, exchange.content_encoding) == (None, None, None)


EARLY = b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n"


@pytest.mark.parametrize("times", [1, 3])
def test_what_only_announces_an_answer_is_passed_over(serve: Serve, times: int) -> None:
    early = b"HTTP/1.1 100 Continue\r\n\r\n" + EARLY * times
    server = serve(lambda _: early + answer(BODY, headers=[("ETag", '"a"')]))
    fetched = ask(server.url)
    assert fetched.error is None
    assert (fetched.exchange.status, fetched.exchange.body) == (200, BODY)
    assert "Link" not in dict(fetched.exchange.headers)
    assert dict(fetched.exchange.headers)["ETag"] == '"a"'


def test_an_announcement_alone_is_no_answer(serve: Serve) -> None:
    server = serve(lambda _: EARLY)
    fetched = ask(server.url)
    assert isinstance(fetched.error, UnreachableError)
    assert "broke before an answer came" in str(fetched.error)


def test_the_request_is_recorded_as_it_was_sent_and_says_who_asks(serve: Serve) -> None:
    server = serve(lambda _: answer(BODY))
    fetched = ask(server.url + "/", replace(QUICK, contact="desk@e.org"))
    (request,) = server.requests
    sent = {name.lower(): value for name, value in fetched.exchange.request_headers}
    assert sent == {name.lower(): value for name, value in request.headers}
    assert request.header("User-Agent") == f"provenance-toolkit/{VERSION} (+desk@e.org)"
    assert request.header("Accept-Language") is None
    assert request.header("Host") == f"127.0.0.1:{server.port}"


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:{port}/",
        "http://localhost:{port}/",
        "http://0x7f000001:{port}/",
        "http://2130706433:{port}/",
        "http://0177.0.0.1:{port}/",
        "http://127.1:{port}/",
        "http://[::ffff:127.0.0.1]:{port}/",
        "http://[::1]:{port}/",
        "http://0.0.0.0:{port}/",
        "http://10.0.0.1/",
        "http://192.168.1.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://100.64.0.1/",
        "https://127.0.0.1:{port}/",
    ],
)
def test_a_private_address_is_refused_in_every_spelling(serve: Serve, url: str) -> None:
    server = serve(lambda _: answer(BODY))
    fetched = ask(url.format(port=server.port), replace(QUICK, allow_private=False))
    assert isinstance(fetched.error, RefusedAddressError)
    assert "--allow-private" in str(fetched.error)
    assert fetched.exchange.status is None
    assert fetched.exchange.failure == str(fetched.error)
    assert server.requests == []


def test_a_refusal_is_said_once() -> None:
    program = (
        "from datetime import UTC, datetime\n"
        "from provenance.capture import Options, fetch, open_session\n"
        "with open_session(Options()) as session:\n"
        "    fetched = fetch('http://127.0.0.1:1/', target='x', session=session,\n"
        "                    options=Options(), clock=lambda: datetime.now(UTC))\n"
        "print(type(fetched.error).__name__)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert (done.stdout, done.stderr) == ("RefusedAddressError\n", "")


@pytest.mark.parametrize("name", ["127.0.0.1", "0x7f000001", "[::ffff:127.0.0.1]"])
def test_a_private_address_is_asked_where_that_is_allowed(serve: Serve, name: str) -> None:
    server = serve(lambda _: answer(BODY))
    fetched = ask(f"http://{name}:{server.port}/")
    assert fetched.exchange.body == BODY
    assert server.requests[0].header("Host") == f"{name}:{server.port}"


def test_the_address_is_resolved_once_and_then_pinned(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = serve(lambda _: answer(BODY))
    asked: list[str] = []
    real = socket.getaddrinfo

    def rebinding(host: str, *rest: object, **more: object) -> object:
        # The first look-up is honest; a second one of the name would lead elsewhere.
        asked.append(host)
        target = "127.0.0.1" if host != "rebind.example" or len(asked) == 1 else "10.0.0.1"
        return real(target, *rest, **more)  # type: ignore[arg-type]  # handed through

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    fetched = ask(f"http://rebind.example:{server.port}/")
    assert fetched.exchange.body == BODY
    assert asked.count("rebind.example") == 1
    assert server.requests[0].header("Host") == f"rebind.example:{server.port}"


PRIVATE = ["http://127.0.0.1:{other}/", "http://0x7f000001:{other}/", "http://169.254.169.254/"]


@pytest.mark.parametrize("location", PRIVATE)
def test_a_redirect_to_a_private_address_is_refused(serve: Serve, location: str) -> None:
    secret = serve(lambda _: answer(b"secret"))
    to = location.format(other=secret.port)
    public = serve(lambda _: answer(status=302, headers=[("Location", to)]))
    options = replace(QUICK, allow_private=False)
    with open_session(options) as session:
        # Stands for a public host: this one server is allowed, and nothing else is.
        session.mount(public.url, PinningAdapter(is_https=False, options=QUICK))
        fetched = fetch(public.url, target="x", session=session, options=options, clock=clock)
    assert isinstance(fetched.error, RefusedAddressError)
    assert [hop.status for hop in fetched.exchange.hops] == [302]
    assert fetched.exchange.final_url == to
    assert fetched.exchange.body == b""
    assert secret.requests == []


def test_every_redirect_is_recorded(serve: Serve) -> None:
    def handle(request: Request) -> bytes:
        to = {"/a": "b?x=1#top", "/b": "/\u00e9".encode().decode("latin-1")}.get(request.path)
        if to is None:
            return answer(BODY)
        return answer(b"gone", status=301, headers=[("Location", to), ("X-Hop", "1")])

    server = serve(handle)
    exchange = ask(server.url + "/a").exchange
    assert [hop.url for hop in exchange.hops] == [server.url + "/a", server.url + "/b?x=1"]
    assert all(("X-Hop", "1") in hop.headers for hop in exchange.hops)
    assert all(hop.address == f"127.0.0.1:{server.port}" for hop in exchange.hops)
    assert exchange.body == BODY
    assert [r.path for r in server.requests] == ["/a", "/b", "/\u00e9"]
    assert exchange.url == server.url + "/a"


def test_nothing_is_carried_along_a_redirect(serve: Serve) -> None:
    end = serve(lambda _: answer(BODY))
    cookie = ("Set-Cookie", "a=b; Path=/")
    start = serve(lambda _: answer(status=302, headers=[("Location", f"{end.url}/x"), cookie]))
    assert ask(start.url).error is None
    names = {name.lower() for name, _ in end.requests[0].headers}
    assert names == {"host", "user-agent", "accept", "accept-encoding"}
    assert end.requests[0].header("Host") == f"127.0.0.1:{end.port}"


def test_an_address_is_recorded_as_it_was_sent(serve: Serve) -> None:
    def handle(request: Request) -> bytes:
        if request.path == "/\u00e9 a":
            return answer(status=302, headers=[("Location", "/b c")])
        return answer(BODY)

    server = serve(handle)
    exchange = ask(server.url + "/\u00e9 a").exchange
    assert exchange.url == exchange.hops[0].url == server.url + "/%C3%A9%20a"
    assert exchange.final_url == server.url + "/b%20c"
    assert [r.target for r in server.requests] == ["/%C3%A9%20a", "/b%20c"]


@pytest.mark.parametrize(
    ("location", "why"),
    [
        ("/", "in a circle"),
        ("/more", "more than 10 times"),
        ("ftp://example.org/", "no http or https address"),
        ("file:///etc/passwd", "no http or https address"),
        ("http://me:secret@127.0.0.1/", "no http or https address"),
        ("http://[::1/", "no http or https address"),
        ("http://:80/", "no http or https address"),
    ],
)
def test_a_redirect_that_leads_nowhere_is_named(serve: Serve, location: str, why: str) -> None:
    counted = iter(range(100))

    def handle(request: Request) -> bytes:
        to = f"/more{next(counted)}" if location == "/more" else location
        return answer(status=301, headers=[("Location", to)])

    server = serve(handle)
    fetched = ask(server.url + "/")
    assert isinstance(fetched.error, RedirectError)
    assert why in str(fetched.error)
    assert fetched.exchange.hops
    assert fetched.exchange.status is None


@pytest.mark.parametrize(
    ("asked", "locations"),
    [
        ("/\u00e9", ["/%C3%A9"]),  # as it was sent
        ("/\u00e9", ["/\u00e9"]),  # as it was typed
        ("/a", ["/b", "/a"]),  # round a corner
        ("/a", ["/b c", "/b c"]),  # as it was named
        ("/a", ["/b c", "/b%20c"]),  # as it was sent after that
    ],
)
def test_no_address_of_a_circle_is_asked_twice(
    serve: Serve, asked: str, locations: list[str]
) -> None:
    following = iter([to.encode().decode("latin-1") for to in locations])
    server = serve(lambda _: answer(status=302, headers=[("Location", next(following))]))
    fetched = ask(server.url + asked)
    assert isinstance(fetched.error, RedirectError)
    assert "in a circle" in str(fetched.error)
    assert len(server.requests) == len(locations)
    assert len(fetched.exchange.hops) == len(locations)


@pytest.mark.once
def test_the_body_of_a_redirect_is_never_read(serve: Serve) -> None:
    def handle(request: Request) -> bytes | Iterable[bytes]:
        if request.path == "/end":
            return answer(BODY)
        return _endless(head(status=302, headers=[("Location", "/end")]), server)

    server = serve(handle)
    begun = time.monotonic()
    assert ask(server.url).exchange.body == BODY
    assert time.monotonic() - begun < 5


def test_a_redirect_without_location_is_the_answer(serve: Serve) -> None:
    server = serve(lambda _: answer(b"odd", status=302))
    fetched = ask(server.url)
    assert (fetched.exchange.status, fetched.exchange.body) == (302, b"odd")


def _endless(first: bytes, server: FakeServer) -> Iterable[bytes]:
    yield first
    while not server.stopping.is_set():
        yield b"10000\r\n" + b"x" * 65536 + b"\r\n"


def test_a_gzip_body_is_decoded_and_its_encoding_recorded(serve: Serve) -> None:
    members = gzip.compress(b'{"id"') + gzip.compress(b":7}")
    server = serve(lambda _: answer(members, headers=[("Content-Encoding", "GZIP")]))
    fetched = ask(server.url)
    assert fetched.error is None
    assert (fetched.exchange.body, fetched.exchange.content_encoding) == (BODY, "GZIP")


def _bomb(size: int) -> bytes:
    press = zlib.compressobj(9, zlib.DEFLATED, 31)
    parts = [press.compress(b"\0" * (1 << 20)) for _ in range(size >> 20)]
    return b"".join(parts) + press.flush()


def test_a_gzip_bomb_stops_at_the_cap_in_bounded_memory(serve: Serve) -> None:
    bomb = _bomb(500 << 20)
    server = serve(lambda _: answer(bomb, headers=[("Content-Encoding", "gzip")]))
    tracemalloc.start()
    fetched = ask(server.url)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert isinstance(fetched.error, OversizeBodyError)
    assert fetched.exchange.body == b"\0" * (16 << 20)
    assert peak < 80 << 20


def test_a_body_at_the_cap_is_whole_and_one_byte_more_is_not(serve: Serve) -> None:
    server = serve(lambda _: answer(b"x" * 1000))
    assert ask(server.url, replace(QUICK, max_body_bytes=1000)).error is None
    fetched = ask(server.url, replace(QUICK, max_body_bytes=999))
    assert isinstance(fetched.error, OversizeBodyError)
    assert fetched.exchange.body == b"x" * 999
    assert fetched.exchange.status == 200


def test_endless_chunks_stop_at_the_cap(serve: Serve) -> None:
    first = head(headers=[("Transfer-Encoding", "chunked")])
    server = serve(lambda _: _endless(first, server))
    fetched = ask(server.url, replace(QUICK, max_body_bytes=1 << 20))
    assert isinstance(fetched.error, OversizeBodyError)
    assert len(fetched.exchange.body) == 1 << 20


CHUNKED = head(headers=[("Transfer-Encoding", "chunked")])
GZIPPED = [("Content-Encoding", "gzip")]


@pytest.mark.parametrize(
    ("sent", "came"),
    [
        (head(headers=[("Content-Length", "100")]) + b"half", b"half"),
        (CHUNKED + b"4\r\nhalf\r\n", b"half"),
        (CHUNKED + b"4\r\nhalf\r\n8\r\nqu", None),
        (CHUNKED + b"4\r\nhalf\r\nzz\r\n", b"half"),
        (head(headers=GZIPPED) + gzip.compress(b"half", mtime=0)[:-5], b"half"),
        (head(headers=GZIPPED) + gzip.compress(b"half")[:-4] + b"\0\0\0\0", None),
        (head(headers=GZIPPED) + b"no gzip at all", b""),
        (head(headers=GZIPPED) + gzip.compress(b"") * 100, b""),
    ],
)
def test_a_body_that_is_cut_or_damaged_is_kept_as_far_as_it_came(
    serve: Serve, sent: bytes, came: bytes | None
) -> None:
    fetched = ask(serve(lambda _: sent).url)
    assert isinstance(fetched.error, TruncatedBodyError)
    assert fetched.exchange.status == 200
    assert fetched.exchange.failure == str(fetched.error)
    if came is not None:
        assert fetched.exchange.body == came


def test_an_encoding_that_nobody_asked_for_is_kept_as_it_came(serve: Serve) -> None:
    server = serve(lambda _: answer(b"\x8b\x03\x80", headers=[("Content-Encoding", "br")]))
    fetched = ask(server.url)
    assert isinstance(fetched.error, NotJsonAnswerError)
    assert "'br'" in str(fetched.error)
    assert fetched.exchange.body == b"\x8b\x03\x80"


@pytest.mark.parametrize("length", ["9" * 5000, "-1", "eight", "8, 8"])
def test_a_length_that_is_no_length_is_not_believed(serve: Serve, length: str) -> None:
    server = serve(lambda _: head(headers=[("Content-Length", length)]) + BODY)
    assert ask(server.url).exchange.body == BODY


def test_an_empty_body_needs_no_gzip(serve: Serve) -> None:
    server = serve(lambda _: answer(b"", headers=[("Content-Encoding", "gzip")]))
    assert ask(server.url).error is None


@pytest.mark.once
def test_a_server_that_never_answers_is_left_after_the_read_time_out(serve: Serve) -> None:
    def handle(request: Request) -> Iterable[bytes]:
        server.stall()
        yield b""

    server = serve(handle)
    fetched = ask(server.url, replace(QUICK, read_timeout_s=0.2))
    assert isinstance(fetched.error, UnreachableError)
    assert "did not answer in time" in str(fetched.error)


@pytest.mark.once
def test_a_server_that_never_answers_is_left_when_its_time_is_up(serve: Serve) -> None:
    def handle(request: Request) -> Iterable[bytes]:
        server.stall()
        yield b""

    server = serve(handle)
    begun = time.monotonic()
    fetched = ask(server.url, replace(QUICK, total_timeout_s=0.3))
    assert time.monotonic() - begun < 3
    assert isinstance(fetched.error, UnreachableError)
    assert "gave no answer within 0.3 seconds" in str(fetched.error)


@pytest.mark.once
def test_a_body_that_stalls_is_kept_as_far_as_it_came(serve: Serve) -> None:
    def handle(request: Request) -> Iterable[bytes]:
        yield head(headers=[("Content-Length", "100")]) + b"half"
        server.stall()

    server = serve(handle)
    fetched = ask(server.url, replace(QUICK, read_timeout_s=0.2))
    assert isinstance(fetched.error, TruncatedBodyError)
    assert fetched.exchange.body == b"half"
    assert "4 of 100 bytes" in str(fetched.error)


@pytest.mark.once
@pytest.mark.parametrize("announced", [True, False])
def test_a_body_that_drips_is_cut_when_its_time_is_up(serve: Serve, *, announced: bool) -> None:
    length = [("Content-Length", "2000")] if announced else []

    def handle(request: Request) -> Iterable[bytes]:
        yield head(headers=length)
        yield from drip(b"x" * 2000, pause_s=0.02)

    server = serve(handle)
    begun = time.monotonic()
    fetched = ask(server.url, replace(QUICK, total_timeout_s=0.5))
    assert time.monotonic() - begun < 3
    assert isinstance(fetched.error, TruncatedBodyError)
    assert "its time was up" in str(fetched.error)
    assert fetched.exchange.body.startswith(b"x")


@pytest.mark.once
def test_headers_that_drip_are_cut_when_their_time_is_up(serve: Serve) -> None:
    server = serve(lambda _: drip(b"HTTP/1.1 200 OK\r\n" + b"x" * 2000, pause_s=0.02))
    begun = time.monotonic()
    fetched = ask(server.url, replace(QUICK, total_timeout_s=0.5))
    assert time.monotonic() - begun < 3
    assert isinstance(fetched.error, UnreachableError)
    assert "gave no answer within 0.5 seconds" in str(fetched.error)


@pytest.mark.parametrize(
    "sent", [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 200 OK\r\nA: " + b"b" * 70000]
)
def test_what_is_not_http_is_a_broken_connection(serve: Serve, sent: bytes) -> None:
    fetched = ask(serve(lambda _: sent).url)
    assert isinstance(fetched.error, UnreachableError)
    assert "broke before an answer came" in str(fetched.error)


def test_a_closed_port_refuses_and_says_so() -> None:
    with FakeServer(lambda _: b"") as server:
        url = server.url
    fetched = ask(url)
    assert isinstance(fetched.error, UnreachableError)
    assert "refuses connections" in str(fetched.error)
    assert fetched.exchange.requested_at is not None


@pytest.mark.once
def test_a_connection_that_is_not_taken_in_time_is_named() -> None:
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        url = f"http://127.0.0.1:{full.getsockname()[1]}/"
        waiting = [socket.socket() for _ in range(3)]
        for one in waiting:
            one.setblocking(False)
            one.connect_ex(full.getsockname())
        fetched = ask(url, replace(QUICK, connect_timeout_s=0.3))
        for one in waiting:
            one.close()
    assert isinstance(fetched.error, UnreachableError)
    assert "did not take the connection in time" in str(fetched.error)


def test_an_address_that_is_none_is_named() -> None:
    fetched = ask("http://[::1/")
    assert isinstance(fetched.error, AddressError)
    assert "'http://[::1/' is no address that can be asked" in str(fetched.error)


@pytest.mark.parametrize("contact", ["desk\n@e.org", "d\u0113sk@e.org"])
def test_a_request_that_cannot_be_made_is_not_the_address_s_fault(
    serve: Serve, contact: str
) -> None:
    server = serve(lambda _: answer(BODY))
    options = replace(QUICK, contact=contact)
    fetched = ask(server.url, options)
    assert isinstance(fetched.error, UnreachableError)
    assert "the request for 127.0.0.1:" in str(fetched.error)
    assert "could not be made" in str(fetched.error)
    assert server.requests == []


@pytest.mark.parametrize("options", [QUICK, replace(QUICK, allow_private=False)])
def test_a_name_that_nobody_has_is_named(options: Options) -> None:
    fetched = ask("http://nonesuch.invalid/", options)
    assert isinstance(fetched.error, UnreachableError)
    assert "no address is known for the name nonesuch.invalid" in str(fetched.error)


@pytest.mark.parametrize(
    "url", ["http://*.example/", "http://a..b/", f"http://{'a' * 70}.example/"]
)
def test_a_name_that_none_can_have_is_no_address(url: str) -> None:
    fetched = ask(url)
    assert isinstance(fetched.error, AddressError)
    assert url in str(fetched.error)


class Patience:
    """Answers 429 or 503 a number of times, then properly."""

    def __init__(self, times: int, status: int, retry_after: str | None) -> None:
        self.left = times
        self._status = status
        self._headers = [] if retry_after is None else [("Retry-After", retry_after)]

    def __call__(self, request: Request) -> bytes:
        self.left -= 1
        if self.left >= 0:
            return answer(b"wait", status=self._status, headers=self._headers)
        return answer(BODY)


def _http_date(seconds: float) -> str:
    return format_datetime(clock() + timedelta(seconds=seconds), usegmt=True)


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("retry_after", [None, "0", "date", "nonsense"])
def test_a_site_that_asks_to_wait_is_asked_again(
    serve: Serve, status: int, retry_after: str | None
) -> None:
    said = _http_date(-5) if retry_after == "date" else retry_after
    server = serve(Patience(2, status, said))
    fetched = ask(server.url)
    assert (fetched.exchange.status, fetched.exchange.body) == (200, BODY)
    assert len(server.requests) == 3


def test_the_wait_that_a_site_asks_for_is_kept(serve: Serve) -> None:
    server = serve(Patience(1, 429, "1"))
    begun = time.monotonic()
    assert ask(server.url).exchange.status == 200
    assert time.monotonic() - begun >= 1


def test_429_for_ever_ends_with_its_last_answer(serve: Serve) -> None:
    server = serve(Patience(1000, 429, "0"))
    fetched = ask(server.url)
    assert (fetched.exchange.status, fetched.exchange.body) == (429, b"wait")
    assert len(server.requests) == 1 + QUICK.retries


@pytest.mark.once
@pytest.mark.parametrize("said", ["3600", "date", "9" * 400])
def test_a_site_that_asks_for_a_long_wait_is_not_asked_again(serve: Serve, said: str) -> None:
    server = serve(Patience(1, 429, _http_date(3600) if said == "date" else said))
    begun = time.monotonic()
    assert ask(server.url).exchange.status == 429
    assert time.monotonic() - begun < 5
    assert len(server.requests) == 1


@pytest.mark.once
def test_a_site_that_asks_for_more_than_is_left_of_the_time_is_not_asked_again(
    serve: Serve,
) -> None:
    server = serve(Patience(1, 429, "2"))
    begun = time.monotonic()
    fetched = ask(server.url, replace(QUICK, total_timeout_s=1.0))
    # Its last answer is what there is: no wait that could only end in nothing.
    assert (fetched.exchange.status, fetched.error) == (429, None)
    assert time.monotonic() - begun < 1
    assert len(server.requests) == 1


@pytest.mark.once
def test_waits_come_out_of_one_total_time(serve: Serve) -> None:
    server = serve(Patience(5, 503, "1"))
    fetched = ask(server.url, replace(QUICK, retries=5, total_timeout_s=2.5))
    assert (fetched.exchange.status, fetched.error) == (503, None)
    assert len(server.requests) == 3


@pytest.mark.parametrize("status", [401, 404, 500, 502])
def test_other_statuses_are_answers(serve: Serve, status: int) -> None:
    server = serve(lambda _: answer(b"sorry", status=status))
    fetched = ask(server.url)
    assert fetched.error is None
    assert (fetched.exchange.status, fetched.exchange.body) == (status, b"sorry")
    assert len(server.requests) == 1


def test_tls_is_verified_always(tmp_path: Path) -> None:
    context, _ = self_signed(tmp_path)
    with FakeServer(lambda _: answer(BODY), tls=context) as server:
        fetched = ask(server.url)
    assert isinstance(fetched.error, TlsError)
    assert "self-signed" in str(fetched.error)
    assert server.requests == []


def test_a_trusted_certificate_is_recorded(tmp_path: Path) -> None:
    context, trusted = self_signed(tmp_path)
    with FakeServer(lambda _: answer(BODY), tls=context) as server:
        fetched = ask(server.url, replace(QUICK, ca_file=str(trusted)))
    assert fetched.error is None
    certificate = x509.load_pem_x509_certificate(trusted.read_bytes())
    assert fetched.exchange.certificate == certificate.public_bytes(Encoding.DER)
    assert fetched.exchange.address == f"127.0.0.1:{server.port}"


def test_a_certificate_for_another_name_is_refused(tmp_path: Path) -> None:
    context, trusted = self_signed(tmp_path, host="192.0.2.1")
    with FakeServer(lambda _: answer(BODY), tls=context) as server:
        fetched = ask(server.url, replace(QUICK, ca_file=str(trusted)))
    assert isinstance(fetched.error, TlsError)


@pytest.mark.once
def test_a_tls_body_that_drips_is_cut_when_its_time_is_up(tmp_path: Path) -> None:
    context, trusted = self_signed(tmp_path)

    def handle(request: Request) -> Iterable[bytes]:
        yield head()
        yield from drip(b"x" * 2000, pause_s=0.02)

    with FakeServer(handle, tls=context) as server:
        options = replace(QUICK, ca_file=str(trusted), total_timeout_s=0.6)
        fetched = ask(server.url, options)
    assert isinstance(fetched.error, TruncatedBodyError)
    assert fetched.exchange.body.startswith(b"x")


def test_plain_http_where_tls_was_asked_is_a_tls_failure(serve: Serve) -> None:
    server = serve(lambda _: answer(BODY))
    fetched = ask(server.url.replace("http:", "https:"))
    assert isinstance(fetched.error, CaptureError)
    assert isinstance(fetched.error, TlsError | UnreachableError)


def test_the_environment_s_proxy_and_passwords_are_not_used(
    serve: Serve, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    server = serve(lambda _: answer(BODY))
    assert ask(server.url).error is None
    assert server.requests[0].header("Authorization") is None


def test_a_proxy_is_used_where_asked_for_and_recorded_without_its_password(serve: Serve) -> None:
    site = serve(lambda _: answer(BODY))
    proxy = serve(lambda request: answer(json.dumps({"asked": request.target})))
    named = proxy.url.replace("http://", "http://me:secret@")
    fetched = ask(site.url + "/a", replace(QUICK, proxy=named))
    assert json.loads(fetched.exchange.body) == {"asked": site.url + "/a"}
    assert fetched.exchange.egress == proxy.url
    assert fetched.exchange.address == f"127.0.0.1:{proxy.port}"
    assert site.requests == []
    assert "secret" not in repr(fetched.exchange)


def test_a_missing_file_of_authorities_is_named(tmp_path: Path) -> None:
    fetched = ask("https://127.0.0.1:1/", replace(QUICK, ca_file=str(tmp_path / "none.pem")))
    assert isinstance(fetched.error, UnreachableError)
    assert "none.pem" in str(fetched.error)


@pytest.mark.parametrize("proxy", ["http://127.0.0.1:1", "http://"])
def test_a_proxy_that_is_not_there_is_named(proxy: str) -> None:
    fetched = ask("http://127.0.0.1:2/", replace(QUICK, proxy=proxy))
    assert isinstance(fetched.error, UnreachableError)
    assert "proxy" in str(fetched.error)
