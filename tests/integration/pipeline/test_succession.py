"""A new key begins a new log, which carries the end of the old one."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from provenance.archive import Archive
from provenance.digest import leaf_hash
from provenance.errors import (
    ArchiveError,
    InconsistentLogError,
    NoteError,
    SignatureError,
    UnsignedLogError,
)
from provenance.log import Signer, older_checkpoint, older_log_entry, parse_policy
from provenance.model import Outcome, Step, Verification
from provenance.pipeline import (
    KeySource,
    Settings,
    Trust,
    begin_log,
    export_log,
    new_key,
    open_signer,
    sign_log,
    snapshot,
    verify_target,
)
from provenance.verify import Trusted
from tests.unit.report.samples import answer


def make_signer(folder: Path, name: str) -> Signer:
    file = folder / name.replace("/", "-")
    new_key(name, file, None)
    return open_signer(KeySource(spec=str(file)))


@pytest.fixture
def old(tmp_path: Path) -> Signer:
    """The old log's key; its archive, `old.db`, is signed to its end."""
    signer = make_signer(tmp_path, "example.org/2026")
    capture(tmp_path / "old.db", "a")
    sign_log(Settings(archive=tmp_path / "old.db"), signer)
    return signer


@pytest.fixture
def new(tmp_path: Path) -> Signer:
    return make_signer(tmp_path, "example.org/2027")


def capture(archive: Path, text: str) -> None:
    path = archive.parent / f"{text}.json"
    path.write_bytes(answer(f"<p>{text}</p>"))
    snapshot([str(path)], Settings(archive=archive))


def steps(target: Path, key: Signer, *listed: Signer) -> list[Step]:
    lines = "".join(f"log {one.key}\n" for one in listed)
    policy = parse_policy(f"{lines}quorum none\n".encode())
    verification = verify_target(target, Trust(log=Trusted(key=key.key, policy=policy)))
    assert isinstance(verification, Verification)
    return list(verification.steps)


def test_a_new_log_goes_on_from_the_old_one(tmp_path: Path, old: Signer, new: Signer) -> None:
    settings = Settings(archive=tmp_path / "new.db")
    ended = begin_log(tmp_path / "old.db", old.key, settings)
    assert (ended.origin, ended.size) == ("example.org/2026", 2)
    with Archive.open(settings.archive) as archive, archive.log().read() as log:
        assert log.size == 1
        older = log.older_checkpoint()
    with Archive.open(tmp_path / "old.db") as archive, archive.log().read() as log:
        last = log.last_checkpoint()
        assert last is not None
        assert older == last.cosigned
    sign_log(settings, new)
    capture(settings.archive, "b")
    sign_log(settings, new)
    public = tmp_path / "public"
    export_log(settings, public)
    what = "the log goes on from example.org/2026, which ended with 2 entries"
    for target in (settings.archive, public):
        both = steps(target, new, old, new)
        assert {step.outcome for step in both} == {Outcome.HOLDS}
        assert f"{what} and the key {old.key.name}+{old.key.id.hex()}" in [
            step.what for step in both
        ]
        (alone,) = [step for step in steps(target, new, new) if step.what == what]
        assert alone.outcome is Outcome.NOT_CHECKED
        assert "no key of that log was given" in alone.why


def test_another_key_than_the_old_logs_is_noticed(tmp_path: Path, old: Signer, new: Signer) -> None:
    settings = Settings(archive=tmp_path / "new.db")
    stranger = make_signer(tmp_path / "..", f"{tmp_path.name}-stranger")
    with pytest.raises(SignatureError):
        begin_log(tmp_path / "old.db", new.key, settings)
    assert not settings.archive.exists()
    begin_log(tmp_path / "old.db", old.key, settings)
    sign_log(settings, new)
    forged = Signer(old.key.name, stranger._private_key)
    with pytest.raises(SignatureError):
        steps(settings.archive, new, forged)


def test_the_new_log_has_another_name(tmp_path: Path, old: Signer) -> None:
    settings = Settings(archive=tmp_path / "new.db")
    begin_log(tmp_path / "old.db", old.key, settings)
    with pytest.raises(UnsignedLogError, match="two logs cannot bear one name"):
        sign_log(settings, old)


def test_what_is_not_signed_would_be_left_behind(tmp_path: Path, old: Signer) -> None:
    settings = Settings(archive=tmp_path / "new.db")
    capture(tmp_path / "old.db", "b")
    with pytest.raises(UnsignedLogError, match=r"the last 2 entries of .* are not signed"):
        begin_log(tmp_path / "old.db", old.key, settings)
    capture(tmp_path / "bare.db", "a")
    with pytest.raises(UnsignedLogError, match="never signed"):
        begin_log(tmp_path / "bare.db", old.key, settings)


def test_a_log_that_has_begun_follows_no_other(tmp_path: Path, old: Signer) -> None:
    settings = Settings(archive=tmp_path / "new.db")
    capture(settings.archive, "b")
    with pytest.raises(ArchiveError, match="has begun already"):
        begin_log(tmp_path / "old.db", old.key, settings)


def test_an_old_archive_that_was_altered_is_not_followed(tmp_path: Path, old: Signer) -> None:
    with closing(sqlite3.connect(tmp_path / "old.db", isolation_level=None)) as connection:
        connection.execute("DROP TRIGGER entry_never_changes")
        connection.execute("UPDATE entry SET leaf = ? WHERE seq = 0", [leaf_hash(b"other")])
    with pytest.raises(InconsistentLogError, match="are not those that were signed"):
        begin_log(tmp_path / "old.db", old.key, Settings(archive=tmp_path / "new.db"))


def test_an_entry_of_an_older_log_has_one_spelling(old: Signer, tmp_path: Path) -> None:
    with Archive.open(tmp_path / "old.db") as archive, archive.log().read() as log:
        last = log.last_checkpoint()
        assert last is not None
    entry = older_log_entry(last.note)
    assert older_checkpoint(entry) == last.note
    assert older_checkpoint(b'{"kind":"rows","rows":"sha256:' + b"0" * 64 + b'"}') is None
    for spoilt in (
        entry.replace(b'"kind"', b'"more":1,"kind"'),
        entry.replace(b'"kind"', b' "kind"'),
        entry.replace(b"2026\\n2\\n", b"2026\\n02\\n"),
        b'{"checkpoint":1,"kind":"older-log"}',
        b'{"kind":"older-log"}',
    ):
        with pytest.raises(NoteError):
            older_checkpoint(spoilt)
    with pytest.raises(NoteError):
        older_log_entry(replace(last, note=b"none").note)
