"""What people say of a finding stands beside it wherever it is shown, and changes nothing of it."""

import json
from pathlib import Path

import pytest

from provenance import schema
from tests.integration.cli.conftest import Run

_FINDING = ("7", "changed-without-claims")


@pytest.fixture
def audited(run: Run) -> Run:
    run("audit", "1.json", "2.json")
    return run


def _said(run: Run, *arguments: str) -> str:
    return " ".join(run(*arguments).out.split())


def test_a_finding_that_nobody_reviewed_says_so(audited: Run) -> None:
    assert ", unreviewed " in _said(audited, "audit", "1.json", "2.json")
    assert "Review unreviewed (id " in _said(audited, "audit", "1.json", "2.json", "-v")


def test_what_was_said_is_shown_with_the_finding(audited: Run) -> None:
    done = audited("annotate", *_FINDING, "--by", "Ann", "--status", "confirmed")
    assert done.code == 0
    assert "Review     confirmed by Ann, " in done.out
    audited("annotate", *_FINDING, "--by", "Bob", "--reply", "We corrected it.")
    told = _said(audited, "audit", "1.json", "2.json")
    assert ", confirmed by Ann, " in told
    assert "Bob, " in told
    assert "the publisher replied, as quoted here: \u201cWe corrected it.\u201d" in told
    again = audited("audit", "1.json", "2.json", "--format", "markdown").out.replace("\\", "")
    assert "Review: confirmed by Ann" in again
    assert "We corrected it." in again
    audited("report", "7", "-q", "-o", "r.html")
    page = Path("r.html").read_text()
    assert "confirmed by Ann" in page
    assert "We corrected it." in page


def test_a_history_shows_what_was_said_of_each_edit(audited: Run) -> None:
    assert "review: unreviewed (id " in _said(audited, "history", "7")
    audited("annotate", *_FINDING, "--by", "Ann", "--status", "confirmed")
    audited("annotate", *_FINDING, "--by", "Bob", "--reply", "We corrected it.")
    told = _said(audited, "history", "7")
    assert "review: confirmed by Ann, " in told
    assert "unreviewed" not in told
    assert "replied, as quoted here: \u201cWe corrected it.\u201d" in told
    document = json.loads(audited("history", "7", "--format", "json").out)
    schema.check(document, "history")
    (edit,) = document["timeline"]
    assert [one["status"] for one in edit["annotations"]] == ["confirmed", None]
    assert edit["annotations"][1]["reply"] == "We corrected it."
    assert audited("annotate", "7", edit["id"][:8], "--by", "Ann", "--comment", "x").code == 0


def test_a_later_status_stands_and_the_earlier_one_stays(audited: Run) -> None:
    for status in ("disputed", "explained"):
        audited("annotate", *_FINDING, "--by", "Ann", "--status", status)
    document = json.loads(audited("audit", "1.json", "2.json", "--format", "json").out)
    schema.check(document, "audit")
    (finding,) = [one for one in document["posts"][0]["findings"] if one["rule"] == _FINDING[1]]
    assert [one["status"] for one in finding["annotations"]] == ["disputed", "explained"]
    assert ", explained by Ann" in _said(audited, "audit", "1.json", "2.json")


def test_a_finding_is_named_by_its_id_too(audited: Run) -> None:
    document = json.loads(audited("audit", "1.json", "2.json", "--format", "json").out)
    (finding,) = [one for one in document["posts"][0]["findings"] if one["rule"] == _FINDING[1]]
    done = audited(
        "annotate", "7", finding["id"][:8], "--by", "Ann", "--comment", "Seen.", "--format", "json"
    )
    annotated = json.loads(done.out)
    schema.check(annotated, "annotate")
    assert annotated["finding"]["annotations"][0]["comment"] == "Seen."
    # A comment alone is no review.
    assert ", unreviewed" in _said(audited, "audit", "1.json", "2.json")


def test_what_was_said_is_in_the_log(audited: Run) -> None:
    audited("key", "new", "--name", "example.org/log")
    audited("annotate", *_FINDING, "--by", "Ann", "--status", "confirmed")
    audited("log", "sign")
    key = ("--key", "provenance.key.vkey")
    assert audited("verify", "provenance.db", *key).code == 0


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("7", "changed-without-claim", "--by", "A", "--status", "confirmed"), 1, "did you mean"),
        (("7", "zzz", "--by", "A", "--status", "confirmed"), 1, "its findings are changed-"),
        (("7", "changed-without-claims", "--by", "A"), 2, "say something: give --status"),
        (("7", "changed-without-claims", "--status", "confirmed"), 2, "--by"),
        (("7", "changed-without-claims", "--by", " ", "--status", "confirmed"), 2, "--by is empty"),
        (("9", "changed-without-claims", "--by", "A", "--comment", "x"), 1, "9"),
    ],
)
def test_what_cannot_be_said_is_one_sentence(
    audited: Run, arguments: tuple[str, ...], code: int, says: str
) -> None:
    done = audited("annotate", *arguments)
    assert done.code == code
    assert says in done.err


def test_one_of_several_findings_must_be_named(run: Run) -> None:
    run("audit", "1.json", "2.json")
    run("audit", "1.json", "2.json", "1.json")
    done = run("annotate", *_FINDING, "--by", "Ann", "--status", "confirmed")
    if done.code:
        assert "name one by the beginning of its id" in done.err
    nothing = run("annotate", "8", "x", "--by", "Ann", "--status", "confirmed")
    assert nothing.code == 1
