"""Memory, hostile input, stages and peers are measured by means that fail when they should."""

import os
import re
import time
from collections.abc import Mapping, Sequence
from io import StringIO
from pathlib import Path

import pytest
from defusedxml import ElementTree

from benchmarks import (
    child,
    differs,
    hostile,
    hostile_posts,
    machine,
    memory,
    peers,
    results,
    stages,
    tables,
    timing,
    workers,
)
from benchmarks.corpus import make_corpus, post_with_content, stream_corpus
from provenance.canonical import canonicalize, snapshot
from provenance.canonical.metadata import metadata_bytes
from provenance.digest import leaf_hash, root_hash
from provenance.errors import LimitError
from provenance.model import Snapshot

SMALL = make_corpus(6)
PAGE = Path(results.PAGE)


# --- Times ----------------------------------------------------------------------------------------


def spin(count: int) -> int:
    return sum(1 for _ in range(count))


def test_works_that_take_turns_give_a_row_a_round_and_the_first_is_left_out() -> None:
    calls: list[int] = []
    taken = timing.take([calls.append, spin], [1, 2], rounds=3)
    assert calls == [1, 2] * 4
    assert [len(row) for row in taken.rows] == [2, 2, 2]


def test_a_ratio_is_the_median_of_the_rounds_ratios() -> None:
    taken = timing.Taken(rows=((1.0, 2.0), (2.0, 20.0), (4.0, 12.0)))
    assert taken.ratio(1, 0) == 3.0
    assert taken.seconds(1) == 12.0
    assert taken.spread(0) == pytest.approx(1.5)


def test_work_of_a_hundred_times_the_length_is_seen_to_take_longer() -> None:
    taken = timing.take([lambda _: spin(1_000), lambda _: spin(100_000)], SMALL, rounds=3)
    assert taken.ratio(1, 0) > 20


# --- Children -------------------------------------------------------------------------------------


def pause(seconds: float) -> str:
    time.sleep(seconds)
    return "awake"


def take_memory(size_bytes: int) -> int:
    return len(bytearray(size_bytes))


def leave() -> None:
    os._exit(7)


def test_a_child_gives_what_its_work_returns() -> None:
    assert child.in_child(pause, 0.0) == "awake"


def test_a_child_that_hangs_is_ended_when_its_time_is_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "CAP_S", 0.2)
    with pytest.raises(child.ChildError, match=r"within 0\.2 s"):
        child.in_child(pause, 60.0)


def test_a_child_that_ends_without_a_result_says_how() -> None:
    with pytest.raises(child.ChildError, match="ended with 7"):
        child.in_child(leave)


def test_a_child_cannot_take_more_memory_than_its_cap() -> None:
    assert child.in_child(take_memory, 1_000) == 1_000
    with pytest.raises(child.ChildError, match="ended with 1"):
        child.in_child(take_memory, child.CAP_BYTES)


def test_a_peak_is_the_process_s_own_and_not_that_of_the_one_that_started_it() -> None:
    ballast = bytearray(200 << 20)
    assert child.in_child(child.peak_kib) < len(ballast) >> 10
    assert child.peak_kib() > len(ballast) >> 10


# --- Memory ---------------------------------------------------------------------------------------


def peak_of_hoard(count: int) -> int:
    """Canonicalise as the stream does, and keep everything."""
    hoard = [(post, canonicalize(post.raw)) for post in stream_corpus(count)]
    return child.peak_kib() + 0 * len(hoard)


def shorter(peak: memory.Peak, many: int = 400) -> memory.Stream:
    return memory.Stream(name="posts", peak=peak, few=150, many=many)


@pytest.mark.parametrize("stream", memory.STREAMS, ids=lambda stream: stream.name)
def test_a_stream_of_posts_takes_no_more_memory_the_longer_it_is(stream: memory.Stream) -> None:
    assert not memory.measure_peaks(shorter(stream.peak)).is_over


def test_a_stream_that_keeps_its_posts_is_over() -> None:
    assert memory.measure_peaks(shorter(peak_of_hoard, many=800)).is_over


@pytest.mark.parametrize(("many", "code"), [(120, 0), (121, 1)])
def test_the_memory_command_ends_with_what_it_measured(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], many: int, code: int
) -> None:
    peaks = memory.Peaks(few_kib=100, many_kib=many)
    monkeypatch.setattr(memory, "measure_peaks", lambda _: peaks)
    assert memory.main() == code
    assert f"{many / 100:.2f}" in capsys.readouterr().out


