"""The JSON says all that the values say, in ASCII that no parser refuses."""

import json
from pathlib import Path

import pytest

from provenance import schema
from provenance.digest import format_digest
from provenance.model import ArchiveState, Freshness, Observation, Turn
from provenance.report import FORMATS, Look
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
    note,
    observation,
    post_audit,
    refusal,
)

_JSON = FORMATS["json"](Look(colour=True))


def test_a_capture_carries_the_whole_ladder() -> None:
    seen = observation(at=NOON)
    assert seen.snapshot is not None
    document = json.loads(_JSON.audit(audit(post_audit([seen]))))
    capture = document["posts"][0]["captures"][0]
    ladder = seen.snapshot.digests
    assert capture["digests"] == {
        "raw": format_digest(ladder.raw),
        "markup": format_digest(ladder.markup),
        "content": format_digest(ladder.content),
        "words": format_digest(ladder.words),
        "metadata": format_digest(ladder.metadata),
    }
    assert capture["seen"] == {"at": "2026-05-29T12:00:00Z", "basis": "observed"}
    assert capture["post"]["claims"]["predecessor_id"] == 9


def test_a_refusal_has_only_the_digest_of_its_bytes() -> None:
    document = json.loads(_JSON.audit(audit(post_audit([refusal()]))))
    capture = document["posts"][0]["captures"][0]
    assert capture["post"] is None
    assert capture["error"] == {"code": "rest_forbidden", "status": 401, "message": "Sorry."}
    assert [name for name, digest in capture["digests"].items() if digest] == ["raw"]


@pytest.mark.parametrize(("seen", "checked"), [(observation(), True), (refusal(), False)])
def test_a_post_says_whether_there_was_a_text_to_check(seen: Observation, checked: bool) -> None:
    value = audit(post_audit([seen]))
    judged, recorded = json.loads(_JSON.audit(value)), json.loads(_JSON.snapshot(value))
    for document in (judged, recorded):
        schema.check(document, "audit")
    assert judged["posts"][0]["checked"] is checked
    assert recorded["posts"][0]["checked"] is False


def test_what_headers_say_of_a_live_answers_age_is_kept() -> None:
    fresh = Freshness(age_s=12, lifetime_s=600, from_origin=False, cache_key="https://example.org")
    document = json.loads(_JSON.audit(audit(post_audit([observation(freshness=fresh)]))))
    schema.check(document, "audit")
    assert document["posts"][0]["captures"][0]["freshness"] == {
        "age_s": 12,
        "lifetime_s": 600,
        "from_origin": False,
        "cache_key": "https://example.org",
    }


def test_a_finding_carries_its_difference_and_explanations() -> None:
    found = edit(difference("<p>not safe</p>", "<p>safe</p>"))
    document = json.loads(_JSON.audit(audit(post_audit([observation(), observation(2)], [found]))))
    written = document["posts"][0]["findings"][0]
    assert written["explanations"] == list(found.explanations)
    assert written["cause"] == "unknown"
    spans = written["difference"]["edits"][0]["spans"]
    assert {"change": "removed", "text": "not "} in spans


def test_a_finding_carries_how_often_texts_took_turns() -> None:
    turns = (Turn(capture=1, captures=9, times=4), Turn(capture=2, captures=1, times=1))
    document = json.loads(_JSON.audit(audit(post_audit([observation()], [finding(turns=turns)]))))
    schema.check(document, "audit")
    assert document["posts"][0]["findings"][0]["turns"] == [
        {"capture": 1, "captures": 9, "times": 4},
        {"capture": 2, "captures": 1, "times": 1},
    ]


def test_a_finding_carries_the_notes_that_it_is_about() -> None:
    found = edit(difference("<p>not safe</p>", "<p>safe</p>"), notes=(note(),))
    document = json.loads(_JSON.audit(audit(post_audit([observation(), observation(2)], [found]))))
    schema.check(document, "audit")
    assert document["posts"][0]["findings"][0]["notes"] == [
        {
            "kind": "correction",
            "place": "text",
            "text": "Correction, 30 May 2026: the bridge is not safe.",
            "dated": "30 May 2026",
            "date": "2026-05-30",
            "language": "en",
            "index": 3,
            "capture": 2,
            "carries": ["old-value"],
        }
    ]


def test_hostile_text_is_escaped_to_ascii_and_comes_back_whole() -> None:
    evil = "\x9b31m\u202e\x1b[2J日本"
    text = _JSON.audit(audit(post_audit([observation(raw=answer(title={"rendered": evil}))])))
    assert text.isascii()
    assert "\x1b" not in text
    assert evil in json.loads(text)["posts"][0]["post"]["title"]


def test_bytes_of_a_file_name_that_are_no_text_give_no_lone_surrogate() -> None:
    archive = ArchiveState(path=Path("caf\udce9.db"), created=False)
    text = _JSON.posts([], archive)
    assert json.loads(text)["archive"]["path"] == "caf\\udce9.db"


def test_history_and_diff_name_both_sides() -> None:
    versions = json.loads(_JSON.history(history(), ARCHIVE))["versions"]
    assert [version["number"] for version in versions] == [1, 2]
    compared = json.loads(_JSON.diff(comparison(), ARCHIVE))
    assert [compared[side]["id"] for side in ("before", "after")] == [1, 2]
