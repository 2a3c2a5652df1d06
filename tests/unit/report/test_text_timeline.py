"""That nothing was seen to change is never said without how well it was watched."""

import json
from datetime import timedelta

import pytest

from provenance import schema
from provenance.model import Observation
from provenance.report import FORMATS, Look
from provenance.report.text_summary import about
from tests.unit.report.samples import (
    ARCHIVE,
    NOON,
    answer,
    audit,
    history,
    observation,
    post_audit,
    refusal,
)

_TEXT = FORMATS["text"](Look())
_JSON = FORMATS["json"](Look())
_OTHER = answer("<p>The bridge will cost 15 million.</p>")


def at(number: int, hours: float, raw: bytes | None = None) -> Observation:
    return observation(number, raw, at=NOON + timedelta(hours=hours))


WATCHED = [at(1, 0), at(2, 72), at(3, 80)]


def test_an_audit_says_in_how_many_captures_and_with_which_gap() -> None:
    said = _TEXT.audit(audit(post_audit(WATCHED)))

    assert "\nText         never seen to change: 3 captures, longest gap 3 d\n" in said


def test_captures_of_unknown_time_have_no_gap_to_tell() -> None:
    said = _TEXT.audit(audit(post_audit([observation(1), observation(2)])))

    assert "\nText         never seen to change: 2 captures, times not known\n" in said


@pytest.mark.parametrize(
    "seen",
    [[at(1, 0)], [at(1, 0), at(2, 1, _OTHER)], [at(1, 0), refusal(2)], [refusal(1), refusal(2)]],
    ids=["one", "changed", "one and a refusal", "refusals"],
)
def test_what_was_not_compared_or_changed_is_not_said_to_be_unchanged(
    seen: list[Observation],
) -> None:
    assert "never seen to change" not in _TEXT.audit(audit(post_audit(seen)))


def test_a_history_says_it_where_it_is_so() -> None:
    changed = history()
    unchanged = type(changed)(
        post=changed.post, observations=tuple(WATCHED), versions=changed.versions[:1]
    )

    assert "never seen to change" not in _TEXT.history(changed, ARCHIVE)
    said = _TEXT.history(unchanged, ARCHIVE)
    assert "\nText never seen to change: 3 captures, longest gap 3 d\n" in said


@pytest.mark.parametrize(
    ("seen", "coverage"),
    [
        (WATCHED, (3, 288_000, 259_200, True)),
        ([at(1, 0), at(2, 1, _OTHER)], (2, 3600, 3600, False)),
        ([at(1, 0)], (1, None, None, None)),
    ],
)
def test_documents_have_the_coverage_of_every_post(
    seen: list[Observation], coverage: tuple[object, ...]
) -> None:
    document = json.loads(_JSON.audit(audit(post_audit(seen))))

    schema.check(document, "audit")
    assert tuple(document["posts"][0]["coverage"].values()) == coverage


def test_a_post_whose_text_was_never_seen_has_no_coverage() -> None:
    document = json.loads(_JSON.audit(audit(post_audit([refusal(1)]))))

    schema.check(document, "audit")
    assert document["posts"][0]["coverage"] is None


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "0 s"),
        (119, "119 s"),
        (120, "2 min"),
        (7199, "119 min"),
        (86_400, "24 h"),
        (172_800, "2 d"),
    ],
)
def test_a_length_is_said_in_its_one_fitting_unit(seconds: int, said: str) -> None:
    assert about(timedelta(seconds=seconds)) == said
