"""What a run leaves in the archive: statements, log entries, and bytes that give them again."""

import json
import multiprocessing
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from provenance.archive import Archive
from provenance.digest import format_digest, root_hash, sha256
from provenance.errors import (
    AmbiguousPostError,
    DigestMismatchError,
    MissingArchiveError,
    UnknownPostError,
    VerificationError,
)
from provenance.model import Exchange, PostKey
from provenance.pipeline import Settings, audit, diff, history, list_posts
from tests.fakes.wordpress import FakeWordPress
from tests.integration.pipeline.conftest import Run, Save
from tests.unit.canonical.samples import post_bytes

SAVED = Path(__file__).parents[2] / "data" / "captures" / "20-edit-content-before.json"
KEY = PostKey(site="example.org", post_id=7)
A, B, C = (post_bytes(f"<p>Version {name}.</p>") for name in "ABC")


def entries(settings: Settings) -> list[dict[str, object]]:
    with Archive.open(settings.archive, read_only=True) as archive:
        return [json.loads(entry) for entry in archive.entries()]


def test_every_change_is_logged_and_every_run_too(run: Run, save: Save, settings: Settings) -> None:
    a, b = save("a.json", A), save("b.json", B)
    run(a, b, a)
    run(save("c.json", C), save("again.json", C))
    logged = entries(settings)
    assert [entry["kind"] for entry in logged] == [
        *("snapshot", "snapshot", "snapshot", "run"),
        *("snapshot", "run"),
    ]
    assert [entry["count"] for entry in logged if entry["kind"] == "run"] == [3, 2]


def test_each_statement_names_the_one_before_it(run: Run, save: Save, settings: Settings) -> None:
    run(save("a.json", A), save("b.json", B), save("c.json", C))
    digests = [entry["statement"] for entry in entries(settings) if "statement" in entry]
    with Archive.open(settings.archive, read_only=True) as archive:
        statements = [
            archive.body(bytes.fromhex(str(digest).removeprefix("sha256:"))) for digest in digests
        ]
    previous = [json.loads(statement)["predicate"]["previous"] for statement in statements]
    assert previous == [None, *digests[:-1]]
    assert [format_digest(sha256(statement)) for statement in statements] == digests


def test_a_runs_entry_commits_to_each_of_its_captures(
    run: Run, save: Save, settings: Settings
) -> None:
    run(save("a.json", A), save("b.json", B))
    with Archive.open(settings.archive, read_only=True) as archive:
        leaves = [capture.leaf for capture in archive.captures(KEY)]
    assert entries(settings)[-1]["captures"] == format_digest(root_hash(leaves))


def test_a_statement_says_what_was_captured(run: Run, save: Save, settings: Settings) -> None:
    outcome = run(save("a.json", A))
    snapshot = outcome.posts[0].observations[0].snapshot
    assert snapshot is not None
    with Archive.open(settings.archive, read_only=True) as archive:
        (capture,) = archive.captures(KEY)
        assert capture.statement is not None
        statement = json.loads(archive.body(capture.statement))
    assert statement["_type"] == "https://in-toto.io/Statement/v1"
    assert statement["subject"][0]["digest"]["sha256"] == snapshot.digests.content.hex()
    assert statement["predicate"]["capture"]["source"] == "file"
    assert statement["predicate"]["capture"]["seen_at"] is None


@pytest.fixture
def site() -> Iterator[FakeWordPress]:
    with FakeWordPress([SAVED.read_bytes()]) as running:
        yield running


def test_a_live_capture_keeps_the_page_and_the_answer(
    settings: Settings, site: FakeWordPress
) -> None:
    live = replace(settings, allow_private=True)
    post_id = json.loads(SAVED.read_bytes())["id"]
    outcome = audit([site.page_url(post_id)], live)
    assert outcome.failures == ()
    (seen,) = outcome.posts[0].observations
    assert seen.snapshot is not None
    assert seen.freshness is not None
    with Archive.open(settings.archive, read_only=True) as archive:
        rules, *kept = [archive.exchange(number) for number in (1, 2, 3)]
    assert rules.url.endswith("/robots.txt")
    assert [_kind(exchange) for exchange in kept] == ["text/html", "application/json"]
    assert entries(settings)[-1]["count"] == 3


def _kind(exchange: Exchange) -> str:
    return dict(exchange.headers)["Content-Type"].partition(";")[0]


def test_bytes_altered_in_the_archive_are_noticed_by_every_command(
    run: Run, save: Save, settings: Settings
) -> None:
    run(save("a.json", A))
    with closing(sqlite3.connect(settings.archive)) as connection:
        rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in rows.fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(
            "UPDATE blob SET data = CAST(x'00' || substr(data, 2) AS BLOB) WHERE digest = ?",
            [sha256(A)],
        )
        connection.commit()
    with pytest.raises(DigestMismatchError):
        history("7", settings)
    done = run(save("b.json", B))
    (failure,) = done.failures
    assert isinstance(failure.error, VerificationError)
    # What came is kept, although it resembles what no longer holds.
    assert (done.posts, done.recorded) == ((), 1)
    with Archive.open(settings.archive, read_only=True) as archive:
        assert archive.body(sha256(B)) == B


def _audit(archive: Path, files: list[str]) -> None:
    for file in files:
        audit([file], Settings(archive=archive))


