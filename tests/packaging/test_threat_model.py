"""Every test that the threat model names is there, and every line of it names one."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8")
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def functions(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def missing(text: str) -> list[str]:
    return [
        f"{path}::{name}"
        for path, name in NAMED.findall(text)
        if not (ROOT / path).is_file() or name not in functions(ROOT / path)
    ]


def untested(text: str) -> list[str]:
    """Return the lines of evidence and attacks that name no test, and do not say so."""
    tables = text[text.index("## What each part shows") : text.index("## What remains")]
    rows = [line for line in tables.splitlines() if line.startswith("| ")]
    said = [row for row in rows if not re.match(r"\| (part|attack|---) ", row)]
    return [row for row in said if not NAMED.search(row) and "*not tested*" not in row]


def test_every_test_that_is_named_is_there() -> None:
    assert len(NAMED.findall(TEXT)) > 30
    assert missing(TEXT) == []


def test_every_line_has_its_test() -> None:
    assert untested(TEXT) == []


@pytest.mark.parametrize(
    "text", ["`tests/unit/no.py::test_a`", "`tests/unit/log/test_note.py::test_that_is_not_there`"]
)
def test_a_test_that_is_not_there_would_be_noticed(text: str) -> None:
    assert missing(text)


def test_a_line_without_a_test_would_be_noticed() -> None:
    assert untested(TEXT.replace("## What remains", "| a claim | | |\n## What remains"))
