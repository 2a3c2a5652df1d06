"""A history that was made another one: each way is caught, and what it was is said."""

import os
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from provenance.archive import Archive
from provenance.digest import leaf_hash
from provenance.errors import (
    DigestMismatchError,
    InconsistentLogError,
    NotAnArchiveError,
    ProvenanceError,
    SignatureError,
    UnsignedLogError,
    VerificationError,
)
from provenance.model import Outcome, Verification
from provenance.pipeline import (
    KeySource,
    Settings,
    Trust,
    new_key,
    open_signer,
    prove_consistency,
    sign_log,
    snapshot,
    verify_target,
)
from provenance.verify import Trusted
from tests.tamper.archive.test_tampering import behind_its_back
from tests.unit.report.samples import answer


class Kept:
    """An archive of two runs, each signed, and both checkpoints as somebody else keeps them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.key = new_key("example.org/articles", folder / "key", None)
        self.trusted = Trusted(key=self.key)
        self.path = folder / "provenance.db"
        self.first = self.record(self.path, "a", "b")
        self.early = Path(shutil.copy(self.path, folder / "early.db"))
        self.second = self.record(self.path, "c")

    def record(self, path: Path, *texts: str, key: str = "key") -> bytes:
        files = []
        for text in texts:
            file = self.folder / f"{text}.json"
            file.write_bytes(answer(f"<p>{text}</p>"))
            files.append(str(file))
        snapshot(files, Settings(archive=path))
        signer = open_signer(KeySource(spec=str(self.folder / key)))
        return sign_log(Settings(archive=path), signer).checkpoint.note

    def verify(self, path: Path, *, since: bytes | None = None) -> Verification:
        verification = verify_target(path, Trust(log=self.trusted, since=since))
        assert isinstance(verification, Verification)
        return verification


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    return Kept(tmp_path_factory.mktemp("kept"))


@pytest.fixture
def copy(kept: Kept, tmp_path: Path) -> Path:
    return Path(shutil.copy(kept.path, tmp_path / "copy.db"))


def change(path: Path, *statements: str) -> None:
    with behind_its_back(path) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        for statement in statements:
            assert connection.execute(statement).rowcount > 0, statement


def unchecked(verification: Verification) -> list[str]:
    return [step.what for step in verification.steps if step.outcome is Outcome.NOT_CHECKED]


def test_what_nobody_touched_holds(kept: Kept, copy: Path) -> None:
    assert unchecked(kept.verify(copy, since=kept.first)) == []
    assert unchecked(kept.verify(copy, since=kept.second)) == []


SWAP = (
    "UPDATE entry SET seq = 99 WHERE seq = 0",
    "UPDATE entry SET seq = 0 WHERE seq = 1",
    "UPDATE entry SET seq = 1 WHERE seq = 99",
)


@pytest.mark.parametrize(
    ("statements", "named"),
    [
        (SWAP, "is not what log entry 0 says"),
        (
            (*SWAP, "UPDATE capture SET entry_seq = 1 - entry_seq WHERE entry_seq < 2"),
            "of the table capture are not those",
        ),
    ],
    ids=["entries", "entries and what names them"],
)
def test_two_entries_that_were_swapped(
    kept: Kept, copy: Path, statements: tuple[str, ...], named: str
) -> None:
    change(copy, *statements)
    with pytest.raises(VerificationError, match=named):
        kept.verify(copy)


LAST = (
    "DELETE FROM run_end WHERE entry_seq = (SELECT max(seq) FROM entry)",
    "DELETE FROM row_root WHERE entry_seq = (SELECT max(seq) FROM entry)",
    "DELETE FROM entry WHERE seq = (SELECT max(seq) FROM entry)",
)


def test_a_log_rolled_back_by_one_entry(kept: Kept, copy: Path) -> None:
    change(copy, *LAST)
    with pytest.raises(InconsistentLogError, match="first 5 entries of the log are not those"):
        kept.verify(copy)


def test_a_log_rolled_back_with_its_checkpoint(kept: Kept, copy: Path) -> None:
    change(copy, *LAST, "DELETE FROM checkpoint WHERE size = 5")
    # Nothing in the file contradicts it; what is left over is not covered, and not signed.
    assert unchecked(kept.verify(copy)) == [
        "every row of the archive is as it was when the log committed to it",
        "the 1 entries after it are signed",
    ]
    with pytest.raises(InconsistentLogError, match="does not begin with the 5 entries"):
        kept.verify(copy, since=kept.second)


@pytest.mark.parametrize("left", [0, 50, 4096, 40_000])
def test_a_file_that_was_cut(kept: Kept, copy: Path, left: int) -> None:
    os.truncate(copy, left)
    with pytest.raises(ProvenanceError):
        kept.verify(copy)


def test_two_archives_from_one(kept: Kept, tmp_path: Path) -> None:
    other = Path(shutil.copy(kept.early, tmp_path / "other.db"))
    kept.record(other, "d")
    # Each alone is a whole history: only who has both checkpoints, or a witness, sees two.
    assert unchecked(kept.verify(other, since=kept.first)) == []
    with pytest.raises(InconsistentLogError, match="does not begin with the 5 entries"):
        kept.verify(other, since=kept.second)
    with pytest.raises(InconsistentLogError, match="first 5 entries"):
        prove_consistency(kept.second, kept.key, Settings(archive=other))


def test_an_old_checkpoint_in_the_place_of_the_new(kept: Kept, copy: Path) -> None:
    change(copy, "UPDATE checkpoint SET note = (SELECT note FROM checkpoint WHERE size = 3)")
    with pytest.raises(InconsistentLogError, match="first 5 entries of the log are not those"):
        kept.verify(copy)


def test_an_old_checkpoint_alone_leaves_the_rest_unsigned(kept: Kept, copy: Path) -> None:
    change(copy, "DELETE FROM checkpoint WHERE size = 5")
    assert unchecked(kept.verify(copy)) == ["the 2 entries after it are signed"]


@pytest.mark.parametrize("column", ["origin = 'example.org/other'", "key_id = x'00000000'"])
def test_a_checkpoint_that_is_said_to_be_of_another_key(
    kept: Kept, copy: Path, column: str
) -> None:
    change(copy, f"UPDATE checkpoint SET {column}")
    with pytest.raises(InconsistentLogError, match="checkpoint over 3 entries is not of"):
        kept.verify(copy)
    with pytest.raises(UnsignedLogError, match="checkpoints are signed by"):
        sign_log(Settings(archive=copy), open_signer(KeySource(spec=str(kept.folder / "key"))))


def test_a_history_that_was_recorded_and_signed_anew_with_another_key(
    kept: Kept, tmp_path: Path
) -> None:
    new_key("example.org/articles", kept.folder / "forged", None)
    forged = tmp_path / "forged.db"
    kept.record(forged, "a", "d", key="forged")
    with pytest.raises(SignatureError, match="no signature of the key"):
        kept.verify(forged)
    without_key = verify_target(forged, Trust())
    assert any(step.outcome is Outcome.NOT_CHECKED for step in without_key.steps)


def test_an_entry_of_nothing_that_was_slipped_in_at_the_end(kept: Kept, copy: Path) -> None:
    body = b'{"kind":"snapshot","statement":"sha256:' + b"0" * 64 + b'"}'
    with behind_its_back(copy) as connection:
        connection.execute(
            "INSERT INTO entry (seq, body, leaf) VALUES (5, ?, ?)", [body, leaf_hash(body)]
        )
    with pytest.raises(DigestMismatchError, match="log entry 5 is of no capture"):
        kept.verify(copy)


def test_a_capture_that_no_run_logged_is_not_said_to_hold(kept: Kept, copy: Path) -> None:
    with behind_its_back(copy) as connection, closing(connection.cursor()) as cursor:
        names = [row[1] for row in cursor.execute("PRAGMA table_info(capture)")]
        values = ", ".join(
            {"capture_id": "99", "statement_id": "NULL", "entry_seq": "NULL"}.get(name, name)
            for name in names
        )
        cursor.execute(f"INSERT INTO capture SELECT {values} FROM capture WHERE capture_id = 1")
    with pytest.raises(DigestMismatchError, match="is not over the 3 records of run 1"):
        kept.verify(copy)


def test_a_value_that_no_calendar_has_is_named(kept: Kept, copy: Path) -> None:
    change(copy, "UPDATE exchange SET received_at = 1 << 62 WHERE exchange_id = 2")
    with pytest.raises(DigestMismatchError, match="answers 1 to 3 has a value that none was"):
        kept.verify(copy)


def test_a_text_file_in_the_place_of_an_archive_is_none(tmp_path: Path) -> None:
    path = tmp_path / "provenance.db"
    path.write_bytes(b"SQLite format 3\0 and no more")
    with pytest.raises(NotAnArchiveError):
        verify_target(path, Trust())
    with pytest.raises(NotAnArchiveError):
        Archive.open(path)
