"""Folders of saved answers and exports through the whole program."""

import json
import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from provenance import schema
from provenance.cli.main import main
from provenance.errors import (
    DiscoveryError,
    JsonSyntaxError,
    MalformedError,
    NotAnExportError,
    UnreadableFileError,
)
from provenance.model import Audit, Basis, ExportImport, Route
from provenance.pipeline import Settings, history, import_dir, import_wxr
from provenance.report import FORMATS, Look
from tests.unit.canonical.samples import post_bytes
from tests.unit.capture.test_wxr import HEAD, TAIL

A = post_bytes("<p>The minister denied it.</p>")
B = post_bytes("<p>The minister confirmed it.</p>")


def article(number: int = 7, text: str = "Denied.", **changes: str) -> bytes:
    told = {"status": "publish", "kind": "post", "modified": "2026-05-29 10:00:00"} | changes
    return (
        f"<item><title>A title</title><link>https://example.org/a/</link>"
        f"<content:encoded><![CDATA[<!-- wp:paragraph --><p>{text}</p>]]></content:encoded>"
        f"<excerpt:encoded></excerpt:encoded><wp:post_id>{number}</wp:post_id>"
        f"<wp:post_date_gmt>2026-05-28 10:00:00</wp:post_date_gmt>"
        f"<wp:post_modified_gmt>{told['modified']}</wp:post_modified_gmt>"
        f"<wp:status>{told['status']}</wp:status><wp:post_type>{told['kind']}</wp:post_type></item>"
    ).encode()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(archive=tmp_path / "provenance.db")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "saved"
    made.mkdir()
    return made


@pytest.fixture
def export(tmp_path: Path) -> Path:
    return tmp_path / "export.xml"


def kinds(outcome: Audit | ExportImport) -> list[type[Exception]]:
    return [type(failure.error) for failure in outcome.failures]


def saved_page(text: str = "Denied.", head: str | None = None) -> str:
    links = (
        '<link rel="canonical" href="https://example.org/a/">'
        '<link rel="shortlink" href="https://example.org/?p=7">'
    )
    return f"<head>{links if head is None else head}</head><h1>A</h1><main><p>{text}</p></main>"


def test_a_pipe_in_a_folder_is_not_waited_for(folder: Path, settings: Settings) -> None:
    (folder / "a.json").write_bytes(A)
    os.mkfifo(folder / "b.json")
    outcome = import_dir(folder, settings)

    assert (outcome.recorded, outcome.failures) == (1, ())


def test_a_link_that_leads_nowhere_is_named(folder: Path, settings: Settings) -> None:
    (folder / "a.json").write_bytes(A)
    (folder / "b.json").symlink_to(folder / "gone.json")
    outcome = import_dir(folder, settings)

    assert outcome.recorded == 1
    assert kinds(outcome) == [UnreadableFileError]


