"""Documents hold to their schemas, and anything else does not."""

import copy
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from provenance import schema
from provenance.assess import EDIT_RULES, Tally
from provenance.errors import NotAPostError, SchemaMismatchError
from provenance.evidence import (
    CaptureProof,
    format_block_proof,
    format_capture_proof,
    format_lock,
    format_members,
    prove_block,
)
from provenance.model import (
    Annotation,
    Basis,
    Certainty,
    Change,
    CoveredCapture,
    Dossier,
    ExportImport,
    Failure,
    Gap,
    GroupBy,
    Ignore,
    Level,
    Likeness,
    Lock,
    LockCheck,
    LogEvidence,
    NoteKind,
    NotePlace,
    ObserversSeen,
    Overrides,
    PinCheck,
    Pinned,
    PinState,
    PostCoverage,
    PostDossier,
    PostKey,
    PostSeen,
    ReviewStatus,
    Route,
    SettingTold,
    Shown,
    Sighting,
    Source,
    Summary,
    Unanswered,
)
from provenance.pipeline import explain
from provenance.report import FORMATS, Look
from provenance.report.dossier_json import dossier_json
from provenance.verify import verify_block
from tests.unit.assess.pinned import held, pin_of
from tests.unit.canonical.samples import snapshot_of
from tests.unit.evidence.sample_bundle import CUSTODY, bundle
from tests.unit.evidence.sample_bundle import snapshot as sample_snapshot
from tests.unit.report.revision_samples import revision_history
from tests.unit.report.samples import (
    ARCHIVE,
    NOON,
    answer,
    audit,
    comparison,
    difference,
    edit,
    finding,
    history,
    observation,
    post_audit,
    record,
    refusal,
)

_Json = Any  # what json.loads gives
_JSON = FORMATS["json"](Look())
_BEFORE, _AFTER = "<p>It was not safe.</p>", "<p>It was safe.</p><p>More.</p>"


def _pinned() -> Pinned:
    pin = pin_of(observation(1, answer(_BEFORE), at=NOON))
    return Pinned(
        lock=Lock(pins=(pin,), checkpoint="origin\n1\nroot\n"),
        added=(pin,),
        moved=(pin,),
        same=(replace(pin, captured_at=None),),
        not_pinned=((pin.key, "no capture of this run shows its text"),),
        archive=ARCHIVE,
        failures=(Failure(target="x.json", error=NotAPostError("no post")),),
        remarks=("a feed names nothing new",),
    )


_ANNOTATED = finding(
    id="ab" * 32,
    annotations=(
        Annotation(made_at=NOON, made_by="Ann", status=ReviewStatus.CONFIRMED),
        Annotation(made_at=NOON, made_by="Ann", comment="So.", reply="We did."),
    ),
)
_SETTINGS = (SettingTold(name="key", value=None, source="default"),)
_OVERRIDES = Overrides(
    source="provenance.toml",
    levels={"date-changed": Level.NOTE},
    ignores=(Ignore(rule="date-changed", post=None, reason="x", until=date(2027, 1, 31)),),
)


def _dossier() -> Dossier:
    audited = post_audit([observation(1, answer(_BEFORE), at=NOON)], [finding()])
    post = PostDossier(
        audit=audited,
        edits=(),
        blocks=(b"content\x00:words",),
        form="wpcanon/1",
        evidence=LogEvidence(
            capture=1,
            content=b"c" * 32,
            statement=b"{}",
            entry=b"{}",
            index=0,
            size=1,
            path=(b"p" * 32,),
            checkpoint="",
        ),
        unproven="",
    )
    without = replace(post, blocks=(), form="", evidence=None, unproven="there is none")
    return Dossier(archive=ARCHIVE, posts=(post, without), log_size=1)


def _lock_check() -> LockCheck:
    pin = pin_of(observation(1, answer(_BEFORE), at=NOON))
    served = observation(2, answer(_AFTER), at=NOON)
    differs = PinCheck(
        pin=pin,
        line=4,
        state=PinState.DIFFERS,
        why="",
        snapshot=served.snapshot,
        seen_at=NOON,
        findings=held(pin, served).findings,
    )
    missing = replace(
        differs, state=PinState.NOT_CHECKED, why="gone", snapshot=None, seen_at=None, findings=()
    )
    return LockCheck(
        lock="provenance.lock",
        checks=(differs, missing),
        archive=ARCHIVE,
        offline=False,
        log="not checked: the log was not signed",
    )


def _audit() -> _Json:
    seen = [observation(1, answer(_BEFORE), at=NOON), observation(2, answer(_AFTER)), refusal(3)]
    findings = [edit(difference(_BEFORE, _AFTER)), finding()]
    failures = [Failure(target="list.json", error=NotAPostError("no", remedy="do"), index=3)]
    made = audit(post_audit(seen, findings, ["why"]), failures=failures)
    return json.loads(_JSON.audit(replace(made, remarks=("an ignore has ended",))))


