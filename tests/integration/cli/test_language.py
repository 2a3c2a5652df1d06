"""`--language` says what words and figures are read in, wherever what changed is classified."""

from pathlib import Path

import pytest

from tests.fakes.wordpress import FakeWordPress, post_body
from tests.integration.cli.conftest import Run
from tests.integration.pipeline.test_import_files import article
from tests.unit.capture.test_wxr import HEAD, TAIL
from tests.unit.report.samples import answer

# One number by German rules, two by English ones; which, the answers do not say.
FIRST, SECOND = "<p>Gut 1.500 Meter.</p>", "<p>Gut 1500 Meter.</p>"
CALLS = [
    ("history", "7"),
    ("diff", "7"),
    ("compare-observers", "first.db", "second.db"),
]


@pytest.fixture(autouse=True)
def texts(run: Run, folder: Path) -> None:
    """Record two texts of a post in one archive, and one of them in each of two others."""
    at = "--observed-at", "2026-05-29T06:20:00Z"
    Path("a.json").write_bytes(answer(FIRST))
    Path("b.json").write_bytes(answer(SECOND))
    run("snapshot", "a.json", "b.json")
    run("snapshot", "a.json", "--archive", "first.db", *at)
    run("snapshot", "b.json", "--archive", "second.db", *at, "--observer", "other")


@pytest.mark.parametrize("call", CALLS, ids=[call[0] for call in CALLS])
def test_a_number_is_read_as_the_language_writes_it(run: Run, call: tuple[str, ...]) -> None:
    assert "material: number" in run(*call).out
    assert "material: number" in run(*call, "--language", "en").out
    assert "not material: typography" in run(*call, "--language", "de-AT").out


def test_an_audit_and_its_json_read_it_so(run: Run) -> None:
    read = run("audit", "a.json", "--language", "de")
    unread = run("audit", "a.json")

    assert "Material: nothing, by the rules: typography only" in read.out
    assert "Material: number" in unread.out
    assert '"typography"' in run("audit", "a.json", "--language", "de", "--format", "json").out


def test_a_summary_counts_by_it(run: Run) -> None:
    assert "; 1 material" in run("summary").out
    assert "; 0 material" in run("summary", "--language", "de").out


def test_a_finding_is_no_new_one_in_another_language(run: Run) -> None:
    assert run("audit", "b.json").code == 4
    assert run("audit", "b.json", "--language", "de").code == 0


@pytest.mark.parametrize("tag", ["nl", "", "german", "-de"])
def test_a_language_without_words_is_refused_with_those_there_are(run: Run, tag: str) -> None:
    done = run("diff", "7", "--language", tag)

    assert (done.code, done.out) == (2, "")
    assert f"{tag!r} is no language that words are read in; there are ar, de, en" in " ".join(
        done.err.split()
    )


def test_files_that_are_imported_are_read_by_it(run: Run) -> None:
    Path("saved").mkdir()
    for name, text in (("1", FIRST), ("2", SECOND)):
        Path(f"saved/{name}.json").write_bytes(answer(text))
    german, unread = (
        run("import", "dir", "saved", "--archive", f"{name}.db", *options)
        for name, options in (("de", ("--language", "de")), ("none", ()))
    )

    assert "Material: nothing, by the rules: typography only" in german.out
    assert "Material: number" in unread.out


def test_exports_that_are_imported_are_read_by_it(run: Run) -> None:
    for name, text in (("1", FIRST), ("2", SECOND)):
        Path(f"{name}.xml").write_bytes(HEAD + article(text=text) + TAIL)
    for archive, options in (("de.db", ["--language", "de"]), ("none.db", [])):
        run("import", "wxr", "1.xml", "--archive", archive)
        done = run("import", "wxr", "2.xml", "--archive", archive, *options)
        assert ("typography only" in done.out) is bool(options)


def test_a_page_of_what_is_held_is_read_by_it(run: Run) -> None:
    run("report", "7", "-o", "de.json", "--language", "de")
    run("report", "7", "-o", "none.json")
    german, unread = (Path(f"{name}.json").read_text() for name in ("de", "none"))

    assert '"material":true' in unread.replace(" ", "")
    assert '"material":true' not in german.replace(" ", "")


def test_a_check_reads_what_differs_by_it(run: Run) -> None:
    with FakeWordPress([post_body(1, content=FIRST)]) as site:
        live = ("--allow-private", "--again-after", "0", "--fail-on", "never")
        run("pin", f"{site.url}/wp-json/wp/v2/posts/1", *live[:-2])
        site.serve(post_body(1, content=SECOND))
        german, unread = run("check", *live, "--language", "de"), run("check", *live)

    assert "typography only" in german.out
    assert "Material   number" in unread.out
    assert run("check", "--language", "nl").code == 2
