"""The numbered steps of one check, as they come."""

from datetime import UTC, datetime
from typing import Protocol

from provenance.errors import MalformedError, ProvenanceError, VerificationError
from provenance.model import EvidenceKind, Outcome, Step, Verification

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
    """Collects the steps of one check: those that were taken, and those that were to come.

    What fails raises. Whoever handed the steps in has `failed` tell from the error which step it
    was, and what was not come to.
    """

    def __init__(self) -> None:
        self._steps: list[Step] = []
        self._kind: EvidenceKind | None = None
        self._now = ""
        self._ahead: list[str] = []

    @property
    def kind(self) -> EvidenceKind | None:
        """What is checked; None where no check has begun."""
        return self._kind

    @property
    def has_begun(self) -> bool:
        """Whether a check has taken these steps for its own."""
        return self._kind is not None

    def plan(self, kind: EvidenceKind, first: str, *ahead: str) -> None:
        """Begin a check: say of what, and in which parts, the first of which begins."""
        self._kind, self._now, self._ahead = kind, first, list(ahead)

    def begin(self, part: str) -> None:
        """Begin a part of the check: from here on, what fails is this.

        A part that was planned comes in its place; one that was not comes in between.

        Raises:
            ValueError: It was planned for later: a step in between would be passed over.
        """
        if part in self._ahead and self._ahead.pop(0) != part:
            raise ValueError(f"{part!r} was begun before its turn")
        self._now = part

    def omit(self, *parts: str) -> None:
        """Take back what was planned, where the evidence turns out to have none of it."""
        self._ahead = [one for one in self._ahead if one not in parts]

    def verification(self) -> Verification:
        """Return what a check that came to its end has found.

        Raises:
            ValueError: It did not: something that was planned was never begun.
        """
        if self._kind is None or self._ahead:
            raise ValueError(f"a check ended without: {', '.join(self._ahead) or 'a plan'}")
        return Verification(kind=self._kind, steps=self.all())

    def failed(self, error: ProvenanceError) -> Verification:
        """Return what a check that `error` ended has found, up to there.

        Raises:
            ValueError: It had not begun.
        """
        if self._kind is None:
            raise ValueError("no check has begun")
        # What ends a check and is no fault of the evidence shows nothing of it.
        is_fault = isinstance(error, VerificationError | MalformedError)
        outcome = Outcome.FAILS if is_fault else Outcome.NOT_CHECKED
        self._add(self._now, outcome, why=str(error))
        number = len(self._steps)
        for part in self._ahead:
            self.not_checked(part, f"step {number} {'failed' if is_fault else 'was not checked'}")
        return Verification(kind=self._kind, steps=self.all())

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
