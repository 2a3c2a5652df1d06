import sqlite3
import stat
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from provenance.digest import check_consistency, leaf_hash
from provenance.errors import (
    InconsistentLogError,
    KeyFileError,
    KeyMaterialError,
    MissingArchiveError,
    PublishError,
    UnknownEntryError,
    UnsignedLogError,
    VerificationError,
)
from provenance.log import Signer, check_log_proof, open_checkpoint
from provenance.pipeline import (
    KeySource,
    Settings,
    export_log,
    import_key,
    log_state,
    new_key,
    open_signer,
    prove_consistency,
    prove_entry,
    sign_log,
    snapshot,
)
from tests.integration.pipeline.conftest import Save
from tests.unit.report.samples import answer

NAME = "example.org/articles"


@pytest.fixture
def signer(tmp_path: Path) -> Signer:
    new_key(NAME, tmp_path / "key", None)
    return open_signer(KeySource(spec=str(tmp_path / "key")))


def grow(settings: Settings, save: Save, *texts: str) -> None:
    files = [save(f"{text}.json", answer(f"<p>{text}</p>")) for text in texts]
    snapshot(files, settings)


def change(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        named = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
        for (name,) in named.fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("PRAGMA foreign_keys = OFF")
        for statement in statements:
            connection.execute(statement)


def test_a_signed_log_says_how_far_it_is_signed(
    settings: Settings, save: Save, signer: Signer
) -> None:
    grow(settings, save, "a", "b")
    assert (log_state(settings).size, log_state(settings).unsigned) == (3, 3)
    signed = sign_log(settings, signer)
    assert signed.is_new
    assert open_checkpoint(signed.checkpoint.note, signer.key)[0].size == 3
    grow(settings, save, "c")
    state = log_state(settings)
    assert (state.size, state.unsigned, len(state.checkpoints)) == (5, 2, 1)


def test_a_log_that_did_not_grow_is_not_signed_twice(
    settings: Settings, save: Save, signer: Signer
) -> None:
    grow(settings, save, "a")
    first, again = sign_log(settings, signer), sign_log(settings, signer)
    assert (first.is_new, again.is_new) == (True, False)
    assert first.checkpoint == again.checkpoint


def test_many_that_sign_at_once_sign_one_tree(
    settings: Settings, save: Save, signer: Signer
) -> None:
    grow(settings, save, "a")
    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(lambda _: sign_log(settings, signer), range(4)))
    assert sum(one.is_new for one in outcomes) == 1
    assert len({one.checkpoint.note for one in outcomes}) == 1


def test_a_log_without_entries_is_not_signed(settings: Settings, signer: Signer) -> None:
    with pytest.raises(MissingArchiveError):
        sign_log(settings, signer)
    from provenance.archive import Archive

    Archive.open(settings.archive).close()
    with pytest.raises(UnsignedLogError, match="no entry yet"):
        sign_log(settings, signer)


def test_another_key_does_not_sign_on(
    settings: Settings, save: Save, signer: Signer, tmp_path: Path
) -> None:
    grow(settings, save, "a")
    sign_log(settings, signer)
    new_key(NAME, tmp_path / "other", None)
    grow(settings, save, "b")
    with pytest.raises(UnsignedLogError, match="a new key is a new log"):
        sign_log(settings, open_signer(KeySource(spec=str(tmp_path / "other"))))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entry SET leaf = zeroblob(32) WHERE seq = 0",
        "UPDATE checkpoint SET root = zeroblob(32)",
        "DELETE FROM entry WHERE seq >= 2",
        "UPDATE entry SET body = x'7b7d' WHERE seq = 4",
    ],
)
def test_a_log_that_does_not_continue_what_was_signed_is_not_signed(
    settings: Settings, save: Save, signer: Signer, statement: str
) -> None:
    grow(settings, save, "a", "b")
    sign_log(settings, signer)
    grow(settings, save, "c")
    change(settings.archive, statement)
    with pytest.raises(VerificationError):
        sign_log(settings, signer)
    with closing(sqlite3.connect(settings.archive)) as connection:
        assert connection.execute("SELECT count(*) FROM checkpoint").fetchone() == (1,)


