"""Saved answers through the whole house: read, recorded, compared, judged."""

import json
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from provenance.archive import Archive
from provenance.canonical import canonicalize, canonicalize_as
from provenance.errors import (
    DigestMismatchError,
    DuplicateKeyError,
    FieldError,
    NotAPostError,
    UnreadableFileError,
)
from provenance.model import Audit, Basis, PostKey, Route, Snapshot
from provenance.pipeline import Settings, audit, history, list_posts, snapshot
from provenance.pipeline.fingerprint import fingerprint
from tests.integration.pipeline.conftest import Run, Save
from tests.unit.canonical.samples import post_bytes, post_value

KEY = PostKey(site="example.org", post_id=7)
A = post_bytes("<p>The minister denied it.</p>")
B = post_bytes("<p>The minister confirmed it.</p>")
REFUSED = b'{"code":"rest_forbidden","message":"No.","data":{"status":401}}'
PROTECTED = {"rendered": "", "protected": True}
NOON = datetime(2026, 5, 29, 12, tzinfo=UTC)


def rules(outcome: Audit) -> list[str]:
    return [finding.rule for post in outcome.posts for finding in post.findings]


def test_two_saved_answers_are_compared(run: Run, save: Save) -> None:
    outcome = run(save("a.json", A), save("b.json", B))
    assert outcome.recorded == 2
    assert "changed-without-claims" in rules(outcome)
    assert not outcome.failures


def test_the_same_answer_twice_shows_no_edit(run: Run, save: Save) -> None:
    outcome = run(save("a.json", A), save("b.json", A))
    assert outcome.recorded == 2
    assert not any(rule.startswith("changed") for rule in rules(outcome))


def test_reading_saved_answers_again_changes_nothing(
    run: Run, save: Save, settings: Settings
) -> None:
    files = save("a.json", A), save("b.json", B)
    run(*files)
    with Archive.open(settings.archive, read_only=True) as archive:
        before = [*archive.entries()]
    again = run(*files)
    with Archive.open(settings.archive, read_only=True) as archive:
        assert [*archive.entries()] == before
        assert len(archive.captures(KEY)) == 2
    assert (again.recorded, again.already_held) == (0, 2)


def test_a_then_b_then_a_is_three_captures_of_two_versions(
    run: Run, save: Save, settings: Settings
) -> None:
    a, b = save("a.json", A), save("b.json", B)
    run(a, b, a)
    told = history("7", settings)
    assert [seen.version for seen in told.observations] == [1, 2, 1]
    assert [version.number for version in told.versions] == [1, 2]


def test_a_time_asserted_later_is_recorded(run: Run, save: Save, settings: Settings) -> None:
    file = save("a.json", A)
    run(file)
    dated = replace(settings, observed_at=NOON)
    assert audit([file], dated).recorded == 1
    assert audit([file], dated).recorded == 0
    moments = [seen.moment for seen in history("7", settings).observations]
    assert [moment.basis for moment in moments] == [Basis.UNKNOWN, Basis.ASSERTED]
    assert moments[1].at == NOON


def test_a_finding_is_new_once(run: Run, save: Save) -> None:
    files = save("a.json", A), save("b.json", B)
    first, again = run(*files), run(*files)
    assert all(finding.new for finding in first.posts[0].findings)
    assert rules(again) == rules(first)
    assert not any(finding.new for finding in again.posts[0].findings)


def test_a_finding_stays_known_when_the_post_is_captured_again(run: Run, save: Save) -> None:
    run(save("a.json", A), save("b.json", B))
    again = run(save("c.json", B + b"\n"))
    assert not any(finding.new for finding in again.posts[0].findings)


def test_a_snapshot_judges_nothing_and_the_audit_after_it_finds_all_new(
    run: Run, save: Save, settings: Settings
) -> None:
    files = save("a.json", A), save("b.json", B)
    taken = snapshot(files, settings)
    assert taken.recorded == 2
    assert taken.posts[0].findings == ()
    assert all(finding.new for finding in run(*files).posts[0].findings)


def test_a_refusal_belongs_to_the_post_of_the_file_before_it(run: Run, save: Save) -> None:
    outcome = run(save("a.json", A), save("gone.json", REFUSED))
    assert "not-public-now" in rules(outcome)
    assert [seen.error is not None for seen in outcome.posts[0].observations] == [False, True]


