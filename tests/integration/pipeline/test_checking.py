"""`verify` on an archive, a published log and a proof: what holds, and each thing that does not."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from provenance.archive import Archive, Replays
from provenance.digest import root_hash
from provenance.errors import (
    DigestMismatchError,
    InconsistentLogError,
    MalformedError,
    ProofError,
    ProvenanceError,
    SignatureError,
    UnreadableFileError,
    VerificationError,
)
from provenance.evidence import before_transport
from provenance.log import Checkpoint, VerifierKey
from provenance.model import Outcome, Verification
from provenance.pipeline import (
    KeySource,
    Settings,
    Trust,
    export_log,
    new_key,
    open_signer,
    prove_entry,
    sign_log,
    snapshot,
    verify_target,
)
from provenance.pipeline import record as recording
from provenance.verify import Trusted
from tests.unit.archive.building import NOW
from tests.unit.report.samples import answer


class Signed:
    """An archive of two runs, signed after each, published, with one entry proved."""

    def __init__(self, folder: Path) -> None:
        self.settings = Settings(archive=folder / "provenance.db")
        self.key = new_key("example.org/articles", folder / "key", None)
        self.trusted = Trusted(key=self.key)
        self.signer = open_signer(KeySource(spec=str(folder / "key")))
        self.old = self._run(folder, "a", "b")
        self.rolled_back = Path(shutil.copy(self.settings.archive, folder / "older.db"))
        self.newest = self._run(folder, "c", "a")
        self.public = folder / "public"
        export_log(self.settings, self.public, statements=True)
        proved = prove_entry(1, self.settings)
        self.proof = folder / "a.tlog-proof"
        self.proof.write_bytes(bytes(proved.proof))
        self.entry = proved.entry

    def _run(self, folder: Path, *texts: str) -> bytes:
        files = []
        for text in texts:
            path = folder / f"{text}.json"
            path.write_bytes(answer(f"<p>{text}</p>"))
            files.append(str(path))
        snapshot(files, self.settings)
        return sign_log(self.settings, self.signer).checkpoint.note


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Signed:
    return Signed(tmp_path_factory.mktemp("signed"))


@pytest.fixture
def archive(made: Signed, tmp_path: Path) -> Path:
    return Path(shutil.copy(made.settings.archive, tmp_path / "copy.db"))


@pytest.fixture
def public(made: Signed, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made.public, tmp_path / "public"))


def outcomes(verification: object) -> list[Outcome]:
    assert isinstance(verification, Verification)
    return [step.outcome for step in verification.steps]


def change(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        named = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
        for (name,) in named.fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("PRAGMA foreign_keys = OFF")
        assert connection.execute(statement).rowcount > 0


def test_an_untouched_archive_holds_in_every_step(made: Signed, archive: Path) -> None:
    trust = Trust(log=made.trusted, since=made.old)
    assert set(outcomes(verify_target(archive, trust))) == {Outcome.HOLDS}


def test_without_a_key_the_signature_is_not_checked(archive: Path) -> None:
    steps = outcomes(verify_target(archive, Trust()))
    assert steps.count(Outcome.NOT_CHECKED) == 1


def test_an_unsigned_archive_is_not_said_to_be_signed(tmp_path: Path) -> None:
    path = tmp_path / "1.json"
    path.write_bytes(answer())
    snapshot([str(path)], Settings(archive=tmp_path / "provenance.db"))
    verification = verify_target(tmp_path / "provenance.db", Trust())
    assert isinstance(verification, Verification)
    assert verification.steps[-1].why.startswith("it has no checkpoint")


def test_entries_after_the_last_checkpoint_are_said_to_be_unsigned(
    made: Signed, archive: Path, tmp_path: Path
) -> None:
    path = tmp_path / "later.json"
    path.write_bytes(answer("<p>later</p>"))
    snapshot([str(path)], Settings(archive=archive))
    verification = verify_target(archive, Trust(log=made.trusted))
    assert isinstance(verification, Verification)
    assert verification.steps[-1].what == "the 2 entries after it are signed"
    assert verification.steps[-1].outcome is Outcome.NOT_CHECKED


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("UPDATE blob SET digest = zeroblob(32) WHERE blob_id = 1", "no longer have that digest"),
        ("UPDATE snapshot SET content = zeroblob(32) WHERE snapshot_id = 1", "capture 1 of"),
        ("UPDATE snapshot SET words = zeroblob(32) WHERE snapshot_id = 2", "capture 2 of"),
        ("UPDATE capture SET seen_at = 5, basis = 'observed' WHERE capture_id = 2", "capture 2"),
        ("UPDATE capture SET leaf = zeroblob(32) WHERE capture_id = 1", "record of capture 1"),
        ("UPDATE exchange SET final_url = 'other' WHERE exchange_id = 1", "capture 1"),
        ("UPDATE exchange SET received_at = 5 WHERE exchange_id = 3", "capture 3"),
        ("UPDATE capture SET entry_seq = 1 WHERE entry_seq = 0", "log entry 1"),
        ("UPDATE capture SET statement_id = NULL, entry_seq = NULL WHERE capture_id = 1",
         "capture 2 of"),
        ("UPDATE entry SET body = x'7b7d' WHERE seq = 0", "log entry 0"),
        ("DELETE FROM entry WHERE seq = 5", "names a row of entry"),
        ("DELETE FROM run_end WHERE run_id = 1", "log entry 2 is of no capture, no run"),
        ("DELETE FROM capture WHERE capture_id = 4", "not over the 1 records of run 2"),
        ("UPDATE exchange SET run_id = 1 WHERE exchange_id = 4", "not over the 3 records of run 1"),
        ("UPDATE exchange SET file_modified_at = 5 WHERE exchange_id = 1", "capture 1"),
        ("UPDATE post SET post_id = 8", "capture 1 of example.org#8"),
        ("UPDATE profile SET tool = '9'", "capture 1"),
        ("UPDATE checkpoint SET root = zeroblob(32) WHERE size = 3", "first 3 entries"),
    ],
)  # fmt: skip
def test_what_was_changed_in_an_archive_is_named(
    made: Signed, archive: Path, statement: str, named: str
) -> None:
    change(archive, statement)
    with pytest.raises(VerificationError) as caught:
        verify_target(archive, Trust(log=made.trusted))
    assert named in str(caught.value)


def test_a_rolled_back_archive_is_shown_by_a_checkpoint_kept_elsewhere(made: Signed) -> None:
    trust = Trust(log=made.trusted)
    assert set(outcomes(verify_target(made.rolled_back, trust))) == {Outcome.HOLDS}
    with pytest.raises(InconsistentLogError, match="does not begin with the 6 entries"):
        verify_target(made.rolled_back, Trust(log=made.trusted, since=made.newest))


def test_an_archive_under_another_key_does_not_hold(archive: Path, tmp_path: Path) -> None:
    other = new_key("example.org/articles", tmp_path / "other", None)
    with pytest.raises(SignatureError):
        verify_target(archive, Trust(log=Trusted(key=other)))


def test_captures_read_by_another_parser_are_not_checked(archive: Path, made: Signed) -> None:
    change(archive, "UPDATE snapshot SET content = zeroblob(32) WHERE snapshot_id = 1")
    change(archive, "UPDATE profile SET parser = 'turbohtml 0.1'")
    # The record is over the digests that were recorded, so that it no longer fits either.
    with pytest.raises(DigestMismatchError, match="capture 1"):
        verify_target(archive, Trust(log=made.trusted))


@pytest.fixture
def of_development(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive whose records have the form that development versions gave them."""

    def earlier(write: Callable[..., bytes]) -> Callable[..., bytes]:
        return lambda *args, **more: before_transport(write(*args, **more))

    for name in ("capture_record", "exchange_record", "snapshot_statement"):
        monkeypatch.setattr(recording, name, earlier(getattr(recording, name)))
    path = tmp_path / "a.json"
    path.write_bytes(answer("<p>a</p>"))
    settings = Settings(archive=tmp_path / "provenance.db")
    snapshot([str(path)], settings)
    return settings.archive


