"""`pin` and `check` from end to end: a lock file out, and each way in which a pin can end."""

import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from provenance import schema
from tests.fakes.server import Request, answer
from tests.fakes.wordpress import FakeWordPress, post_body
from tests.integration.cli.conftest import Run

_LIVE = ("--allow-private", "--again-after", "0", "--quiet")


@pytest.fixture
def site() -> FakeWordPress:
    return FakeWordPress([post_body(1), post_body(2)])


def _address(site: FakeWordPress, number: int) -> str:
    return f"{site.url}/wp-json/wp/v2/posts/{number}"


def _answer(status: int, _: Request) -> bytes:
    return answer("gone", status=status, content_type="text/html")


def _check(run: Run, *more: str) -> tuple[int, Any]:
    done = run("check", *_LIVE, "--format", "json", *more)
    report = json.loads(done.out)
    schema.check(report, "check")
    return done.code, report


def test_pinned_articles_that_are_served_as_pinned_hold(run: Run, site: FakeWordPress) -> None:
    with site:
        pinned = run("pin", _address(site, 1), _address(site, 2), *_LIVE)
        assert (pinned.code, pinned.err) == (0, "")
        assert "2 articles pinned in all: 2 added, 0 pinned anew, 0 as they were." in pinned.out
        done = run("check", *_LIVE)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("2 pinned articles: 2 checked, 0 not checked. 2 hold, 0 differ.\n")


def test_an_article_that_was_edited_differs_and_fails(run: Run, site: FakeWordPress) -> None:
    with site:
        run("pin", _address(site, 1), _address(site, 2), *_LIVE)
        site.serve(post_body(2, content="<p>Another text altogether.</p>"))
        done = run("check", *_LIVE)
        code, report = _check(run)
    assert done.code == code == 4
    assert "DIFFERS  " in done.out
    assert "WARNING  pinned-text-differs" in done.out
    assert "What fits:" in done.out
    assert "2 checked, 0 not checked. 1 holds, 1 differs." in done.out
    assert (report["holds"], report["differs"], report["not_checked"]) == (1, 1, 0)


def test_a_pin_that_does_not_hold_fails_again_though_nothing_is_new(
    run: Run, site: FakeWordPress
) -> None:
    with site:
        run("pin", _address(site, 1), *_LIVE)
        site.serve(post_body(1, content="<p>Another text altogether.</p>"))
        assert [run("check", *_LIVE).code for _ in range(2)] == [4, 4]


def test_what_the_sites_record_shows_since_is_told_beside(run: Run, site: FakeWordPress) -> None:
    with site:
        run("pin", _address(site, 1), *_LIVE)
        site.serve(post_body(1, content="<p>Another text altogether.</p>"))
        done = run("check", *_LIVE)
    assert "Seen since it was pinned:" in done.out
    assert "- warning changed-without-claims, unreviewed: " in done.out
    assert "Review     unreviewed\n" in done.out


def test_without_the_pinned_text_digests_alone_are_compared(run: Run, site: FakeWordPress) -> None:
    with site:
        run("pin", _address(site, 1), *_LIVE)
        site.serve(post_body(1, content="<p>Another text altogether.</p>"))
        code, report = _check(run, "--archive", "fresh.db")
    (check,) = report["checks"]
    (finding,) = check["findings"]
    assert code == 4
    assert finding["rule"] == "pinned-text-differs"
    assert finding["evidence"]["digests"]["pinned.words"] == check["pin"]["words"]
    assert "does not hold the pinned text" in finding["message"]


def test_other_markup_around_the_pinned_words_is_named_as_that(
    run: Run, site: FakeWordPress
) -> None:
    with site:
        site.serve(post_body(1, content="<p>One text.</p>"))
        run("pin", _address(site, 1), *_LIVE)
        site.serve(post_body(1, content="<blockquote><p>One text.</p></blockquote>"))
        done = run("check", *_LIVE, "--archive", "fresh.db")
    assert done.code == 4
    assert "WARNING  pinned-form-differs" in done.out


def test_another_typography_holds_where_the_archive_has_the_text(
    run: Run, site: FakeWordPress
) -> None:
    with site:
        site.serve(post_body(1, content='<p>He said "yes" - so.</p>'))
        run("pin", _address(site, 1), *_LIVE)
        site.serve(post_body(1, content="<p>He said \u201cyes\u201d \u2013 so.</p>"))
        done = run("check", *_LIVE)
    assert done.code == 0
    assert "It holds: it differs in typography" in done.out


