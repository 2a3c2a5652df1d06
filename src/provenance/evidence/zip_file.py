"""ZIP files in the one spelling that a bundle has (docs/spec/bundle.md, "The file").

Members are stored, never compressed, and each byte of the file follows from their names and bytes:
so nothing can hide between them, and no size in it can be larger than the file. Reads no disk.
"""

import re
import struct
from collections.abc import Iterator, Mapping
from zlib import crc32

from provenance.errors import BundleError

MAX_BUNDLE_BYTES = 2**30
MAX_MEMBERS = 60_000
# One folder deep, in letters that every program reads alike: neither `..` nor a leading slash.
_NAME = re.compile(r"([a-z]+/)?[a-z0-9][a-z0-9-]*(\.[a-z0-9-]+)*", re.ASCII)
# APPNOTE 4.3.7, 4.3.12 and 4.3.16: version 1.0, no flags, stored, 1980-01-01, Unix, -rw-r--r--.
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_LOCAL_MARK, _CENTRAL_MARK, _END_MARK = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_VERSION = 10
_MADE_BY = 3 << 8 | _VERSION
_MIDNIGHT, _FIRST_DAY = 0, 1 << 5 | 1
_MODE = 0o100644 << 16
ZIP_MAGIC = _LOCAL_MARK


def format_zip(members: Mapping[str, bytes]) -> bytes:
    """Return the file that holds these members, in their order.

    Raises:
        BundleError: There are too many, they are too large, or one has a name that none may have.
    """
    check_sizes(members)
    local, central, offset = [], [], 0
    for name, data in members.items():
        _check_name(name)
        raw, told = name.encode("ascii"), (crc32(data), len(data), len(data))
        dated = (0, 0, _MIDNIGHT, _FIRST_DAY)
        head = _LOCAL.pack(_LOCAL_MARK, _VERSION, *dated, *told, len(raw), 0) + raw
        central.append(
            _CENTRAL.pack(
                *(_CENTRAL_MARK, _MADE_BY, _VERSION),
                *(*dated, *told, len(raw), 0, 0, 0, 0, _MODE, offset),
            )
            + raw
        )
        local += [head, data]
        offset += len(head) + len(data)
    listed = b"".join(central)
    end = _END.pack(_END_MARK, 0, 0, len(central), len(central), len(listed), offset, 0)
    return b"".join([*local, listed, end])


def check_sizes(members: Mapping[str, bytes]) -> None:
    """Check that members fit into a bundle.

    Raises:
        BundleError: They do not.
    """
    if len(members) > MAX_MEMBERS or sum(map(len, members.values())) > MAX_BUNDLE_BYTES:
        raise BundleError(
            f"a bundle has no more than {MAX_MEMBERS:,} members and {MAX_BUNDLE_BYTES:,} bytes",
            remedy="export one capture at a time with --capture",
        )


def parse_zip(data: bytes) -> dict[str, bytes]:
    """Return the members that `format_zip` wrote as `data`, in their order.

    Raises:
        BundleError: It is anything else: a member twice, compressed, encrypted or with a name that
            leads elsewhere, bytes that are not those that were stored, or bytes in between.
    """
    if len(data) > MAX_BUNDLE_BYTES * 2:
        raise BundleError(f"the file has more than {MAX_BUNDLE_BYTES * 2:,} bytes")
    members: dict[str, bytes] = {}
    for name, crc, content in _members(data):
        _check_name(name)
        if name in members:
            raise BundleError(
                f"the file holds {name} twice", remedy="programs disagree on which of them counts"
            )
        if crc32(content) != crc:
            raise BundleError(f"{name} is damaged: its bytes are not those that were stored")
        members[name] = content
    # One set of members, one file: what the local headers and the directory say, and all padding.
    written = format_zip(members)
    if written != data:
        raise BundleError(
            "the file is not spelled as a bundle is, from byte"
            f" {_first_difference(written, data):,}",
            remedy="have it sent once more, as a file and without packing it anew",
        )
    return members


def _members(data: bytes) -> Iterator[tuple[str, int, bytes]]:
    """Yield name, CRC-32 and bytes of each member, as the headers before them say."""
    at = 0
    while data[at : at + 4] == _LOCAL_MARK:
        start = at + _LOCAL.size
        if start > len(data):
            raise _cut_short(at)
        _, _, flags, method, _, _, crc, size, full_size, length, extra = _LOCAL.unpack_from(
            data, at
        )
        name = data[start : start + length].decode("ascii", "backslashreplace")
        if flags & 1:
            raise BundleError(f"{name[:80]!r} is encrypted, which no member of a bundle is")
        if method or size != full_size or extra or flags:
            raise BundleError(f"{name[:80]!r} is not stored as it is, as members of a bundle are")
        at = start + length + size
        if at > len(data):
            raise _cut_short(start)
        yield name, crc, data[start + length : at]


def _check_name(name: str) -> None:
    if not _NAME.fullmatch(name):
        raise BundleError(f"{name[:80]!r} is no name of a member of a bundle")


def _cut_short(at: int) -> BundleError:
    return BundleError(
        f"the file ends within the member at byte {at:,}", remedy="have it sent once more"
    )


def _first_difference(one: bytes, other: bytes) -> int:
    """Return how many bytes two files begin with alike; halving, since files can be large."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
