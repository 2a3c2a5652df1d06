"""Where a walk through a list that has no end is ended."""

import pytest

from provenance.capture.patience import Ceiling
from provenance.errors import ListingError


@pytest.mark.parametrize(
    ("seen", "claimed", "limit"),
    [
        (12_000, 1_000, None),
        (100_000, None, None),
        (4_999_999, 10**12, None),
        (200_000, 10, 1_000_000),
        (0, 0, None),
    ],
)
def test_a_list_that_a_site_may_have_is_read_on(
    seen: int, claimed: int | None, limit: int | None
) -> None:
    Ceiling().check(seen, claimed, limit=limit)


@pytest.mark.parametrize(
    ("seen", "claimed", "said"),
    [
        (12_001, 1_000, "stated 1,000, and goes on naming posts beyond 12,000"),
        (100_001, None, "does not say how many it has, and goes on naming posts beyond 100,000"),
        (5_000_001, 10**12, "beyond 5,000,000"),
    ],
)
def test_a_list_that_no_site_has_is_not(seen: int, claimed: int | None, said: str) -> None:
    with pytest.raises(ListingError, match=said):
        Ceiling().check(seen, claimed, limit=None)


def test_so_many_answers_without_news_are_enough_and_news_begin_the_count_anew() -> None:
    ceiling = Ceiling()
    for seen in (1_000, 1_001):
        for _ in range(401):
            ceiling.check(seen, None, limit=None)
    with pytest.raises(ListingError, match="nothing new in 401 answers"):
        ceiling.check(1_001, None, limit=None)
