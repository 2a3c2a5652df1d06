"""Exports cut into their items, byte for byte, and folders of saved answers."""

import io
import random
import time
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path

import pytest

from provenance.capture.folder import list_answers, time_of_name
from provenance.capture.wxr import MAX_ITEM_BYTES, cut_export, describe_item, read_head
from provenance.errors import (
    FieldError,
    LimitError,
    MalformedError,
    NotAnExportError,
    UnreadableFileError,
)

HEAD = b"""<?xml version="1.0" encoding="UTF-8" ?>
<!-- a comment with <item> in it -->
<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>A</title><link>https://example.org/blog</link>
<pubDate>Fri, 29 May 2026 10:00:00 +0000</pubDate>
<wp:wxr_version>1.2</wp:wxr_version>
<wp:base_site_url>https://example.org</wp:base_site_url>
<wp:base_blog_url>https://example.org/blog</wp:base_blog_url>
"""
TAIL = b"\n</channel>\n</rss>\n"


def item(number: int = 7, text: str = "A", *, kind: str = "post", status: str = "publish") -> bytes:
    return (
        f"<item><title>{text}</title><wp:post_id>{number}</wp:post_id>"
        f"<wp:status>{status}</wp:status><wp:post_type>{kind}</wp:post_type></item>"
    ).encode()


def cut(data: bytes) -> list[tuple[bytes, int]]:
    head, *items = cut_export(io.BytesIO(data))
    assert all(piece.error is None for piece in items)
    assert data[: len(head.raw)] == head.raw
    return [(piece.raw, piece.start) for piece in items]


def test_items_are_cut_at_their_exact_bytes() -> None:
    one, two = item(7), item(8).replace(b"<item>", b"<item \n>")
    data = HEAD + b"\n " + one + b"\n<!-- </item> -->" + two + TAIL

    pieces = cut(data)
    assert [raw for raw, _ in pieces] == [one, two]
    assert all(data[start : start + len(raw)] == raw for raw, start in pieces)


def test_what_looks_like_an_item_inside_of_a_text_is_text() -> None:
    one = item(7).replace(b"A<", b"<![CDATA[</item><item>]]]><!-- </item> --><")
    assert [raw for raw, _ in cut(HEAD + one + item(8) + TAIL)] == [one, item(8)]


class Trickle(io.RawIOBase):
    """A file that gives a few bytes at a time, so that every tag is cut somewhere."""

    def __init__(self, data: bytes, seed: int) -> None:
        self._file = io.BytesIO(data)
        self._random = random.Random(seed)

    def read(self, size: int = -1) -> bytes:
        del size
        return self._file.read(self._random.randint(1, 7))


@pytest.mark.parametrize("seed", range(5))
def test_where_the_file_is_read_makes_no_difference(seed: int) -> None:
    one = item(7).replace(b"A<", b"<![CDATA[</item>]]><!-- </item> --><")
    data = HEAD + one + b" <!-- <item> --> " + item(8) + TAIL

    pieces = list(cut_export(Trickle(data, seed)))  # type: ignore[arg-type]  # reads, and no more
    assert [piece.raw for piece in pieces[1:]] == [one, item(8)]
    assert [data.index(piece.raw) for piece in pieces[1:]] == [piece.start for piece in pieces[1:]]


def test_a_long_export_takes_little_memory() -> None:
    class Long(io.RawIOBase):
        def __init__(self) -> None:
            self.left = 200

        def read(self, size: int = -1) -> bytes:
            del size
            self.left -= 1
            if self.left == 199:
                return HEAD
            return item(7, "A" * 1_000_000) if self.left > 0 else b""

    tracemalloc.start()
    pieces = cut_export(Long())  # type: ignore[arg-type]  # reads, and no more
    count = sum(1 for _ in pieces)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 199
    assert peak < 32 * 1024 * 1024


def test_an_export_without_items_has_none() -> None:
    assert cut(HEAD + TAIL) == []


def test_an_export_that_ends_inside_of_an_item_says_so() -> None:
    *whole, last = cut_export(io.BytesIO(HEAD + item(7) + item(8)[:-3]))
    assert last.raw == item(8)[:-3]
    assert isinstance(last.error, MalformedError)
    assert "ends inside" in str(last.error)
    assert len(whole) == 2


def test_an_endless_item_is_passed_over_and_the_next_is_read() -> None:
    long = item(7).replace(b"A<", b"<![CDATA[" + b"</item>" * (MAX_ITEM_BYTES // 6) + b"]]><")
    pieces = list(cut_export(io.BytesIO(HEAD + long + item(8) + TAIL)))

    assert isinstance(pieces[1].error, LimitError)
    assert pieces[2].raw == item(8)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "no rss element"),
        (b"\x00" * 3_000_000, "no rss element"),
        (b'{"id": 7}', "no rss element"),
        (b"<rss><channel><item></item></channel></rss>", "no rss element"),
        (HEAD.replace(b"UTF-8", b"iso-8859-1"), "not in UTF-8"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]>' + HEAD, "document type"),
        (HEAD.replace(b"?>", b"?><!doctype a>"), "document type"),
    ],
    ids=["empty", "zeros", "json", "feed", "encoding", "entities", "doctype"],
)
def test_what_is_no_export_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(NotAnExportError, match=said):
        list(cut_export(io.BytesIO(data)))


