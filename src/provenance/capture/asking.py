"""One target's requests: how each is made, and how what came is kept."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from provenance.capture.answer import PostSlice
from provenance.capture.credentials import Login
from provenance.capture.fetch import Fetched, fetch
from provenance.capture.options import Options
from provenance.capture.rest import ANONYMOUS, read_answer, read_posts
from provenance.capture.session import Session
from provenance.errors import ProvenanceError
from provenance.model import Exchange, Failure, Reading, RestAddress

JSON = "application/json"
HTML = "text/html,application/xhtml+xml;q=0.9"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Who asks, for which target.

    Attributes:
        target: What the user asked for, as typed.
        session: Of this thread.
        options: Bounds and manners.
        clock: Gives the time; aware, UTC.
        login: Whom to sign in as; None asks as everybody may.
        access: What captures are recorded under: `anonymous`, or the role signed in as.
    """

    target: str
    session: Session
    options: Options
    clock: Callable[[], datetime]
    login: Login | None = None
    access: str = ANONYMOUS

    def fetch(self, url: str, *, accept: str = JSON, within_s: float | None = None) -> Fetched:
        """Return what asking `url` gave.

        Args:
            url: Address to ask.
            accept: Media type to ask for.
            within_s: Seconds that it may take, without any repetition; None for as patiently as
                the options say.
        """
        return fetch(
            url,
            target=self.target,
            session=self.session,
            options=self.options if within_s is None else _hurried(self.options, within_s),
            clock=self.clock,
            accept=accept,
            login=self.login,
        )

    def read(self, fetched: Fetched, address: RestAddress) -> Reading:
        """Return the captures in what `address` answered."""
        return read_answer(fetched, address, observer=self.options.observer, access=self.access)

    def read_posts(
        self, fetched: Fetched, address: RestAddress
    ) -> tuple[Reading, tuple[PostSlice, ...]]:
        """Return as `read`, and beside it what each capture of a post was made of."""
        return read_posts(fetched, address, observer=self.options.observer, access=self.access)

    def keep(self, exchange: Exchange, error: ProvenanceError | None = None) -> Reading:
        """Return an answer that holds no capture, with what it makes of the target."""
        failures = () if error is None else (Failure(target=self.target, error=error),)
        return Reading(exchange=exchange, captures=(), failures=failures)


def _hurried(options: Options, within_s: float) -> Options:
    def most(seconds: float) -> float:
        return min(seconds, within_s)

    return replace(
        options,
        retries=0,
        connect_timeout_s=most(options.connect_timeout_s),
        read_timeout_s=most(options.read_timeout_s),
        total_timeout_s=most(options.total_timeout_s),
    )
