"""What earlier captures found at a page, and where that can be asked for; pure."""

from provenance.capture.discovery import Candidate
from provenance.capture.rest import same_site
from provenance.model import Exchange, PostKey, RestAddress

_COLLECTIONS = ("/wp/v2/posts", "/wp/v2/pages")


def numbered(known: PostKey | None) -> PostKey | None:
    """Return the post that was found before, if its site gave it a number then."""
    return None if known is None or known.is_address else known


def of_known(root: RestAddress | None, known: PostKey | None) -> tuple[Candidate, ...]:
    """Return where a post that is known from before may be had, if it is of this site."""
    if root is None or known is None or not same_site(known.site, root.site):
        return ()
    return tuple(
        Candidate.of(root, collection, known.post_id, certain=False) for collection in _COLLECTIONS
    )


def say_known(page: Exchange, asked: Candidate) -> str:
    """Return that what was asked for is what earlier captures found at a page."""
    return (
        f"{page.final_url} does not say which post it is; earlier captures found post"
        f" {asked.address.post_id} there, and that was asked for"
    )
