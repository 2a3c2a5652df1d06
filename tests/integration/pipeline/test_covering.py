"""`coverage` and the proof of a capture: unchanged, refused and failed askings included."""

import json
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from provenance import schema
from provenance.archive import Archive
from provenance.errors import (
    ArchiveError,
    DigestMismatchError,
    MalformedError,
    ProofError,
    SignatureError,
    UnknownEntryError,
    UnsignedLogError,
)
from provenance.evidence import CaptureProof, format_capture_proof, parse_capture_proof
from provenance.model import Outcome, Reading, Shown, Verification
from provenance.pipeline import (
    KeySource,
    Settings,
    Trust,
    coverage,
    new_key,
    open_signer,
    prove_capture,
    sign_log,
    snapshot,
    verify_target,
)
from provenance.pipeline.material import prepare
from provenance.pipeline.record import record
from provenance.report import FORMATS, Look
from provenance.verify import Trusted
from tests.integration.pipeline.test_checking import change
from tests.unit.archive.building import NOW, RUN, Told, capture, exchange, refusal
from tests.unit.report.samples import ARCHIVE, answer

POST = "example.org#7"
KEYLESS = Look(width=80)


def reading(told: bytes | None, hours: int, status: int | None = 200) -> Reading:
    """Return an answer after so many hours: a text; or, for None, a refusal or a failure."""
    at = NOW + timedelta(hours=hours)
    asked = replace(exchange(told or b"", url="https://example.org/p"), received_at=at)
    if told is not None:
        return Reading(exchange=asked, captures=(capture(Told(raw=told, seen_at=at)),))
    if status is None:
        lost = replace(asked, status=None, failure="the host was not found")
        return Reading(exchange=lost, captures=())
    refused = refusal(seen_at=at)
    answered = replace(asked, status=status, body=refused.raw)
    return Reading(exchange=answered, captures=(refused,))


A, B = answer("<p>a</p>"), answer("<p>b</p>")


@pytest.fixture
def watched(settings: Settings) -> Settings:
    """Two runs: a text twice, a failure and another text; then a refusal, and no end."""
    with Archive.open(settings.archive) as archive:
        for ends, readings in (
            (True, [reading(A, 0), reading(A, 5), reading(None, 6, None), reading(B, 30)]),
            (False, [reading(None, 31, 401)]),
        ):
            with archive.recording(RUN) as recording:
                for one in readings:
                    record(recording, tuple(prepare([one])))
                if ends:
                    recording.finish(finished_at=NOW)
    return settings


def test_every_asking_is_shown_with_the_entries_that_are_over_it(watched: Settings) -> None:
    seen = coverage(POST, watched)
    assert [(one.shown, one.version, one.entry, one.run_entry) for one in seen.captures] == [
        (Shown.CHANGED, 1, 0, 2),
        (Shown.UNCHANGED, 1, None, 2),
        (Shown.CHANGED, 2, 1, 2),
        (Shown.REFUSED, None, None, None),
    ]
    (failed,) = seen.unanswered
    assert (failed.failure, failed.run_entry) == ("the host was not found", 2)
    assert [gap.end - gap.begin for gap in seen.gaps] == [
        timedelta(hours=25),
        timedelta(hours=5),
        timedelta(hours=1),
    ]
    assert seen.signed == 0


def test_the_document_holds_to_its_schema(watched: Settings) -> None:
    document = json.loads(FORMATS["json"](KEYLESS).coverage(coverage(POST, watched), ARCHIVE))
    schema.check(document, "coverage")
    assert document["gaps"][0]["length_s"] == 25 * 3600
    del document["captures"][0]["run_entry"]
    with pytest.raises(MalformedError):
        schema.check(document, "coverage")


