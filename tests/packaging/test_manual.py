"""The manual page says what the commands say, and roff reads it."""

import re
import shutil
import subprocess
from pathlib import Path

import click
import pytest

from provenance.cli.main import group as program
from tests.packaging import manual

GROFF = shutil.which("groff")


def test_the_page_is_the_one_that_the_commands_make() -> None:
    assert manual.PAGE.read_text(encoding="ascii") == manual.manual(), "`make man` writes it anew"


def test_every_command_stands_in_it() -> None:
    context = click.Context(program)
    page = manual.manual().replace("\\-", "-")
    for name in program.list_commands(context):
        assert f".SS provenance {name} " in page


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("--fail-on", "\\-\\-fail\\-on"),
        (".hidden", "\\&.hidden"),
        ("'as'", "\\(aqas\\(aq"),
        ("a\\b", "a\\eb"),
        ("1–3", "1\\[u2013]3"),
    ],
)
def test_what_roff_would_read_as_its_own_is_shown_as_it_stands(text: str, written: str) -> None:
    assert manual.roff(text) == written


@pytest.mark.skipif(GROFF is None, reason="needs groff: apt-get install groff-base")
def test_roff_finds_nothing_wrong_with_it_and_shows_every_option() -> None:
    command = [str(GROFF), "-man", "-Tutf8", "-ww", "-P-c", str(manual.PAGE)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    shown = re.sub(r"\x1b\[[0-9;]*m|.\x08", "", done.stdout)
    assert "--fail-on" in shown
    assert "PROVENANCE_ARCHIVE" in shown


@pytest.mark.skipif(GROFF is None, reason="needs groff: apt-get install groff-base")
def test_roff_does_find_what_is_wrong(tmp_path: Path) -> None:
    broken = tmp_path / "broken.1"
    broken.write_text(".TH X 1\n.SH NAME\n\\fBnot \\[closed\n", encoding="ascii")
    command = [str(GROFF), "-man", "-Tutf8", "-ww", str(broken)]
    assert subprocess.run(command, capture_output=True, text=True, check=False).stderr != ""


@pytest.mark.checkout
def test_a_wheel_brings_the_page_to_where_man_looks() -> None:
    project = (Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8")
    assert '"man/provenance.1" = "share/man/man1/provenance.1"' in project
