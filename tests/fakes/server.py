"""A small real HTTP server on loopback, down to the bytes, so that it can also misbehave."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Self
from urllib.parse import parse_qsl, unquote, urlsplit


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request as it came: the target as sent, its decoded parts, headers in order, body."""

    method: str
    target: str
    path: str
    query: tuple[tuple[str, str], ...]
    headers: tuple[tuple[str, str], ...]
    body: bytes = b""

    def header(self, name: str) -> str | None:
        return next((v for k, v in self.headers if k.lower() == name.lower()), None)


# Bytes to send: what is yielded is sent at once, and the connection is closed at the end.
Handler = Callable[[Request], bytes | Iterable[bytes]]
REASONS = {200: "OK", 301: "Moved Permanently", 302: "Found", 401: "Unauthorized"}


def answer(
    body: bytes | str = b"",
    *,
    status: int = 200,
    content_type: str = "application/json; charset=UTF-8",
    headers: Iterable[tuple[str, str]] = (),
) -> bytes:
    """Return a whole, correct answer."""
    data = body.encode() if isinstance(body, str) else body
    own = [("Content-Type", content_type), ("Content-Length", str(len(data)))]
    return head(status=status, headers=[*own, *headers]) + data


def head(*, status: int = 200, headers: Iterable[tuple[str, str]] = ()) -> bytes:
    """Return a status line and headers, with the empty line that ends them."""
    lines = [f"HTTP/1.1 {status} {REASONS.get(status, 'Status')}"]
    lines += [f"{name}: {value}" for name, value in (*headers, ("Connection", "close"))]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n"


class FakeServer:
    """Serves `handler` on a free port of 127.0.0.1, one thread a connection, inside a `with`.

    Attributes:
        url: Its address without final slash.
        requests: Every request, in the order in which they came.
        stopping: Set when the server is being closed: a handler that stalls waits on it.
    """

    def __init__(self, handler: Handler, *, tls: ssl.SSLContext | None = None) -> None:
        self.requests: list[Request] = []
        self.stopping = threading.Event()
        self._handler = handler
        self._tls = tls
        self._listener = _listen(0)
        self._is_down = threading.Event()
        self._threads: list[threading.Thread] = []
        scheme = "http" if tls is None else "https"
        self.port = int(self._listener.getsockname()[1])
        self.url = f"{scheme}://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self._acceptor = self._start(self._accept)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stopping.set()
        self.go_down()
        for thread in self._threads:
            thread.join(timeout=10)

    def go_down(self) -> None:
        """Refuse connections from now on, as a host does whose server is down."""
        self._is_down.set()
        self._acceptor.join(timeout=10)
        self._listener.close()

    def come_back(self) -> None:
        """Take connections again, on the same port."""
        self._is_down.clear()
        self._listener = _listen(self.port)
        self._acceptor = self._start(self._accept)

    def stall(self, seconds: float = 60.0) -> None:
        """Do nothing until `seconds` have passed or the server is closed."""
        self.stopping.wait(seconds)

    def _start(self, work: Callable[[], None]) -> threading.Thread:
        thread = threading.Thread(target=work, daemon=True)
        self._threads.append(thread)
        thread.start()
        return thread

    def _accept(self) -> None:
        while not self._is_down.is_set():
            try:
                connection, _ = self._listener.accept()
            except TimeoutError:
                continue
            connection.settimeout(5)
            self._start(lambda connection=connection: self._converse(connection))  # type: ignore[misc]  # bound now, not when the thread starts

    def _converse(self, connection: socket.socket) -> None:
        # A client that hangs up, or refuses the certificate, is no fault of the server's.
        with suppress(OSError):
            if self._tls is not None:
                connection = self._tls.wrap_socket(connection, server_side=True)
            with connection:
                request = _read_request(connection)
                if request is not None:
                    self.requests.append(request)
                    self._send(connection, self._handler(request))
        connection.close()

    def _send(self, connection: socket.socket, sent: bytes | Iterable[bytes]) -> None:
        for part in [sent] if isinstance(sent, bytes) else sent:
            connection.sendall(part)
            if self.stopping.is_set():
                return


def _listen(port: int) -> socket.socket:
    listener = socket.create_server(("127.0.0.1", port))
    listener.settimeout(0.05)
    return listener


def _read_request(connection: socket.socket) -> Request | None:
    data = b""
    while b"\r\n\r\n" not in data:
        part = connection.recv(65536)
        if not part:
            return None
        data += part
        if data[:1] == b"\x16":  # a TLS greeting, which has no end that one could see
            return None
    head, _, body = data.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    method, target, _ = first.split(" ")
    parts = urlsplit(target)
    pairs = (line.partition(":") for line in lines)
    headers = tuple((name, value.strip()) for name, _, value in pairs)
    request = Request(
        method=method,
        target=target,
        path=unquote(parts.path),
        query=tuple(parse_qsl(parts.query, keep_blank_values=True)),
        headers=headers,
    )
    announced = int(request.header("Content-Length") or 0)
    while len(body) < announced:
        part = connection.recv(65536)
        if not part:
            return None
        body += part
    return replace(request, body=body)


def drip(data: bytes, *, pause_s: float) -> Iterable[bytes]:
    """Yield `data` byte by byte, with a pause before each."""
    for index in range(len(data)):
        time.sleep(pause_s)
        yield data[index : index + 1]
