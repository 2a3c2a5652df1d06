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


def test_a_moment_is_the_latest_until_something_is_recorded(tmp_path: Path) -> None:
    post = PostKey(site="example.org", post_id=7)
    with (
        Archive.open(tmp_path / "a.db") as archive,
        Archive.open(tmp_path / "a.db") as other,
        archive.at_one_moment() as is_latest,
    ):
        assert is_latest()
        assert not other.findings().known(post)
        assert is_latest()
        other.findings().remember(post, [bytes(32)])
        assert not is_latest()
        assert not is_latest()


def test_a_moment_is_that_of_its_beginning_and_not_of_the_first_read(tmp_path: Path) -> None:
    post = PostKey(site="example.org", post_id=7)
    with Archive.open(tmp_path / "a.db") as archive, Archive.open(tmp_path / "a.db") as other:
        with archive.at_one_moment():
            other.findings().remember(post, [bytes(32)])
            assert not archive.findings().known(post)
        assert archive.findings().known(post)
