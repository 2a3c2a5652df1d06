"""Who vouches for a bundle beside its log: time stamp authorities, witnesses, a key's time."""

import html
import io
import re
import shlex
import subprocess
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.x509 import Certificate

from provenance.archive import Archive
from provenance.errors import BundleError, SignatureError
from provenance.evidence import format_members, format_zip, parse_members, parse_zip
from provenance.log import Cosigner, Policy, parse_note, parse_policy, parse_timestamp
from provenance.model import Outcome, Step, Verification
from provenance.pipeline import BundleWanted, Trust, stamp_log, verify_target
from provenance.verify import Trusted, verify_bundle
from provenance.verify.anew import canonical_of
from tests.fakes.tsa import Authority
from tests.integration.pipeline.bundles import Desk, Members, repacked

STAMPED = re.compile("existed before|^the time stamp tokens of")
SOON = timedelta(minutes=1)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path)
    made.capture("<p>One.</p><p>Two.</p>")
    made.sign()
    return made


def stamped(desk: Desk, authority: Authority) -> None:
    with authority.serve() as tsa:
        settings = replace(desk.settings, allow_private=True)
        assert stamp_log([tsa.url], settings).failures == {}


def check(data: bytes, desk: Desk, *roots: Certificate) -> Verification:
    return verify_bundle(data, trusted=Trusted(key=desk.key, tsa_roots=roots))


def times(verification: Verification) -> list[Step]:
    return [step for step in verification.steps if STAMPED.search(step.what)]


