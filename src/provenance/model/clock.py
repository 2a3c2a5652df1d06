"""What other sources than the REST interface say of an article's times, as written."""

from dataclasses import dataclass
from enum import StrEnum


class ClockSource(StrEnum):
    """Where a time is stated: in which part of a page, or in what lists pages."""

    JSON_LD = "json-ld"
    OPEN_GRAPH = "open-graph"
    TIME = "time"
    FEED = "feed"
    SITEMAP = "sitemap"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedTime:
    """One time as a source states it.

    Attributes:
        source: Which source.
        name: `published` or `modified`.
        value: As written.
    """

    source: ClockSource
    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedTime:
    """One time that a feed or a sitemap states of an article that it names.

    Attributes:
        address: Of the article, absolute and without fragment.
        stated: The time.
    """

    address: str
    stated: StatedTime


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeBeside:
    """One time that a feed or a sitemap stated of an article, in the run that captured it there.

    Attributes:
        url: Address of the feed or the sitemap.
        digest: SHA-256 of its bytes, 32 bytes.
        stated: The time.
    """

    url: str
    digest: bytes
    stated: StatedTime