def test_every_entry_of_the_signed_log_is_proved(
    settings: Settings, save: Save, signer: Signer
) -> None:
    grow(settings, save, "a", "b")
    sign_log(settings, signer)
    for index in range(3):
        proved = prove_entry(index, settings)
        check_log_proof(proved.proof, leaf_hash(proved.entry), signer.key)
    assert prove_entry("7", settings).proof.index == 1


def test_what_is_not_in_the_signed_log_is_not_proved(
    settings: Settings, save: Save, signer: Signer
) -> None:
    grow(settings, save, "a")
    with pytest.raises(UnsignedLogError, match="never signed"):
        prove_entry(0, settings)
    sign_log(settings, signer)
    grow(settings, save, "b")
    with pytest.raises(UnsignedLogError, match="came after the last checkpoint"):
        prove_entry(2, settings)
    with pytest.raises(UnknownEntryError, match="no entry 9"):
        prove_entry(9, settings)


def test_a_refusal_has_no_entry_to_prove(settings: Settings, save: Save, signer: Signer) -> None:
    first = save("1.json", answer("<p>a</p>"))
    snapshot([first], settings)
    sign_log(settings, signer)
    change(settings.archive, "UPDATE capture SET entry_seq = NULL")
    with pytest.raises(UnknownEntryError, match="no capture of"):
        prove_entry("7", settings)


def test_an_older_checkpoint_is_continued(settings: Settings, save: Save, signer: Signer) -> None:
    grow(settings, save, "a")
    old = sign_log(settings, signer).checkpoint
    grow(settings, save, "b", "c")
    new = sign_log(settings, signer).checkpoint
    hashes = prove_consistency(old.note, signer.key, settings)
    check_consistency(
        hashes, first=old.size, first_root=old.root, second=new.size, second_root=new.root
    )
    assert prove_consistency(new.note, signer.key, settings) == ()


def test_a_checkpoint_of_a_longer_or_another_log_is_not_continued(
    settings: Settings, save: Save, signer: Signer, tmp_path: Path
) -> None:
    other = replace(settings, archive=tmp_path / "other.db")
    for one, texts in ((settings, ("a", "b")), (other, ("a", "x", "y"))):
        grow(one, save, *texts)
        sign_log(one, signer)
    longer = sign_log(other, signer).checkpoint.note
    with pytest.raises(InconsistentLogError, match="over 4 entries"):
        prove_consistency(longer, signer.key, settings)
    grow(settings, save, "c", "d")
    sign_log(settings, signer)
    with pytest.raises(InconsistentLogError, match="not those that were signed"):
        prove_consistency(longer, signer.key, settings)


def test_publishing_adds_only_what_is_new(
    settings: Settings, save: Save, signer: Signer, tmp_path: Path
) -> None:
    public = tmp_path / "public"
    grow(settings, save, "a")
    with pytest.raises(UnsignedLogError):
        export_log(settings, public)
    first = sign_log(settings, signer).checkpoint
    assert export_log(settings, public).before == 0
    assert (public / "checkpoint").read_bytes() == first.note
    grow(settings, save, "b")
    second = sign_log(settings, signer).checkpoint
    kept = {path: path.stat().st_mtime_ns for path in public.rglob("*") if path.is_file()}
    published = export_log(settings, public)
    assert (published.before, published.files) == (first.size, 3)
    assert (public / "checkpoint").read_bytes() == second.note
    again = {path: path.stat().st_mtime_ns for path in kept}
    changed = {path.name for path in kept if kept[path] != again[path]}
    assert changed == {"checkpoint"}
    assert export_log(settings, public).files == 1


def test_statements_are_published_only_where_that_is_asked(
    settings: Settings, save: Save, signer: Signer, tmp_path: Path
) -> None:
    public = tmp_path / "public"
    grow(settings, save, "a")
    sign_log(settings, signer)
    export_log(settings, public)
    files = [path for path in public.rglob("*") if path.is_file()]
    assert not any(b"example.org/bridge" in path.read_bytes() for path in files)
    export_log(settings, public, statements=True)
    (statement,) = (public / "statements").iterdir()
    from provenance.digest import sha256

    assert sha256(statement.read_bytes()).hex() == statement.stem
    assert export_log(settings, public, statements=True).files == 1


