"""The one place where the stages are wired; it contains no rules."""

from provenance.pipeline.runs import audit, diff, history, list_posts, snapshot
from provenance.pipeline.settings import Progress, Settings

__all__ = ["Progress", "Settings", "audit", "diff", "history", "list_posts", "snapshot"]
