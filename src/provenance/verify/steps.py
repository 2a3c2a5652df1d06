"""The numbered steps of one check, as they come."""

from datetime import UTC, datetime
from typing import Protocol

from provenance.model import Outcome, Step

NO_KEY = "no key was given that you trust; give the log's verifier key with --key"


def format_second(moment: datetime) -> str:
    """Return a time as steps say it: RFC 3339 in UTC, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def each(count: int, noun: str) -> str:
    """Return the beginning of a sentence on each of some things."""
    return f"the {noun}" if count == 1 else f"each {noun} of {count:,}"


class Progress(Protocol):
    """Who is told how far a long check is."""

    def start(self, description: str, total: int | None) -> None:
        """Begin a stage; `total` None where its length is not known."""

    def advance(self, n: int = 1) -> None:
        """Say that `n` more of the stage are done."""


class Steps:
    """Collects steps; what fails raises, and never becomes one."""

    def __init__(self) -> None:
        self._steps: list[Step] = []

    def holds(self, what: str, *, command: str = "") -> None:
        """Add a step that holds, and the line by which another program checks the same."""
        self._add(what, Outcome.HOLDS, command=command)

    def not_checked(self, what: str, why: str) -> None:
        """Add a step that was not checked, and why."""
        self._add(what, Outcome.NOT_CHECKED, why=why)

    def not_needed(self, what: str, why: str) -> None:
        """Add a step that was not checked, and that nothing else rests on."""
        self._add(what, Outcome.NOT_CHECKED, why=why, is_required=False)

    def all(self) -> tuple[Step, ...]:
        """Return the steps in order."""
        return tuple(self._steps)

    def _add(
        self,
        what: str,
        outcome: Outcome,
        *,
        why: str = "",
        command: str = "",
        is_required: bool = True,
    ) -> None:
        self._steps.append(
            Step(
                number=len(self._steps) + 1,
                what=what,
                outcome=outcome,
                why=why,
                command=command,
                is_required=is_required,
            )
        )