def test_two_processes_at_once_lose_nothing(save: Save, settings: Settings) -> None:
    bodies = [[post_bytes(f"<p>{name}{n}</p>") for n in range(8)] for name in "xy"]
    files = [
        [save(f"{which}-{n}.json", body) for n, body in enumerate(each)]
        for which, each in enumerate(bodies)
    ]
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_audit, args=(settings.archive, each)) for each in files]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0, 0]
    seen = history("7", settings).observations
    assert {one.raw_digest for one in seen} == {sha256(body) for each in bodies for body in each}
    kinds = [entry["kind"] for entry in entries(settings)]
    assert (kinds.count("snapshot"), kinds.count("run")) == (16, 16)


def test_a_command_that_reads_makes_no_archive(settings: Settings) -> None:
    with pytest.raises(MissingArchiveError):
        list_posts(settings)
    assert not settings.archive.exists()


@pytest.fixture
def three(save: Save, settings: Settings) -> Settings:
    """Give an archive with three versions, served at 10, 11 and 12 o'clock."""
    for hour, body in enumerate((A, B, C), 10):
        when = datetime(2026, 5, 29, hour, tzinfo=UTC)
        audit([save(f"{hour}.json", body)], Settings(archive=settings.archive, observed_at=when))
    return settings


@pytest.mark.parametrize(
    ("a", "b", "versions"),
    [
        (None, None, (2, 3)),
        ("1", None, (1, 3)),
        ("1", "2", (1, 2)),
        ("3", "1", (3, 1)),
        ("2026-05-29T10:30:00Z", "2026-05-29T11:00:00Z", (1, 2)),
        ("2026-05-29T11:59:00", None, (2, 3)),
    ],
)
def test_two_captures_are_chosen_by_version_or_time(
    three: Settings, a: str | None, b: str | None, versions: tuple[int, int]
) -> None:
    compared = diff("7", a, b, three)
    assert (compared.before.version, compared.after.version) == versions
    assert compared.difference.edits


def test_a_capture_is_chosen_by_the_beginning_of_any_of_its_digests(three: Settings) -> None:
    last = history("7", three).observations[-1]
    assert last.snapshot is not None
    for digest in (last.snapshot.digests.content, last.snapshot.digests.words, last.raw_digest):
        assert diff("7", digest.hex()[:12], "1", three).before.version == 3
        assert diff("7", format_digest(digest), "1", three).before.version == 3


@pytest.mark.parametrize("name", ["4", "0", "abc", "feedface", "2026-05-29T09:00:00Z", "1234567"])
def test_a_name_that_fits_no_capture_says_what_would(three: Settings, name: str) -> None:
    with pytest.raises(UnknownPostError) as caught:
        diff("7", name, None, three)
    assert caught.value.remedy


def test_a_beginning_that_fits_two_versions_is_refused(three: Settings) -> None:
    metadata = history("7", three).observations[0].snapshot
    assert metadata is not None
    with pytest.raises(AmbiguousPostError):
        diff("7", metadata.digests.metadata.hex()[:12], None, three)


def test_one_capture_is_not_compared_with_itself(run: Run, save: Save, settings: Settings) -> None:
    run(save("a.json", A))
    with pytest.raises(UnknownPostError, match="only one capture"):
        diff("7", None, None, settings)


def test_rendering_noise_compares_the_last_two_captures(
    run: Run, save: Save, settings: Settings
) -> None:
    run(save("a.json", A), save("b.json", A.replace(b"<p>", b"<p class=x>")))
    compared = diff("7", None, None, settings)
    assert compared.difference.markup_differs
    assert not compared.difference.edits


def test_a_post_only_refused_has_nothing_to_compare(
    settings: Settings, site: FakeWordPress
) -> None:
    live = replace(settings, allow_private=True)
    outcome = audit([f"{site.url}/wp-json/wp/v2/posts/99999"], live)
    (post,) = outcome.posts
    assert post.observations[0].error is not None
    with pytest.raises(UnknownPostError, match="no capture of this post shows"):
        diff(str(post.post.key), None, None, settings)


def test_the_time_of_a_live_capture_is_ours(settings: Settings, site: FakeWordPress) -> None:
    live = replace(settings, allow_private=True)
    before = datetime.now(UTC)
    post_id = json.loads(SAVED.read_bytes())["id"]
    outcome = audit([f"{site.url}/wp-json/wp/v2/posts/{post_id}"], live)
    moment = outcome.posts[0].observations[0].moment
    assert moment.basis == "observed"
    assert moment.at is not None
    assert timedelta(0) <= moment.at - before < timedelta(minutes=1)


def test_a_site_cannot_put_words_into_another_sites_history(settings: Settings) -> None:
    body = SAVED.read_bytes().replace(b"127.0.0.1:8081", b"gazette.example.org")
    live = replace(settings, allow_private=True)
    with FakeWordPress([body]) as site:
        post_id = json.loads(body)["id"]
        outcome = audit([f"{site.url}/wp-json/wp/v2/posts/{post_id}"], live)
    (post,) = outcome.posts
    assert post.post.key.site == site.url.removeprefix("http://")
    assert post.observations[0].snapshot is not None
    assert post.observations[0].snapshot.key == post.post.key
    assert any("gazette.example.org" in note for note in post.observations[0].notes)
