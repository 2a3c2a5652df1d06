"""A post's edits in order, for people, a few lines each; and a text that was never seen to change.

Owns what of an edit stands in a timeline. What else fits is never left out: beside the findings
themselves they print it, elsewhere `write_fits` does.
"""

from collections.abc import Sequence

from provenance.assess import coverage
from provenance.assess.wording import say_count, say_duration, say_list, say_time
from provenance.model import (
    COSMETIC,
    Context,
    Finding,
    Level,
    Moment,
    Observation,
    Snapshot,
    TimelineEdit,
)
from provenance.report.layout import Page, Run, Style, clip
from provenance.report.look import Look
from provenance.report.phrases import certainty_in_short, note, reviewed, said

# So many fit a screen; the latest are what somebody asks for first.
_SHOWN = 5
_INDENT = 2
_LABEL = 13
_EDIT = "≠"
_LONGEST_NOTE = 160
_STYLES = {Level.ERROR: Style.ERROR, Level.WARNING: Style.WARNING, Level.NOTE: Style.NOTE}


def never_changed(observations: Sequence[Observation]) -> str | None:
    """Return that a text was never seen to change, and in what; None where that is not so.

    No change seen is not unchanged: so it is never said without the captures and their gaps.
    """
    watched = coverage(observations)
    if watched is None or not watched.is_compared or not watched.is_one_text:
        return None
    gap = watched.longest_gap
    gaps = "times not known" if gap is None else f"longest gap {say_duration(gap)}"
    return f"never seen to change: {say_count(watched.captures, 'capture')}, {gaps}"


def write_strip(
    page: Page, observations: Sequence[Observation], edits: Sequence[TimelineEdit]
) -> None:
    """Write in one line which captures show one text: `1 to 3 ≠ 4`; nothing without an edit.

    Captures that were asked for in several ways are no one line, and get none.
    """
    if not edits or len({edit.after.context for edit in edits}) > 1:
        return
    context = edits[0].after.context
    seen = [each for each in observations if each.context == context and each.snapshot]
    firsts = {edit.after.capture_id for edit in edits}
    parts: list[list[int]] = []
    for each in seen:
        if not parts or each.capture_id in firsts:
            parts.append([])
        parts[-1].append(each.capture_id)
    shown = f" {_EDIT} ".join(_range(part) for part in parts)
    page.line(
        Run(f"{'Timeline':<{_LABEL}}", Style.FAINT), shown, f"  ({_EDIT} an edit)", hang=_LABEL
    )


def _range(captures: Sequence[int]) -> str:
    first, last = captures[0], captures[-1]
    return f"{first}" if first == last else f"{first}\u2013{last}"


def write_timeline(
    page: Page, edits: Sequence[TimelineEdit], look: Look, *, is_brief: bool = False
) -> None:
    """Write a post's edits, the latest few unless all are asked for; two lines each in brief."""
    shown = edits if look.verbose else edits[-_SHOWN:]
    page.line(
        Run(f"Timeline: {say_count(len(edits), 'edit')}", Style.STRONG),
        ", each between the times when its earlier text was last served and its later one first,"
        " in UTC",
    )
    if len(shown) < len(edits):
        page.line(f"{say_count(len(edits) - len(shown), 'earlier edit')}, which -v shows")
    contexts = {edit.after.context for edit in edits}
    for edit in shown:
        _write_edit(page, edit, contexts, is_brief=is_brief)


def write_fits(page: Page, edits: Sequence[TimelineEdit]) -> None:
    """Write what fits the edits of a timeline that stands without its findings, by rule."""
    fits: dict[str, dict[str, None]] = {}
    for edit in edits:
        for finding in (edit.finding, *edit.notes):
            known = fits.setdefault(finding.rule, {})
            known |= dict.fromkeys(finding.explanations)
    for rule, explanations in fits.items():
        page.blank()
        page.line("What fits ", Run(rule, Style.STRONG), ":")
        page.bullets(explanations)


