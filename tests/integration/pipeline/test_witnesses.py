"""Real witnesses on loopback: what they cosign, what they refuse, and what an archive keeps."""

import os
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from http.client import HTTPConnection
from pathlib import Path

import pytest

from provenance.digest import sha256
from provenance.errors import (
    KeyFileError,
    UnreachableError,
    UnsignedLogError,
    WitnessError,
)
from provenance.log import (
    Checkpoint,
    Cosigner,
    Policy,
    Signer,
    WitnessRequest,
    check_cosignature,
    parse_checkpoint,
    parse_note,
    parse_policy,
)
from provenance.model import Outcome, Verification
from provenance.pipeline import (
    KeySource,
    Settings,
    Trust,
    Witness,
    add_log,
    cosign_log,
    export_log,
    new_key,
    open_cosigner,
    open_signer,
    prove_entry,
    sign_log,
    snapshot,
    verify_target,
    witness_server,
)
from provenance.verify import Trusted
from tests.fakes.server import FakeServer, Request, head
from tests.fakes.server import answer as whole
from tests.unit.report.samples import answer


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(archive=tmp_path / "provenance.db", allow_private=True)


@pytest.fixture
def signer(tmp_path: Path) -> Signer:
    new_key("example.org/articles", tmp_path / "key", None)
    return open_signer(KeySource(spec=str(tmp_path / "key")))


def make_witness(folder: Path, name: str, log: Signer) -> Witness:
    new_key(name, folder / f"{name}.key", None)
    witness = Witness(folder / name, open_cosigner(KeySource(spec=str(folder / f"{name}.key"))))
    add_log(witness.folder, log.key)
    return witness


@contextmanager
def served(witness: Witness, *, whole_s: float = 20.0, most: int = 32) -> Iterator[str]:
    with witness_server(witness, "127.0.0.1", 0, whole_s=whole_s, most=most) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def connected(url: str) -> Iterator[socket.socket]:
    host, _, port = url.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=5) as stream:
        yield stream


def policy_of(witnesses: dict[str, tuple[Cosigner, str]], needed: str) -> Policy:
    lines = [f"witness {name} {one.key} {url}" for name, (one, url) in witnesses.items()]
    group = f"group g {needed} {' '.join(witnesses)}"
    return parse_policy("\n".join([*lines, group, "quorum g", ""]).encode())


def grow(settings: Settings, text: str) -> None:
    path = settings.archive.parent / f"{text}.json"
    path.write_bytes(answer(f"<p>{text}</p>"))
    snapshot([str(path)], settings)


def test_witnesses_cosign_a_log_as_it_grows(
    settings: Settings, signer: Signer, tmp_path: Path
) -> None:
    one, two = (make_witness(tmp_path, name, signer) for name in ("w1", "w2"))
    with served(one) as first, served(two) as second:
        policy = policy_of({"A": (one.cosigner, first), "B": (two.cosigner, second)}, "2")
        for text in ("a", "b", "c"):
            grow(settings, text)
            sign_log(settings, signer)
            assert cosign_log(policy, settings).witnesses == ("A", "B")
        cosigned = cosign_log(policy, settings)
    assert (cosigned.is_quorum, cosigned.failures) == (True, {})
    note = parse_note(cosigned.checkpoint.cosigned)
    for witness in (one, two):
        check_cosignature(note, witness.cosigner.key)
    export_log(settings, tmp_path / "public")
    assert (tmp_path / "public/checkpoint").read_bytes() == cosigned.checkpoint.cosigned
    assert bytes(prove_entry(0, settings).proof).endswith(cosigned.checkpoint.cosigned)
    trusted = Trusted(key=signer.key, policy=policy)
    for target in (settings.archive, tmp_path / "public"):
        verification = verify_target(target, Trust(log=trusted))
        assert isinstance(verification, Verification)
        assert {step.outcome for step in verification.steps} == {Outcome.HOLDS}
        assert any(step.what.endswith("asks for: A, B") for step in verification.steps)


