"""The captures in examples/: what each step changes, and what the audit says of it."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from provenance import schema
from provenance.canonical import canonicalize
from provenance.cli.exit_codes import ExitCode
from provenance.model import Snapshot

EXAMPLES = Path(__file__).parents[2] / "examples"
FILES = sorted(EXAMPLES.glob("*.json"))
STEPS = ["changed-with-modified", "metadata-change", "markup-change", "changed-with-revisions"]


@pytest.fixture(scope="module")
def snapshots() -> list[Snapshot]:
    return [canonicalize(path.read_bytes()) for path in FILES]


def audit(archive: Path, *files: Path) -> tuple[int, dict[str, list[dict[str, object]]]]:
    command = [sys.executable, "-m", "provenance", "audit", "--format", "json"]
    command += ["--archive", str(archive), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    report = json.loads(done.stdout)
    schema.check(report, "audit")
    (post,) = report["posts"]
    return done.returncode, post


def rules(post: dict[str, list[dict[str, object]]]) -> list[object]:
    return [finding["rule"] for finding in post["findings"]]


def test_there_are_five_captures_of_one_post(snapshots: list[Snapshot]) -> None:
    assert len(FILES) == 5
    assert len({snapshot.key for snapshot in snapshots}) == 1


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_an_example_is_written_as_wordpress_writes_it(path: Path) -> None:
    raw = path.read_bytes()
    assert raw.isascii()
    assert b"\n" not in raw
    assert not re.search(rb"(?<!\\)/", raw)
    text = json.dumps(json.loads(raw), separators=(",", ":")).replace("/", "\\/")
    assert text.encode() == raw


def test_the_first_step_changes_words_and_claims(snapshots: list[Snapshot]) -> None:
    before, after = snapshots[0:2]
    assert before.digests.words != after.digests.words
    assert before.modified_at is not None
    assert after.modified_at is not None
    assert before.modified_at < after.modified_at
    assert (before.claims.revision_count, after.claims.revision_count) == (1, 2)


def test_the_second_step_changes_a_tag_and_no_word(snapshots: list[Snapshot]) -> None:
    before, after = snapshots[1:3]
    assert before.digests.markup == after.digests.markup
    assert before.digests.metadata != after.digests.metadata
    assert before.claims.revision_count == after.claims.revision_count


def test_the_third_step_changes_markup_and_nothing_else(snapshots: list[Snapshot]) -> None:
    before, after = snapshots[2:4]
    assert before.digests.markup != after.digests.markup
    assert before.digests.content == after.digests.content
    assert before.digests.metadata == after.digests.metadata
    assert before.claims == after.claims


def test_the_fourth_step_changes_words_under_the_same_modified(snapshots: list[Snapshot]) -> None:
    before, after = snapshots[3:5]
    assert before.digests.words != after.digests.words
    assert before.modified_at == after.modified_at
    assert (before.claims.revision_count, after.claims.revision_count) == (2, 3)
    assert before.claims.predecessor_id != after.claims.predecessor_id


@pytest.mark.parametrize("step", range(4), ids=STEPS)
def test_each_step_alone_has_its_finding_and_no_other(tmp_path: Path, step: int) -> None:
    code, post = audit(tmp_path / "archive.db", *FILES[step : step + 2])
    assert set(rules(post)) - {"saved-after-publication"} == {STEPS[step]}
    is_warned_of = STEPS[step] == "changed-with-revisions"
    assert code == (ExitCode.FINDINGS if is_warned_of else ExitCode.OK)


def test_the_whole_history_has_every_step_and_ends_with_four(tmp_path: Path) -> None:
    code, post = audit(tmp_path / "archive.db", *FILES)
    assert code == ExitCode.FINDINGS
    assert sorted(map(str, rules(post))) == sorted([*STEPS, "saved-after-publication"])


def test_the_same_files_again_hold_nothing_new(tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    audit(archive, *FILES)
    code, post = audit(archive, *FILES)
    assert code == ExitCode.OK
    assert [finding["new"] for finding in post["findings"]] == [False] * (len(STEPS) + 1)


def test_the_page_about_the_examples_names_every_file_and_every_finding() -> None:
    page = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([^`]+\.json)` .*?\|(?: `([a-z-]+)`)? \|$", page, re.MULTILINE)
    assert rows == list(zip((path.name for path in FILES), ["", *STEPS], strict=True))
