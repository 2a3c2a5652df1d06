"""Takes the pictures of the page that README.md shows; run as `make screenshots`.

The page is that of the captures in examples/, as `provenance report` writes it, in Debian's
Chromium, light and dark.
"""

import shutil
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Literal

from provenance.pipeline import Settings, dossier, snapshot
from provenance.report.html import render_html

ROOT = Path(__file__).parents[2]
IMAGES = ROOT / "docs" / "images"
WIDTH, HEIGHT = 1000, 1470
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
_SERVED = (
    "2025-03-13 18:00",
    "2025-03-14 09:00",
    "2025-03-16 12:00",
    "2025-03-18 09:30",
    "2025-03-20 12:00",
)
_FLAGS = ("--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--font-render-hinting=none")


def page() -> str:
    """Return the page over the captures in examples/, as if each had been asserted to a time."""
    with tempfile.TemporaryDirectory() as name:
        archive = Path(name) / "provenance.db"
        files = sorted((ROOT / "examples").glob("*.json"))
        for file, day in zip(files, _SERVED, strict=True):
            moment = datetime.fromisoformat(f"{day}+00:00")
            snapshot([str(file)], Settings(archive=archive, observed_at=moment))
        return render_html(dossier(["4182"], Settings(archive=archive)))


def take(html: str, folder: Path) -> None:
    """Write a picture of the page's beginning for each scheme of colours."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        file = Path(name) / "report.html"
        file.write_text(html, encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=_FLAGS)
        for scheme in SCHEMES:
            opened = browser.new_page(
                viewport={"width": WIDTH, "height": HEIGHT}, color_scheme=scheme
            )
            opened.goto(file.as_uri())
            opened.screenshot(path=folder / f"report-{scheme}.png")
        browser.close()


def main() -> None:
    """Write the pictures into docs/images."""
    IMAGES.mkdir(exist_ok=True)
    take(page(), IMAGES)


if __name__ == "__main__":
    main()
