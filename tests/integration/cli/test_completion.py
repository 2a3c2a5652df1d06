"""Completion in real shells: bash asks the command, and gets commands, options and choices."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from provenance.cli.main import main
from tests.integration.cli.conftest import Run

_BIN = Path(sys.executable).parent

# What bash does for Tab: the words so far are set, the function is called, its answers are printed.
_TAB = """
eval "$(provenance completion bash)"
COMP_WORDS=({words}) COMP_CWORD={at}
_provenance_completion provenance
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


def _completed(*words: str) -> list[str]:
    script = _TAB.format(words=" ".join(f"'{word}'" for word in words), at=len(words) - 1)
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-c", script],
        env={**os.environ, "PATH": f"{_BIN}:/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


def test_bash_completes_a_command() -> None:
    assert _completed("provenance", "au") == ["audit"]
    assert {"check", "config", "completion"} <= set(_completed("provenance", "c"))


def test_bash_completes_an_option_and_its_choices() -> None:
    assert _completed("provenance", "audit", "--fail") == ["--fail-on"]
    assert _completed("provenance", "audit", "--fail-on", "w") == ["warning"]


def test_bash_is_offered_nothing_for_what_fits_nothing() -> None:
    assert _completed("provenance", "xyz") == []


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_a_shell_takes_its_script(run: Run, shell: str) -> None:
    done = run("completion", shell)
    assert (done.code, done.err) == (0, "")
    assert "_PROVENANCE_COMPLETE" in done.out
    found = shutil.which(shell)
    if found is not None:
        subprocess.run([found, "-n"], input=done.out, text=True, check=True)


def test_a_shell_that_has_no_script_is_refused_with_those_that_have() -> None:
    assert main(["completion", "csh"]) == 2