# --- Hostile input --------------------------------------------------------------------------------

ARTICLE = hostile_posts.with_content("an article", "<p>Some words.</p>" * 50, 500)


def square(raw: bytes) -> Snapshot:
    spin(len(raw) ** 2 if b"Some words" in raw else 0)
    return canonicalize(raw)


def refuse(raw: bytes) -> Snapshot:
    if b"Some words" in raw:
        raise LimitError("it is too much", limit="words")
    return canonicalize(raw)


def lose(raw: bytes) -> Snapshot:
    return canonicalize(raw.replace(b"Some words", b"Some"))


def exhaust(raw: bytes) -> Snapshot:
    raise MemoryError(raw[:1])


def test_an_article_costs_what_articles_cost() -> None:
    cost = hostile.measure(ARTICLE)
    assert (cost.outcome, cost.is_over) == ("canonicalised", False)


def test_a_canonicalizer_that_grows_with_the_square_of_the_length_is_over() -> None:
    cost = hostile.measure(ARTICLE, square, rounds=1)
    assert (cost.outcome, cost.is_over) == ("canonicalised", True)


def test_a_typed_refusal_is_sound() -> None:
    cost = hostile.measure(ARTICLE, refuse)
    assert (cost.outcome, cost.is_over) == ("refused: words", False)


def test_text_that_is_lost_in_silence_is_over_however_quickly() -> None:
    cost = hostile.measure(ARTICLE, lose)
    assert (cost.outcome, cost.is_over) == ("TEXT LOST", True)


def test_running_out_of_memory_is_over() -> None:
    cost = hostile.measure(ARTICLE, exhaust)
    assert (cost.outcome, cost.is_over) == ("out of memory", True)


def test_a_case_that_hangs_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "CAP_S", 0.0)
    cost = hostile.measure_apart(ARTICLE)
    assert cost.is_over
    assert "within 0 s" in cost.outcome


def test_a_refusal_of_the_json_is_sound_too() -> None:
    case = hostile_posts.Case(name="no JSON", raw=b"{" * 9_000, size_bytes=9_000, letters=0)
    cost = hostile.measure(case)
    assert (cost.outcome, cost.is_over) == ("refused: JSON", False)


def test_what_is_all_tags_is_held_against_as_many_tags() -> None:
    content = "<b>x</b>" * 500
    by_bytes, by_tags = (
        hostile_posts.with_content("marks", content, 500, is_dense=is_dense)
        for is_dense in (False, True)
    )
    assert by_bytes.ordinary_bytes == len(content)
    assert hostile_posts.ordinary(by_tags.ordinary_bytes).count("<") == pytest.approx(
        1_000, rel=0.2
    )


def test_every_hostile_case_can_be_made_and_no_name_stands_twice() -> None:
    names = [case.name for case in hostile_posts.cases()]
    assert len(names) == len(set(names)) > 30


@pytest.mark.parametrize(("work_s", "code"), [(9.9, 0), (10.0, 1)])
def test_the_hostile_command_fails_on_what_is_over(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], work_s: float, code: int
) -> None:
    cost = hostile.Cost(seconds=work_s, ordinary_s=1.0, outcome="canonicalised", is_sound=True)
    monkeypatch.setattr(hostile, "cases", lambda: iter([ARTICLE]))
    monkeypatch.setattr(hostile, "measure_apart", lambda _: cost)
    assert hostile.main() == code
    assert ("OVER" in capsys.readouterr().out) is bool(code)


def test_ordinary_articles_have_exactly_the_bytes_that_are_asked_for() -> None:
    assert [len(hostile_posts.ordinary(size).encode()) for size in (1_000, 3_000_000)] == [
        pytest.approx(1_000, abs=3),
        pytest.approx(3_000_000, abs=3),
    ]


# --- Stages ---------------------------------------------------------------------------------------


def test_the_stages_together_take_what_the_pipeline_takes() -> None:
    taken = stages.take_stages(SMALL, rounds=3)
    whole = timing.take([lambda post: canonicalize(post.raw)], SMALL, rounds=3)
    together = sum(taken.seconds(place) for place in range(len(stages.STAGES)))
    assert together == pytest.approx(whole.seconds(0), rel=0.5)
    assert all(second > 0 for row in taken.rows for second in row)


