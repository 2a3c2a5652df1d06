"""The first schema: every table, its checks, and the triggers that keep it append-only."""

from alembic import op

from provenance.archive.migrations.scripts import statements
from provenance.archive.revisions import APPLICATION_ID

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the tables and mark the file as ours, all in the caller's transaction."""
    connection = op.get_bind()
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    for script in ("0001_create_tables.sql", "0001_append_only.sql"):
        for statement in statements(script):
            connection.exec_driver_sql(statement)
