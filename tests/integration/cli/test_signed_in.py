"""The command line with a login: what is printed, the exit code, and what is in no file."""

import base64
import json
import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import NoKeyringError

from provenance import schema
from provenance.cli.credentials import SERVICE, VARIABLE
from tests.fakes.newsroom import PASSWORD, USER, FakeNewsroom, revision_of
from tests.fakes.wordpress import post_body
from tests.integration.cli.conftest import Run

TOKEN = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
# The publication date of the fake's posts.
PUBLISHED, LATER = "2026-05-28T09:00:00", "2026-05-28T11:00:00"
LIST = ["--user", USER, "--allow-private"]


class MemoryKeyring(KeyringBackend):
    """A keyring that holds one password, or none, or is locked."""

    priority = 1
    passwords: dict[tuple[str, str], str]
    locked = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise NoKeyringError("locked")
        return self.passwords.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.passwords[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.passwords[service, username]


@pytest.fixture
def site() -> Iterator[FakeNewsroom]:
    with FakeNewsroom() as site:
        first = revision_of(7, 11, "The bridge is not safe.", PUBLISHED)
        second = revision_of(7, 12, "The bridge is safe.", LATER, author=2)
        unsaved = revision_of(7, 13, "Perhaps.", "2026-05-28T12:00:00", autosave=True)
        site.keep(7, "The bridge is safe.", first, second, unsaved)
        yield site


@pytest.fixture
def target(site: FakeNewsroom) -> str:
    return site.rest_url("/wp/v2/posts/7")


@pytest.fixture
def password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, PASSWORD)


@pytest.fixture
def ring() -> Iterator[MemoryKeyring]:
    before = keyring.get_keyring()
    ring: MemoryKeyring = MemoryKeyring()  # type: ignore[no-untyped-call]  # keyring has no annotation there
    ring.passwords = {}
    keyring.set_keyring(ring)
    yield ring
    keyring.set_keyring(before)


@pytest.mark.usefixtures("password")
def test_an_audit_with_a_login_finds_what_changed_since_publication(run: Run, target: str) -> None:
    done = run("audit", target, *LIST)
    assert (done.code, done.err) == (4, "")
    assert "WARNING  changed-since-published-revision" in done.out
    assert "{+" not in done.out
    assert "- The bridge is [-not-] safe." in done.out
    assert "Revision 12, 2026-05-28 11:00:00 UTC, user 2: 1 block of the content" in done.out


@pytest.mark.usefixtures("password")
def test_a_second_audit_finds_nothing_new(run: Run, target: str) -> None:
    run("audit", target, *LIST)
    again = run("audit", target, *LIST)
    assert again.code == 0
    assert "changed-since-published-revision  (in an earlier audit too)" in again.out


@pytest.mark.usefixtures("password")
def test_a_later_audit_without_a_login_still_knows_the_list(run: Run, target: str) -> None:
    run("snapshot", target, *LIST)
    assert "changed-since-published-revision" in run("audit", target, "--allow-private").out


@pytest.mark.parametrize("login", [True, False])
@pytest.mark.usefixtures("password")
def test_the_record_says_whether_somebody_signed_in(
    run: Run, target: str, folder: Path, login: bool
) -> None:
    run("snapshot", target, *(LIST if login else LIST[2:]))
    with closing(sqlite3.connect(folder / "provenance.db")) as database:
        ((told,),) = database.execute("SELECT options FROM run")
    assert json.loads(told)["signed_in"] is login
    assert USER not in told


def test_an_audit_without_a_login_knows_nothing_of_revisions(run: Run, target: str) -> None:
    assert "published-revision" not in run("audit", target, "--allow-private").out


@pytest.mark.usefixtures("password")
def test_an_audit_as_json_holds_to_its_schema(run: Run, target: str) -> None:
    document = json.loads(run("audit", target, *LIST, "--format", "json").out)
    schema.check(document, "audit")
    captures = document["posts"][0]["captures"]
    assert [one["context"]["access"] for one in captures] == ["anonymous", "editor"]
    (found,) = [
        one
        for one in document["posts"][0]["findings"]
        if one["rule"] == "changed-since-published-revision"
    ]
    assert [one["revision"] for one in found["edits"]] == [12]


