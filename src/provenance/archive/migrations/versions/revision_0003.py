"""The log's tree in tiles, made of the entries that are there already, and its checkpoints."""

from alembic import op

from provenance.archive.migrations.scripts import scripts, statements
from provenance.archive.tiles import complete_all_tiles

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the tables, and the tiles that the entries of an older archive fill."""
    connection = op.get_bind()
    for script in scripts("0003"):
        for statement in statements(script):
            connection.exec_driver_sql(statement)
    complete_all_tiles(connection)
