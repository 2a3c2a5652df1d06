import os
import random
from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, func, select

from provenance.archive import Archive
from provenance.archive.blobs import Blobs
from provenance.archive.compression import compress, compress_against, decompress
from provenance.archive.tables import BLOB, KEYFRAME
from provenance.digest import sha256


def article(seed: int) -> bytes:
    """Return text that no other article shares anything with."""
    return random.Random(seed).randbytes(5000).hex().encode()


@pytest.fixture
def connection(archive: Archive) -> Iterator[Connection]:
    with archive._writing() as connection:
        yield connection


@pytest.fixture
def blobs(connection: Connection) -> Blobs:
    return Blobs(connection)


def stored(connection: Connection) -> list[tuple[int | None, int]]:
    size = func.length(BLOB.c.data)
    return [tuple(row) for row in connection.execute(select(BLOB.c.base_id, size))]


def test_the_same_bytes_are_kept_once(connection: Connection, blobs: Blobs) -> None:
    first = blobs.put(article(1), family="a")
    assert blobs.put(article(1), family="b") == first
    assert len(stored(connection)) == 1


def test_what_resembles_its_familys_keyframe_is_a_small_delta(
    connection: Connection, blobs: Blobs
) -> None:
    first = article(1)
    edited = [first[:4000] + b"edit %d" % n + first[4010:] for n in range(5)]
    ids = [blobs.put(body, family="a") for body in (first, *edited)]
    kept = stored(connection)
    assert [base for base, _ in kept] == [None] + [ids[0]] * 5
    assert all(size < 100 for base, size in kept if base)
    assert [blobs.get(blob_id) for blob_id in ids] == [first, *edited]


def test_what_does_not_is_the_new_keyframe(connection: Connection, blobs: Blobs) -> None:
    first, other = article(1), article(2)
    blobs.put(first, family="a")
    keyframe = blobs.put(other, family="a")
    blobs.put(other + b"!", family="a")
    back = blobs.put(first + b"!", family="a")
    assert [base for base, _ in stored(connection)] == [None, None, keyframe, None]
    assert blobs.get(back) == first + b"!"


def test_families_lend_each_other_nothing(connection: Connection, blobs: Blobs) -> None:
    blobs.put(article(1), family="a")
    blobs.put(article(1) + b"!", family="b")
    assert [base for base, _ in stored(connection)] == [None, None]


def test_short_bytes_are_never_a_keyframe(connection: Connection, blobs: Blobs) -> None:
    ids = [blobs.put(body, family="a") for body in (b"", b"x", b"y" * 63, b"z" * 64)]
    assert [blobs.get(blob_id) for blob_id in ids] == [b"", b"x", b"y" * 63, b"z" * 64]
    assert connection.execute(select(KEYFRAME.c.blob_id)).scalars().all() == ids[-1:]


def test_a_delta_reaches_over_the_whole_of_a_large_body(
    connection: Connection, blobs: Blobs
) -> None:
    large = random.Random(1).randbytes(3 << 20)
    blobs.put(large, family="a")
    moved = large[-1000:] + large[:-1000]
    blob_id = blobs.put(moved, family="a")
    (_, kept) = stored(connection)[1]
    assert kept < len(moved) // 100
    assert blobs.get(blob_id) == moved


def test_many_blobs_come_back_at_once(blobs: Blobs) -> None:
    bodies = {blobs.put(b"%d" % n, family="a"): b"%d" % n for n in range(1100)}
    assert blobs.get_many(bodies) == bodies
    assert blobs.find(sha256(b"7")) == b"7"


BODY = os.urandom(200)


@pytest.mark.parametrize(
    ("frame", "size_bytes"),
    [
        (compress(BODY), 199),
        (compress(BODY), 201),
        (compress(BODY)[:-1], 200),
        (b"no frame at all", 15),
        (b"", 0),
        (compress(bytes(1 << 24)), 5),
    ],
)
def test_a_frame_that_is_not_what_was_stored_is_refused(frame: bytes, size_bytes: int) -> None:
    with pytest.raises(ValueError):
        decompress(frame, None, size_bytes=size_bytes)


def test_a_delta_without_its_keyframe_gives_other_bytes_or_none() -> None:
    delta = compress_against(BODY + b"!", BODY)
    assert decompress(delta, BODY, size_bytes=201) == BODY + b"!"
    with pytest.raises(ValueError):
        decompress(delta, None, size_bytes=201)
    with pytest.raises(ValueError):
        decompress(delta, b"short", size_bytes=201)
