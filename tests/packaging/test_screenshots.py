"""The pictures that README.md shows, and how they are taken."""

import shutil
import struct
from pathlib import Path

import pytest

from tests.packaging.screenshots import HEIGHT, IMAGES, ROOT, SCHEMES, WIDTH, page, take

PICTURES = [f"report-{scheme}.png" for scheme in SCHEMES]


def size_of(picture: Path) -> tuple[int, int]:
    """Return a PNG's width and height, as its header has them."""
    data = picture.read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", data[16:24])
    return width, height


@pytest.mark.parametrize("name", PICTURES)
def test_the_readme_shows_a_picture_of_the_stated_size(name: str) -> None:
    assert f"docs/images/{name}" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert size_of(IMAGES / name) == (WIDTH, HEIGHT)


def test_the_page_in_the_pictures_shows_what_the_readme_says_of_them() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "a timeline of five captures with two edits" in readme
    assert "In 5 captures 2 edits were seen" in page()


@pytest.mark.once
@pytest.mark.skipif(shutil.which("chromium") is None, reason="needs Chromium")
def test_pictures_are_taken_light_and_dark(tmp_path: Path) -> None:
    take(page(), tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(PICTURES)
    assert {size_of(tmp_path / name) for name in PICTURES} == {(WIDTH, HEIGHT)}
    light, dark = ((tmp_path / name).read_bytes() for name in PICTURES)
    assert light != dark
