import json
from pathlib import Path

import pytest

from provenance.digest import leaf_hash
from provenance.evidence import STATEMENT_PAYLOAD, Envelope, format_envelope
from provenance.evidence.dsse import pae
from provenance.log import check_log_proof, parse_log_proof, parse_verifier_key
from provenance.pipeline import KeySource, open_signer
from tests.integration.cli.conftest import Run

NAME = "example.org/articles"


@pytest.fixture(autouse=True)
def unset(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("PROVENANCE_KEY", "PROVENANCE_LOG_NAME", "PROVENANCE_KEY_PASSPHRASE"):
        monkeypatch.delenv(variable, raising=False)


def test_a_log_is_kept_without_a_key_and_says_that_it_is_unsigned(run: Run) -> None:
    run("snapshot", "1.json")
    shown = run("log", "show")
    assert shown.code == 0
    assert "entries  2\n" in shown.out
    assert "unsigned: no checkpoint" in shown.out


def test_a_log_is_signed_and_says_so(run: Run) -> None:
    run("snapshot", "1.json")
    made = run("key", "new", "--name", NAME)
    assert made.out.startswith(f"{NAME}+")
    assert "which is secret" in made.err
    signed = run("log", "sign")
    assert signed.out.startswith(f"{NAME}\n2\n")
    assert (signed.code, signed.err) == (0, "")
    assert "nothing was logged since" in run("log", "sign").err
    run("snapshot", "2.json")
    shown = run("log", "show").out
    assert f"log      {NAME}+{made.out.split('+')[1]}\n" in shown
    assert "unsigned 2 entries since" in shown
    assert "in 1 checkpoint\n" in shown
    run("log", "sign")
    assert "in 2 checkpoints\n" in run("log", "show").out


@pytest.mark.parametrize("command", [["audit"], ["snapshot"], ["import", "dir"]])
def test_a_run_signs_at_its_end_where_a_key_is_configured(
    run: Run, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    run("key", "new", "--name", NAME)
    monkeypatch.setenv("PROVENANCE_KEY", "provenance.key")
    for name in ("1.json", "2.json"):
        target = name
        if command[0] == "import":
            target = f"folder-{name}"
            Path(target).mkdir()
            Path(name).rename(Path(target) / name)
        run(*command, target)
    held = run("verify", "provenance.db", "--key", "provenance.key.vkey")
    assert (held.code, "each of its 2 checkpoints" in held.out) == (0, True)


def test_a_key_that_is_not_the_logs_is_refused_before_anything_is_recorded(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("key", "new", "--name", NAME)
    run("key", "new", "--name", NAME, "-o", "other.key")
    monkeypatch.setenv("PROVENANCE_KEY", "provenance.key")
    run("snapshot", "1.json")
    monkeypatch.setenv("PROVENANCE_KEY", "other.key")
    refused = run("snapshot", "2.json")
    assert (refused.code, "a new key is a new log" in refused.err) == (1, True)
    monkeypatch.setenv("PROVENANCE_KEY", "missing.key")
    assert "missing.key cannot be read" in run("snapshot", "2.json").err
    monkeypatch.delenv("PROVENANCE_KEY")
    assert "entries  2\n" in run("log", "show").out


def test_a_proof_of_a_post_is_written_with_its_entry(run: Run) -> None:
    run("snapshot", "1.json", "2.json")
    key = parse_verifier_key(run("key", "new", "--name", NAME).out.strip())
    run("log", "sign")
    done = run("log", "prove", "7", "-o", "a.tlog-proof", "--entry-file", "a.entry")
    assert (done.code, done.out) == (0, "")
    assert "entry 1 is in the log" in done.err
    proof = parse_log_proof(Path("a.tlog-proof").read_bytes())
    check_log_proof(proof, leaf_hash(Path("a.entry").read_bytes()), key)
    printed = run("log", "prove", "--entry", "1").out
    assert printed.encode() == Path("a.tlog-proof").read_bytes()


@pytest.mark.parametrize("arguments", [(), ("7", "--entry", "1")])
def test_a_proof_is_of_one_thing(run: Run, arguments: tuple[str, ...]) -> None:
    done = run("log", "prove", *arguments)
    assert done.code == 2
    assert "give either POST or --entry N" in done.err


def test_the_log_is_shown_to_continue_an_older_checkpoint(run: Run) -> None:
    run("snapshot", "1.json")
    key = run("key", "new", "--name", NAME).out.strip()
    Path("old").write_text(run("log", "sign").out, encoding="utf-8")
    run("snapshot", "2.json")
    run("log", "sign")
    done = run("log", "consistency", "old", "--key", key)
    assert done.code == 0
    assert len(done.out.splitlines()) == 1
    assert "the log continues old" in done.err


def test_another_keys_checkpoint_is_not_continued(run: Run) -> None:
    run("snapshot", "1.json")
    run("key", "new", "--name", NAME)
    Path("old").write_text(run("log", "sign").out, encoding="utf-8")
    other = run("key", "new", "--name", NAME, "-o", "other.key").out.strip()
    done = run("log", "consistency", "old", "--key", other)
    assert done.code == 3
    assert "bears no signature of the key" in done.err


def test_a_key_is_taken_from_a_file_too(run: Run) -> None:
    run("snapshot", "1.json")
    run("key", "new", "--name", NAME)
    run("log", "sign")
    held = run("verify", "provenance.db", "--key", "provenance.key.vkey")
    assert (held.code, "not checked" in held.out) == (0, False)
    hashes = run("verify", "provenance.db", "--key", "provenance.key.vkey", "--hashes-only")
    assert (hashes.code, "hashes alone were asked for" in " ".join(hashes.out.split())) == (0, True)
    assert run("verify", "provenance.db", "--hashes-only").code == 5
    wrong = run("verify", "provenance.db", "--key", "1.json")
    assert wrong.code == 2
    assert "is no verifier key" in wrong.err
    missing = run("verify", "provenance.db", "--key", "no.vkey")
    assert missing.code == 2
    assert "'no.vkey' is neither a verifier key, name+0123abcd+base64, nor a file" in missing.err


def test_a_secret_key_given_for_a_verifier_key_is_never_quoted(run: Run) -> None:
    run("snapshot", "1.json")
    run("key", "new", "--name", NAME)
    secret = Path("provenance.key").read_text(encoding="ascii")
    # Base64 with a plus looks like a verifier key, and without one like a file's name.
    bare, plus = secret.replace("+", "/"), f"{secret}+"
    for typed in ("provenance.key", secret, bare, plus):
        told = run("verify", "provenance.db", "--key", typed)
        assert told.code == 2
        assert not [line for line in secret.splitlines()[1:-1] if line[:12] in told.err]
    named = run("verify", "provenance.db", "--key", "provenance.key").err
    assert "'provenance.key' holds a secret key; give the verifier key" in named
    assert "'provenance.key.vkey'" in named


def test_a_mistyped_verifier_key_is_a_usage_error(run: Run) -> None:
    Path("old").write_text("", encoding="utf-8")
    done = run("log", "consistency", "old", "--key", "example.org")
    assert done.code == 2
    assert "is neither a verifier key" in done.err


def test_the_log_is_published(run: Run) -> None:
    run("snapshot", "1.json")
    run("key", "new", "--name", NAME)
    refused = run("log", "export", "public")
    assert (refused.code, Path("public").exists()) == (1, False)
    assert "never signed; sign it with" in refused.err
    run("log", "sign")
    done = run("log", "export", "public", "--statements")
    assert done.out == f"public publishes 2 entries of {NAME}; 0 were there before\n"
    assert Path("public/checkpoint").is_file()


def test_a_key_is_imported_and_shown(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    key = run("key", "new", "--name", NAME).out
    assert run("key", "show").out == key
    imported = run("key", "import", "provenance.key", "--name", "example.org/b", "-o", "b.key")
    assert imported.code == 0
    assert run("key", "show", "b.key").out == imported.out != key
    monkeypatch.setenv("LOG_KEY", Path("provenance.key").read_text(encoding="utf-8"))
    assert run("key", "show", "env:LOG_KEY", "--name", NAME).out == key
    unnamed = run("key", "show", "env:LOG_KEY")
    assert (unnamed.code, unnamed.out) == (1, "")
    assert "--name example.org/articles" in unnamed.err


def test_no_private_key_is_ever_printed(run: Run) -> None:
    made = run("key", "new", "--name", NAME)
    shown = run("key", "show")
    secret = Path("provenance.key").read_text(encoding="utf-8").splitlines()[1]
    assert secret not in made.out + made.err + shown.out + shown.err


def test_without_a_key_signing_says_how_to_make_one(run: Run) -> None:
    run("snapshot", "1.json")
    done = run("log", "sign")
    assert done.code == 1
    assert "provenance.key cannot be read" in done.err
    assert "provenance key new" in done.err


def test_a_statement_is_printed_as_logged_and_signed_on_request(run: Run) -> None:
    run("snapshot", "1.json")
    vkey = run("key", "new", "--name", NAME).out.strip()
    bare = run("log", "statement", "7")
    digest = f"sha256:{json.loads(bare.out)['subject'][0]['digest']['sha256']}"
    assert run("log", "statement", "--entry", "0").out == bare.out
    wrote = run("log", "statement", "7", "--dsse", "-o", "article.dsse.json")
    assert (wrote.code, wrote.out, wrote.err) == (0, "", "wrote article.dsse.json\n")
    held = run("verify", "article.dsse.json", "--key", vkey, "--content-digest", digest)
    assert (held.code, held.out.count("holds")) == (0, 4)
    assert run("verify", "article.dsse.json").code == 5
    ended = run("verify", "article.dsse.json", "--key", vkey, "--key-until", "2025-01-01T00:00:00Z")
    assert (ended.code, "an envelope bears no time" in " ".join(ended.out.split())) == (5, True)
    assert json.loads(run("verify", "article.dsse.json", "--format", "json").out)["kind"] == (
        "signed statement"
    )
    other = run("verify", "article.dsse.json", "--content-digest", f"sha256:{'0' * 64}")
    assert (other.code, "the statement is of the content digest" in other.err) == (3, True)
    stranger = run("key", "new", "--name", NAME, "-o", "other.key").out.strip()
    assert run("verify", "article.dsse.json", "--key", stranger).code == 3


def test_what_names_no_statement_is_said_so(run: Run) -> None:
    run("snapshot", "1.json")
    assert "is of a run or of rows" in run("log", "statement", "--entry", "1").err
    assert "its entries are 0 to 1" in run("log", "statement", "--entry", "2").err
    assert "give either POST or --entry N" in run("log", "statement").err
    assert "provenance key new" in run("log", "statement", "7", "--dsse").err


def test_an_envelope_of_something_else_is_no_statement(run: Run) -> None:
    run("key", "new", "--name", NAME)
    signer = open_signer(KeySource(spec="provenance.key"))
    for payload_type, payload, why in (
        ("text/plain", b"{}", "no statement"),
        (STATEMENT_PAYLOAD, b"{}", "no statement of a snapshot"),
    ):
        signed = Envelope(
            payload=payload,
            payload_type=payload_type,
            key=f"{NAME}+{signer.key.id.hex()}",
            signature=signer.sign_bytes(pae(payload_type, payload)),
        )
        Path("x.json").write_bytes(format_envelope(signed))
        done = run("verify", "x.json", "--key", "provenance.key.vkey")
        assert (done.code, why in done.err) == (1, True)


def test_a_log_goes_on_under_a_new_key(run: Run) -> None:
    run("snapshot", "1.json", "--archive", "old.db")
    old = run("key", "new", "--name", NAME, "-o", "old.key").out.strip()
    run("log", "sign", "--key", "old.key", "--archive", "old.db")
    begun = run("log", "begin", "--after", "old.db", "--key", "old.key.vkey")
    assert begun.out == (
        f"the log in provenance.db goes on from {NAME}, which ended with 2 entries\n"
    )
    assert (begun.code, "a key of another name" in begun.err) == (0, True)
    again = run("log", "begin", "--after", "old.db", "--key", "old.key.vkey")
    assert (again.code, "has begun already" in again.err) == (1, True)
    new = run("key", "new", "--name", f"{NAME}/2").out.strip()
    assert run("log", "sign").code == 0
    Path("both.policy").write_text(f"log {old}\nlog {new}\nquorum none\n", encoding="utf-8")
    run("snapshot", "2.json")
    run("log", "sign")
    held = run("verify", "provenance.db", "--policy", "both.policy")
    assert (held.code, f"goes on from {NAME}" in held.out) == (0, True)
    assert run("verify", "provenance.db", "--key", new).code == 5
