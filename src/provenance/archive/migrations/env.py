"""What alembic runs: the revisions that are due, on the connection that it was handed."""

from alembic import context

from provenance.archive.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
)
context.run_migrations()
