"""Which version a snapshot is: the distinct texts of a post, numbered as they first come."""

from dataclasses import asdict

from sqlalchemy import Connection, func, select

from provenance.archive.columns import format_document
from provenance.archive.inserts import add_row, find_or_add
from provenance.archive.records import StoredCapture
from provenance.archive.tables import CAPTURE, PROFILE, SNAPSHOT, VERSION
from provenance.digest import sha256
from provenance.model import Claims, Snapshot, VersionRecord


def claims_digest(claims: Claims) -> bytes:
    """Return the digest by which two captures' claims are held against each other; 32 bytes."""
    return sha256(format_document(asdict(claims)).encode("ascii"))


def is_change(previous: StoredCapture | None, snapshot: Snapshot) -> bool:
    """Return whether `snapshot` differs from a post's previous capture (architecture.md).

    Content, metadata and claims decide. A first capture differs, and so does one that follows a
    refusal or a body that could not be assessed. The same bytes never differ, although a newer
    parser may give them other digests.
    """
    if previous is None or previous.digests is None:
        return True
    if previous.raw_digest == snapshot.digests.raw:
        return False
    before = (previous.digests.content, previous.digests.metadata, previous.claims)
    digests = snapshot.digests
    return before != (digests.content, digests.metadata, claims_digest(snapshot.claims))


def add_snapshot(connection: Connection, post_no: int, raw_id: int, snapshot: Snapshot) -> int:
    """Return the key of the reading of these bytes under this profile; added where it is new."""
    profile_id = find_or_add(connection, PROFILE, asdict(snapshot.profile))
    once = {"post_no": post_no, "raw_id": raw_id, "profile_id": profile_id}
    query = select(SNAPSHOT.c.snapshot_id).filter_by(**once)
    found: int | None = connection.execute(query).scalar_one_or_none()
    if found is not None:
        return found
    version_id = _find_version(connection, post_no, raw_id, snapshot)
    if version_id is None:
        version_id = _add_version(connection, post_no, snapshot)
    digests = snapshot.digests
    row = once | {
        "version_id": version_id,
        "markup": digests.markup,
        "content": digests.content,
        "words": digests.words,
        "metadata": digests.metadata,
        "claims": claims_digest(snapshot.claims),
    }
    return add_row(connection, SNAPSHOT, row)


def read_versions(connection: Connection, post_no: int) -> tuple[VersionRecord, ...]:
    """Return a post's versions by number; first and last capture in recording order."""
    query = (
        select(
            VERSION.c.number,
            VERSION.c.content,
            VERSION.c.metadata,
            VERSION.c.words,
            func.min(CAPTURE.c.capture_id).label("first_capture"),
            func.max(CAPTURE.c.capture_id).label("last_capture"),
            func.count(CAPTURE.c.capture_id).label("captures"),
        )
        .join(SNAPSHOT, SNAPSHOT.c.version_id == VERSION.c.version_id)
        .join(CAPTURE, CAPTURE.c.snapshot_id == SNAPSHOT.c.snapshot_id)
        .where(VERSION.c.post_no == post_no)
        .group_by(VERSION.c.version_id)
        .order_by(VERSION.c.number)
    )
    rows = connection.execute(query).mappings()
    return tuple(VersionRecord(**row) for row in rows)


def _find_version(
    connection: Connection, post_no: int, raw_id: int, snapshot: Snapshot
) -> int | None:
    same_text = select(VERSION.c.version_id).where(
        VERSION.c.post_no == post_no,
        VERSION.c.content == snapshot.digests.content,
        VERSION.c.metadata == snapshot.digests.metadata,
    )
    # Bytes read before under another profile are no new version, whatever their digests now.
    same_bytes = (
        select(SNAPSHOT.c.version_id)
        .where(SNAPSHOT.c.post_no == post_no, SNAPSHOT.c.raw_id == raw_id)
        .order_by(SNAPSHOT.c.snapshot_id)
        .limit(1)
    )
    found = connection.execute(same_text).scalar_one_or_none()
    return connection.execute(same_bytes).scalar_one_or_none() if found is None else found


def _add_version(connection: Connection, post_no: int, snapshot: Snapshot) -> int:
    next_number = select(func.coalesce(func.max(VERSION.c.number), 0) + 1).where(
        VERSION.c.post_no == post_no
    )
    row = {
        "post_no": post_no,
        "number": connection.execute(next_number).scalar_one(),
        "content": snapshot.digests.content,
        "metadata": snapshot.digests.metadata,
        "words": snapshot.digests.words,
        "title": snapshot.title,
        "link": snapshot.link,
    }
    return add_row(connection, VERSION, row)
