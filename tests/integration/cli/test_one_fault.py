"""A fault at one post is named, the others go on, and the exit code says so: command by command."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from shutil import copy

import pytest

from provenance import schema
from provenance.archive import Archive
from provenance.assess import Assessment, assess
from provenance.canonical.blocks import MAX_TEXT_BYTES
from provenance.capture import describe_item, read_file
from provenance.digest import sha256
from provenance.model import Observation
from tests.integration.cli.conftest import Result, Run

DAMAGED, OTHER = "example.org#7", "example.org#8"
LOST = "no longer have that digest"


@pytest.fixture
def archive(run: Run, folder: Path) -> Path:
    """Give an archive of two posts."""
    run("snapshot", "1.json", "2.json", "other.json")
    return folder / "provenance.db"


def damage(archive: Path, *files: str) -> None:
    """Overwrite what an archive keeps of the bytes of files."""
    with closing(sqlite3.connect(archive)) as database:
        rows = database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in rows:
            database.execute(f"DROP TRIGGER {name}")
        for file in files:
            database.execute(
                "UPDATE blob SET data = zeroblob(length(data)) WHERE digest = ?",
                [sha256(Path(file).read_bytes())],
            )
        database.commit()


@pytest.fixture
def breaks(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Give what makes the judging of post 7 break the program."""

    def breaks_at_7(seen: tuple[Observation, ...]) -> Assessment:
        if seen[0].snapshot is not None and seen[0].snapshot.key.post_id == 7:
            raise RuntimeError("unforeseen")
        return assess(seen)

    return lambda: monkeypatch.setattr("provenance.pipeline.judging.assess", breaks_at_7)


def names_the_fault(done: Result, said: str = LOST) -> bool:
    (line,) = [line for line in done.err.splitlines() if line.startswith("error:")]
    return said in line and (DAMAGED in line or "1.json" in line)


def test_an_audit_judges_the_other_posts(run: Run, archive: Path) -> None:
    damage(archive, "1.json")
    done = run("audit", "3.json", "other.json", "--format", "json")

    assert done.code == 3
    assert names_the_fault(done)
    document = json.loads(done.out)
    assert [post["post"]["id"] for post in document["posts"]] == [8]
    # What came is recorded all the same, although it resembles what was damaged.
    assert document["recorded"] == 1
    with Archive.open(archive, read_only=True) as held:
        assert held.body(sha256(Path("3.json").read_bytes())) == Path("3.json").read_bytes()


def test_an_audit_of_a_whole_archive_names_nothing(run: Run, archive: Path) -> None:
    done = run("audit", "3.json", "other.json", "--format", "json")
    assert done.code == 4
    assert "error" not in done.err
    assert len(json.loads(done.out)["posts"]) == 2
    assert archive.exists()


@pytest.mark.parametrize("form", ["text", "json", "csv"])
def test_a_summary_counts_the_other_posts(run: Run, archive: Path, form: str) -> None:
    damage(archive, "1.json")
    done = run("summary", "--by", "site", "--format", form)

    assert done.code == 3
    assert names_the_fault(done)
    if form == "text":
        said = " ".join(done.out.split())
        assert f"Could not be judged, and stand in no group: {DAMAGED}" in said
    elif form == "json":
        document = json.loads(done.out)
        schema.check(document, "summary")
        assert document["posts"] == 2
        assert [group["posts"] for group in document["groups"]] == [1]
        assert [failure["target"] for failure in document["failures"]] == [DAMAGED]


def test_a_summary_of_a_whole_archive_names_nothing(run: Run, archive: Path) -> None:
    done = run("summary", "--by", "site", "--format", "json")
    document = json.loads(done.out)
    assert (done.code, done.err) == (0, "")
    assert (document["failures"], document["groups"][0]["posts"]) == ([], 2)
    assert archive.exists()


def test_a_fault_of_the_program_at_one_post_is_an_error_of_a_summary(
    run: Run, archive: Path, breaks: Callable[[], None]
) -> None:
    breaks()
    done = run("summary", "--by", "site")
    assert done.code == 1
    assert names_the_fault(done, "its captures are kept, and were not judged: ")
    assert archive.exists()