def test_a_stage_that_is_slowed_is_the_one_that_takes_longer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def slowed(tracked: Mapping[str, object]) -> bytes:
        spin(200_000)
        return metadata_bytes(tracked)

    monkeypatch.setattr(snapshot, "metadata_bytes", slowed)
    taken = stages.take_stages(SMALL, rounds=2)
    seconds = dict(zip(stages.STAGES, map(taken.seconds, range(len(stages.STAGES))), strict=True))
    assert max(seconds, key=lambda stage: seconds[stage]) == "metadata"


def test_the_clocks_are_taken_away_again() -> None:
    parts = dict(vars(snapshot))
    with stages.clocked(dict.fromkeys(stages.STAGES, 0.0)):
        assert vars(snapshot) != parts
    assert vars(snapshot) == parts


# --- Peers ----------------------------------------------------------------------------------------


def hashes(count: int) -> Sequence[bytes]:
    return [leaf_hash(number.to_bytes(4)) for number in range(count)]


@pytest.mark.parametrize("count", range(18))
def test_the_recursive_tree_is_the_same_tree(count: int) -> None:
    assert peers.recursive_root(hashes(count)) == root_hash(hashes(count))


def test_the_recursive_tree_tells_the_order_of_its_leaves() -> None:
    assert peers.recursive_root(hashes(5)) != peers.recursive_root(hashes(5)[::-1])


def test_a_peer_is_known_by_the_text_that_it_keeps() -> None:
    def text(html: str) -> str:
        return " ".join(re.sub(r"<[^>]*>", " ", html).split())

    whole = peers.Peer(name="whole", text=text)
    half = peers.Peer(name="half", text=lambda html: text(html)[: len(text(html)) // 2])
    post = post_with_content("<p>Some words, and as many more.</p>", title="t", post_id=1)
    assert peers.text_kept(whole, [post]) == 1.0
    assert peers.text_kept(half, [post]) < 0.6
    assert whole.digest(post) != half.digest(post)


def walk(html: str) -> list[tuple[str, object]]:
    return list(ElementTree.iterparse(StringIO(html), events=("start", "end")))


def test_a_peer_that_walks_to_blocks_tells_marks_links_and_places_apart() -> None:
    html = '<body>a<p>One <b>two</b>\n3</p><ul><li><a href="/x">x</a></li></ul>b</body>'
    blocks = peers.walked_blocks(walk(html))
    assert blocks == [
        b"content\0/a",
        b"content\0/One \x01<strong\x01two\x01>strong\x01 3",
        b"content\0/ul\0/li\0/\x01<a\x01@/x\x01x\x01>a\x01",
        b"content\0/b",
    ]
    peer = peers.Peer(name="walk", text=str, blocks=lambda html: peers.walked_blocks(walk(html)))
    one, other = (
        post_with_content(text, title="t", post_id=1) for text in (html, html.replace("/x", "/y"))
    )
    assert peer.digest(one) == root_hash([leaf_hash(block) for block in blocks])
    assert peer.digest(one) != peer.digest(other)


# --- The page -------------------------------------------------------------------------------------


def test_two_workers_canonicalize_every_post() -> None:
    pace = workers.measure_workers(posts=20, rounds=1)
    assert pace.one > 0
    assert pace.ratio == pace.two / pace.one


def test_a_table_has_its_figures_to_the_right() -> None:
    assert tables.table(("what", "n"), [("a", "1")]) == "| what | n |\n| --- | ---: |\n| a | 1 |"


def test_the_machine_is_named_without_hosts_and_folders() -> None:
    told = dict(machine.describe_machine())
    assert {"processor", "Python", "turbohtml"} <= told.keys()
    assert os.uname().nodename not in str(told)
    assert "/" not in str(told)


def test_the_page_has_every_stage_peer_limit_and_case() -> None:
    page = PAGE.read_text(encoding="utf-8")
    expected = [
        *(f"| {name} |" for name in stages.STAGES),
        *(f"| {name} |" for name in (*peers.DISTRIBUTIONS, *differs.DISTRIBUTIONS)),
        *(f"| {case.name} |".replace("<", "\\<") for case in hostile_posts.cases()),
        "## Against peers",
        "## Asking",
        "| limit: parse alone |",
        "| limit: SHA-256 of the answer's bytes alone |",
    ]
    assert [text for text in expected if text not in page] == []


def test_the_page_names_no_folder_of_any_machine() -> None:
    assert not re.search(r"/(?:home|root|work|tmp|usr)\b", PAGE.read_text(encoding="utf-8"))
