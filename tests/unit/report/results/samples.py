"""Results that the tests of every format share: each state, and text that means harm."""

from dataclasses import replace

from provenance.model import Level
from provenance.report.results import ArticleRow, Results, RowState
from tests.unit.assess.pinned import held, pin_of
from tests.unit.report.samples import NOON, answer, observation

# What a title or a message may hold where a site means harm.
HOSTILE = 'Ferry </title>|::error::`x`\n"<b>%0A &amp; \x1b[2J\x00\u202egnp ]]> =SUM(1)'


def row(**fields: object) -> ArticleRow:
    """Return a pinned article that differs, or with any of its fields set."""
    pinned = observation(1, answer("<p>It was not safe.</p>"), at=NOON)
    served = observation(2, answer("<p>It was safe.</p>"), at=NOON.replace(hour=13))
    plain = ArticleRow(
        name="example.org#7",
        key=None,
        title="The bridge",
        address="https://example.org/bridge/",
        line=4,
        state=RowState.DIFFERS,
        why="",
        is_excused=False,
        seen_at=NOON,
        findings=held(pin_of(pinned), pinned, served).findings,
    )
    return replace(plain, **fields)  # type: ignore[arg-type]  # fields come by name from tests


def hostile() -> ArticleRow:
    """Return an article whose texts would break every format that escapes nothing."""
    findings = tuple(replace(one, message=HOSTILE) for one in row().findings)
    return row(name=f"example.org#{HOSTILE}", title=HOSTILE, line=20, findings=findings)


def results(*rows: ArticleRow, **fields: object) -> Results:
    """Return a check's results: one article of each state, unless told otherwise."""
    usual = (
        row(),
        row(name="example.org#8", line=20, state=RowState.HOLDS, findings=()),
        row(
            name="example.org#9",
            line=36,
            state=RowState.NOT_CHECKED,
            why="nobody answers at example.org",
            findings=(),
        ),
        hostile(),
    )
    plain = Results(
        command="check", lock="provenance.lock", rows=rows or usual, fail_on=Level.WARNING
    )
    return replace(plain, **fields)  # type: ignore[arg-type]  # fields come by name from tests
