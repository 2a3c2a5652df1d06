"""Two captures compared, for people."""

from provenance.model import Comparison, Difference, Observation
from provenance.report.layout import Page, Run, Style
from provenance.report.phrases import moment
from provenance.report.text_capture import source
from provenance.report.text_claims import write_claims
from provenance.report.text_difference import write_difference
from provenance.report.text_post import write_headline


def write_comparison(page: Page, comparison: Comparison, *, verbose: bool) -> None:
    """Write what differs, `-` and `+`, the changed words marked inside."""
    write_headline(page, comparison.post)
    page.blank()
    for sign, style, seen in (
        ("- ", Style.REMOVED, comparison.before),
        ("+ ", Style.ADDED, comparison.after),
    ):
        page.line(Run(sign + _capture(seen), style), hang=2)
    if _is_empty(comparison.difference):
        page.blank()
        page.line(_sameness(comparison.difference))
    if comparison.not_compared:
        names = " and ".join(comparison.not_compared)
        page.line(f"Not compared, since an answer does not have it: {names}.")
    write_claims(page, comparison)
    write_difference(page, comparison.difference, indent=0, whole=verbose)


def _capture(seen: Observation) -> str:
    version = f"version {seen.version}, " if seen.version else ""
    return f"{version}capture {seen.capture_id}, {moment(seen.moment)}, {source(seen)}"


def _is_empty(difference: Difference) -> bool:
    return not (
        difference.edits or difference.typography or difference.dynamic or difference.metadata
    )


def _sameness(difference: Difference) -> str:
    same = "No difference in title, content, own excerpt or tracked metadata"
    return f"{same}; the markup around them differs." if difference.markup_differs else f"{same}."
