"""Real time stamp authorities on loopback: what is asked, kept, renewed, published and checked."""

import shlex
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.x509 import Certificate
from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

from provenance.archive import Archive
from provenance.digest import sha256
from provenance.errors import (
    DigestMismatchError,
    InconsistentLogError,
    NoteError,
    SignatureError,
    StatusError,
    TokenError,
    UnreachableError,
    UnsignedLogError,
)
from provenance.log import Cosigner, Policy, Signer, parse_note, parse_policy, token_of_answer
from provenance.model import Outcome, Step, Verification
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
    stamp_log,
    verify_target,
)
from provenance.verify import Trusted
from tests.fakes.server import FakeServer, answer
from tests.fakes.tsa import Authority
from tests.unit.report.samples import answer as post


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(archive=tmp_path / "provenance.db", allow_private=True)


@pytest.fixture
def signer(tmp_path: Path, settings: Settings) -> Signer:
    """Who signs; the log is signed once already."""
    new_key("example.org/articles", tmp_path / "key", None)
    signer = open_signer(KeySource(spec=str(tmp_path / "key")))
    grow(settings, signer, "a")
    return signer


def grow(settings: Settings, signer: Signer, text: str) -> None:
    path = settings.archive.parent / f"{text}.json"
    path.write_bytes(post(f"<p>{text}</p>"))
    snapshot([str(path)], settings)
    sign_log(settings, signer)


def steps(target: Path, signer: Signer, *roots: Certificate) -> list[Step]:
    verification = verify_target(target, Trust(log=Trusted(key=signer.key, tsa_roots=roots)))
    assert isinstance(verification, Verification)
    return [step for step in verification.steps if "existed before" in step.what]


def run(command: str, authority: Authority, folder: Path) -> subprocess.CompletedProcess[str]:
    line = shlex.split(command.replace("ROOTS.pem", str(authority.root_file)))
    return subprocess.run(line, cwd=folder, capture_output=True, text=True, check=False)


def test_a_token_shows_that_the_checkpoint_existed_and_openssl_says_so_too(
    settings: Settings, signer: Signer, tmp_path: Path
) -> None:
    authority = Authority(tmp_path)
    with authority.serve() as tsa:
        (given,) = stamp_log([tsa.url], settings, roots=(authority.root,)).given
        again = stamp_log([tsa.url], settings)
    assert (again.given, again.held, len(tsa.requests)) == ((), (tsa.url,), 1)
    public = tmp_path / "public"
    export_log(settings, public)
    (step,) = steps(public, signer, authority.root)
    (stored,) = steps(settings.archive, signer, authority.root)
    assert replace(stored, number=step.number) == step
    assert step.outcome is Outcome.HOLDS
    when = given.timestamp.before.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert step.what == (
        f"the checkpoint over 2 entries existed before {when}, as CN=TSA says"
        f" under a certificate that ends on {given.timestamp.ends_at:%Y-%m-%d}"
    )
    assert f" -attime {int(given.timestamp.given_at.timestamp())} " in step.command
    done = run(step.command, authority, public)
    assert (done.returncode, done.stdout) == (0, "Verification: OK\n")
    (public / "timestamps/2/text").write_bytes(b"another text\n")
    assert "message imprint mismatch" in run(step.command, authority, public).stderr


def test_without_a_root_nothing_is_said_to_hold(
    settings: Settings, signer: Signer, tmp_path: Path
) -> None:
    assert steps(settings.archive, signer) == []
    with Authority(tmp_path).serve() as tsa:
        stamp_log([tsa.url], settings)
    (step,) = steps(settings.archive, signer)
    assert (step.outcome, step.command) == (Outcome.NOT_CHECKED, "")
    assert step.why.startswith("no TSA root was given")
    (step,) = steps(settings.archive, signer, Authority(tmp_path, "Other").root)
    assert step.why == "none of the TSA roots that were given vouches for that TSA"


