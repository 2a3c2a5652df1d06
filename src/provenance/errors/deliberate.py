"""What every deliberate error is, and the ones that are of no one subject."""


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


class WorkerError(ProvenanceError):
    """A process that was to do a part of the work ended without an answer to it."""
