"""One rule as `docs/rules.md` tells of it."""

from dataclasses import dataclass

from provenance.model.finding import Certainty, Level


@dataclass(frozen=True, slots=True, kw_only=True)
class RulePart:
    """One rule's part of the page, its lines joined and its links left as their words.

    Attributes:
        slug: Name that findings carry.
        level: How much attention a finding asks for.
        certainty: What a finding rests on.
        summary: What the rule sees, on one line.
        group: Heading that it stands under, such as `One capture`.
        sees: What it sees, whole; one string a paragraph.
        example: What it would be found in.
        explanations: Every other history that fits, one sentence each.
        settles: What would settle it, one sentence each.
        why: Why its level and its certainty are what they are.
    """

    slug: str
    level: Level
    certainty: Certainty
    summary: str
    group: str
    sees: tuple[str, ...]
    example: str
    explanations: tuple[str, ...]
    settles: tuple[str, ...]
    why: str
