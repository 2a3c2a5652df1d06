"""What a rule is: a name, how much attention it asks for, and every history that fits it."""

from dataclasses import dataclass

from provenance.model import Certainty, Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of `docs/rules.md`.

    Attributes:
        slug: Name that findings carry.
        level: How much attention a finding asks for.
        certainty: What a finding rests on.
        summary: What the rule sees, on one line.
        compares: Whether it compares two captures, or reads one.
        explanations: Every other history that fits, one sentence each; always printed.
        settles: What would settle it, one sentence each.
    """

    slug: str
    level: Level
    certainty: Certainty
    summary: str
    compares: bool
    explanations: tuple[str, ...]
    settles: tuple[str, ...]
