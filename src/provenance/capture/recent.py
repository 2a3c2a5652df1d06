"""What a site says was saved, or published, since some time: numbers and times, and no texts."""

from collections.abc import Generator, Mapping
from datetime import UTC, datetime, timedelta
from enum import Enum

from provenance.capture.pages import Page, PostList, Query
from provenance.capture.walk import Walk
from provenance.errors import ListingError
from provenance.model import Reading

_FIELDS: Query = (("_fields", "id,date_gmt,modified_gmt"),)
# Sites compare times on their own wall's clock, which is put back by two hours at most.
_SLACK = timedelta(hours=3)


class Recently(Enum):
    """What happened to a post: its parameter (WordPress 5.7 has both), and its time in an answer.

    A post that was scheduled is published without being saved, so that one list lacks it.
    """

    SAVED = ("modified_after", "modified_gmt")
    PUBLISHED = ("after", "date_gmt")


def list_recent(
    posts: PostList, recently: Recently, *, since: datetime
) -> Generator[Reading, None, dict[int, str | None]]:
    """Yield every answer; return `modified_gmt`, as written, of each post that was listed.

    Args:
        posts: The list.
        recently: What happened to the posts that are wanted.
        since: From when on; aware. It is sent with its zone: without one, WordPress takes a time
            for its own zone's, and leaves posts out.

    Raises:
        ListingError: The list could not be read to its end, or the site takes no notice of the
            parameter; what is listed may lack posts.
    """
    parameter, field = recently.value
    listed: dict[int, str | None] = {}
    begin = since.astimezone(UTC)
    wanted: Query = ((parameter, begin.strftime("%Y-%m-%dT%H:%M:%SZ")), *_FIELDS)

    older: list[object] = []

    def take(members: Mapping[str, object]) -> None:
        if _is_before(members.get(field), begin - _SLACK):
            older.append(members.get("id"))
            return
        modified = members.get("modified_gmt")
        listed[int(str(members["id"]))] = modified if isinstance(modified, str) else None

    def ask(query: Query) -> Page:
        return posts.fields((*query, *wanted), take)

    walk = Walk(ask)
    for page in walk.pages():
        yield page.reading  # what shows that a site takes no notice is kept too
        if older:
            raise ListingError(
                f"{posts.root.site} takes no notice of {parameter}, so that it cannot be asked"
                " what changed",
                remedy="posts are asked one by one as they are due all the same",
            )
    if not walk.course.ended or walk.course.passed_over:
        why = walk.course.stopped_by
        raise ListingError(
            f"what changed at {posts.root.site} could not be listed whole"
            + (f": {why.what}" if why else ""),
            remedy="it is asked again later, from the same time on",
        )
    return listed


def _is_before(written: object, begin: datetime) -> bool:
    try:
        return datetime.fromisoformat(str(written)).replace(tzinfo=UTC) < begin
    except ValueError:
        return False
