"""Which schema this program reads and writes, and the way there from an older one.

Owns the file's mark and its schema revisions; alembic is imported only where one is due, so that
opening an archive stays cheap.
"""

from importlib.resources import files

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import OperationalError

# "PROV" in ASCII, at offset 68 of the file (sqlite.org/fileformat2.html, "Application ID").
APPLICATION_ID = 0x50524F56
REVISIONS = ("0001", "0002", "0003")
HEAD = REVISIONS[-1]


def stored_revision(connection: Connection) -> str | None:
    """Return the schema revision of the file; None where it has no tables yet."""
    try:
        row = connection.execute(text("SELECT version_num FROM alembic_version")).one_or_none()
    except OperationalError as error:
        if "no such table" not in str(error.orig):
            raise
        return None
    return None if row is None else str(row.version_num)


def upgrade(engine: Engine) -> bool:
    """Bring the schema to `HEAD` in one transaction; return whether that made a new archive."""
    # Imported here: 0.3 s, spent only where a revision is due.
    from alembic import command
    from alembic.config import Config

    config = Config()
    folder = str(files("provenance.archive") / "migrations")
    config.set_main_option("script_location", folder.replace("%", "%%"))
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        # Another process may have done it while this one waited for the lock.
        before = stored_revision(connection)
        if before != HEAD:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    return before is None
