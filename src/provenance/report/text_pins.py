"""A lock file held against what is served now, for people; and what pinning came to."""

from collections.abc import Sequence

from provenance.assess import PIN_RULES
from provenance.assess.wording import say_count, say_time
from provenance.model import Finding, LockCheck, Pin, PinCheck, Pinned, PinState
from provenance.report.layout import Page, Run, Style
from provenance.report.phrases import reviewed
from provenance.report.text_finding import write_finding

_STYLES = {
    PinState.HOLDS: Style.STRONG,
    PinState.DIFFERS: Style.WARNING,
    PinState.NOT_CHECKED: Style.WARNING,
}
_INDENT = 2


def write_pinned(page: Page, pinned: Pinned) -> None:
    """Write what was pinned, a line a post, then the counts."""
    for word, pins in (("pinned", pinned.added), ("pinned anew", pinned.moved)):
        for pin in pins:
            page.line(Run(f"{word}  ", Style.STRONG), _name(pin), hang=_INDENT)
            page.line(_when(pin), indent=_INDENT)
    for key, why in pinned.not_pinned:
        page.line(Run("not pinned  ", Style.WARNING), f"{key}: {why}", hang=_INDENT)
    if pinned.added or pinned.moved or pinned.not_pinned:
        page.blank()
    page.line(
        f"{say_count(len(pinned.lock.pins), 'article')} pinned in all: {len(pinned.added)} added,"
        f" {len(pinned.moved)} pinned anew, {len(pinned.same)} as they were."
    )


def write_lock_check(page: Page, check: LockCheck, *, verbose: bool) -> None:
    """Write what does not hold, what was not checked, and the counts; all pins where verbose."""
    for one in check.checks:
        if one.state is not PinState.HOLDS or verbose or one.why or one.findings:
            _write_one(page, check, one, verbose=verbose)
            page.blank()
    _write_counts(page, check)
    if check.log and check.checks:
        page.line(f"The log: {check.log}.")


def _write_one(page: Page, check: LockCheck, one: PinCheck, *, verbose: bool) -> None:
    page.line(
        Run(one.state.value.upper(), _STYLES[one.state]), f"  {one.pin.title or '(no title)'}"
    )
    page.line(one.pin.address, indent=_INDENT)
    page.line(f"{one.pin.key}, line {one.line} of {check.lock}", indent=_INDENT)
    served = f"; served now: {say_time(one.seen_at)}" if one.seen_at else ""
    page.line(f"{_when(one.pin)}{served}", indent=_INDENT)
    if one.state is PinState.NOT_CHECKED:
        page.line(f"It was not checked: {one.why}. No change is claimed.", indent=_INDENT)
        if one.is_excused:
            page.line("It was seen as pinned lately enough, and may pass.", indent=_INDENT)
    elif one.why:
        page.line(f"It holds: {one.why}.", indent=_INDENT)
    own = [finding for finding in one.findings if finding.rule in PIN_RULES]
    for finding in own:
        page.blank()
        write_finding(page, finding, verbose=verbose)
    _write_since(page, [one for one in one.findings if one not in own], verbose=verbose)


def _write_since(page: Page, findings: Sequence[Finding], *, verbose: bool) -> None:
    """Write what was seen between: in short, since the same words differ as above."""
    if not findings:
        return
    page.blank()
    page.line(Run("Seen since it was pinned:", Style.STRONG), indent=_INDENT)
    for finding in findings:
        if verbose:
            page.blank()
            write_finding(page, finding, verbose=verbose)
        else:
            page.line(
                f"- {finding.level.value} {finding.rule}, {reviewed(finding)}: {finding.message}",
                indent=_INDENT,
                hang=_INDENT + 2,
            )
    if not verbose:
        page.line(
            "Each has other explanations: ",
            Run("provenance explain RULE", whole=True),
            " names them.",
            indent=_INDENT,
        )


def _write_counts(page: Page, check: LockCheck) -> None:
    holds, differs = check.count(PinState.HOLDS), check.count(PinState.DIFFERS)
    left = check.count(PinState.NOT_CHECKED)
    if not check.checks:
        page.line(
            Run("Nothing is pinned", Style.WARNING),
            f" in {check.lock}, so that nothing was checked; `provenance pin TARGET` pins.",
        )
        return
    how = " against the newest captures in the archive" if check.offline else ""
    page.line(
        f"{say_count(len(check.checks), 'pinned article')}: {holds + differs} checked{how},"
        f" {left} not checked. ",
        Run(f"{holds} {_verb(holds, 'hold')}, {differs} {_verb(differs, 'differ')}.", Style.STRONG),
    )
    if left:
        page.line("What was not checked may be as it was or not; no change is claimed of it.")
    if left == len(check.checks):
        page.line("Nothing at all was checked, so that nothing passes.")


def _verb(count: int, plural: str) -> str:
    return f"{plural}s" if count == 1 else plural


def _name(pin: Pin) -> str:
    return f"{pin.title or '(no title)'} ({pin.address})"


def _when(pin: Pin) -> str:
    if pin.captured_at is None:
        return f"version {_short(pin)}, served at a time not known"
    return f"version {_short(pin)}, pinned as served {say_time(pin.captured_at)}"


def _short(pin: Pin) -> str:
    return pin.content.hex()[:12]
