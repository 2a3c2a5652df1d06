"""A bundle's file has one spelling, which unzip reads, and no room for anything beside it."""

import io
import struct
import zipfile
from collections.abc import Callable

import pytest

from provenance.errors import BundleError
from provenance.evidence import format_zip, parse_zip

MEMBERS = {"a.json": b"{}", "log/text": b"", "archive/data.warc": b"WARC/1.1\r\n" * 9}


def packed(members: list[tuple[str, bytes]], method: int = zipfile.ZIP_STORED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for name, data in members:
            made.writestr(zipfile.ZipInfo(name), data, method)
    return file.getvalue()


def test_other_programs_read_what_is_written() -> None:
    with zipfile.ZipFile(io.BytesIO(format_zip(MEMBERS))) as read:
        assert read.testzip() is None
        assert {name: read.read(name) for name in read.namelist()} == MEMBERS
        assert {one.compress_type for one in read.infolist()} == {zipfile.ZIP_STORED}


def test_what_is_written_is_read_in_its_order() -> None:
    assert list(parse_zip(format_zip(MEMBERS)).items()) == list(MEMBERS.items())
    assert parse_zip(format_zip({})) == {}


def test_the_same_members_are_the_same_bytes() -> None:
    assert format_zip(MEMBERS) == format_zip(dict(MEMBERS))
    assert format_zip(MEMBERS) != format_zip(dict(reversed(MEMBERS.items())))


@pytest.mark.parametrize(
    "name",
    [
        *("../a", "a/../b", "/etc/passwd", "a//b", "a/b/c", "a\\b", "C:a", "", "a.", "A.json"),
        *("é", "a/", ".hidden", "a b", "a\x00b"),
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(name: str) -> None:
    with pytest.raises(BundleError, match="is no name of a member"):
        format_zip({name: b""})


def test_a_name_that_leads_elsewhere_is_refused_in_a_file_too() -> None:
    whole = format_zip({"etc/passwd": b"x"})
    with pytest.raises(BundleError, match="is no name of a member"):
        parse_zip(whole.replace(b"etc/passwd", b"../passwd0"))


def test_a_member_twice_is_refused() -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        data = packed([("a.json", b"1"), ("a.json", b"2")])
    with pytest.raises(BundleError, match=r"holds a\.json twice"):
        parse_zip(data)


def test_a_compressed_member_is_refused_before_it_is_unpacked() -> None:
    bomb = packed([("a.json", bytes(10_000_000))], zipfile.ZIP_DEFLATED)
    assert len(bomb) < 20_000
    with pytest.raises(BundleError, match=r"'a\.json' is not stored as it is"):
        parse_zip(bomb)


def test_a_size_larger_than_the_file_is_refused() -> None:
    data = bytearray(format_zip({"a.json": b"1"}))
    data[18:26] = struct.pack("<2L", 2**32 - 1, 2**32 - 1)
    with pytest.raises(BundleError, match="the file ends within the member"):
        parse_zip(bytes(data))


def test_an_encrypted_member_is_refused() -> None:
    data = bytearray(format_zip({"a.json": b"1"}))
    data[6] |= 1
    with pytest.raises(BundleError, match=r"'a\.json' is encrypted"):
        parse_zip(bytes(data))


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda data: data + b"\n", "not spelled as a bundle is, from byte"),
        (lambda data: b"MZ" + data, "not spelled as a bundle is, from byte 0"),
        (lambda data: data[:-1], "not spelled as a bundle is, from byte"),
        (lambda data: data[:37], "the file ends within the member at byte"),
        (lambda data: data[:20], "the file ends within the member at byte 0"),
        (lambda data: data[:-2] + b"\x01\x00!", "not spelled as a bundle is, from byte"),
        (lambda data: data.replace(b"{}", b"[]"), r"a\.json is damaged"),
        (lambda data: b"", "not spelled as a bundle is, from byte 0"),
    ],
    ids=["after", "before", "cut", "cut in a member", "cut in a head", "comment", "crc", "empty"],
)
def test_nothing_beside_the_members_is_let_pass(change: Callable[[bytes], bytes], why: str) -> None:
    with pytest.raises(BundleError, match=why):
        parse_zip(change(format_zip(MEMBERS)))


def test_what_other_programs_pack_is_not_taken_for_ours() -> None:
    with pytest.raises(BundleError, match="not spelled as a bundle is"):
        parse_zip(packed(list(MEMBERS.items())))


def test_no_flipped_bit_gives_a_file() -> None:
    data = format_zip(MEMBERS)
    for place in range(len(data) * 8):
        flipped = bytearray(data)
        flipped[place // 8] ^= 1 << place % 8
        with pytest.raises(BundleError):
            parse_zip(bytes(flipped))


def test_more_than_a_bundle_may_hold_is_refused() -> None:
    with pytest.raises(BundleError, match="no more than 60,000 members"):
        format_zip({f"a/{number}": b"" for number in range(60_001)})
