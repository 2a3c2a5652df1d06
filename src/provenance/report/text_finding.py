"""One finding for people: what was seen, how sure, when, how the text changed, what else fits."""

from collections.abc import Sequence

from provenance.assess.wording import say_count
from provenance.model import BlockChange, Certainty, Difference, Finding, Level
from provenance.report.layout import Page, Run, Style
from provenance.report.phrases import certainty, made, note, reviewed, said, served, turns
from provenance.report.text_classes import material
from provenance.report.text_difference import BOUNDED, write_blocks, write_metadata, write_no_edits
from provenance.report.text_revisions import write_saves

LEVELS = {
    Level.ERROR: ("ERROR", Style.ERROR),
    Level.WARNING: ("WARNING", Style.WARNING),
    Level.NOTE: ("note", Style.NOTE),
}
# Which part of a difference a rule is about; every other rule that carries one is about edits.
_BLOCKS = {"typography-change": "typography", "dynamic-content-change": "dynamic"}
_LABEL = 11
_INDENT = 2


def write_finding(page: Page, finding: Finding, *, verbose: bool) -> None:
    """Write one finding; explanations are always printed."""
    word, style = LEVELS[finding.level]
    seen = "" if finding.new else "  (in an earlier audit too)"
    page.line(Run(word, style), Run(f"  {finding.rule}", Style.STRONG), Run(seen, Style.FAINT))
    page.line(finding.message, indent=_INDENT)
    page.blank()
    _write_facts(page, finding, verbose=verbose)
    if finding.difference is not None:
        _write_difference(page, finding, finding.difference, verbose=verbose)
    write_saves(page, finding.edits, indent=_INDENT)
    # What is indicated is one explanation already; the rest of the findings name none above.
    fits = "Also fits:" if finding.certainty is Certainty.INDICATED else "What fits:"
    for heading, items in (
        (fits, finding.explanations),
        ("Would settle it:", finding.settles),
    ):
        if items:
            page.blank()
            page.line(Run(heading, Style.STRONG), indent=_INDENT)
            page.bullets(items, indent=_INDENT)


def _write_facts(page: Page, finding: Finding, *, verbose: bool) -> None:
    _fact(page, "Certainty", certainty(finding))
    for number, line in enumerate(served(finding.interval)):
        _fact(page, "" if number else "Served", line)
    if (when := made(finding.interval)) is not None:
        _fact(page, "Made", when)
    if finding.difference is not None and (what := material(finding.difference.edits)):
        _fact(page, "Material", what)
    if finding.turns:
        _fact(page, "In turns", turns(finding.turns))
    name = f" (id {finding.id[:8]})" if finding.id else ""
    _fact(page, "Review", f"{reviewed(finding)}{name}")
    for remark in finding.annotations:
        _fact(page, "Said", said(remark))
    if verbose:
        _write_evidence(page, finding)
        for one in finding.notes:
            _fact(page, "Note", note(one))


def _write_difference(
    page: Page, finding: Finding, difference: Difference, *, verbose: bool
) -> None:
    """Write the part of the difference that the finding is about."""
    about = set(finding.fields)
    fields = [field for field in difference.metadata if field.name in about]
    write_blocks(page, changes_of(finding, difference), indent=_INDENT, whole=verbose)
    if finding.cause is not None:  # an edit: no other finding has what differs beside it
        write_no_edits(page, difference, indent=_INDENT, whole=verbose)
    write_metadata(page, fields, indent=_INDENT, whole=verbose)
    if difference.bounded:
        page.blank()
        page.line(BOUNDED, indent=_INDENT)


def changes_of(finding: Finding, difference: Difference) -> list[BlockChange]:
    """Return the changed blocks that a finding is about."""
    changes = getattr(difference, _BLOCKS.get(finding.rule, "edits"))
    return [change for change in changes if change.field in finding.fields]


def _write_evidence(page: Page, finding: Finding) -> None:
    ids = ", ".join(map(str, finding.evidence.captures))
    noun = "capture" if len(finding.evidence.captures) == 1 else "captures"
    _fact(page, "Evidence", f"{noun} {ids}; about {', '.join(finding.fields)}")
    longest = max((len(name) for name, _ in finding.evidence.digests), default=0)
    for name, digest in finding.evidence.digests:
        page.line(f"{name:<{longest}} ", Run(digest, Style.FAINT), indent=_INDENT + 2)


def _fact(page: Page, label: str, text: str) -> None:
    page.line(Run(f"{label:<{_LABEL}}", Style.FAINT), text, indent=_INDENT, hang=_INDENT + _LABEL)


def tally(findings: Sequence[Finding]) -> str:
    """Return the number of findings by level: `1 warning (new), 2 notes (none new)`."""
    parts: list[str] = []
    for level in Level:
        of_level = [finding for finding in findings if finding.level is level]
        if of_level:
            new = sum(finding.new for finding in of_level)
            parts.append(f"{say_count(len(of_level), level.value)} ({_fresh(new, len(of_level))})")
    return ", ".join(parts) or "no findings"


def _fresh(new: int, total: int) -> str:
    if new == 0:
        return "none new"
    if new < total:
        return f"{new} new"
    return "new" if total == 1 else "all new"
