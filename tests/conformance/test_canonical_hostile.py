"""Hostile texts: read at the cost of an article, or refused at once; no hang, nothing in silence.

Each runs in a process of its own, under a cap on its time that a slow machine keeps. What a text
costs beside an article of its length is held by `benchmarks/`.
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

import pytest

SECONDS = 20.0
MEBIBYTE = 1024 * 1024

# Reads a Python expression, whose value is the text, and tells what came of it.
_CHILD = """
import json, resource, sys
resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
from provenance.canonical import blocks_of
from provenance.errors import LimitError
text = eval(sys.stdin.read())
try:
    read = blocks_of("content", text)
except LimitError as error:
    print(json.dumps({"refused": error.limit}))
else:
    letters = sum(len(text) for text in read.texts)
    print(json.dumps({"letters": letters, "flags": read.flags, "blocks": len(read.blocks)}))
"""


# Reads a Python expression, whose value is the JSON of a post, and tells what came of it.
_POST_CHILD = """
import json, resource, sys
resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
from provenance.canonical import canonicalize, read_block
from provenance.errors import MalformedError
try:
    snapshot = canonicalize(eval(sys.stdin.read()).encode())
except MalformedError as error:
    print(json.dumps(type(error).__name__))
else:
    print(json.dumps(sum(len(read_block(block).text) for block in snapshot.blocks)))
