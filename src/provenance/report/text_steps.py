"""Steps of a check for people: a number, an outcome, what was checked, and why not.

A command to check it with stays in one piece, to be copied.
"""

from collections.abc import Sequence

from provenance.model import BlockVerification, Outcome, Step, Verification
from provenance.report.layout import Page, Run, Style

_STYLES = {
    Outcome.HOLDS: Style.STRONG,
    Outcome.FAILS: Style.ERROR,
    Outcome.NOT_CHECKED: Style.WARNING,
}


def write_verification(page: Page, verification: BlockVerification | Verification) -> None:
    """Write each step with its outcome, and the block that was checked, if it was one."""
    write_steps(page, verification.steps)
    if isinstance(verification, BlockVerification):
        from provenance.report.text_block import write_verified  # noqa: PLC0415 - loads the diff

        page.blank()
        write_verified(page, verification)


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
