"""Workflow commands of GitHub Actions: an annotation a finding, at its line of the lock file."""

from provenance.model import Finding, Level
from provenance.report.results.rows import ArticleRow, Results, RowState
from provenance.report.results.told import told_beside
from provenance.report.visible import visible

_KINDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "notice"}


def render(results: Results) -> str:
    """Return a workflow command a line, then the counts as plain text."""
    lines = []
    for row in results.rows:
        if row.state is RowState.NOT_CHECKED:
            kind = "warning" if row.is_excused else "error"
            text = f"{row.heading} was not checked: {row.why}. No change is claimed."
            lines.append(_command(results, row, kind, "not checked", text))
        lines += [_annotation(results, row, finding) for finding in row.findings]
    lines += [f"::notice title=remark::{_data(visible(remark))}" for remark in results.remarks]
    return "".join(f"{line}\n" for line in [*lines, results.tally])


def _annotation(results: Results, row: ArticleRow, finding: Finding) -> str:
    kind = "error" if results.fails(row, finding) else _KINDS[finding.level]
    text = "\n".join(
        [
            f"{row.heading}: {finding.message}",
            *(f"What fits: {line}" for line in finding.explanations),
            *told_beside(finding),
        ]
    )
    return _command(results, row, kind, finding.rule, text)


def _command(results: Results, row: ArticleRow, kind: str, title: str, text: str) -> str:
    place = "" if results.lock is None else f"file={_property(results.lock)},line={row.line},"
    shown = "\n".join(visible(line) for line in text.split("\n"))
    return f"::{kind} {place}title={_property(title)}::{_data(shown)}"


def _data(text: str) -> str:
    """Return a message as the runner takes it back: captured text must not end a command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(visible(text)).replace(":", "%3A").replace(",", "%2C")
