"""Ratios with what they are of, as a table and as lines for people; measures nothing."""

from collections.abc import Iterable
from dataclasses import dataclass

from benchmarks.tables import Row, table, verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One ratio, with what it is of.

    Attributes:
        name: What to what.
        value: The ratio.
        told: Times or sizes that it is of.
        aim: What the project would like.
        held: What the guard fails over; None where it only reports.
        is_least: Whether more is better, so that `aim` and `held` are the least.
    """

    name: str
    value: float
    told: str
    aim: float
    held: float | None = None
    is_least: bool = False

    def misses(self, limit: float) -> bool:
        """Whether the ratio is on the wrong side; NaN, which compares with nothing, is."""
        return not (self.value >= limit if self.is_least else self.value <= limit)

    @property
    def is_over(self) -> bool:
        """Whether the guard fails over it."""
        return self.held is not None and self.misses(self.held)


def figures_table(figures: Iterable[Figure]) -> str:
    """Return the table of some figures, a row each."""
    return table(("ratio", "measured", "", "aim", "", "held"), map(_row, figures))


def _row(figure: Figure) -> Row:
    return (
        figure.name,
        f"{figure.value:.2f}",
        figure.told,
        f"{figure.aim:g}",
        verdict(missed=figure.misses(figure.aim)),
        "no" if figure.held is None else f"{figure.held:g}",
    )


def line_for(figure: Figure) -> str:
    """Return a line for people."""
    held = "reported only" if figure.held is None else f"limit {figure.held:g}"
    outcome = " OVER" if figure.is_over else ""
    return f"{figure.name:44} {figure.value:6.2f}  {figure.told}   {held}{outcome}"
