"""Transactions to read in, shared or not."""

from pathlib import Path

import pytest

from provenance.archive import Archive
from provenance.errors import UnknownPostError
from provenance.model import PostKey


def test_reads_at_one_moment_share_a_transaction_and_later_ones_do_not(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "a.db") as archive:
        with archive.at_one_moment(), archive._reading() as first, archive._reading() as second:
            assert first is second
        with archive._reading() as one, archive._reading() as other:
            assert one is not other


def test_an_error_inside_ends_the_sharing(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "a.db") as archive:
        with pytest.raises(UnknownPostError), archive.at_one_moment():
            archive.post(PostKey(site="example.org", post_id=7))
        with archive._reading() as one, archive._reading() as other:
            assert one is not other
