"""Exit codes (docs/architecture.md, "Exit codes"): what each means, and which one wins.

Python itself exits 1 on a crash, so 1 is never a verdict.
"""

from collections.abc import Collection, Iterable
from enum import IntEnum

from provenance.errors import ConfigError, ProvenanceError, VerificationError
from provenance.model import Audit, ExportImport, Failure, Finding, Level, LockCheck, PinState

INTERRUPTED = 130  # what a shell gives for a program that Ctrl-C ended

NEVER = "never"
FAIL_ON = (*(level.value for level in Level), NEVER)


class ExitCode(IntEnum):
    """What a run came to."""

    OK = 0
    ERROR = 1
    USAGE = 2
    NOT_VERIFIED = 3
    FINDINGS = 4
    NOT_CHECKED = 5


_PRECEDENCE = (
    ExitCode.NOT_VERIFIED,
    ExitCode.ERROR,
    ExitCode.NOT_CHECKED,
    ExitCode.FINDINGS,
)


def code_of_error(error: ProvenanceError) -> ExitCode:
    """Return the code of a run that `error` ended, or that could not have one target for it."""
    if isinstance(error, ConfigError):
        return ExitCode.USAGE
    return ExitCode.NOT_VERIFIED if isinstance(error, VerificationError) else ExitCode.ERROR


def codes_of_failures(failures: Iterable[Failure]) -> set[ExitCode]:
    """Return the codes of what could not be had, or judged, for each reason one."""
    return {code_of_error(failure.error) for failure in failures}


def code_of_audit(audit: Audit, fail_on: str) -> ExitCode:
    """Return the code of an audit; only findings that are new count towards `fail_on`."""
    codes = codes_of_failures(audit.failures)
    if not audit.has_looked or not all(post.is_checked for post in audit.posts):
        codes.add(ExitCode.NOT_CHECKED)
    if any(sweep.falls_short for sweep in audit.sweeps):
        codes.add(ExitCode.NOT_CHECKED)
    findings = [finding for post in audit.posts for finding in post.findings]
    if any(finding.new and _counts(finding, fail_on) for finding in findings):
        codes.add(ExitCode.FINDINGS)
    return gravest(codes)


def gravest(codes: Collection[ExitCode]) -> ExitCode:
    """Return the code that comes before the others."""
    return next((code for code in _PRECEDENCE if code in codes), ExitCode.OK)


def code_of_import(outcome: ExportImport, fail_on: str) -> ExitCode:
    """Return the code of an import of an export; nothing in it is nothing checked."""
    codes = codes_of_failures(outcome.failures)
    if not outcome.posts:
        codes.add(ExitCode.NOT_CHECKED)
    findings = [finding for post in outcome.changed for finding in post.findings]
    if any(finding.new and _counts(finding, fail_on) for finding in findings):
        codes.add(ExitCode.FINDINGS)
    return gravest(codes)


def code_of_check(check: LockCheck, fail_on: str) -> ExitCode:
    """Return the code of a check; nothing pinned, and nothing checked, is not checked.

    What was seen beside a pin that holds never counts, and a pin that does not hold always does,
    unless nothing is to: 0 says of every pinned article that it was checked and holds.
    """
    codes = set()
    states = [one.state for one in check.checks]
    if all(state is PinState.NOT_CHECKED for state in states):
        codes.add(ExitCode.NOT_CHECKED)
    for one in check.checks:
        if one.fault is not None:
            codes.add(code_of_error(one.fault))
        if one.state is PinState.NOT_CHECKED and not one.is_excused:
            codes.add(ExitCode.NOT_CHECKED)
            if any(_counts(finding, fail_on) for finding in one.findings):
                codes.add(ExitCode.FINDINGS)
        if one.state is PinState.DIFFERS and fail_on != NEVER:
            codes.add(ExitCode.FINDINGS)
    return gravest(codes)


def _counts(finding: Finding, fail_on: str) -> bool:
    """Tell whether a finding is at or over `fail_on`; `Level` goes from the gravest down."""
    levels = list(Level)
    return fail_on != NEVER and levels.index(finding.level) <= levels.index(Level(fail_on))
