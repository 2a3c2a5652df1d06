"""Writes tables in Markdown. Owns no figure."""

from collections.abc import Iterable, Sequence

Row = Sequence[str]


def table(head: Row, rows: Iterable[Row]) -> str:
    """Return a table in Markdown: names to the left, figures to the right."""
    rule = ["---", *("---:" for _ in head[1:])]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *rows))


def verdict(*, missed: bool) -> str:
    """Return how a figure stands to a limit or an aim."""
    return "**missed**" if missed else "met"
