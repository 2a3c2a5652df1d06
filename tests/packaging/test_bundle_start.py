"""Whoever was sent a bundle has it checked without what only an archive needs."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.evidence.sample_bundle import KEY, bundle, written

HEAVY = (
    "provenance.archive",
    "provenance.assess",
    "provenance.capture",
    "provenance.diff",
    "provenance.pipeline",
    "sqlalchemy",
    "requests",
)
PROGRAM = """
import sys
from provenance.cli.main import main
code = main(["verify", *sys.argv[1:]])
print("loaded:", *sorted(sys.modules))
sys.exit(code)
"""


@pytest.mark.parametrize("name", ["text", "json"])
def test_nothing_heavy_is_loaded(tmp_path: Path, name: str) -> None:
    path = tmp_path / "article.wacz"
    path.write_bytes(written(bundle()))
    line = [sys.executable, "-c", PROGRAM, str(path), "--key", str(KEY), "--format", name]
    done = subprocess.run(line, capture_output=True, text=True, check=True)
    assert f"signed by {KEY.name}+{KEY.id.hex()}" in " ".join(done.stdout.split())
    loaded = done.stdout.partition("loaded: ")[2].split()
    assert "provenance.verify.bundle" in loaded
    assert not [name for name in loaded if name.startswith(HEAVY)]
