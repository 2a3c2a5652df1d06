"""The container file: what its steps say, and what they come to as far as they run without one."""

import re
import shlex
import shutil
import sys
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

import pytest

from provenance.version import VERSION
from tests.packaging.environment import bash, lend_libraries

ROOT = Path(__file__).parents[2]
PREFIX = "/opt/provenance"

pytestmark = [pytest.mark.checkout, pytest.mark.once]


class Instruction(NamedTuple):
    """One instruction: its word, and the rest of it on one line."""

    word: str
    rest: str


def parsed(text: str) -> list[Instruction]:
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    joined = re.sub(r"\s*\\\n\s*", " ", "\n".join(lines))
    return [Instruction(*line.split(maxsplit=1)) for line in joined.splitlines() if line.strip()]


def stages(instructions: list[Instruction]) -> list[list[Instruction]]:
    """Return each stage's instructions, without its FROM."""
    starts = [place for place, each in enumerate(instructions) if each.word == "FROM"]
    return [
        list(takewhile(lambda each: each.word != "FROM", instructions[place + 1 :]))
        for place in starts
    ]


INSTRUCTIONS = parsed((ROOT / "Containerfile").read_text(encoding="utf-8"))
BUILD, FINAL = stages(INSTRUCTIONS)


def of(word: str, stage: list[Instruction]) -> list[str]:
    return [each.rest for each in stage if each.word == word]


def test_every_stage_rests_on_a_slim_debian_from_a_registry_that_is_named() -> None:
    assert of("ARG", INSTRUCTIONS) == ["BASE=docker.io/library/debian:bookworm-slim"]
    assert all(rest.split()[0] == "${BASE}" for rest in of("FROM", INSTRUCTIONS))


def test_it_runs_as_a_user_that_is_not_root() -> None:
    (user,) = of("USER", FINAL)
    assert int(user) > 0
    assert f"useradd --uid {user} " in of("RUN", FINAL)[0]
    words = [each.word for each in FINAL]
    assert "RUN" not in words[words.index("USER") :]


def test_nothing_is_installed_that_no_hash_holds() -> None:
    installs = [rest for rest in of("RUN", INSTRUCTIONS) if "pip install" in rest]
    assert len(installs) == 2
    for rest in installs:
        assert ("--require-hashes" in rest) != ("--no-deps --no-build-isolation ." in rest)


def test_no_layer_keeps_a_cache() -> None:
    for rest in of("RUN", INSTRUCTIONS):
        assert ("apt-get" in rest) == rest.startswith("apt-get update")
        assert "apt-get" not in rest or "rm -rf /var/lib/apt/lists/*" in rest
        assert "pip install" not in rest or "--no-cache-dir" in rest


def test_nothing_is_fetched_and_nothing_comes_but_what_is_named() -> None:
    assert of("ADD", INSTRUCTIONS) == []
    assert not any(rest.split()[0] in {".", "./"} for rest in of("COPY", INSTRUCTIONS))


def test_the_final_stage_has_what_was_built_and_no_source() -> None:
    assert of("COPY", FINAL) == [f"--from=build {PREFIX} {PREFIX}"]
    assert "venv" not in of("RUN", FINAL)[0]


def test_its_steps_make_a_program_that_runs_from_the_files_that_it_copies(tmp_path: Path) -> None:
    source, prefix = tmp_path / "source", tmp_path / "opt"
    source.mkdir()
    env = {"PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin"}
    for word, rest in BUILD:
        if word == "COPY":
            *files, goal = rest.split()
            for file in files:
                _copy(ROOT / file, source / goal, into=goal.endswith("/"))
        elif word == "RUN" and PREFIX in rest and "--require-hashes" not in rest:
            done = bash(rest.replace(PREFIX, str(prefix)), cwd=source, env=env)
            assert done.returncode == 0, done.stderr
            if "-m venv" in rest:
                lend_libraries(prefix)
    assert (prefix / "share/man/man1/provenance.1").is_file()
    (entry,) = (shlex.split(rest.strip("[]")) for rest in of("ENTRYPOINT", FINAL))
    shutil.rmtree(source)
    done = bash(f"{prefix}/bin/{entry[0]} --version", cwd=tmp_path, env=env)
    assert VERSION in done.stdout
    explained = bash(f"{prefix}/bin/{entry[0]} explain", cwd=tmp_path, env=env)
    assert explained.returncode == 0, explained.stderr


def _copy(file: Path, goal: Path, *, into: bool) -> None:
    if file.is_dir():
        shutil.copytree(file, goal, ignore=shutil.ignore_patterns("__pycache__"))
    elif into:
        goal.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, goal)
    else:
        shutil.copy(file, goal)
