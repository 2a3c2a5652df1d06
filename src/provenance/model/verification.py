"""What a verification checked, step by step; never one word "valid"."""

from dataclasses import dataclass
from enum import StrEnum

from provenance.model.snapshot import Block


class Outcome(StrEnum):
    """What a step came to; a check that has one that fails raises, and gives its steps besides."""

    HOLDS = "holds"
    FAILS = "fails"
    NOT_CHECKED = "not checked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One numbered step.

    Attributes:
        number: From 1, as in the specification that the steps follow.
        what: What is checked, in one sentence without full stop.
        outcome: What it came to.
        why: Why it was not checked, or in what it fails, in one sentence without full stop; empty
            where it holds.
        command: The line by which another program checks the same; empty where none is named.
        is_required: Whether what was checked rests on it; else it is said for people alone.
    """

    number: int
    what: str
    outcome: Outcome
    why: str = ""
    command: str = ""
    is_required: bool = True

    @property
    def is_settled(self) -> bool:
        """Whether it holds, or nothing rests on it."""
        return self.outcome is Outcome.HOLDS or not self.is_required


class EvidenceKind(StrEnum):
    """What kind of thing was checked."""

    BLOCK_PROOF = "block proof"
    CAPTURE_PROOF = "capture proof"
    LOG_PROOF = "log proof"
    PUBLISHED_LOG = "published log"
    ARCHIVE = "archive"
    STATEMENT = "signed statement"
    BUNDLE = "bundle"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What the check of one thing came to.

    Attributes:
        kind: What kind of thing it is.
        steps: Every step, in order.
    """

    kind: EvidenceKind
    steps: tuple[Step, ...]

    @property
    def is_complete(self) -> bool:
        """Whether everything that it rests on was checked, and holds."""
        return all(step.is_settled for step in self.steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockVerification:
    """What the check of one block's proof came to.

    Attributes:
        steps: Every step, in order.
        block: The block.
        index: Its position among the post's blocks, from 0.
        size: How many blocks the post has.
        content: The content digest that the proof leads to; 32 bytes.
    """

    steps: tuple[Step, ...]
    block: Block
    index: int
    size: int
    content: bytes
