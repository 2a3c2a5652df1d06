"""Log entries, byte for byte (evidence.md, "log entry")."""

import pytest

from provenance.errors import NoteError
from provenance.log import named_rows, named_statement, rows_entry, run_entry, snapshot_entry

DIGEST = bytes(range(32))
TEXT = b"sha256:" + DIGEST.hex().encode()


def test_a_snapshot_entry_names_its_statement_and_no_article() -> None:
    assert snapshot_entry(DIGEST) == b'{"kind":"snapshot","statement":"' + TEXT + b'"}'


def test_a_run_entry_commits_to_its_records_and_their_number() -> None:
    assert run_entry(DIGEST, 3) == b'{"captures":"' + TEXT + b'","count":3,"kind":"run"}'


def test_a_run_entry_commits_to_the_rows_that_came_with_it() -> None:
    entry = run_entry(DIGEST, 3, DIGEST)
    assert entry == (b'{"captures":"' + TEXT + b'","count":3,"kind":"run","rows":"' + TEXT + b'"}')
    assert named_rows(entry) == DIGEST
    assert named_statement(entry) is None


def test_rows_that_came_after_a_run_have_an_entry_of_their_own() -> None:
    entry = rows_entry(DIGEST)
    assert entry == b'{"kind":"rows","rows":"' + TEXT + b'"}'
    assert named_rows(entry) == DIGEST
    assert named_statement(entry) is None


def test_an_entry_that_names_no_rows_is_over_none() -> None:
    assert named_rows(snapshot_entry(DIGEST)) is None
    assert named_rows(run_entry(DIGEST, 3)) is None
    with pytest.raises(NoteError, match="no entry that is known"):
        named_rows(b"entry 7")


def test_what_is_no_digest_gets_no_entry() -> None:
    with pytest.raises(ValueError, match="31"):
        snapshot_entry(bytes(31))
    with pytest.raises(ValueError, match="33"):
        run_entry(bytes(33), 1)
