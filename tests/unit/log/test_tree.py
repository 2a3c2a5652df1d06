import pytest

from provenance.digest import consistency_proof, inclusion_proof, root_hash
from provenance.errors import InconsistentLogError
from provenance.log import LogTree, Tile, tiles_of
from tests.unit.log.trees import Tiles, leaves

SIZES = [1, 2, 3, 5, 8, 255, 256, 257, 511, 512, 513, 700, 1300]
LEAVES = leaves(1300)


@pytest.mark.parametrize("size", SIZES)
def test_the_root_from_tiles_is_the_root_from_all_leaves(size: int) -> None:
    assert LogTree(size, Tiles(LEAVES)).root() == root_hash(LEAVES[:size])


@pytest.mark.parametrize("size", [0, 1, 255, 256, 257, 1299, 1300])
def test_a_log_knows_its_earlier_roots_from_the_tiles_of_now(size: int) -> None:
    assert LogTree(1300, Tiles(LEAVES)).root_at(size) == root_hash(LEAVES[:size])


@pytest.mark.parametrize("size", [-1, 1301])
def test_a_log_has_no_root_of_a_size_that_it_never_had(size: int) -> None:
    with pytest.raises(IndexError):
        LogTree(1300, Tiles(LEAVES)).root_at(size)


def test_a_log_without_entries_has_the_root_of_the_empty_tree() -> None:
    assert LogTree(0, Tiles([])).root() == root_hash([])


@pytest.mark.parametrize("size", SIZES)
def test_an_inclusion_proof_from_tiles_is_that_from_all_leaves(size: int) -> None:
    for index in {0, 1, 255, 256, size // 2, size - 2, size - 1} & set(range(size)):
        proof = LogTree(size, Tiles(LEAVES)).inclusion_proof(index)
        assert proof == inclusion_proof(LEAVES[:size], index)


@pytest.mark.parametrize("size", SIZES)
def test_a_consistency_proof_from_tiles_is_that_from_all_leaves(size: int) -> None:
    for first in {1, 2, 3, 255, 256, 257, 512, size // 2, size - 1, size} & set(range(1, size + 1)):
        proof = LogTree(size, Tiles(LEAVES)).consistency_proof(first)
        assert proof == consistency_proof(LEAVES[:size], first)


@pytest.mark.parametrize("index", [-1, 5])
def test_an_entry_that_is_not_there_has_no_proof(index: int) -> None:
    with pytest.raises(IndexError):
        LogTree(5, Tiles(LEAVES)).inclusion_proof(index)


@pytest.mark.parametrize("first", [0, -1, 6])
def test_a_size_that_the_log_never_had_has_no_proof(first: int) -> None:
    with pytest.raises(IndexError):
        LogTree(5, Tiles(LEAVES)).consistency_proof(first)


def test_a_tile_cut_short_is_noticed() -> None:
    with pytest.raises(InconsistentLogError, match="is cut short"):
        LogTree(257, Tiles(LEAVES[:200])).inclusion_proof(3)


def test_a_proof_reads_few_tiles_whatever_the_size() -> None:
    class Zeros:
        reads = 0

        def read_tile(self, tile: Tile) -> bytes:
            self.reads += 1
            return bytes(32 * tile.width)

    for size, most in ((300, 3), (70_000, 6), (2**40 + 12345, 12)):
        tiles = Zeros()
        LogTree(size, tiles).inclusion_proof(size // 3)
        assert tiles.reads <= most


def test_the_tiles_of_a_log_are_those_of_the_specifications_example() -> None:
    tiles = list(tiles_of(70_000))
    assert sum(tile.level == 0 and tile.is_whole for tile in tiles) == 273
    partial = [tile for tile in tiles if not tile.is_whole]
    assert partial == [Tile(0, 273, 112), Tile(1, 1, 17), Tile(2, 0, 1)]
    assert Tile(1, 0) in tiles
    assert list(tiles_of(256)) == [Tile(0, 0), Tile(1, 0, 1)]


def test_only_tiles_that_an_earlier_log_had_not_are_new() -> None:
    for before in (0, 1, 37, 255, 256, 257, 511, 65_535, 65_536, 65_537):
        for after in (before, before + 1, before + 255, before + 256, 70_000):
            new = set(tiles_of(after, since=before))
            assert new == set(tiles_of(after)) - set(tiles_of(before))


@pytest.mark.parametrize(
    ("tile", "path"),
    [
        (Tile(0, 0), "tile/0/000"),
        (Tile(1, 1234067), "tile/1/x001/x234/067"),
        (Tile(0, 1000, 5), "tile/0/x001/000.p/5"),
    ],
)
def test_a_tile_lies_where_the_specification_has_it(tile: Tile, path: str) -> None:
    assert tile.path == path
    assert tile.entries_path == path.replace(f"tile/{tile.level}/", "tile/entries/")