def _proof() -> bytes:
    return format_block_proof(prove_block(snapshot_of(), 1))


def _import() -> _Json:
    changed = post_audit([observation(1, answer())], [edit(difference(_BEFORE, _AFTER))], ["why"])
    outcome = ExportImport(
        archive=ARCHIVE,
        path=Path("export.xml"),
        made=None,
        posts=(record(),),
        compared=1,
        changed=(changed,),
        left_out=(("items of the type attachment", 2),),
        failures=(Failure(target="export.xml", error=NotAPostError("no")),),
        recorded=1,
        already_held=0,
    )
    return json.loads(_JSON.export(outcome))


def _observers() -> _Json:
    one, other = observation(1, answer(_BEFORE), at=NOON), observation(2, answer(_AFTER), at=NOON)
    sighting = Sighting(
        first=one,
        second=other,
        likeness=Likeness.DIFFERENT,
        difference=difference(_BEFORE, _AFTER),
    )
    key = record().key
    post = PostSeen(key=key, title="A", sightings=(sighting,), alone=(0, 1))
    seen = ObserversSeen(
        first=Path("a.db"),
        second=Path("b.db"),
        within=timedelta(minutes=5),
        posts=(post,),
        only_first=(record(),),
        only_second=(),
    )
    return json.loads(_JSON.observers(seen))


def _summary() -> _Json:
    tally = Tally(tuple(GroupBy))
    seen = [observation(1, answer(_BEFORE), at=NOON), observation(2, answer(_AFTER), at=NOON)]
    tally.add(post_audit(seen, [edit(difference(_BEFORE, _AFTER))]))
    counted = Summary(archive=ARCHIVE, posts=1, edit_rules=EDIT_RULES, groups=tally.groups())
    return json.loads(_JSON.summary(counted))


def _coverage() -> PostCoverage:
    seen = observation(1, answer(_BEFORE), at=NOON)
    covered = CoveredCapture(
        capture_id=1,
        moment=seen.moment,
        context=seen.context,
        shown=Shown.CHANGED,
        version=1,
        entry=0,
        run_entry=1,
    )
    lost = Unanswered(at=NOON, url="https://example.org/", failure="status 500", run_entry=None)
    gap = Gap(begin=NOON, end=NOON + timedelta(hours=1))
    return PostCoverage(
        post=record(), captures=(covered,), unanswered=(lost,), gaps=(gap,), signed=2
    )


def _capture_proof() -> bytes:
    return format_capture_proof(
        CaptureProof(record=b"{}", index=0, path=(bytes(32),), entry=b"{}", proof=b"proof")
    )


def _documents() -> dict[str, _Json]:
    return {
        "audit": _audit(),
        "list": json.loads(_JSON.posts([record()], ARCHIVE)),
        "import": _import(),
        "compare-observers": _observers(),
        "history": json.loads(_JSON.history(history(), ARCHIVE)),
        "diff": json.loads(_JSON.diff(comparison(), ARCHIVE)),
        "revisions": json.loads(_JSON.revisions(revision_history(), ARCHIVE)),
        "block-proof": json.loads(_proof()),
        "capture-proof": json.loads(_capture_proof()),
        "coverage": json.loads(_JSON.coverage(_coverage(), ARCHIVE)),
        "explain": json.loads(_JSON.rules(explain())),
        "summary": _summary(),
        "pin": json.loads(_JSON.pinned(_pinned())),
        "check": json.loads(_JSON.lock_check(_lock_check())),
        "lock": json.loads(format_lock(_pinned().lock)),
        "report": json.loads(dossier_json(_dossier())),
        "bundle": json.loads(format_members(bundle(), [sample_snapshot()])["evidence/bundle.json"]),
        "custody": json.loads(_JSON.custody([CUSTODY], ARCHIVE)),
        "annotate": json.loads(_JSON.annotated(PostKey(site="s", post_id=1), _ANNOTATED, ARCHIVE)),
        "config": json.loads(_JSON.config(_SETTINGS, _OVERRIDES)),
        "verify": json.loads(_JSON.verification(verify_block(_proof(), content_digest=None))),
    }


_PRINTED = [
    "audit",
    "list",
    "import",
    "compare-observers",
    "history",
    "diff",
    "block-proof",
    "capture-proof",
    "coverage",
    "explain",
    "summary",
    "pin",
    "check",
    "lock",
    "report",
    "bundle",
    "custody",
    "annotate",
    "config",
    "verify",
]


