"""How a site's list is to be asked for: every text, or those alone whose claims have moved."""

from provenance.archive import Archive
from provenance.capture import IsKnown, PostList
from provenance.pipeline.settings import Settings


def plan_sweep(archive: Archive, settings: Settings, posts: PostList) -> IsKnown | None:
    """Return what tells posts whose claims have not moved; None to ask for every text."""
    del archive, settings, posts
    return None
