import json
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from provenance.archive import Archive
from provenance.digest import format_digest, leaf_hash, root_hash, sha256
from provenance.errors import ArchiveError, DigestMismatchError
from provenance.model import PostKey, Reading
from tests.unit.archive.building import (
    CLAIMS,
    CONTEXT,
    KEY,
    NOW,
    PROFILE,
    RUN,
    Told,
    add,
    capture,
    exchange,
    page,
    record,
    record_refusal,
    refusal,
    saved,
    snapshot,
)

A = Told(raw=b'{"a":1}', content=b"A")
B = Told(raw=b'{"b":1}', content=b"B")


def test_a_b_a_is_two_versions_three_captures_and_three_entries(archive: Archive) -> None:
    record(archive, A, B, A)
    assert [held.version for held in archive.captures(KEY)] == [1, 2, 1]
    first, second = archive.versions(KEY)
    assert (first.number, first.captures, first.first_capture, first.last_capture) == (1, 2, 1, 3)
    assert (second.number, second.captures) == (2, 1)
    assert len(list(archive.entries())) == 3


def test_an_unchanged_capture_has_no_entry_and_no_statement(archive: Archive) -> None:
    record(archive, A, A)
    first, second = archive.captures(KEY)
    assert (first.entry, second.entry) == (0, None)
    assert first.statement is not None
    assert second.statement is None
    assert second.digests == first.digests


def test_a_body_that_differs_in_noise_alone_is_kept_and_is_no_new_version(archive: Archive) -> None:
    noisy = replace(A, raw=b'{"a": 1}')
    record(archive, A, noisy)
    assert [held.version for held in archive.captures(KEY)] == [1, 1]
    assert [held.entry for held in archive.captures(KEY)] == [0, None]
    assert archive.body(sha256(noisy.raw)) == noisy.raw


def test_claims_that_moved_are_an_entry_and_no_version(archive: Archive) -> None:
    saved_again = replace(A, raw=b'{"a":2}', claims=replace(CLAIMS, revision_count=2))
    record(archive, A, saved_again)
    assert [(held.version, held.entry) for held in archive.captures(KEY)] == [(1, 0), (1, 1)]


def test_metadata_that_moved_is_a_new_version(archive: Archive) -> None:
    record(archive, A, replace(A, raw=b'{"a":3}', metadata=b'{"tags":[1]}'))
    assert [held.version for held in archive.captures(KEY)] == [1, 2]


def test_a_text_after_a_refusal_is_an_entry_again(archive: Archive) -> None:
    record(archive, A)
    record_refusal(archive, refusal())
    record(archive, A)
    assert [held.entry for held in archive.captures(KEY)] == [0, None, 1]
    assert [held.version for held in archive.captures(KEY)] == [1, None, 1]


def test_the_same_bytes_never_differ_under_another_parser(archive: Archive) -> None:
    newer = replace(A, content=b"A read anew", profile=replace(PROFILE, parser="turbohtml 2"))
    record(archive, A, newer)
    first, second = archive.captures(KEY)
    assert (second.version, second.entry) == (1, None)
    assert second.profile == newer.profile
    assert second.digests == snapshot(newer).digests
    assert first.digests != second.digests


def test_other_bytes_under_another_parser_do_differ(archive: Archive) -> None:
    newer = replace(B, profile=replace(PROFILE, parser="turbohtml 2"))
    record(archive, A, newer)
    assert [held.version for held in archive.captures(KEY)] == [1, 2]


def test_versions_are_numbered_in_each_post(archive: Archive) -> None:
    other = PostKey(site="example.org", post_id=8)
    record(archive, A, B, replace(A, key=other))
    assert [held.version for held in archive.captures(other)] == [1]


def test_everything_of_a_capture_comes_back(archive: Archive) -> None:
    (capture_id,) = record(archive, A)
    (held,) = archive.captures(KEY)
    assert archive.capture(capture_id) == capture(A)
    assert held.capture_id == capture_id
    assert held.key == KEY
    assert held.digests == snapshot(A).digests
    assert held.context == CONTEXT
    assert held.seen_at == NOW
    assert held.origin == exchange(b"").url
    assert held.headers == exchange(b"").headers
    assert held.request_headers == exchange(b"").request_headers
    assert held.received_at == exchange(b"").received_at
    assert held.leaf == leaf_hash(b"record of " + A.raw)
    assert held.raw_digest == sha256(A.raw)


