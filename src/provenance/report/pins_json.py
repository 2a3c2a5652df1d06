"""Pins, and what holding them came to, as JSON objects (schemas/check and pin)."""

from provenance.digest import format_digest
from provenance.model import LockCheck, Pin, PinCheck, Pinned, PinState
from provenance.report.values_json import failure_json, finding_json, time_json


def pinned_json(pinned: Pinned) -> dict[str, object]:
    """Return the members of a `pin/1` document."""
    return {
        "added": [_pin(pin) for pin in pinned.added],
        "moved": [_pin(pin) for pin in pinned.moved],
        "same": [_pin(pin) for pin in pinned.same],
        "not_pinned": [{"post": str(key), "why": why} for key, why in pinned.not_pinned],
        "failures": [failure_json(failure) for failure in pinned.failures],
        "remarks": list(pinned.remarks),
    }


def lock_check_json(check: LockCheck) -> dict[str, object]:
    """Return the members of a `check/1` document."""
    return {
        "lock": check.lock,
        "offline": check.offline,
        "pinned": len(check.checks),
        "checked": check.count(PinState.HOLDS) + check.count(PinState.DIFFERS),
        "not_checked": check.count(PinState.NOT_CHECKED),
        "holds": check.count(PinState.HOLDS),
        "differs": check.count(PinState.DIFFERS),
        "log": check.log or None,
        "checks": [_check(one) for one in check.checks],
        "remarks": list(check.remarks),
    }


def _check(one: PinCheck) -> dict[str, object]:
    served = one.snapshot
    return {
        "pin": _pin(one.pin),
        "line": one.line,
        "state": one.state.value,
        "why": one.why or None,
        "excused": one.is_excused,
        "served": None
        if served is None
        else {
            "title": served.title,
            "content": format_digest(served.digests.content),
            "words": format_digest(served.digests.words),
            "seen_at": time_json(one.seen_at),
        },
        "findings": [finding_json(finding) for finding in one.findings],
    }


def _pin(pin: Pin) -> dict[str, object]:
    return {
        "address": pin.address,
        "site": pin.key.site,
        "post": pin.key.post_id,
        "title": pin.title,
        "content": format_digest(pin.content),
        "words": format_digest(pin.words),
        "captured": time_json(pin.captured_at),
    }
