"""A summary says of how many edits a note was looked for, and never that none was written."""

from provenance.assess import EDIT_RULES
from provenance.model import GroupBy, GroupSummary, Summary
from provenance.report import FORMATS, Look
from tests.unit.report.samples import ARCHIVE


def said(*, looked_for: int, with_note: int) -> str:
    group = GroupSummary(
        by=GroupBy.SITE,
        site="example.org",
        name=None,
        posts=2,
        captures=6,
        compared=2,
        one_text=0,
        edited=2,
        edits=tuple((slug, 3 if slug == "changed-with-modified" else 0) for slug in EDIT_RULES),
        material=2,
        looked_for=looked_for,
        with_note=with_note,
        findings=(),
        span=None,
        longest_gap=None,
        timed=0,
        unchanged=None,
        changed=None,
        stated=0,
        saved=None,
    )
    whole = Summary(archive=ARCHIVE, posts=2, edit_rules=EDIT_RULES, groups=(group,))
    return FORMATS["text"](Look()).summary(whole).splitlines()[3].strip()


def test_edits_that_a_note_explains_are_said_among_those_looked_at() -> None:
    assert said(looked_for=2, with_note=1) == (
        "changed-with-modified 3; 2 material, 1 of 2 explained by a note"
    )


def test_where_no_note_was_looked_for_nothing_is_said_of_notes() -> None:
    assert said(looked_for=0, with_note=0) == "changed-with-modified 3; 2 material"
