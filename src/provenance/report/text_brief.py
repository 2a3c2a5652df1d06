"""One post of an audit on a screen: what was seen, a small timeline, what changed, what fits.

Owns the short form, and what it leaves to `-v`: digests, sources, whole passages, what would settle
a finding. What else fits a finding stands beside it here too, as it does everywhere.
"""

from collections.abc import Sequence

from provenance.assess.wording import begin_sentence, say_count
from provenance.model import Certainty, Difference, Finding, PostAudit, TimelineEdit
from provenance.report.layout import Page, Run, Style
from provenance.report.look import Look
from provenance.report.observed import observed
from provenance.report.phrases import certainty, reviewed, said, served, turns
from provenance.report.text_classes import material
from provenance.report.text_difference import BOUNDED, write_blocks, write_metadata
from provenance.report.text_finding import LEVELS, changes_of
from provenance.report.text_post import write_facts, write_headline
from provenance.report.text_revisions import write_saves
from provenance.report.text_timeline import write_strip, write_timeline

_INDENT = 2
_PASSAGES = 3
_ASIDE = 5


def write_brief(page: Page, audit: PostAudit, edits: Sequence[TimelineEdit], look: Look) -> None:
    """Write one post with all of its findings."""
    write_headline(page, audit.post)
    page.blank()
    style = Style.STRONG if audit.is_checked else Style.WARNING
    page.line(Run(observed(audit, edits), style))
    page.blank()
    write_facts(page, audit)
    write_strip(page, audit.observations, edits)
    if len(edits) > 1:  # one is told whole below
        page.blank()
        write_timeline(page, edits, look, is_brief=True)
    told: set[tuple[str, tuple[str, ...]]] = set()
    for finding in audit.findings:
        page.blank()
        _write_finding(page, finding, told)
    _write_aside(page, audit.set_aside)


def _write_finding(page: Page, finding: Finding, told: set[tuple[str, tuple[str, ...]]]) -> None:
    word, style = LEVELS[finding.level]
    seen = "" if finding.new else "  (in an earlier audit too)"
    name = f"  {finding.id[:8]}, {reviewed(finding)}" if finding.id else ""
    heading = Run(f"  {finding.rule}", Style.STRONG)
    page.line(Run(word, style), heading, Run(f"{seen}{name}", Style.FAINT))
    for remark in finding.annotations:
        page.line(f"Said: {said(remark)}", indent=_INDENT)
    page.line(finding.message, indent=_INDENT)
    difference = finding.difference
    if difference is not None and (what := material(difference.edits)):
        page.line(f"Material: {what}", indent=_INDENT)
    if finding.turns:
        page.line(f"In turns: {turns(finding.turns)}", indent=_INDENT)
    if difference is not None:
        _write_difference(page, finding, difference)
    write_saves(page, finding.edits, indent=_INDENT)
    if difference is not None or finding.edits:
        page.blank()
    page.line(Run(_rests_on(finding), Style.FAINT), indent=_INDENT)
    _write_fits(page, finding, told)


def _rests_on(finding: Finding) -> str:
    """Return what a finding rests on, and when the two texts were served where that is known."""
    interval = finding.interval
    told = begin_sentence(certainty(finding))
    if interval.after is None or interval.after.at is None or interval.until.at is None:
        return f"{told}."
    return f"{told}. Served {', '.join(' '.join(line.split()) for line in served(interval))}."


def _write_difference(page: Page, finding: Finding, difference: Difference) -> None:
    """Write the first of what changed, in context, and how much more did."""
    about = set(finding.fields)
    blocks = changes_of(finding, difference)
    fields = [field for field in difference.metadata if field.name in about]
    write_blocks(page, blocks[:_PASSAGES], indent=_INDENT, whole=False)
    write_metadata(page, fields[:_PASSAGES], indent=_INDENT, whole=False)
    more = [
        say_count(len(items) - _PASSAGES, name)
        for items, name in ((blocks, "more changed block"), (fields, "more changed field"))
        if len(items) > _PASSAGES
    ]
    beside = len(difference.typography) + len(difference.dynamic)
    if finding.cause is not None and beside:  # an edit: no other finding has what differs beside it
        more.append(f"{say_count(beside, 'changed block')} that no edit is in")
    if more:
        page.blank()
        page.line(f"And {' and '.join(more)}; -v shows all.", indent=_INDENT)
    if difference.bounded:
        page.blank()
        page.line(BOUNDED, indent=_INDENT)


def _write_fits(page: Page, finding: Finding, told: set[tuple[str, tuple[str, ...]]]) -> None:
    """Write every explanation, numbered; of a rule that had the same ones above, that."""
    if not finding.explanations:
        return
    key = (finding.rule, finding.explanations)
    fits = "Also fits" if finding.certainty is Certainty.INDICATED else "What fits"
    if key in told:
        text = f"as for {finding.rule} above."
    elif len(finding.explanations) == 1:
        text = finding.explanations[0]
    else:
        text = " ".join(f"({n}) {each}" for n, each in enumerate(finding.explanations, start=1))
    told.add(key)
    page.line(Run(f"{fits}: ", Style.STRONG), text, indent=_INDENT)


def _write_aside(page: Page, set_aside: Sequence[str]) -> None:
    if not set_aside:
        return
    page.blank()
    page.line(Run("What was set aside, and what could not be known", Style.STRONG))
    page.bullets(set_aside[:_ASIDE])
    if len(set_aside) > _ASIDE:
        page.line(f"And {len(set_aside) - _ASIDE} more, which -v shows.", indent=_INDENT)