def test_a_body_that_cannot_be_read_is_shown_as_such(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(A)
    snapshot([str(tmp_path / "a.json")], settings)
    change(settings.archive, "UPDATE capture SET snapshot_id = NULL, statement_id = NULL")
    assert [one.shown for one in coverage(POST, settings).captures] == [Shown.UNREADABLE]


def test_people_read_stretches_and_not_each_capture(settings: Settings) -> None:
    with Archive.open(settings.archive) as archive, archive.recording(RUN) as recording:
        for hour in range(40):
            record(recording, tuple(prepare([reading(A if hour < 30 else B, hour)])))
        recording.finish(finished_at=NOW)
    text = FORMATS["text"](KEYLESS).coverage(coverage(POST, settings), ARCHIVE)
    assert re.search(r"2-30 \(29\) +2026-05-29 04:22:06 to 2026-05-30 08:22:06 +unchanged", text)
    assert "The log is unsigned" in text
    assert len(text.splitlines()) <= 24
    verbose = FORMATS["text"](replace(KEYLESS, verbose=True))
    assert len(verbose.coverage(coverage(POST, settings), ARCHIVE).splitlines()) > 40


def test_many_changes_still_fit_a_screen(settings: Settings) -> None:
    with Archive.open(settings.archive) as archive, archive.recording(RUN) as recording:
        for hour in range(40):
            record(recording, tuple(prepare([reading(answer(f"<p>{hour}</p>"), hour)])))
        recording.finish(finished_at=NOW)
    text = FORMATS["text"](KEYLESS).coverage(coverage(POST, settings), ARCHIVE)
    assert "30 earlier stretches: -v lists all" in text
    assert len(text.splitlines()) <= 24


def test_failures_and_runs_that_never_ended_are_said(watched: Settings) -> None:
    text = FORMATS["text"](KEYLESS).coverage(coverage(POST, watched), ARCHIVE)
    assert "Asked 1 time without a capture:" in text
    assert "the host was not found (log entry: run 2)" in text
    assert "refused" in text
    assert "its run never ended" in text


class Proved:
    """A signed archive of an unchanged capture, and its proof."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        self.key = new_key("example.org/articles", folder / "key", None)
        self.signer = open_signer(KeySource(spec=str(folder / "key")))
        sign_log(settings, self.signer)
        self.document = prove_capture(POST, 2, settings)
        self.path = folder / "capture.json"
        self.path.write_bytes(self.document)
        self.trust = Trust(log=Trusted(key=self.key))


@pytest.fixture
def proved(watched: Settings, tmp_path: Path) -> Proved:
    return Proved(watched, tmp_path)


def test_that_a_text_was_seen_unchanged_can_be_proved(proved: Proved) -> None:
    verification = verify_target(proved.path, proved.trust)
    assert isinstance(verification, Verification)
    assert {step.outcome for step in verification.steps} == {Outcome.HOLDS}
    assert "number 2 of its run's 4: example.org#7, received at 2026-05-29T08:22" in (
        verification.steps[1].what
    )
    schema.check(json.loads(proved.document), "capture-proof")


def test_a_refusal_is_proved_as_one(watched: Settings, proved: Proved, tmp_path: Path) -> None:
    with pytest.raises(UnknownEntryError, match="never ended"):
        prove_capture(POST, 4, watched)
    with Archive.open(watched.archive) as archive, archive.recording(RUN) as recording:
        record(recording, tuple(prepare([reading(None, 40, 401)])))
        recording.finish(finished_at=NOW)
    with pytest.raises(UnsignedLogError, match="after the last checkpoint"):
        prove_capture(POST, 5, watched)
    sign_log(watched, proved.signer)
    path = tmp_path / "refused.json"
    path.write_bytes(prove_capture(POST, 5, watched))
    verification = verify_target(path, proved.trust)
    assert "showing no text that could be read" in verification.steps[1].what


def test_without_a_key_the_signature_of_a_capture_proof_is_not_checked(proved: Proved) -> None:
    verification = verify_target(proved.path, Trust())
    assert [step.outcome for step in verification.steps].count(Outcome.NOT_CHECKED) == 1


def test_a_capture_proof_under_another_key_does_not_hold(proved: Proved, tmp_path: Path) -> None:
    other = new_key("example.org/articles", tmp_path / "other", None)
    with pytest.raises(SignatureError):
        verify_target(proved.path, Trust(log=Trusted(key=other)))


def test_a_key_that_ended_leaves_a_capture_proof_without_a_time(proved: Proved) -> None:
    ended = replace(proved.trust.log, key_until=NOW)
    verification = verify_target(proved.path, Trust(log=ended))
    assert isinstance(verification, Verification)
    (step,) = [one for one in verification.steps if "when its key's time ended" in one.what]
    assert step.outcome is Outcome.NOT_CHECKED


def test_no_flipped_byte_of_a_capture_proof_passes(proved: Proved) -> None:
    data = proved.document
    for at in range(1, len(data), 3):
        proved.path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        with pytest.raises((MalformedError, ProofError, SignatureError)):
            verify_target(proved.path, proved.trust)


def other(changed: CaptureProof, **fields: object) -> bytes:
    return format_capture_proof(replace(changed, **fields))  # type: ignore[arg-type]  # a test's own


def test_what_is_no_capture_proof_is_refused(proved: Proved) -> None:
    proof = parse_capture_proof(proved.document)
    for data in (
        b'{"entry":',
        b'{"entry":1}\n',
        proved.document + b"\n",
        proved.document.replace(b'","index"', b'\\ud800","index"'),
        other(proof, entry=b"{}"),
        other(proof, entry=b'{"kind":"rows"}'),
        other(proof, proof=b"no proof"),
    ):
        proved.path.write_bytes(data)
        with pytest.raises(MalformedError):
            verify_target(proved.path, proved.trust)


def test_a_record_that_is_of_no_capture_is_refused(watched: Settings, proved: Proved) -> None:
    with Archive.open(watched.archive) as archive:
        place = archive.coverage().place(2)
        assert [place.index, place.entry] == [1, 2]
        with pytest.raises(ArchiveError, match="no capture with the number 99"):
            archive.coverage().place(99)
    with pytest.raises(ArchiveError, match="has no capture 99"):
        prove_capture(POST, 99, watched)
    proof = parse_capture_proof(proved.document)
    proved.path.write_bytes(other(proof, record=b"{}"))
    with pytest.raises(ProofError):
        verify_target(proved.path, proved.trust)


def test_an_altered_capture_is_not_proved(watched: Settings, proved: Proved) -> None:
    assert proved.document
    change(watched.archive, "UPDATE exchange SET received_at = received_at + 1")
    with pytest.raises(DigestMismatchError, match="record of capture 2 is no longer"):
        prove_capture(POST, 2, watched)
