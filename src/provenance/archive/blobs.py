"""Content-addressed bytes: each kept once under its SHA-256, small, and re-hashed when read.

A blob is a keyframe, or a delta against the newest keyframe of its family (a post's bodies, a
host's headers). A delta rests on a keyframe and never on a delta, so that one blob is never more
than two frames away.
"""

import json
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, func, select

from provenance.archive.compression import compress, compress_against, decompress
from provenance.archive.inserts import add_row
from provenance.archive.tables import BLOB, KEYFRAME
from provenance.digest import format_digest, sha256
from provenance.errors import ArchiveError, DigestMismatchError

# Shorter bytes gain nothing from a delta, and zstd refuses a prefix of eight bytes or fewer.
_SHORT_BYTES = 64
_REKEY_NUMERATOR, _REKEY_DENOMINATOR = 2, 5  # over 40 %
_KEPT_BYTES = 4 << 20
_CHUNK = 500  # ids that one statement is given

_BASE = BLOB.alias("base")
_FRAMES = select(
    BLOB.c.blob_id,
    BLOB.c.digest,
    BLOB.c.size_bytes,
    BLOB.c.data,
    _BASE.c.digest.label("base_digest"),
    _BASE.c.size_bytes.label("base_size_bytes"),
    _BASE.c.data.label("base_data"),
).select_from(BLOB.outerjoin(_BASE, _BASE.c.blob_id == BLOB.c.base_id))
_ID = select(BLOB.c.blob_id).where(BLOB.c.digest == bindparam("digest"))
_BY_DIGEST = _FRAMES.where(BLOB.c.digest == bindparam("digest"))
# A list as one value, so that the statement is the same for each and compiled once.
_IDS = func.json_each(bindparam("ids")).table_valued("value")
_BY_IDS = _FRAMES.where(BLOB.c.blob_id.in_(select(_IDS.c.value)))
_NEWEST = (
    _FRAMES.join(KEYFRAME, KEYFRAME.c.blob_id == BLOB.c.blob_id)
    .where(KEYFRAME.c.family == bindparam("family"))
    .order_by(KEYFRAME.c.keyframe_id.desc())
    .limit(1)
)


class _Stored(NamedTuple):
    blob_id: int
    digest: bytes
    size_bytes: int
    data: bytes
    base_digest: bytes = b""
    base_size_bytes: int = 0
    base_data: bytes | None = None


