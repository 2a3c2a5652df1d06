"""Places in a field: the path elements that a block can stand in.

Each is made once, however often an article comes back to it: to its lists' items, to its cells.
"""

from provenance.canonical.elements import SPEAKS_EMPTY

_VERBATIM = "\x00/pre"


class Place:
    """The inside of one path element, and of all that are spelled like it in the same place.

    It knows nothing of the place about it: what is about it is a stack of the outline's.

    Attributes:
        element: The token of the element that goes on, with its attributes; empty for none.
        is_verbatim: Whether white space counts here (5.1).
        speaks_empty: Whether the element makes a block where it has none (3.3).
        inner: The places right inside it that are known, by their element's token.
        heads: What blocks begin with here, as far as it is known: by how many elements of the path
            an earlier block has opened, or where the block is dynamic by the complement of that.
    """

    __slots__ = ("element", "heads", "inner", "is_verbatim", "speaks_empty")

    def __init__(self, element: str, *, is_verbatim: bool) -> None:
        self.element = element
        self.is_verbatim = is_verbatim or element == _VERBATIM
        self.speaks_empty = element[2:].partition("\x00")[0] in SPEAKS_EMPTY
        self.inner: dict[str, Place] = {}
        self.heads: dict[int, str] = {}
