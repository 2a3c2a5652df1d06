"""One real answer, as its site served it."""

from pathlib import Path

import pytest

from provenance.canonical import canonicalize, read_block

SEED = Path(__file__).parents[4] / "shared/seed/post-58012.json"


@pytest.fixture
def raw() -> bytes:
    if not SEED.exists():
        pytest.skip("../shared, with the real answer, is not here")
    return SEED.read_bytes()


def test_the_real_answer_is_read_whole(raw: bytes) -> None:
    snapshot = canonicalize(raw)
    assert str(snapshot.key) == "ustower.net#58012"
    assert snapshot.title.startswith("Moscow, Taliban forge military alliance")
    assert snapshot.published_at is not None
    assert snapshot.modified_at is not None
    assert str(snapshot.modified_at - snapshot.published_at) == "2:02:06"
    assert (snapshot.claims.revision_count, snapshot.claims.predecessor_id) == (1, 58014)
    assert snapshot.flags == ()
    assert snapshot.excerpt_derived


def test_the_real_answers_blocks_are_its_paragraphs(raw: bytes) -> None:
    blocks = [read_block(data) for data in canonicalize(raw).blocks]
    assert [block.field for block in blocks] == ["title"] + ["content"] * (len(blocks) - 1)
    assert len(blocks) == raw.count(b"<p class=")  # as many as the content has, and the title
    assert all(block.text and not block.dynamic for block in blocks)
    assert blocks[1].text.startswith("Russia and the Taliban government in Afghanistan have signed")


def test_every_rung_but_raw_stays_where_a_byte_of_no_meaning_is_added(raw: bytes) -> None:
    one, other = canonicalize(raw).digests, canonicalize(raw + b"\n").digests
    assert one.raw != other.raw
    assert (one.markup, one.content, one.words, one.metadata) == (
        other.markup, other.content, other.words, other.metadata,
    )  # fmt: skip
