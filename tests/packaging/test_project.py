"""The project's own files held against each other: dependencies, locks, layers, sizes."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "provenance"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
DECLARED = [Requirement(text) for text in PROJECT["project"]["dependencies"]]
EXTRAS = [
    Requirement(text)
    for texts in PROJECT["project"]["optional-dependencies"].values()
    for text in texts
]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
LONGEST_MODULE = 300
OFFLINE = {"verify", "log", "canonical", "digest"}
JUDGING = {"assess", "diff", "report"}

pytestmark = pytest.mark.checkout


def modules() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    """Yield the top-level name of everything that a module imports."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def used_distributions() -> set[str]:
    names = {name for path in modules() for name in imported(path)}
    foreign = names - set(sys.stdlib_module_names) - {"provenance", "compression"}
    homes = packages_distributions()
    # backports is a namespace that more than one distribution shares.
    found = {"backports.zstd" if name == "backports" else homes[name][0] for name in foreign}
    return {canonicalize_name(name) for name in found}


def pinned(lock: Path) -> dict[str, str]:
    text = lock.read_text(encoding="utf-8")
    found = re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", text, re.MULTILINE)
    return {canonicalize_name(name): version for name, version in found}


def test_every_library_that_is_imported_is_declared_and_no_other() -> None:
    declared = {canonicalize_name(item.name) for item in [*DECLARED, *EXTRAS]}
    assert used_distributions() == declared


@pytest.mark.parametrize("name", ["turbohtml", "rfc8785"])
def test_what_a_digest_rests_on_is_pinned_exactly(name: str) -> None:
    (requirement,) = [item for item in DECLARED if item.name == name]
    assert [part.operator for part in requirement.specifier] == ["=="]


def test_every_other_dependency_has_a_lower_bound() -> None:
    free = [item.name for item in [*DECLARED, *EXTRAS] if not item.specifier]
    assert free == []


def group(name: str) -> Iterator[Requirement]:
    for item in PROJECT["dependency-groups"][name]:
        if isinstance(item, str):
            yield Requirement(item)
        else:
            yield from group(item["include-group"])


def test_the_locks_hold_what_pyproject_asks_for() -> None:
    build = [Requirement(text) for text in PROJECT["build-system"]["requires"]]
    wanted = {
        "runtime.txt": [*DECLARED, *build],
        "dev.txt": [*DECLARED, *build, *group("dev")],
        "peers.txt": list(group("peers")),
    }
    assert [lock.name for lock in LOCKS] == sorted(wanted)
    for lock in LOCKS:
        pins = pinned(lock)
        for requirement in wanted[lock.name]:
            version = pins.get(canonicalize_name(requirement.name))
            assert version is not None, f"{lock.name} lacks {requirement}"
            assert requirement.specifier.contains(version, prereleases=True), requirement


def test_the_locks_agree() -> None:
    dev, peers, runtime = map(pinned, LOCKS)
    assert runtime.items() <= dev.items()
    assert {name: peers[name] for name in peers.keys() & dev.keys()}.items() <= dev.items()


def test_no_peer_comes_with_the_program() -> None:
    runtime = pinned(ROOT / "requirements" / "runtime.txt")
    assert runtime.keys().isdisjoint(canonicalize_name(peer.name) for peer in group("peers"))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_has_hashes_and_names_no_index(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    entries = [part for part in re.split(r"\n(?=[A-Za-z])", text) if not part.startswith("#")]
    assert entries
    assert all("--hash=sha256:" in entry for entry in entries)
    assert not re.search(r"https?://|file://|--(?:extra-)?index|--find-links|--trusted", text)


def contract(name: str) -> dict[str, list[str]]:
    contracts = PROJECT["tool"]["importlinter"]["contracts"]
    (found,) = [item for item in contracts if item["id"] == name]
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize(("name", "layers"), [("offline", OFFLINE), ("judging", JUDGING)])
def test_the_contracts_hold_every_layer_that_exists(name: str, layers: set[str]) -> None:
    existing = {layer for layer in layers if (SOURCE / layer).is_dir()}
    assert set(contract(name)["source_modules"]) == {f"provenance.{layer}" for layer in existing}


def test_no_layer_that_exists_is_marked_as_optional() -> None:
    optional = {name.strip("()") for name in contract("layers")["layers"] if name.startswith("(")}
    existing = {path.stem for path in SOURCE.iterdir()}
    assert optional.isdisjoint(existing)


def test_the_page_about_the_architecture_has_every_layer_in_order() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `([a-z]+)` \|", page, re.MULTILINE)
    layers = [name for name in contract("layers")["layers"] if not name.startswith("(")]
    assert listed == layers


def test_a_module_fits_in_one_sitting() -> None:
    too_long = {
        str(path.relative_to(ROOT)): size
        for path in modules()
        if (size := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_MODULE
    }
    assert too_long == {}


def test_init_files_only_re_export() -> None:
    allowed = (ast.Expr, ast.Import, ast.ImportFrom, ast.Assign)
    top = SOURCE / "__init__.py"  # PEP 562 needs a function there
    for path in SOURCE.rglob("__init__.py"):
        if path != top:
            body = ast.parse(path.read_bytes()).body
            assert all(isinstance(node, allowed) for node in body), path


def test_every_suppressed_check_says_why() -> None:
    silent = re.compile(r"#\s*(?:noqa(?::\s*[A-Z0-9, ]+)?|type:\s*ignore(?:\[[^\]]*\])?)\s*$")
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for folder in ("src", "tests", "benchmarks", "requirements")
        for path in sorted((ROOT / folder).rglob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if silent.search(line)
    ]
    assert found == []


def test_the_scripts_of_ci_are_bash() -> None:
    done = subprocess.run(
        ["bash", "-n", str(ROOT / ".ci" / "run")], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
