"""Which two captures of a post are meant: by version, digest or time."""

from collections.abc import Sequence
from datetime import UTC, datetime

from provenance.digest import format_digest
from provenance.errors import AmbiguousPostError, UnknownPostError
from provenance.model import Observation

_SHORTEST_PREFIX = 4


def choose_pair(
    seen: Sequence[Observation], a: str | None, b: str | None
) -> tuple[Observation, Observation]:
    """Return the two captures to compare: the last two versions, where nothing is named.

    Args:
        seen: The post's captures that show it, in reading order.
        a: Version number, digest prefix or time of the earlier one; None for the version before.
        b: Likewise of the later one; None for the last capture.

    Raises:
        UnknownPostError: Nothing fits, or there is only one capture.
        AmbiguousPostError: A digest prefix fits several versions.
    """
    shown = [one for one in seen if one.snapshot is not None]
    if not shown:
        raise UnknownPostError(
            "no capture of this post shows its text, so there is nothing to compare"
        )
    after = shown[-1] if b is None else _choose(shown, b)
    if a is not None:
        return _choose(shown, a), after
    earlier = shown[: shown.index(after)]
    if not earlier:
        raise UnknownPostError(
            "the archive holds only one capture of this post, so there is nothing to compare",
            remedy="capture it again later, and compare then",
        )
    others = [one for one in earlier if one.version != after.version]
    return (others or earlier)[-1], after


def _choose(shown: Sequence[Observation], text: str) -> Observation:
    moment = _time(text)
    if moment is not None:
        return _at(shown, moment, text)
    if text.isascii() and text.isdigit() and len(text) < _SHORTEST_PREFIX:
        return _of_version(shown, int(text))
    prefix = text.lower().removeprefix("sha256:")
    fitting = [one for one in shown if any(hex_.startswith(prefix) for hex_ in _hexes(one))]
    if not fitting or len(prefix) < _SHORTEST_PREFIX:
        if text.isascii() and text.isdigit():
            return _of_version(shown, int(text))
        raise UnknownPostError(
            f"no capture of this post answers to {text!r}",
            remedy="give a version number, four or more digits of a digest, or a time such as"
            " 2026-05-29T03:22:06Z; `provenance history` lists them",
        )
    if len({one.version for one in fitting}) > 1:
        raise AmbiguousPostError(
            f"{text!r} fits versions {', '.join(sorted({str(one.version) for one in fitting}))}",
            remedy="give more digits of the digest",
        )
    return fitting[0]


def _of_version(shown: Sequence[Observation], number: int) -> Observation:
    for one in shown:
        if one.version == number:
            return one
    last = max(one.version or 0 for one in shown)
    raise UnknownPostError(
        f"there is no version {number} of this post", remedy=f"its versions are 1 to {last}"
    )


def _at(shown: Sequence[Observation], moment: datetime, text: str) -> Observation:
    """Return the last capture served at or before a time."""
    dated = [one for one in shown if one.moment.at is not None and one.moment.at <= moment]
    if not dated:
        raise UnknownPostError(
            f"no capture of this post is known to have been served by {text}",
            remedy="`provenance history` lists the times that are known",
        )
    return dated[-1]


def _time(text: str) -> datetime | None:
    if "-" not in text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _hexes(one: Observation) -> tuple[str, ...]:
    if one.snapshot is None:
        return ()
    digests = one.snapshot.digests
    every = (digests.content, digests.words, digests.metadata, digests.markup, digests.raw)
    return tuple(format_digest(digest).removeprefix("sha256:") for digest in every)
