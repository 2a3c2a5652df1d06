"""Which captures were asked for again, and whether a capture shows another text than before."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from provenance.archive import Archive
from provenance.model import Reading
from tests.unit.archive.building import (
    CONTEXT,
    KEY,
    RUN,
    Told,
    capture,
    exchange,
    record,
    record_refusal,
    refusal,
    snapshot,
)

A = Told(raw=b'{"a":1}', content=b"A")
B = Told(raw=b'{"b":1}', content=b"B")


def repeat(archive: Archive, told: Told, first: int) -> int:
    """Record a capture that was asked for again right after another."""
    with archive.recording(RUN) as recording, recording.transaction() as tx:
        made = capture(told)
        exchange_id = tx.add_exchange(Reading(exchange=exchange(told.raw), captures=(made,)))
        number = tx.add_capture(
            exchange_id,
            told.key,
            made,
            snapshot(told),
            problem=None,
            statement=None,
            entry=None,
            record=b"r",
        )
        tx.add_repeat(number, first=first)
    return number


def test_a_capture_says_which_one_it_repeats(archive: Archive) -> None:
    record(archive, A, B)
    repeat(archive, A, 2)

    assert [held.repeats for held in archive.captures(KEY)] == [None, None, 2]


def test_a_text_is_another_than_the_one_before(archive: Archive) -> None:
    record(archive, A, B, B)

    assert [archive.is_other_text(number) for number in (1, 2, 3)] == [False, True, False]


def test_a_text_is_another_where_answers_asked_for_together_differ(archive: Archive) -> None:
    record(archive, A, B)
    repeat(archive, A, 2)
    record(archive, A, A)

    # Capture 4 is like the last answer and unlike the one that it repeats.
    assert [archive.is_other_text(number) for number in (4, 5)] == [True, False]


def test_refusals_and_other_contexts_are_passed_over(archive: Archive) -> None:
    record(archive, A)
    refused = record_refusal(archive, refusal())
    with archive.recording(RUN) as recording, recording.transaction() as tx:
        made = capture(B, context=replace(CONTEXT, observer="desk"))
        exchange_id = tx.add_exchange(Reading(exchange=exchange(B.raw), captures=(made,)))
        desk = tx.add_capture(
            exchange_id,
            KEY,
            made,
            snapshot(B),
            problem=None,
            statement=None,
            entry=None,
            record=b"r",
        )
    (again,) = record(archive, A)

    assert [archive.is_other_text(number) for number in (refused, desk, again)] == [False] * 3


def test_a_capture_repeats_none_that_came_later(archive: Archive, path: Path) -> None:
    record(archive, A, B)
    with sqlite3.connect(path) as database, pytest.raises(sqlite3.IntegrityError):
        database.execute("INSERT INTO repeat VALUES (1, 2)")
    database.close()
