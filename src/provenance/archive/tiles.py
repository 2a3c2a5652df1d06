"""The log's tree in SQL: whole tiles as rows, the partial ones read from what lies below them.

Appending writes a tile where its 256th hash comes, so that no row ever changes. Never a proof.
"""

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
from sqlalchemy.sql.expression import ScalarSelect, func

from provenance.archive.inserts import add_row
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

SIZE: ScalarSelect[int] = select(func.coalesce(func.max(ENTRY.c.seq), -1) + 1).scalar_subquery()
_WHOLE = select(TILE.c.hashes).where(
    TILE.c.level == bindparam("level"), TILE.c.number == bindparam("number")
)
_LEAVES = (
    select(ENTRY.c.leaf)
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
    size: int = connection.execute(select(SIZE)).scalar_one()
    return size


def complete_tiles(connection: Connection, before: int, size: int) -> None:
    """Add the tiles that are whole in a log of `size` entries and were not in one of `before`."""
    level = 0
    while size := size // WIDTH:
        before //= WIDTH
        for number in range(before, size):
            _add_tile(connection, level, number)
        level += 1


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


def _add_tile(connection: Connection, level: int, number: int) -> None:
    hashes = _read_below(connection, Tile(level, number))
    root = root_hash(split_hashes(hashes))
    row = {"level": level, "number": number, "hashes": hashes, "root": root}
    add_row(connection, TILE, row)


def _read_below(connection: Connection, tile: Tile) -> bytes:
    """Return a tile's hashes from the entries, or from the roots of the tiles, that it is over."""
    first = tile.number * WIDTH
    place = {"first": first, "last": first + tile.width - 1}
    if tile.level == 0:
        return b"".join(connection.execute(_LEAVES, place).scalars().all())
    return b"".join(connection.execute(_ROOTS, place | {"level": tile.level - 1}).scalars().all())
