"""Groups of posts as JSON objects (`schemas/summary.schema.json`)."""

from datetime import timedelta

from provenance.model import GroupSummary


def group_json(group: GroupSummary) -> dict[str, object]:
    """Return one group; times in whole seconds."""
    return {
        "by": group.by.value,
        "site": group.site,
        "name": group.name,
        "posts": group.posts,
        "captures": group.captures,
        "compared": group.compared,
        "one_text": group.one_text,
        "edited": group.edited,
        "edits": dict(group.edits),
        "material": group.material,
        "notes": {"looked_for": group.looked_for, "explain": group.with_note},
        "findings": dict(group.findings),
        "coverage": {
            "median_span_s": seconds(group.span),
            "median_longest_gap_s": seconds(group.longest_gap),
        },
        "time_to_edit": {
            "timed": group.timed,
            "median_unchanged_s": seconds(group.unchanged),
            "median_changed_s": seconds(group.changed),
            "stated": group.stated,
            "median_saved_s": seconds(group.saved),
        },
    }


def seconds(length: timedelta | None) -> int | None:
    """Return a length of time in whole seconds."""
    return None if length is None else int(length.total_seconds())