def unpacked(data: bytes, folder: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        file.extractall(folder)


def openssl(command: str, authority: Authority, folder: Path) -> subprocess.CompletedProcess[str]:
    line = shlex.split(command.replace("ROOTS.pem", str(authority.root_file)))
    return subprocess.run(line, cwd=folder, capture_output=True, text=True, check=False)


def test_a_token_in_a_bundle_holds_and_openssl_says_so_of_its_own_files(
    desk: Desk, tmp_path: Path
) -> None:
    authority = Authority(tmp_path)
    stamped(desk, authority)
    data = desk.export().data
    (step,) = times(check(data, desk, authority.root))
    assert step.outcome is Outcome.HOLDS
    assert step.what.startswith("the checkpoint over 2 entries existed before ")
    assert "as CN=TSA says under a certificate that ends on " in step.what
    unpacked(data, tmp_path / "out")
    done = openssl(step.command, authority, tmp_path / "out")
    assert (done.returncode, done.stdout) == (0, "Verification: OK\n")
    (tmp_path / "out/log/text").write_bytes(b"another text\n")
    assert "message imprint mismatch" in openssl(step.command, authority, tmp_path / "out").stderr


def test_a_token_without_its_root_is_not_said_to_hold(desk: Desk, tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    (step,) = times(check(desk.export().data, desk, authority.root))
    assert step.why.startswith("it bears no time stamp token")
    stamped(desk, authority)
    data = desk.export().data
    (step,) = times(check(data, desk))
    assert (step.outcome, step.command) == (Outcome.NOT_CHECKED, "")
    assert step.why.startswith("no TSA root was given")
    (step,) = times(check(data, desk, Authority(tmp_path, "Other").root))
    assert step.why == "none of the TSA roots that were given vouches for that TSA"


def with_tokens(data: bytes, *tokens: bytes) -> bytes:
    """Return a bundle with other tokens and all that follows from them: what a forger would do."""
    bundle = replace(parse_members(parse_zip(data)), tokens=tokens)
    snapshots = [
        replace(canonical_of(bundle.capture(one, one.read())), key=bundle.post)
        for one in bundle.captures
    ]
    return format_zip(format_members(bundle, snapshots))


def token_of(data: bytes) -> bytes:
    (token,) = parse_members(parse_zip(data)).tokens
    return token


def test_a_token_that_was_forged_is_refused(desk: Desk, tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    stamped(desk, authority)
    data = desk.export().data
    token = token_of(data)
    assert with_tokens(data, token) == data
    # Its last byte is of its signature.
    flipped = with_tokens(data, token[:-1] + bytes([token[-1] ^ 1]))
    with pytest.raises(SignatureError, match="time stamp token"):
        check(flipped, desk, authority.root)
    garbage = repacked(data, lambda members: members.__setitem__("log/0.tst", b"x"))
    with pytest.raises(BundleError, match="are no time stamp token"):
        check(garbage, desk, authority.root)


def test_a_token_under_another_name_is_refused(desk: Desk, tmp_path: Path) -> None:
    stamped(desk, Authority(tmp_path))

    def rename(members: Members) -> None:
        (name,) = [name for name in members if name.endswith(".tst")]
        members[f"log/{'0' * 64}.tst"] = members.pop(name)

    with pytest.raises(BundleError, match="is not what follows from the evidence"):
        check(repacked(desk.export().data, rename), desk)


def test_a_token_over_another_checkpoint_is_refused(desk: Desk, tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    stamped(desk, authority)
    old = token_of(desk.export().data)
    (tmp_path / "other").mkdir()
    other = Desk(tmp_path / "other")
    other.capture("<p>Else.</p>")
    other.sign()
    data = repacked(other.export().data, lambda members: members.__setitem__("log/0.tst", old))
    with pytest.raises(BundleError, match="of CN=TSA is over no checkpoint in the bundle"):
        check(data, other, authority.root)


def test_a_bundle_that_was_stripped_of_its_tokens_shows_no_time(desk: Desk, tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    stamped(desk, authority)
    (step,) = times(check(with_tokens(desk.export().data), desk, authority.root))
    assert step.outcome is Outcome.NOT_CHECKED
    assert step.is_required


def witnessed(desk: Desk, witness: Cosigner, at: datetime) -> None:
    with Archive.open(desk.settings.archive) as archive, archive.log().hold() as log:
        last = log.last_checkpoint()
        assert last is not None
        log.add_cosignature(last.size, str(witness.cosign(parse_note(last.note).text, at)))


def policy_of(*witnesses: Cosigner, quorum: str = "all") -> Policy:
    names = [f"w{number}" for number in range(len(witnesses))]
    lines = [f"witness {name} {one.key}" for name, one in zip(names, witnesses, strict=True)]
    group = f"group g {quorum} {' '.join(names)}"
    return parse_policy("\n".join([*lines, group, "quorum g", ""]).encode())


def single_view(data: bytes, desk: Desk, policy: Policy) -> Step:
    verification = verify_bundle(data, trusted=Trusted(key=desk.key, policy=policy))
    (step,) = [one for one in verification.steps if "witnesses" in one.what]
    return step


def test_a_quorum_of_cosignatures_in_a_bundle_is_held_against_a_policy(desk: Desk) -> None:
    one, other, stranger = (
        Cosigner(f"w{number}.example.net", Ed25519PrivateKey.generate()) for number in range(3)
    )
    for witness in (one, other):
        witnessed(desk, witness, datetime.now(UTC))
    data = desk.export().data
    both = single_view(data, desk, policy_of(one, other))
    assert (both.outcome, both.what.endswith(": w0, w1")) == (Outcome.HOLDS, True)
    two_of_three = single_view(data, desk, policy_of(one, other, stranger, quorum="2"))
    assert two_of_three.outcome is Outcome.HOLDS
    too_few = single_view(data, desk, policy_of(one, other, stranger))
    assert (too_few.outcome, too_few.why) == (Outcome.NOT_CHECKED, "only w0, w1 have")
    nobody = single_view(data, desk, policy_of(stranger))
    assert (nobody.outcome, nobody.why) == (Outcome.NOT_CHECKED, "nobody has")


def test_a_false_cosignature_in_a_bundle_is_a_failure(desk: Desk) -> None:
    witness = Cosigner("w.example.net", Ed25519PrivateKey.generate())
    line = str(witness.cosign("another text\n", datetime.now(UTC)))
    with Archive.open(desk.settings.archive) as archive, archive.log().hold() as log:
        last = log.last_checkpoint()
        assert last is not None
        log.add_cosignature(last.size, line)
    data = desk.export().data
    with pytest.raises(SignatureError):
        single_view(data, desk, policy_of(witness))


def key_time(target: Path, desk: Desk, until: timedelta, *roots: Certificate) -> Step:
    at = datetime.now(UTC) + until
    verification = verify_target(
        target, Trust(log=Trusted(key=desk.key, tsa_roots=roots, key_until=at))
    )
    assert isinstance(verification, Verification)
    (step,) = [one for one in verification.steps if "when its key's time ended" in one.what]
    return step


def test_a_key_that_ended_is_judged_at_the_time_of_a_token_in_the_bundle(
    desk: Desk, tmp_path: Path
) -> None:
    authority = Authority(tmp_path)
    path = tmp_path / "a.wacz"
    path.write_bytes(desk.export().data)
    unknown = key_time(path, desk, SOON, authority.root)
    assert unknown.outcome is Outcome.NOT_CHECKED
    assert unknown.why.startswith("no time stamp token or cosignature that you trust")
    stamped(desk, authority)
    path.write_bytes(desk.export().data)
    held = key_time(path, desk, SOON, authority.root)
    assert (held.outcome, ": a token of CN=TSA shows it by " in held.what) == (Outcome.HOLDS, True)
    late = key_time(path, desk, timedelta(hours=-1), authority.root)
    assert (late.outcome, "is the earliest" in late.why) == (Outcome.NOT_CHECKED, True)


def test_a_token_of_an_earlier_checkpoint_dates_what_that_one_is_over(
    desk: Desk, tmp_path: Path
) -> None:
    old = Authority(tmp_path, "Old", ends_in=timedelta(days=10))
    new = Authority(tmp_path, "New")
    stamped(desk, old)
    desk.capture("<p>One.</p><p>Three.</p>")
    desk.sign()
    data = desk.export().data
    found = times(check(data, desk, old.root))
    assert [step.outcome for step in found] == [Outcome.HOLDS]
    assert found[0].what.startswith("the checkpoint over 2 entries existed before ")
    stamped(desk, new)
    data = desk.export().data
    bundle = parse_members(parse_zip(data))
    assert [one.older.size for one in bundle.consistency] == [2]
    found = times(check(data, desk, old.root, new.root))
    assert {step.outcome for step in found} == {Outcome.HOLDS}
    earlier, newest = found
    assert earlier.what.startswith("the time stamp tokens of an earlier checkpoint hold, and the")
    assert newest.what.startswith("the checkpoint over 4 entries existed before ")
    assert times(check(data, desk, new.root))[0].outcome is Outcome.NOT_CHECKED
    unpacked(data, tmp_path / "out")
    assert " -data log/text-2 " in earlier.command
    assert openssl(earlier.command, old, tmp_path / "out").stdout == "Verification: OK\n"
    (tmp_path / "out/log/text-2").write_bytes((tmp_path / "out/log/text").read_bytes())
    assert "imprint mismatch" in openssl(earlier.command, old, tmp_path / "out").stderr


def test_a_renewal_over_a_token_is_in_the_bundle_and_the_page_says_how_to_check_each(
    desk: Desk, tmp_path: Path
) -> None:
    old = Authority(tmp_path, "Old", ends_in=timedelta(days=10))
    new = Authority(tmp_path, "New")
    stamped(desk, old)
    desk.capture("<p>One.</p><p>Three.</p>")
    desk.sign()
    stamped(desk, new)
    data = desk.export().data
    tokens = parse_members(parse_zip(data)).tokens
    assert len(tokens) == 3
    unpacked(data, tmp_path / "out")
    page = html.unescape((tmp_path / "out/about/index.html").read_text(encoding="utf-8"))
    told = [line.strip() for line in re.findall("openssl ts[^<]*", page)]
    results = []
    for line in told:
        for authority in (old, new):
            command = line.replace("ROOT.pem", "ROOTS.pem")
            results.append(openssl(command, authority, tmp_path / "out").stdout)
    assert (len(told), results.count("Verification: OK\n")) == (3, 3)
    without = [token for token in tokens if parse_timestamp(token).tsa != "CN=Old"]
    with pytest.raises(BundleError, match="is over no checkpoint in the bundle"):
        with_tokens(data, *without)


def test_a_bundle_of_later_captures_alone_holds_no_earlier_token(
    desk: Desk, tmp_path: Path
) -> None:
    stamped(desk, Authority(tmp_path))
    desk.capture("<p>One.</p><p>Three.</p>")
    desk.sign()
    data = desk.export(BundleWanted(capture="2")).data
    bundle = parse_members(parse_zip(data))
    assert (bundle.tokens, bundle.consistency) == ((), ())


def test_a_checkpoint_that_witnesses_saw_goes_before_a_newer_one_that_none_has(
    desk: Desk, tmp_path: Path
) -> None:
    witness = Cosigner("w.example.net", Ed25519PrivateKey.generate())
    witnessed(desk, witness, datetime.now(UTC))
    seen = desk.export().data
    desk.sign()
    stamped(desk, Authority(tmp_path))
    desk.sign()
    assert parse_members(parse_zip(desk.export().data)).checkpoint == (
        parse_members(parse_zip(seen)).checkpoint
    )
    assert single_view(desk.export().data, desk, policy_of(witness)).outcome is Outcome.HOLDS
    desk.capture("<p>Three.</p>")
    desk.sign()
    step = single_view(desk.export().data, desk, policy_of(witness))
    assert (step.outcome, step.why) == (Outcome.NOT_CHECKED, "nobody has")
