"""When the articles of a feed or a sitemap were published and modified, as it states it; pure.

Reads what is meant of the article itself. Never reads what a value says.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from provenance.model import ClockSource, StatedTime

_NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
# By the item's name: where a time stands, below the item's own namespace, and what it is of.
# RSS 2.0 "Elements of <item>"; RFC 4287 sections 4.2.9 and 4.2.15; sitemaps.org "lastmod".
_OWN = {
    "item": (("pubDate", "published"),),
    "entry": (("published", "published"), ("updated", "modified")),
    "url": (("lastmod", "modified"),),
}
_NEWS_PUBLISHED = f"{_NEWS}news/{_NEWS}publication_date"
# No way to write a time is longer. What is, is kept with the answer, and no row is made of it.
_LONGEST = 100


def read_stated(element: Element, name: str) -> Iterator[StatedTime]:
    """Yield the times that an item states.

    Args:
        element: The item.
        name: Its name without namespace, such as `entry`.
    """
    own = element.tag.removesuffix(name)
    source = ClockSource.SITEMAP if name == "url" else ClockSource.FEED
    places = [(own + tag, meaning) for tag, meaning in _OWN.get(name, ())]
    if name == "url":
        places.append((_NEWS_PUBLISHED, "published"))
    for path, meaning in places:
        value = (element.findtext(path) or "").strip()
        if 0 < len(value) <= _LONGEST:
            yield StatedTime(source=source, name=meaning, value=value)
