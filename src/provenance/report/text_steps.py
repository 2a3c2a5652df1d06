"""Steps of a check for people: a number, an outcome, what was checked, and why not.

A command to check it with stays in one piece, to be copied.
"""

from collections.abc import Sequence

from provenance.model import Outcome, Step
from provenance.report.layout import Page, Run, Style

_STYLES = {Outcome.HOLDS: Style.STRONG, Outcome.NOT_CHECKED: Style.WARNING}


def write_steps(page: Page, steps: Sequence[Step]) -> None:
    """Write one paragraph a step; the outcome is a word, never a colour alone."""
    width = len(str(len(steps)))
    hang = width + 14
    for step in steps:
        outcome = Run(f"{step.outcome.value:<12}", _STYLES[step.outcome])
        why = f": {step.why}" if step.why else ""
        page.line(f"{step.number:<{width}}  ", outcome, f"{step.what}{why}", hang=hang)
        if step.command:
            page.line(Run(step.command, whole=True), indent=hang)
