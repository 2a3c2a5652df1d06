"""Results for spreadsheets: a line a finding, and one for each article without, as RFC 4180 has it.

Lines end in LF. A cell that a spreadsheet would take for a formula begins with an apostrophe.
"""

import csv
import io
from datetime import datetime

from provenance.model import Finding
from provenance.report.phrases import note, reviewed, rfc3339, said, turns
from provenance.report.results.rows import ArticleRow, Results, lasting_names
from provenance.report.visible import visible

HEADS = (
    "article",
    "title",
    "address",
    "line",
    "state",
    "why",
    "rule",
    "level",
    "certainty",
    "new",
    "fails",
    "served_before",
    "served_after",
    "message",
    "review",
    "said",
    "turns",
    "notes",
    "explanations",
    "finding",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def render(results: Results) -> str:
    """Return the rows; what is not known is empty."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(HEADS)
    for row in results.rows:
        named = zip(row.findings, lasting_names(row), strict=True)
        lines = [_values(results, row, finding, name) for finding, name in named]
        for values in lines or [_article(row)]:
            empty = [None] * (len(HEADS) - len(values))
            writer.writerow([_cell(value) for value in (*values, *empty)])
    return written.getvalue()


def _article(row: ArticleRow) -> list[object]:
    return [row.name, row.title, row.address, row.line, row.state.value, row.why]


def _values(results: Results, row: ArticleRow, finding: Finding, name: str) -> list[object]:
    after = finding.interval.after
    return [
        *_article(row),
        finding.rule,
        finding.level.value,
        finding.certainty.value,
        finding.new,
        results.fails(row, finding),
        _time(after.at if after else None),
        _time(finding.interval.until.at),
        finding.message,
        reviewed(finding),
        " / ".join(map(said, finding.annotations)),
        turns(finding.turns),
        " / ".join(map(note, finding.notes)),
        " / ".join(finding.explanations),
        name,
    ]


def _time(moment: datetime | None) -> str | None:
    return None if moment is None else rfc3339(moment)


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        text = visible(value)
        return f"'{text}" if text.startswith(_FORMULA) else text
    return value
