"""What importing a site's export came to."""

from dataclasses import dataclass
from pathlib import Path

from provenance.model.audit import ArchiveState, PostAudit
from provenance.model.capture import Failure
from provenance.model.history import PostRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportImport:
    """The outcome of one `import wxr` run.

    Attributes:
        archive: Which archive.
        path: The export.
        made: When the export says that it was made, as written; None where it does not say.
        posts: The posts that it holds and that were recorded, in its order.
        compared: How many of them the archive holds in more than one export.
        changed: Those of them of which two captures differ, with the findings on that alone.
        left_out: What it holds besides and was left out, and how many of each.
        failures: Items that could not be read.
        recorded: How many captures this run recorded.
        already_held: How many items the archive held already.
    """

    archive: ArchiveState
    path: Path
    made: str | None
    posts: tuple[PostRecord, ...]
    compared: int
    changed: tuple[PostAudit, ...]
    left_out: tuple[tuple[str, int], ...]
    failures: tuple[Failure, ...]
    recorded: int
    already_held: int
