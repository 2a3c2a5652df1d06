"""Where a log's hashes lie: tiles of 256, and their paths (c2sp.org/tlog-tiles, "Merkle Tree")."""

from collections.abc import Iterator
from dataclasses import dataclass

WIDTH = 256
HEIGHT = 8


@dataclass(frozen=True, slots=True, order=True)
class Tile:
    """One tile: consecutive hashes of one level.

    Attributes:
        level: 0 for leaf hashes; each level above holds roots of whole tiles of the one below.
        number: Its place in the level, from 0.
        width: How many hashes it holds; 256 where it is whole.
    """

    level: int
    number: int
    width: int = WIDTH

    @property
    def is_whole(self) -> bool:
        """Return whether it can grow no more."""
        return self.width == WIDTH

    @property
    def path(self) -> str:
        """Return where it is published, relative to the log's prefix."""
        return f"tile/{self.level}/{self._place}"

    @property
    def entries_path(self) -> str:
        """Return where the entries under a tile of level 0 are published."""
        return f"tile/entries/{self._place}"

    @property
    def _place(self) -> str:
        groups = f"{self.number:,}".split(",")
        padded = [group.zfill(3) for group in groups]
        place = "/".join([*(f"x{group}" for group in padded[:-1]), padded[-1]])
        return place if self.is_whole else f"{place}.p/{self.width}"


def tiles_of(size: int, *, since: int = 0) -> Iterator[Tile]:
    """Yield the tiles that a log of `size` entries has and one of `since` entries had not.

    A partial tile comes anew with each width ("Partial Tiles"); empty ones do not come.
    """
    level = 0
    while size:
        first = since // WIDTH
        for number in range(first, size // WIDTH):
            yield Tile(level, number)
        if (width := size % WIDTH) and size != since:
            yield Tile(level, size // WIDTH, width)
        level, size, since = level + 1, size // WIDTH, since // WIDTH
