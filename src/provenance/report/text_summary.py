"""A summary for people: a table of groups, the edits of each, and what the heads mean."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import groupby

from provenance.assess.wording import say_count
from provenance.model import GroupBy, GroupSummary, Summary
from provenance.report.layout import Page, Run, Style
from provenance.report.text_history import write_table

_HEADS = ("POSTS", "CAPTURES", "COMPARED", "SAME", "EDITED", "EDITS", "SPAN", "GAP")
_TITLES = {
    GroupBy.SITE: "By site",
    GroupBy.CATEGORY: "By category",
    GroupBy.MONTH: "By month of publication",
}
_KEY = (
    (
        "COMPARED are posts with two captures of one kind at least, and SAME those of them whose"
        " captures all show one text, which does not say that it never changed in between."
    ),
    (
        "Material edits are those that may change what the text says; that a note explains an edit"
        " is said of those alone for which one was looked for. Policies differ on what needs one."
    ),
    (
        "SPAN and GAP are medians over the posts compared: from first to last capture, and the"
        " longest time without one."
    ),
    (
        "Times after publication are medians over the edits whose times are known: saved, as the"
        " site states it; served, from when the earlier text was last seen to when the later one"
        " first was."
    ),
    "A post in several categories counts in each; categories go by WordPress's numbers.",
)
_MINUTE, _HOUR, _DAY = 60, 3600, 86_400
_INDENT = 2


def write_summary(page: Page, summary: Summary) -> None:
    """Write a table for each way of counting, then what its heads mean."""
    for title, groups in groupby(summary.groups, key=_title):
        page.line(Run(title, Style.STRONG))
        _write_groups(page, list(groups))
        page.blank()
    if summary.groups:
        page.bullets(_KEY)
        page.blank()
    page.line(say_count(summary.posts, "post"))
    if summary.failures:
        names = ", ".join(failure.target for failure in summary.failures)
        page.line(Run("Could not be judged, and stand in no group: ", Style.ERROR), names, hang=2)


def _title(group: GroupSummary) -> str:
    title = _TITLES[group.by]
    return title if group.by is GroupBy.SITE else f"{title}: {group.site}"


def _write_groups(page: Page, groups: Sequence[GroupSummary]) -> None:
    write_table(
        page,
        (groups[0].by.value.upper(), *_HEADS),
        [_row(group) for group in groups],
        under=[_edits(group) for group in groups],
        indent=_INDENT,
    )


def _row(group: GroupSummary) -> tuple[str, ...]:
    counts = (
        group.posts,
        group.captures,
        group.compared,
        group.one_text,
        group.edited,
        sum(count for _, count in group.edits),
    )
    return (
        _name(group),
        *(f"{count:,}" for count in counts),
        about(group.span),
        about(group.longest_gap),
    )


def _name(group: GroupSummary) -> str:
    return group.site if group.by is GroupBy.SITE else group.name or "not stated"


def _edits(group: GroupSummary) -> str:
    """Return the edits by rule and when they were served; that nothing was compared before all."""
    if not group.compared:
        return "nothing to compare"
    said = ", ".join(f"{slug} {count:,}" for slug, count in group.edits if count)
    saved = [f"saved {about(group.saved)}"] if group.stated else []
    served = f"served {about(group.unchanged)} to {about(group.changed)}"
    if said:
        said += f"; {_say_kinds(group)}"
    times = ", ".join([*saved, served] if group.timed else saved)
    if times:
        said += f"; {times} after publication"
    return said or "no edit seen"


def _say_kinds(group: GroupSummary) -> str:
    """Return how many edits are material, and of how many of those looked at a note says so."""
    said = f"{group.material:,} material"
    if group.looked_for:
        said += f", {group.with_note:,} of {group.looked_for:,} explained by a note"
    return said


def about(length: timedelta | None) -> str:
    """Return a length of time in its one fitting unit, rounded down; `-` where it is not known."""
    if length is None:
        return "-"
    whole = int(length.total_seconds())
    for unit, name in ((_DAY, "d"), (_HOUR, "h"), (_MINUTE, "min")):
        if whole >= 2 * unit:
            return f"{whole // unit:,} {name}"
    return f"{whole:,} s"