def test_an_archive_of_a_development_version_is_not_said_to_be_altered(
    of_development: Path,
) -> None:
    with pytest.raises(VerificationError, match=r"capture 1 .* development version") as caught:
        verify_target(of_development, Trust())
    assert "altered" not in str(caught.value)


def test_what_was_altered_in_an_archive_of_a_development_version_is_said_to_be(
    of_development: Path,
) -> None:
    change(of_development, "UPDATE exchange SET received_at = received_at + 1")
    with pytest.raises(DigestMismatchError, match="altered"):
        verify_target(of_development, Trust())


def test_a_published_log_holds_in_every_step(made: Signed) -> None:
    trust = Trust(log=made.trusted, since=made.old)
    assert set(outcomes(verify_target(made.public, trust))) == {Outcome.HOLDS}


def test_a_published_log_without_statements_says_nothing_of_them(
    made: Signed, public: Path
) -> None:
    shutil.rmtree(public / "statements")
    verification = verify_target(public, Trust(log=made.trusted))
    assert set(outcomes(verification)) == {Outcome.HOLDS}
    assert isinstance(verification, Verification)
    assert not any("statements" in step.what for step in verification.steps)


def test_statements_that_are_missing_are_not_checked(made: Signed, public: Path) -> None:
    next((public / "statements").iterdir()).unlink()
    verification = verify_target(public, Trust(log=made.trusted))
    assert outcomes(verification).count(Outcome.NOT_CHECKED) == 1