def test_a_refusal_without_a_post_before_it_is_named_and_not_recorded(
    run: Run, save: Save, settings: Settings
) -> None:
    outcome = run(save("gone.json", REFUSED))
    assert isinstance(outcome.failures[0].error, NotAPostError)
    assert outcome.posts == ()
    assert list_posts(settings) == ()


def test_a_refusal_after_a_list_belongs_to_none(run: Run, save: Save) -> None:
    both = json.dumps([post_value(), post_value(id=8)]).encode()
    outcome = run(save("list.json", both), save("gone.json", REFUSED))
    assert "after a list" in str(outcome.failures[0].error)
    assert len(outcome.posts) == 2


def test_of_a_list_the_good_posts_are_recorded_and_the_broken_are_named_by_their_place(
    run: Run, save: Save
) -> None:
    uncut = post_value(id=9)
    del uncut["content"]
    page = json.dumps([post_value(), "broken", post_value(id=8), uncut]).encode()
    outcome = run(save("list.json", page))
    assert [str(post.post.key) for post in outcome.posts] == [
        "example.org#7",
        "example.org#8",
        "example.org#9",
    ]
    assert [failure.index for failure in outcome.failures] == [1, 3]
    assert isinstance(outcome.failures[1].error, FieldError)


@pytest.mark.parametrize(("second", "failures"), [("<p>Other.</p>", 1), ("<p>Text</p>", 0)])
def test_a_post_that_one_list_gives_twice_has_not_changed(
    run: Run, save: Save, second: str, failures: int
) -> None:
    page = json.dumps([post_value(), post_value(second)]).encode()
    outcome = run(save("list.json", page))
    assert outcome.recorded == 1
    assert not any(rule.startswith("changed") for rule in rules(outcome))
    assert [failure.index for failure in outcome.failures] == [1] * failures


def test_a_body_that_cannot_be_assessed_is_kept_byte_for_byte(
    run: Run, save: Save, settings: Settings
) -> None:
    twice = A.replace(b'"id": 7', b'"id": 7, "slug": "a", "slug": "b"')
    outcome = run(save("twice.json", twice))
    assert isinstance(outcome.failures[0].error, DuplicateKeyError)
    (seen,) = outcome.posts[0].observations
    assert seen.snapshot is None
    assert "twice" in (seen.problem or "")
    with Archive.open(settings.archive, read_only=True) as archive:
        assert archive.body(seen.raw_digest) == twice


def test_what_cannot_be_read_does_not_keep_the_rest_from_being_done(run: Run, save: Save) -> None:
    outcome = run("nowhere.json", save("a.json", A), save("bad.json", b"{"))
    assert isinstance(outcome.failures[0].error, UnreadableFileError)
    assert [failure.target.rsplit("/")[-1] for failure in outcome.failures] == [
        "nowhere.json",
        "bad.json",
    ]
    assert outcome.recorded == 1


def test_standard_input_is_a_saved_answer(run: Run, stdin: Callable[[bytes], None]) -> None:
    stdin(b"\xef\xbb\xbf" + A)
    outcome = run("-")
    assert outcome.recorded == 1
    assert "byte order mark" in outcome.posts[0].observations[0].notes[0]


@pytest.mark.parametrize("order", [("a", "b"), ("b", "a")])
def test_asserted_times_decide_which_text_came_first(
    save: Save, settings: Settings, order: tuple[str, str]
) -> None:
    bodies, times = {"a": A, "b": B}, {"a": 10, "b": 14}
    first, second = (
        audit(
            [save(f"{name}.json", bodies[name])],
            replace(settings, observed_at=NOON.replace(hour=times[name])),
        )
        for name in order
    )
    assert first.recorded == second.recorded == 1
    shown = [seen.snapshot for seen in second.posts[0].observations]
    assert [b"denied" in one.blocks[1] for one in shown if one] == [True, False]


def test_a_refusal_after_a_file_that_could_not_be_read_belongs_to_none(
    run: Run, save: Save
) -> None:
    outcome = run(save("a.json", A), save("cut.json", A[:-9]), save("gone.json", REFUSED))
    assert rules(outcome) == rules(run(save("a.json", A)))
    assert len(outcome.failures) == 2
    assert "names no post" in str(outcome.failures[1].error)


