"""What a page says of its article beside the text: the page's own word, held against nothing."""

from dataclasses import dataclass
from enum import StrEnum

from provenance.model.clock import StatedTime


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
class StatedCorrection:
    """A correction in a page's schema.org data: `correction`, or a `CorrectionComment`.

    Attributes:
        text: Its words, or its address where it has no words.
        dated: Its `datePublished` as written; None without one.
    """

    text: str
    dated: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPage:
    """What the page of a post shows beside its text: read for notes and times, never compared.

    Attributes:
        element: Which element of the page was read, such as `#post-7` or `main`.
        blocks: Canonical blocks of that element, parts that a theme puts there included.
        stated: What the page says of its article's times.
        corrections: Corrections in its schema.org data.
        digest: SHA-256 of the page's bytes, 32 bytes.
    """

    element: str
    blocks: tuple[bytes, ...]
    stated: tuple[StatedTime, ...]
    corrections: tuple[StatedCorrection, ...]
    digest: bytes


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
