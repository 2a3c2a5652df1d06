"""Roots and proofs of a log, from a few of its tiles; never from all of its leaves.

RFC 6962 section 2.1 cuts a tree of n leaves at the largest power of two below n. Every piece that
is whole lies within one tile, so that a proof reads as many tiles as the log has levels of 256.
"""

from collections.abc import Sequence
from typing import Protocol

from provenance.digest import DIGEST_SIZE, node_hash, root_hash
from provenance.errors import InconsistentLogError
from provenance.log.tile import HEIGHT, WIDTH, Tile


class TileReader(Protocol):
    """Who gives the tiles of one log."""

    def read_tile(self, tile: Tile) -> bytes:
        """Return the hashes of a tile, 32 bytes each; at least as many as its width."""


class LogTree:
    """The tree of a log at one size.

    Args:
        size: How many entries.
        reader: Who gives the tiles; each is asked for at most once.
    """

    def __init__(self, size: int, reader: TileReader) -> None:
        self.size = size
        self._reader = reader
        self._read: dict[tuple[int, int], bytes] = {}
        self._subtrees: dict[tuple[int, int], bytes] = {}

    def root(self) -> bytes:
        """Return the root hash; 32 bytes; SHA-256("") for a log without entries."""
        return self.root_at(self.size)

    def root_at(self, size: int) -> bytes:
        """Return the root hash that the log had when it had `size` entries; 32 bytes.

        Raises:
            IndexError: It has not so many.
        """
        if not 0 <= size <= self.size:
            raise IndexError(size)
        return self._range(0, size) if size else root_hash(())

    def inclusion_proof(self, index: int) -> tuple[bytes, ...]:
        """Return the hashes from an entry to the root, lowest first (RFC 6962 2.1.1).

        Raises:
            IndexError: The log has no such entry.
        """
        if not 0 <= index < self.size:
            raise IndexError(index)
        return tuple(reversed(self._path(index, 0, self.size)))

    def consistency_proof(self, first: int) -> tuple[bytes, ...]:
        """Return the hashes that show this log to begin with an earlier one (RFC 6962 2.1.2).

        Args:
            first: Size of the earlier log, at least 1.

        Raises:
            IndexError: The log has never had that size.
        """
        if not 0 < first <= self.size:
            raise IndexError(first)
        return tuple(reversed(self._subproof(first)))

    def _path(self, index: int, low: int, high: int) -> list[bytes]:
        path = []
        while high - low > 1:
            middle = low + _split(high - low)
            if index < middle:
                path.append(self._range(middle, high))
                high = middle
            else:
                path.append(self._range(low, middle))
                low = middle
        return path

    def _subproof(self, first: int) -> list[bytes]:
        """Return PROOF(first, D[0:size]) from the top downwards."""
        low, high, path, is_whole = 0, self.size, [], True
        while first != high:
            middle = low + _split(high - low)
            if first <= middle:
                path.append(self._range(middle, high))
                high = middle
            else:
                path.append(self._range(low, middle))
                low, is_whole = middle, False
        # "The known root": the earlier tree as a whole is not part of the proof.
        return path if is_whole else [*path, self._range(low, high)]

    def _range(self, low: int, high: int) -> bytes:
        """Return MTH(D[low:high]); `low` is a multiple of the largest power of two in the range."""
        pieces = []
        while low < high:
            height = (high - low).bit_length() - 1
            pieces.append(self._subtree(height, low >> height))
            low += 1 << height
        reached = pieces.pop()
        while pieces:
            reached = node_hash(pieces.pop(), reached)
        return reached

    def _subtree(self, height: int, number: int) -> bytes:
        """Return the hash of a whole subtree of 2**height leaves, the one at `number`."""
        known = self._subtrees.get((height, number))
        if known is None:
            known = self._subtrees[height, number] = self._made(height, number)
        return known

    def _made(self, height: int, number: int) -> bytes:
        level, inner = divmod(height, HEIGHT)
        first = number << inner
        start = first % WIDTH * DIGEST_SIZE
        hashes = self._tile(level, first // WIDTH)[start : start + (DIGEST_SIZE << inner)]
        if len(hashes) != DIGEST_SIZE << inner:
            raise InconsistentLogError(f"the log's tile {level}/{first // WIDTH} is cut short")
        return root_hash(split_hashes(hashes))

    def _tile(self, level: int, number: int) -> bytes:
        hashes = self._read.get((level, number))
        if hashes is None:
            width = min(WIDTH, (self.size >> HEIGHT * level) - number * WIDTH)
            hashes = self._reader.read_tile(Tile(level, number, width))
            self._read[level, number] = hashes
        return hashes


def split_hashes(hashes: bytes) -> Sequence[bytes]:
    """Return the hashes, 32 bytes each, that stand one after the other."""
    return [hashes[at : at + DIGEST_SIZE] for at in range(0, len(hashes), DIGEST_SIZE)]


def _split(size: int) -> int:
    """Return the largest power of two below `size`, which is over 1."""
    return 1 << (size - 1).bit_length() - 1
