"""Posts read by several processes are those that one reads, and its errors are the same."""

import multiprocessing
import os
import sqlite3
from pathlib import Path

import pytest

from benchmarks.archives import fill_archive
from provenance import pipeline
from provenance.model import Dossier
from provenance.pipeline import Settings
from provenance.pipeline.dossiers import FEW_POSTS, MANY_POSTS
from provenance.pipeline.reading_beside import hand_out, reading_beside
from provenance.pipeline.settings import Unseen
from provenance.report.html import render_html

_POSTS = FEW_POSTS + 15


@pytest.fixture(autouse=True)
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have fewer posts count as many, so that archives of them are made sooner."""
    assert FEW_POSTS < _POSTS < MANY_POSTS
    monkeypatch.setattr("provenance.pipeline.dossiers.MANY_POSTS", _POSTS)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("many") / "a.db"
    fill_archive(path, _POSTS + 10, posts=_POSTS)
    return path


@pytest.fixture(scope="module")
def alone(archive: Path) -> Dossier:
    return pipeline.dossier((), Settings(archive=archive))


class _Told(Unseen):
    """Counts what it is told, and records in the archive at the start where it is to."""

    def __init__(self, archive: Path | None = None) -> None:
        self.done_posts = 0
        self._archive = archive

    def start(self, description: str, total: int | None) -> None:
        del description, total
        if self._archive is not None:
            # As it happens: another process records, and ends.
            context = multiprocessing.get_context("spawn")
            recorder = context.Process(target=_record_one_more, args=(self._archive,))
            recorder.start()
            recorder.join()
            assert recorder.exitcode == 0

    def advance(self, n: int = 1) -> None:
        self.done_posts += n


def test_two_processes_give_the_page_that_one_gives(archive: Path, alone: Dossier) -> None:
    told = _Told()
    read = pipeline.dossier((), Settings(archive=archive), processes=2, progress=told)
    assert read == alone
    assert render_html(read) == render_html(alone)
    assert told.done_posts == len(read.posts) == _POSTS
    assert any(post.edits for post in read.posts)
    assert multiprocessing.active_children() == []


def test_words_are_read_by_others_in_the_language_that_was_asked_for(archive: Path) -> None:
    settings = Settings(archive=archive, language="de")
    assert pipeline.dossier((), settings, processes=2) == pipeline.dossier((), settings)


def test_what_is_recorded_meanwhile_is_in_no_part_of_it(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    fill_archive(path, _POSTS, posts=_POSTS)
    before = pipeline.dossier((), Settings(archive=path))
    told = _Told(path)
    assert pipeline.dossier((), Settings(archive=path), processes=2, progress=told) == before
    assert pipeline.dossier((), Settings(archive=path), processes=2) != before


def test_posts_that_do_not_hold_are_told_of_in_order_and_the_others_shown(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    fill_archive(path, _POSTS, posts=_POSTS)
    _damage(path, posts=(17, 31))
    one, two = (pipeline.dossier((), Settings(archive=path), processes=n) for n in (1, 2))
    assert len(two.posts) == _POSTS - 2
    assert two.posts == one.posts
    said = [[(each.target, str(each.error)) for each in read.failures] for read in (one, two)]
    assert said[0] == said[1]
    assert len(said[0]) == 2


def test_posts_are_read_here_where_no_other_process_lives(archive: Path, alone: Dossier) -> None:
    keys = [post.audit.post.key for post in alone.posts]
    with reading_beside(archive, language=None, processes=2) as pipes:
        assert len(pipes) == 2
        for process in multiprocessing.active_children():
            process.kill()
            process.join()
        assert hand_out([keys[:3], keys[3:6], keys[6:9]], pipes, Unseen()) == {}


def test_a_process_that_cannot_read_the_archive_is_left_out(tmp_path: Path) -> None:
    with reading_beside(tmp_path / "none.db", language=None, processes=1) as pipes:
        assert pipes == ()


def test_no_process_outlives_an_error(archive: Path) -> None:
    def interrupted() -> None:
        with reading_beside(archive, language=None, processes=1) as pipes:
            assert len(pipes) == 1
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert multiprocessing.active_children() == []


def test_a_machine_that_does_not_say_what_may_be_used_is_asked_what_it_has(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert 1 <= pipeline.useful_processes() <= 4
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert pipeline.useful_processes() == 1


def _record_one_more(path: Path) -> None:
    fill_archive(path, _POSTS + 1, posts=_POSTS + 1)


def _damage(path: Path, *, posts: tuple[int, ...]) -> None:
    """Give posts, by their place, another text than that which was recorded."""
    connection = sqlite3.connect(path)
    connection.execute("DROP TRIGGER snapshot_never_changes")
    for number in posts:
        connection.execute(
            "UPDATE snapshot SET content = zeroblob(32) WHERE snapshot_id ="
            " (SELECT snapshot_id FROM capture WHERE post_no = ?)",
            (number,),
        )
    connection.commit()
    connection.close()