def test_a_witness_that_is_gone_leaves_the_others(
    settings: Settings, signer: Signer, tmp_path: Path
) -> None:
    one, two = (make_witness(tmp_path, name, signer) for name in ("w1", "w2"))
    grow(settings, "a")
    sign_log(settings, signer)
    with served(two) as gone:
        pass
    with served(one) as first:
        policy = policy_of({"A": (one.cosigner, first), "B": (two.cosigner, gone)}, "2")
        cosigned = cosign_log(policy, settings)
    assert (cosigned.witnesses, cosigned.is_quorum) == (("A",), False)
    assert isinstance(cosigned.failures["B"], UnreachableError)
    verification = verify_target(
        settings.archive, Trust(log=Trusted(key=signer.key, policy=policy))
    )
    assert isinstance(verification, Verification)
    (missing,) = (step for step in verification.steps if step.outcome is Outcome.NOT_CHECKED)
    assert missing.why == "only A has"


def broken_off(_: Request) -> bytes:
    return head(headers=[("Content-Length", "1000")]) + b"cut"


def damaged(_: Request) -> bytes:
    return whole(b"no gzip", headers=[("Content-Encoding", "gzip")])


def dripping(_: Request) -> Iterable[bytes]:
    yield head(headers=[("Content-Length", "1000")])
    for _place in range(200):
        time.sleep(0.05)
        yield b"."


@pytest.mark.once
@pytest.mark.parametrize("handler", [broken_off, damaged, dripping])
def test_a_witness_that_breaks_off_leaves_the_others(
    settings: Settings,
    signer: Signer,
    tmp_path: Path,
    handler: Callable[[Request], bytes | Iterable[bytes]],
) -> None:
    one, two = (make_witness(tmp_path, name, signer) for name in ("w1", "w2"))
    grow(settings, "a")
    sign_log(settings, signer)
    with FakeServer(handler) as broken, served(one) as first:
        policy = policy_of({"A": (one.cosigner, first), "B": (two.cosigner, broken.url)}, "2")
        begun = time.monotonic()
        cosigned = cosign_log(policy, replace(settings, timeout_s=0.5))
    assert time.monotonic() - begun < 8
    assert cosigned.witnesses == ("A",)
    assert isinstance(cosigned.failures["B"], UnreachableError)


def test_a_log_that_forked_is_not_cosigned(
    settings: Settings, signer: Signer, tmp_path: Path
) -> None:
    witness = make_witness(tmp_path, "w1", signer)
    forked = replace(settings, archive=tmp_path / "forked.db")
    for one, texts in ((settings, ("a", "b")), (forked, ("x", "y", "z"))):
        for text in texts:
            grow(one, text)
        sign_log(one, signer)
    with served(witness) as url:
        policy = policy_of({"A": (witness.cosigner, url)}, "1")
        assert cosign_log(policy, settings).is_quorum
        refused = cosign_log(policy, forked)
    failure = refused.failures["A"]
    assert isinstance(failure, WitnessError)
    assert failure.status == 422
    assert not refused.is_quorum


def test_what_a_stranger_answers_is_not_kept(
    settings: Settings, signer: Signer, tmp_path: Path
) -> None:
    witness, stranger = (make_witness(tmp_path, name, signer) for name in ("w1", "w2"))
    grow(settings, "a")
    sign_log(settings, signer)
    with served(stranger) as url:
        cosigned = cosign_log(policy_of({"A": (witness.cosigner, url)}, "1"), settings)
    assert cosigned.checkpoint.cosignatures == ()
    assert "bears no cosignature" in str(cosigned.failures["A"])


def test_an_unsigned_log_has_nothing_to_cosign(
    settings: Settings, signer: Signer, tmp_path: Path
) -> None:
    witness = make_witness(tmp_path, "w1", signer)
    grow(settings, "a")
    with pytest.raises(UnsignedLogError):
        cosign_log(policy_of({"A": (witness.cosigner, "http://127.0.0.1:1")}, "1"), settings)


def requested(signer: Signer, size: int) -> bytes:
    checkpoint = Checkpoint(origin=signer.key.name, size=size, root=sha256(bytes([size])))
    note = str(signer.sign(checkpoint)).encode()
    return bytes(WitnessRequest(old=0, proof=(), checkpoint=note))


