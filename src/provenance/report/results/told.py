"""What stands beside a finding's message in results for other programs, where it has any."""

from collections.abc import Iterator

from provenance.model import Finding
from provenance.report.phrases import note, turns


def told_beside(finding: Finding) -> Iterator[str]:
    """Yield how often texts took turns, and each note that was found, a line each."""
    if finding.turns:
        yield f"In turns: {turns(finding.turns)}."
    for one in finding.notes:
        yield f"Note {note(one)}"
