"""Each format says the same of the same rows, and nothing captured escapes from it."""

import csv
import io
import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import defusedxml.ElementTree
import pytest

from provenance.assess import PIN_RULES
from provenance.model import Annotation, Level, Turn
from provenance.report import RESULT_FORMATS
from provenance.report.results import RowState
from tests.unit.report.results.samples import HOSTILE, results, row
from tests.unit.report.samples import NOON, finding, note

_ATOM = "{http://www.w3.org/2005/Atom}"


def _render(name: str, *arguments: object, **fields: object) -> str:
    made = results(*arguments, **fields)  # type: ignore[arg-type]  # rows, by place
    return RESULT_FORMATS[name].load()(made)


def _xml(text: str) -> ET.Element:
    element: ET.Element = defusedxml.ElementTree.fromstring(text)
    return element


@pytest.mark.parametrize("name", RESULT_FORMATS)
def test_the_same_results_give_the_same_bytes(name: str) -> None:
    assert _render(name) == _render(name)
    assert _render(name).endswith("\n")


@pytest.mark.parametrize("name", RESULT_FORMATS)
def test_nothing_captured_reaches_a_terminal_as_a_command(name: str) -> None:
    text = _render(name)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", text)


@pytest.mark.parametrize("name", ["junit", "github", "markdown", "csv", "atom"])
def test_other_explanations_stand_beside_every_observation(name: str) -> None:
    text = _render(name, row()).replace("\\", "")
    assert "The site shows more than one wording" in text


@pytest.mark.parametrize("name", ["junit", "github", "markdown", "csv"])
def test_what_was_not_checked_is_named_with_its_reason(name: str) -> None:
    assert "nobody answers at example.org" in _render(name).replace("\\", "")


@pytest.mark.parametrize("name", ["sarif", "github", "markdown", "atom"])
def test_both_counts_are_always_there(name: str) -> None:
    assert "4 articles: 3 checked, 1 not checked; 1 as pinned, 2 not." in _render(name)
    only = row(state=RowState.NOT_CHECKED, why="x", findings=())
    assert "1 article: 0 checked, 1 not checked; 0 as pinned, 0 not." in _render(name, only)


@pytest.mark.parametrize("name", ["junit", "markdown", "csv", "atom"])
def test_notes_and_texts_in_turns_stand_beside_the_message(name: str) -> None:
    turns = (Turn(capture=1, captures=9, times=4), Turn(capture=2, captures=1, times=1))
    found = finding(turns=turns, notes=(note(), note()))
    text = _render(name, row(findings=(found,))).replace("\\", "")
    without = _render(name, row(findings=(finding(),))).replace("\\", "")

    assert "the text of capture 1, served 4 times (9 captures), in turn with that of" in text
    assert text.count("in the text, block 4 (capture 2): Correction, 30 May 2026:") == 2
    assert "in turn with" not in without
    assert "block 4" not in without


@pytest.mark.parametrize("name", ["sarif", "csv", "atom"])
def test_an_edit_that_was_made_twice_is_two_findings_by_name(name: str) -> None:
    once, again = finding(), finding(message="The same, later.")
    names = re.compile(r"(?<![0-9a-f:])[0-9a-f]{64}|(?<=finding:)[0-9a-f]{64}")
    alone = set(names.findall(_render(name, row(findings=(once,)))))
    twice = set(names.findall(_render(name, row(findings=(once, again)))))
    thrice = set(names.findall(_render(name, row(findings=(once, again, again)))))

    assert [len(found) for found in (alone, twice, thrice)] == [1, 2, 3]
    assert alone < twice < thrice


def test_junit_has_failures_and_errors_apart() -> None:
    suite = _xml(_render("junit")).find("testsuite")
    assert suite is not None
    counts = {name: suite.get(name) for name in ("tests", "failures", "errors", "skipped")}
    assert counts == {"tests": "4", "failures": "2", "errors": "1", "skipped": "0"}
    failure = suite.find("testcase/failure")
    assert failure is not None
    assert failure.get("type") == "pinned-text-differs"


def test_junit_skips_what_may_pass_and_fails_nothing_unasked() -> None:
    excused = row(state=RowState.NOT_CHECKED, why="x", findings=(), is_excused=True)
    suite = _xml(_render("junit", excused, row(), fail_on=None)).find("testsuite")
    assert suite is not None
    assert (suite.get("skipped"), suite.get("failures"), suite.get("errors")) == ("1", "0", "0")
    assert "pinned-text-differs" in (suite.findtext("testcase/system-out") or "")


def test_github_annotates_the_line_of_the_lock_file() -> None:
    lines = _render("github").splitlines()
    assert lines[0].startswith(
        "::error file=provenance.lock,line=4,title=pinned-text-differs::The bridge: The text"
    )
    assert "%0AWhat fits: " in lines[0]
    unchecked = [line for line in lines if "title=not checked" in line]
    assert unchecked[0].startswith("::error file=provenance.lock,line=36,")
    assert "No change is claimed." in unchecked[0]


