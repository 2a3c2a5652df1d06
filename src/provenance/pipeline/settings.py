"""What a run is told, in one frozen value, and how it tells of its progress."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from provenance.capture import Credentials, Wanted
from provenance.log import Signer
from provenance.model import Overrides


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a run is told.

    Attributes:
        archive: The archive's file.
        observer: Name under which captures are recorded.
        observed_at: When the files read were served, on the user's word; aware; None where
            nobody says.
        contact: Whom a site's owner can turn to, sent with every request; None sends that there is
            none.
        timeout_s: Seconds to wait for a connection and for each part of an answer, of which a
            whole one may take four times as many; None for the usual.
        proxy: Address of the proxy to go through; None to connect directly.
        allow_private: Whether private, loopback and link-local addresses may be asked.
        again_after_s: Seconds after which a post that shows another text than before is asked for
            again.
        node: Address of a node of the site that is asked for each post too, and then for what
            is asked for again; None for whichever answers.
        credentials: Who signs in, to see what editors see; None asks as everybody may.
        neighbours: How many other items of a site are asked for, whose numbers and dates tell when
            the newest revision was stored.
        ignore_robots: Whether sites are asked for what their robots.txt asks programs to leave.
        jobs: How many hosts are asked at once.
        wanted: Which posts of a whole site are asked for.
        is_full: Whether every text of a site is asked for, whatever its claims say.
        targets_from: A list of further targets, `-` for standard input; None for none.
        full_every: Every how many sweeps of a list that is done in any case.
        language: What the words of texts are read in when what changed is classified, as a BCP 47
            tag; None for what each answer states.
        signer: Who signs the log when the run has ended; None to leave it unsigned.
        overrides: What a project decided of findings beforehand; None for nothing.
    """

    archive: Path
    observer: str = "local"
    observed_at: datetime | None = None
    contact: str | None = None
    timeout_s: float | None = None
    proxy: str | None = None
    allow_private: bool = False
    again_after_s: float = 3.0
    node: str | None = None
    credentials: Credentials | None = None
    neighbours: int = 0
    ignore_robots: bool = False
    jobs: int = 8
    wanted: Wanted = field(default_factory=Wanted)
    is_full: bool = False
    targets_from: Path | None = None
    full_every: int = 10
    language: str | None = None
    signer: Signer | None = None
    overrides: Overrides | None = None


class Progress(Protocol):
    """Who is told how far a run is."""

    def start(self, description: str, total: int | None) -> None:
        """Begin a stage; `total` None where its length is not known."""

    def advance(self, n: int = 1) -> None:
        """Say that `n` more of the stage are done."""

    def done(self) -> None:
        """End the stage."""


class Unseen:
    """A progress that nobody looks at."""

    def start(self, description: str, total: int | None) -> None:
        """Do nothing."""

    def advance(self, n: int = 1) -> None:
        """Do nothing."""

    def done(self) -> None:
        """Do nothing."""
