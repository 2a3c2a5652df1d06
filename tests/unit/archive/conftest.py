import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from provenance.archive import Archive


@pytest.fixture(scope="session")
def empty_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive as it is made; copied, since making one loads alembic's scripts each time."""
    path = tmp_path_factory.mktemp("empty") / "provenance.db"
    Archive.open(path).close()
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where there is no archive yet."""
    return tmp_path / "provenance.db"


@pytest.fixture
def archive(path: Path, empty_archive: Path) -> Iterator[Archive]:
    shutil.copy(empty_archive, path)
    with Archive.open(path) as opened:
        yield opened
