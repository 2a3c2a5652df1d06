"""Imports of exports for people: which posts, what of them changed, what was left out."""

from provenance.assess.wording import say_count
from provenance.model import ExportImport
from provenance.report.layout import Page, Run, Style
from provenance.report.look import Look
from provenance.report.text_finding import tally, write_finding
from provenance.report.text_history import write_posts
from provenance.report.text_post import write_headline

_SHOWN = 20


def write_import(page: Page, outcome: ExportImport, look: Look) -> None:
    """Write an import: the posts that changed with their findings, then a table and the totals."""
    for post in outcome.changed:
        write_headline(page, post.post)
        for finding in post.findings:
            page.blank()
            write_finding(page, finding, verbose=look.verbose)
        page.blank()
        page.rule()
    shown = outcome.posts if look.verbose else outcome.posts[:_SHOWN]
    if shown:
        write_posts(page, shown, terminal=look.terminal)
        page.blank()
    if len(shown) < len(outcome.posts):
        page.line(f"and {len(outcome.posts) - len(shown):,} more, which -v lists")
        page.blank()
    _write_totals(page, outcome)


def _write_totals(page: Page, outcome: ExportImport) -> None:
    made = f", made {outcome.made} as it says" if outcome.made else ""
    page.line(f"Export {outcome.path}{made}")
    held = outcome.already_held
    page.line(
        f"{say_count(len(outcome.posts), 'post')}, {say_count(outcome.recorded, 'capture')}"
        f" recorded{f', {held:,} held already' if held else ''}: ",
        Run(tally([f for post in outcome.changed for f in post.findings]), Style.STRONG),
    )
    for why, number in outcome.left_out:
        page.line(f"Left out: {number:,} {why}")
    page.line(
        "An export holds what is stored, and is compared with other exports alone; only what two"
        " of them show is judged here."
    )
