"""The program and the second reader of its specification agree on what nobody wrote for a test."""

import json
import random
from pathlib import Path

import pytest

from benchmarks.corpus import make_corpus
from tests.reference.fuzz import by_program, by_reference, disagreements
from tests.reference.mutate import mutated_post

SHARED = Path(__file__).parents[3] / "shared"
# What Debian's packages install as their documentation.
DOCUMENTS = Path("/usr/share/doc")
MUTATED = 2_000


def test_they_agree_on_the_benchmarks_corpus() -> None:
    for post in make_corpus(80):
        assert by_program(post.raw) == by_reference(post.raw), post.post_id


@pytest.mark.parametrize("begin", range(0, MUTATED, 500))
def test_they_agree_on_mutated_posts(begin: int) -> None:
    numbers = range(begin, begin + 500)
    assert list(disagreements((number, mutated_post(number)) for number in numbers)) == []


def test_mutation_gives_the_same_posts_again_and_breaks_them() -> None:
    posts = [mutated_post(number) for number in range(50)]
    assert posts == [mutated_post(number) for number in range(50)]
    assert len(set(posts)) == 50


def test_a_disagreement_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.reference.fuzz.by_reference", lambda raw: "something else")
    post = b'{"id":1,"link":"https://example.org/","content":{"rendered":"a"}}'
    assert list(disagreements([(7, post)])) == [7]


def test_they_agree_on_answers_of_a_real_wordpress() -> None:
    answers = sorted((SHARED / "captures").glob("*.json")) + sorted(
        (SHARED / "seed").glob("*.json")
    )
    if not answers:
        pytest.skip("../shared, with answers of a real WordPress, is not here")
    for answer in answers:
        raw = answer.read_bytes()
        assert by_program(raw) == by_reference(raw), answer.name


def test_they_agree_on_documents_that_are_on_this_machine() -> None:
    paths = sorted(path for path in DOCUMENTS.rglob("*.html") if path.is_file())
    if not paths:
        pytest.skip("no HTML documents under /usr/share/doc")
    for path in random.Random(1).sample(paths, min(60, len(paths))):
        html = path.read_bytes()[:100_000].decode(errors="replace")
        value = {"id": 1, "link": "https://example.org/", "content": {"rendered": html}}
        raw = json.dumps(value).encode()
        assert by_program(raw) == by_reference(raw), path