def test_a_site_that_does_not_answer_is_not_checked_and_nothing_is_claimed(
    run: Run, site: FakeWordPress
) -> None:
    with site:
        run("pin", _address(site, 1), *_LIVE)
        site.go_down()
        done = run("check", *_LIVE)
        code, report = _check(run)
    assert done.code == code == 5
    assert "It was not checked: " in done.out
    assert "No change is claimed." in " ".join(done.out.split())
    assert "0 checked, 1 not checked. 0 hold, 0 differ." in done.out
    assert (report["checked"], report["not_checked"]) == (0, 1)


def test_what_was_seen_lately_may_pass_where_the_user_says_so(
    run: Run, site: FakeWordPress
) -> None:
    with site, FakeWordPress([post_body(3)]) as other:
        run("pin", _address(site, 1), _address(other, 3), *_LIVE)
        site.go_down()
        lenient = ("--unreachable", "warn")
        done = run("check", *_LIVE, *lenient)
        late = run("check", *_LIVE, *lenient, "--for", "0min")
        other.go_down()
        none = run("check", *_LIVE, *lenient)
    assert done.code == 0
    assert "It was seen as pinned lately enough, and may pass." in done.out
    assert "1 checked, 1 not checked." in done.out
    assert late.code == 5
    # Where nothing at all was checked, nothing passes.
    assert none.code == 5
    assert "may pass" not in none.out
    assert "Nothing at all was checked, so that nothing passes." in none.out


def test_a_post_that_is_not_public_now_is_not_excused(run: Run, site: FakeWordPress) -> None:
    with site:
        run("pin", _address(site, 1), _address(site, 2), *_LIVE)
        site.refuse(1)
        done = run("check", *_LIVE, "--unreachable", "warn")
    assert done.code == 5
    assert "the site answered rest_forbidden instead of serving it" in " ".join(done.out.split())
    assert "not-public-now" in done.out


def test_an_article_that_was_last_seen_with_another_text_is_not_excused(
    run: Run, site: FakeWordPress
) -> None:
    with site, FakeWordPress([post_body(3)]) as other:
        run("pin", _address(site, 1), _address(site, 2), _address(other, 3), *_LIVE)
        site.serve(post_body(1, content="<p>Another text altogether.</p>"))
        site.refuse(2)
        run("check", *_LIVE)
        site.go_down()
        code, report = _check(run, "--unreachable", "warn")
    assert code == 5
    by_post = {check["pin"]["post"]: check["excused"] for check in report["checks"]}
    assert by_post == {1: False, 2: False, 3: False}


def test_an_article_that_came_back_as_pinned_may_pass_again(run: Run, site: FakeWordPress) -> None:
    pinned = post_body(1)
    with site, FakeWordPress([post_body(3)]) as other:
        run("pin", _address(site, 1), _address(other, 3), *_LIVE)
        for body in (post_body(1, content="<p>Another text altogether.</p>"), pinned):
            site.serve(body)
            run("check", *_LIVE)
        site.go_down()
        done = run("check", *_LIVE, "--unreachable", "warn")
        fresh = run("check", *_LIVE, "--unreachable", "warn", "--archive", "fresh.db")
    assert done.code == 0
    # Without the archive the pin's own time is the last that is known.
    assert fresh.code == 0


def test_a_pin_from_a_time_to_come_excuses_nothing(run: Run, site: FakeWordPress) -> None:
    with site, FakeWordPress([post_body(3)]) as other:
        run("pin", _address(site, 1), _address(other, 3), *_LIVE)
        lock = json.loads(Path("provenance.lock").read_bytes())
        lock["pins"][0]["captured"] = lock["pins"][1]["captured"] = "2126-05-29T03:22:06Z"
        Path("provenance.lock").write_text(json.dumps(lock, indent=2) + "\n")
        site.go_down()
        assert run("check", *_LIVE, "--unreachable", "warn").code == 5


def test_an_address_where_the_site_says_that_nothing_is_was_reached(
    run: Run, site: FakeWordPress
) -> None:
    lenient = ("--unreachable", "warn", "--format", "json")
    with site, FakeWordPress([post_body(3)]) as other:
        run("pin", _address(site, 1), _address(other, 3), *_LIVE)
        page = site.page_url(1).removeprefix(site.url)
        for status, excused in ((404, False), (410, False), (503, True)):
            site.handlers[page] = partial(_answer, status)
            site.closed = ("rest_disabled", status)
            report = json.loads(run("check", *_LIVE, *lenient).out)
            # A lock is in the order of its sites, which here are ports that nobody chose.
            checks = sorted(report["checks"], key=lambda check: int(check["pin"]["post"]))
            assert [check["excused"] for check in checks] == [excused, False], status


