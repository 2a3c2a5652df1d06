"""Holds hostile input to the cost of ordinary articles of as many bytes.

Each input is either canonicalised, with every letter of it, or refused with a typed error; either
way in less than `LIMIT` times what the same number of bytes of ordinary articles takes. Each runs
in a process of its own, under caps on its time and its memory. `python -m benchmarks.hostile`
prints a line for each and ends with 1 where one that is held is over.
"""

import math
import statistics
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

from benchmarks.child import ChildError, in_child
from benchmarks.corpus import make_corpus, post_with_content
from benchmarks.timing import taken_in_turns, without_collector
from provenance.canonical import canonicalize, read_block
from provenance.errors import LimitError
from provenance.model import Snapshot

LIMIT: Final = 10.0
ROUNDS: Final = 3
_ARTICLES: Final = 100
_LONG: Final = "y" * 100_000
_DEEP: Final = "<blockquote>" * 450
_DYNAMIC: Final = '<p class="sharedaddy"></p>'
_MISNESTED: Final = "<b><i><u><s><p>x</b></i></u></s>"
_REOPENED: Final = "x</sub>y<sub>"

Work = Callable[[bytes], Snapshot]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One hostile article.

    Attributes:
        name: What it is made of.
        content: Its `content.rendered`.
        letters: How many characters of text it holds, white space apart.
        is_held: Whether the command fails where it is over; else it is only reported.
    """

    name: str
    content: str
    letters: int
    is_held: bool = True

    @property
    def size_bytes(self) -> int:
        """Its length in UTF-8."""
        return len(self.content.encode())


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one hostile article cost.

    Attributes:
        seconds: Median over the rounds; infinite where nothing came.
        ordinary_s: The same for as many bytes of ordinary articles.
        outcome: `canonicalised`, `refused: ` and the limit, or what happened instead.
        is_sound: Whether that may be: all of the text, or a typed refusal.
    """

    seconds: float
    ordinary_s: float
    outcome: str
    is_sound: bool

    @property
    def ratio(self) -> float:
        """How many times as much as ordinary articles it cost."""
        return self.seconds / self.ordinary_s

    @property
    def is_over(self) -> bool:
        """Whether it was unsound or cost too much."""
        return not (self.is_sound and self.ratio < LIMIT)


def cases() -> Iterator[Case]:
    """Yield every case, made when it is asked for: the largest is 16 MB."""
    for name, make, letters in _HELD:
        yield Case(name=name, content=make(), letters=letters)
    for name, make, letters in _REPORTED:
        yield Case(name=name, content=make(), letters=letters, is_held=False)


_Made = tuple[str, Callable[[], str], int]

_HELD: Final[tuple[_Made, ...]] = (
    ("100,000 nested <div>", lambda: "<div>" * 100_000 + "x", 1),
    ("20,000 nested <blockquote>", lambda: "<blockquote>" * 20_000 + "x", 1),
    ("20,000 attributes on one element", lambda: f"<p {_attributes(20_000)}>x", 1),
    ("1 MB of unclosed comment", lambda: "x<!--" + "y" * 1_000_000, 1),
    ("50,000 marks on one letter", lambda: "<p>a" + "\u0301\u0323" * 25_000, 50_001),
    ("16 MB of one text", lambda: "word " * 3_200_000, 12_800_000),
    ("1,000,000 entities", lambda: "&amp;" * 1_000_000, 1_000_000),
    ("1,000,000 unclosed <b>", lambda: "<b>" * 1_000_000 + "x", 1),
    ("1,000,000 closed <b>", lambda: "<b>x</b>" * 1_000_000, 1_000_000),
    # What is in force over many blocks stands in each of them.
    ("450 <blockquote> around 5,000 <p>", lambda: _DEEP + "<p>x</p>" * 5_000, 5_000),
    ("450 <blockquote>, 2,000 dynamic", lambda: _DEEP + _DYNAMIC * 2_000, 0),
    ("1,000 <p> in a link of 100 kB", lambda: f'<a href="{_LONG}">' + "<p>x</p>" * 1_000, 1_000),
    ("1,000 <p> in a cite of 100 kB", lambda: f'<q cite="{_LONG}">' + "<p>x</p>" * 1_000, 1_000),
)

