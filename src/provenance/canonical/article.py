"""The element of a page that holds its article, and the page's title (page-form.md 2 and 3)."""

from dataclasses import dataclass

import turbohtml
from turbohtml import Document, Element

from provenance.errors import NoArticleError

# 2.2: likeliest first. Each name is what themes call the article's text and nothing else.
_TEXTS = (
    '[itemprop~="articleBody"]',
    ".entry-content",
    ".wp-block-post-content",
    ".post-content",
    ".article-content",
    ".article-body",
)
# 2.4, 2.5: elements that hold a whole post, its title too.
_POSTS = ("article", "main", '[role="main"]')
# No page shows so many articles; a hostile one could nest a million.
_MAX_FOUND = 100
# 3.1.
_TITLES = "h1.entry-title, h1.wp-block-post-title, h1.post-title"
# 4.1: what themes and plugins put into an article's element beside its text.
_BESIDE = (
    "nav, form, #comments, .comments-area, .comment-respond, .entry-meta, .entry-footer,"
    " .post-navigation, .screen-reader-text"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A page's article, cut out.

    Attributes:
        step: By which step its element was found.
        title: HTML of the title; None where the page has none.
        content: HTML inside the element, without what stands beside the text.
        whole: HTML inside the element as it was.
        container: The element of the whole post, or `body`.
    """

    step: str
    title: str | None
    content: str
    whole: str
    container: Element


def cut_article(document: Document, post_id: int) -> Article:
    """Return the article that a page shows; changes `document`.

    Raises:
        NoArticleError: No step of 2 finds one element.
    """
    body = document.select_one("body")
    if body is None:
        raise _no_article()
    container = _container(document, post_id)
    step, element = _element(container, body, post_id)
    post = element if container is None and step in _POSTS else container
    heading = _heading(document, post, element)
    title = _title(document, heading)
    whole = element.inner_html
    for beside in element.select(_BESIDE):
        beside.decompose()
    # 4.2: a title inside of the element is not its text again.
    if heading is not None and element in heading.ancestors:
        heading.decompose()
    return Article(
        step=step, title=title, content=element.inner_html, whole=whole, container=post or body
    )


def find_post(document: Document, post_id: int) -> tuple[str, Element]:
    """Return the element of the whole post, what a theme puts around the text included (7.1).

    Its name is that of the step which found it.

    Raises:
        NoArticleError: No step finds one element.
    """
    body = document.select_one("body")
    if body is None:
        raise _no_article()
    container = _container(document, post_id)
    if container is not None:
        return f"#post-{post_id}", container
    for selector in _POSTS:
        element = _only(body, selector)
        if element is not None:
            return selector, element
    raise _no_article()


def _container(document: Document, post_id: int) -> Element | None:
    """Return the element that says it is the post (2.1)."""
    for selector in (f"article#post-{post_id}", f"article.post-{post_id}", f"#post-{post_id}"):
        found = [one for one in document.select(selector) if one.tag not in {"body", "html"}]
        if len(found) == 1:
            return found[0]
    return None


def _element(container: Element | None, body: Element, post_id: int) -> tuple[str, Element]:
    """Return the element of the text, and by which step it was found (2.2 to 2.5)."""
    above = "" if container is None else f"#post-{post_id}"
    for selector in _TEXTS:
        element = _only(container or body, selector)
        if element is not None:
            return f"{above} {selector}".strip(), element
    if container is not None:
        return above, container
    for selector in _POSTS:
        element = _only(body, selector)
        if element is not None:
            return selector, element
    raise _no_article()


def _only(within: Element, selector: str) -> Element | None:
    """Return the one element that `selector` finds, those inside of another left out."""
    found = within.select(selector)
    if len(found) > _MAX_FOUND:
        return None
    outermost = [one for one in found if _above(one, selector) not in found]
    return outermost[0] if len(outermost) == 1 else None


def _above(element: Element, selector: str) -> Element | None:
    parent = element.parent
    return parent.closest(selector) if isinstance(parent, Element) else None


def _heading(document: Document, post: Element | None, text: Element) -> Element | None:
    """Return the heading that is the title (3.1 to 3.3)."""
    if post is not None:
        inside = post.select(_TITLES) or post.select("h1")
        if inside:
            return inside[0]
    for selector in (_TITLES, "h1"):
        found = document.select(selector)
        outside = [one for one in found[:_MAX_FOUND] if text not in one.ancestors]
        if len(outside) == 1:
            return outside[0]
    return None


def _title(document: Document, heading: Element | None) -> str | None:
    if heading is not None:
        return heading.inner_html
    meta = document.select_one('meta[property="og:title"][content]')
    if meta is not None:
        return turbohtml.escape(str(meta.attrs["content"] or ""))
    title = document.select_one("title")
    return None if title is None else title.inner_html


def _no_article() -> NoArticleError:
    return NoArticleError(
        "the page has no element that is surely its article: none with the post's number, no single"
        " .entry-content or the like, no single article and no single main",
        remedy="the page is kept whole; its text was not read",
    )
