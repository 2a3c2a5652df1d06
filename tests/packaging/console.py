"""Holds the sessions that documents quote against what the commands print.

A quoted session is a fenced block marked `console` whose first line is `$ provenance ...`. Run as
`python -m tests.packaging.console FILE...` (that is `make readme`) it writes the outputs anew. The
commands of one document run in order, in one empty folder that has a copy of examples/.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[2]
SESSION = re.compile(
    r"^```console\n\$ (?P<command>[^\n]+)\n(?P<output>.*?)^```$", re.MULTILINE | re.DOTALL
)
FILE_TIME = datetime(2025, 3, 14, 12, tzinfo=UTC).timestamp()  # a checkout gives any other
COMMAND = str(Path(sys.executable).with_name("provenance"))


def run(line: str, folder: Path) -> str:
    """Return what a command line prints, both streams, in the order in which they end."""
    words = shlex.split(line)
    if words[0] != "provenance":
        message = f"a document quotes {words[0]!r}, which this check does not run"
        raise ValueError(message)
    arguments = [path for word in words[1:] for path in expand(word, folder)]
    done = subprocess.run(
        [COMMAND, *arguments], cwd=folder, capture_output=True, text=True, check=False
    )
    return done.stderr + done.stdout


def expand(word: str, folder: Path) -> Iterator[str]:
    """Yield what a shell makes of a word: the files that a pattern fits, or the word."""
    found = sorted(folder.glob(word)) if "*" in word else []
    yield from (str(path.relative_to(folder)) for path in found) if found else [word]


def written_anew(document: str) -> str:
    """Return the document with every session's output as the commands print it now."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "examples", folder / "examples")
        for path in folder.rglob("*"):
            os.utime(path, (FILE_TIME, FILE_TIME))

        def anew(match: re.Match[str]) -> str:
            output = run(match["command"], folder).rstrip("\n")
            return f"```console\n$ {match['command']}\n{output}\n```"

        return SESSION.sub(anew, document)


def main() -> None:
    """Write the outputs in the files named on the command line anew."""
    for name in sys.argv[1:]:
        path = Path(name)
        path.write_text(written_anew(path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
