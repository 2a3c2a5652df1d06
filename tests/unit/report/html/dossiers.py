"""Dossiers that the tests of the page share, made by the pipeline from real answers."""

from pathlib import Path

from provenance import pipeline
from provenance.model import Dossier
from provenance.pipeline import Settings
from tests.unit.report.samples import answer

HOSTILE = '</script><img src=x onerror="alert(1)">{{ 7*7 }}\u202e\u200b&amp;<!--'
RTL = "لم يُستبعد استئجار سفينة ثانية في يوليو"


def record(folder: Path, *contents: str, title: str = "The bridge", **fields: object) -> Path:
    """Record answers of one post, and return the archive."""
    archive = folder / "a.db"
    for number, content in enumerate(contents):
        file = folder / f"{fields.get('id', 7)}-{number}.json"
        file.write_bytes(answer(content, title={"rendered": title}, **fields))
        pipeline.audit([str(file)], Settings(archive=archive))
    return archive


def dossier_of(archive: Path, *names: str) -> Dossier:
    """Return what the archive shows of posts."""
    return pipeline.dossier(names, Settings(archive=archive))
