"""Schema revisions of the archive, run through alembic; never imported where none is due."""
