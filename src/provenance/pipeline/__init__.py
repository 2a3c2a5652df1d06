"""The one place where the stages are wired; it contains no rules."""

from provenance.pipeline.imports import Wayback, import_wayback
from provenance.pipeline.queries import Proof, diff, history, list_posts, prove
from provenance.pipeline.revisions import revisions
from provenance.pipeline.runs import audit, snapshot
from provenance.pipeline.settings import Progress, Settings
from provenance.pipeline.watch import Listener, Next, WatchMeans, watch

__all__ = [
    "Listener",
    "Next",
    "Progress",
    "Proof",
    "Settings",
    "WatchMeans",
    "Wayback",
    "audit",
    "diff",
    "history",
    "import_wayback",
    "list_posts",
    "prove",
    "revisions",
    "snapshot",
    "watch",
]
