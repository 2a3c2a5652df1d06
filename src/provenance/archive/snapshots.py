"""Which version a snapshot is: the distinct texts of a post, numbered as they first come."""

from dataclasses import asdict

from sqlalchemy import Connection, bindparam, func, select

from provenance.archive.columns import format_document
from provenance.archive.inserts import add_row, find_or_add
from provenance.archive.tables import BLOB, CAPTURE, PROFILE, SNAPSHOT, VERSION
from provenance.digest import sha256
from provenance.model import Claims, Snapshot, VersionRecord

_PREVIOUS = (
    select(
        CAPTURE.c.snapshot_id,
        BLOB.c.digest.label("raw"),
        SNAPSHOT.c.content,
        SNAPSHOT.c.metadata,
        SNAPSHOT.c.claims,
    )
    .join(BLOB, BLOB.c.blob_id == CAPTURE.c.raw_id)
    .outerjoin(SNAPSHOT, SNAPSHOT.c.snapshot_id == CAPTURE.c.snapshot_id)
    .where(CAPTURE.c.post_no == bindparam("post_no"))
    .order_by(CAPTURE.c.capture_id.desc())
    .limit(1)
)
_SAME_READING = select(SNAPSHOT.c.snapshot_id).where(
    SNAPSHOT.c.post_no == bindparam("post_no"),
    SNAPSHOT.c.raw_id == bindparam("raw_id"),
    SNAPSHOT.c.profile_id == bindparam("profile_id"),
)
_SAME_TEXT = select(VERSION.c.version_id).where(
    VERSION.c.post_no == bindparam("post_no"),
    VERSION.c.content == bindparam("content"),
    VERSION.c.metadata == bindparam("metadata"),
)
# Bytes read before under another profile are no new version, whatever their digests now.
_SAME_BYTES = (
    select(SNAPSHOT.c.version_id)
    .where(SNAPSHOT.c.post_no == bindparam("post_no"), SNAPSHOT.c.raw_id == bindparam("raw_id"))
    .order_by(SNAPSHOT.c.snapshot_id)
    .limit(1)
)
_NEXT_NUMBER = select(func.coalesce(func.max(VERSION.c.number), 0) + 1).where(
    VERSION.c.post_no == bindparam("post_no")
)


def claims_digest(claims: Claims) -> bytes:
    """Return the digest by which two captures' claims are held against each other; 32 bytes."""
    return sha256(format_document(asdict(claims)).encode("ascii"))


def is_change(connection: Connection, post_no: int | None, snapshot: Snapshot) -> bool:
    """Return whether `snapshot` differs from its post's previous capture (architecture.md).

    Content, metadata and claims decide. A first capture differs, and so does one that follows a
    refusal or a body that could not be assessed. The same bytes never differ, although a newer
    parser may give them other digests.
    """
    previous = connection.execute(_PREVIOUS, {"post_no": post_no}).one_or_none()
    if previous is None or previous.snapshot_id is None:
        return True
    digests = snapshot.digests
    if previous.raw == digests.raw:
        return False
    after = (digests.content, digests.metadata, claims_digest(snapshot.claims))
    return (previous.content, previous.metadata, previous.claims) != after


def add_snapshot(connection: Connection, post_no: int, raw_id: int, snapshot: Snapshot) -> int:
    """Return the key of the reading of these bytes under this profile; added where it is new."""
    profile_id = find_or_add(connection, PROFILE, asdict(snapshot.profile))
    once = {"post_no": post_no, "raw_id": raw_id, "profile_id": profile_id}
    found: int | None = connection.execute(_SAME_READING, once).scalar_one_or_none()
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
    digests = snapshot.digests
    text = {"post_no": post_no, "content": digests.content, "metadata": digests.metadata}
    same_bytes = {"post_no": post_no, "raw_id": raw_id}
    for query, values in ((_SAME_TEXT, text), (_SAME_BYTES, same_bytes)):
        found: int | None = connection.execute(query, values).scalar_one_or_none()
        if found is not None:
            return found
    return None


def _add_version(connection: Connection, post_no: int, snapshot: Snapshot) -> int:
    row = {
        "post_no": post_no,
        "number": connection.execute(_NEXT_NUMBER, {"post_no": post_no}).scalar_one(),
        "content": snapshot.digests.content,
        "metadata": snapshot.digests.metadata,
        "words": snapshot.digests.words,
        "title": snapshot.title,
        "link": snapshot.link,
    }
    return add_row(connection, VERSION, row)
