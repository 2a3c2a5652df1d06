"""Hostile input costs a bound, and the diff says so."""

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from provenance.diff.align import Budget, align, align_runs
from provenance.diff.blocks import pair_blocks
from provenance.diff.spans import MAX_CHARACTERS, diff_words
from provenance.model import Change, Span

# Hostile texts of sixty thousand words, made and compared in a process of its own, whose memory is
# its alone; times are held by `benchmarks/bounds.py`. The peak is VmHWM of Linux: ru_maxrss begins
# with the size that the parent had when it started the process, and so would measure the whole run
# of tests.
HOSTILE = """
import json, random, re, sys
from pathlib import Path
from provenance.diff.align import Budget
from provenance.diff.spans import diff_words
from provenance.model import Change

count, kind = 60_000, sys.argv[1]
drawn = random.Random(7)
before = [f"a{n}" for n in range(count)]
match kind:
    case "nothing shared":
        after = [f"b{n}" for n in range(count)]
    case "another order":
        after = drawn.sample(before, count)
    case "few words":
        before, after = ([drawn.choice("abcdefgh") for _ in range(count)] for _ in range(2))
    case _:
        after = [*before[: count // 2], "new", *before[count // 2 :]]
left, right = " ".join(before), " ".join(after)
budget = Budget()
spans = diff_words(left, right, budget)
status = Path("/proc/self/status").read_text()
print(json.dumps({
    "peak_mib": int(re.search(r"VmHWM:\\s+(\\d+) kB", status)[1]) / 1024,
    "bounded": budget.bitten,
    "spans": len(spans),
    "whole": all(
        "".join(span.text for span in spans if span.change is not left_out) == text
        for left_out, text in ((Change.ADDED, left), (Change.REMOVED, right))
    ),
}))
"""


STATUS = Path("/proc/self/status")


def text_of(spans: tuple[Span, ...], left_out: Change) -> str:
    return "".join(span.text for span in spans if span.change is not left_out)


@pytest.mark.skipif(not STATUS.exists(), reason="no /proc here to read a peak of memory from")
@pytest.mark.parametrize(
    ("kind", "bounded", "spans"),
    [
        ("nothing shared", False, 2),
        ("another order", True, None),
        ("few words", True, None),
        ("one word more", False, 3),
    ],
)
def test_sixty_thousand_words_take_little_memory_and_lose_nothing(
    kind: str, bounded: object, spans: int | None
) -> None:
    untraced = {name: text for name, text in os.environ.items() if "COVERAGE" not in name}
    ran = subprocess.run(
        [sys.executable, "-c", HOSTILE, kind],
        check=True,
        capture_output=True,
        text=True,
        env=untraced,
    )
    measured = json.loads(ran.stdout)

    assert measured["whole"]
    assert measured["bounded"] is bounded
    assert measured["spans"] == (spans or measured["spans"])
    assert measured["peak_mib"] < 300


def test_a_paragraph_of_twenty_thousand_words_is_compared_word_by_word() -> None:
    drawn = random.Random(3)
    before = [f"w{drawn.randrange(4_000)}" for _ in range(20_000)]
    after = [word if drawn.random() < 0.9 else "other" for word in before]
    budget = Budget()

    diff_words(" ".join(before), " ".join(after), budget)

    assert not budget.bitten


def test_a_difference_is_the_same_in_every_process() -> None:
    program = (
        "import sys; from provenance.diff.align import Budget;"
        "from provenance.diff.blocks import pair_blocks;"
        "texts = [[f'content\\0:{n % 7} {n % 5} {n % 3} {side}'.encode() for n in range(60)]"
        " for side in ('one', 'other')];"
        "print(pair_blocks(*texts, Budget()))"
    )

    printed = {
        subprocess.run(
            [sys.executable, "-c", program],
            check=True,
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in "123456"
    }

    assert len(printed) == 1


def test_a_text_over_the_limit_is_compared_by_its_ends() -> None:
    budget = Budget()
    left = "start " + "x" * MAX_CHARACTERS + " end"
    right = "start " + "y" * MAX_CHARACTERS + " end"

    spans = diff_words(left, right, budget)

    assert budget.bitten
    assert [span.change.value for span in spans] == ["equal", "removed", "added", "equal"]
    assert text_of(spans, Change.ADDED) == left
    assert text_of(spans, Change.REMOVED) == right


def test_one_text_that_begins_the_other_is_compared_by_its_ends() -> None:
    left = "x" * (MAX_CHARACTERS + 1)

    spans = diff_words(left, left + "y", Budget())

    assert [(span.change.value, len(span.text)) for span in spans] == [
        ("equal", len(left)),
        ("added", 1),
    ]


def test_an_alignment_over_the_budget_holds_on_to_what_stands_once() -> None:
    budget = Budget(cells=1000)
    before = [0, *range(100, 200), 1, 7, 7, 8, 8, 2]
    after = [0, *range(199, 99, -1), 1, 7, 8, 7, 8, 2]

    matches = align(before, after, budget)

    assert budget.bitten
    assert [(before[i], after[j]) for i, j in matches] == [(before[i],) * 2 for i, _ in matches]
    assert {before[i] for i, _ in matches} >= {0, 1, 2, 7, 8}


def test_a_large_text_of_few_words_holds_on_to_its_phrases() -> None:
    drawn = random.Random(9)
    before = [drawn.randrange(200) for _ in range(5_000)]
    after = [*before[:1_000], 900, *before[1_000:3_000], *before[3_010:4_999], 901]
    budget = Budget(cells=10_000)

    matches = align(before, after, budget)

    assert budget.bitten
    assert all(before[i] == after[j] for i, j in matches)
    assert len(matches) > 4_900


def test_an_exhausted_budget_still_gives_a_common_subsequence() -> None:
    budget = Budget(cells=0)
    before, after = [1, 1, 2, 2, 1, 9], [2, 2, 1, 1, 2, 9]

    assert align(before, after, budget) == [(5, 5)]
    assert budget.bitten


def test_ten_thousand_blocks_against_others_are_all_named() -> None:
    before = [f"content\0:left {n}".encode() for n in range(10_000)]
    after = [f"content\0:right {n}".encode() for n in range(10_000)]

    pairs = pair_blocks(before, after, Budget())

    assert {pair.before for pair in pairs} >= set(range(10_000))
    assert {pair.after for pair in pairs} >= set(range(10_000))


def test_a_text_of_few_words_that_are_many_costs_no_more_than_it_is_allowed() -> None:
    budget = Budget(cells=1_000)

    align_runs([1, 2] * 400, [2, 1, 1] * 300, budget)

    assert budget.bitten
    assert budget.cells >= 0