def test_every_changed_byte_of_a_published_log_is_noticed(made: Signed, public: Path) -> None:
    older = {"tile/0/000.p/3", "tile/entries/000.p/3"}
    files = [path for path in public.rglob("*") if path.is_file()]
    assert len(files) >= 3
    for path in files:
        if path.relative_to(public).as_posix() in older:
            continue
        data = path.read_bytes()
        for at in range(0, len(data), 7):
            path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
            with pytest.raises((VerificationError, MalformedError)):
                verify_target(public, Trust(log=made.trusted))
        path.write_bytes(data)
        path.unlink()
        if path.parent.name == "statements":
            assert Outcome.NOT_CHECKED in outcomes(verify_target(public, Trust(log=made.trusted)))
        else:
            with pytest.raises(DigestMismatchError, match="cannot be read"):
                verify_target(public, Trust(log=made.trusted))
        path.write_bytes(data)


def test_a_file_that_no_log_has_is_not_read_to_its_end(made: Signed, public: Path) -> None:
    with (public / "checkpoint").open("wb") as file:
        file.truncate(300_000_000)
    with pytest.raises(DigestMismatchError, match="larger than any file of a log"):
        verify_target(public, Trust(log=made.trusted))


def test_a_log_proof_holds_against_its_entry(made: Signed) -> None:
    trust = Trust(log=made.trusted, entry=made.entry)
    assert set(outcomes(verify_target(made.proof, trust))) == {Outcome.HOLDS}


@pytest.mark.parametrize(("with_key", "with_entry"), [(False, True), (True, False)])
def test_a_log_proof_without_key_or_entry_is_not_checked(
    made: Signed, *, with_key: bool, with_entry: bool
) -> None:
    key: VerifierKey | None = made.key if with_key else None
    trust = Trust(log=Trusted(key=key), entry=made.entry if with_entry else None)
    assert outcomes(verify_target(made.proof, trust)).count(Outcome.NOT_CHECKED) == 1


def test_a_log_proof_does_not_hold_against_another_entry(made: Signed) -> None:
    with pytest.raises(ProofError):
        verify_target(made.proof, Trust(log=made.trusted, entry=made.entry + b" "))


def test_without_a_key_an_older_checkpoint_shows_nothing(made: Signed) -> None:
    verification = verify_target(made.public, Trust(since=made.old))
    assert outcomes(verification).count(Outcome.NOT_CHECKED) == 2


def test_nothing_is_not_verified(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="cannot be read"):
        verify_target(tmp_path / "nothing", Trust())
    with pytest.raises(UnreadableFileError, match="without a checkpoint and without tiles"):
        verify_target(tmp_path, Trust())


def test_the_first_thing_that_an_archive_is_asked_is_whether_its_file_is_whole(
    archive: Path,
) -> None:
    data = bytearray(archive.read_bytes())
    data[4096 * 3] = 0xFF
    archive.write_bytes(data)
    with pytest.raises(ProvenanceError):
        verify_target(archive, Trust())


def test_the_archive_is_left_as_it_was(made: Signed, archive: Path) -> None:
    before = archive.read_bytes()
    verify_target(archive, Trust(log=made.trusted))
    assert archive.read_bytes() == before
    with Archive.open(archive, read_only=True) as opened:
        assert opened.posts()


