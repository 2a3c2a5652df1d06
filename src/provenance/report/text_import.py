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
    held = f", {outcome.already_held:,} held already" if outcome.already_held else ""
    page.line(
        f"{say_count(len(outcome.posts), 'post')}, {say_count(outcome.recorded, 'capture')}"
        f" recorded{held}: ",
        Run(_verdict(outcome), Style.STRONG),
    )
    for what, number in outcome.left_out:
        page.line(f"Left out: {what}: {number:,}", hang=2)
    page.line("An export holds what is stored, and is compared with other exports alone.")


def _verdict(outcome: ExportImport) -> str:
    """Return what was found; never a word that passes for "clean" where nothing was compared."""
    if not outcome.compared:
        return "nothing was compared, since no other export of them is held"
    found = tally([finding for post in outcome.changed for finding in post.findings])
    rest = len(outcome.posts) - outcome.compared
    return f"{found}; {rest:,} not compared" if rest else found