def test_a_root_that_is_given_asks_for_a_token(
    settings: Settings, signer: Signer, tmp_path: Path
) -> None:
    (step,) = steps(settings.archive, signer, Authority(tmp_path).root)
    assert step.why.startswith("it bears no time stamp token")


def test_an_authority_that_fails_leaves_the_others(
    settings: Settings, signer: Signer, tmp_path: Path
) -> None:
    good, other = Authority(tmp_path, "Good"), Authority(tmp_path, "Other")
    ended = Authority(tmp_path, "Ended", ends_in=timedelta(days=-1))
    given: list[bytes] = []

    def the_first(reply: bytes) -> bytes:
        given.append(reply)
        return given[0]

    servers = {
        "silent": FakeServer(lambda request: b""),
        "busy": FakeServer(lambda request: answer(b"", status=503)),
        "page": FakeServer(lambda request: answer(b"<html>")),
        "refuses": FakeServer(lambda request: answer(bytes.fromhex("30053003020102"))),
        "other": other.serve(),
        "ended": ended.serve(),
        "replays": good.serve(the_first),
        "good": good.serve(),
    }
    with ExitStack() as stack:
        urls = {name: stack.enter_context(server).url for name, server in servers.items()}
        stamp_log([urls["replays"]], settings)
        grow(settings, signer, "b")
        stamping = stamp_log(list(urls.values()), settings, roots=(good.root, ended.root))
    assert [given.tsa for given in stamping.given] == [urls["good"]]
    assert {name: type(stamping.failures.get(url)) for name, url in urls.items()} == {
        "silent": UnreachableError,
        "busy": StatusError,
        "page": TokenError,
        "refuses": TokenError,
        "other": SignatureError,
        "ended": SignatureError,
        "replays": TokenError,
        "good": type(None),
    }
    assert "not the one that was asked for" in str(stamping.failures[urls["replays"]])
    (step,) = steps(settings.archive, signer, good.root)[1:]
    assert step.outcome is Outcome.HOLDS


def test_a_token_is_renewed_before_its_certificate_ends(
    settings: Settings, signer: Signer, tmp_path: Path
) -> None:
    old = Authority(tmp_path, "Old", ends_in=timedelta(days=10))
    new = Authority(tmp_path, "New")
    with old.serve() as first, new.serve() as second:
        assert len(stamp_log([first.url], settings, renew_within=timedelta(days=9)).given) == 1
        (left,) = stamp_log([first.url], settings).unrenewed
        assert left.tsa == "CN=Old"
        grow(settings, signer, "b")
        with FakeServer(lambda request: answer(b"", status=500)) as broken:
            assert stamp_log([broken.url], settings).unrenewed == (left,)
            assert len(broken.requests) == 1
        both = stamp_log([second.url], settings)
        assert [given.renews for given in both.given] == [None, left]
        assert stamp_log([second.url], settings).given == ()
    found = steps(settings.archive, signer, old.root, new.root)
    assert {step.outcome for step in found} == {Outcome.HOLDS}
    assert found[0].what.startswith("the time stamp tokens of an earlier checkpoint hold")
    public = tmp_path / "public"
    export_log(settings, public)
    assert [step.what for step in steps(public, signer, old.root, new.root)] == [
        step.what for step in found
    ]


def test_openssl_checks_a_renewal_over_the_token_that_it_renews(
    settings: Settings, signer: Signer, tmp_path: Path
) -> None:
    old = Authority(tmp_path, "Old", ends_in=timedelta(days=10))
    new = Authority(tmp_path, "New")
    with old.serve() as first, new.serve() as second:
        stamp_log([first.url], settings)
        (_, renewal) = stamp_log([second.url], settings).given
    assert renewal.renews is not None
    public = tmp_path / "public"
    export_log(settings, public)
    found = steps(public, signer, old.root, new.root)
    assert [step.what.split(" existed")[0] for step in found] == [
        "the checkpoint over 2 entries",
        "the checkpoint over 2 entries",
        f"the token of CN=Old of {renewal.renews.given_at:%Y-%m-%dT%H:%M:%SZ}",
    ]
    over = sha256(renewal.renews.token).hex()
    assert f" -data timestamps/2/{over}.tst " in found[-1].command
    assert run(found[-1].command, new, public).stdout == "Verification: OK\n"
    assert "Verification: FAILED" in run(found[-1].command, old, public).stdout


