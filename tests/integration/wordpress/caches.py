"""Two caching nodes in front of a WordPress, and what sends each reader to one of them."""

import random
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

_CONFIGURATION = Path(__file__).parents[2] / "lab" / "nginx.conf"
_PART = 65536


class Caches:
    """nginx as two nodes on one port of 127.0.0.1 and 127.0.0.2, inside a `with`.

    Attributes:
        port: Of both.
    """

    def __init__(self, origin: str, folder: Path) -> None:
        self.port = _free_port()
        self._folder = folder
        text = _CONFIGURATION.read_text(encoding="utf-8")
        for name, value in (("folder", folder), ("origin", origin), ("port", self.port)):
            text = text.replace(f"@{name}@", str(value))
        (folder / "nginx.conf").write_text(text, encoding="utf-8")

    @staticmethod
    def program() -> str | None:
        """Return where nginx is; None where it is not installed."""
        return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")

    def __enter__(self) -> Self:
        program = self.program()
        assert program is not None
        self._server = subprocess.Popen(
            [program, "-p", self._folder, "-c", self._folder / "nginx.conf"],
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + 20
        while not self._listens():
            assert self._server.poll() is None, (self._folder / "error.log").read_text()
            assert time.monotonic() < deadline, "nginx does not listen"
            time.sleep(0.02)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.terminate()
        self._server.wait(timeout=20)

    def _listens(self) -> bool:
        with suppress(OSError), socket.create_connection(("127.0.0.2", self.port), timeout=1):
            return True
        return False


class Balancer:
    """Sends each connection to one of two nodes, as a seed decides, inside a `with`.

    Attributes:
        url: Its address without final slash.
        fallen: On which node each connection has fallen.
    """

    def __init__(self, caches: Caches, seed: str) -> None:
        self.fallen: list[str] = []
        self._threads: list[threading.Thread] = []
        self._port = caches.port
        self._chance = random.Random(seed)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def __enter__(self) -> Self:
        self._start(self._accept)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # A thread that waits in accept is not woken by close alone.
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(timeout=10)

    def _start(self, work: Callable[[], None]) -> threading.Thread:
        thread = threading.Thread(target=work, daemon=True)
        self._threads.append(thread)
        thread.start()
        return thread

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                reader, _ = self._listener.accept()
                node = self._chance.choice(["127.0.0.1", "127.0.0.2"])
                self.fallen.append(node)
                self._start(partial(self._converse, reader, node))

    def _converse(self, reader: socket.socket, node: str) -> None:
        with reader, socket.create_connection((node, self._port)) as server:
            asking = self._start(partial(_copy, reader, server))
            _copy(server, reader)
            # The node has said all; a reader who keeps the connection open is let go.
            with suppress(OSError):
                reader.shutdown(socket.SHUT_RDWR)
            asking.join(timeout=10)


def _copy(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while part := source.recv(_PART):
            target.sendall(part)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as one:
        return int(one.getsockname()[1])