def test_a_finding_that_nobody_was_shown_stays_new(
    save: Save, run: Run, settings: Settings
) -> None:
    files = save("a.json", A), save("b.json", B)

    def fail(outcome: Audit) -> None:
        assert outcome.posts[0].findings
        raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        audit(files, settings, deliver=fail)
    assert all(finding.new for finding in run(*files).posts[0].findings)
    assert not any(finding.new for finding in run(*files).posts[0].findings)


def test_a_claim_is_not_new_because_a_comment_was_counted(run: Run, save: Save) -> None:
    first = run(save("a.json", post_bytes(comment_count=1, content=PROTECTED)))
    again = run(save("b.json", post_bytes(comment_count=2, content=PROTECTED)))
    assert {"protected", "saved-after-publication"} <= {*rules(first)}
    assert [finding.rule for finding in again.posts[0].findings if finding.new] == []


def test_a_claim_that_differs_is_new(run: Run, save: Save) -> None:
    run(save("a.json", post_bytes(modified_gmt="2026-05-29T03:22:06")))
    again = run(save("b.json", post_bytes(modified_gmt="2026-05-29T04:22:06")))
    assert "saved-after-publication" in [
        finding.rule for finding in again.posts[0].findings if finding.new
    ]


def test_a_file_whose_name_is_not_utf8_is_recorded(run: Run, tmp_path: Path) -> None:
    path = os.fsdecode(os.fsencode(tmp_path) + b"/\xff.json")
    Path(path).write_bytes(A)
    assert run(path).recorded == 1


def test_a_run_that_is_stopped_logs_what_it_has_seen(
    save: Save, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("provenance.pipeline.crew.open_session", stop)
    with pytest.raises(KeyboardInterrupt):
        audit([save("a.json", A), "https://example.org/"], settings)
    with Archive.open(settings.archive, read_only=True) as archive:
        kinds = [json.loads(entry)["kind"] for entry in archive.entries()]
    assert kinds == ["snapshot", "run"]


def test_a_finding_is_told_from_others_by_all_that_it_says(run: Run, save: Save) -> None:
    outcome = run(save("a.json", A), save("b.json", B))
    edit = next(one for one in outcome.posts[0].findings if one.difference)
    digests = (("before.content", "sha256:" + "0" * 64),)
    others = (
        replace(edit, rule="changed-undated"),
        replace(edit, fields=("title",)),
        replace(edit, message="Another sentence."),
        replace(edit, evidence=replace(edit.evidence, captures=(1, 3))),
        replace(edit, evidence=replace(edit.evidence, digests=digests)),
    )
    assert fingerprint(replace(edit, new=False)) == fingerprint(edit)
    assert len({fingerprint(edit), *map(fingerprint, others)}) == 1 + len(others)


def test_another_parser_is_not_reproduced_and_never_altered(
    run: Run, save: Save, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(save("a.json", A))

    def parse_otherwise(_: Route, raw: bytes, __: PostKey | None) -> Snapshot:
        made = canonicalize(raw)
        digests = replace(made.digests, content=bytes(32))
        return replace(made, digests=digests, profile=replace(made.profile, parser=parser))

    monkeypatch.setattr("provenance.pipeline.replay.canonicalize_as", parse_otherwise)
    parser = "another 1.0"
    assert history("7", settings).observations[0].snapshot is not None
    parser = canonicalize(A).profile.parser
    with pytest.raises(DigestMismatchError):
        history("7", settings)


def test_an_answer_that_breaks_the_program_is_named_and_the_others_are_read(
    run: Run, save: Save, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(route: Route, raw: bytes, key: PostKey | None) -> Snapshot:
        if raw == A:
            raise RuntimeError("unforeseen")
        return canonicalize_as(route, raw, key)

    monkeypatch.setattr("provenance.pipeline.material.canonicalize_as", breaks)
    outcome = run(save("a.json", A), save("b.json", B))
    (failure,) = outcome.failures
    assert "RuntimeError: unforeseen" in str(failure.error)
    assert [post.post.key.post_id for post in outcome.posts] == [7]