"""


@dataclass(frozen=True)
class Case:
    """A hostile text as a Python expression, and what must come of it."""

    text: str
    letters: int | None = None
    refused: str = ""
    flags: tuple[str, ...] = ()


READ = {
    "1 MB of unclosed comment": Case("'a<!--' + 'x' * 2**20", 1),
    "50,000 combining marks on one letter": Case(
        "'a' + '\\u0301\\u0323' * 25000", 50_001, flags=("combining-run-not-normalized",)
    ),
    "50,000 signs that are marks in disguise": Case(
        "'\\u0f40' + '\\u0f73' * 50000", 50_001, flags=("combining-run-not-normalized",)
    ),
    "50,000 combining marks in alt": Case(
        "'<img alt=\"a' + '\\u0301\\u0323' * 25000 + '\">x'",
        1,
        flags=("combining-run-not-normalized",),
    ),
    "runs of 128 combining marks": Case("('a' + '\\u0301\\u0323' * 64) * 4000"),
    "16 MB of one text": Case("'a' * 2**24", 2**24),
    "16 MB of words": Case("'a ' * 2**23", 2**24 - 1),
    "a million entities": Case("'&amp;' * 1000000", 1_000_000),
    "a million marks without text": Case("'<b></b>' * 1000000", 0),
    "100,000 marks": Case("'<b>x</b>y' * 100000", 200_000),
    "a million line breaks": Case("'<br>' * 1000000", 1_000_000),
    "100,000 list items": Case("'<li>x' * 100000", 100_000),
    "100,000 links": Case("''.join(f'<a href={i}>x</a>' for i in range(100000))", 100_000),
    "spaces under 100,000 marks": Case("'a<b> </b>' * 100000", 199_999),
    "quotations 64 deep, again and again": Case("'<q>' * 63 + '<q></q>' * 20000 + 'x'", 1),
    "marks beside marks, 64 deep": Case("'<q>' * 63 + '<q>x</q>y' * 50000", 100_000),
    "an index that ends 64 deep, again and again": Case(
        "'<sub>' * 64 + 'x</sub>y<sub>' * 50000", 100_000
    ),
    "bold that ends 64 deep, again and again": Case("'<sub>' * 63 + '<b>x</b>y' * 50000", 100_000),
    "quotations 64 deep over 500 paragraphs": Case("'<q>' * 63 + '<p>x</p>' * 500", 500),
    "dynamic parts, 480 deep": Case("'<blockquote>' * 480 + '<i class=sharedaddy></i>' * 20000", 0),
    "elements without text in an endless path": Case(
        "'<blockquote cite=' + 'x' * 2**20 + '>' + '<h2></h2>' * 20000 + 'x'", 1
    ),
    "a class of half a million names": Case("'<p class=\"' + 'a ' * 500000 + '\">x'", 1),
    "tables in tables": Case("'<table>' * 100000 + 'x'", 1),
    "U+0000 a million times": Case("'\\x00' * 1000000 + 'x'", 1),
}
REFUSED = {
    "100,000 nested divs": Case("'<div>' * 100000", refused="depth"),
    "20,000 nested blockquotes": Case("'<blockquote>' * 20000", refused="depth"),
    "20,000 nested lists": Case("'<ul><li>' * 20000", refused="depth"),
    "a million unclosed marks": Case("'<b>' * 1000000", refused="depth"),
    "20,000 attributes on one element": Case(
        "'<p' + ''.join(f' a{i}=x' for i in range(20000)) + '>'", refused="attributes"
    ),
    "20,000 attributes on as many body tags": Case(
        "''.join(f'<body a{i}=1>' for i in range(20000))", refused="attributes"
    ),
    "20,000 attributes on as many html tags": Case(
        "''.join(f'<hTmL a{i}=1>' for i in range(20000))", refused="attributes"
    ),
    "490 fonts left open before 6,000 paragraphs": Case(
        "'<p>' + ''.join(f'<font a{i}>' for i in range(490)) + '<p>x' * 6000", refused="elements"
    ),
    "490 marks left open behind half a million words": Case(
        "'a ' * 2**19 + '<p>' + ''.join(f'<b a{i}>' for i in range(490)) + '<p>x' * 2**19",
        refused="elements",
    ),
    "25,000 copies of 100,000 elements": Case(
        "'<select><button>' + '<selectedcontent></selectedcontent>' * 25000"
        " + '</button><option>' + '<i></i>' * 100000",
        refused="elements",
    ),
    "a byte over 16 MB": Case("'a' * (2**24 + 1)", refused="size"),
    "a long source over many paragraphs": Case(
        "'<blockquote cite=' + 'x' * 100000 + '>' + '<p>x' * 20000", refused="blocks"
    ),
    "a long link over many paragraphs": Case(
        "'<a href=' + 'x' * 100000 + '>' + '<div>x</div>' * 20000", refused="blocks"
    ),
    "many blocks in a deep path": Case(
        "'<blockquote>' * 490 + '<div>x</div>' * 50000", refused="blocks"
    ),
    "many blocks under many marks": Case("'<q>' * 64 + '<p>x</p>' * 50000", refused="blocks"),
    "450 quotations over 2,000 paragraphs": Case(
        "'<q>' * 450 + '<p>x</p>' * 2000", refused="marks"
    ),
    "450 indices, one closed 10,000 times": Case(
        "'<sub>' * 450 + 'x</sub>y<sub>' * 10000", refused="marks"
    ),
    # Each index ends all links about it, and they begin again inside.
    "a long link that begins again at each letter": Case(
        "'<a href=' + 'x' * 8_000_000 + '>' + 'x<sub>y</sub>' * 500000", refused="blocks"
    ),
    "links in links that begin again at each letter": Case(
        "''.join(f'<a href=b{i}><object>' for i in range(60)) + 'x<sub>y</sub>' * 100000",
        refused="blocks",
    ),
}


# Members of a post beside its content `x`, as a Python expression; and the letters of the whole
# post, or the error.
POSTS: dict[str, tuple[str, object]] = {
    "nothing more": ("''", 1),
    "a title of 1 MB": ("',\"title\":\"' + 'word ' * 200000 + '\"'", 1_000_000),
    "a title of a million unclosed marks": (
        "',\"title\":\"' + '<b>' * 1000000 + '\"'",
        "LimitError",
    ),
    "an excerpt of a million unclosed marks": (
        "',\"excerpt\":\"' + '<b>' * 1000000 + '\"'",
        "LimitError",
    ),
    "an excerpt of a million dots": ("',\"excerpt\":\"' + '.' * 1000000 + '\"'", 1_000_001),
    "an excerpt of 300,000 ellipses": ("',\"excerpt\":\"' + '[... ' * 300000 + '\"'", 1),
    "arrays 100,000 deep": ("',\"m\":' + '[' * 100000 + ']' * 100000", "MalformedError"),
    "objects 100,000 deep": (
        "',\"m\":' + '{\"a\":' * 100000 + '0' + '}' * 100000",
        "MalformedError",
    ),
    "a tracked field 500 deep": ("',\"template\":' + '[' * 500 + ']' * 500", "FieldError"),
    "a million keys": (
        "',\"m\":{' + ','.join(f'\"k{i}\":0' for i in range(1000000)) + '}'",
        1,
    ),
    "a million keys, one twice": (
        "',\"m\":{' + ','.join(f'\"k{i % 999999}\":0' for i in range(1000000)) + '}'",
        "DuplicateKeyError",
    ),
    "a number of a million digits": ("',\"m\":' + '1' * 1000000", "MalformedError"),
    "numbers beyond any float": ("',\"m\":[' + '1e400,' * 100000 + '0]'", 1),
    "a million escapes": ("',\"title\":\"' + '\\\\u0061' * 1000000 + '\"'", 1_000_001),
    "a million lone surrogates": ("',\"title\":\"' + '\\\\ud800' * 1000000 + '\"'", 1_000_001),
}


def _outcome(case: Case) -> dict[str, object]:
    outcome: dict[str, object] = _told(_CHILD, case.text)
    return outcome


def _told(program: str, text: str) -> Any:
    done = subprocess.run(
        [sys.executable, "-c", program],
        input=text,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


@pytest.mark.parametrize("case", READ.values(), ids=READ)
def test_it_is_read_whole(case: Case) -> None:
    outcome = _outcome(case)
    assert outcome.get("flags") == list(case.flags)
    assert case.letters is None or outcome["letters"] == case.letters


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
def test_it_is_refused_by_the_limit_that_the_specification_names(case: Case) -> None:
    assert _outcome(case) == {"refused": case.refused}


@pytest.mark.parametrize(("members", "outcome"), POSTS.values(), ids=POSTS)
def test_a_post_that_is_hostile_elsewhere_is_read_whole_or_refused(
    members: str, outcome: object
) -> None:
    head = '{"id":1,"link":"https://example.org/?p=1","content":{"rendered":"x"}'
    assert _told(_POST_CHILD, f"{head!r} + {members} + '}}'") == outcome


def test_a_hang_would_be_seen() -> None:
    with pytest.raises(subprocess.TimeoutExpired):
        subprocess.run([sys.executable, "-c", "while True: pass"], timeout=0.5, check=False)
