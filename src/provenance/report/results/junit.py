"""JUnit XML, as build servers read it: an article is a test case.

What fails the run is a failure; an article that was not checked is an error, since nothing is known
of it, and a skipped one where it may pass.
"""

import re

from junitparser import Error, Failure, JUnitXml, Skipped, TestCase, TestSuite

from provenance.model import Finding
from provenance.report.results.rows import ArticleRow, Results, RowState
from provenance.report.results.told import told_beside
from provenance.report.visible import visible

# XML 1.0 has no place for these (section 2.2), and no escape.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(results: Results) -> str:
    """Return one suite with a case an article."""
    suite = TestSuite(f"provenance {results.command}")
    for row in results.rows:
        suite.add_testcase(_case(results, row))
    report = JUnitXml()
    report.add_testsuite(suite)
    written: bytes = report.tostring()  # type: ignore[no-untyped-call]  # its one untyped method
    return written.decode() + "\n"


def _case(results: Results, row: ArticleRow) -> TestCase:
    case = TestCase(_plain(row.heading), classname=_plain(row.name))
    failing = [finding for finding in row.findings if results.fails(row, finding)]
    if row.state is RowState.NOT_CHECKED:
        kind = Skipped if row.is_excused else Error
        why = _plain(f"It was not checked: {row.why}. No change is claimed.")
        outcome = kind(why, "not-checked")
        outcome.text = why
        case.result = [outcome]
    elif failing:
        failure = Failure(_plain(failing[0].message), failing[0].rule)
        failure.text = _plain("\n\n".join(map(_whole, failing)))
        case.result = [failure]
    others = [finding for finding in row.findings if finding not in failing]
    if others:
        case.system_out = _plain("\n\n".join(map(_whole, others)))
    return case


def _whole(finding: Finding) -> str:
    head = f"{finding.level.value} {finding.rule} ({finding.certainty.value})"
    fits = (f"What fits: {line}" for line in finding.explanations)
    return "\n".join([head, finding.message, *told_beside(finding), *fits])


def _plain(text: str) -> str:
    lines = (visible(line) for line in text.split("\n"))
    return _NOT_XML.sub("\ufffd", "\n".join(lines))
