"""The digests, from hashlib alone (8)."""

import hashlib

from provenance.canonical import canonicalize
from provenance.canonical.ladder import content_digest, markup_digest, words_digest
from provenance.model import Text
from tests.unit.canonical.samples import digests_of, post_bytes


def _sha(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()


def _u64(number: int) -> bytes:
    return number.to_bytes(8, "big")


def test_raw_is_over_the_bytes_as_served() -> None:
    raw = post_bytes()
    assert canonicalize(raw).digests.raw == _sha(raw)


def test_markup_is_over_the_three_strings_in_order() -> None:
    given = markup_digest(Text(rendered="T"), Text(rendered="\u00e9"), Text(rendered=None))
    assert given == _sha(
        b"wpcanon/1\0markup\0title\0+", _u64(1), b"T", b"content\0+", _u64(2), b"\xc3\xa9",
        b"excerpt\0-",
    )  # fmt: skip


def test_content_is_the_root_bound_to_profile_and_count() -> None:
    one, two, three = (_sha(b"\0", block) for block in (b"a", b"b", b"c"))
    root = _sha(b"\1", _sha(b"\1", one, two), three)
    assert content_digest([b"a", b"b", b"c"]) == _sha(b"wpcanon/1\0content\0", _u64(3), root)


def test_content_of_no_blocks_is_bound_too() -> None:
    assert content_digest([]) == _sha(b"wpcanon/1\0content\0", _u64(0), _sha())


def test_words_are_framed_by_field_and_length() -> None:
    given = words_digest([(b"title", ["T"]), (b"content", ["ab", ""])])
    assert given == _sha(b"wpcanon/1\0words\0title\0", _u64(1), b"T", b"content\0", _u64(2), b"ab")


def test_words_are_those_of_blocks_with_text_that_are_not_dynamic() -> None:
    content = "<p>a<br>b</p><img src=x><div class=sharedaddy>c</div><p><br></p>"
    given = digests_of(content, title={"rendered": "T"}, excerpt={"rendered": "Own"}).words
    assert given == words_digest(
        [(b"title", ["T"]), (b"content", ["a\nb", "\n"]), (b"excerpt", ["Own"])]
    )


def test_metadata_is_over_the_record() -> None:
    snapshot = canonicalize(post_bytes(slug="a"))
    assert (
        snapshot.metadata
        == b'{"content.protected":false,"date_gmt":"2026-05-29T01:20:00","slug":"a"}'
    )
    assert snapshot.digests.metadata == _sha(snapshot.metadata)
