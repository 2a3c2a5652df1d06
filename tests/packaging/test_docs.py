"""The documents as Sphinx builds them: the reference of commands, and examples that are run."""

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from docs.command_reference import plain_to_markdown, reference
from provenance.cli.main import group as program
from tests.packaging import console

ROOT = Path(__file__).parents[2]
TUTORIAL = sorted((ROOT / "docs/tutorial").glob("*.md"))
HOWTO = sorted((ROOT / "docs/howto").glob("*.md"))


def every(command: click.Command, context: click.Context) -> Iterator[click.Context]:
    """Yield the context of each command that can be run, below this one."""
    if not isinstance(command, click.Group):
        yield context
        return
    for name in command.list_commands(context):
        below = command.get_command(context, name)
        assert below is not None
        yield from every(below, click.Context(below, context, name))


# click remembers the help option of whoever asks first: it must be the program's own.
TOP = click.Context(program, info_name="provenance", **program.context_settings)
CONTEXTS = [*every(program, TOP)]


@pytest.fixture(scope="module")
def sections() -> dict[str, str]:
    """Return the reference's text under each command's heading."""
    parts = re.split(r"^#+ (provenance [^\n]+)\n", reference(), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.mark.parametrize("context", CONTEXTS, ids=lambda context: context.command_path)
def test_a_command_stands_in_the_reference_with_all_its_options(
    sections: dict[str, str], context: click.Context
) -> None:
    section = sections[context.command_path]
    for parameter in context.command.params:
        for name in parameter.opts if isinstance(parameter, click.Option) else ():
            assert re.search(rf"^`[^`\n]*{name}\b", section, re.MULTILINE), name
    assert "```sh\n" in section
    assert "\n    " not in section, "an indented line would read as code"


def test_what_markdown_would_read_otherwise_is_shown_as_it_stands() -> None:
    assert plain_to_markdown("`*` or [x>=1]") == r"`*` or \[x\>=1\]"


@pytest.mark.once
@pytest.mark.parametrize("path", TUTORIAL, ids=lambda path: path.name)
def test_a_page_of_the_tutorial_quotes_what_its_commands_print(path: Path) -> None:
    page = path.read_text(encoding="utf-8")
    assert len(console.SESSION.findall(page)) >= 5
    assert console.written_anew(page) == page, "`make readme` writes it anew"


def parse(line: str) -> None:
    """Parse a command line of the program as the program would; run nothing."""
    words = shlex.split(line, comments=True)
    command: click.Command | None = program
    context = TOP
    while isinstance(command, click.Group):
        name, *words = words
        command = command.get_command(context, name)
        assert command is not None, name
        context = click.Context(command, context, name)
    assert command is not None
    command.make_context(context.info_name, words, parent=context.parent)


@pytest.mark.parametrize("path", [*TUTORIAL, *HOWTO], ids=lambda path: path.name)
def test_a_command_that_a_page_only_shows_is_understood(path: Path) -> None:
    page = console.SESSION.sub("", path.read_text(encoding="utf-8"))
    blocks = re.findall(r"^```[a-z]+\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    for line in re.findall(r"\bprovenance (.+)$", "".join(blocks), re.MULTILINE):
        parse(line)


@pytest.mark.parametrize("line", ["check --formt github", "log begin", "adit a.json"])
def test_a_command_that_nobody_would_understand_is_found(line: str) -> None:
    with pytest.raises((click.UsageError, AssertionError)):
        parse(line)


_ENDS = "signed 5 entries\nof example.org+{}\n{}  Ann\n"


def test_what_every_run_makes_anew_is_no_difference() -> None:
    old = _ENDS.format("af0d7320", "2026-11-22T18:20:32Z")
    assert console.is_same(old, _ENDS.format("e742246b", "2027-01-02T03:04:05.678Z"))


def test_a_key_may_end_in_any_letter_of_base64() -> None:
    keys = [f"example.org+0123abcd+{'A' * 43}{last}\n" for last in "A9+/"]
    assert all(console.is_same(keys[0], key) for key in keys)


def test_what_no_run_makes_anew_is_a_difference() -> None:
    old = _ENDS.format("af0d7320", "2026-11-22T18:20:32Z")
    assert not console.is_same(old, old.replace("5 entries", "6 entries"))
    assert not console.is_same("2025-03-14 09:15:03 UTC", "2025-03-14 09:15:04 UTC")


def build(source: Path, builder: str, page: str) -> subprocess.CompletedProcess[str]:
    """Build one page with the configuration of the real ones."""
    source.mkdir()
    for name in ("conf.py", "command_reference.py"):
        shutil.copy(ROOT / "docs" / name, source)
    shutil.copytree(ROOT / "examples", source.parent / "examples")
    (source / "index.md").write_text(page, encoding="utf-8")
    words = ["-m", "sphinx", "-q", "-W", "-b", builder, str(source), str(source.parent / "built")]
    return subprocess.run([sys.executable, *words], capture_output=True, text=True, check=False)


_EXAMPLE = "# Page\n\n```{{doctest}}\n>>> len(os.listdir('examples')) > 5\n{}\n\n```\n"


@pytest.mark.once
@pytest.mark.parametrize(
    ("builder", "page", "ends"),
    [
        ("doctest", _EXAMPLE.format("True"), 0),
        ("doctest", _EXAMPLE.format("False"), 1),
        ("html", "# Page\n\n[here](#page)\n", 0),
        ("html", "# Page\n\n[nowhere](#no-such-heading)\n", 1),
    ],
    ids=["right output", "wrong output", "right link", "wrong link"],
)
def test_what_does_not_hold_fails_the_build(
    tmp_path: Path, builder: str, page: str, ends: int
) -> None:
    done = build(tmp_path / "docs", builder, page)
    assert done.returncode == ends, done.stdout + done.stderr
