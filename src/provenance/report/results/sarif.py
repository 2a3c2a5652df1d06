"""SARIF 2.1.0 (OASIS, 27 March 2020; errata 01): results for code scanning.

A finding is a result at its article's line of the lock file, or at the article's address. What was
not checked is a notification of the run and no result: nothing was found there.
"""

import json
from typing import Any

from provenance.assess import RULES, Rule
from provenance.model import Finding, Level
from provenance.report.notes_json import note_json
from provenance.report.phrases import reviewed, said
from provenance.report.results.rows import ArticleRow, Results, RowState
from provenance.report.values_json import turn_json
from provenance.version import VERSION

# Services refuse files with more.
MOST_RESULTS = 5_000
_LEVELS = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "note"}


def render(results: Results) -> str:
    """Return a SARIF log with one run, ASCII only."""
    found = list(results.findings())
    used = {finding.rule for _, finding, _ in found}
    rules = [rule for rule in RULES if rule.slug in used]
    places = {rule.slug: place for place, rule in enumerate(rules)}
    notes = [_not_checked(results, row) for row in results.rows if _is_unchecked(row)]
    notes += [_notification(remark, level="note") for remark in results.remarks]
    if len(found) > MOST_RESULTS:
        notes.append(
            _notification(
                f"{len(found) - MOST_RESULTS:,} of {len(found):,} findings are left out here; the"
                " report in JSON has them all.",
                level="warning",
            )
        )
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "provenance",
                "version": VERSION,
                "semanticVersion": VERSION,
                "rules": [_rule(rule) for rule in rules],
            }
        },
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": notes}],
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(results, row, finding, places[finding.rule], name)
            for row, finding, name in found[:MOST_RESULTS]
        ],
        "properties": {"counts": results.tally},
    }
    document = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }
    return json.dumps(document, indent=2, allow_nan=False) + "\n"


def _rule(rule: Rule) -> dict[str, Any]:
    fits = "\n".join(f"- {line}" for line in rule.explanations)
    settles = "\n".join(f"- {line}" for line in rule.settles)
    parts = [rule.summary]
    parts += [f"Fits as well:\n{fits}"] if fits else []
    parts += [f"Would settle it:\n{settles}"] if settles else []
    return {
        "id": rule.slug,
        "name": "".join(part.capitalize() for part in rule.slug.split("-")),
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.summary},
        "help": {"text": "\n\n".join(parts), "markdown": "\n\n".join(parts)},
        "defaultConfiguration": {"level": _LEVELS[rule.level]},
        "properties": {"certainty": rule.certainty.value},
    }


def _result(
    results: Results, row: ArticleRow, finding: Finding, place: int, name: str
) -> dict[str, Any]:
    explanations = "; ".join(line.rstrip(".") for line in finding.explanations)
    text = f"{row.heading}: {finding.message}"
    # Other explanations stand beside an observation wherever it is shown.
    text += f" What fits: {explanations}." if explanations else ""
    return {
        "ruleId": finding.rule,
        "ruleIndex": place,
        "level": _LEVELS[finding.level],
        "message": {"text": text},
        "locations": [_location(results, row)],
        "partialFingerprints": {"findingDigest/v1": name},
        "properties": {
            "article": row.name,
            "address": row.address,
            "certainty": finding.certainty.value,
            "isNew": finding.new,
            "review": reviewed(finding),
            "annotations": [said(one) for one in finding.annotations],
            "turns": [turn_json(turn) for turn in finding.turns],
            "notes": [note_json(note) for note in finding.notes],
        },
    }


def _location(results: Results, row: ArticleRow) -> dict[str, Any]:
    logical = {"name": row.name, "kind": "resource"}
    if results.lock is None:
        artifact: dict[str, Any] = {"uri": row.address or "about:blank"}
        return {"physicalLocation": {"artifactLocation": artifact}, "logicalLocations": [logical]}
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": _relative(results.lock)},
            "region": {"startLine": row.line or 1},
        },
        "logicalLocations": [logical],
    }


def _relative(path: str) -> str:
    """Return a file's name as a URI reference (RFC 3986, section 4.1)."""
    from pathlib import PurePath  # noqa: PLC0415 - not needed where there is no lock file
    from urllib.parse import quote  # noqa: PLC0415 - likewise

    name = PurePath(path).as_posix()
    return f"file://{quote(name)}" if name.startswith("/") else quote(name)


def _is_unchecked(row: ArticleRow) -> bool:
    return row.state is RowState.NOT_CHECKED


def _not_checked(results: Results, row: ArticleRow) -> dict[str, Any]:
    note = _notification(
        f"{row.heading} was not checked: {row.why}. No change is claimed.",
        level="warning" if row.is_excused else "error",
    )
    return {**note, "locations": [_location(results, row)]}


def _notification(text: str, *, level: str) -> dict[str, Any]:
    return {"message": {"text": text}, "level": level}