def test_github_annotates_by_level_what_fails_nothing() -> None:
    kinds = {line.split(" ")[0] for line in _render("github", row(), fail_on=None).splitlines()}
    assert "::warning" in kinds
    assert "::error" not in kinds
    excused = row(state=RowState.NOT_CHECKED, why="x", findings=(), is_excused=True)
    assert _render("github", excused).startswith("::warning file=")


def test_github_takes_no_command_from_a_title() -> None:
    for line in _render("github").splitlines()[:-1]:
        assert re.match(r"::(error|warning|notice) file=provenance\.lock,line=\d+,title=", line)
        assert "\r" not in line


def test_an_audit_has_no_line_to_annotate() -> None:
    line = _render("github", row(line=None), lock=None).splitlines()[0]
    assert line.startswith("::error title=pinned-text-differs::")


def test_markdown_takes_no_markup_from_a_title() -> None:
    text = _render("markdown")
    assert "<b>" not in text
    assert "\\<b\\>" in text
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    assert [len(re.findall(r"(?<!\\)\|", line)) for line in rows] == [4] * len(rows)


def test_markdown_links_web_addresses_alone() -> None:
    assert "[The bridge](<https://example.org/bridge/>)" in _render("markdown", row())
    assert "](<" not in _render("markdown", row(address="javascript:alert(1)"))
    assert "](<" not in _render("markdown", row(address="https://example.org/a b>c"))


def test_csv_has_a_line_a_finding_and_no_formula() -> None:
    lines = list(csv.DictReader(io.StringIO(_render("csv"))))
    first = lines[0]
    assert (first["rule"], first["fails"], first["line"]) == ("pinned-text-differs", "yes", "4")
    assert [line["state"] for line in lines if not line["rule"]] == ["holds", "not checked"]
    formula = _render("csv", row(title="=SUM(1)", findings=()))
    assert next(csv.DictReader(io.StringIO(formula)))["title"] == "'=SUM(1)"


def test_an_atom_feed_has_an_entry_a_finding_the_newest_first() -> None:
    feed = _xml(_render("atom"))
    ids = [entry.findtext(f"{_ATOM}id") for entry in feed.iter(f"{_ATOM}entry")]
    assert len(ids) == len(set(ids)) == len(list(results().findings()))
    updated = [entry.findtext(f"{_ATOM}updated") or "" for entry in feed.iter(f"{_ATOM}entry")]
    assert updated == sorted(updated, reverse=True)
    assert feed.findtext(f"{_ATOM}updated") == updated[0]
    assert all(link.get("href", "").startswith("https://") for link in feed.iter(f"{_ATOM}link"))


def test_an_atom_feed_without_findings_is_one() -> None:
    feed = _xml(_render("atom", row(findings=())))
    assert feed.findtext(f"{_ATOM}updated") == "1970-01-01T00:00:00Z"
    assert feed.find(f"{_ATOM}entry") is None
    assert not list(_xml(_render("atom", row(address=""))).iter(f"{_ATOM}link"))


def test_beside_a_pin_that_does_not_hold_levels_tell() -> None:
    each = row()
    beside = next(finding for finding in each.findings if finding.rule not in PIN_RULES)
    assert results(each, fail_on=beside.level).fails(each, beside)
    assert not results(each, fail_on=Level.ERROR).fails(each, beside)


@pytest.mark.parametrize("name", ["markdown", "github", "sarif"])
def test_remarks_are_told_and_take_no_command(name: str) -> None:
    remark = f"provenance.toml ignored guid-differs: {HOSTILE}"
    text = _render(name, row(), remarks=(remark,))
    assert "ignored guid" in text.replace("\\", "")
    assert "\n::error::" not in text
    assert "ignored guid" not in _render(name, row()).replace("\\", "")


@pytest.mark.parametrize("name", RESULT_FORMATS)
def test_what_a_publisher_replied_stands_beside_the_finding(name: str) -> None:
    remark = Annotation(made_at=NOON, made_by="Ann", status=None, comment=None, reply="A figure")
    answered = replace(row().findings[0], annotations=(remark,))
    assert "A figure" in _render(name, row(findings=(answered,))).replace("\\", "")
    assert "A figure" not in _render(name, row()).replace("\\", "")


def test_markdown_names_what_was_set_aside() -> None:
    aside = row(findings=(), set_aside=("note x, as provenance.toml has it: [y](z)",))
    text = _render("markdown", aside)
    assert "### What was set aside" in text
    assert r"\[y\]\(z\)" in text
    assert "set aside" not in _render("markdown", row())


def test_a_hostile_title_is_in_the_samples() -> None:
    assert HOSTILE in {each.title for each in results().rows}


@pytest.mark.parametrize(
    ("level", "state", "fails"),
    [
        (Level.WARNING, RowState.DIFFERS, True),
        # The run ends with 4 then, whatever its level.
        (Level.ERROR, RowState.DIFFERS, True),
        (None, RowState.DIFFERS, False),
        (Level.NOTE, RowState.HOLDS, False),
    ],
)
def test_a_finding_fails_from_its_level_on_and_beside_no_pin_that_holds(
    level: Level | None, state: RowState, *, fails: bool
) -> None:
    each = row(state=state)
    assert results(each, fail_on=level).fails(each, each.findings[0]) is fails
