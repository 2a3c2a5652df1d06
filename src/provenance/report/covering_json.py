"""When a post was asked for, as JSON (`schemas/coverage.schema.json`)."""

from provenance.model import CoveredCapture, Gap, PostCoverage, Unanswered
from provenance.report.values_json import context_json, moment_json, post_json, time_json


def post_coverage_json(coverage: PostCoverage) -> dict[str, object]:
    """Return the members of a `coverage/1` document."""
    return {
        "post": post_json(coverage.post),
        "captures": [_capture(one) for one in coverage.captures],
        "unanswered": [_unanswered(one) for one in coverage.unanswered],
        "gaps": [_gap(one) for one in coverage.gaps],
        "signed_entries": coverage.signed,
    }


def _capture(one: CoveredCapture) -> dict[str, object]:
    return {
        "id": one.capture_id,
        "seen": moment_json(one.moment),
        "context": context_json(one.context),
        "shows": one.shown.value,
        "version": one.version,
        "entry": one.entry,
        "run_entry": one.run_entry,
    }


def _unanswered(one: Unanswered) -> dict[str, object]:
    return {
        "at": time_json(one.at),
        "url": one.url,
        "failure": one.failure,
        "run_entry": one.run_entry,
    }


def _gap(one: Gap) -> dict[str, object]:
    length = one.end - one.begin
    return {
        "begin": time_json(one.begin),
        "end": time_json(one.end),
        "length_s": int(length.total_seconds()),
    }
