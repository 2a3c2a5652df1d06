"""Write the lock files from what pyproject.toml asks for; run as `make lock`.

`runtime.txt` holds what the program needs and what builds it; `dev.txt` holds that and the
dependency groups; `peers.txt` what benchmarks compare with, and nothing else. All hold hashes, so
that pip refuses any other file, and none names an index.
"""

import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent


def group_requirements(groups: dict[str, list[str | dict[str, str]]], name: str) -> Iterator[str]:
    """Yield the requirements of one PEP 735 group, included groups resolved."""
    for item in groups[name]:
        if isinstance(item, str):
            yield item
        else:
            yield from group_requirements(groups, item["include-group"])


def compile_lock(output: Path, requirements: list[str], constraint: Path | None = None) -> None:
    """Write `output`: every requirement and all that they need, pinned and hashed."""
    source = output.with_suffix(".in")
    bound = [f"-c {constraint.name}"] if constraint else []
    source.write_text("\n".join([*bound, *sorted(set(requirements))]) + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "piptools", "compile", "--quiet", "--generate-hashes"]
    command += ["--allow-unsafe", "--strip-extras", "--no-annotate", "--no-emit-index-url"]
    command += ["--no-emit-find-links", "--no-emit-trusted-host", "--no-emit-options"]
    command += [*sys.argv[1:], "--output-file", output.name, source.name]
    environment = {**os.environ, "CUSTOM_COMPILE_COMMAND": "make lock"}
    try:
        subprocess.run(command, check=True, cwd=HERE, env=environment)  # noqa: S603  our own words
    finally:
        source.unlink()


def main() -> None:
    """Write all lock files."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    runtime = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    dev = [*runtime, *group_requirements(groups, "dev")]
    compile_lock(HERE / "runtime.txt", runtime)
    compile_lock(HERE / "dev.txt", dev, constraint=HERE / "runtime.txt")
    peers = list(group_requirements(groups, "peers"))
    compile_lock(HERE / "peers.txt", peers, constraint=HERE / "dev.txt")


if __name__ == "__main__":
    main()
