"""The action for GitHub: its steps run as scripts, and what it may do."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from provenance.cli.check import command as check
from provenance.cli.exit_codes import FAIL_ON
from tests.fakes.wordpress import FakeWordPress, post_body
from tests.packaging.environment import bash, lend_libraries

ROOT = Path(__file__).parents[2]
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
LOCKED = 'pip install .*--require-hashes --requirement "[$]SOURCE/requirements/runtime.txt"'

pytestmark = [pytest.mark.checkout, pytest.mark.once]


class Job(NamedTuple):
    """A job's folders: the repository that it checked out, the runner's own, and the action's."""

    repository: Path
    temp: Path
    action: Path = ROOT

    def env(self) -> dict[str, str]:
        names = ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")
        return {"RUNNER_TEMP": str(self.temp), **{name: str(self.temp / name) for name in names}}

    def outputs(self) -> dict[str, str]:
        text = (self.temp / "GITHUB_OUTPUT").read_text(encoding="utf-8")
        return dict(line.split("=", 1) for line in text.splitlines())


def step(name: str) -> dict[str, Any]:
    (found,) = [each for each in STEPS if each["name"] == name]
    return found


def filled(text: str, inputs: dict[str, str], action: Path) -> str:
    """Put in what GitHub would put in for an expression; other expressions are an error."""
    values = {f"inputs.{name}": str(item["default"]) for name, item in ACTION["inputs"].items()}
    values |= {f"inputs.{name}": value for name, value in inputs.items()}
    values["github.action_path"] = str(action)
    return re.sub(r"\$\{\{ (\S+) \}\}", lambda found: values[found[1]], text)


def run(name: str, job: Job, **inputs: str) -> subprocess.CompletedProcess[str]:
    """Run a step's script with its own variables."""
    each = step(name)
    own = {key: filled(value, inputs, job.action) for key, value in each.get("env", {}).items()}
    return bash(each["run"], cwd=job.repository, env={**job.env(), **own})