def test_each_item_of_an_export_that_cannot_be_had_is_named(
    export: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    export.write_bytes(HEAD + article(0) + article(7) + article(2**60) + TAIL)
    assert [one.index for one in import_wxr(export, settings).failures] == [0, 2]

    assert main(["import", "wxr", str(export), "--archive", str(settings.archive)]) == 1
    said = capsys.readouterr().err
    assert [f"{export}[{place}]: the item has no number" in said for place in (0, 1, 2)] == [
        *(True, False, True)
    ]


def test_a_folder_is_read_in_the_order_of_its_names(folder: Path, settings: Settings) -> None:
    (folder / "10.json").write_bytes(B)
    (folder / "9.json").write_bytes(A)
    outcome = import_dir(folder, settings)

    (post,) = outcome.posts
    assert [Path(seen.origin).name for seen in post.observations] == ["9.json", "10.json"]
    assert {seen.moment.basis for seen in post.observations} == {Basis.UNKNOWN}
    assert "changed-without-claims" in [finding.rule for finding in post.findings]


@pytest.mark.parametrize("most", [1, 2])
def test_of_many_posts_the_texts_are_let_go_once_they_are_judged(
    folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr("provenance.pipeline.judging._MANY", most)
    for number, body in enumerate([A, B, A.replace(b'"id": 7', b'"id": 8')]):
        (folder / f"{number}.json").write_bytes(body)
    outcome = import_dir(folder, settings)

    assert len(outcome.posts) == 2
    assert "changed-without-claims" in [finding.rule for finding in outcome.posts[0].findings]
    seen = [one.snapshot for post in outcome.posts for one in post.observations if one.snapshot]
    assert [bool(snapshot.blocks) for snapshot in seen] == [most == 2] * 3


def test_names_tell_times_where_the_user_says_so(folder: Path, settings: Settings) -> None:
    (folder / "b-20260528T100000Z.json").write_bytes(A)
    (folder / "a-20260529T100000Z.json").write_bytes(B)
    outcome = import_dir(folder, settings, by_name=True)

    assert [seen.moment.at for seen in outcome.posts[0].observations] == [
        datetime(2026, 5, 28, 10, tzinfo=UTC),
        datetime(2026, 5, 29, 10, tzinfo=UTC),
    ]
    assert {seen.moment.basis for seen in outcome.posts[0].observations} == {Basis.ASSERTED}


@pytest.mark.parametrize("name", ["7.json", "post-29990101T000000Z.json"])
def test_a_name_without_a_time_in_the_past_is_named(
    name: str, folder: Path, settings: Settings
) -> None:
    (folder / name).write_bytes(A)
    (folder / "20260528T100000Z.json").write_bytes(A)
    outcome = import_dir(folder, settings, by_name=True)

    assert kinds(outcome) == [UnreadableFileError]
    assert outcome.recorded == 1


def test_what_cannot_be_read_is_named_and_the_rest_is_done(
    folder: Path, settings: Settings
) -> None:
    (folder / "1.json").write_bytes(b"{")
    (folder / "2.json").write_bytes(A)
    (folder / "3.html").write_text("<p>Nothing</p>")
    outcome = import_dir(folder, settings)

    assert kinds(outcome) == [JsonSyntaxError, DiscoveryError]
    assert outcome.recorded == 1


def test_a_second_import_of_a_folder_records_nothing(folder: Path, settings: Settings) -> None:
    (folder / "1.json").write_bytes(A)
    (folder / "2.json").write_bytes(B)
    (folder / "3.html").write_text(saved_page())
    import_dir(folder, settings)
    outcome = import_dir(folder, settings)

    assert (outcome.recorded, outcome.already_held) == (0, 3)


@pytest.mark.parametrize(
    "head",
    [
        None,
        (
            '<link rel="alternate" type="application/json" '
            'href="https://example.org/wp-json/wp/v2/posts/7">'
        ),
        (
            '<link rel="https://api.w.org/" href="https://example.org/wp-json/">'
            '<link rel="shortlink" href="https://example.org/?p=7">'
        ),
    ],
    ids=["canonical", "json", "interface"],
)
def test_a_saved_page_belongs_to_the_post_that_it_names(
    head: str | None, folder: Path, settings: Settings
) -> None:
    (folder / "1.json").write_bytes(A)
    (folder / "2.html").write_text(saved_page(head=head))
    (post,) = import_dir(folder, settings).posts

    assert [seen.context.route for seen in post.observations] == [Route.SINGLE, Route.PAGE]
    assert str(post.post.key) == "example.org#7"
    assert not any(finding.interval.after for finding in post.findings)


@pytest.mark.parametrize("head", ["", '<link rel="shortlink" href="/?p=7">'])
def test_a_saved_page_whose_site_nothing_tells_is_nobodys(
    head: str, folder: Path, settings: Settings
) -> None:
    (folder / "1.html").write_text(saved_page(head=head))
    assert kinds(import_dir(folder, settings)) == [DiscoveryError]


def test_many_files_are_recorded_together_with_the_refusal_after_them(
    folder: Path, settings: Settings
) -> None:
    """A refusal in a file belongs to the post before it, wherever a group ends."""
    for number in range(200):
        (folder / f"{number}.json").write_bytes(A)
    refusal = {"code": "rest_forbidden", "message": "No.", "data": {"status": 401}}
    (folder / "200.json").write_text(json.dumps(refusal))
    (folder / "201.json").write_bytes(B)
    outcome = import_dir(folder, settings)

    assert outcome.failures == ()
    assert outcome.recorded == 202


def test_the_articles_of_an_export_are_recorded_and_the_rest_is_counted(
    export: Path, settings: Settings
) -> None:
    items = [
        article(7),
        article(8, kind="attachment"),
        article(9, kind="revision"),
        article(10, status="draft"),
    ]
    export.write_bytes(HEAD + b"\n".join(items) + TAIL)
    outcome = import_wxr(export, settings)

    assert [str(post.key) for post in outcome.posts] == ["example.org/blog#7"]
    assert dict(outcome.left_out) == {
        "items of the type attachment": 1,
        "stored revisions, which were never served": 1,
        "articles of the status draft (--all records them)": 1,
    }
    seen = history("7", settings).observations[0]
    assert seen.context.route is Route.EXPORT
    assert (seen.moment.at, seen.moment.basis) == (None, Basis.UNKNOWN)
    assert any("the export says that it was made at Fri, 29 May" in note for note in seen.notes)


def test_drafts_are_recorded_where_asked_for_and_said_to_be_such(
    export: Path, settings: Settings
) -> None:
    export.write_bytes(HEAD + article(10, status="draft") + TAIL)
    outcome = import_wxr(export, settings, every=True)

    assert len(outcome.posts) == 1
    notes = history("10", settings).observations[0].notes
    assert "its status is draft: it was not served to the public" in notes


def test_two_exports_show_what_changed_between_them(export: Path, settings: Settings) -> None:
    early = replace(settings, observed_at=datetime(2026, 5, 29, tzinfo=UTC))
    late = replace(settings, observed_at=datetime(2026, 5, 30, tzinfo=UTC))
    export.write_bytes(HEAD + article(7) + article(8) + TAIL)
    first = import_wxr(export, early)
    export.write_bytes(HEAD + article(7, "Confirmed.") + article(8) + TAIL)
    second = import_wxr(export, late)

    assert first.changed == ()
    (changed,) = second.changed
    assert str(changed.post.key) == "example.org/blog#7"
    rules = [finding.rule for finding in changed.findings]
    assert rules == ["changed-without-claims"]
    assert all(finding.new for finding in changed.findings)


def test_a_first_export_says_that_nothing_was_compared(export: Path, settings: Settings) -> None:
    export.write_bytes(HEAD + article(7) + TAIL)
    first = import_wxr(export, settings)
    export.write_bytes(HEAD + article(7, "Confirmed.") + article(8) + TAIL)
    second = import_wxr(export, settings)

    report = FORMATS["text"](Look(width=200))
    assert "nothing was compared" in report.export(first)
    assert "1 warning (new); 1 not compared" in report.export(second)
    assert (first.compared, second.compared) == (0, 1)


def test_an_export_of_a_real_wordpress_is_read(settings: Settings) -> None:
    """From WordPress 6.1.9, some of its items."""
    outcome = import_wxr(Path(__file__).parents[2] / "data" / "export.xml", settings)

    assert outcome.failures == ()
    assert {post.key.site for post in outcome.posts} == {"127.0.0.1:8081"}
    assert [post.title for post in outcome.posts if post.title]
    assert dict(outcome.left_out) == {
        "articles of the status trash (--all records them)": 1,
        "items of the type attachment": 1,
    }
    record = history(str(outcome.posts[0].key), settings).observations[0].snapshot
    assert record is not None
    assert record.blocks
    assert record.published_at is not None
    assert record.modified_at is not None


def test_an_export_that_was_read_before_is_held(export: Path, settings: Settings) -> None:
    export.write_bytes(HEAD + article(7) + article(8) + TAIL)
    import_wxr(export, settings)
    outcome = import_wxr(export, settings)

    assert (outcome.recorded, outcome.already_held) == (0, 2)
    assert len(outcome.posts) == 2


def test_a_broken_item_is_named_and_the_rest_is_done(export: Path, settings: Settings) -> None:
    export.write_bytes(HEAD + b"<item>&nbsp;</item>" + article(7) + article(8)[:-5])
    outcome = import_wxr(export, settings)

    assert kinds(outcome) == [MalformedError, MalformedError]
    assert len(outcome.posts) == 1


def test_what_is_no_export_is_refused(export: Path, settings: Settings) -> None:
    export.write_bytes(b"<html></html>")
    with pytest.raises(NotAnExportError):
        import_wxr(export, settings)
    with pytest.raises(UnreadableFileError):
        import_wxr(export.with_name("none.xml"), settings)


@pytest.mark.parametrize("verbose", [True, False])
def test_an_import_is_reported_to_people_and_programs(
    export: Path, settings: Settings, *, verbose: bool
) -> None:
    items = [article(number) for number in range(1, 31)]
    export.write_bytes(HEAD + b"".join(items) + article(99, kind="attachment") + TAIL)
    import_wxr(export, settings)
    export.write_bytes(HEAD + article(1, "Confirmed.") + b"".join(items[1:]) + TAIL)
    outcome = import_wxr(export, settings)

    text = FORMATS["text"](Look(verbose=verbose)).export(outcome)
    assert ("and 10 more, which -v lists" in text) is not verbose
    assert "changed-without-claims" in text
    assert "30 posts, 1 capture recorded, 29 held already: 1 warning (new)" in text
    document: dict[str, Any] = json.loads(FORMATS["json"](Look()).export(outcome))
    schema.check(document, "import")
    assert len(document["posts"]) == 30


def test_the_command_line_imports_folders_and_exports(
    folder: Path, export: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder.parent)
    (folder / "1.json").write_bytes(A)
    export.write_bytes(HEAD + article(7) + TAIL)

    assert main(["import", "dir", "saved"]) == 0
    assert main(["import", "dir", "saved", "--observed-at-from", "name"]) == 1
    assert "does not tell one time" in capsys.readouterr().err
    at = ["--observed-at", "2026-05-29T03:22:06Z"]
    assert main(["import", "dir", "saved", "--observed-at-from", "name", *at]) == 2
    assert main(["import", "dir", "none"]) == 1
    assert main(["import", "wxr", "export.xml", "--format", "json", *at]) == 0
    assert main(["import", "wxr", "none.xml"]) == 1
    capsys.readouterr()
    export.write_bytes(HEAD + article(7, "Confirmed.") + TAIL)
    assert main(["import", "wxr", "export.xml"]) == 4
    assert "A title" in capsys.readouterr().out
    assert main(["import", "wxr", "export.xml"]) == 0
    export.write_bytes(HEAD + article(7, kind="attachment") + TAIL)
    assert main(["import", "wxr", "export.xml"]) == 5
