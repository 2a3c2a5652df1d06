"""What stands beside a finding's message in results for other programs, where it has any."""

from collections.abc import Iterator

from provenance.model import Finding
from provenance.report.phrases import note, reviewed, said, turns


def told_beside(finding: Finding) -> Iterator[str]:
    """Yield whether anybody reviewed it, what was said of it, turns and notes, a line each."""
    yield f"Review: {reviewed(finding)}."
    yield from map(said, finding.annotations)
    if finding.turns:
        yield f"In turns: {turns(finding.turns)}."
    for one in finding.notes:
        yield f"Note {note(one)}"
