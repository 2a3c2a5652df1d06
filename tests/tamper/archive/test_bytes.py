"""An archive of 1,000 versions with random bytes of its file changed: found, or of no effect.

CI changes 300, `make torture` 10,000. Each has a seed of its own, which its name tells. A byte that
`verify` passes over is one that no reader looks at: every row then is as it was, and every blob
gives the bytes that it gave (docs/adr/0152 lists what is there).
"""

import os
import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from provenance.archive import Archive
from provenance.errors import ProvenanceError
from provenance.pipeline import (
    KeySource,
    Settings,
    Trust,
    new_key,
    open_signer,
    sign_log,
    snapshot,
    verify_target,
)
from provenance.verify import Trusted
from tests.unit.report.samples import answer

VERSIONS, POSTS = 1_000, 25
SEEDS = int(os.environ.get("PROVENANCE_TEST_TAMPER", "300"))
PER_TEST = 30
# Each of these is made anew in full too, and not by its hashes alone.
FULL = 10
pytestmark = pytest.mark.once

Rows = dict[str, list[tuple[object, ...]]]


class Large:
    """A signed archive of many versions, and what is in it."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "provenance.db"
        settings = Settings(archive=self.path)
        files = []
        for number in range(VERSIONS):
            path = folder / f"{number}.json"
            text = f"<p>Version {number // POSTS} of what was said, at some length.</p>"
            path.write_bytes(answer(text, id=number % POSTS + 1, _links={}))
            files.append(str(path))
        snapshot(files, settings)
        key = new_key("example.org/articles", folder / "key", None)
        sign_log(settings, open_signer(KeySource(spec=str(folder / "key"))))
        self.trust = Trust(log=Trusted(key=key), hashes_only=True)
        self.rows, self.size = rows(self.path), self.path.stat().st_size


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Large:
    return Large(tmp_path_factory.mktemp("large"))


def rows(path: Path) -> Rows:
    """Return all rows but those that decide nothing, and of blobs what they hold."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        named = connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        )
        tables = {name for (name,) in named} - {"keyframe", "known_finding"}
        found: Rows = {name: list(connection.execute(f"SELECT * FROM {name}")) for name in tables}
    with Archive.open(path, read_only=True) as archive:
        # `signed_at` is the owner's word alone, and a frame may be written in more than one way.
        found["checkpoint"] = [row[:-1] for row in found["checkpoint"]]
        found["blob"] = [(row[1], archive.body(row[1])) for row in found["blob"]]  # type: ignore[arg-type]  # a digest
    return found


def test_the_archive_is_as_large_as_is_said(large: Large) -> None:
    assert len(large.rows["version"]) == VERSIONS
    verify_target(large.path, large.trust)


@pytest.mark.parametrize("first", range(0, SEEDS, PER_TEST))
def test_a_random_byte_is_found_or_has_no_effect(large: Large, first: int, tmp_path: Path) -> None:
    path = Path(shutil.copy(large.path, tmp_path / "copy.db"))
    found = 0
    for seed in range(first, min(first + PER_TEST, SEEDS)):
        chosen = random.Random(seed)
        at, flip = chosen.randrange(large.size), chosen.randrange(1, 256)
        change_byte(path, at, flip)
        trust = Trust(log=large.trust.log, hashes_only=seed % FULL != 0)
        if is_found(path, trust):
            found += 1
        else:
            assert rows(path) == large.rows, f"seed {seed}: byte {at} changed by {flip}"
        change_byte(path, at, flip)
    assert found > PER_TEST // 2


def is_found(path: Path, trust: Trust) -> bool:
    try:
        verify_target(path, trust)
    except ProvenanceError as error:
        return bool(error.what)
    return False


def change_byte(path: Path, at: int, flip: int) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        (byte,) = file.read(1)
        file.seek(at)
        file.write(bytes([byte ^ flip]))