def test_of_many_first_checkpoints_at_once_one_is_cosigned(signer: Signer, tmp_path: Path) -> None:
    witness = make_witness(tmp_path, "w1", signer)

    def ask(size: int) -> int:
        try:
            witness.add_checkpoint(requested(signer, size))
        except WitnessError as error:
            return error.status
        return 200

    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(ask, range(1, 17)))
    assert sorted(statuses) == [200, *[409] * 15]
    kept = witness.checkpoint(sha256(signer.key.name.encode()).hex())
    assert kept is not None
    assert parse_checkpoint(parse_note(kept).text).size == 1 + statuses.index(200)


def asked(url: str, method: str, path: str, body: bytes | None = None) -> tuple[int, str, bytes]:
    connection = HTTPConnection(url.removeprefix("http://"), timeout=5)
    connection.request(method, path, body)
    response = connection.getresponse()
    said = (response.status, response.headers["Content-Type"], response.read())
    connection.close()
    return said


def test_a_witness_speaks_the_protocol(signer: Signer, tmp_path: Path) -> None:
    witness = make_witness(tmp_path, "w1", signer)
    place = f"/{sha256(signer.key.name.encode()).hex()}/checkpoint"
    with served(witness) as url:
        assert asked(url, "GET", place)[0] == 404
        status, _, line = asked(url, "POST", "/add-checkpoint", requested(signer, 5))
        assert (status, line[:4]) == (200, "\u2014 ".encode())
        assert asked(url, "GET", place)[2].endswith(line)
        stale = asked(url, "POST", "/add-checkpoint", requested(signer, 6))
        assert stale == (409, "text/x.tlog.size", b"5\n")
        assert asked(url, "POST", "/other", b"")[0] == 404
        assert asked(url, "POST", "/add-checkpoint", b"nonsense")[0] == 400
        assert asked(url, "POST", "/add-checkpoint", b"x" * 200_000)[0] == 400
        assert asked(url, "GET", "/../w1.key/checkpoint")[0] == 404
        assert asked(url, "GET", "/logs")[0] == 404


@pytest.mark.parametrize("length", ["9" * 5000, "-1", "+5", "x", ""])
def test_a_length_that_is_none_is_answered(signer: Signer, tmp_path: Path, length: str) -> None:
    with served(make_witness(tmp_path, "w1", signer)) as url:
        connection = HTTPConnection(url.removeprefix("http://"), timeout=5)
        connection.putrequest("POST", "/add-checkpoint")
        connection.putheader("Content-Length", length)
        connection.endheaders()
        assert connection.getresponse().status == 400
        connection.close()


