"""The text of the specification: its examples hold, its steps are numbered, the code cites them."""

import re
from itertools import groupby
from pathlib import Path

import pytest

from provenance import canonical
from provenance.canonical import blocks_of, canonicalize
from provenance.digest import leaf_hash, root_hash

SPEC = Path(__file__).parents[2] / "docs/spec/canonical-form.md"
TEXT = SPEC.read_text(encoding="utf-8")
CODE = sorted(Path(canonical.__file__).parent.glob("*.py"))

_STEP = re.compile(r"^(\d)\.(\d+) ", re.MULTILINE)
_NUMBER = r"[1-8]\.\d{1,2}"
# As in `(3.1)`, `(2.1 to 2.5)`, `# 4.1 What`, `canonical-form.md 5.3`; not `RFC 6962 section 2.1`.
_NUMBERS = rf"(?:{_NUMBER}(?:,| and| to)? ?)+"
_CITED = re.compile(rf"(?:\({_NUMBERS}\)|# {_NUMBER}\b|canonical-form\.md {_NUMBERS})")

EXAMPLES = re.findall(r"^\| `(<.*>)` \| (`content.*`) \|$", TEXT, re.MULTILINE)
_POST = re.search(r"^```text\n(\{[^\n]*\})\n\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)


def _cited(code: str) -> set[str]:
    return {number for cited in _CITED.findall(code) for number in re.findall(_NUMBER, cited)}


def _steps(text: str) -> list[str]:
    return [f"{part}.{step}" for part, step in _STEP.findall(text)]


@pytest.mark.parametrize(("rendered", "blocks"), EXAMPLES)
def test_an_example_of_the_specification_holds(rendered: str, blocks: str) -> None:
    expected = [block.replace("\u2400", "\0") for block in re.findall("`(.*?)`", blocks)]
    assert [block.decode() for block in blocks_of("content", rendered).blocks] == expected


def test_the_examples_are_found() -> None:
    assert len(EXAMPLES) >= 11


def test_the_whole_post_of_the_specification_has_these_bytes_and_digests() -> None:
    assert _POST is not None
    snapshot = canonicalize(_POST[1].encode())
    blocks, record, digests = _blocks_record_digests(_POST[2])
    assert snapshot.blocks == blocks
    assert snapshot.metadata == record
    assert {name: getattr(snapshot.digests, name).hex() for name in digests} == digests
    assert len(digests) == 5


def test_the_hashes_that_lead_to_its_content_digest_are_those_of_its_blocks() -> None:
    assert _POST is not None
    blocks, _, _ = _blocks_record_digests(_POST[2])
    leaves = [leaf_hash(block) for block in blocks]
    for told in (*leaves, root_hash(leaves)):
        assert f"\n  {told.hex()}\n" in TEXT


def _blocks_record_digests(told: str) -> tuple[tuple[bytes, ...], bytes, dict[str, str]]:
    """Read the part of the whole post: blocks as text and hexadecimal, record, digests."""
    first, _, last = told.partition("\n\n")
    lines = first.splitlines()
    record = lines.pop().encode()
    runs = [list(run) for _, run in groupby(lines, lambda line: line.startswith("  "))]
    blocks = []
    for (shown,), coded in zip(runs[::2], runs[1::2], strict=True):
        blocks.append(bytes.fromhex("".join(coded)))
        assert blocks[-1].decode().replace("\0", "\u2400") == shown
    return tuple(blocks), record, dict(line.split() for line in last.splitlines())


def test_steps_are_numbered_without_a_gap() -> None:
    steps = [tuple(map(int, step)) for step in _STEP.findall(TEXT)]
    parts = sorted({part for part, _ in steps})
    assert parts == list(range(1, len(parts) + 1))
    expected = [
        (part, number)
        for part in parts
        for number in range(1, sum(found == part for found, _ in steps) + 1)
    ]
    assert steps == expected


@pytest.mark.parametrize("path", CODE, ids=lambda path: path.name)
def test_every_step_that_the_code_cites_is_there(path: Path) -> None:
    code = path.read_text(encoding="utf-8")
    if "canonical-form.md" in code:
        assert _cited(code) - set(_steps(TEXT)) == set()


def test_a_step_that_is_not_there_is_seen() -> None:
    assert _cited("x = 1  # 3.99 Gone.\n# as said (2.1 to 2.98)\n# canonical-form.md 8.97") == {
        "3.99", "2.1", "2.98", "8.97",
    }  # fmt: skip
    assert _cited("RFC 6962 section 2.1, turbohtml 1.15.4, 0.5 of it") == set()


def test_the_code_cites_most_of_the_steps() -> None:
    cited = set().union(*(_cited(path.read_text(encoding="utf-8")) for path in CODE))
    assert len(cited & set(_steps(TEXT))) > 30


def test_every_limit_has_its_name_in_the_specification_and_in_the_code() -> None:
    told = set(re.findall(r"limit `(\w+)`", TEXT))
    code = "".join(path.read_text(encoding="utf-8") for path in CODE)
    assert told == set(re.findall(r'limit="(\w+)"', code))
    assert told == {"size", "depth", "attributes", "elements", "marks", "blocks"}
