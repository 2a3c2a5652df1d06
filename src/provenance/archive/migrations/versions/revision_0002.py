"""Captures at depth: a script for each capability, each with its tables and their triggers."""

from alembic import op

from provenance.archive.migrations.scripts import scripts, statements

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the tables that whole sites, stored revisions and repeated captures need."""
    connection = op.get_bind()
    for script in scripts("0002"):
        for statement in statements(script):
            connection.exec_driver_sql(statement)
