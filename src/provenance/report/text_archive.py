"""Which archive a report is of, for people."""

from provenance.assess.wording import begin_sentence
from provenance.model import ArchiveState
from provenance.report.layout import Page


def say_archive(archive: ArchiveState) -> str:
    """Return which archive was used, and whether it is new."""
    path = str(archive.path) if archive.path.is_absolute() else f"./{archive.path}"
    return f"archive: {path}{' (created by this run)' if archive.created else ''}"


def write_archive(page: Page, archive: ArchiveState) -> None:
    """Write which archive was used, a line of its own."""
    page.line(begin_sentence(say_archive(archive)))