def test_a_refusal_comes_back_with_what_the_site_said(archive: Archive) -> None:
    refused = refusal(status=2**70)
    capture_id = record_refusal(archive, refused)
    (held,) = archive.captures(KEY)
    assert archive.capture(capture_id) == refused
    assert (held.error, held.control, held.notes) == (refused.error, True, refused.notes)
    assert (held.version, held.digests, held.profile) == (None, None, None)


def test_a_post_other_than_the_one_expected_is_recorded_as_such(archive: Archive) -> None:
    expected = PostKey(site="example.org", post_id=99)
    made = replace(capture(A), post=expected)
    with archive.recording(RUN) as recording, recording.transaction() as tx:
        answer = tx.add_exchange(Reading(exchange=exchange(A.raw), captures=(made,)))
        capture_id = tx.add_capture(
            answer, KEY, made, snapshot(A), problem=None, statement=None, entry=None, record=b""
        )
    assert archive.capture(capture_id).post == expected
    assert [post.key for post in archive.posts()] == [KEY]


def test_a_body_with_a_problem_is_kept(archive: Archive) -> None:
    with archive.recording(RUN) as recording, recording.transaction() as tx:
        answer = tx.add_exchange(Reading(exchange=saved(A.raw), captures=(capture(A),)))
        tx.add_capture(
            answer, KEY, capture(A), None, problem="twice", statement=None, entry=None, record=b""
        )
    (held,) = archive.captures(KEY)
    assert (held.problem, held.version, held.status) == ("twice", None, None)
    assert held.file_modified_at == saved(b"").file_modified_at
    assert archive.body(held.raw_digest) == A.raw


def record_under_another_snapshot(archive: Archive) -> None:
    with archive.recording(RUN) as recording, recording.transaction() as tx:
        answer = tx.add_exchange(Reading(exchange=exchange(A.raw), captures=(capture(A),)))
        tx.add_capture(
            answer,
            KEY,
            capture(A),
            snapshot(B),
            problem=None,
            statement=None,
            entry=None,
            record=b"",
        )


def test_a_snapshot_of_other_bytes_is_refused_and_nothing_is_recorded(archive: Archive) -> None:
    with pytest.raises(DigestMismatchError, match="was given for the bytes"):
        record_under_another_snapshot(archive)
    assert archive.posts() == ()
    with pytest.raises(ArchiveError, match="no answer with the number 1"):
        archive.exchange(1)


def test_a_transaction_reads_what_was_recorded_before(archive: Archive) -> None:
    record(archive, A, replace(B, seen_at=None))
    with archive.recording(RUN) as recording, recording.transaction() as tx:
        assert tx.raw_sequence(KEY) == ((sha256(A.raw), NOW), (sha256(B.raw), None))
        last = tx.last(KEY)
        assert last is not None
        assert last.raw_digest == sha256(B.raw)
        assert not tx.differs(KEY, snapshot(B))
        assert tx.differs(KEY, snapshot(A))


def test_a_transaction_knows_the_newest_statement_past_captures_without_one(
    archive: Archive,
) -> None:
    record(archive, A, B, B)
    record_refusal(archive, refusal())
    with archive.recording(RUN) as recording, recording.transaction() as tx:
        assert tx.last_statement(KEY) == archive.captures(KEY)[1].statement
        assert tx.last_statement(PostKey(site="s", post_id=1)) is None


def test_a_post_that_is_not_held_has_no_past(archive: Archive) -> None:
    with archive.recording(RUN) as recording, recording.transaction() as tx:
        assert tx.raw_sequence(KEY) == ()
        assert tx.last(KEY) is None
        assert tx.differs(KEY, snapshot(A))
    assert archive.captures(KEY) == ()
    assert archive.versions(KEY) == ()
    assert archive.findings().known(KEY) == frozenset()


def test_a_run_that_records_nothing_leaves_the_file_as_it_was(path: Path) -> None:
    with Archive.open(path) as archive:
        record(archive, A)
    before = path.read_bytes()
    with Archive.open(path) as archive, archive.recording(RUN) as recording:
        with recording.transaction() as tx:
            tx.raw_sequence(KEY)
        assert recording.finish(finished_at=NOW) is None
    assert path.read_bytes() == before


