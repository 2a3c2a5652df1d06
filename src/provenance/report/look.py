"""How a report is to look: knobs that a terminal sets, and none that changes what is said."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a report for people is drawn.

    Attributes:
        width: Columns to wrap at, at least 40.
        terminal: Whether a terminal shows it; elsewhere a row of a table is one line, however long.
        colour: Whether to colour with SGR sequences; colour never says anything by itself.
        verbose: Whether to print digests, evidence and long passages whole.
    """

    width: int = 80
    terminal: bool = False
    colour: bool = False
    verbose: bool = False