class Blobs:
    """The blobs of one archive, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._keyframes = _Keyframes()

    def put(self, data: bytes, *, family: str) -> int:
        """Return the id of the blob with these bytes; written where there is none yet.

        Args:
            data: Any bytes.
            family: Name shared by bytes that resemble each other; decides size alone.
        """
        digest = sha256(data)
        held: int | None = self._connection.execute(_ID, {"digest": digest}).scalar_one_or_none()
        if held is not None:
            return held
        base_id, frame = self._encode(data, family)
        values = {"digest": digest, "size_bytes": len(data), "base_id": base_id, "data": frame}
        blob_id = add_row(self._connection, BLOB, values)
        if base_id is None and len(data) >= _SHORT_BYTES:
            row = {"family": family, "blob_id": blob_id}
            add_row(self._connection, KEYFRAME, row)
        return blob_id

    def get(self, blob_id: int) -> bytes:
        """Return the bytes of a blob.

        Raises:
            DigestMismatchError: The stored bytes are no longer those that were stored.
        """
        return self.get_many([blob_id])[blob_id]

    def get_many(self, blob_ids: Iterable[int]) -> dict[int, bytes]:
        """Return the bytes of each blob by id.

        Raises:
            DigestMismatchError: Stored bytes are no longer those that were stored.
        """
        wanted = sorted(set(blob_ids))
        found: dict[int, bytes] = {}
        for start in range(0, len(wanted), _CHUNK):
            chunk = wanted[start : start + _CHUNK]
            rows = self._connection.execute(_BY_IDS, {"ids": json.dumps(chunk)})
            found |= {row.blob_id: _read(_Stored(*row), self._keyframes) for row in rows}
        return found

    def find(self, digest: bytes) -> bytes:
        """Return the bytes that have this digest, 32 bytes.

        Raises:
            ArchiveError: There are none.
            DigestMismatchError: The stored bytes no longer have it.
        """
        row = self._connection.execute(_BY_DIGEST, {"digest": digest}).one_or_none()
        if row is None:
            raise ArchiveError(
                f"the archive holds no bytes with the digest {format_digest(digest)}"
            )
        return _read(_Stored(*row), self._keyframes)

    def _encode(self, data: bytes, family: str) -> tuple[int | None, bytes]:
        newest = self._newest_keyframe(family) if len(data) >= _SHORT_BYTES else None
        if newest is None:
            return None, compress(data)
        base_id, keyframe = newest
        delta = compress_against(data, keyframe)
        if len(delta) * _REKEY_DENOMINATOR > len(data) * _REKEY_NUMERATOR:
            return None, compress(data)
        return base_id, delta

    def _newest_keyframe(self, family: str) -> tuple[int, bytes] | None:
        row = self._connection.execute(_NEWEST, {"family": family}).one_or_none()
        if row is None:
            return None
        try:
            return row.blob_id, _read(_Stored(*row), self._keyframes)
        except DigestMismatchError:
            # New bytes are kept whole beside damaged ones; whoever reads these is told of it.
            return None


class HeldBlobs:
    """The blobs of a few answers that are read together, each read once."""

    def __init__(self, blobs: Blobs) -> None:
        self._blobs = blobs
        self._held: dict[int, bytes] = {}

    def get_many(self, blob_ids: Iterable[int]) -> Mapping[int, bytes]:
        """Return the bytes of each blob by id, and of others; as `Blobs.get_many`."""
        self._held |= self._blobs.get_many(set(blob_ids) - self._held.keys())
        return self._held


class _Keyframes:
    """Keyframes that were made large again lately; let go all at once where they are too many."""

    def __init__(self) -> None:
        self._kept: dict[bytes, bytes] = {}
        self._size_bytes = 0

    def get(self, stored: _Stored) -> bytes | None:
        """Return the keyframe that a blob rests on; not yet held against its digest."""
        if stored.base_data is None:
            return None
        keyframe = self._kept.get(stored.base_digest)
        if keyframe is None:
            keyframe = _inflated(stored.base_data, None, stored.base_size_bytes, stored.base_digest)
            if self._size_bytes + len(keyframe) > _KEPT_BYTES:
                self._kept.clear()
                self._size_bytes = 0
            self._kept[stored.base_digest] = keyframe
            self._size_bytes += len(keyframe)
        return keyframe


def _read(stored: _Stored, keyframes: _Keyframes) -> bytes:
    """Return the bytes; of a delta that gives what it is to give the keyframe needs no hashing."""
    keyframe = keyframes.get(stored)
    try:
        data = _inflated(stored.data, keyframe, stored.size_bytes, stored.digest)
        if sha256(data) != stored.digest:
            raise _mismatch(stored.digest)
    except DigestMismatchError:
        if keyframe is not None and sha256(keyframe) != stored.base_digest:
            raise _mismatch(stored.base_digest) from None
        raise
    return data


def _inflated(frame: bytes, keyframe: bytes | None, size_bytes: int, digest: bytes) -> bytes:
    try:
        return decompress(frame, keyframe, size_bytes=size_bytes)
    except ValueError as error:
        raise _mismatch(digest) from error


def _mismatch(digest: bytes) -> DigestMismatchError:
    return DigestMismatchError(
        f"the bytes stored as {format_digest(digest)} no longer have that digest",
        remedy="the archive was damaged or altered; restore it from a copy",
    )