@pytest.mark.usefixtures("password")
def test_revisions_asks_records_and_shows(run: Run, target: str) -> None:
    done = run("revisions", target, *LIST)
    assert (done.code, done.err) == (0, "")
    assert "current at publication" in done.out
    assert run("revisions", "7").out == done.out


@pytest.mark.usefixtures("password")
def test_revisions_as_json_holds_to_its_schema(run: Run, target: str) -> None:
    document = json.loads(run("revisions", target, *LIST, "--format", "json").out)
    schema.check(document, "revisions")
    assert document["published"] == 11
    assert [one["id"] for one in document["listed"]["revisions"]] == [11, 12, 13]


@pytest.mark.usefixtures("password")
def test_a_diff_walks_the_revisions(run: Run, target: str) -> None:
    run("revisions", target, *LIST)
    done = run("diff", "7", "--revisions")
    assert done.code == 0
    assert "Revision 12, 2026-05-28 11:00:00 UTC, user 2" in done.out
    document = json.loads(run("diff", "7", "--revisions", "--format", "json").out)
    schema.check(document, "revisions")
    assert [one["revision"] for one in document["edits"]] == [11, 12, None]


@pytest.mark.parametrize("command", [["revisions", "7"], ["diff", "7", "--revisions"]])
def test_an_archive_without_a_list_has_checked_nothing(
    run: Run, target: str, command: list[str]
) -> None:
    run("snapshot", target, "--allow-private")
    assert run(*command).code == 5


def test_a_walk_takes_no_versions(run: Run) -> None:
    done = run("diff", "7", "1", "--revisions")
    assert done.code == 2
    assert "--revisions walks all revisions, and takes no A and B" in done.err


def test_a_wrong_password_is_an_error_and_loses_no_capture(
    run: Run, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "wrong")
    done = run("audit", target, *LIST)
    assert done.code == 1
    assert "'editor' or its application password is wrong" in done.err
    assert "1 post, 1 capture recorded" in done.out
    assert run("revisions", target, *LIST).code == 1


@pytest.mark.usefixtures("password")
def test_an_address_that_gives_no_post_ends_with_its_error(run: Run, site: FakeNewsroom) -> None:
    done = run("revisions", f"{site.url}/nothing/", *LIST)
    assert done.code == 1
    assert done.out == ""
    assert "error: " in done.err


@pytest.mark.parametrize("site_fault", ["", "may_edit", "takes_header", "has_users"])
@pytest.mark.usefixtures("password")
def test_the_password_is_in_no_file_and_no_message(
    run: Run,
    site: FakeNewsroom,
    target: str,
    folder: Path,
    caplog: pytest.LogCaptureFixture,
    site_fault: str,
) -> None:
    caplog.set_level(logging.DEBUG)
    if site_fault:
        setattr(site, site_fault, False)
    texts = [run("audit", target, *LIST, "-v"), run("revisions", target, *LIST, "-v")]
    assert site.signed
    kept = b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())
    said = "".join(done.out + done.err for done in texts) + caplog.text
    for secret in (PASSWORD, PASSWORD.replace(" ", ""), TOKEN):
        assert secret.encode() not in kept
        assert secret not in said


def test_the_password_can_come_from_the_keyring(
    run: Run, target: str, site: FakeNewsroom, ring: MemoryKeyring
) -> None:
    host = site.url.partition("://")[2]
    keyring.set_password(SERVICE, f"{USER}@{host}", PASSWORD)
    assert run("revisions", target, *LIST).code == 0


def test_a_keyring_without_the_password_says_how_to_keep_one(
    run: Run, target: str, site: FakeNewsroom, ring: MemoryKeyring
) -> None:
    host = site.url.partition("://")[2]
    done = run("revisions", target, *LIST)
    assert done.code == 2
    assert f"keyring set {SERVICE} {USER}@{host}" in done.err
    ring.locked = True
    assert (
        "the system's keyring gives no password (NoKeyringError)"
        in run("revisions", target, *LIST).err
    )
    assert site.requests == []


