"""What formats for other programs are made of: articles in rows, each with its findings.

Computes nothing new: an audit, or a lock file's check, as one shape.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import rfc8785

from provenance.assess import PIN_RULES
from provenance.assess.wording import say_count
from provenance.digest import sha256
from provenance.model import Audit, Finding, Level, LockCheck, PinState, PostAudit, PostKey


class RowState(StrEnum):
    """What looking at one article came to."""

    CHECKED = "checked"
    HOLDS = "holds"
    DIFFERS = "differs"
    NOT_CHECKED = "not checked"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRow:
    """One article, or one target that gave none.

    Attributes:
        name: `SITE#NUMBER`; of a target that gave no article what the user typed.
        key: Which post; None where none came.
        title: The title's words on one line; empty where none is known.
        address: Where readers find it; empty where nobody knows.
        line: Where the lock file has it, from 1; None without a lock file.
        state: What looking at it came to.
        why: Why it was not checked, in one sentence without full stop; empty where it was.
        is_excused: Whether it was not checked and may pass.
        seen_at: When it was served last; aware, UTC; None where nobody knows.
        findings: What was found.
        set_aside: What was not judged and why, a sentence each, as a project's file has it too.
    """

    name: str
    key: PostKey | None
    title: str
    address: str
    line: int | None
    state: RowState
    why: str
    is_excused: bool
    seen_at: datetime | None
    findings: tuple[Finding, ...]
    set_aside: tuple[str, ...] = ()

    @property
    def heading(self) -> str:
        """Return the title, or the name where there is none."""
        return self.title or self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """All rows of one run.

    Attributes:
        command: Which command gave them.
        lock: Name of the lock file; None without one.
        rows: In the run's order.
        fail_on: The level from which on a finding fails the run; None where none does.
        remarks: What whoever ran it should know, a sentence each: an ignore that has ended, say.
    """

    command: str
    lock: str | None
    rows: tuple[ArticleRow, ...]
    fail_on: Level | None
    remarks: tuple[str, ...] = ()

    def fails(self, row: ArticleRow, finding: Finding) -> bool:
        """Return whether a finding fails the run.

        None does beside a pin that holds; that a pin does not hold always does, unless nothing is
        to.
        """
        if self.fail_on is None or row.state is RowState.HOLDS:
            return False
        if finding.rule in PIN_RULES:
            return True
        levels = list(Level)
        is_told = finding.new or self.lock is not None
        return is_told and levels.index(finding.level) <= levels.index(self.fail_on)

    def findings(self) -> Iterator[tuple[ArticleRow, Finding, str]]:
        """Yield every finding with its article, and its name in `lasting_names`."""
        for row in self.rows:
            for finding, name in zip(row.findings, lasting_names(row), strict=True):
                yield row, finding, name

    def count(self, *states: RowState) -> int:
        """Return how many rows came to one of these."""
        return sum(row.state in states for row in self.rows)

    @property
    def tally(self) -> str:
        """Return both counts, in one sentence with full stop."""
        unchecked = self.count(RowState.NOT_CHECKED)
        checked = len(self.rows) - unchecked
        told = f"{say_count(len(self.rows), 'article')}: {checked} checked, {unchecked} not checked"
        if self.lock is None:
            return f"{told}."
        holds, differs = self.count(RowState.HOLDS), self.count(RowState.DIFFERS)
        return f"{told}; {holds} as pinned, {differs} not."


def of_audit(audit: Audit, fail_on: Level | None) -> Results:
    """Return an audit's posts as rows, then the targets that could not be had."""
    failed = [
        ArticleRow(
            name=failure.target,
            key=None,
            title="",
            address=failure.target if "://" in failure.target else "",
            line=None,
            state=RowState.NOT_CHECKED,
            why=str(failure.error),
            is_excused=False,
            seen_at=None,
            findings=(),
        )
        for failure in audit.failures
    ]
    rows = (*map(_post_row, audit.posts), *failed)
    return Results(command="audit", lock=None, rows=rows, fail_on=fail_on, remarks=audit.remarks)


def of_check(check: LockCheck, fail_on: Level | None) -> Results:
    """Return a lock file's pins as rows."""
    states = {
        PinState.HOLDS: RowState.HOLDS,
        PinState.DIFFERS: RowState.DIFFERS,
        PinState.NOT_CHECKED: RowState.NOT_CHECKED,
    }
    rows = tuple(
        ArticleRow(
            name=str(one.pin.key),
            key=one.pin.key,
            title=one.pin.title,
            address=one.pin.address,
            line=one.line,
            state=states[one.state],
            why=one.why if one.state is PinState.NOT_CHECKED else "",
            is_excused=one.is_excused,
            seen_at=one.seen_at,
            findings=one.findings,
        )
        for one in check.checks
    )
    return Results(
        command="check", lock=check.lock, rows=rows, fail_on=fail_on, remarks=check.remarks
    )


def lasting_names(row: ArticleRow) -> tuple[str, ...]:
    """Return what tells each finding from others in every archive that finds it; hex digits.

    Numbers of captures are an archive's own, and raw bytes change with every comment. So an edit
    that was made, undone and made again is counted: its first finding is named as if there were
    no other.
    """
    told = [_told(row, finding) for finding in row.findings]
    counts: Counter[bytes] = Counter()
    names = []
    for one in told:
        counts[one] += 1
        time = b"" if counts[one] == 1 else rfc8785.dumps(counts[one])
        names.append(sha256(one + time).hex())
    return tuple(names)


def _told(row: ArticleRow, finding: Finding) -> bytes:
    digests = [[name, one] for name, one in finding.evidence.digests if not name.endswith(".raw")]
    return rfc8785.dumps(
        {
            "article": row.name,
            "rule": finding.rule,
            "fields": list(finding.fields),
            "digests": sorted(digests),
        }
    )


def _post_row(post: PostAudit) -> ArticleRow:
    return ArticleRow(
        name=str(post.post.key),
        key=post.post.key,
        title=post.post.title,
        address=post.post.link or "",
        line=None,
        state=RowState.CHECKED if post.is_checked else RowState.NOT_CHECKED,
        why="" if post.is_checked else "no capture of it shows its text",
        is_excused=False,
        seen_at=post.post.last.at,
        findings=post.findings,
        set_aside=post.set_aside,
    )
