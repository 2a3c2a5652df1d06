"""Two archives side by side."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from provenance import schema
from provenance.cli.main import main
from provenance.errors import MissingArchiveError, SameArchiveError
from provenance.model import Likeness, ObserversSeen
from provenance.pipeline import Settings, audit, compare_observers
from provenance.report import FORMATS, Look
from tests.fakes.wordpress import FakeWordPress, post_body
from tests.integration.pipeline.conftest import Save
from tests.unit.canonical.samples import post_bytes

NOON = datetime(2026, 5, 29, 12, tzinfo=UTC)
A = post_bytes("<p>The minister denied it.</p>")
B = post_bytes("<p>The minister confirmed it.</p>")
BOLD = post_bytes("<p>The <b>minister</b> denied it.</p>")
TAGGED = post_bytes("<p>The minister denied it.</p>", tags=[3])
OTHER = post_bytes("<p>Other.</p>", id=8, link="https://example.org/?p=8", _links={})

See = Callable[..., Path]


@pytest.fixture
def see(tmp_path: Path, save: Save) -> See:
    """Give what lets an observer see answers, a minute's offset each, and returns the archive."""

    def see(observer: str, *seen: tuple[float, bytes]) -> Path:
        path = tmp_path / f"{observer}.db"
        settings = Settings(archive=path, observer=observer)
        for number, (minutes, body) in enumerate(seen):
            told = replace(settings, observed_at=NOON + timedelta(minutes=minutes))
            names = [save(f"{observer}{number}.json", body)]
            audit(names, told)
        return path

    return see


def likenesses(seen: ObserversSeen) -> list[Likeness]:
    return [sighting.likeness for post in seen.posts for sighting in post.sightings]


def compared(first: Path, second: Path, minutes: int = 60) -> ObserversSeen:
    return compare_observers(first, second, within=timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("body", "likeness"),
    [
        (A, Likeness.SAME),
        (TAGGED, Likeness.SAME_TEXT),
        (BOLD, Likeness.SAME_WORDS),
        (B, Likeness.DIFFERENT),
    ],
)
def test_two_captures_are_as_alike_as_their_digests(
    body: bytes, likeness: Likeness, see: See
) -> None:
    seen = compared(see("ann", (0, A)), see("bob", (5, body)))

    assert likenesses(seen) == [likeness]
    (post,) = seen.posts
    assert post.sightings[0].apart == timedelta(minutes=5)
    held = [post.sightings[0].first.snapshot, post.sightings[0].second.snapshot]
    assert [one.blocks for one in held if one is not None] == [(), ()]
    assert post.is_same is (likeness in {Likeness.SAME, Likeness.SAME_TEXT})
    assert (post.sightings[0].difference is None) is (likeness is Likeness.SAME)


def test_each_capture_is_held_against_the_nearest(see: See) -> None:
    first = see("ann", (0, A), (100, B))
    second = see("bob", (-50, B), (10, A), (95, B), (300, A))
    seen = compared(first, second)

    pairs = [(s.first.moment.at, s.second.moment.at) for s in seen.posts[0].sightings]
    assert pairs == [
        (NOON, NOON + timedelta(minutes=10)),
        (NOON + timedelta(minutes=100), NOON + timedelta(minutes=95)),
    ]
    assert likenesses(seen) == [Likeness.SAME, Likeness.SAME]
    assert seen.posts[0].alone == (0, 2)


def test_captures_too_far_apart_are_not_compared(see: See) -> None:
    first, second = see("ann", (0, A)), see("bob", (61, B))

    assert not compared(first, second).is_compared
    assert compared(first, second, 61).is_compared


def test_captures_of_unknown_time_are_not_compared(see: See, save: Save, tmp_path: Path) -> None:
    path = tmp_path / "unknown.db"
    audit([save("x.json", B)], Settings(archive=path))
    seen = compared(see("ann", (0, A)), path)

    assert not seen.is_compared
    assert seen.posts[0].alone == (1, 1)


