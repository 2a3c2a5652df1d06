"""How a block reads, for people and where two blocks would read the same."""

import pytest

from provenance.diff.notation import write_block, write_explicit
from provenance.diff.tokens import read_tokens


@pytest.mark.parametrize(
    ("data", "short", "explicit"),
    [
        (
            b"content\0<a\0@href=/x\0:one \0<strong\0:two\0>a\0: three\0>strong",
            "[one **two](/x) three**",
            '<a href="/x">one <strong>two</a> three</strong>',
        ),
        (b"content\0:a\0>em\0:b", "a*b", "a</em>b"),
        (b"content\0:a\0>a\0:b", "a]()b", "a</a>b"),
        (b"content\0+dl\0+dt\0:term", "<dt> term", "<new dl> <new dt> term"),
        (b"content\0/ul\0/li\0:more", "  more", "<ul> <li> more"),
        (b"content\0/table\0/tr\0/td\0:more", "more", "<table> <tr> <td> more"),
        (
            b"content\0+table\0+tr\0+td\0@colspan=2\0:x",
            '| colspan="2" x',
            '<new table> <new tr> <new td colspan="2"> x',
        ),
        (
            b"content\0+blockquote\0@cite=/s\0:x",
            '> cite="/s" x',
            '<new blockquote cite="/s"> x',
        ),
        (b"content\0/pre\0:x", "x", "<pre> x"),
        (b"content\0!object\0@data=/x", '<object data="/x">', '<object data="/x">'),
    ],
)
def test_a_block_reads(data: bytes, short: str, explicit: str) -> None:
    block = read_tokens(data)

    assert write_block(block) == short
    assert write_explicit(block) == explicit


def test_bytes_that_are_no_block_are_still_read() -> None:
    block = read_tokens(b"content\0@lost=1\0:\xff")

    assert block.text == "\ufffd"