def test_an_article_is_pinned_anew_and_others_stay(run: Run, site: FakeWordPress) -> None:
    with site:
        run("pin", _address(site, 1), _address(site, 2), *_LIVE)
        before = json.loads(Path("provenance.lock").read_bytes())
        site.serve(post_body(2, content="<p>Another text altogether.</p>"))
        again = run("pin", _address(site, 2), *_LIVE)
        after = json.loads(Path("provenance.lock").read_bytes())
        assert run("check", *_LIVE).code == 0
    assert "2 articles pinned in all: 0 added, 1 pinned anew, 0 as they were." in again.out
    assert after["pins"][0] == before["pins"][0]
    assert after["pins"][1]["content"] != before["pins"][1]["content"]


def test_of_several_captures_the_last_is_pinned(run: Run) -> None:
    run("pin", "1.json", "2.json")
    assert run("check", "--offline", "provenance.db").code == 0
    run("pin", "2.json", "--lock", "second.lock")
    assert Path("second.lock").read_bytes() == Path("provenance.lock").read_bytes()


def test_what_could_not_be_pinned_is_named_and_the_rest_is_pinned(
    run: Run, site: FakeWordPress
) -> None:
    with site:
        site.serve(post_body(2, content={"rendered": "", "protected": True}))
        done = run("pin", _address(site, 1), _address(site, 2), f"{site.url}/nowhere/", *_LIVE)
    assert done.code == 1
    assert "1 article pinned in all: 1 added" in done.out
    assert "behind a password, so that its text cannot be read" in " ".join(done.out.split())
    assert "/nowhere/" in done.err
    assert len(json.loads(Path("provenance.lock").read_bytes())["pins"]) == 1


def test_nothing_pinned_is_not_checked(run: Run) -> None:
    run("pin", "1.json")
    written = json.loads(Path("provenance.lock").read_text())
    empty = json.dumps({**written, "pins": []}, indent=2) + "\n"
    Path("empty.lock").write_text(empty)
    done = run("check", "--lock", "empty.lock")
    assert done.code == 5
    assert "Nothing is pinned in empty.lock, so that nothing was checked" in done.out
    assert run("check", "--lock", "empty.lock", "--offline", "provenance.db").code == 5


def test_an_archive_is_held_against_a_lock_offline(run: Run) -> None:
    run("pin", "1.json")
    holds = run("check", "--offline", "provenance.db")
    assert holds.code == 0
    assert "1 checked against the newest captures in the archive" in holds.out
    run("snapshot", "2.json")
    differs = run("check", "--offline", "provenance.db")
    assert differs.code == 4
    assert "[-not-]" in differs.out
    run("snapshot", "other.json", "--archive", "other.db")
    none = run("check", "--offline", "other.db")
    assert none.code == 5
    assert "It was not checked: no capture in this archive shows it." in none.out


def test_captures_older_than_the_pin_say_nothing_of_it(run: Run) -> None:
    early, late = (
        ("--observed-at", "2026-05-01T00:00:00Z"),
        ("--observed-at", "2026-05-02T00:00:00Z"),
    )
    run("snapshot", "1.json", *early, "--archive", "old.db")
    run("pin", "2.json", *late)
    assert run("check", "--offline", "provenance.db").code == 0
    done = run("check", "--offline", "old.db")
    assert done.code == 5
    assert "every capture of it in this archive is older than the pin" in " ".join(done.out.split())
    run("snapshot", "2.json", *late, "--archive", "old.db")
    assert run("check", "--offline", "old.db").code == 0


def test_a_pin_in_a_form_that_no_capture_has_says_so_offline(run: Run) -> None:
    run("pin", "1.json")
    lock = Path("provenance.lock")
    lock.write_text(lock.read_text().replace("wpcanon/1", "wpcanon/2"))
    done = run("check", "--offline", "provenance.db")
    assert done.code == 5
    assert "it is served in the form wpcanon/1, and was pinned in wpcanon/2" in " ".join(
        done.out.split()
    )


