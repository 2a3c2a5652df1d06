"""The commands from end to end: files in, archive kept, reports and exit codes out."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from provenance import schema
from tests.fakes.wordpress import FakeWordPress
from tests.integration.cli.conftest import AFTER, BEFORE, Run
from tests.unit.report.samples import answer

_SEED = Path(__file__).parents[4] / "shared" / "seed" / "post-58012.json"


def test_one_capture_is_reported_with_what_the_site_says(run: Run) -> None:
    done = run("audit", "1.json")
    assert done.code == 0
    assert done.err == ""
    assert "Modified     2026-05-29 03:22:06 UTC, 2 h 2 min 6 s after publication" in done.out
    assert "note  saved-after-publication" in done.out
    assert "One capture cannot show an edit" in done.out
    assert "Archive: ./provenance.db (created by this run)" in done.out


def test_an_edit_under_the_same_claims_is_a_finding(run: Run) -> None:
    done = run("audit", "1.json", "2.json")
    assert done.code == 4
    assert "WARNING  changed-without-claims" in done.out
    assert "  - The bridge is [-not-] safe, the mayor said." in done.out
    assert "What fits:" in done.out


def test_the_same_audit_again_finds_nothing_new(run: Run) -> None:
    run("audit", "1.json", "2.json")
    before = Path("provenance.db").read_bytes()
    done = run("audit", "1.json", "2.json")
    assert done.code == 0
    assert "0 captures recorded, 2 captures held already" in done.out
    assert "WARNING  changed-without-claims  (in an earlier audit too)" in done.out
    assert len(Path("provenance.db").read_bytes()) == len(before)


@pytest.mark.parametrize(
    ("level", "code"), [("error", 0), ("warning", 4), ("note", 4), ("never", 0)]
)
def test_the_level_that_fails_can_be_chosen(run: Run, level: str, code: int) -> None:
    assert run("audit", "1.json", "2.json", "--fail-on", level).code == code


def test_a_note_fails_only_where_notes_do(run: Run) -> None:
    assert run("audit", "1.json", "--fail-on", "note", "--archive", "a.db").code == 4
    assert run("audit", "1.json", "--archive", "b.db").code == 0


def test_files_are_dated_by_whoever_asserts_it(run: Run) -> None:
    run("audit", "1.json", "--observed-at", "2026-05-29T05:00:00+01:00")
    done = run("audit", "2.json", "--observed-at", "2026-05-29T06:00:00Z", "--verbose")
    assert "before: 2026-05-29 04:00:00 UTC (asserted by --observed-at)" in done.out
    assert "after:  2026-05-29 06:00:00 UTC (asserted by --observed-at)" in done.out


def test_a_time_is_not_asserted_of_what_the_clock_dates(run: Run) -> None:
    at = ("--observed-at", "2026-05-29T06:00:00Z")
    done = run("audit", "https://example.org/", *at)
    assert done.code == 2
    assert "error: --observed-at dates files, and no TARGET is one" in done.err
    assert run("audit", "1.json", "http://127.0.0.1:9/", *at).code == 1


def test_a_snapshot_records_and_does_not_judge(run: Run) -> None:
    done = run("snapshot", "1.json", "2.json")
    assert done.code == 0
    assert "2 captures recorded. Nothing was judged" in done.out
    assert "changed-without-claims" not in done.out

    judged = run("audit", "2.json")
    assert judged.code == 4
    assert "changed-without-claims" in judged.out


def test_list_history_and_diff_show_what_was_recorded(run: Run) -> None:
    run("audit", "1.json", "2.json", "3.json", "other.json")
    posts = run("list")
    assert posts.code == 0
    assert "example.org#7         3         3  time not known\n  The bridge\n" in posts.out
    assert "2 posts; archive: ./provenance.db\n" in posts.out

    history = run("history", "example.org#7")
    assert history.code == 0
    assert "  words             2.json\n" in history.out
    assert "  metadata, claims  3.json\n" in history.out
    assert "\nTimeline: 1 edit, each" in history.out
    assert "captures 1 and 2; material: negation" in history.out
    assert "\nWhat fits changed-without-claims:\n" in history.out

    diff = run("diff", "The bri", "1", "2")
    assert diff.code == 0
    assert "- The bridge is [-not-] safe, the mayor said.\n" in diff.out
    last = run("diff", "https://example.org/bridge/")
    assert "Metadata, tags\n- [3]\n+ [3,4]\n" in last.out
    assert "Modified\n- 2026-05-29 03:22:06 UTC\n+ 2026-05-30 00:00:00 UTC\n" in last.out


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("audit", ("audit", "3.json", "missing.json")),
        ("audit", ("snapshot", "3.json")),
        ("list", ("list",)),
        ("history", ("history", "7")),
        ("diff", ("diff", "7")),
    ],
)
def test_json_of_every_command_holds_to_its_schema(
    run: Run, name: str, arguments: tuple[str, ...]
) -> None:
    run("audit", "1.json", "2.json")
    document = json.loads(run(*arguments, "--format", "json").out)
    schema.check(document, name)
    assert document["archive"] == {"path": "provenance.db", "created": False}


def test_json_tells_apart_what_is_new_and_what_is_judged(run: Run) -> None:
    run("snapshot", "1.json")
    recorded = json.loads(run("snapshot", "2.json", "--format", "json").out)
    judged = json.loads(run("audit", "2.json", "--format", "json").out)
    assert (recorded["judged"], judged["judged"]) == (False, True)
    assert [seen["new"] for seen in recorded["posts"][0]["captures"]] == [False, True]
    rules = {finding["rule"] for finding in judged["posts"][0]["findings"]}
    assert rules == {"saved-after-publication", "changed-without-claims"}


def test_json_leaves_standard_output_to_the_document(run: Run) -> None:
    made = run("audit", "1.json", "--format", "json")
    assert json.loads(made.out)["archive"]["created"] is True
    assert made.err == "created the archive provenance.db\n"
    assert run("audit", "1.json", "--format", "json", "--archive", "b.db", "-q").err == ""


def test_the_archive_can_be_named_by_the_environment(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PROVENANCE_ARCHIVE", "elsewhere.db")
    assert "Archive: ./elsewhere.db (created" in run("audit", "1.json").out
    assert "Archive: ./named.db (created" in run("audit", "1.json", "--archive", "named.db").out


def test_verbose_adds_evidence(run: Run) -> None:
    assert "Evidence   captures 1, 2; about content" in run("audit", "1.json", "2.json", "-v").out


def test_a_live_article_is_captured_by_its_own_address(run: Run) -> None:
    with FakeWordPress([answer(BEFORE)]) as site:
        served = answer(BEFORE, link=f"{site.url}/bridge/", _links=_own(site))
        site.serve(served)
        first = run("audit", "--allow-private", f"{site.url}/bridge/")
        site.serve(answer(AFTER, link=f"{site.url}/bridge/", _links=_own(site)))
        second = run(
            *("audit", "--allow-private", "--again-after", "0", "-v"),
            site.rest_url("/wp/v2/posts/7"),
        )
        refused = run("audit", f"{site.url}/bridge/")
    assert first.code == 0, first.err
    assert "(observed)" in first.out
    assert second.code == 4
    assert "changed-without-claims" in second.out
    assert refused.code == 1
    assert "--allow-private" in refused.err
    posts = json.loads(run("list", "--format", "json").out)["posts"]
    # The text that no save explains was asked for three more times.
    assert [post["captures"] for post in posts] == [5]


def _own(site: FakeWordPress) -> dict[str, object]:
    return {
        "self": [{"href": site.rest_url("/wp/v2/posts/7")}],
        "version-history": [{"count": 1, "href": site.rest_url("/wp/v2/posts/7/revisions")}],
        "predecessor-version": [{"id": 9, "href": site.rest_url("/wp/v2/posts/7/revisions/9")}],
    }


def test_times_of_a_live_capture_are_this_clocks(run: Run) -> None:
    with FakeWordPress([answer()]) as site:
        site.serve(answer(link=f"{site.url}/bridge/", _links=_own(site)))
        address = site.rest_url("/wp/v2/posts/7")
        done = run("snapshot", "--allow-private", address, "--format", "json")
    seen = json.loads(done.out)["posts"][0]["captures"][0]["seen"]
    assert seen["basis"] == "observed"
    assert datetime.fromisoformat(seen["at"]).tzinfo is not None


@pytest.mark.skipif(not _SEED.exists(), reason="../shared is not there: no seed to audit")
def test_the_seed_is_reported_without_accusing_anybody(run: Run) -> None:
    done = run("audit", str(_SEED))
    assert done.code == 0
    assert "What fits: (1)" in done.out
    assert "sha256:" not in done.out
    text = " ".join(run("audit", str(_SEED), "-v").out.split())
    for words in (
        "Moscow, Taliban forge military alliance",
        "ustower.net",
        "Published 2026-05-29 01:20:00 UTC",
        "Modified 2026-05-29 03:22:06 UTC, 2 h 2 min 6 s after publication",
        "1 stored, the newest is 58014",
        "saved-after-publication",
        "What fits:",
        "Would settle it:",
    ):
        assert words in text
    assert text.count("sha256:") == 7  # the ladder, and the digests in evidence
    for word in ("hid", "secret", "silent", "tamper", "stealth", "admit"):
        assert f" {word}" not in text.lower()


def test_a_list_that_names_nothing_is_said_to_have_checked_nothing(run: Run) -> None:
    Path("empty.txt").write_text("# nothing yet\n", encoding="utf-8")
    done = run("audit", "--targets-from", "empty.txt")
    assert done.code == 5
    assert "no target named a post, so nothing was checked" in done.err


def test_a_list_that_names_a_post_says_nothing_of_the_kind(run: Run) -> None:
    Path("one.txt").write_text("1.json\n", encoding="utf-8")
    assert "no target named" not in run("audit", "--targets-from", "one.txt").err


def test_a_diff_is_of_captures_that_one_kind_of_reader_was_shown(run: Run) -> None:
    run("snapshot", "1.json")
    run("snapshot", "3.json")
    run("snapshot", "2.json", "--observer", "somebody-else")
    Path("4.json").write_bytes(answer("<p>The bridge is open.</p>"))
    run("snapshot", "4.json")
    shown = run("diff", "7", "--format", "json")
    assert shown.code == 0
    sides = json.loads(shown.out)
    assert {sides[side]["context"]["observer"] for side in ("before", "after")} == {"local"}


def test_a_diff_and_a_history_call_a_note_a_note(run: Run) -> None:
    Path("noted.json").write_bytes(answer(f"{AFTER}<p>Correction: It said not safe.</p>"))
    run("snapshot", "2.json", "noted.json")

    assert "block 3, added (not material: note)" in run("diff", "7").out
    assert "not material: note" in run("history", "7").out
