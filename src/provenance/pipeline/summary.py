"""An archive in numbers: each post is judged anew, counted, and let go."""

from collections.abc import Collection
from functools import partial

from provenance.archive import Archive
from provenance.assess import EDIT_RULES, Tally
from provenance.model import ArchiveState, Failure, GroupBy, Summary
from provenance.pipeline.judging import judged
from provenance.pipeline.settings import Progress, Settings, Unseen
from provenance.pipeline.unforeseen import made_of


def summary(
    settings: Settings,
    *,
    by: Collection[GroupBy] = tuple(GroupBy),
    progress: Progress | None = None,
) -> Summary:
    """Return the posts of an archive, counted; nothing is written to it.

    Raises:
        ArchiveError: There is no archive, or it cannot be used.
    """
    told = progress or Unseen()
    tally = Tally(by)
    failures = []
    with Archive.open(settings.archive, create=False, read_only=True) as archive:
        posts = archive.posts()
        told.start("Counting", len(posts))
        for post in posts:
            judge = partial(judged, archive, post.key, (), language=settings.language)
            made = made_of(post.key, judge)
            if isinstance(made, Failure):
                failures.append(made)
            else:
                tally.add(made)
            told.advance(1)
        told.done()
    return Summary(
        archive=ArchiveState(path=settings.archive, created=False),
        posts=len(posts),
        edit_rules=EDIT_RULES,
        groups=tally.groups(),
        failures=tuple(failures),
    )
