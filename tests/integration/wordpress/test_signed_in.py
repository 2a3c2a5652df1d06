"""What a login sees of posts on a real WordPress, and what the rules make of it."""

import base64
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from provenance.cli.credentials import VARIABLE
from provenance.cli.main import main
from tests.integration.wordpress.acting import Stage
from tests.integration.wordpress.lab import VARIABLES, Lab, Post

pytestmark = [pytest.mark.lab, pytest.mark.once]
BEFORE = "<p>The board has not ruled out a second vessel.</p>"
AFTER = "<p>The board has ruled out a second vessel.</p>"
NOTED = f"{AFTER}<p>Correction: a word was missing.</p>"
SINCE, NEWEST = "changed-since-published-revision", "differs-from-newest-revision"
OF_LISTS = {SINCE, NEWEST, "stored-revision-changed", "revision-not-listed"}
OF_LISTS |= {"revision-count-differs", "saved-after-later-post"}
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


class Login(NamedTuple):
    """A user of one of the sites."""

    user: str
    password: str


class Done(NamedTuple):
    """What a command came to; `document` is its JSON, None where it printed none."""

    code: int
    document: Any
    err: str

    @property
    def rules(self) -> set[str]:
        """The rules on lists that speak."""
        found = {one["rule"] for post in self.document["posts"] for one in post["findings"]}
        return found & OF_LISTS

    @property
    def set_aside(self) -> str:
        return " ".join(line for post in self.document["posts"] for line in post["set_aside"])

    def finding(self, rule: str) -> dict[str, Any]:
        """The one finding of a rule."""
        (post,) = self.document["posts"]
        (found,) = [one for one in post["findings"] if one["rule"] == rule]
        return dict(found)


Run = Callable[..., Done]


def login_of(variable: str) -> Login:
    _, user, password = os.environ[variable].split(",", 2)
    return Login(user, password)


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Give a command with a login, or without one, into this test's archive."""

    def call(command: str, *targets: str, login: Login | None = None, options: Any = ()) -> Done:
        capsys.readouterr()
        told = ["--archive", str(tmp_path / "provenance.db"), "--format", "json", *options]
        if login is not None:
            monkeypatch.setenv(VARIABLE, login.password)
            told += ["--user", login.user]
        if command != "diff":
            told += ["--allow-private"]
        code = main([command, *told, *targets])
        out, err = capsys.readouterr()
        return Done(int(code), json.loads(out) if out else None, err)

    return call


@pytest.fixture
def login(lab: Lab) -> Login:
    return login_of(VARIABLES[lab.name])


def published_with_revision(lab: Lab) -> Post:
    """Make a post whose first revision was current at publication, and save it twice more."""
    post = lab.publish("The ferry", "<p>To be written.</p>")
    first = lab.edit(post, content=BEFORE)
    # No save of this test lies as near to the publication as its first.
    date = datetime.fromisoformat(first["modified_gmt"]) - timedelta(seconds=5)
    lab.edit(post, date_gmt=date.isoformat())
    time.sleep(1.1)
    lab.edit(post, content=AFTER)
    return lab.edit(post, content=NOTED)


def autosave(lab: Lab, post: Post) -> int:
    route = f"/wp/v2/posts/{post['id']}/autosaves"
    return int(lab._call("POST", route, content="<p>Perhaps.</p>")["id"])


@contextmanager
def uploaded(lab: Lab) -> Iterator[int]:
    """Put a picture into the media library, and take it out again."""
    media = f"{lab.url}/index.php?rest_route=/wp/v2/media"
    answer = lab._session.post(
        media,
        data=PICTURE,
        headers={"Content-Type": "image/png", "Content-Disposition": "attachment; filename=a.png"},
        timeout=60,
    )
    answer.raise_for_status()
    number = int(answer.json()["id"])
    yield number
    lab._session.delete(f"{media}/{number}&force=true", timeout=60)


def test_the_published_text_is_held_against_the_one_that_is_stored(
    lab: Lab, login: Login, run: Run
) -> None:
    post = published_with_revision(lab)

    audited = run("audit", lab.addresses(post)[0], login=login)

    assert audited.code == 4
    assert "error:" not in audited.err
    assert audited.rules == {SINCE}
    found = audited.finding(SINCE)
    assert [edit["author"] for edit in found["edits"]] == [1, 1]
    assert [edit["change"] for edit in found["difference"]["edits"]] == ["changed", "added"]
    (shown,) = audited.document["posts"]
    assert [one["context"]["access"] for one in shown["captures"]] == [
        "anonymous",
        "administrator",
    ]
    # The context `edit` shows everybody's text, and the raw one beside it.
    first, second = (one["digests"] for one in shown["captures"])
    assert (first["content"], first["markup"]) == (second["content"], second["markup"])
    assert run("audit", lab.addresses(post)[0], login=login).code == 0


def test_revisions_are_listed_and_walked(lab: Lab, login: Login, run: Run) -> None:
    post = published_with_revision(lab)
    unsaved = autosave(lab, post)

    done = run("revisions", lab.plain(post), login=login)

    assert (done.code, done.err) == (0, "")
    listed = done.document["listed"]
    assert listed["total"] == len(listed["revisions"]) == 4
    kinds = {one["id"]: one["kind"] for one in listed["revisions"]}
    assert [number for number, kind in kinds.items() if kind == "autosave"] == [unsaved]
    assert {one["newest"] for one in done.document["named"]} == {unsaved}
    assert done.document["published"] == min(kinds)
    walked = run("diff", str(post["id"]), "--revisions")
    assert [bool(one["difference"]) for one in walked.document["edits"]] == [
        False,
        True,
        True,
        True,
    ]
    assert walked.document["edits"][-1]["difference"]["edits"] == []


