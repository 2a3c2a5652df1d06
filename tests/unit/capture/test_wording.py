"""A stranger's answer in a sentence."""

import time

import pytest

from provenance.capture.wording import first_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<h1>Not  found</h1>\n<p>Sorry.", "Not found Sorry."),
        ("<script>var a = 1</script>Sorry<!-- x --> so", "Sorry so"),
        ("Sorry<STYLE media=all>p {}</style >", "Sorry"),
        ("Sorry <script>var a", "Sorry"),
        ("Sorry <!-- not shown", "Sorry"),
        ("x" * 100, "x" * 80),
    ],
)
def test_first_words_are_those_that_a_reader_would_see(text: str, words: str) -> None:
    assert first_words(text) == words


@pytest.mark.once
@pytest.mark.parametrize("tag", ["<script>", "<!--", "<"])
def test_first_words_of_what_never_ends_are_found_in_no_time(tag: str) -> None:
    started = time.process_time()
    assert first_words("Sorry" + tag * 20_000).startswith("Sorry")
    assert time.process_time() - started < 0.2