def test_a_head_tells_site_and_time() -> None:
    head = read_head(HEAD)
    assert head.site == "https://example.org/blog"
    assert head.made == "Fri, 29 May 2026 10:00:00 +0000"
    assert read_head(HEAD.replace(b"base_", b"x")).site == "https://example.org/blog"
    assert read_head(b"<rss>").site is None


@pytest.mark.once
@pytest.mark.parametrize("start", ["<link>", "<link><![CDATA[", "<link><link>x"])
def test_a_head_of_blanks_is_read_in_no_time(start: str) -> None:
    begun = time.process_time()
    head = read_head(start.encode() * 100 + b" " * 500_000 + b"x<")
    assert (head.site, head.made) == (None, None)
    assert time.process_time() - begun < 2


def test_an_item_belongs_to_its_site_with_its_path() -> None:
    described = describe_item(item(7), "https://example.org/blog/")
    assert str(described.key) == "example.org/blog#7"
    assert str(describe_item(item(7), "https://example.org").key) == "example.org#7"
    assert (described.kind, described.status, described.protected) == ("post", "publish", False)


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        ("post", None),
        ("recipe", None),
        ("attachment", "items of the type attachment"),
        ("wp_navigation", "items of the type wp_navigation"),
        ("revision", "stored revisions, which were never served"),
    ],
)
def test_what_is_no_article_says_why(kind: str, why: str | None) -> None:
    assert describe_item(item(kind=kind), "https://example.org").left_out_as == why


# What its first digits are says nothing of the rest.
LONG = "0" * 19 + "1" * 5000


@pytest.mark.parametrize("number", ["", "0", "-1", "x", "9007199254740992", "1" * 5000, LONG])
def test_an_item_without_a_number_is_refused(number: str) -> None:
    raw = item().replace(b">7<", f">{number}<".encode())
    with pytest.raises(MalformedError):
        describe_item(raw, "https://example.org")


def test_an_item_of_no_site_is_refused() -> None:
    with pytest.raises(FieldError):
        describe_item(item(), None)


def names(folder: Path) -> list[str]:
    return [str(path.relative_to(folder)) for path in list_answers(folder)]


def test_answers_are_listed_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in (
        "10.json",
        "2.json",
        "b.html",
        "a.HTM",
        "sub/1.json",
        "sub10/1.json",
        "sub9/1.json",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    for other in ("notes.txt", ".3.json", ".git/1.json"):
        (tmp_path / other).parent.mkdir(exist_ok=True)
        (tmp_path / other).touch()

    assert names(tmp_path) == [
        *("2.json", "10.json", "a.HTM", "b.html"),
        *("sub/1.json", "sub9/1.json", "sub10/1.json"),
    ]


def test_a_folder_without_answers_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="holds no saved answer"):
        list_answers(tmp_path)
    with pytest.raises(UnreadableFileError, match="cannot be read"):
        list_answers(tmp_path / "none")


@pytest.mark.parametrize(
    "name",
    [
        "20260529T032206Z.json",
        "post-7 2026-05-29T03-22-06Z.json",
        "2026-05-29 03.22.06.html",
        "20260529032206id_.html",
        "2026-05-29_03:22:06.json",
    ],
)
def test_a_name_tells_its_time(name: str) -> None:
    assert time_of_name(name) == datetime(2026, 5, 29, 3, 22, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    "name",
    [
        "post-7.json",
        "2026-05-29.json",
        "20261329T032206Z.json",
        "20260529T032206Z-20260530T032206Z.json",
        "120260529032206.json",
        "202605290322061.json",
    ],
)
def test_a_name_that_tells_no_one_time_tells_none(name: str) -> None:
    assert time_of_name(name) is None


def test_a_comment_or_a_text_without_end_ends_the_export_inside_of_its_item() -> None:
    for opened in (b"<!-- ", b"<![CDATA["):
        *_, last = cut_export(io.BytesIO(HEAD + item(7)[:-7] + opened + item(8) + TAIL))
        assert isinstance(last.error, MalformedError)


def test_a_comment_without_end_in_the_head_leaves_no_items() -> None:
    assert cut(HEAD + b"<!-- " + item(7)) == []


def test_an_endless_item_that_never_ends_is_one_failure() -> None:
    data = HEAD + b"<item>" + b"A" * (MAX_ITEM_BYTES + 3_000_000)
    _, only = cut_export(io.BytesIO(data))
    assert isinstance(only.error, LimitError)


def test_an_end_without_a_beginning_is_passed_over() -> None:
    assert [raw for raw, _ in cut(HEAD + item(7) + b"</item>" + item(8) + TAIL)] == [
        item(7),
        item(8),
    ]