def test_a_report_shows_the_other_posts(run: Run, archive: Path) -> None:
    damage(archive, "1.json")
    done = run("report", "--all", "-o", "all.html", "-o", "all.json")

    assert done.code == 3
    assert names_the_fault(done)
    document = json.loads(Path("all.json").read_text())
    schema.check(document, "report")
    assert [post["post"]["id"] for post in document["posts"]] == [8]
    assert [failure["target"] for failure in document["failures"]] == [DAMAGED]
    page = Path("all.html").read_text()
    assert "<h2>Not shown</h2>" in page
    assert f"<li>{DAMAGED}: it was not judged: " in page


def test_a_report_of_a_whole_archive_leaves_nothing_out(run: Run, archive: Path) -> None:
    done = run("report", "--all", "-q", "-o", "all.html", "-o", "all.json")
    assert (done.code, done.err) == (0, "")
    assert json.loads(Path("all.json").read_text())["failures"] == []
    assert "Not shown" not in Path("all.html").read_text()
    assert archive.exists()


def test_a_check_holds_the_other_pins(run: Run, archive: Path) -> None:
    run("pin", "2.json", "other.json")
    damage(archive, "1.json")
    done = run("check", "--offline", str(archive), "--format", "json")

    assert done.code == 3
    document = json.loads(done.out)
    schema.check(document, "check")
    states = {each["pin"]["post"]: (each["state"], each["why"]) for each in document["checks"]}
    assert states[8] == ("holds", None)
    assert states[7][0] == "not checked"
    assert LOST in states[7][1]


def test_an_excuse_is_none_for_what_cannot_be_read(run: Run, archive: Path) -> None:
    run("pin", "2.json", "other.json")
    damage(archive, "1.json")
    lenient = ("--unreachable", "warn", "--for", "9999d", "--fail-on", "never")
    assert run("check", "--offline", str(archive), *lenient).code == 3


def test_a_check_of_a_whole_archive_holds_every_pin(run: Run, archive: Path) -> None:
    run("pin", "2.json", "other.json")
    assert run("check", "--offline", str(archive)).code == 0


def test_a_fault_of_the_program_at_one_pin_is_an_error(
    run: Run, archive: Path, breaks: Callable[[], None]
) -> None:
    run("pin", "2.json", "other.json")
    breaks()
    done = run("check", "--offline", str(archive))
    assert done.code == 1
    assert "RuntimeError: unforeseen" in " ".join(done.out.split())
    assert "1 as pinned" in done.out or "1 holds" in done.out


def test_other_articles_are_pinned(run: Run, archive: Path) -> None:
    damage(archive, "1.json")
    done = run("pin", "3.json", "other.json")
    assert done.code == 3
    assert names_the_fault(done)
    assert "1 article pinned in all" in done.out


def test_observers_are_compared_in_the_other_posts(run: Run, archive: Path) -> None:
    said = ("--observed-at", "2026-06-01T00:00:00Z")
    for name in ("mine.db", "theirs.db"):
        run("snapshot", "1.json", "other.json", *said, "--archive", name)
    whole = run("compare-observers", "mine.db", "theirs.db")
    damage(Path("theirs.db"), "1.json")
    done = run("compare-observers", "mine.db", "theirs.db")
    written = run("compare-observers", "mine.db", "theirs.db", "--format", "json")

    assert (whole.code, whole.err) == (0, "")
    assert done.code == 3
    assert names_the_fault(done)
    assert f"Could not be read: {DAMAGED}" in done.out
    document = json.loads(written.out)
    schema.check(document, "compare-observers")
    assert [post["id"] for post in document["posts"]] == [8]
    assert [failure["target"] for failure in document["failures"]] == [DAMAGED]
    assert archive.exists()


