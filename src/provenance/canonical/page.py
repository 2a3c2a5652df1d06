"""A page's bytes to its canonical record: `wppage/1`, for what no REST answer shows (page-form.md).

Weaker than a REST answer: a theme, widgets and advertisements may stand in the text. Its digests
are those of a form of its own, so that none is ever equal to one of a REST answer.
"""

import turbohtml
from turbohtml import Document

from provenance.canonical.article import cut_article
from provenance.canonical.blocks import MAX_TEXT_BYTES
from provenance.canonical.metadata import metadata_bytes
from provenance.canonical.page_claims import link_of, read_claims
from provenance.canonical.record import Fields, assemble, profile_named
from provenance.errors import LimitError
from provenance.model import Claims, PageClaims, PostKey, Snapshot

PAGE_PROFILE = profile_named("wppage/1")
# 4.1.
LEFT_OUT = "parts-beside-the-text-left-out"

_NO_CLAIMS = Claims(
    date=None,
    modified=None,
    modified_gmt=None,
    revision_count=None,
    predecessor_id=None,
    predecessor_href=None,
)


def canonicalize_page(raw: bytes, key: PostKey) -> Snapshot:
    """Return the canonical record of the article that a page shows.

    Args:
        raw: The page's bytes, exactly as served.
        key: Which post it shows; its number helps to find the article.

    Raises:
        NoArticleError: Nothing in the page is surely its article.
        LimitError: The page is beyond a limit.
    """
    document = parse_page(raw)
    article = cut_article(document, key.post_id)
    stated = read_claims(document, article.container)
    link = link_of(stated)
    said = Fields(
        key=key,
        texts=(article.title, article.content, None),
        markup=(article.title, article.whole, None),
        link=link,
        metadata=metadata_bytes({} if link is None else {"link": link}),
        claims=_NO_CLAIMS,
        flags=() if article.content == article.whole else (LEFT_OUT,),
        page=PageClaims(element=article.step, stated=stated),
    )
    return assemble(raw, said, PAGE_PROFILE)


def parse_page(raw: bytes) -> Document:
    """Return a page as its parser reads it: as text where it is UTF-8 (1.2).

    The bytes alone decide, so that they give the same record without the headers.

    Raises:
        LimitError: It is longer than any article is.
    """
    if len(raw) > MAX_TEXT_BYTES:
        raise LimitError(
            "the page is longer than 16 MiB",
            limit="size",
            remedy="no article is; look at the page itself",
        )
    return turbohtml.parse(_decoded(raw), positions=False)


def _decoded(raw: bytes) -> str | bytes:
    """Return text where the bytes are UTF-8, else the bytes, whose encoding the parser finds."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw
