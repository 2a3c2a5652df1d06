"""The page that a person fills in and signs: how a bundle came about, and what it cannot show.

What a program can know is written in; what only a person can know is left as a line.
"""

from dataclasses import dataclass
from datetime import datetime

from provenance.digest import format_digest, sha256
from provenance.evidence.bundle import Bundle
from provenance.evidence.html import code, heading, page, paragraph, points, shown, table
from provenance.evidence.statement import format_time
from provenance.model import Outcome, Step

_FILL = '<p class="fill"></p>\n'
_QUESTIONS = (
    "Name and function",
    "My part in capturing, keeping or exporting this",
    "Where the archive was kept, and who could write to it",
    "Who holds the private key of the log, and since when",
    "What I know of this from others, and from whom",
    "Place, date and signature",
)
_TITLE = "Declaration on how a copy was received and kept"
_PROCESS = (
    "The program asked the addresses that the statements name, or read the files that they name,"
    " and recorded each answer as it came, with its headers. For each answer that differed from the"
    " one before it, it wrote a statement and put the statement's digest into a log, of which the"
    " owner signed the checkpoint named above. The bundle was taken from that archive at the time"
    " named above."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """How a bundle was made.

    Attributes:
        at: When, by this machine's clock; aware, UTC.
        custodian: By whom, as they named themselves; None where nobody was named.
        trials: What the program's self-test tried on that day; all of it came out as known.
        steps: What the check of the bundle came to, before this page was put in.
    """

    at: datetime
    custodian: str | None
    trials: tuple[str, ...]
    steps: tuple[Step, ...]


def format_declaration(bundle: Bundle, made: Made) -> bytes:
    """Return the page on how a bundle was made."""
    checkpoint, maker = bundle.signed(), bundle.maker
    facts = (
        ("Post", code(str(bundle.post))),
        ("Captures", shown(", ".join(f"log entry {one.index:,}" for one in bundle.captures))),
        ("Log", code(checkpoint.origin)),
        ("Checkpoint", shown(f"over {checkpoint.size:,} entries")),
        ("Its text's digest", code(format_digest(sha256(bundle.note_text.encode())))),
        ("Program", shown(f"provenance-toolkit {maker.tool}, with {maker.parser}")),
        ("Bundle made", shown(f"{format_time(made.at)}, by the clock of the machine")),
        ("Made by", '<p class="fill"></p>' if made.custodian is None else shown(made.custodian)),
    )
    body = [
        f"<h1>{shown(_TITLE)}</h1>\n",
        paragraph(
            "Fill in the lines, strike out what does not apply, and sign. The program wrote the"
            " rest."
        ),
        table(facts),
        heading("What was done"),
        paragraph(_PROCESS),
        heading("Self-test on that day"),
        points(*(f"{shown(one)}: passed" for one in made.trials)),
        heading("Check of the bundle on that day"),
        points(*map(_step, made.steps)),
        heading("What this shows, and what it does not"),
        paragraph(
            "It shows that a copy was received and kept. It shows neither that what the copy says"
            " is true nor that nobody else was shown another."
        ),
        heading("To be filled in"),
        *map(_line, _QUESTIONS),
    ]
    return page(_TITLE, "".join(body))


def _step(step: Step) -> str:
    if step.outcome is Outcome.HOLDS:
        return f"{shown(step.what)}: holds"
    return f"{shown(step.what)}: not checked, since {shown(step.why)}"


def _line(question: str) -> str:
    return f'<p>{shown(question)}:</p>\n<p class="fill"></p>\n'
