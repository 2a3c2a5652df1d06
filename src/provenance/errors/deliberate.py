"""What every deliberate error is, and the ones that are of no one subject."""

import traceback
from pathlib import Path
from typing import Self


class ProvenanceError(Exception):
    """Base of every deliberate error.

    Attributes:
        what: One sentence, without a final full stop: what is wrong, and where.
        remedy: What the reader can do about it; empty where nothing can be done.
    """

    def __init__(self, what: str, *, remedy: str = "") -> None:
        super().__init__(what, remedy)
        self.what = what
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.what}; {self.remedy}" if self.remedy else self.what


class StoppedError(ProvenanceError):
    """A run was stopped while an answer was under way; it says nothing of the site."""


class UnforeseenError(ProvenanceError):
    """A fault of this program, met at one target or one answer, which alone it ends."""

    @classmethod
    def of(cls, fault: Exception) -> Self:
        """Return an error that names a fault and where it showed."""
        frames = traceback.extract_tb(fault.__traceback__)
        # The name of the module alone: paths are nobody's business, and stand in the record.
        where = f" ({Path(frames[-1].filename).name}, line {frames[-1].lineno})" if frames else ""
        said = " ".join(str(fault).split())[:200]
        return cls(
            "provenance met a fault of its own here:"
            f" {type(fault).__name__}{': ' if said else ''}{said}{where}",
            remedy="please report it; whatever else was asked for is not affected",
        )


class WorkerError(ProvenanceError):
    """A process that was to do a part of the work ended without an answer to it."""
