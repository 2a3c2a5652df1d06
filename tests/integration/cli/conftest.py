"""A command line run in this process, on files and an archive of its own."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from provenance.cli.main import main
from tests.unit.report.samples import answer

BEFORE = "<p>The bridge is not safe, the mayor said.</p>"
AFTER = "<p>The bridge is safe, the mayor said.</p>"


class Result(NamedTuple):
    """What a run came to."""

    code: int
    out: str
    err: str


Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder with three captures of one post, and another post."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PROVENANCE_ARCHIVE", raising=False)
    modified = "2026-05-30T00:00:00"
    Path("1.json").write_bytes(answer(BEFORE))
    Path("2.json").write_bytes(answer(AFTER))
    Path("3.json").write_bytes(answer(AFTER, modified_gmt=modified, tags=[3, 4]))
    links = {"self": [{"href": "https://example.org/wp-json/wp/v2/posts/8"}]}
    other = {"id": 8, "title": {"rendered": "X"}, "link": "https://example.org/x/"}
    Path("other.json").write_bytes(answer("<p>x</p>", **other, _links=links))
    return tmp_path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs a command line."""

    def call(*arguments: str) -> Result:
        capsys.readouterr()
        code = main(arguments)
        return Result(int(code), *capsys.readouterr())

    return call
