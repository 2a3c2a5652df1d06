"""One address asked, redirects and repetitions included, as one exchange.

Whatever comes is kept: an answer that was cut, an error page, a redirect that leads nowhere. Says
what went wrong as an error value beside the exchange, and reads no meaning into the body.
"""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from http.client import HTTPException

import requests
from urllib3.exceptions import HTTPError, MaxRetryError
from urllib3.util.retry import Retry

from provenance.capture.body import read_body
from provenance.capture.credentials import (
    Login,
    repeated,
    withhold,
    without_secrets,
    without_userinfo,
)
from provenance.capture.fault import explain
from provenance.capture.lifeline import Lifeline, lifeline
from provenance.capture.options import Options
from provenance.capture.redirects import next_url
from provenance.capture.robots import rules_options
from provenance.capture.session import Session
from provenance.capture.waiting import wait_s
from provenance.errors import CaptureError, RedirectError, UnreachableError
from provenance.model import Exchange, Hop, Source

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_WAIT_AND_REPEAT = frozenset({429, 503})
_LENGTH = re.compile(r"[0-9]{1,18}", re.ASCII)
_HTTP_VERSIONS = {10: "1.0", 11: "1.1"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What asking one address gave.

    Attributes:
        exchange: What came; with `status` None where nothing did.
        error: Why it is not a whole answer; None where it is, whatever its status.
    """

    exchange: Exchange
    error: CaptureError | None


def fetch(
    url: str,
    *,
    target: str,
    session: Session,
    options: Options,
    clock: Callable[[], datetime],
    accept: str = "application/json",
    login: Login | None = None,
) -> Fetched:
    """Return what asking `url` gave; never raises for what a network or a server does.

    Raises StoppedError alone, where the run that `session` belongs to is to end.

    Args:
        url: Address to ask, `http` or `https`.
        target: What the user asked for, for the record.
        session: Of this thread.
        options: Bounds and manners.
        clock: Gives the time; aware, UTC.
        accept: Media type to ask for.
        login: Whom to sign in as, at the origin of `url`; redirects that leave it are not followed,
            and an answer that repeats the password is not kept.
    """
    manners = session.manners
    manners.wait(url)  # outside the time that the answer may take
    with lifeline(options.total_timeout_s) as line, manners.stop.holding(line):
        fetching = _Fetching(url, session, options, clock, accept, line, login)
        fetched = fetching.run(target)
    manners.answered(url, fetched.exchange)
    if login is None or (kept := withhold(fetched.exchange, login)) is fetched.exchange:
        return fetched
    return Fetched(exchange=kept, error=repeated(kept.url))


class _Fetching:
    """One fetch under way."""

    def __init__(
        self,
        url: str,
        session: Session,
        options: Options,
        clock: Callable[[], datetime],
        accept: str,
        line: Lifeline,
        login: Login | None,
    ) -> None:
        self._first = self._url = url
        self._session = session
        self._options = options
        self._clock = clock
        self._line = line
        self._deadline = time.monotonic() + options.total_timeout_s
        self._headers = {"Accept": accept, "Accept-Encoding": "gzip"}
        if options.past_caches:
            self._headers["Cache-Control"] = "no-cache"
        self._login = login
        if login is not None:
            self._headers["Authorization"] = login.authorization
        self._hops: list[Hop] = []
        self._target = url
        self._sent: requests.PreparedRequest | None = None
        self._peer: str | None = None
        self._certificate: bytes | None = None
        self._requested_at = clock()

    def run(self, target: str) -> Fetched:
        response: requests.Response | None = None
        self._target = target
        body, error = b"", None
        try:
            response = self._follow()
            body, error = self._read(response)
        except CaptureError as caught:
            error = caught
        finally:
            if response is not None:
                response.close()
        return Fetched(exchange=self._exchange(target, response, body, error), error=error)

    def _follow(self) -> requests.Response:
        seen = {self._url}
        while True:
            self._session.manners.check(self._url, self._ask_rules)
            response = self._ask_patiently()
            seen.add(self._url)  # as sent: quoted, an international name in its ASCII form
            location = response.headers.get("Location")
            if response.status_code not in _REDIRECTS or not location:
                return response
            response.close()
            self._hops.append(self._hop(response))
            self._url = next_url(self._url, location, login=self._login)
            if self._url in seen:
                raise RedirectError(
                    f"{self._first} redirects in a circle: {self._url} comes up again",
                    remedy="open it in a browser and give the address that it ends at",
                )
            if len(self._hops) > self._options.max_redirects:
                raise RedirectError(
                    f"{self._first} redirects more than {self._options.max_redirects} times",
                    remedy="open it in a browser and give the address that it ends at",
                )
            seen.add(self._url)

    def _ask_rules(self, url: str) -> tuple[Exchange, CaptureError | None]:
        """Return what asking a host for its robots.txt gave."""
        fetched = fetch(
            url,
            target=self._target,
            session=self._session,
            options=rules_options(self._options),
            clock=self._clock,
            accept="text/plain",
        )
        return fetched.exchange, fetched.error

    def _hop(self, response: requests.Response) -> Hop:
        return Hop(
            url=self._url,
            status=response.status_code,
            headers=_headers(response),
            address=self._peer,
            certificate=self._certificate,
        )

    def _ask_patiently(self) -> requests.Response:
        options = self._options
        retry = Retry(
            total=options.retries,
            status_forcelist=_WAIT_AND_REPEAT,
            backoff_factor=options.backoff_s,
            backoff_max=options.max_wait_s,
        )
        while True:
            response = self._ask()
            if not retry.is_retry("GET", response.status_code):
                return response
            try:
                # The status decides; without raw, urllib3 would take a redirect's place.
                retry = retry.increment("GET", self._url, response=response.raw)
            except MaxRetryError:
                return response
            wait = wait_s(retry, response.raw)
            if wait > min(options.max_wait_s, self._deadline - time.monotonic()):
                return response
            response.close()
            self._session.manners.stop.sleep(wait)

    def _ask(self) -> requests.Response:
        self._requested_at = self._clock()
        try:
            self._sent = self._session.prepare_get(self._url, self._headers)
            self._sent.headers.pop("Connection", None)
            self._url = self._sent.url or self._url
            self._first = self._first if self._hops else self._url
            response = self._session.ask(
                self._sent,
                timeout=(self._options.connect_timeout_s, self._options.read_timeout_s),
            )
        except (requests.RequestException, HTTPError, HTTPException, OSError, ValueError) as error:
            self._check_time(error)
            raise explain(error, self._url) from error
        # http.client takes headers that were cut for all there are.
        self._check_time(None, response)
        # Now: reading the body to its end gives the connection back.
        connection = response.raw.connection
        self._peer = getattr(connection, "peer", None)
        self._certificate = getattr(connection, "certificate", None)
        return response

    def _check_time(
        self, cause: Exception | None, response: requests.Response | None = None
    ) -> None:
        if not self._line.expired:
            return
        if response is not None:
            response.close()
        raise UnreachableError(
            f"{self._url} gave no answer within {self._options.total_timeout_s:g} seconds",
            remedy="try again later",
        ) from cause

    def _read(self, response: requests.Response) -> tuple[bytes, CaptureError | None]:
        length = response.headers.get("Content-Length", "")
        encoding = response.headers.get("Content-Encoding")
        return read_body(
            response.raw,
            encoding=encoding.strip().lower() if encoding is not None else None,
            length=int(length) if _LENGTH.fullmatch(length) else None,
            limit=self._options.max_body_bytes,
            is_late=lambda: self._line.expired,
        )

    def _exchange(
        self,
        target: str,
        response: requests.Response | None,
        body: bytes,
        error: CaptureError | None,
    ) -> Exchange:
        sent = self._sent.headers.items() if self._sent is not None else ()
        bare = Exchange(
            source=Source.HTTP,
            target=target,
            method="GET",
            url=self._first,
            final_url=self._url,
            request_headers=without_secrets(tuple((str(name), str(value)) for name, value in sent)),
            hops=tuple(self._hops),
            requested_at=self._requested_at,
            received_at=self._clock(),
            status=None,
            http_version=None,
            headers=(),
            body=body,
            content_encoding=None,
            address=None,
            certificate=None,
            egress=without_userinfo(self._options.proxy),
            file_modified_at=None,
            failure=str(error) if error is not None else None,
        )
        return bare if response is None else self._answered(bare, response)

    def _answered(self, bare: Exchange, response: requests.Response) -> Exchange:
        return replace(
            bare,
            status=response.status_code,
            http_version=_HTTP_VERSIONS.get(response.raw.version),
            headers=_headers(response),
            content_encoding=response.headers.get("Content-Encoding"),
            address=self._peer,
            certificate=self._certificate,
        )


def _headers(response: requests.Response) -> tuple[tuple[str, str], ...]:
    # urllib3 groups repeated headers; the message that it read has them in order.
    original = getattr(response.raw, "_original_response", None)
    items = (original.msg if original is not None else response.raw.headers).items()
    return tuple((str(name), str(value)) for name, value in items)
