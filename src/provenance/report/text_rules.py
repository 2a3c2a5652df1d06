"""Rules for people: the list of them, and one with what its page says."""

from collections.abc import Sequence
from itertools import groupby

from provenance.model import Level, RulePart
from provenance.report.layout import Page, Run, Style

_STYLES = {Level.ERROR: Style.ERROR, Level.WARNING: Style.WARNING, Level.NOTE: Style.NOTE}
_INDENT = 2


def write_rules(page: Page, parts: Sequence[RulePart]) -> None:
    """Write every rule under its heading, with its level, its certainty and one line."""
    for group, members in groupby(parts, key=lambda part: part.group):
        page.line(Run(group, Style.STRONG))
        for part in members:
            page.blank()
            _write_name(page, part, indent=_INDENT)
            page.line(part.summary, indent=2 * _INDENT)
        page.blank()
    page.line("One of them whole: ", Run("provenance explain RULE", whole=True))


def write_rule(page: Page, part: RulePart) -> None:
    """Write what the page says of one rule."""
    _write_name(page, part, indent=0)
    page.line(Run(part.group, Style.FAINT))
    for paragraph in part.sees:
        page.blank()
        page.line(paragraph)
    _write_under(page, "Example", (part.example,))
    _write_items(page, "Fits as well", part.explanations)
    _write_items(page, "Would settle it", part.settles)
    _write_under(page, "Level and certainty", (part.why,))


def _write_name(page: Page, part: RulePart, *, indent: int) -> None:
    page.line(
        Run(part.slug, Style.STRONG),
        "  ",
        Run(part.level.value, _STYLES[part.level]),
        f", {part.certainty.value}",
        indent=indent,
    )


def _write_items(page: Page, head: str, items: Sequence[str]) -> None:
    page.blank()
    page.line(Run(head, Style.STRONG))
    page.bullets(items, indent=_INDENT)


def _write_under(page: Page, head: str, lines: Sequence[str]) -> None:
    page.blank()
    page.line(Run(head, Style.STRONG))
    for line in lines:
        page.line(line[:1].upper() + line[1:], indent=_INDENT)
