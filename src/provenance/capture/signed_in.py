"""Posts asked for once more, signed in: what a login sees of what was captured for everybody.

Owns that each site is signed in to once, and asked no more where it did not take that: sites lock
names out that are tried again and again.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from provenance.capture.asking import Asker
from provenance.capture.credentials import Credentials, Origin, origin_of
from provenance.capture.options import Options
from provenance.capture.revisions import capture_as_role
from provenance.capture.session import Session
from provenance.capture.sign_in import sign_in
from provenance.errors import ProvenanceError
from provenance.model import (
    Failure,
    PostKey,
    Reading,
    RestAddress,
    Route,
    Source,
    parse_rest_address,
)


class SignedIn:
    """Asks as one user; for one thread, as its session is."""

    def __init__(
        self,
        credentials: Credentials,
        *,
        session: Session,
        options: Options,
        clock: Callable[[], datetime],
    ) -> None:
        self._credentials = credentials
        self._session = session
        self._options = options
        self._clock = clock
        self._askers: dict[Origin | None, Asker] = {}
        self._refused: dict[Origin | None, ProvenanceError] = {}

    def follow(
        self, target: str, readings: Sequence[Reading]
    ) -> Iterator[tuple[Reading | Failure, ...]]:
        """Yield, of each post in `readings`, what the role sees of it and its revisions.

        What is yielded together is one post's, and is to be recorded together.

        Args:
            target: What the user asked for, as typed.
            readings: What everybody was shown; of files nothing is asked.
        """
        for key, address in _posts(readings).items():
            yield tuple(self._visit(target, key, address))

    def asker(self, target: str, base: str) -> tuple[Asker | None, tuple[Reading | Failure, ...]]:
        """Return who asks as the user, None where the site does not take that; and what came of it.

        Args:
            target: What the user asked for, as typed.
            base: Of the site, as `RestAddress.base`.
        """
        origin = origin_of(base)
        came: tuple[Reading, ...] = ()
        if origin not in self._askers and origin not in self._refused:
            came = tuple(self._sign_in(target, origin, base))
        if origin in self._refused:
            return None, (*came, Failure(target=target, error=self._refused[origin]))
        return replace(self._askers[origin], target=target), came

    def _visit(
        self, target: str, key: PostKey, address: RestAddress
    ) -> Iterator[Reading | Failure]:
        asker, came = self.asker(target, address.base)
        yield from came
        if asker is not None:
            yield from capture_as_role(key, address, asker)

    def _sign_in(self, target: str, origin: Origin | None, base: str) -> Iterator[Reading]:
        try:
            login = self._credentials.login(base, proxied=self._options.proxy is not None)
        except ProvenanceError as error:
            self._refused[origin] = error
            return
        asker = Asker(
            target=target,
            session=self._session,
            options=self._options,
            clock=self._clock,
            login=login,
        )
        done = sign_in(base, asker)
        if done.asker is not None:
            self._askers[origin] = done.asker
        elif done.error is not None:
            self._refused[origin] = done.error
        yield from done.readings


def _posts(readings: Sequence[Reading]) -> dict[PostKey, RestAddress]:
    """Return the address of each post that was captured, served or refused, over the network."""
    found: dict[PostKey, RestAddress] = {}
    for reading in readings:
        address = parse_rest_address(reading.exchange.final_url)
        if reading.exchange.source is not Source.HTTP or address is None:
            continue
        for capture in reading.captures:
            # What a first look at a site's claims left alone is left alone here too.
            is_claims = capture.context.route is Route.FIELDS
            if capture.post is not None and address.collection is not None and not is_claims:
                number = capture.post.post_id
                route = f"{address.collection}/{number}"
                own = replace(address, route=route, post_id=number, query=())
                found.setdefault(capture.post, own)
    return found
