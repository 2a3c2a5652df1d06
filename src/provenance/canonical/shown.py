"""What the page of a post shows beside its text: notes of its theme, times, corrections.

Read for rules on notes and clocks alone: nothing of it is ever compared with another page's, and
no digest but that of the page's bytes is over it (page-form.md 7).
"""

from turbohtml import Element

from provenance.canonical.article import find_post
from provenance.canonical.blocks import blocks_of
from provenance.canonical.page import parse_page
from provenance.canonical.page_claims import read_corrections, read_times
from provenance.digest import sha256
from provenance.model import PostKey, ShownPage

# 7.2: other people's words, and other articles' titles.
_OTHERS = "nav, form, #comments, .comments-area, .comment-respond, .wp-block-comments"


def read_shown_page(raw: bytes, key: PostKey) -> ShownPage:
    """Return what a page shows of a post beside its text.

    Args:
        raw: The page's bytes, exactly as served.
        key: Which post it shows.

    Raises:
        NoArticleError: Nothing in the page is surely the post.
        LimitError: The page is beyond a limit.
    """
    document = parse_page(raw)
    name, post = find_post(document, key.post_id)
    times = read_times(document, post)
    corrections = read_corrections(document, post)
    return ShownPage(
        element=name,
        blocks=_blocks(post),
        stated=times,
        corrections=corrections,
        digest=sha256(raw),
    )


def _blocks(post: Element) -> tuple[bytes, ...]:
    for other in post.select(_OTHERS):
        other.decompose()
    return blocks_of("content", post.inner_html).blocks
