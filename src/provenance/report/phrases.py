"""Values in words: times with what they rest on, certainty, digests.

Plain times, durations and counts are worded as findings word them, by `assess.wording`, so that
a report says each thing in one way. Judges nothing.
"""

from collections.abc import Sequence
from datetime import UTC, datetime

from provenance.assess.wording import say_count, say_time
from provenance.digest import format_digest
from provenance.model import (
    Annotation,
    Basis,
    Certainty,
    Finding,
    Interval,
    Moment,
    Note,
    NotePlace,
    PostKey,
    Turn,
)

SHORT_DIGEST = 12  # hex digits: 48 bits tell apart all versions that one archive will ever hold

_BASES = {
    Basis.OBSERVED: "observed",
    Basis.ARCHIVED: "as a web archive says",
    Basis.ASSERTED: "asserted by --observed-at",
}
_CERTAINTIES = {
    Certainty.SHOWN: "shown: it follows from the bytes in the archive",
    Certainty.INDICATED: "indicated: the best explanation among those named below",
    Certainty.REPORTED: "reported: it is what the site says",
    Certainty.UNKNOWN: "not known",
}
_CAUSES = {
    Certainty.SHOWN: "how it was made is shown too",
    Certainty.INDICATED: "how it was made is only indicated",
    Certainty.REPORTED: "how it was made is what the site says",
    Certainty.UNKNOWN: "how it was made is not known",
}

_NOTE_PLACES = {
    NotePlace.TEXT: "in the text",
    NotePlace.PAGE: "on the page",
    NotePlace.SCHEMA: "in the page's schema.org data",
}


def rfc3339(at: datetime) -> str:
    """Return a time as RFC 3339 in UTC, with `Z`; seconds always, a fraction where there is one."""
    at = at.astimezone(UTC)
    return at.replace(tzinfo=None).isoformat() + "Z"


def moment(value: Moment) -> str:
    """Return a time and what it rests on; `time not known` where nobody says."""
    if value.at is None:
        return "time not known"
    basis = _BASES.get(value.basis)
    return say_time(value.at) + (f" ({basis})" if basis else "")


def certainty(finding: Finding) -> str:
    """Return what a finding rests on, and for an edit how sure its way is."""
    if finding.cause is None:
        return _CERTAINTIES[finding.certainty]
    return f"{_CERTAINTIES[finding.certainty]}; {_CAUSES[finding.cause]}"


def certainty_in_short(finding: Finding) -> str:
    """Return what a finding rests on in a word, and for an edit how sure its way is."""
    cause = "" if finding.cause is None else f"; {_CAUSES[finding.cause]}"
    return f"{finding.certainty.value}{cause}"


def served(interval: Interval) -> tuple[str, ...]:
    """Return when the states of a finding were served, a line each."""
    if interval.after is None:
        return (moment(interval.until),)
    if interval.after.at is None and interval.until.at is None:
        return ("in the order in which the captures were given; times not known",)
    return (f"before: {moment(interval.after)}", f"after:  {moment(interval.until)}")


def made(interval: Interval) -> str | None:
    """Return what is known of when a change was made; None where no time is known at all."""
    if interval.made_after is not None:
        return f"not before {say_time(interval.made_after)} (allowing for caches)"
    if interval.after is None or interval.after.at is None:
        return None
    return "at a time not known"


def turns(told: Sequence[Turn]) -> str:
    """Return how often each of two texts was served: `that of capture 1 4 times, ...`."""
    return ", in turn with ".join(
        f"{'the text' if number == 0 else 'that'} of capture {turn.capture}, served"
        f" {say_count(turn.times, 'time')} ({say_count(turn.captures, 'capture')})"
        for number, turn in enumerate(told)
    )


def short_digest(digest: bytes) -> str:
    """Return the beginning of a digest, enough to name it to `provenance diff`."""
    return format_digest(digest)[: len("sha256:") + SHORT_DIGEST]


def place(key: PostKey) -> str:
    """Return which post, for people: `example.org, post 58012`."""
    if key.is_address:
        return f"{key.site}, a page of which nothing tells the number"
    return f"{key.site}, post {key.post_id}"


def note(said: Note) -> str:
    """Return a note with where it stands: `in the text, block 4: "Correction: ..."`."""
    block = "" if said.index is None else f", block {said.index + 1}"
    return f"{_NOTE_PLACES[said.place]}{block} (capture {said.capture}): {said.text}"


def reviewed(finding: Finding) -> str:
    """Return the last status that somebody gave a finding, and who; `unreviewed` where nobody."""
    for one in reversed(finding.annotations):
        if one.status is not None:
            return f"{one.status.value} by {one.made_by}, {say_time(one.made_at)}"
    return "unreviewed"


def said(annotation: Annotation) -> str:
    """Return what somebody said of a finding, with who and when."""
    parts = [] if annotation.status is None else [annotation.status.value]
    parts += [] if annotation.comment is None else [annotation.comment]
    reply = annotation.reply
    parts += (
        [] if reply is None else [f"the publisher replied, as quoted here: \u201c{reply}\u201d"]
    )
    return f"{annotation.made_by}, {say_time(annotation.made_at)}: {'; '.join(parts)}"