def test_hashes_alone_say_that_no_capture_was_made_anew(made: Signed, archive: Path) -> None:
    trust = Trust(log=made.trusted, since=made.old, hashes_only=True)
    verification = verify_target(archive, trust)
    assert isinstance(verification, Verification)
    (left_out,) = (one for one in verification.steps if one.outcome is Outcome.NOT_CHECKED)
    assert left_out.what.startswith("all 4 captures give")
    assert left_out.why == "hashes alone were asked for"
    assert not left_out.is_required


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("UPDATE blob SET digest = zeroblob(32) WHERE blob_id = 1", "no longer have that digest"),
        ("UPDATE snapshot SET words = zeroblob(32) WHERE snapshot_id = 2", "table snapshot"),
        ("UPDATE capture SET leaf = zeroblob(32) WHERE capture_id = 1", "records of run 1"),
        ("UPDATE exchange SET final_url = 'other' WHERE exchange_id = 1", "table exchange"),
        ("UPDATE capture SET entry_seq = 1 WHERE entry_seq = 0", "log entry 1"),
        ("DELETE FROM capture WHERE capture_id = 4", "not over the 1 records of run 2"),
        ("UPDATE run_end SET finished_at = 5 WHERE run_id = 2", "run 2 did not end as"),
        ("DELETE FROM row_root WHERE entry_seq = 2", "run 1 did not end as log entry 2 says"),
        ("UPDATE row_root SET document = x'7b7d' WHERE entry_seq = 2", "log entry 2 is not over"),
        ("INSERT INTO row_root SELECT 1, document FROM row_root LIMIT 1",
         "log entry 1 is not over the rows"),
    ],
)  # fmt: skip
def test_what_was_changed_in_an_archive_is_named_by_its_hashes(
    made: Signed, archive: Path, statement: str, named: str
) -> None:
    change(archive, statement)
    with pytest.raises(VerificationError) as caught:
        verify_target(archive, Trust(log=made.trusted, hashes_only=True))
    assert named in str(caught.value)


def test_what_no_entry_is_over_yet_is_not_checked(made: Signed, archive: Path) -> None:
    with Archive.open(archive) as opened:
        opened.watching().remember_targets(["https://example.org/"], started_at=NOW)
    verification = verify_target(archive, Trust(log=made.trusted))
    assert isinstance(verification, Verification)
    (step,) = (one for one in verification.steps if one.outcome is Outcome.NOT_CHECKED)
    assert "1 of watch" in step.why
    signed = sign_log(Settings(archive=archive), made.signer)
    assert signed.is_new
    assert set(outcomes(verify_target(archive, Trust(log=made.trusted)))) == {Outcome.HOLDS}
    assert not sign_log(Settings(archive=archive), made.signer).is_new


def test_what_is_recorded_meanwhile_alters_nothing(
    made: Signed, archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "meanwhile.json"
    path.write_bytes(answer("<p>meanwhile</p>"))
    blobs = Replays.blobs

    def interrupted(replays: Replays, *, but_shown: bool) -> Iterator[bytes]:
        yield from blobs(replays, but_shown=but_shown)
        snapshot([str(path)], Settings(archive=archive))

    monkeypatch.setattr(Replays, "blobs", interrupted)
    verification = verify_target(archive, Trust(log=made.trusted))
    assert set(outcomes(verification)) == {Outcome.HOLDS}


def test_an_empty_log_is_not_said_to_hold(made: Signed, tmp_path: Path) -> None:
    empty = Checkpoint(origin=made.key.name, size=0, root=root_hash(()))
    (tmp_path / "checkpoint").write_bytes(str(made.signer.sign(empty)).encode())
    verification = verify_target(tmp_path, Trust(log=made.trusted))
    assert Outcome.NOT_CHECKED in outcomes(verification)


@pytest.mark.parametrize("lost", ["checkpoint", "tile"])
def test_a_log_that_lost_a_part_does_not_hold(made: Signed, public: Path, lost: str) -> None:
    (public / lost).rename(public / "aside")
    with pytest.raises(DigestMismatchError, match="cannot be read"):
        verify_target(public, Trust(log=made.trusted))
