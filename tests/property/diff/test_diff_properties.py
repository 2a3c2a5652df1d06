"""What holds of every diff: nothing is lost, and what is equal is called equal."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from provenance.canonical import read_block
from provenance.diff import read_tokens
from provenance.diff.align import Budget, align
from provenance.diff.blocks import pair_blocks
from provenance.diff.spans import diff_words
from provenance.diff.words import split_units
from provenance.model import Change

# Texts in which words come again, so that there is something to align.
PIECES = st.sampled_from(
    [
        *("the", "deal", "1.5", "2,400", "didn't", " ", "  ", "\n", ".", ","),
        *("\u00e9", "\u4ed6", "\u4e0d", "\u0645\u06cc", "e\u0301", "\U0001f600"),
        *("**", "[", "](https://a.example/)"),
    ]
)
SEEN_TEXTS = st.lists(PIECES, max_size=40).map("".join)
TEXTS = st.one_of(SEEN_TEXTS, st.text(st.characters(codec="utf-8"), max_size=60))
IDS = st.lists(st.integers(0, 6), max_size=40)
INLINE = st.lists(
    st.tuples(
        st.sampled_from([":", "<", ">", "!"]), st.sampled_from(["strong", "br", "x y", "a b"])
    ),
    max_size=5,
).map(lambda tokens: "".join(f"\0{kind}{value}" for kind, value in tokens))
BLOCKS = st.lists(
    st.builds(
        lambda field, head, inline: f"{field}{head}{inline}".encode(),
        st.sampled_from(["title", "content", "excerpt"]),
        st.sampled_from(["", "\0*", "\0+ul\0+li", "\0/ul\0+li", "\0+h2", "\0+td\0@colspan=2"]),
        INLINE,
    ),
    max_size=12,
)


@given(TEXTS)
def test_the_units_of_a_text_are_the_text(text: str) -> None:
    assert "".join(unit.core + unit.space for unit in split_units(text)) == text


@given(SEEN_TEXTS, SEEN_TEXTS)
def test_the_spans_of_either_side_are_its_text(before: str, after: str) -> None:
    spans = diff_words(before, after, Budget())

    assert "".join(span.text for span in spans if span.change is not Change.ADDED) == before
    assert "".join(span.text for span in spans if span.change is not Change.REMOVED) == after


@given(TEXTS, TEXTS)
def test_spans_alternate_and_are_never_empty(before: str, after: str) -> None:
    spans = diff_words(before, after, Budget())

    assert all(span.text for span in spans)
    assert all(one.change is not other.change for one, other in itertools.pairwise(spans))


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert all(span.change is Change.EQUAL for span in diff_words(text, text, Budget()))


@given(TEXTS, TEXTS)
def test_texts_that_differ_are_shown_to(before: str, after: str) -> None:
    spans = diff_words(before, after, Budget())

    assert (before != after) == any(span.change is not Change.EQUAL for span in spans)


@given(IDS, IDS)
def test_an_alignment_is_a_longest_common_subsequence(before: list[int], after: list[int]) -> None:
    matches = align(before, after, Budget())

    assert all(before[i] == after[j] for i, j in matches)
    assert matches == sorted(set(matches))
    assert len({i for i, _ in matches}) == len({j for _, j in matches}) == len(matches)
    assert len(matches) == longest(before, after)


@given(IDS, IDS)
def test_an_alignment_without_a_budget_is_a_common_subsequence(
    before: list[int], after: list[int]
) -> None:
    matches = align(before, after, Budget(cells=4))

    assert all(before[i] == after[j] for i, j in matches)
    assert all(a < c and b < d for (a, b), (c, d) in itertools.pairwise(matches))


def longest(before: list[int], after: list[int]) -> int:
    """Return the length of a longest common subsequence, by the textbook."""
    row = [0] * (len(after) + 1)
    for token in before:
        above = row[:]
        for j, other in enumerate(after, start=1):
            row[j] = above[j - 1] + 1 if token == other else max(above[j], row[j - 1])
    return row[-1]


@given(BLOCKS, BLOCKS, st.sampled_from([1 << 20, 3]))
def test_every_block_that_differs_is_named_once(
    before: list[bytes], after: list[bytes], scores: int
) -> None:
    pairs = pair_blocks(before, after, Budget(scores=scores))

    left = [pair.before for pair in pairs if pair.before is not None]
    right = [pair.after for pair in pairs if pair.after is not None]
    assert len(set(left)) == len(left)
    assert len(set(right)) == len(right)
    kept_before = [block for i, block in enumerate(before) if i not in set(left)]
    kept_after = [block for j, block in enumerate(after) if j not in set(right)]
    assert kept_before == kept_after


@given(BLOCKS)
def test_equal_blocks_do_not_differ(blocks: list[bytes]) -> None:
    assert pair_blocks(blocks, blocks, Budget()) == ()


@given(BLOCKS)
def test_blocks_are_read_as_the_canonical_form_reads_them(blocks: list[bytes]) -> None:
    for data in blocks:
        block, tokens = read_block(data), read_tokens(data)
        assert (tokens.field, tokens.dynamic, tokens.text) == (
            block.field,
            block.dynamic,
            block.text,
        )
        assert tuple(element.value for element in tokens.path) == block.path
