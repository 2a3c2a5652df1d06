"""Markdown for a pull request or a job's summary; captured text is escaped."""

import re
from collections.abc import Sequence

from provenance.model import Finding
from provenance.report.phrases import rfc3339
from provenance.report.results.rows import ArticleRow, Results, RowState
from provenance.report.results.told import told_beside
from provenance.report.visible import visible

_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~&@$:])")
# No address that a reader follows by mistake: http and https alone become links.
_LINK = re.compile(r"https?://[^\s<>()\[\]\\|]+")


def render(results: Results) -> str:
    """Return a heading, the counts, a table, and a part for each article with findings."""
    title = f"provenance {results.command}"
    lines = [f"# {title}", "", results.tally, ""]
    if results.rows:
        lines += ["| article | state | findings |", "|---|---|---|"]
        lines += [_row(row) for row in results.rows]
    for row in results.rows:
        if row.findings or row.set_aside or row.state is RowState.NOT_CHECKED:
            lines += _part(row)
    if results.remarks:
        lines += ["", "## Beside this", "", *_bullets(results.remarks)]
    return "\n".join(lines).rstrip() + "\n"


def _row(row: ArticleRow) -> str:
    counts = ", ".join(sorted({finding.rule for finding in row.findings})) or "none"
    return f"| {_linked(row)} | {row.state.value} | {counts} |"


def _part(row: ArticleRow) -> list[str]:
    lines = ["", f"## {_escaped(row.heading)}", "", f"{_escaped(row.name)}, {_linked(row)}"]
    if row.state is RowState.NOT_CHECKED:
        lines += ["", f"Not checked: {_escaped(row.why)}. No change is claimed."]
    for finding in row.findings:
        lines += ["", *_finding(finding)]
    if row.set_aside:
        lines += ["", "### What was set aside, and what could not be known", ""]
        lines += _bullets(row.set_aside)
    return lines


def _finding(finding: Finding) -> list[str]:
    until = finding.interval.until.at
    served = f", served {rfc3339(until)}" if until else ""
    lines = [
        f"### {finding.level.value}: `{finding.rule}`",
        "",
        _escaped(finding.message),
        "",
        f"Certainty: {finding.certainty.value}{served}.",
    ]
    for line in told_beside(finding):
        lines += ["", _escaped(line)]
    for heading, items in (
        ("What fits", finding.explanations),
        ("Would settle it", finding.settles),
    ):
        if items:
            lines += ["", f"{heading}:", "", *_bullets(items)]
    return lines


def _bullets(items: Sequence[str]) -> list[str]:
    return [f"- {_escaped(item)}" for item in items]


def _linked(row: ArticleRow) -> str:
    if _LINK.fullmatch(row.address):
        return f"[{_escaped(row.heading)}](<{row.address}>)"
    return _escaped(row.heading)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", visible(text.replace("\n", " ")))