def run_of(archive: Archive, index: int | None) -> tuple[str, int]:
    """Return what a run's entry says of its records: their root, and how many."""
    assert index is not None
    value = json.loads(list(archive.entries())[index])
    return value["captures"], value["count"]


def test_a_run_has_an_entry_of_its_own_over_its_records(archive: Archive) -> None:
    with archive.recording(RUN) as recording:
        for told in (A, A, B):
            with recording.transaction() as tx:
                add(tx, told)
        index = recording.finish(finished_at=NOW + timedelta(seconds=1))
    leaves = [leaf_hash(b"record of " + told.raw) for told in (A, A, B)]
    assert index == 2
    assert run_of(archive, index) == (format_digest(root_hash(leaves)), 3)


def test_an_answer_without_captures_can_stand_in_the_run(archive: Archive) -> None:
    failed = replace(exchange(b""), status=None, failure="the host was not found")
    with archive.recording(RUN) as recording:
        with recording.transaction() as tx:
            tx.add_exchange(Reading(exchange=failed, captures=()), record=b"failed")
            add(tx, A)
        with recording.transaction() as tx:
            exchange_id = tx.add_exchange(Reading(exchange=exchange(b"<html>"), captures=()))
        index = recording.finish(finished_at=NOW)
    leaves = [leaf_hash(b"failed"), leaf_hash(b"record of " + A.raw)]
    assert run_of(archive, index) == (format_digest(root_hash(leaves)), 2)
    assert archive.exchange(1) == failed
    assert archive.exchange(exchange_id).body == b"<html>"


def test_a_transaction_that_fails_undoes_its_answer_and_no_other(archive: Archive) -> None:
    with archive.recording(RUN) as recording:
        with suppress(KeyboardInterrupt), recording.transaction() as tx:
            add(tx, A)
            raise KeyboardInterrupt
        with recording.transaction() as tx:
            add(tx, B)
        index = recording.finish(finished_at=NOW)
    assert run_of(archive, index) == (format_digest(leaf_hash(b"record of " + B.raw)), 1)
    assert [held.raw_digest for held in archive.captures(KEY)] == [sha256(B.raw)]


def test_a_list_page_comes_back_although_some_posts_were_held_already(archive: Archive) -> None:
    others = [Told(raw=b'{"id":%d}' % n, key=PostKey(site="s", post_id=n)) for n in range(1, 5)]
    body, captures = page(others)
    unexpected = (replace(captures[0], post=None), *captures[1:])
    with archive.recording(RUN) as recording, recording.transaction() as tx:
        answer = tx.add_exchange(Reading(exchange=exchange(body), captures=unexpected))
        tx.add_capture(
            answer, others[2].key, captures[2], snapshot(others[2]), problem=None, statement=None,
            entry=None, record=b"",
        )  # fmt: skip
    assert archive.exchange(answer) == exchange(body)
    assert [post.key for post in archive.posts()] == [others[2].key]


def test_a_number_beyond_64_bits_is_told_and_nothing_is_recorded(archive: Archive) -> None:
    with pytest.raises(ArchiveError, match="64 bits"):
        record(archive, replace(A, key=PostKey(site="s", post_id=2**63)))
    assert archive.posts() == ()


@pytest.mark.parametrize("ask", ["body", "capture", "exchange"])
def test_what_is_not_held_is_told(archive: Archive, ask: str) -> None:
    name: object = bytes(32) if ask == "body" else 12
    with pytest.raises(ArchiveError, match="the archive holds no"):
        getattr(archive, ask)(name)


def test_findings_of_earlier_audits_are_known(archive: Archive) -> None:
    archive.findings().remember(KEY, [b"1" * 32, b"2" * 32])
    archive.findings().remember(KEY, [b"2" * 32, b"3" * 32])
    archive.findings().remember(KEY, [b"3" * 32])
    assert archive.findings().known(KEY) == {b"1" * 32, b"2" * 32, b"3" * 32}
    assert archive.findings().known(PostKey(site="s", post_id=1)) == frozenset()
