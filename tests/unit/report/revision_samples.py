"""A post's stored revisions, as the archive gives them to a report."""

from collections.abc import Sequence

from provenance.assess import published_revision, walk
from provenance.model import RevisionHistory, RevisionList, RevisionRecord
from tests.unit.assess.lists import LATER, LATEST, autosave, listed, revision
from tests.unit.report.samples import observation, record

ONE, TWO = "<p>It was not safe.</p>", "<p>It was safe.</p>"
MARKED = '<p class="a">It was safe.</p>'
REVISIONS = (
    revision(13, ONE),
    revision(14, TWO, LATER, author=2),
    autosave(15, "<p>Perhaps.</p>"),
    revision(16, MARKED, LATEST, author=None),
)


def revision_history(
    revisions: Sequence[RevisionRecord] = REVISIONS,
    *,
    now: str = MARKED,
    problem: str | None = None,
    fetched: bool = True,
) -> RevisionHistory:
    """Return a list of four revisions beside two captures, or with other revisions."""
    seen = (observation(1), observation(2))
    shown = listed(now, *revisions, problem=problem)
    newest: RevisionList | None = shown if fetched else None
    published_at = revisions[0].saved_at if revisions else None
    published = published_revision(shown, published_at) if fetched else None
    return RevisionHistory(
        post=record(seen),
        observations=seen,
        listed=newest,
        lists=1 if fetched else 0,
        edits=walk(shown, None, None) if fetched else (),
        published=None if published is None else published.number,
    )
