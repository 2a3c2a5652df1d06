"""Log entries, byte for byte (evidence.md, "log entry")."""

import pytest

from provenance.log import run_entry, snapshot_entry

DIGEST = bytes(range(32))
TEXT = b"sha256:" + DIGEST.hex().encode()


def test_a_snapshot_entry_names_its_statement_and_no_article() -> None:
    assert snapshot_entry(DIGEST) == b'{"kind":"snapshot","statement":"' + TEXT + b'"}'


def test_a_run_entry_commits_to_its_records_and_their_number() -> None:
    assert run_entry(DIGEST, 3) == b'{"captures":"' + TEXT + b'","count":3,"kind":"run"}'


def test_what_is_no_digest_gets_no_entry() -> None:
    with pytest.raises(ValueError, match="31"):
        snapshot_entry(bytes(31))
    with pytest.raises(ValueError, match="33"):
        run_entry(bytes(33), 1)
