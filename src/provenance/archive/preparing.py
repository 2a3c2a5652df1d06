"""An archive's file made ready to be used: its schema brought up to this program's, or refused."""

from pathlib import Path

from sqlalchemy import Engine

from provenance.archive.opening import write_ahead
from provenance.archive.revisions import HEAD, REVISIONS, stored_revision, upgrade
from provenance.errors import NewerArchiveError, ReadOnlyArchiveError


def prepare(path: Path, engine: Engine, *, read_only: bool, busy_timeout_s: float) -> bool:
    """Bring the file's schema up to date; return whether that made a new archive.

    Raises:
        NewerArchiveError: A newer version of this program wrote it.
        ReadOnlyArchiveError: It is older, and is not to be written.
    """
    with engine.connect() as connection:
        revision = stored_revision(connection)
    if revision is not None and revision not in REVISIONS:
        raise NewerArchiveError(
            f"the archive {path} was written by a newer version of this program"
            f" (schema {revision}, known up to {HEAD})",
            remedy="install that version",
        )
    if revision != HEAD and read_only:
        raise ReadOnlyArchiveError(
            f"the archive {path} has the older schema {revision} and is opened for reading alone",
            remedy="audit or snapshot once where it can be written",
        )
    created = upgrade(engine) if revision != HEAD else False
    if not read_only:
        write_ahead(engine, busy_timeout_s=busy_timeout_s)
    return created
