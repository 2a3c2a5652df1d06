"""What holds of every diff: nothing is lost, and what is equal is called equal."""

import itertools
import json

from hypothesis import given
from hypothesis import strategies as st

from provenance.canonical import canonicalize, read_block
from provenance.diff import compare, read_tokens
from provenance.diff.align import Budget, align, align_runs
from provenance.diff.blocks import Pair, pair_blocks
from provenance.diff.notation import write_block
from provenance.diff.spans import diff_words
from provenance.diff.words import split_units
from provenance.model import Change, Snapshot

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
EMOJI = [
    "\U0001f600",
    "\u2764\ufe0f",
    "\U0001f44d\U0001f3fd",
    "\U0001f1f3\U0001f1f4",
    "\U0001f469\u200d\U0001f692",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "\U0001f3f3\ufe0f\u200d\U0001f308",
    "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "1\ufe0f\u20e3",
    "#\ufe0f\u20e3",
]
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
SENTENCES = st.sampled_from(
    [
        "The deal cost 1.5 million.",
        "The deal cost 15 million.",
        "Nobody signed it on Friday.",
        "Nobody signed it on Monday in the end.",
        "Ministers meet again soon.",
        "They do not.",
    ]
)
PARAGRAPHS = st.lists(st.lists(SENTENCES, min_size=1, max_size=4).map(" ".join), max_size=6)


def snapshot(paragraphs: list[str]) -> Snapshot:
    content = "".join(f"<p>{text}</p>" for text in paragraphs)
    return canonicalize(
        json.dumps(
            {
                "id": 1,
                "link": "https://example.org/?p=1",
                "title": {"rendered": "Title"},
                "content": {"rendered": content, "protected": False},
                "excerpt": {"rendered": "", "protected": False},
            }
        ).encode()
    )


def texts(snapshot: Snapshot) -> list[str]:
    return [write_block(read_tokens(block)) for block in snapshot.blocks]


@given(TEXTS)
def test_the_units_of_a_text_are_the_text(text: str) -> None:
    assert "".join(split_units(text)) == text


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


@given(TEXTS, TEXTS)
def test_the_way_back_is_the_same_way(before: str, after: str) -> None:
    there, back = diff_words(before, after, Budget()), diff_words(after, before, Budget())

    for change, mirrored in (
        (Change.EQUAL, Change.EQUAL),
        (Change.REMOVED, Change.ADDED),
        (Change.ADDED, Change.REMOVED),
    ):
        assert [span.text for span in there if span.change is change] == [
            span.text for span in back if span.change is mirrored
        ]


@given(
    st.text(
        st.sampled_from(
            "ab\u0e40\u0e01\u17d2\u1780\u0301\u200d\ufe0f\U0001f1e6\U0001f469#1$-. \u00a0"
        )
    )
)
def test_a_unit_ends_in_white_space_alone(text: str) -> None:
    units = split_units(text)

    assert "".join(units) == text
    assert all(unit.rstrip() for unit in units[1:])
    assert not any(character.isspace() for unit in units for character in unit.rstrip("\u00a0 "))


@given(
    st.sampled_from(EMOJI), st.sampled_from(EMOJI), st.sampled_from(["", "a", " ", "5", "\u4ed6"])
)
def test_an_emoji_is_never_cut(one: str, other: str, between: str) -> None:
    cores = [unit.rstrip() for unit in split_units(one + between + other)]

    # A keycap begins with a digit, which may be the end of a word.
    assert cores[0].startswith(one)
    assert cores[-1].endswith(other)


@given(IDS, IDS)
def test_runs_are_as_long_as_they_can_be(before: list[int], after: list[int]) -> None:
    runs = align_runs(before, after, Budget())

    assert all(size for *_, size in runs)
    assert all(before[i : i + size] == after[j : j + size] for i, j, size in runs)


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


@given(BLOCKS, BLOCKS)
def test_every_block_that_differs_is_named_once(before: list[bytes], after: list[bytes]) -> None:
    pairs = pair_blocks(before, after, Budget())

    left = [pair.before for pair in pairs if pair.before is not None]
    right = [pair.after for pair in pairs if pair.after is not None]
    assert len(set(left)) == len(left)
    assert len(set(right)) == len(right)
    kept_before = [block for i, block in enumerate(before) if i not in set(left)]
    kept_after = [block for j, block in enumerate(after) if j not in set(right)]
    assert kept_before == kept_after


@given(BLOCKS, BLOCKS)
def test_the_way_back_pairs_the_same_blocks(before: list[bytes], after: list[bytes]) -> None:
    there = pair_blocks(before, after, Budget())
    back = pair_blocks(after, before, Budget())

    assert set(there) == {Pair(j, i, moved) for i, j, moved in back}


@given(PARAGRAPHS, PARAGRAPHS)
def test_a_difference_applied_to_the_earlier_text_gives_the_later(
    before: list[str], after: list[str]
) -> None:
    one, other = snapshot(before), snapshot(after)
    changes = compare(one, other).edits

    gone = {change.before_index for change in changes}
    kept = iter([text for place, text in enumerate(texts(one)) if place not in gone])
    written = {
        change.after_index: "".join(
            span.text for span in change.spans if span.change is not Change.REMOVED
        )
        or change.after
        for change in changes
    }
    applied = [
        written[place] if place in written else next(kept) for place in range(len(other.blocks))
    ]
    assert applied == texts(other)
    assert next(kept, None) is None


@given(PARAGRAPHS, PARAGRAPHS)
def test_every_edit_has_its_mirror_on_the_way_back(before: list[str], after: list[str]) -> None:
    one, other = snapshot(before), snapshot(after)
    names = {Change.ADDED: Change.REMOVED, Change.REMOVED: Change.ADDED}

    there = compare(one, other).edits
    back = compare(other, one).edits

    assert {(edit.change, edit.before, edit.after) for edit in there} == {
        (names.get(edit.change, edit.change), edit.after, edit.before) for edit in back
    }


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