def test_a_renewal_that_came_too_late_is_said_to_be_one(
    settings: Settings, signer: Signer, tmp_path: Path
) -> None:
    ended = Authority(tmp_path, "Ended", ends_in=timedelta(days=-1))
    with ended.serve() as tsa:
        (given,) = stamp_log([tsa.url], settings).given
    query = TimestampRequestBuilder(
        data=given.timestamp.token, hash_algorithm=HashAlgorithm.SHA256
    ).build()
    late = token_of_answer(Authority(tmp_path).reply(query.as_bytes()))
    with Archive.open(settings.archive) as archive, archive.log().hold() as log:
        (kept,) = log.tokens()
        log.add_token(replace(kept, token=late))
    verification = verify_target(settings.archive, Trust(log=Trusted(key=signer.key)))
    assert isinstance(verification, Verification)
    (step,) = [one for one in verification.steps if "while its certificate held" in one.what]
    assert step.outcome is Outcome.NOT_CHECKED
    assert step.why.startswith("the certificate had ended on ")


def test_a_token_whose_certificate_has_ended_is_not_renewed(
    settings: Settings, signer: Signer, tmp_path: Path
) -> None:
    ended = Authority(tmp_path, "Ended", ends_in=timedelta(days=-1))
    with ended.serve() as first, Authority(tmp_path).serve() as second:
        stamp_log([first.url], settings)
        stamping = stamp_log([second.url], settings)
    assert [given.renews for given in stamping.given] == [None]
    assert [one.tsa for one in stamping.unrenewed] == ["CN=Ended"]
    with pytest.raises(SignatureError, match="certificate has expired"):
        steps(settings.archive, signer, ended.root)


