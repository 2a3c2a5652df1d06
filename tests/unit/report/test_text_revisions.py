from dataclasses import replace

from provenance.assess import walk
from provenance.model import Level
from provenance.report import FORMATS, Look
from tests.unit.assess.lists import LATER, listed, revision
from tests.unit.report.revision_samples import ONE, TWO, revision_history
from tests.unit.report.samples import ARCHIVE, audit, finding, observation, post_audit

TEXT = FORMATS["text"](Look())


def test_a_list_has_a_line_for_each_revision_and_the_text_as_it_is() -> None:
    page = TEXT.revisions(revision_history(), ARCHIVE)

    assert [line.rstrip() for line in page.splitlines() if line[:3] in {"13 ", "14 ", "15 ", "16 "}]
    rows = [
        line.split("  ") for line in page.splitlines() if line[:2].isdigit() or line[:4] == "now "
    ]
    shown = [[cell.strip() for cell in row if cell.strip()] for row in rows]
    assert shown == [
        ["13", "2026-05-29 03:22:00", "1", "revision", _FIRST],
        ["14", "2026-05-29 09:00:00", "2", "revision", _CHANGED],
        ["15", "2026-05-29 10:00:00", "1", "autosave", "unsaved work, never published"],
        ["16", "2026-05-29 10:00:00", "-", "revision", "markup or typography alone"],
        ["now", "not stated", "-", "post", "the same text"],
    ]
    assert "4 revisions, as listed on 2026-05-29 12:00:00 UTC to editor (1 list in the" in page


_CHANGED = "1 block of the content (changed); material: removed"
_FIRST = "the oldest that is stored; current at publication"


def test_where_no_login_has_asked_a_report_says_so() -> None:
    page = TEXT.revisions(revision_history(fetched=False), ARCHIVE)
    assert "No list of its revisions is in the archive" in page
    assert "The newest revision, as captures name it" in page


def test_the_revision_that_captures_name_is_held_against_the_list() -> None:
    history = revision_history()
    snapshot = history.observations[0].snapshot
    assert snapshot is not None
    names = [16, 99, None]
    seen = tuple(
        replace(
            observation(number),
            snapshot=replace(snapshot, claims=replace(snapshot.claims, predecessor_id=name)),
        )
        for number, name in enumerate(names, start=1)
    )
    page = TEXT.revisions(replace(history, observations=seen), ARCHIVE)
    assert "- revision 16, in the list; " in page
    assert "- revision 99, not in the list; " in page
    assert "- none named; " in page


def test_captures_that_name_the_same_share_a_line() -> None:
    seen = tuple(observation(number) for number in range(1, 6))
    history = replace(revision_history(), observations=seen)
    assert "captures 1 and 5 and 3 captures between" in " ".join(
        TEXT.revisions(history, ARCHIVE).split()
    )
    whole = FORMATS["text"](Look(verbose=True)).revisions(history, ARCHIVE)
    assert "captures 1, 2, 3, 4 and 5" in whole


def test_a_capture_without_a_text_names_nothing() -> None:
    refused = replace(observation(1), snapshot=None)
    page = TEXT.revisions(replace(revision_history(), observations=(refused,)), ARCHIVE)
    assert "as captures name it" not in page


def test_a_list_that_is_not_whole_says_why() -> None:
    page = TEXT.revisions(revision_history(problem="the list broke off"), ARCHIVE)
    assert "Not all of them came: the list broke off." in page


def test_a_publication_older_than_every_revision_is_said() -> None:
    history = replace(revision_history(), published=None)
    said = "No stored revision is as old as the publication date"
    assert said in TEXT.revisions(history, ARCHIVE)
    assert said in TEXT.walk(history, ARCHIVE)
    assert said not in TEXT.walk(revision_history(), ARCHIVE)
    assert said not in TEXT.walk(revision_history(fetched=False), ARCHIVE)


def test_a_walk_without_a_list_says_how_to_get_one() -> None:
    said = "No list of its revisions is in the archive"
    assert said in TEXT.walk(revision_history(fetched=False), ARCHIVE)
    assert said not in TEXT.walk(revision_history(), ARCHIVE)


def test_a_walk_shows_what_each_save_changed_and_which_was_published() -> None:
    page = TEXT.walk(revision_history(), ARCHIVE)
    assert "Revision 13, 2026-05-29 03:22:00 UTC, user 1  current at publication" in page
    assert "Revision 14, 2026-05-29 09:00:00 UTC, user 2\n  1 block of the content" in page
    assert "  - It was [-not-] safe.\n  + It was safe.\n" in page
    assert "1 block of the content (changed); material: removed\n" in page
    assert "Revision 16, 2026-05-29 10:00:00 UTC\n  markup or typography alone" in page
    assert "Perhaps." not in page
    assert "The text as it is now, time not stated\n  the same text" in page


def test_a_finding_lists_the_saves_that_it_rests_on() -> None:
    shown = listed(TWO, revision(13, ONE), revision(14, TWO, LATER, author=2))
    rested = finding(rule="changed-since-published-revision", level=Level.WARNING)
    edits = walk(shown, None, None)[1:2]
    page = TEXT.audit(audit(post_audit([observation(1)], [replace(rested, edits=edits)])))
    assert "  Saved in between:\n  - Revision 14, 2026-05-29 09:00:00 UTC, user 2: 1 block" in page
    assert "Saved in between" not in TEXT.audit(audit(post_audit([observation(1)], [rested])))