def test_a_log_that_does_not_continue_the_locks_checkpoint_is_not_verified(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("key", "new", "--name", "example.org/log")
    monkeypatch.setenv("PROVENANCE_KEY", "provenance.key")
    run("snapshot", "other.json")
    run("pin", "1.json")
    held = run("check", "--offline", "provenance.db")
    assert held.code == 0
    assert "The log: the log continues the " in held.out

    run("snapshot", "1.json", "--archive", "another.db")
    forked = run("check", "--offline", "another.db")
    assert forked.code == 3
    assert "is not the continuation of the" in forked.err

    monkeypatch.delenv("PROVENANCE_KEY")
    run("snapshot", "1.json", "--archive", "unsigned.db")
    unsigned = run("check", "--offline", "unsigned.db")
    assert "not checked: this archive's log is not example.org/log" in " ".join(
        unsigned.out.split()
    )


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("check",), 1, "there is no lock file 'provenance.lock'"),
        (("check", "--lock", "1.json"), 1, "1.json: this is no lock file"),
        (("pin", "2.json", "--lock", "1.json"), 1, "1.json: this is no lock file"),
        (("check", "--for", "soon"), 2, "'soon' is no length of time; write it as 90min"),
        (("check", "--offline", "no.db", "--lock", "good.lock"), 1, "no.db"),
        (("pin",), 2, "Missing"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    run: Run, arguments: tuple[str, ...], code: int, says: str
) -> None:
    run("pin", "1.json", "--lock", "good.lock")
    done = run(*arguments)
    assert done.code == code
    assert says in done.err
    assert "Traceback" not in done.err


def test_a_file_that_was_no_lock_file_is_left_as_it_was(run: Run) -> None:
    before = Path("2.json").read_bytes()
    assert run("pin", "1.json", "--lock", "2.json").code == 1
    assert Path("2.json").read_bytes() == before


def test_reports_go_to_files_in_the_formats_that_are_named(run: Run) -> None:
    run("pin", "1.json")
    run("snapshot", "2.json")
    outputs = ("--output", "a.sarif", "--output", "junit=b.out", "--output", "c.md")
    done = run("check", "--offline", "provenance.db", "--format", "github", *outputs)
    assert done.code == 4
    assert done.out.startswith("::error file=provenance.lock,line=4,title=pinned-text-differs::")
    assert json.loads(Path("a.sarif").read_bytes())["version"] == "2.1.0"
    assert "<testsuites" in Path("b.out").read_text()
    assert Path("c.md").read_text().startswith("# provenance check\n")


def test_an_audit_writes_them_too(run: Run) -> None:
    done = run("audit", "1.json", "2.json", "nowhere.json", "--format", "csv", "--output", "a.atom")
    assert done.code == 1
    assert "changed-without-claims" in done.out
    assert "nowhere.json" in done.out
    assert "changed-without-claims" in Path("a.atom").read_text()


def test_a_jobs_summary_is_added_to(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "summary.md")
    Path("summary.md").write_text("before\n")
    run("pin", "1.json")
    run("check", "--offline", "provenance.db")
    assert Path("summary.md").read_text() == "before\n"
    run("check", "--offline", "provenance.db", "--format", "github")
    assert Path("summary.md").read_text().startswith("before\n# provenance check\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "no/folder/summary.md")
    failed = run("check", "--offline", "provenance.db", "--format", "github")
    assert failed.code == 1
    assert "the job's summary could not be written" in failed.err


@pytest.mark.parametrize(
    ("outputs", "says"),
    [
        (("report",), "does not say which format it is to be in; write FORMAT=FILE"),
        (("sarif=",), "names no file"),
        (("sarif=-",), "what goes to standard output is said with --format"),
        (("sarif=.",), "names no file"),
        (("a.md", "markdown=a.md"), "two reports cannot go to one file"),
        (("a.md", "markdown=./a.md"), "two reports cannot go to one file"),
        (("json=./provenance.lock",), "is what is to be read, and a report would take its place"),
    ],
)
def test_an_output_that_cannot_be_is_said_before_anything_is_done(
    run: Run, outputs: tuple[str, ...], says: str
) -> None:
    run("pin", "1.json")
    arguments = [word for output in outputs for word in ("--output", output)]
    done = run("check", "--offline", "provenance.db", *arguments)
    assert done.code == 2
    assert says in done.err


@pytest.mark.parametrize("name", ["1.json", "list.txt"])
def test_a_report_never_takes_the_place_of_what_is_audited(run: Run, name: str) -> None:
    Path("list.txt").write_text("2.json\n")
    before = Path(name).read_bytes()
    done = run("audit", "1.json", "--targets-from", "list.txt", "--output", f"json=./{name}")
    assert done.code == 2
    assert "is what is to be read, and a report would take its place" in done.err
    assert Path(name).read_bytes() == before


def test_an_output_that_cannot_be_written_costs_no_other(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("pin", "1.json")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "no/folder/summary.md")
    names = ("no/folder/a.sarif", "github=no/folder/b", "c.md")
    outputs = [word for name in names for word in ("--output", name)]
    done = run("check", "--offline", "provenance.db", *outputs)
    assert done.code == 1
    for said in ("a.sarif' could", "b' could", "the job's summary could"):
        assert done.err.count(said) == 1
    assert Path("c.md").read_text().startswith("# provenance check\n")