def test_a_folder_of_another_log_is_left_as_it_is(
    settings: Settings, save: Save, signer: Signer, tmp_path: Path
) -> None:
    public = tmp_path / "public"
    other = replace(settings, archive=tmp_path / "other.db")
    grow(settings, save, "a", "b")
    grow(other, save, "x")
    sign_log(settings, signer)
    sign_log(other, signer)
    export_log(settings, public)
    with pytest.raises(InconsistentLogError, match="not the beginning of this log"):
        export_log(other, public)
    new_key("example.org/elsewhere", tmp_path / "elsewhere", None)
    third = replace(settings, archive=tmp_path / "third.db")
    grow(third, save, "a")
    sign_log(third, open_signer(KeySource(spec=str(tmp_path / "elsewhere"))))
    with pytest.raises(InconsistentLogError, match="publishes the log example"):
        export_log(third, public)
    (public / "checkpoint").write_bytes(b"something else")
    with pytest.raises(PublishError, match="is no checkpoint"):
        export_log(settings, public)
    assert (public / "checkpoint").read_bytes() == b"something else"


def test_a_folder_that_cannot_be_written_is_said_so(
    settings: Settings, save: Save, signer: Signer, tmp_path: Path
) -> None:
    grow(settings, save, "a")
    sign_log(settings, signer)
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(PublishError, match="cannot be"):
        export_log(settings, tmp_path / "file")
    (tmp_path / "public").mkdir()
    (tmp_path / "public" / "tile").write_text("in the way", encoding="utf-8")
    with pytest.raises(PublishError, match="cannot be written"):
        export_log(settings, tmp_path / "public")


def test_a_new_key_is_secret_and_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "key"
    key = new_key(NAME, path, None)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert (tmp_path / "key.vkey").read_text(encoding="utf-8") == f"{key}\n"
    before = path.read_bytes()
    with pytest.raises(KeyFileError, match="never overwritten"):
        new_key(NAME, path, None)
    assert path.read_bytes() == before
    (tmp_path / "half.vkey").write_text("in the way", encoding="utf-8")
    with pytest.raises(KeyFileError):
        new_key(NAME, tmp_path / "half", None)
    assert not (tmp_path / "half").exists()
    with pytest.raises(KeyFileError, match="cannot be written"):
        new_key(NAME, tmp_path / "no" / "folder", None)


def test_a_key_comes_from_the_environment_with_a_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = new_key(NAME, tmp_path / "key", "correct horse")
    monkeypatch.setenv("LOG_KEY", (tmp_path / "key").read_text(encoding="utf-8"))
    source = KeySource(spec="env:LOG_KEY", passphrase="correct horse")
    assert open_signer(source, NAME).key == key
    with pytest.raises(KeyFileError, match="under which name"):
        open_signer(source)
    with pytest.raises(KeyMaterialError, match="no passphrase"):
        open_signer(KeySource(spec="env:LOG_KEY"), NAME)
    monkeypatch.delenv("LOG_KEY")
    with pytest.raises(KeyFileError, match="LOG_KEY holds no key"):
        open_signer(source, NAME)


def test_no_value_shows_its_passphrase() -> None:
    assert "correct horse" not in repr(KeySource(spec="key", passphrase="correct horse"))


def test_an_imported_key_signs_under_its_new_name(tmp_path: Path) -> None:
    made = new_key(NAME, tmp_path / "key", None)
    source = KeySource(spec=str(tmp_path / "key"))
    imported = import_key("example.org/other", source, tmp_path / "again")
    assert imported.public_key == made.public_key
    assert imported.id != made.id
    assert open_signer(KeySource(spec=str(tmp_path / "again"))).key == imported


def test_a_verifier_key_of_another_private_key_is_refused(tmp_path: Path) -> None:
    new_key(NAME, tmp_path / "one", None)
    new_key(NAME, tmp_path / "two", None)
    (tmp_path / "one.vkey").write_bytes((tmp_path / "two.vkey").read_bytes())
    with pytest.raises(KeyFileError, match="of another private key"):
        open_signer(KeySource(spec=str(tmp_path / "one")))
    (tmp_path / "one.vkey").write_bytes(b"\xff")
    with pytest.raises(KeyFileError, match="cannot be read"):
        open_signer(KeySource(spec=str(tmp_path / "one")))
    with pytest.raises(KeyFileError, match="cannot be read"):
        open_signer(KeySource(spec=str(tmp_path / "none")))