def test_without_a_keyring_the_environment_is_named(
    run: Run, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "keyring", None)
    done = run("revisions", target, *LIST)
    assert done.code == 2
    assert "set PROVENANCE_APP_PASSWORD, or install provenance-toolkit[keyring]" in done.err


@pytest.mark.parametrize("name", ["", "  ", "a:b", "a\nb"])
def test_a_name_that_no_login_can_carry_is_refused(run: Run, target: str, name: str) -> None:
    done = run("audit", target, "--user", name)
    assert done.code == 2
    assert "is no name to sign in with" in done.err


@pytest.mark.usefixtures("password")
def test_one_password_is_for_one_site(run: Run, target: str, site: FakeNewsroom) -> None:
    done = run("audit", target, "https://example.org/a", *LIST)
    assert done.code == 2
    assert "holds one password, and the TARGETs are of several sites" in done.err
    assert site.requests == []


@pytest.mark.usefixtures("password")
def test_files_are_signed_in_to_nowhere(run: Run) -> None:
    done = run("audit", "1.json", "--user", USER)
    assert done.code == 2
    assert "no address of one is given; give one, or leave --user out" in done.err


@pytest.mark.usefixtures("password")
def test_a_page_that_names_another_host_gets_no_password(run: Run, site: FakeNewsroom) -> None:
    with FakeNewsroom([post_body(7)]) as other:
        own = f'<link rel="https://api.w.org/" href="{other.rest_url("/")}" />'
        shown = f'<html><head>{own}<link rel="shortlink" href="/?p=7" /></head></html>'
        page = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: text/html\r\n\r\n"
        site.handlers["/a-post/"] = lambda _: page + shown.encode()
        done = run("audit", f"{site.url}/a-post/?p=7", *LIST)
        assert done.code == 1
        assert "the password is not sent to" in done.err
        assert other.signed == []


def test_files_uploaded_after_the_last_save_date_its_newest_revision(
    run: Run, target: str, site: FakeNewsroom
) -> None:
    site.media = [(9, LATER.replace("11:00", "11:30")), (10, LATER.replace("11:00", "11:40"))]
    done = run("audit", target, "--allow-private", "--neighbours", "5")
    assert done.code == 4
    assert "WARNING  saved-after-later-post" in done.out
    assert "13, is numbered after 2 items of the site dated later" in " ".join(done.out.split())
    # The archive keeps them; the list of revisions then tells that 13 is an autosave.
    assert "saved-after-later-post" in run("audit", target, "--allow-private").out


@pytest.mark.usefixtures("password")
def test_a_listed_autosave_dates_no_save(run: Run, target: str, site: FakeNewsroom) -> None:
    site.media = [(9, LATER.replace("11:00", "11:30"))]
    done = run("audit", target, *LIST, "--neighbours", "5")
    assert "saved-after-later-post" not in done.out
    assert "Revision 13, the newest, is an autosave" in done.out


def test_a_post_made_in_one_go_is_a_neighbour_from_the_archive(
    run: Run, site: FakeNewsroom
) -> None:
    made = "2026-05-28T13:00:00"
    site.keep(10, "At once.", date_gmt=made, modified_gmt=made)
    posts = [site.rest_url(f"/wp/v2/posts/{number}") for number in (10, 7)]
    done = run("audit", *posts, "--allow-private")
    assert "post 10 (2026-05-28 13:00:00 UTC)" in " ".join(done.out.split())


@pytest.mark.usefixtures("password")
def test_a_whole_sites_posts_are_each_followed(run: Run, site: FakeNewsroom) -> None:
    site.keep(8, "Two.", revision_of(8, 21, "One.", PUBLISHED), revision_of(8, 22, "Two.", LATER))
    done = run("audit", f"{site.url}/wp-json/", *LIST, "--format", "json")
    posts = json.loads(done.out)["posts"]
    found = {
        post["post"]["id"]: {one["rule"] for one in post["findings"] if one["level"] == "warning"}
        for post in posts
    }
    assert found == {number: {"changed-since-published-revision"} for number in (7, 8)}
    assert run("revisions", "8").code == 0
