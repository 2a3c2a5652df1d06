"""Lists and histories fit the page and say what is not known."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from provenance.model import ArchiveState, Basis, Moment, Observation, PostKey, Source
from provenance.report import FORMATS, Look
from provenance.report.layout import cells
from provenance.report.text_capture import change, source
from tests.unit.report.samples import ARCHIVE, NOON, answer, history, observation, record, refusal


def _text(*, width: int = 80, verbose: bool = False) -> str:
    return FORMATS["text"](Look(width=width, verbose=verbose)).history(history(), ARCHIVE)


def test_a_list_has_one_line_a_post() -> None:
    text = FORMATS["text"](Look()).posts([record(), record(title="", captures=2400)], ARCHIVE)
    assert text == (
        "POST           CAPTURES  VERSIONS  LAST SEEN\n"
        "example.org#7         1         1  time not known\n"
        "  The bridge\n"
        "example.org#7     2,400         1  time not known\n"
        "  (no title)\n"
        "\n"
        "2 posts; archive: ./provenance.db (created by this run)\n"
    )


def test_an_empty_archive_is_said_to_be_empty() -> None:
    elsewhere = ArchiveState(path=Path("/srv/articles.db"), created=False)
    text = FORMATS["text"](Look()).posts([], elsewhere)
    assert text == "0 posts; archive: /srv/articles.db\n"


@pytest.mark.parametrize("width", [66, 72, 80])
def test_a_long_title_is_cut_and_the_rest_stands(width: int) -> None:
    look = Look(width=width, terminal=True)
    text = FORMATS["text"](look).posts([record(title="日本語の題名" * 20)], ARCHIVE)
    row, title = text.splitlines()[1:3]
    assert row.endswith("time not known")
    assert cells(title) <= width
    assert title.endswith("…")


def test_in_a_pipe_a_long_title_stands_whole_in_its_line() -> None:
    title = "A headline of many words " * 8
    assert title.strip() in FORMATS["text"](Look()).posts([record(title=title)], ARCHIVE)


def test_a_title_without_end_is_cut_in_a_pipe_too() -> None:
    text = FORMATS["text"](Look()).posts([record(title="x" * 100_000)], ARCHIVE)
    assert "more characters" in text
    assert len(text) < 1000


def test_a_posts_name_is_never_cut_since_commands_take_it() -> None:
    key = PostKey(site="a-very-long-host-name.example.org/with/a/path", post_id=1234567)
    text = FORMATS["text"](Look(width=40)).posts([record(key=key)], ARCHIVE)
    assert str(key) in text


def test_a_history_says_what_each_capture_changed() -> None:
    text = _text()
    assert "CAPTURE  SERVED (UTC)                    VERSION  CHANGED             FROM\n" in text
    assert "      1  2026-05-29 12:00:00 (observed)        1  first               1.json\n" in text
    assert "      2  time not known                        2  words               2.json\n" in text
    assert "      3  time not known                        -  401 rest_forbidden  3.json\n" in text
    assert "Version 1  in capture 1  content sha256:" in text


def test_a_history_shows_digests_whole_on_request() -> None:
    seen = history().versions[0]
    assert seen.content.hex() not in _text()
    assert seen.content.hex() in _text(verbose=True)


@pytest.mark.parametrize(
    ("versions", "words"),
    [
        ({1: 1}, "in capture 1"),
        ({1: 1, 2: 1}, "in 2 captures: 1 and 2"),
        ({1: 1, 2: 2, 3: 1}, "in 2 captures: 1 and 3"),
        ({1: 1, 2: 1, 3: 1}, "in 3 captures: 1 to 3"),
        # Captures 2 and 4 are another post's: in the table, 1 to 5 stand together.
        ({1: 1, 3: 1, 5: 1}, "in 3 captures: 1 to 5"),
        ({1: 1, 2: 1, 3: 1, 4: 2, 5: 1, 6: None, 7: 1}, "in 5 captures: 1 to 3, 5 and 7"),
        # Read in another order than recorded, as files that are dated later may be.
        ({3: 1, 1: 1, 2: 1}, "in 3 captures: 3, 1 and 2"),
    ],
)
def test_a_version_says_which_captures_show_it(versions: dict[int, int | None], words: str) -> None:
    seen = [observation(number, version=shown) for number, shown in versions.items()]
    assert f"Version 1  {words}  content sha256:" in _history_of(seen)


def test_a_version_that_comes_and_goes_without_end_is_counted_and_listed_on_request() -> None:
    seen = [observation(number, version=1 + number % 2) for number in range(1, 41)]
    terse, full = _history_of(seen), _history_of(seen, verbose=True)
    assert "in 20 captures: 1, 3, 5, 7, 9, 11, 13, 15 and 12 more (-v lists them)" in terse
    assert "31, 33, 35, 37 and 39" in full


def _history_of(seen: Sequence[Observation], *, verbose: bool = False) -> str:
    plain = history()
    value = replace(plain, observations=tuple(seen), versions=plain.versions[:1])
    value = replace(value, versions=(replace(value.versions[0], number=seen[0].version or 1),))
    return FORMATS["text"](Look(width=120, verbose=verbose)).history(value, ARCHIVE)


_FIRST = observation(1)


@pytest.mark.parametrize(
    ("later", "words"),
    [
        (answer(), "nothing"),
        (answer(x=1), "other bytes, same post"),
        (answer('<p id="x">The bridge will cost 1.5 million.</p>'), "markup only"),
        (
            answer("<p>The <a href='/b'>bridge</a> will cost 1.5 million.</p>"),
            "content, same words",
        ),
        (answer("<p>The bridge will cost 15 million.</p>"), "words"),
        (answer(tags=[4]), "metadata"),
        (
            answer("<p>15</p>", tags=[4], modified_gmt="2026-06-01T00:00:00"),
            "words, metadata, claims",
        ),
    ],
)
def test_the_first_rung_that_differs_is_named(later: bytes, words: str) -> None:
    assert change(observation(2, later), _FIRST) == words


def test_captures_without_a_post_say_why() -> None:
    assert change(refusal(), _FIRST) == "401 rest_forbidden"
    assert change(replace(_FIRST, snapshot=None, problem="x"), _FIRST) == "cannot be assessed"
    assert change(_FIRST, refusal()) == "first"


@pytest.mark.parametrize(
    ("kind", "origin", "words"),
    [
        (Source.FILE, "a/b.json", "file a/b.json"),
        (Source.FILE, "-", "standard input"),
        (Source.HTTP, "https://example.org/x", "https://example.org/x"),
    ],
)
def test_a_source_says_what_it_is(kind: Source, origin: str, words: str) -> None:
    assert source(observation(1, source=kind, origin=origin)) == words


def test_a_live_capture_is_listed_by_its_address() -> None:
    seen = observation(1, at=NOON, source=Source.HTTP, origin="https://example.org/wp-json/7")
    text = FORMATS["text"](Look(width=100)).history(
        replace(history(), observations=(seen,)), ARCHIVE
    )
    assert "first    example.org/wp-json/7" in text


_LONG = "http://127.0.0.1:8081/index.php?rest_route=/wp/v2/posts/58012"


def test_in_a_pipe_a_capture_is_one_line_with_its_whole_address() -> None:
    text = _live(Look(width=80))
    [row] = [line for line in text.splitlines() if line.endswith(_LONG.removeprefix("http://"))]
    assert row.startswith("      1  2026-05-29 12:00:00 (observed)        1  first    ")


def test_on_a_narrow_terminal_the_whole_address_stands_below_its_capture() -> None:
    text = _live(Look(width=80, terminal=True))
    row = text.splitlines().index("      1  2026-05-29 12:00:00 (observed)        1  first")
    assert text.splitlines()[row + 1] == "         " + _LONG.removeprefix("http://")
    assert "FROM" not in text
    assert max(map(cells, text.splitlines())) <= 80


def test_on_a_wide_terminal_the_address_stands_beside_its_capture() -> None:
    assert f"first    {_LONG.removeprefix('http://')}\n" in _live(Look(width=120, terminal=True))


def test_an_asserted_time_is_short_in_the_table() -> None:
    seen = observation(1, moment=Moment(at=NOON, basis=Basis.ASSERTED))
    assert "  2026-05-29 12:00:00 (asserted)        1 " in _history_of([seen])


def _live(look: Look) -> str:
    seen = observation(1, at=NOON, source=Source.HTTP, origin=_LONG)
    return FORMATS["text"](look).history(replace(history(), observations=(seen,)), ARCHIVE)