def test_captures_of_different_kinds_are_not_compared(see: See) -> None:
    listed = b"[" + B + b"]"
    assert not compared(see("ann", (0, A)), see("bob", (0, listed))).is_compared


def test_a_refusal_to_one_is_told_and_so_is_one_to_both(tmp_path: Path) -> None:
    paths = [tmp_path / f"{name}.db" for name in ("ann", "bob", "eve")]
    with FakeWordPress([post_body(7), post_body(8)]) as site:
        for number, path in enumerate(paths):
            audit(
                [site.rest_url("/wp/v2/posts/7")],
                Settings(archive=path, allow_private=True, ignore_robots=True),
            )
            if not number:
                site.refuse(7)

    assert likenesses(compared(paths[0], paths[1])) == [Likeness.ONE_REFUSED]
    assert likenesses(compared(paths[1], paths[2])) == [Likeness.BOTH_REFUSED]
    assert compared(paths[1], paths[2]).posts[0].is_same


def test_what_only_one_has_is_listed(see: See) -> None:
    seen = compared(see("ann", (0, A), (1, OTHER)), see("bob", (0, A)))

    assert [str(record.key) for record in seen.only_first] == ["example.org#8"]
    assert seen.only_second == ()


def test_one_archive_is_not_two(see: See) -> None:
    path = see("ann", (0, A))
    with pytest.raises(SameArchiveError):
        compared(path, path)
    with pytest.raises(MissingArchiveError):
        compared(path, path.with_name("none.db"))


def test_a_copy_of_an_archive_is_no_second_observer(see: See) -> None:
    path = see("ann", (0, A))
    copy = path.with_name("copy.db")
    copy.write_bytes(path.read_bytes())
    with pytest.raises(SameArchiveError, match=r"was copied from the other: .* was seen once"):
        compared(path, copy)

    see("copy", (1, B))  # a copy that went on by itself shares what it began with
    with pytest.raises(SameArchiveError):
        compared(copy, path)


def test_the_same_answers_seen_by_two_are_no_copy(see: See) -> None:
    assert likenesses(compared(see("ann", (0, A)), see("bob", (0, A)))) == [Likeness.SAME]


@pytest.mark.parametrize("verbose", [True, False])
def test_reports_say_what_differs_and_that_it_is_no_finding(see: See, *, verbose: bool) -> None:
    first = see("ann", *((60 * n, A) for n in range(5)), (1, OTHER))
    second = see("bob", *((60 * n + 1, B) for n in range(5)))
    seen = compared(first, second, 10)

    text = FORMATS["text"](Look(verbose=verbose)).observers(seen)
    said = " ".join(text.split())
    assert "5 pairs: different texts" in said
    assert "[-denied-]" in said
    assert ("and 2 more, which -v shows" in said) is not verbose
    assert f"Only in {first}: example.org#8" in said
    assert "shows no edit by itself" in said
    assert "warning" not in said
    document = json.loads(FORMATS["json"](Look()).observers(seen))
    schema.check(document, "compare-observers")
    assert document["posts"][0]["same"] is False


def test_the_command_line_says_what_it_came_to(
    see: See, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = str(see("ann", (0, A))), str(see("bob", (30, B)))

    assert main(["compare-observers", first, second]) == 0
    assert "different texts, 30 min apart" in capsys.readouterr().out
    assert main(["compare-observers", first, second, "--within", "10"]) == 5
    assert "Nothing was compared" in capsys.readouterr().out
    assert main(["compare-observers", first, second, "--format", "json"]) == 0
    assert main(["compare-observers", first, first]) == 1
    assert main(["compare-observers", first, "none.db"]) == 1
    assert main(["compare-observers", first]) == 2


def test_what_differs_between_two_observers_has_its_classes(see: See) -> None:
    seen = compared(see("one", (0, A)), see("two", (1, B)))

    ((sighting,),) = ([*post.sightings] for post in seen.posts)
    assert sighting.difference is not None
    assert [
        passage.material for edit in sighting.difference.edits for passage in edit.passages
    ] == [True]
