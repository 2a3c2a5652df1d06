"""An environment as the action and the container make it, from their own lines, off the network.

What the locked requirements would bring is taken from the environment that runs the tests.
"""

import subprocess
import sysconfig
from collections.abc import Mapping
from pathlib import Path

# Nothing of the tests' own environment reaches what is run, an index least of all.
OFFLINE = {"PATH": "/usr/bin:/bin", "PIP_NO_INDEX": "1", "PIP_NO_INPUT": "1", "LC_ALL": "C.UTF-8"}


def bash(script: str, *, cwd: Path, env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a script as GitHub runs a step of `shell: bash`."""
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    home = {"HOME": str(cwd), "GIT_CONFIG_NOSYSTEM": "1"}
    return subprocess.run(
        command,
        cwd=cwd,
        env={**OFFLINE, **home, **env},
        capture_output=True,
        text=True,
        check=False,
    )


def lend_libraries(venv: Path) -> None:
    """Let an environment find the libraries of this one, in place of a download."""
    (packages,) = venv.glob("lib/python3*/site-packages")
    (packages / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n")
