"""Captures for people: where from, and the first rung of the ladder that differs."""

from pathlib import PurePath

from provenance.model import Observation, Source


def source(seen: Observation) -> str:
    """Return where a capture came from: a file's name or an address."""
    if seen.source is Source.FILE:
        return "standard input" if seen.origin == "-" else f"file {seen.origin}"
    return seen.origin


def source_name(seen: Observation) -> str:
    """Return where a capture came from in few words: a file without its folder, or an address."""
    if seen.source is Source.FILE:
        return PurePath(seen.origin).name
    return seen.origin.removeprefix("http://").removeprefix("https://")


def change(seen: Observation, before: Observation | None) -> str:
    """Return what differs from the capture before, by the first rung that does.

    The rungs go from the most tolerant to the least: where words differ, content, markup and raw
    follow. Metadata and what the site says of its history stand beside the ladder.
    """
    if seen.error is not None:
        return " ".join(filter(None, (str(seen.error.status or ""), seen.error.code)))
    if seen.snapshot is None:
        return "cannot be assessed"
    if before is None or before.snapshot is None:
        return "first"
    now, then = seen.snapshot, before.snapshot
    parts = []
    if now.digests.words != then.digests.words:
        parts.append("words")
    elif now.digests.content != then.digests.content:
        parts.append("content, same words")
    elif now.digests.markup != then.digests.markup:
        parts.append("markup only")
    if now.digests.metadata != then.digests.metadata:
        parts.append("metadata")
    if now.claims != then.claims or now.modified_at != then.modified_at:
        parts.append("claims")
    if not parts:
        return "nothing" if now.digests.raw == then.digests.raw else "other bytes, same post"
    return ", ".join(parts)