def export(*contents: str, first: int = 7) -> str:
    """Return an export of posts, numbered from `first` on."""
    items = "".join(
        f"<item><title>A deal</title><link>https://example.org/{number}/</link>"
        f"<content:encoded><![CDATA[{content}]]></content:encoded>"
        f"<excerpt:encoded></excerpt:encoded><wp:post_id>{number}</wp:post_id>"
        "<wp:post_date_gmt>2026-05-28 09:00:00</wp:post_date_gmt>"
        "<wp:post_modified_gmt>2026-05-28 09:00:00</wp:post_modified_gmt>"
        "<wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item>"
        for number, content in enumerate(contents, first)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"'
        ' xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>The lab</title>'
        "<wp:wxr_version>1.2</wp:wxr_version>"
        "<wp:base_site_url>https://example.org</wp:base_site_url>"
        f"<wp:base_blog_url>https://example.org</wp:base_blog_url>{items}</channel></rss>"
    )


def test_an_export_is_compared_in_the_other_posts(run: Run, folder: Path) -> None:
    Path("a.xml").write_text(export("<p>It is open.</p>", "<p>It is open.</p>"))
    Path("b.xml").write_text(export("<p>It is shut.</p>", "<p>It is shut.</p>"))
    run("import", "wxr", "a.xml")
    copy("provenance.db", "damaged.db")
    with closing(sqlite3.connect("damaged.db")) as database:
        ((digest,),) = database.execute(
            "SELECT b.digest FROM capture c JOIN blob b ON b.blob_id = c.raw_id"
            " JOIN post p ON p.post_no = c.post_no WHERE p.post_id = 7"
        )
    with Archive.open(Path("damaged.db"), read_only=True) as held:
        Path("item").write_bytes(held.body(digest))
    damage(Path("damaged.db"), "item")
    whole = run("import", "wxr", "b.xml", "--format", "json")
    done = run("import", "wxr", "b.xml", "--format", "json", "--archive", "damaged.db")

    assert (whole.code, whole.err) == (4, "")
    assert [one["post"]["id"] for one in json.loads(whole.out)["changed"]] == [7, 8]
    assert done.code == 3
    assert names_the_fault(done)
    document = json.loads(done.out)
    assert [one["post"]["id"] for one in document["changed"]] == [8]
    assert (document["compared"], document["recorded"]) == (1, 2)
    assert folder.exists()


def test_an_item_of_an_export_over_a_limit_is_named_and_the_others_are_recorded(run: Run) -> None:
    Path("a.xml").write_text(export("<p>x</p>" * (MAX_TEXT_BYTES // 8 + 1), "<p>Open.</p>"))
    done = run("import", "wxr", "a.xml", "--format", "json")

    assert done.code == 1
    (line,) = [line for line in done.err.splitlines() if line.startswith("error:")]
    assert "16 MiB" in line or "limit" in line
    assert json.loads(done.out)["recorded"] == 2
    assert {post["id"] for post in json.loads(run("list", "--format", "json").out)["posts"]} == {
        7,
        8,
    }


def test_a_fault_of_the_program_at_one_item_is_named_and_the_others_are_recorded(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(raw: bytes, site: str | None) -> object:
        if b"<wp:post_id>7<" in raw:
            raise RuntimeError("unforeseen")
        return describe_item(raw, site)

    Path("a.xml").write_text(export("<p>Open.</p>", "<p>Open.</p>"))
    monkeypatch.setattr("provenance.pipeline.import_files.describe_item", breaks)
    done = run("import", "wxr", "a.xml", "--format", "json")

    assert done.code == 1
    assert "RuntimeError: unforeseen" in done.err
    assert [post["id"] for post in json.loads(done.out)["posts"]] == [8]


@pytest.mark.parametrize("command", [("audit", "1.json", "other.json"), ("import", "dir", "saved")])
def test_a_fault_of_the_program_at_one_file_is_named_and_the_others_are_read(
    run: Run, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    def breaks(target: str, **means: object) -> object:
        if "1.json" in target:
            raise RuntimeError("unforeseen")
        return read_file(target, **means)  # type: ignore[arg-type]  # handed on as it came

    Path("saved").mkdir()
    for name in ("1.json", "other.json"):
        copy(name, "saved")
    for module in ("gather", "import_files"):
        monkeypatch.setattr(f"provenance.pipeline.{module}.read_file", breaks)
    done = run(*command, "--format", "json")

    assert done.code == 1
    assert names_the_fault(done, "RuntimeError: unforeseen")
    assert [post["post"]["id"] for post in json.loads(done.out)["posts"]] == [8]