def test_a_log_that_was_never_signed_is_not_stamped(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(post("<p>a</p>"))
    snapshot([str(path)], settings)
    with pytest.raises(UnsignedLogError):
        stamp_log(["http://127.0.0.1:1"], settings)


@pytest.mark.parametrize(
    ("spoil", "error"),
    [
        (lambda place: (place / "text").write_bytes(b"example.org\n"), NoteError),
        (lambda place: (place / "text").write_bytes(b"\xff"), NoteError),
        (lambda place: (place / "text").unlink(), DigestMismatchError),
        (lambda place: place.rename(place.parent / "3"), InconsistentLogError),
        (lambda place: place.rename(place.parent / "02"), InconsistentLogError),
        (lambda place: (place / f"{'0' * 64}.tst").write_bytes(b"x"), DigestMismatchError),
        (lambda place: (place / f"{sha256(b'x').hex()}.tst").write_bytes(b"x"), TokenError),
    ],
)
def test_spoilt_files_beside_a_published_log_are_named(
    settings: Settings,
    signer: Signer,
    tmp_path: Path,
    spoil: Callable[[Path], object],
    error: type[Exception],
) -> None:
    authority = Authority(tmp_path)
    with authority.serve() as tsa:
        stamp_log([tsa.url], settings)
    public = tmp_path / "public"
    export_log(settings, public)
    (public / "timestamps/2/.text.part").write_bytes(b"of an export that was killed")
    (step,) = steps(public, signer, authority.root)
    assert step.outcome is Outcome.HOLDS
    spoil(public / "timestamps/2")
    with pytest.raises(error):
        steps(public, signer, authority.root)


def test_a_token_of_another_log_is_over_something_else(
    settings: Settings, signer: Signer, tmp_path: Path
) -> None:
    authority = Authority(tmp_path)
    with authority.serve() as tsa:
        (given,) = stamp_log([tsa.url], settings).given
    token = given.timestamp.token
    grow(settings, signer, "b")
    with Archive.open(settings.archive) as archive, archive.log().hold() as log:
        (kept,) = log.tokens()
        log.add_token(replace(kept, size=log.size))
    assert kept.token == token
    with pytest.raises(SignatureError, match="over something else than the checkpoint"):
        steps(settings.archive, signer)


def test_a_token_that_was_altered_in_the_archive_is_named(
    settings: Settings, signer: Signer, tmp_path: Path
) -> None:
    with Authority(tmp_path).serve() as tsa:
        stamp_log([tsa.url], settings)
    with closing(sqlite3.connect(settings.archive, isolation_level=None)) as connection:
        connection.execute("DROP TRIGGER timestamp_token_never_changes")
        connection.execute("UPDATE timestamp_token SET token = x'30'")
    with pytest.raises(DigestMismatchError, match="a time stamp token over 2 entries"):
        steps(settings.archive, signer)


def key_time(
    target: Path,
    signer: Signer,
    until: timedelta,
    *roots: Certificate,
    policy: Policy | None = None,
) -> Step:
    trusted = Trusted(
        key=signer.key, policy=policy, tsa_roots=roots, key_until=datetime.now(UTC) + until
    )
    verification = verify_target(target, Trust(log=trusted))
    assert isinstance(verification, Verification)
    (step,) = [one for one in verification.steps if "when its key's time ended" in one.what]
    return step


def test_a_key_that_ended_is_judged_at_the_time_of_a_token(
    settings: Settings, signer: Signer, tmp_path: Path
) -> None:
    authority = Authority(tmp_path)
    later, earlier = timedelta(minutes=1), timedelta(hours=-1)
    public = tmp_path / "public"
    export_log(settings, public)
    for target in (settings.archive, public):
        unknown = key_time(target, signer, later, authority.root)
        assert unknown.outcome is Outcome.NOT_CHECKED
        assert unknown.why.startswith("no time stamp token or cosignature that you trust")
    with authority.serve() as tsa:
        stamp_log([tsa.url], settings)
    export_log(settings, public)
    for target in (settings.archive, public):
        held = key_time(target, signer, later, authority.root)
        assert held.outcome is Outcome.HOLDS
        assert ": a token of CN=TSA shows it by " in held.what
        late = key_time(target, signer, earlier, authority.root)
        assert (late.outcome, "is the earliest" in late.why) == (Outcome.NOT_CHECKED, True)
        untrusted = key_time(target, signer, later)
        assert untrusted.why.startswith("no time stamp token or cosignature that you trust")
    grow(settings, signer, "b")
    newest = key_time(settings.archive, signer, later, authority.root)
    assert newest.why.startswith("no time stamp token or cosignature that you trust")


def test_a_key_that_ended_is_judged_at_the_time_of_a_cosignature(
    settings: Settings, signer: Signer, tmp_path: Path
) -> None:
    witness = Cosigner("example.net/w", Ed25519PrivateKey.generate())
    policy = parse_policy(f"witness W {witness.key}\nquorum W\n".encode())
    with Archive.open(settings.archive) as archive, archive.log().hold() as log:
        last = log.last_checkpoint()
        assert last is not None
        line = witness.cosign(parse_note(last.note).text, datetime.now(UTC))
        log.add_cosignature(last.size, str(line))
    (tmp_path / "proof").write_bytes(bytes(prove_entry(0, settings).proof))
    for target in (settings.archive, tmp_path / "proof"):
        held = key_time(target, signer, timedelta(minutes=1), policy=policy)
        assert held.outcome is Outcome.HOLDS
        assert ": a cosignature of W shows it by " in held.what
        late = key_time(target, signer, timedelta(seconds=-5), policy=policy)
        assert late.outcome is Outcome.NOT_CHECKED
