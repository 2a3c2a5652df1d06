"""Parser events of one rendered string: the only place that touches the HTML parser.

The parser follows the WHATWG algorithm with scripting off. Its stream of plain tuples is a private
name of `turbohtml`, which is pinned exactly; where it is missing, the same tuples are made from
the public `iter_events`, at about three times the cost (a test holds the two equal).
"""

from collections.abc import Iterable, Iterator
from typing import Any

import turbohtml
from turbohtml import saxparse

START, END, TEXT = 1, 2, 3

PARSER = f"turbohtml {turbohtml.__version__}"

# canonical-form.md 2.2: the prefix that makes a fragment a document in no-quirks mode, with the
# parser already in the body, so that a leading frameset or white space cannot steer it elsewhere.
_PREFIX = "<!DOCTYPE html><body>"
_PREFIX_EVENTS = 5

_KINDS: dict[type, int] = {
    saxparse.StartElement: START,
    saxparse.EndElement: END,
    saxparse.Characters: TEXT,
}


def public_events(html: str) -> Iterator[tuple[Any, ...]]:
    """Yield the events of `html` as tuples led by their kind, by the parser's public interface."""
    for event in saxparse.iter_events(html):
        yield _KINDS.get(type(event), 0), *event


_document_events = getattr(saxparse, "_sax_events", public_events)


def body_events(rendered: str) -> Iterable[tuple[Any, ...]]:
    """Return the events inside `body`: `(START, tag, attributes)`, `(END, tag)`, `(TEXT, data)`.

    Attributes are `(name, value)` pairs in document order, value None where there is none. The
    last events are the ends of `body` and `html`; other kinds (comments) are to be passed over.
    """
    document = iter(_document_events(_PREFIX + rendered))
    for _ in range(_PREFIX_EVENTS):
        next(document)
    return document
