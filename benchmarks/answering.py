"""A server that answers fast, so that what is measured is who asks: loopback, a process of its own.

It keeps connections open, takes each request for the post that its path ends with, and waits as
long as a network would.
"""

import asyncio
import multiprocessing
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import Final

_END: Final = b"\r\n\r\n"
_STARTS_WITHIN_S: Final = 30.0


@contextmanager
def answering(posts: Mapping[int, bytes], *, hosts: int, delay_s: float) -> Iterator[list[str]]:
    """Give the addresses, without final slash, of as many hosts (ports) as are asked for."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    server = context.Process(target=_run, args=(theirs, dict(posts), hosts, delay_s), daemon=True)
    server.start()
    theirs.close()
    try:
        if not ours.poll(_STARTS_WITHIN_S):
            raise TimeoutError("the answering server did not start")
        yield [f"http://127.0.0.1:{port}" for port in ours.recv()]
    finally:
        server.terminate()
        server.join()
        ours.close()


def _run(ports: Connection, posts: Mapping[int, bytes], hosts: int, delay_s: float) -> None:
    asyncio.run(_serve(ports, posts, hosts, delay_s))


async def _serve(ports: Connection, posts: Mapping[int, bytes], hosts: int, delay_s: float) -> None:
    answers = {str(number): _answer(body) for number, body in posts.items()}
    loop = asyncio.get_running_loop()
    servers = [
        await loop.create_server(lambda: _Conversation(answers, delay_s), "127.0.0.1", 0)
        for _ in range(hosts)
    ]
    ports.send([server.sockets[0].getsockname()[1] for server in servers])
    await asyncio.Event().wait()


def _answer(body: bytes) -> bytes:
    lines = [
        "HTTP/1.1 200 OK",
        "Content-Type: application/json; charset=UTF-8",
        "Date: Fri, 29 May 2026 03:22:06 GMT",
        "Vary: Accept-Encoding",
        f"Content-Length: {len(body)}",
    ]
    return "\r\n".join(lines).encode("ascii") + _END + body


class _Conversation(asyncio.Protocol):
    """One connection: a request is answered when its time has come."""

    def __init__(self, answers: Mapping[str, bytes], delay_s: float) -> None:
        self._answers = answers
        self._delay_s = delay_s
        self._received = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._received += data
        while _END in self._received:
            request, _, self._received = self._received.partition(_END)
            path = request.split(b" ", 2)[1].decode("ascii")
            body = self._answers[path.rpartition("/")[2]]
            if self._delay_s:
                asyncio.get_running_loop().call_later(self._delay_s, self._send, body)
            else:
                self._send(body)

    def _send(self, body: bytes) -> None:
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(body)