@pytest.mark.parametrize("name", schema.names())
def test_every_schema_is_one(name: str) -> None:
    Draft202012Validator.check_schema(
        schema._schemas()[f"{name}.schema.json"]  # reading the file twice would test less
    )


def test_every_document_has_its_schema() -> None:
    assert {*_documents(), "values"} == set(schema.names())


@pytest.mark.parametrize("name", _PRINTED)
def test_what_a_command_prints_holds_to_its_schema(name: str) -> None:
    schema.check(_documents()[name], name)


@pytest.mark.parametrize("name", _PRINTED)
def test_a_document_under_another_name_does_not(name: str) -> None:
    for other, document in _documents().items():
        if other != name:
            with pytest.raises(SchemaMismatchError):
                schema.check(document, name)


def test_a_snapshot_holds_only_without_findings() -> None:
    recorded = audit(post_audit([observation()]))
    document = json.loads(_JSON.snapshot(recorded))
    assert document["judged"] is False
    schema.check(document, "audit")
    for member in ("findings", "checked"):
        spoiled = copy.deepcopy(document)
        spoiled["posts"][0][member] = _audit()["posts"][0][member]
        with pytest.raises(SchemaMismatchError):
            schema.check(spoiled, "audit")


def _set(*path: str | int, to: object) -> Callable[[_Json], None]:
    def spoil(document: _Json) -> None:
        for step in path[:-1]:
            document = document[step]
        document[path[-1]] = to

    return spoil


def _drop(*path: str | int) -> Callable[[_Json], None]:
    def spoil(document: _Json) -> None:
        for step in path[:-1]:
            document = document[step]
        del document[path[-1]]

    return spoil


_POST = ("posts", 0)
_CAPTURE = (*_POST, "captures", 0)
_FINDING = (*_POST, "findings", 0)


@pytest.mark.parametrize(
    "spoil",
    [
        _set("schema", to="provenance/audit/2"),
        _set("more", to=1),
        _drop("archive"),
        _set("archive", "created", to="yes"),
        _set(*_POST, "captures", to=[]),
        _set(*_POST, "checked", to="yes"),
        _drop(*_POST, "checked"),
        _set(*_CAPTURE, "digests", "content", to="sha256:ABC"),
        _set(*_CAPTURE, "digests", "raw", to=None),
        _drop(*_CAPTURE, "digests", "words"),
        _set(*_CAPTURE, "seen", "at", to="2026-05-29T12:00:00+00:00"),
        _set(*_CAPTURE, "seen", "at", to=None),
        _set(*_CAPTURE, "seen", "basis", to="unknown"),
        _set(*_CAPTURE, "id", to=0),
        _set(*_FINDING, "level", to="accusation"),
        _set(*_FINDING, "certainty", to="unknown"),
        _set(*_FINDING, "rule", to="Not A Slug"),
        _set(*_FINDING, "message", to=""),
        _set(*_FINDING, "evidence", "captures", to=[]),
        _set(*_FINDING, "evidence", "digests", to={"before": "md5:1"}),
        _drop(*_FINDING, "explanations"),
        _set(*_FINDING, "difference", "edits", 0, "change", to="equal"),
        _set("failures", 0, "kind", to="oops"),
        _set("remarks", 0, to=1),
        _drop("remarks"),
    ],
)
def test_a_spoiled_document_does_not_hold(spoil: Callable[[_Json], None]) -> None:
    document = copy.deepcopy(_audit())
    spoil(document)
    with pytest.raises(SchemaMismatchError, match=r"audit\.schema\.json at \$"):
        schema.check(document, "audit")


def test_an_unknown_schema_is_no_silent_success() -> None:
    with pytest.raises(KeyError):
        schema.check({}, "nothing")


@pytest.mark.parametrize(
    ("definition", "member", "values"),
    [
        ("moment", "basis", {each.value for each in Basis}),
        ("context", "route", {each.value for each in Route}),
        ("capture", "source", {each.value for each in Source}),
        ("finding", "level", {each.value for each in Level}),
        ("finding", "certainty", {each.value for each in Certainty} - {"unknown"}),
        ("block_change", "change", {each.value for each in Change} - {"equal"}),
        ("note", "kind", {each.value for each in NoteKind}),
        ("note", "place", {each.value for each in NotePlace}),
    ],
)
def test_the_schema_knows_every_value_that_the_model_has(
    definition: str, member: str, values: set[str]
) -> None:
    values_schema: _Json = schema._schemas()["values.schema.json"]
    assert set(values_schema["$defs"][definition]["properties"][member]["enum"]) == values


def test_what_does_not_hold_is_quoted_in_short() -> None:
    name = "x" * 100_000
    with pytest.raises(SchemaMismatchError) as refused:
        schema.check({"type": name, name: {name: 1}}, "block-proof")
    assert len(str(refused.value)) < 500
