"""A witness's two calls over HTTP: every request is answered, and none can hold it up.

Owns what strangers may cost: so many requests at once, so long for each, one to a connection, and
a fault of the witness's own ends that request alone. Never decides what is cosigned.
"""

import logging
import re
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import cast

from provenance.capture import hold, lifeline
from provenance.errors import WitnessError
from provenance.log import MAX_REQUEST_BYTES
from provenance.pipeline.witnessing import CHECKPOINT, Witness

_LENGTH = re.compile(r"[0-9]{1,9}", re.ASCII)
_TEXT = "text/plain; charset=utf-8"
_SIZE = "text/x.tlog.size"
_BUSY = b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
_LOG = logging.getLogger(__name__)

# Status, body and media type.
_Answer = tuple[int, bytes, str]


class WitnessServer(ThreadingHTTPServer):
    """Serves a witness; its caller starts and stops it.

    Args:
        address: Host and port to listen on; port 0 for a free one.
        witness: Whose calls are served.
        whole_s: Longest time that one request may take, from its connection to its answer.
        most: How many may be under way; whoever comes then is told that it is busy.
    """

    request_queue_size = 64

    def __init__(
        self, address: tuple[str, int], witness: Witness, *, whole_s: float, most: int
    ) -> None:
        self.witness = witness
        self.whole_s = whole_s
        self._places = threading.BoundedSemaphore(most)
        super().__init__(address, _Handler)

    def process_request(self, request: object, client_address: object) -> None:
        """Begin a thread for a request, where there is a place for it."""
        connection = cast("socket.socket", request)
        if self._places.acquire(blocking=False):
            try:
                super().process_request(connection, client_address)
            except BaseException:  # no thread could be begun, which would have given it back
                self._places.release()
                raise
            return
        with suppress(OSError):
            connection.sendall(_BUSY)
        self.shutdown_request(connection)

    def process_request_thread(self, request: object, client_address: object) -> None:
        """Answer a request, and give its place back."""
        try:
            super().process_request_thread(cast("socket.socket", request), client_address)
        finally:
            self._places.release()

    def handle_error(self, request: object, client_address: object) -> None:
        """Keep quiet of a connection that broke; the next one is served all the same."""


def witness_server(
    witness: Witness, host: str, port: int, *, whole_s: float = 20.0, most: int = 32
) -> WitnessServer:
    """Return a server of the witness's two calls; arguments as `WitnessServer` has them."""
    return WitnessServer((host, port), witness, whole_s=whole_s, most=most)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: WitnessServer

    def handle(self) -> None:
        """Answer one request; whoever is slower than all of it may be is cut off."""
        with lifeline(self.server.whole_s):
            hold(self.connection)
            self.handle_one_request()

    def do_POST(self) -> None:
        self._answer(self._add_checkpoint)

    def do_GET(self) -> None:
        self._answer(self._checkpoint)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as inherited
        """Keep quiet: who asks is nobody's business."""

    def _add_checkpoint(self) -> _Answer:
        length = self.headers.get("Content-Length", "")
        if not _LENGTH.fullmatch(length) or int(length) > MAX_REQUEST_BYTES:
            return HTTPStatus.BAD_REQUEST, b"a body of known length is needed\n", _TEXT
        body = self.rfile.read(int(length))
        if len(body) < int(length):
            return HTTPStatus.BAD_REQUEST, b"the body ends before its length\n", _TEXT
        if self.path != "/add-checkpoint":
            return HTTPStatus.NOT_FOUND, b"no such call\n", _TEXT
        return HTTPStatus.OK, str(self.server.witness.add_checkpoint(body)).encode(), _TEXT

    def _checkpoint(self) -> _Answer:
        origin_hash, _, last = self.path.removeprefix("/").partition("/")
        found = self.server.witness.checkpoint(origin_hash) if last == CHECKPOINT else None
        if found is None:
            return HTTPStatus.NOT_FOUND, b"nothing was cosigned there\n", _TEXT
        return HTTPStatus.OK, found, _TEXT

    def _answer(self, call: Callable[[], _Answer]) -> None:
        status, body, kind = _outcome(call)
        with suppress(OSError):
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(body)


def _outcome(call: Callable[[], _Answer]) -> _Answer:
    try:
        return call()
    except WitnessError as error:
        if error.size is not None:
            return error.status, f"{error.size}\n".encode(), _SIZE
        return error.status, f"{error.what}\n".encode(), _TEXT
    except Exception as error:  # noqa: BLE001 - whatever it is, the next request is answered
        _LOG.error("a request failed: %s: %s", type(error).__name__, error)
        return HTTPStatus.INTERNAL_SERVER_ERROR, b"the witness met a fault of its own\n", _TEXT
