"""How well a post was watched, as a JSON object (`schemas/history.schema.json`)."""

from collections.abc import Sequence

from provenance.assess import coverage
from provenance.model import Observation
from provenance.report.summary_json import seconds


def coverage_json(observations: Sequence[Observation]) -> dict[str, object] | None:
    """Return how well a post's text was watched; None where no capture shows it."""
    watched = coverage(observations)
    if watched is None:
        return None
    return {
        "captures": watched.captures,
        "span_s": seconds(watched.span),
        "longest_gap_s": seconds(watched.longest_gap),
        "never_seen_to_change": watched.is_one_text if watched.is_compared else None,
    }
