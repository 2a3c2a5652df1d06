"""A summary for spreadsheets: a line of heads, a line a group, as RFC 4180 has it but for LF."""

import csv
import io

from provenance.model import GroupSummary, Summary
from provenance.report.summary_json import seconds

_HEADS = "by site name posts captures compared one_text edited".split()
_KINDS = "material notes_looked_for with_note".split()
_TIMES = (
    "median_span_s median_longest_gap_s timed median_unchanged_s median_changed_s stated"
    " median_saved_s"
).split()


def summary_csv(summary: Summary) -> str:
    """Return the groups, a line each; what is not known is empty."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow([*_HEADS, *summary.edit_rules, *_KINDS, *_TIMES])
    writer.writerows(_row(group) for group in summary.groups)
    return written.getvalue()


def _row(group: GroupSummary) -> list[object]:
    return [
        group.by.value,
        group.site,
        group.name,
        group.posts,
        group.captures,
        group.compared,
        group.one_text,
        group.edited,
        *(count for _, count in group.edits),
        group.material,
        group.looked_for,
        group.with_note,
        seconds(group.span),
        seconds(group.longest_gap),
        group.timed,
        seconds(group.unchanged),
        seconds(group.changed),
        group.stated,
        seconds(group.saved),
    ]
