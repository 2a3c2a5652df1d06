"""A capture's canonical record, made anew from the bytes that are kept of it."""

from collections.abc import Callable

from provenance.canonical import canonicalize_as
from provenance.model import Capture, Snapshot

Canonical = Callable[[Capture], Snapshot]


def canonical_of(capture: Capture) -> Snapshot:
    """Return a capture's canonical record, by the form that its bytes are of."""
    return canonicalize_as(capture.context.route, capture.raw, capture.post)