def test_an_autosave_is_no_published_text(lab: Lab, login: Login, run: Run) -> None:
    post = lab.publish("The ferry", BEFORE)
    lab.edit(post, content=AFTER)
    unsaved = autosave(lab, post)

    audited = run("audit", lab.plain(post), login=login)

    assert audited.rules == set()
    assert f"Revision {unsaved}, the newest, is an autosave" in audited.set_aside
    assert "no stored revision is as old as that" in audited.set_aside


def test_a_draft_that_everybody_is_refused_is_read_by_its_editor(
    lab: Lab, login: Login, run: Run
) -> None:
    post = lab.publish("The ferry", BEFORE)
    lab.edit(post, status="draft")

    (shown,) = run("audit", lab.plain(post), login=login).document["posts"]

    refused, read = shown["captures"]
    assert refused["error"]["code"] == "rest_forbidden"
    assert read["post"]["title"] == "The ferry"


def test_a_protected_text_is_read_by_its_editor(lab: Lab, login: Login, run: Run) -> None:
    post = lab.publish("The ferry", BEFORE, password="x")

    (shown,) = run("audit", lab.plain(post), login=login).document["posts"]

    everybodys, editors = shown["captures"]
    assert everybodys["post"]["protected"] is editors["post"]["protected"] is True
    assert everybodys["digests"]["content"] != editors["digests"]["content"]
    # A password changes nothing of the canonical form: the text is as it was before.
    lab.edit(post, password="")
    (open_now,) = run("audit", lab.plain(post)).document["posts"]
    assert open_now["captures"][-1]["digests"]["content"] == editors["digests"]["content"]


def test_a_wrong_password_is_told_and_everybodys_text_is_kept(
    lab: Lab, login: Login, run: Run
) -> None:
    post = lab.publish("The ferry", BEFORE)

    audited = run("audit", lab.plain(post), login=login._replace(password="not this one"))

    assert audited.code == 1
    assert f"'{login.user}' or its application password is wrong" in audited.err
    assert audited.document["recorded"] == 1


def test_the_password_is_nowhere_in_the_archive(
    lab: Lab, login: Login, run: Run, tmp_path: Path
) -> None:
    post = published_with_revision(lab)
    audited = run("audit", lab.addresses(post)[0], login=login, options=["-v"])
    pair = f"{login.user}:{login.password}".encode()
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    for secret in (login.password.encode(), base64.b64encode(pair)):
        assert secret not in kept
        assert secret.decode() not in json.dumps(audited.document) + audited.err


def test_a_file_uploaded_after_the_last_save_dates_the_newest_revision(
    lab: Lab, login: Login, run: Run
) -> None:
    post = lab.publish("The ferry", BEFORE)
    target = lab.plain(post)

    with uploaded(lab) as picture:
        unsaved = autosave(lab, post)
        alone = run("audit", target, options=["--neighbours", "100"])

    assert alone.rules == {"saved-after-later-post"}
    message = alone.finding("saved-after-later-post")["message"]
    assert f", {unsaved}, is numbered after" in message
    assert picture < unsaved
    # A login is shown that it is an autosave, which explains the number.
    assert run("audit", target, login=login).rules == set()


@pytest.fixture
def acting() -> Login:
    return login_of("PROVENANCE_TEST_WORDPRESS_ACTED")


def test_a_text_written_past_every_save_is_not_the_newest_revisions(
    stage: Stage, acting: Login, run: Run
) -> None:
    post = stage.publish("One.")
    stage.call("edit", post.number, "Two.")
    stage.call("write", post.number, "Three.")

    audited = run("audit", stage.address(post), login=acting)

    found = audited.finding(NEWEST)
    assert (found["level"], found["certainty"]) == ("warning", "shown")
    assert "Three." in [edit["after"] for edit in found["difference"]["edits"]]


def test_a_limit_of_two_revisions_leaves_no_published_one(
    stage: Stage, acting: Login, run: Run
) -> None:
    with stage.plugin("two-revisions"):
        post = stage.publish("One.")
        for text in ("Two.", "Three.", "Four."):
            stage.call("edit", post.number, text)
        audited = run("audit", stage.address(post), login=acting)
        listed = run("revisions", str(post.number))

    assert audited.rules == set()
    assert "no stored revision is as old as that" in audited.set_aside
    assert listed.document["listed"]["total"] == 2


def test_revisions_switched_off_are_no_finding_and_a_save_without_one_is_a_note(
    stage: Stage, acting: Login, run: Run
) -> None:
    post = stage.publish("One.")
    with stage.plugin("no-revisions"):
        stage.call("edit", post.number, "Two.")
        off = run("audit", stage.address(post), login=acting)
    on = run("audit", stage.address(post), login=acting)

    assert off.rules == set()
    assert on.finding(NEWEST)["level"] == "note"
    assert "that save stored none" in on.finding(NEWEST)["message"]


@pytest.mark.parametrize(
    ("plugin", "password", "said"),
    [
        ("passwords-off", None, "offers no application passwords: they are switched off"),
        ("header-removed", None, "the site's host removes the Authorization header"),
        ("asked-early", "not this one", "refuses the sign-in"),
    ],
)
def test_what_keeps_a_login_out_is_named(
    stage: Stage, acting: Login, run: Run, plugin: str, password: str | None, said: str
) -> None:
    post = stage.publish("One.")
    login = acting if password is None else acting._replace(password=password)
    with stage.plugin(plugin):
        audited = run("audit", stage.address(post), login=login)
    assert audited.code == 1
    assert said in audited.err
