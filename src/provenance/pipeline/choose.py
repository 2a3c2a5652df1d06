"""Which two captures of a post are meant: by version, digest or time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from provenance.errors import AmbiguousPostError, IncomparableError, UnknownPostError
from provenance.model import Observation, Snapshot

_SHORTEST_PREFIX = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A capture that shows the post, with its canonical record."""

    observation: Observation
    snapshot: Snapshot


def choose_pair(seen: Sequence[Observation], a: str | None, b: str | None) -> tuple[Shown, Shown]:
    """Return the two captures to compare: the last two versions, where nothing is named.

    Args:
        seen: The post's captures in reading order.
        a: Version number, digest prefix or time of the earlier one; None for the version before.
        b: Likewise of the later one; None for the last capture.

    Raises:
        UnknownPostError: Nothing fits, or there is only one capture.
        AmbiguousPostError: A digest prefix fits several versions.
        IncomparableError: The two are a page and an answer of the interface, or the like.
    """
    shown = _shown(seen)
    after = shown[-1] if b is None else _choose(shown, b)
    if a is not None:
        return _alike(_choose(shown, a), after)
    earlier = [one for one in shown[: shown.index(after)] if _form(one) == _form(after)]
    if not earlier:
        raise UnknownPostError(
            "the archive holds only one capture of this post, so there is nothing to compare"
            if len(shown) == 1
            else "no earlier capture of this post is of the same kind as the last one"
            if b is None
            else "no capture of this post comes before the one named",
            remedy="capture it again later, and compare then"
            if len(shown) == 1
            else "name both, as in `provenance diff POST 1 2`",
        )
    version = after.observation.version
    others = [one for one in earlier if one.observation.version != version]
    # What an editor is shown, and what everybody is, may differ without any change.
    alike = [one for one in others if _asker(one) == _asker(after)]
    return (alike or others or earlier)[-1], after


def _asker(one: Shown) -> tuple[str, str]:
    return one.observation.context.observer, one.observation.context.access


def _alike(before: Shown, after: Shown) -> tuple[Shown, Shown]:
    """Return two captures that can be compared: of the same canonical form."""
    if _form(before) == _form(after):
        return before, after
    raise IncomparableError(
        f"capture {before.observation.capture_id} ({before.observation.context.route}) and capture"
        f" {after.observation.capture_id} ({after.observation.context.route}) are not alike: a"
        " page, an export and an answer of the interface show different parts of a post, so that"
        " what differs would show nothing",
        remedy="name two of one kind; `provenance history` lists them",
    )


def _form(one: Shown) -> str:
    return one.snapshot.profile.name


def choose_one(seen: Sequence[Observation], text: str | None) -> Shown:
    """Return one capture by version number, digest prefix or time; the last where none is named.

    Raises:
        UnknownPostError: Nothing fits.
        AmbiguousPostError: A digest prefix fits several versions.
    """
    shown = _shown(seen)
    return shown[-1] if text is None else _choose(shown, text)


def _shown(seen: Sequence[Observation]) -> Sequence[Shown]:
    shown = [
        Shown(observation=one, snapshot=one.snapshot) for one in seen if one.snapshot is not None
    ]
    if not shown:
        raise UnknownPostError("no capture of this post shows its text")
    return shown


def _choose(shown: Sequence[Shown], text: str) -> Shown:
    moment = _time(text)
    if moment is not None:
        return _at(shown, moment, text)
    is_number = text.isascii() and text.isdigit()
    if is_number and len(text) < _SHORTEST_PREFIX:
        return _of_version(shown, int(text))
    prefix = text.lower().removeprefix("sha256:")
    fitting = [one for one in shown if any(digits.startswith(prefix) for digits in _hexes(one))]
    if len(prefix) < _SHORTEST_PREFIX or not fitting:
        if is_number:
            return _of_version(shown, int(text))
        raise UnknownPostError(
            f"no capture of this post answers to {text!r}",
            remedy="give a version number, four or more digits of a digest, or a time such as"
            " 2026-05-29T03:22:06Z; `provenance history` lists them",
        )
    versions = sorted({str(one.observation.version) for one in fitting})
    if len(versions) > 1:
        raise AmbiguousPostError(
            f"{text!r} fits versions {', '.join(versions)}",
            remedy="give more digits of the digest",
        )
    return fitting[0]


def _of_version(shown: Sequence[Shown], number: int) -> Shown:
    for one in shown:
        if one.observation.version == number:
            return one
    versions = {one.observation.capture_id: one.observation.version for one in shown}
    last = max(version or 0 for version in versions.values())
    # Findings name captures, and so may whoever read one.
    meant = f"; capture {number} shows version {versions[number]}" if number in versions else ""
    raise UnknownPostError(
        f"there is no version {number} of this post",
        remedy=f"its versions are 1 to {last}{meant}",
    )


def _at(shown: Sequence[Shown], moment: datetime, text: str) -> Shown:
    """Return the last capture served at or before a time."""
    by_then = [one for one in shown if _is_by(one, moment)]
    if not by_then:
        raise UnknownPostError(
            f"no capture of this post is known to have been served by {text}",
            remedy="`provenance history` lists the times that are known",
        )
    return by_then[-1]


def _is_by(one: Shown, moment: datetime) -> bool:
    served = one.observation.moment.at
    return served is not None and served <= moment


def _time(text: str) -> datetime | None:
    if "-" not in text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _hexes(one: Shown) -> tuple[str, ...]:
    digests = one.snapshot.digests
    every = (digests.content, digests.words, digests.metadata, digests.markup, digests.raw)
    return tuple(digest.hex() for digest in every)
