import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from provenance.model import Audit
from provenance.pipeline import Settings, audit

Run = Callable[..., Audit]
Save = Callable[[str, bytes], str]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(archive=tmp_path / "provenance.db")


@pytest.fixture
def save(tmp_path: Path) -> Save:
    """Give what saves bytes under a name and returns the file's path."""

    def save(name: str, data: bytes) -> str:
        path = tmp_path / name
        path.write_bytes(data)
        return str(path)

    return save


@pytest.fixture
def run(settings: Settings) -> Run:
    """Give an audit of targets into this test's archive."""
    return lambda *targets: audit(targets, settings)


@pytest.fixture
def stdin(monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], None]:
    """Give what puts bytes on standard input."""

    def put(data: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))

    return put
