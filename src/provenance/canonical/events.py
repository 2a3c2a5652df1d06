"""Parser events of one rendered string: the only place that touches the HTML parser.

The parser follows the WHATWG algorithm with scripting off. It calls a function for each event, so
that no event is ever made into a value: texts can go into a list without a step of Python.
"""

from collections.abc import Callable

import turbohtml
from turbohtml import saxparse

PARSER = f"turbohtml {turbohtml.__version__}"

# `(name, value)` pairs in document order; value None where there is none.
Attributes = tuple[tuple[str, str | None], ...]

# canonical-form.md 2.2: the prefix that makes a fragment a document in no-quirks mode, with the
# parser already in the body, so that a leading frameset or white space cannot steer it elsewhere.
_PREFIX = "<!DOCTYPE html><body>"


class _Handler(saxparse.SaxHandler):
    """Calls the functions that it was made with, and passes over comments and the like."""

    def __init__(
        self,
        start: Callable[[str, Attributes], object],
        end: Callable[[str], object],
        text: Callable[[str], object],
    ) -> None:
        vars(self).update(start_element=start, end_element=end, characters=text)


def read_document(
    rendered: str,
    *,
    start: Callable[[str, Attributes], object],
    end: Callable[[str], object],
    text: Callable[[str], object],
) -> None:
    """Call `start`, `end` and `text` for what `rendered` holds, in document order.

    Every element that starts ends. The first to start are `html`, `head`, which ends at once, and
    `body`; all that `rendered` holds is inside `body`.
    """
    saxparse.sax_parse(_PREFIX + rendered, _Handler(start, end, text))
