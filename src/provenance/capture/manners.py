"""What a run's sessions share: when it ends, how fast it asks, and what it must not ask for."""

from dataclasses import dataclass, field

from provenance.capture.pace import Pace
from provenance.capture.robots import Ask, Robots
from provenance.capture.stopping import Stop
from provenance.model import Exchange


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How a run behaves towards the sites that it asks; shared by its threads.

    Attributes:
        stop: Ends it early.
        pace: The pauses between requests to one host; None makes none.
        robots: What sites ask programs to leave alone; None asks whatever it is told to.
    """

    stop: Stop = field(default_factory=Stop)
    pace: Pace | None = None
    robots: Robots | None = None

    @staticmethod
    def usual(*, ignore_robots: bool) -> "Manners":
        """Return the manners of a run that asks sites of others."""
        stop = Stop()
        pace = Pace(stop.sleep)
        robots = None if ignore_robots else Robots(pace.slow)
        return Manners(stop=stop, pace=pace, robots=robots)

    def wait(self, url: str) -> None:
        """Wait until the host of `url` may be asked.

        Raises:
            StoppedError: The run is to end.
        """
        self.stop.check()
        if self.pace is not None:
            self.pace.wait(url)

    def check(self, url: str, ask: Ask) -> None:
        """Check that the host of `url` does not ask programs to leave it alone.

        Raises:
            CaptureError: It does, or nobody can tell.
        """
        if self.robots is not None:
            self.robots.check(url, ask)

    def take_rules(self) -> tuple[Exchange, ...]:
        """Return the robots.txt that were read since the last call; they belong in the record."""
        return () if self.robots is None else self.robots.take()

    def answered(self, url: str, exchange: Exchange) -> None:
        """Take note of an answer of the host of `url`, or of none."""
        if self.pace is not None:
            peer = exchange.address if exchange.egress is None else None
            self.pace.answered(url, peer=peer, status=exchange.status)