def action_path() -> Path:
    """Return the folder that the how-to has a workflow use, within a repository."""
    text = (ROOT / "docs" / "howto" / "ci.md").read_text(encoding="utf-8")
    (path,) = re.findall(r"^ +- uses: \./(\S+)$", text, re.MULTILINE)
    assert f"git submodule add https://git.example.org/provenance.git {path}\n" in text
    return Path(path)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a runner's folder in which the action's first steps have run.

    From a checkout within another repository, as the how-to has it.
    """
    repository, runner = (tmp_path_factory.mktemp(name) for name in ("repository", "runner"))
    action = repository / action_path()
    action.mkdir(parents=True)
    job = Job(repository, runner, action)
    script = f"git ls-files -z | xargs -0 cp --parents --target-directory={action}"
    assert bash(script, cwd=ROOT, env={}).returncode == 0
    assert (action / "action.yml").is_file()
    path = (
        f"{Path(sys.executable).parent}:/usr/bin:/bin"  # `python` comes first, as with setup-python
    )
    env = job.env() | {"PATH": path}
    made = bash(step("Make an environment")["run"], cwd=job.repository, env=env)
    assert made.returncode == 0, made.stderr
    assert re.search(LOCKED, step("Install what the program needs, as locked")["run"], re.DOTALL)
    lend_libraries(job.temp / "provenance" / "venv")
    done = run("Install the program", job)
    shutil.rmtree(action)
    assert done.returncode == 0, done.stderr
    return job.temp


@pytest.fixture
def site() -> Iterator[FakeWordPress]:
    with FakeWordPress([post_body(1), post_body(2)]) as served:
        yield served


@pytest.fixture
def job(installed: Path, site: FakeWordPress, tmp_path: Path) -> Job:
    """Return a job of a scratch repository that pins two articles of the site."""
    repository = tmp_path / "repository"
    repository.mkdir()
    addresses = " ".join(f"{site.url}/wp-json/wp/v2/posts/{number}" for number in (1, 2))
    script = f"""
        git init --quiet .
        {installed}/provenance/venv/bin/provenance pin {addresses} --allow-private
        git add provenance.lock
        git -c user.name=desk -c user.email=desk@example.org commit --quiet -m "Pin two articles"
    """
    done = bash(script, cwd=repository, env={})
    assert done.returncode == 0, done.stderr
    for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY"):
        (installed / name).write_text("")
    return Job(repository, installed)


def check_run(job: Job, **inputs: str) -> subprocess.CompletedProcess[str]:
    given = {"args": "--allow-private --again-after 0", **inputs}
    return run("Check the pinned articles", job, **given)


def test_pinned_articles_that_hold_pass(job: Job) -> None:
    done = check_run(job)
    assert (done.returncode, "::error" in done.stdout) == (0, False), done.stdout + done.stderr
    assert job.outputs()["exit-code"] == "0"
    assert Path(job.outputs()["sarif"]).read_text(encoding="utf-8").startswith("{")
    assert "2 checked" in (job.temp / "GITHUB_STEP_SUMMARY").read_text(encoding="utf-8")


def test_an_article_that_differs_fails_at_the_locks_line_and_leaves_sarif(
    job: Job, site: FakeWordPress
) -> None:
    site.serve(post_body(2, content="<p>Another text altogether.</p>"))
    done = check_run(job)
    assert done.returncode == 4, done.stdout + done.stderr
    assert re.search(r"^::error file=provenance\.lock,line=\d+,", done.stdout, re.MULTILINE)
    assert job.outputs()["exit-code"] == "4"
    assert "pinned-text-differs" in Path(job.outputs()["sarif"]).read_text(encoding="utf-8")


def test_an_article_that_cannot_be_had_was_not_checked(job: Job, site: FakeWordPress) -> None:
    site.go_down()
    assert check_run(job).returncode == 5
    assert job.outputs()["exit-code"] == "5"


def test_an_article_seen_lately_may_be_out_of_reach_where_that_is_asked_for(
    job: Job, site: FakeWordPress
) -> None:
    site.handlers["/wp-json/wp/v2/posts/2"] = lambda request: b""
    assert check_run(job).returncode == 5
    assert check_run(job, unreachable="warn").returncode == 0
    assert check_run(job, unreachable="warn", **{"for": "0min"}).returncode == 5


def test_without_the_archive_of_the_last_run_digests_alone_are_compared(
    job: Job, site: FakeWordPress
) -> None:
    site.serve(post_body(2, content="<p>Another text altogether.</p>"))
    kept = shutil.move(job.repository / "provenance.db", job.temp / "cached.db")
    assert "does not hold the pinned text" in check_run(job).stdout
    shutil.copy(kept, job.repository / "provenance.db")
    assert "does not hold the pinned text" not in check_run(job).stdout


def test_a_lock_that_is_not_there_is_an_error_and_leaves_no_sarif(job: Job) -> None:
    done = check_run(job, lock="nowhere.lock")
    assert done.returncode == 1
    assert "there is no lock file 'nowhere.lock'" in done.stderr
    assert job.outputs() == {"exit-code": "1"}


@pytest.mark.parametrize("name", sorted(set(ACTION["inputs"]) - {"upload"}))
def test_an_input_is_never_run(job: Job, name: str) -> None:
    check_run(job, **{name: '$(touch run); touch run; `touch run` " && touch run; "'})
    assert not (job.repository / "run").exists()


def test_further_options_keep_their_quotation_marks_and_lines(job: Job) -> None:
    given = "--allow-private --again-after 0\n--contact 'desk of the Gazette, desk@example.org'\n"
    assert check_run(job, args=given).returncode == 0


def test_an_archive_is_saved_also_where_the_check_failed() -> None:
    condition = step("Save the archive")["if"]
    assert "always()" in condition
    assert "steps.check.outcome != 'skipped'" in condition


def test_what_is_saved_is_what_is_restored() -> None:
    restored, saved = (step(f"{verb} the archive")["with"] for verb in ("Restore", "Save"))
    assert (restored["path"], restored["key"]) == (saved["path"], saved["key"])
    assert saved["key"].startswith(restored["restore-keys"])
    assert restored["path"].split("\n")[:1] == ["${{ inputs.archive }}"]


def test_defaults_are_those_of_the_command() -> None:
    defaults = {each.name: each.default for each in check.params}
    inputs = {name: item["default"] for name, item in ACTION["inputs"].items()}
    assert inputs["lock"] == str(defaults["lock"])
    assert inputs["archive"] == str(defaults["archive"])
    assert inputs["unreachable"] == defaults["unreachable"]
    assert inputs["for"] == defaults["excused_for"]
    assert inputs["fail-on"] == defaults["fail_on"]
    assert all(level in ACTION["inputs"]["fail-on"]["description"] for level in FAIL_ON)


def test_no_script_has_an_expression_in_its_text() -> None:
    assert [each["name"] for each in STEPS if "${{" in each.get("run", "")] == []


def used(text: str) -> list[str]:
    return re.findall(r"^\s*(?:- )?uses: *(.*)$", text, re.MULTILINE)


def unpinned(text: str) -> list[str]:
    pinned = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
    return [each for each in used(text) if not pinned.fullmatch(each)]


@pytest.mark.parametrize("path", [ROOT / "action.yml", *WORKFLOWS], ids=lambda path: path.name)
def test_every_action_is_pinned_by_commit_and_says_its_version(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert used(text)
    assert unpinned(text) == []


def test_an_action_that_is_named_by_a_tag_is_found() -> None:
    text = "    - uses: actions/checkout@v5\n      uses: a/b@0123456 # v1.0.0\n"
    assert unpinned(text) == ["actions/checkout@v5", "a/b@0123456 # v1.0.0"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_may_read_and_nothing_else(path: Path) -> None:
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert workflow["permissions"] == {"contents": "read"}
    for job in workflow["jobs"].values():
        assert "permissions" not in job
        assert job["timeout-minutes"]
        checkouts = [each for each in job["steps"] if "checkout@" in each.get("uses", "")]
        assert all(each["with"]["persist-credentials"] is False for each in checkouts)


def test_our_own_checks_are_what_the_workflow_runs() -> None:
    (path,) = WORKFLOWS
    (job,) = yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"].values()
    assert job["steps"][-1]["run"] == ".ci/run"
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