# Markup denser than any article's: the cost of a tag, which no limit bounds, beside few bytes.
_REPORTED: Final[tuple[_Made, ...]] = (
    ("100,000 <li>", lambda: "<ul>" + "<li>" * 100_000, 0),
    ("100,000 <td>", lambda: "<table><tr>" + "<td>" * 100_000, 0),
    ("20,000 texts put before a table", lambda: "<table>x" * 20_000, 20_000),
    ("5,000 misnested <b><i><u><s>", lambda: _MISNESTED * 5_000, 5_000),
    ("450 <sub>, one closed 10,000 times", lambda: "<sub>" * 450 + _REOPENED * 10_000, 20_000),
    ("450 <q> around 2,000 <p>", lambda: "<q>" * 450 + "<p>x</p>" * 2_000, 2_000),
)


def _attributes(count: int) -> str:
    return " ".join(f"a{number}=v" for number in range(count))


def measure(case: Case, work: Work = canonicalize, *, rounds: int = ROUNDS) -> Cost:
    """Return what a case costs `work`, in turns with ordinary articles of as many bytes."""
    hostile, usual = map(_raw, (case.content, ordinary(case.size_bytes)))
    attempt = partial(_attempt, work)
    try:
        with without_collector():
            rows = [
                (taken_in_turns([attempt], [hostile])[0], taken_in_turns([attempt], [usual])[0])
                for _ in range(rounds)
            ]
        outcome = attempt(hostile)
    except MemoryError:
        return _nothing("out of memory")
    is_sound = isinstance(outcome, LimitError) or _letters(outcome) == case.letters
    return Cost(
        seconds=statistics.median(row[0] for row in rows),
        ordinary_s=statistics.median(row[1] for row in rows),
        outcome=(
            f"refused: {outcome.limit}"
            if isinstance(outcome, LimitError)
            else "canonicalised"
            if is_sound
            else "TEXT LOST"
        ),
        is_sound=is_sound,
    )


def measure_apart(case: Case, work: Work = canonicalize) -> Cost:
    """Return what a case costs in a process of its own, or that nothing came of it."""
    try:
        return in_child(measure, case, work)
    except ChildError as error:
        return _nothing(str(error))


def ordinary(size_bytes: int) -> str:
    """Return so many bytes of the corpus's articles, as one article."""
    articles = "".join(post.content for post in make_corpus(_ARTICLES)).encode()
    times = size_bytes // len(articles) + 1
    return (articles * times)[:size_bytes].decode(errors="ignore")


def _raw(content: str) -> bytes:
    return post_with_content(content, title="Hostile", post_id=1).raw


def _attempt(work: Work, raw: bytes) -> Snapshot | LimitError:
    try:
        return work(raw)
    except LimitError as error:
        return error


def _letters(snapshot: Snapshot) -> int:
    """Count the characters of the content's text, white space apart."""
    blocks = map(read_block, snapshot.blocks)
    texts = (block.text for block in blocks if block.field == "content")
    return sum(len(word) for text in texts for word in text.split())


def _nothing(outcome: str) -> Cost:
    return Cost(seconds=math.inf, ordinary_s=1.0, outcome=outcome, is_sound=False)


def line_for(case: Case, cost: Cost) -> str:
    """Return a line for people."""
    verdict = "OVER" if cost.is_over else "within"
    held = "" if case.is_held else " (reported only)"
    return (
        f"{case.name:34} {case.size_bytes / 1e6:6.2f} MB {cost.seconds * 1e3:9.1f} ms "
        f"{cost.ratio:7.2f}   {cost.outcome:20} {verdict}{held}"
    )


def main() -> int:
    """Measure, print a line a case, and return the exit code."""
    print(f"hostile input, in costs of ordinary articles of as many bytes; limit {LIMIT:g}")
    failed = False
    for case in cases():
        cost = measure_apart(case)
        failed |= case.is_held and cost.is_over
        print(line_for(case, cost), flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
