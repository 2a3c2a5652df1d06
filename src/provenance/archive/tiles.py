"""The log's tree in SQL: whole tiles as rows, the partial ones read from what lies below them.

Appending writes a tile where its 256th hash comes, so that no row ever changes. Never a proof.
"""

from collections.abc import Sequence
from itertools import count, repeat

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    LargeBinary,
    Table,
    UniqueConstraint,
    bindparam,
    select,
)

from provenance.archive.tables import ENTRY, METADATA
from provenance.digest import DIGEST_SIZE, root_hash
from provenance.errors import DigestMismatchError
from provenance.log import WIDTH, Tile, split_hashes

TILE = Table(
    "tile",
    METADATA,
    Column("tile_id", Integer, primary_key=True),
    Column("level", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("hashes", LargeBinary, nullable=False),
    Column("root", LargeBinary, nullable=False),
    UniqueConstraint("level", "number", name="tile_once"),
)

# As text, since a statement that is compiled costs more than what it reads or adds.
_SIZE = (
    "SELECT seq + 1 + coalesce(length(further_leaves), 0) / 32 FROM entry ORDER BY seq DESC LIMIT 1"
)
_ADD = "INSERT INTO tile (level, number, hashes, root) VALUES (?, ?, ?, ?)"
_WHOLE = select(TILE.c.hashes).where(
    TILE.c.level == bindparam("level"), TILE.c.number == bindparam("number")
)
_LEAVES = (
    select(ENTRY.c.leaf, ENTRY.c.further_leaves)
    .where(ENTRY.c.seq.between(bindparam("first"), bindparam("last")))
    .order_by(ENTRY.c.seq)
)
_ROOTS = (
    select(TILE.c.root)
    .where(
        TILE.c.level == bindparam("level"),
        TILE.c.number.between(bindparam("first"), bindparam("last")),
    )
    .order_by(TILE.c.number)
)


def log_size(connection: Connection) -> int:
    """Return how many entries the log has."""
    size: int | None = connection.exec_driver_sql(_SIZE).scalar()
    return size or 0


def complete_tiles(
    connection: Connection, first: int, hashes: Sequence[bytes], *, level: int = 0
) -> None:
    """Add the tiles that new hashes of a level fill, and those above that their roots fill.

    Args:
        connection: Where to add; the caller holds the write lock.
        first: Place of the first new hash in its level.
        hashes: The new hashes, 32 bytes each; those of level 0 are leaf hashes.
        level: Their level.

    Raises:
        DigestMismatchError: The archive does not hold the hashes that came before in a tile.
    """
    number, width = divmod(first, WIDTH)
    if width + len(hashes) < WIDTH:
        return
    if width:
        hashes = [*split_hashes(read_tile(connection, Tile(level, number, width))), *hashes]
    starts = range(0, len(hashes) - WIDTH + 1, WIDTH)
    tiles = [hashes[at : at + WIDTH] for at in starts]
    roots = [root_hash(tile) for tile in tiles]
    rows = zip(repeat(level), count(number), map(b"".join, tiles), roots, strict=False)
    connection.exec_driver_sql(_ADD, list(rows))
    complete_tiles(connection, number, roots, level=level + 1)


def complete_all_tiles(connection: Connection) -> None:
    """Add the tiles that the entries of an archive fill that had none."""
    for number in range(log_size(connection) // WIDTH):
        hashes = _read_below(connection, Tile(0, number))
        complete_tiles(connection, number * WIDTH, split_hashes(hashes))


def read_tile(connection: Connection, tile: Tile) -> bytes:
    """Return the hashes of a tile, its width of them; 32 bytes each.

    Raises:
        DigestMismatchError: The archive does not hold all of them.
    """
    if tile.is_whole:
        place = {"level": tile.level, "number": tile.number}
        hashes: bytes = connection.execute(_WHOLE, place).scalar() or b""
    else:
        hashes = _read_below(connection, tile)
    if len(hashes) != tile.width * DIGEST_SIZE:
        raise DigestMismatchError(
            f"hashes of the log are missing: {tile.path} is not whole",
            remedy="the archive was damaged or altered; restore it from a copy",
        )
    return hashes


def _read_below(connection: Connection, tile: Tile) -> bytes:
    """Return a tile's hashes from the entries, or from the roots of the tiles, that it is over."""
    first = tile.number * WIDTH
    place = {"first": first, "last": first + tile.width - 1}
    if tile.level == 0:
        rows = connection.execute(_LEAVES, place)
        leaves = b"".join(row.leaf + (row.further_leaves or b"") for row in rows)
        return leaves[: tile.width * DIGEST_SIZE]
    return b"".join(connection.execute(_ROOTS, place | {"level": tile.level - 1}).scalars().all())
