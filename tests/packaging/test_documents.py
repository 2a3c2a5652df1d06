"""What the documents say against what the program does."""

import re
import shutil
from pathlib import Path

import click
import pytest

from provenance.cli.exit_codes import ExitCode
from provenance.cli.main import LazyGroup
from provenance.cli.main import group as program
from tests.packaging import console

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = sorted(
    {*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *ROOT.glob("examples/*.md")}
)
LINK = re.compile(r"\[[^\]]*\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]*))?\)")
TREE = re.compile(r"^```\{toctree\}\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


def anchors(document: str) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", document, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken_links(path: Path, text: str) -> list[str]:
    broken = []
    text = re.sub(r"^```.*?^```|`[^`\n]+`", "", text, flags=re.MULTILINE | re.DOTALL)
    for target, anchor in LINK.findall(text):
        goal = path if not target else (path.parent / target).resolve()
        if not goal.exists():
            # src/ and schemas/ are out of the way where an installed wheel is tested.
            if goal.parts[len(ROOT.parts)] not in {"src", "schemas"}:
                broken.append(target)
        elif anchor and anchor not in anchors(goal.read_text(encoding="utf-8")):
            broken.append(f"{target}#{anchor}")
    return broken


def listed(docs: Path) -> set[Path]:
    """Return the pages that tables of contents name, patterns resolved."""
    found = set()
    for page in docs.rglob("*.md"):
        for tree in TREE.findall(page.read_text(encoding="utf-8")):
            names = [line for line in tree.splitlines() if line and not line.startswith(":")]
            found |= {path for name in names for path in page.parent.glob(f"{name}.md")}
    return found


def commands() -> dict[str, click.Command]:
    group = LazyGroup(name="provenance")
    context = click.Context(group)
    found = {name: group.get_command(context, name) for name in group.list_commands(context)}
    return {name: command for name, command in found.items() if command is not None}


@pytest.mark.parametrize("path", DOCUMENTS, ids=relative)
def test_every_link_leads_somewhere(path: Path) -> None:
    assert broken_links(path, path.read_text(encoding="utf-8")) == []


def test_a_link_that_leads_nowhere_is_found() -> None:
    text = "[a](nowhere.md) [b](#no-such-heading) [c](README.md)"
    assert broken_links(ROOT / "README.md", text) == ["nowhere.md", "#no-such-heading"]


def test_every_page_stands_in_a_table_of_contents() -> None:
    assert {*(ROOT / "docs").rglob("*.md")} == listed(ROOT / "docs") | {ROOT / "docs/index.md"}


def test_a_page_that_no_table_names_is_found(tmp_path: Path) -> None:
    (tmp_path / "index.md").write_text("```{toctree}\n:glob:\n\none\nb*\n```\n")
    for name in ("one", "by-pattern", "forgotten"):
        (tmp_path / f"{name}.md").touch()
    assert listed(tmp_path) == {tmp_path / "one.md", tmp_path / "by-pattern.md"}


def test_the_outputs_in_the_readme_are_what_the_commands_print() -> None:
    assert len(console.SESSION.findall(README)) >= 1
    assert console.written_anew(README) == README, "`make readme` writes them anew"


def test_an_output_that_has_grown_old_is_written_anew() -> None:
    old = "```console\n$ provenance --version\nprovenance 0.0.0\n```\n"
    anew = console.written_anew(old)
    assert anew != old
    assert console.written_anew(anew) == anew


def test_a_session_of_another_program_is_refused() -> None:
    with pytest.raises(ValueError, match="does not run"):
        console.written_anew("```console\n$ ls -l\n```\n")


def test_the_readme_has_every_command_and_its_own_words_for_it() -> None:
    rows = dict(re.findall(r"^\| `provenance ([a-z-]+)[^`]*` \| (.+) \|$", README, re.MULTILINE))
    assert rows.keys() == commands().keys()
    helps = {name: command.get_short_help_str(limit=200) for name, command in commands().items()}
    assert rows == helps


def test_every_option_that_the_readme_names_exists() -> None:
    known = {
        option
        for command in commands().values()
        for each in (command, *getattr(command, "commands", {}).values())
        for parameter in each.params
        for option in (*parameter.opts, *parameter.secondary_opts)
    }
    named = set(re.findall(r"`provenance[^`]*?(--[a-z-]+)|`(--[a-z-]+)", README))
    assert {option for pair in named for option in pair if option} <= known | {
        "--help",
        "--version",
    }


def test_the_readme_has_every_exit_code() -> None:
    codes = re.findall(r"^\| (\d) \| .+ \|$", README, re.MULTILINE)
    assert [int(code) for code in codes] == [code.value for code in ExitCode]


@pytest.mark.parametrize("name", ["demo", "test", "check", "bench"])
def test_every_make_target_that_the_readme_names_exists(name: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert f"make {name}" in README
    assert re.search(rf"^{name}:", makefile, re.MULTILINE)


def test_every_command_shows_an_example_in_its_help() -> None:
    for name, command in commands().items():
        # click remembers the help option of whoever asks first: it must be the program's own.
        names = program.context_settings["help_option_names"]
        context = click.Context(command, info_name=f"provenance {name}", help_option_names=names)
        assert re.search(rf"Examples?:\s+(.*\n)*?.*provenance {name}", command.get_help(context))


def test_the_changelog_begins_with_the_version_that_is_built() -> None:
    from provenance.version import VERSION

    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    versions = re.findall(r"^## (\d+\.\d+\.\d+)", changelog, re.MULTILINE)
    assert versions[0] == VERSION


def test_the_python_in_the_readme_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (code,) = re.findall(r"^```python\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    exec(compile(code, "README.md", "exec"), {})
    assert "changed-with-modified" in capsys.readouterr().out
