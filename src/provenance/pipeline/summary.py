"""An archive in numbers: each post is judged anew, counted, and let go."""

from collections.abc import Collection

from provenance.archive import Archive
from provenance.assess import EDIT_RULES, Tally
from provenance.model import ArchiveState, GroupBy, Summary
from provenance.pipeline.judging import judged
from provenance.pipeline.settings import Progress, Settings, Unseen


def summary(
    settings: Settings,
    *,
    by: Collection[GroupBy] = tuple(GroupBy),
    progress: Progress | None = None,
) -> Summary:
    """Return the posts of an archive, counted; nothing is written to it.

    Raises:
        ArchiveError: There is no archive, or it cannot be used.
        VerificationError: Kept bytes no longer give the digests they were recorded under.
    """
    told = progress or Unseen()
    tally = Tally(by)
    with Archive.open(settings.archive, create=False, read_only=True) as archive:
        posts = archive.posts()
        told.start("Counting", len(posts))
        for post in posts:
            tally.add(judged(archive, post.key, (), language=settings.language))
            told.advance(1)
        told.done()
    return Summary(
        archive=ArchiveState(path=settings.archive, created=False),
        posts=len(posts),
        edit_rules=EDIT_RULES,
        groups=tally.groups(),
    )
