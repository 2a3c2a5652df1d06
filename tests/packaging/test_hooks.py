"""The hooks for pre-commit, run as pre-commit runs them: the entry, its arguments, the files."""

import re
import shlex
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.unit.report.samples import answer

ROOT = Path(__file__).parents[2]
HOOKS: dict[str, dict[str, Any]] = {
    hook["id"]: hook
    for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
}

pytestmark = [pytest.mark.checkout, pytest.mark.once]


def provenance(*arguments: str) -> subprocess.CompletedProcess[str]:
    beside = Path(sys.executable).with_name("provenance")
    return subprocess.run([beside, *arguments], capture_output=True, text=True, check=False)


def hook(name: str, *args: str, files: tuple[str, ...] = ()) -> int:
    """Run a hook; `args` replace its own, and of `files` those come that it asks for."""
    own = HOOKS[name]
    program, *entry = shlex.split(own["entry"])
    assert program == "provenance"
    passed = own.get("pass_filenames", True)
    wanted = [file for file in files if passed and re.search(own["files"], file)]
    assert wanted or not passed, "pre-commit runs no hook without a file"
    return provenance(*entry, *(args or own.get("args", ())), *wanted).returncode


@pytest.fixture(autouse=True)
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder with a signed archive, and a lock file that pins its one article."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PROVENANCE_ARCHIVE", raising=False)
    Path("1.json").write_bytes(answer("<p>The bridge is not safe, the mayor said.</p>"))
    Path("2.json").write_bytes(answer("<p>The bridge is safe, the mayor said.</p>"))
    assert provenance("pin", "1.json").returncode == 0
    assert provenance("key", "new", "--name", "example.org/log").returncode == 0
    assert provenance("log", "sign").returncode == 0
    return Path("provenance.db")


def test_a_lock_that_the_archive_bears_out_passes() -> None:
    assert hook("provenance-check") == 0


def test_a_lock_that_a_newer_capture_departs_from_fails() -> None:
    assert provenance("audit", "2.json").returncode == 4
    assert hook("provenance-check") == 4


def test_a_lock_without_its_archive_was_not_checked(archive: Path) -> None:
    archive.unlink()
    assert hook("provenance-check") in {1, 5}
    assert not archive.exists(), "a hook makes no archive"


def test_the_lock_is_what_the_hook_looks_for() -> None:
    looked_for = re.compile(HOOKS["provenance-check"]["files"])
    assert looked_for.search("provenance.lock")
    assert looked_for.search("sources/provenance.lock")
    assert not looked_for.search("poetry.lock")


def test_a_whole_archive_verifies_and_a_changed_one_does_not(archive: Path) -> None:
    args = (str(archive), "--key", "provenance.key.vkey")
    assert hook("provenance-verify", *args) == 0
    with sqlite3.connect(archive) as database:
        database.execute("DROP TRIGGER entry_never_changes")
        database.execute("UPDATE entry SET body = CAST(body || ' ' AS BLOB) WHERE seq = 0")
    database.close()
    assert hook("provenance-verify", *args) == 3


def test_without_a_key_that_is_trusted_nothing_passes(archive: Path) -> None:
    assert hook("provenance-verify", str(archive)) == 5


def test_a_committed_bundle_verifies_and_a_changed_one_does_not() -> None:
    assert provenance("export", "example.org#7", "-o", "article.wacz").returncode == 0
    files = ("README.md", "article.wacz")
    args = ("--key", "provenance.key.vkey")
    assert hook("provenance-verify-bundle", *args, files=files) == 0
    bundle = bytearray(Path("article.wacz").read_bytes())
    bundle[len(bundle) // 2] ^= 1
    Path("article.wacz").write_bytes(bundle)
    assert hook("provenance-verify-bundle", *args, files=files) == 3