def test_a_fault_of_its_own_is_answered_in_one_line_and_the_witness_lives_on(
    signer: Signer, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    witness = make_witness(tmp_path, "w1", signer)
    logs = witness.folder / "logs"
    known = logs.read_bytes()
    with served(witness) as url:
        logs.write_bytes(b"no key\n")
        for method, path, body in (
            ("POST", "/add-checkpoint", requested(signer, 5)),
            ("GET", f"/{'0' * 64}/checkpoint", None),
        ):
            status, _, said = asked(url, method, path, body)
            assert (status, said.count(b"\n"), b"a fault of its own" in said) == (500, 1, True)
        logs.write_bytes(known)
        assert asked(url, "POST", "/add-checkpoint", requested(signer, 5))[0] == 200
    lines = [record.getMessage() for record in caplog.records]
    assert len(lines) == 2
    for line in lines:
        assert line.startswith("a request failed: KeyMaterialError: 'no key' is no verifier key")


def test_a_body_that_ends_early_is_no_request(signer: Signer, tmp_path: Path) -> None:
    with served(make_witness(tmp_path, "w1", signer)) as url, connected(url) as stream:
        stream.sendall(b"POST /add-checkpoint HTTP/1.1\r\nContent-Length: 9\r\n\r\nold")
        stream.shutdown(socket.SHUT_WR)
        assert stream.recv(1000).startswith(b"HTTP/1.1 400 ")


def test_a_client_that_drips_is_cut_and_gives_its_place_back(
    signer: Signer, tmp_path: Path
) -> None:
    witness = make_witness(tmp_path, "w1", signer)
    with served(witness, whole_s=0.2, most=1) as url:
        with connected(url) as slow:
            slow.sendall(b"POST /add-checkpoint HTTP/1.1\r\n")
            assert slow.recv(1000) == b""
        status = 503
        while status == 503:  # until the thread that was cut has given its place back
            status, _, _ = asked(url, "GET", "/logs")
        assert status == 404


def test_who_finds_no_place_is_told_so(signer: Signer, tmp_path: Path) -> None:
    with served(make_witness(tmp_path, "w1", signer), most=1) as url, connected(url) as slow:
        slow.sendall(b"POST /add-checkpoint HTTP/1.1\r\n")
        with connected(url) as refused:
            assert refused.recv(1000).startswith(b"HTTP/1.1 503 ")


def test_a_thread_that_cannot_begin_costs_no_place(
    signer: Signer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    witness = make_witness(tmp_path, "w1", signer)
    start, begun = threading.Thread.start, iter([False])

    def refuse_once(thread: threading.Thread) -> None:
        if "process_request_thread" in thread.name and not next(begun, True):
            raise RuntimeError("can't start new thread")
        start(thread)

    with served(witness, most=1) as url:
        monkeypatch.setattr(threading.Thread, "start", refuse_once)
        with connected(url) as cut:
            assert cut.recv(1000) == b""
        assert asked(url, "POST", "/add-checkpoint", requested(signer, 5))[0] == 200
    assert next(begun, None) is None


def test_one_connection_asks_once(signer: Signer, tmp_path: Path) -> None:
    with served(make_witness(tmp_path, "w1", signer)) as url, connected(url) as stream:
        stream.sendall(b"GET /logs HTTP/1.1\r\n\r\n" * 2)
        said = b"".join(iter(lambda: stream.recv(1000), b""))
    assert said.count(b"HTTP/1.1 404 ") == 1


def test_a_connection_that_breaks_is_passed_over(
    signer: Signer, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    witness = make_witness(tmp_path, "w1", signer)
    with served(witness) as url:
        with connected(url) as stream:
            stream.sendall(b"POST /add-checkpoint HTTP/1.1\r\nContent-Length: 9\r\n\r\n")
            reset = struct.pack("ii", 1, 0)
            stream.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, reset)
        assert asked(url, "POST", "/add-checkpoint", requested(signer, 5))[0] == 200
    assert capfd.readouterr().err == ""


def test_a_witness_goes_on_from_its_folder(signer: Signer, tmp_path: Path) -> None:
    witness = make_witness(tmp_path, "w1", signer)
    witness.add_checkpoint(requested(signer, 5))
    again = Witness(witness.folder, witness.cosigner)
    with pytest.raises(WitnessError) as caught:
        again.add_checkpoint(requested(signer, 6))
    assert caught.value.size == 5


def test_what_was_cosigned_is_on_disk_with_the_names_that_lead_to_it(
    signer: Signer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    witness = make_witness(tmp_path, "w1", signer)
    place = witness.folder / sha256(signer.key.name.encode()).hex()
    synced: list[str] = []
    fsync = os.fsync

    def noted(descriptor: int) -> None:
        synced.append(str(Path(f"/proc/self/fd/{descriptor}").readlink()))
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", noted)
    witness.add_checkpoint(requested(signer, 5))
    assert synced[1:] == [str(place), str(witness.folder)]


def test_a_log_is_added_once_and_its_key_does_not_change(signer: Signer, tmp_path: Path) -> None:
    folder = tmp_path / "w1"
    add_log(folder, signer.key)
    add_log(folder, signer.key)
    assert len((folder / "logs").read_text(encoding="utf-8").splitlines()) == 1
    other = new_key(signer.key.name, tmp_path / "other", None)
    with pytest.raises(KeyFileError, match="another key is known"):
        add_log(folder, other)
    witness = open_cosigner(KeySource(spec=str(tmp_path / "other")))
    with pytest.raises(KeyFileError, match="a witness's key"):
        add_log(folder, witness.key)
    with pytest.raises(KeyFileError, match="cannot be"):
        add_log(tmp_path / "other", signer.key)
