"""Holds the sessions that documents quote against what the commands print.

A quoted session is a fenced block marked `console` whose first line is `$ provenance ...`. Run as
`python -m tests.packaging.console FILE...` (that is `make readme`) it writes the outputs anew. The
commands of one document run in order, in one empty folder that has a copy of examples/; `TSA` is a
time stamp authority on loopback, whose root lies in `tsa-root.pem` there.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from tests.fakes.tsa import Authority

ROOT = Path(__file__).parents[2]
SESSION = re.compile(
    r"^```console\n\$ (?P<command>[^\n]+)\n(?P<output>.*?)^```$", re.MULTILINE | re.DOTALL
)
TSA = "https://tsa.example.org/tsr"
FILE_TIME = datetime(2025, 3, 14, 12, tzinfo=UTC).timestamp()  # a checkout gives any other
PROGRAMS = Path(sys.executable).parent
# What every run makes anew, and no other could repeat: keys, what they sign, the moment, and
# digests of files that hold these.
_OF_ONE_RUN = re.compile(
    r"""\+[0-9a-f]{8}(?:\+[A-Za-z0-9+/]{44})?(?![A-Za-z0-9+/])  # a verifier key, or its beginning
      | (?<=\ )[A-Za-z0-9+/]{90,}=*                 # a signature
      | ^[A-Za-z0-9+/]{43}=$                        # a root hash
      | 20\d\d-\d\d-\d\dT[0-9:.]+Z                  # a moment; articles' times look otherwise
      | (?<=^digest\ \ \ )sha256:[0-9a-f]{64}       # of a file
      | (?<=^\ \ )sha256:[0-9a-f]{64}
      | (?<=-attime\ )\d+
      | [0-9a-f]{64}(?=\.tst)
      | (?<=ends\ on\ )\d{4}-\d\d-\d\d           # of a certificate made for this run
      | [\d,]+(?=\ bytes)""",
    re.MULTILINE | re.VERBOSE,
)


def run(command: str, folder: Path, stand_ins: Mapping[str, str]) -> str:
    """Return what a command line prints in bash: both streams, standard error first."""
    program = command.split(maxsplit=1)[0]
    if program != "provenance":
        message = f"a document quotes {program!r}, which this check does not run"
        raise ValueError(message)
    for shown, real in stand_ins.items():
        command = command.replace(shown, f"{real} --allow-private")
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env={**os.environ, "PATH": f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    output = done.stderr + done.stdout
    for shown, real in stand_ins.items():
        output = output.replace(real, shown)
    return output


def is_same(old: str, new: str) -> bool:
    """Return whether two outputs differ in nothing but what every run makes anew."""
    return old == new or _OF_ONE_RUN.sub("...", old) == _OF_ONE_RUN.sub("...", new)


def written_anew(document: str) -> str:
    """Return the document with every session's output as the commands print it now.

    An output stays as it is where it is the same as of any run.
    """
    with tempfile.TemporaryDirectory() as name, _stand_ins(document, Path(name)) as stand_ins:
        folder = Path(name) / "folder"
        folder.mkdir()
        shutil.copytree(ROOT / "examples", folder / "examples")
        for path in folder.rglob("*"):
            os.utime(path, (FILE_TIME, FILE_TIME))
        for root in Path(name).glob("*/root.pem"):
            shutil.copy(root, folder / "tsa-root.pem")

        def anew(match: re.Match[str]) -> str:
            output = run(match["command"], folder, stand_ins).rstrip("\n") + "\n"
            kept = match["output"] if is_same(match["output"], output) else output
            return f"```console\n$ {match['command']}\n{kept}```"

        return SESSION.sub(anew, document)


@contextmanager
def _stand_ins(document: str, folder: Path) -> Iterator[Mapping[str, str]]:
    """Give what answers on loopback in the place of addresses that a document names."""
    if TSA not in document:
        yield {}
        return
    with Authority(folder).serve() as server:
        yield {TSA: server.url}


def main() -> None:
    """Write the outputs in the files named on the command line anew."""
    for name in sys.argv[1:]:
        path = Path(name)
        path.write_text(written_anew(path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
