"""The one place where the stages are wired; it contains no rules."""

from provenance.pipeline.imports import Wayback, import_wayback
from provenance.pipeline.queries import Proof, diff, history, list_posts, prove
from provenance.pipeline.revisions import revisions
from provenance.pipeline.runs import audit, snapshot
from provenance.pipeline.settings import Progress, Settings

__all__ = [
    "Progress",
    "Proof",
    "Settings",
    "Wayback",
    "audit",
    "diff",
    "history",
    "import_wayback",
    "list_posts",
    "prove",
    "revisions",
    "snapshot",
]
