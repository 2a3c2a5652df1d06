"""Pins of the post that the tests of rules share."""

from typing import Any

from provenance.assess import assess, hold
from provenance.assess.pins import Held
from provenance.model import Finding, Observation, Pin
from tests.unit.assess.histories import TEXT, live, post


def pin_of(one: Observation, **fields: Any) -> Pin:
    """Return the pin of a capture; further fields replace its own."""
    assert one.snapshot is not None
    served = one.snapshot
    made = {
        "key": served.key,
        "address": "https://example.org/deal/",
        "title": served.title,
        "content": served.digests.content,
        "words": served.digests.words,
        "form": served.profile.name,
        "parser": served.profile.parser,
        "unicode": served.profile.unicode,
        "published_at": served.published_at,
        "modified_at": served.modified_at,
        "revision_count": served.claims.revision_count,
        "predecessor_id": served.claims.predecessor_id,
        "captured_at": one.moment.at,
    }
    return Pin(**{**made, **fields})


def held(pin: Pin, *seen: Observation) -> Held:
    """Return what the pin comes to where the last capture is what is served now."""
    return hold(pin, seen, {seen[-1].capture_id}, assess(seen).findings)


def findings_of_pins() -> list[Finding]:
    """Return a finding of each rule on pins."""
    pin = pin_of(live(1))
    other = live(2, post("<p>The deal cost 15 million.</p>"), hours=1)
    around = live(3, post(f"<blockquote>{TEXT}</blockquote>"), hours=1)
    old = pin_of(live(1), parser="turbohtml 1.0")
    return [
        *held(pin, live(1), other).findings,
        *held(pin, other).findings,
        *held(pin, around).findings,
        *held(old, other).findings,
    ]
