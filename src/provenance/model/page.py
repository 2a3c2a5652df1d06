"""What a page says of its article beside the text: the page's own word, held against nothing."""

from dataclasses import dataclass
from enum import StrEnum


class PageSource(StrEnum):
    """Where in a page a claim stands."""

    JSON_LD = "json-ld"
    OPEN_GRAPH = "open-graph"
    TIME = "time"
    LINK = "link"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageClaim:
    """One thing that a page says of its article.

    Attributes:
        source: Where it says so.
        name: What it is about: `published`, `modified`, `headline`, `author`, `link`.
        value: As written; a time is not read.
    """

    source: PageSource
    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageClaims:
    """How a page's article was found, and what the page says of it (`docs/spec/page-form.md`).

    Attributes:
        element: By which step the article's element was chosen, such as `.entry-content`. Texts
            that were found by different steps are not alike.
        stated: What the page says, in the order of the page; each thing once.
    """

    element: str
    stated: tuple[PageClaim, ...]
