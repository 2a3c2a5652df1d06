"""A name that stands for several addresses: each checked, and asked until one takes it."""

import socket
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import requests

from provenance.capture import Fetched, Options, fetch, open_session
from provenance.capture.lifeline import lifeline
from provenance.capture.session import _resolve
from provenance.errors import RefusedAddressError, UnreachableError
from tests.fakes.server import FakeServer, answer
from tests.integration.capture.capturing import QUICK

BODY = b'{"id":7}'


def ask(url: str, options: Options = QUICK) -> Fetched:
    with open_session(options) as session:
        return fetch(
            url, target=url, session=session, options=options, clock=lambda: datetime.now(UTC)
        )


def resolving(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    """Let the name several.example stand for several addresses, in this order."""
    real = socket.getaddrinfo

    def resolve(host: str, *rest: object, **more: object) -> list[object]:
        names = addresses if host == "several.example" else (host,)
        found = [real(name, *rest, **more) for name in names]  # type: ignore[arg-type]  # handed through
        return [one for each in found for one in each]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)


@pytest.mark.parametrize("dead", [["127.0.0.2"], ["127.0.0.2", "127.0.0.3", "127.0.0.2"]])
def test_the_next_address_is_asked_where_one_takes_no_connection(
    monkeypatch: pytest.MonkeyPatch, dead: list[str]
) -> None:
    with FakeServer(lambda _: answer(BODY)) as server:
        resolving(monkeypatch, *dead, "127.0.0.1")
        fetched = ask(f"http://several.example:{server.port}/")
        assert fetched.exchange.body == BODY
        assert fetched.exchange.address == f"127.0.0.1:{server.port}"
        assert server.requests[0].header("Host") == f"several.example:{server.port}"


@pytest.mark.once
def test_an_address_that_is_silent_costs_one_connect_time_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    resolving(monkeypatch, "127.0.0.2", "127.0.0.1")
    with FakeServer(lambda _: answer(BODY)) as server:
        with (
            socket.create_server(("127.0.0.2", server.port), backlog=0) as full,
            ExitStack() as held,
        ):
            for _ in range(4):  # whoever comes when the queue is full gets no answer at all
                waiting = held.enter_context(socket.socket())
                waiting.setblocking(False)
                waiting.connect_ex(full.getsockname())
            options = replace(QUICK, connect_timeout_s=0.2)
            fetched = ask(f"http://several.example:{server.port}/", options)
        assert fetched.exchange.body == BODY
        assert len(server.requests) == 1


def test_where_no_address_takes_a_connection_that_is_the_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with FakeServer(lambda _: answer(BODY)) as server:
        resolving(monkeypatch, "127.0.0.2", "127.0.0.3")
        fetched = ask(f"http://several.example:{server.port}/")
        assert str(fetched.error).startswith(f"several.example:{server.port} refuses connections")


def test_an_address_that_answers_badly_is_not_replaced_by_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with FakeServer(lambda _: b"") as server:
        resolving(monkeypatch, "127.0.0.1", "127.0.0.1", "127.0.0.2")
        fetched = ask(f"http://several.example:{server.port}/")
        assert isinstance(fetched.error, UnreachableError)
        assert len(server.requests) == 1


def test_no_further_address_is_asked_when_the_time_is_up(monkeypatch: pytest.MonkeyPatch) -> None:
    with FakeServer(lambda _: answer(BODY)) as server:
        resolving(monkeypatch, "127.0.0.2", "127.0.0.1")
        with open_session(QUICK) as session, lifeline(60) as line:
            line.expire()
            with pytest.raises(requests.ConnectionError):
                session.get(f"http://several.example:{server.port}/")
        assert server.requests == []


def test_a_name_of_private_addresses_alone_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with FakeServer(lambda _: answer(b"secret")) as secret:
        resolving(monkeypatch, "127.0.0.1", "10.0.0.1")
        fetched = ask(f"http://several.example:{secret.port}/", replace(QUICK, allow_private=False))
        assert isinstance(fetched.error, RefusedAddressError)
        assert secret.requests == []


def test_of_a_name_s_addresses_the_public_ones_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    resolving(monkeypatch, "127.0.0.1", "1.1.1.1", "10.0.0.1", "2606:4700::1111", "1.1.1.1")
    public = _resolve("several.example", 443, allow_private=False)
    assert public == ["1.1.1.1", "[2606:4700::1111]"]
    every = _resolve("several.example", 443, allow_private=True)
    assert every == ["127.0.0.1", "1.1.1.1", "10.0.0.1", "[2606:4700::1111]"]


def test_a_name_of_very_many_addresses_is_not_followed_to_each(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    resolving(monkeypatch, *[f"1.1.1.{n}" for n in range(1, 200)])
    assert len(_resolve("several.example", 443, allow_private=False)) == 8
