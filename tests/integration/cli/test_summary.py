"""`summary` counts what an archive shows: as tables, JSON and CSV."""

import csv
import io
import json
from pathlib import Path

import pytest

from provenance import schema
from tests.integration.cli.conftest import Run
from tests.unit.report.samples import answer

_TIMES = ("2026-05-29T06:20:00Z", "2026-05-29T08:20:00Z", "2026-05-31T08:20:00Z")


@pytest.fixture
def archive(run: Run) -> Path:
    """Return an archive of three captures of one post, and one of another."""
    for number, at in enumerate(_TIMES, start=1):
        run("snapshot", f"{number}.json", "--observed-at", at)
    run("snapshot", "other.json", "--observed-at", _TIMES[0])
    return Path("provenance.db")


def test_each_way_of_counting_has_its_table(run: Run, archive: Path) -> None:
    done = run("summary")

    assert (done.code, done.err) == (0, "")
    assert "By site\nSITE         POSTS  CAPTURES  COMPARED  SAME  EDITED  EDITS" in done.out
    row = done.out.splitlines()[2]
    assert row.split() == ["example.org", *"2 4 1 0 1 1".split(), "2", "d", "2", "d"]
    assert (
        "\n  changed-without-claims 1; 1 material; served 5 h to 7 h after publication\n"
        in done.out
    )
    assert "By category: example.org\n" in done.out
    assert "By month of publication: example.org\nMONTH" in done.out
    assert "does not say that it never changed" in " ".join(done.out.split())
    assert done.out.endswith("2 posts\nArchive: ./provenance.db\n")


def test_what_was_seen_once_is_said_to_have_nothing_to_compare(run: Run) -> None:
    run("snapshot", "1.json")

    assert "\n  nothing to compare\n" in run("summary", "--by", "site").out


def test_what_was_not_seen_to_change_has_no_edit(run: Run) -> None:
    Path("again.json").write_bytes(answer(tags=[8]))
    Path("once.json").write_bytes(answer())
    run("snapshot", "once.json", "again.json")

    out = run("summary", "--by", "site").out
    assert "\n  no edit seen\n" in out
    assert out.splitlines()[2].split() == ["example.org", *"1 2 1 1 0 0 - -".split()]


def test_the_time_that_the_site_states_stands_beside(run: Run) -> None:
    content = "<p>The bridge is shut.</p>"
    Path("saved.json").write_bytes(answer(content, modified_gmt="2026-05-29T05:20:00"))
    run("snapshot", "1.json", "saved.json")
    assert (
        "\n  changed-with-modified 1; 1 material; saved 4 h after publication\n"
        in run("summary").out
    )


def test_one_way_of_counting_can_be_chosen(run: Run, archive: Path) -> None:
    document = json.loads(run("summary", "--by", "month", "--format", "json").out)

    schema.check(document, "summary")
    assert [(one["by"], one["name"], one["posts"]) for one in document["groups"]] == [
        ("month", "2026-05", 2)
    ]


def test_the_document_for_programs_has_every_number(run: Run, archive: Path) -> None:
    document = json.loads(run("summary", "--format", "json").out)

    schema.check(document, "summary")
    assert document["posts"] == 2
    site = document["groups"][0]
    assert (site["by"], site["name"], site["compared"], site["one_text"]) == ("site", None, 1, 0)
    assert site["edits"]["changed-without-claims"] == 1
    assert (site["material"], site["notes"]) == (1, {"looked_for": 0, "explain": 0})
    assert site["findings"]["changed-without-claims"] == 1
    assert site["coverage"] == {"median_span_s": 180_000, "median_longest_gap_s": 172_800}
    assert site["time_to_edit"] == {
        "timed": 1,
        "median_unchanged_s": 5 * 3600,
        "median_changed_s": 7 * 3600,
        "stated": 0,
        "median_saved_s": None,
    }


def test_a_spreadsheet_has_a_line_a_group(run: Run, archive: Path) -> None:
    done = run("summary", "--format", "csv")

    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert [(row["by"], row["name"]) for row in rows] == [
        ("site", ""),
        ("category", ""),
        ("month", "2026-05"),
    ]
    assert rows[0]["changed-without-claims"] == "1"
    assert (rows[0]["material"], rows[0]["with_note"]) == ("1", "0")
    assert rows[0]["median_changed_s"] == str(7 * 3600)
    assert rows[0]["median_saved_s"] == ""
    assert {len(row) for row in csv.reader(io.StringIO(done.out))} == {23}


def test_nothing_names_an_author(run: Run, archive: Path) -> None:
    for format_name in ("text", "json", "csv"):
        assert "author" not in run("summary", "--format", format_name).out


def test_counting_leaves_the_archive_as_it_was(run: Run, archive: Path) -> None:
    before = archive.read_bytes()
    run("summary")

    assert archive.read_bytes() == before
    assert run("audit", "2.json").code == 4


def test_an_archive_that_is_not_there_is_said_so(run: Run) -> None:
    done = run("summary", "--archive", "none.db")

    assert (done.code, done.out) == (1, "")
    assert "none.db" in done.err


def test_a_way_of_counting_that_there_is_not_is_refused(run: Run) -> None:
    done = run("summary", "--by", "author")

    assert done.code == 2
    assert "'site', 'category', 'month'" in done.err