def _write_edit(page: Page, edit: TimelineEdit, contexts: set[Context], *, is_brief: bool) -> None:
    finding, interval = edit.finding, edit.finding.interval
    page.line(
        Run(_served(interval.after or interval.until, interval.until), Style.STRONG),
        "  ",
        Run(finding.rule, _STYLES[finding.level]),
    )
    where = _differing(edit.after.context, contexts)
    captures = f"captures {edit.before.capture_id} and {edit.after.capture_id}{where}"
    what = f"{finding.level.value}; {captures}; {_classes(edit)}"
    page.line(what, indent=_INDENT, hang=2 * _INDENT)
    if is_brief:
        return
    page.line(certainty_in_short(finding), indent=_INDENT, hang=2 * _INDENT)
    if (stated := _stated(edit.before.snapshot, edit.after.snapshot)) is not None:
        page.line(f"the site states: {stated}", indent=_INDENT, hang=2 * _INDENT)
    _write_review(page, finding, indent=_INDENT)
    for found in edit.notes:
        page.line(f"{found.rule} ({certainty_in_short(found)})", indent=_INDENT)
        for one in found.notes:
            page.line(clip(note(one), _LONGEST_NOTE), indent=2 * _INDENT, hang=3 * _INDENT)
        _write_review(page, found, indent=2 * _INDENT)


def _write_review(page: Page, finding: Finding, *, indent: int) -> None:
    name = f" (id {finding.id[:8]})" if finding.id else ""
    page.line(f"review: {reviewed(finding)}{name}", indent=indent, hang=indent + _INDENT)
    for remark in finding.annotations:
        page.line(f"said: {said(remark)}", indent=indent, hang=indent + _INDENT)


def _served(after: Moment, until: Moment) -> str:
    """Return an interval: `2026-05-29 12:00:00 to 2026-05-29 13:00:00 (observed)`."""
    if after.at is None and until.at is None:
        return "times not known"
    bases = dict.fromkeys(one.basis.value for one in (after, until) if one.at is not None)
    return f"{_time(after)} to {_time(until)} ({' and '.join(bases)})"


def _time(moment: Moment) -> str:
    return "not known" if moment.at is None else say_time(moment.at).removesuffix(" UTC")


def _differing(context: Context, contexts: set[Context]) -> str:
    """Return how captures were asked for, as far as a post's edits differ in that."""
    differing = [
        str(getattr(context, name) or "not stated")
        for name in ("observer", "access", "language", "route")
        if len({getattr(one, name) for one in contexts}) > 1
    ]
    return f" ({', '.join(differing)})" if differing else ""


def _classes(edit: TimelineEdit) -> str:
    if edit.material is None:
        return "not classified"
    parts: list[str] = []
    for word, is_cosmetic in (("material", False), ("else", True)):
        names = [each.value for each in edit.classes if (each in COSMETIC) is is_cosmetic]
        if names:
            parts.append(f"{word if edit.material else 'not material'}: {say_list(names)}")
    return "; ".join(parts)


def _stated(before: Snapshot | None, after: Snapshot | None) -> str | None:
    """Return what a site states of a post's history around an edit; None of a page."""
    if before is None or after is None or after.page is not None:
        return None
    return "; ".join(
        (
            f"modified {_both(_modified(before), _modified(after))}",
            f"revisions {_both(_revisions(before), _revisions(after))}",
        )
    )


def _both(before: str, after: str) -> str:
    return f"{after} in both" if before == after else f"{before}, then {after}"


def _modified(snapshot: Snapshot) -> str:
    at = snapshot.modified_at
    return "not stated" if at is None else say_time(at).removesuffix(" UTC")


def _revisions(snapshot: Snapshot) -> str:
    count, newest = snapshot.claims.revision_count, snapshot.claims.predecessor_id
    stated = "not counted" if count is None else f"{count:,}"
    return stated if newest is None else f"{stated} (newest {newest})"
