"""A log's tiles made from its leaves, as the specification says, for the tests of its tree."""

from provenance.digest import leaf_hash, root_hash
from provenance.log import Tile


def leaves(size: int) -> list[bytes]:
    return [leaf_hash(b"entry %d" % index) for index in range(size)]


class Tiles:
    """Gives the tiles of a log of these leaves, and counts how many were asked for."""

    def __init__(self, hashes: list[bytes]) -> None:
        self.levels = [hashes]
        while len(self.levels[-1]) >= 256:
            below = self.levels[-1]
            starts = range(0, len(below) // 256 * 256, 256)
            self.levels.append([root_hash(below[at : at + 256]) for at in starts])
        self.reads = 0

    def read_tile(self, tile: Tile) -> bytes:
        self.reads += 1
        first = tile.number * 256
        return b"".join(self.levels[tile.level][first : first + tile.width])
