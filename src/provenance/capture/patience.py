"""How long a list is asked for: a server that does not answer, and a list that has no end.

Counts alone; never asks, and takes no site's number for true.
"""

from provenance.capture.pages import Page, Trouble
from provenance.errors import ListingError

# So often a site that gives nothing is asked once more.
PATIENCE = 3
# A list may grow while it is read, and the number that a site states may be wrong; beyond twice
# that number, or beyond what no site has, ids are made up as they are asked for.
_MORE_THAN_STATED = 10_000
_MOST_UNSTATED = 100_000
_MOST = 5_000_000
# A walk that lost its place steps back, and passes all that it has seen once more.
_ASKS_IN_VAIN = 300
_LEAST_PER_PAGE = 10


class Patience:
    """How long a server that does not answer at all is asked for the same once more."""

    def __init__(self) -> None:
        self._times = 0

    def lasts(self, page: Page) -> bool:
        """Count a page; return whether no server answered, and the same is to be asked again."""
        self._times = self._times + 1 if page.trouble is Trouble.NOBODY else 0
        return 0 < self._times <= PATIENCE


class Ceiling:
    """Where a walk ends that its site would let go on for ever."""

    def __init__(self) -> None:
        self._seen = 0
        self._in_vain = 0

    def check(self, seen: int, claimed: int | None, *, limit: int | None) -> None:
        """Check that it is worth while to ask for one more page.

        Args:
            seen: How many posts were listed so far.
            claimed: How many posts the site said first that the list has; None where it did not.
            limit: How many posts are wanted at most; None for all.

        Raises:
            ListingError: It is not.
        """
        self._in_vain = self._in_vain + 1 if seen == self._seen else 0
        self._seen = seen
        most = _MOST_UNSTATED if claimed is None else min(2 * claimed + _MORE_THAN_STATED, _MOST)
        if limit is None and seen > most:
            stated = "does not say how many it has" if claimed is None else f"stated {claimed:,}"
            raise ListingError(
                f"the site {stated}, and goes on naming posts beyond {most:,}",
                remedy="--limit asks for as many as you say",
            )
        if self._in_vain > _ASKS_IN_VAIN + seen // _LEAST_PER_PAGE:
            raise ListingError(
                f"the site showed nothing new in {self._in_vain:,} answers, and no end",
                remedy="try again later, or ask for single posts",
            )
