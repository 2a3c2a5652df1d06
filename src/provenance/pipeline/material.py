"""Captures made ready to be recorded: assigned to a post, and canonical where they can be."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import count

from provenance.canonical import canonicalize_as
from provenance.errors import MalformedError, NotAPostError, UnforeseenError
from provenance.model import Capture, Failure, PostKey, Reading, Route, Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """One capture, ready to be recorded.

    Attributes:
        key: Which post.
        capture: The capture.
        snapshot: Its canonical record; None for a refusal, or where it cannot be assessed.
        problem: Why it cannot be assessed, in one sentence; None where it can.
        repeats: Id of the capture right after which it was asked for again; None where it was
            not.
    """

    key: PostKey
    capture: Capture
    snapshot: Snapshot | None
    problem: str | None
    repeats: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """One answer, ready to be recorded.

    Attributes:
        reading: The answer; None where not even that could be had.
        materials: Its captures that belong to a post.
        failures: What could not be read, assigned or assessed of it.
        beside: Ids of captures recorded before that the answer is the page of the post of.
    """

    reading: Reading | None
    materials: tuple[Material, ...]
    failures: tuple[Failure, ...]
    beside: tuple[int, ...] = ()


def prepare(gathered: Iterable[Reading | Failure]) -> Iterator[Prepared]:
    """Yield each answer ready to be recorded, and each failure to have one, in order.

    A refusal in a file names no post: it belongs to the post of the file before it. Where that
    file could not be read, or held no post, the refusal belongs to none.
    """
    before: tuple[PostKey, ...] = ()
    for one in gathered:
        if isinstance(one, Failure):
            prepared = Prepared(reading=None, materials=(), failures=(one,))
        else:
            prepared = _prepare(one, before)
        before = tuple({material.key: None for material in prepared.materials})
        yield prepared


def _prepare(reading: Reading, before: tuple[PostKey, ...]) -> Prepared:
    materials: dict[PostKey, Material] = {}
    failures = list(reading.failures)
    for place, (index, capture) in enumerate(_placed(reading)):
        if place in reading.overlap:
            continue
        try:
            material = _material(capture, before)
        except Exception as fault:  # noqa: BLE001 - the bytes are kept, whatever cannot read them
            target = reading.exchange.target
            error = fault if isinstance(fault, MalformedError) else UnforeseenError.of(fault)
            failures.append(Failure(target=target, error=error, index=index))
            if capture.post is None:
                continue
            material = Material(
                key=capture.post, capture=capture, snapshot=None, problem=str(error)
            )
        # One answer is one moment: a post that it gives twice has not changed in between.
        first = materials.setdefault(material.key, material)
        if first.capture.raw != capture.raw:
            failures.append(_told_twice(reading, material.key, index))
    return Prepared(reading=reading, materials=tuple(materials.values()), failures=tuple(failures))


def _told_twice(reading: Reading, key: PostKey, index: int | None) -> Failure:
    error = NotAPostError(
        f"the list gives {key} more than once, and not the same each time",
        remedy="the first is recorded; ask for the post alone",
    )
    return Failure(target=reading.exchange.target, error=error, index=index)


def _placed(reading: Reading) -> Iterator[tuple[int | None, Capture]]:
    """Yield each capture with its place in the list it came in; None where it came alone."""
    broken = {failure.index for failure in reading.failures}
    places = (place for place in count() if place not in broken)
    for place, capture in zip(places, reading.captures, strict=False):
        yield (place if capture.context.route is Route.LIST else None), capture


def _material(capture: Capture, before: tuple[PostKey, ...]) -> Material:
    if capture.error is None:
        snapshot = canonicalize_as(capture.context.route, capture.raw, capture.post)
        # ADR 0020: over the network, who answered decides whose post it is, not the answer.
        key = capture.post or snapshot.key
        snapshot = replace(snapshot, key=key)
        return Material(key=key, capture=capture, snapshot=snapshot, problem=None)
    key = capture.post or _post_before(capture.error.code, before)
    return Material(key=key, capture=replace(capture, post=key), snapshot=None, problem=None)


def _post_before(code: str, before: tuple[PostKey, ...]) -> PostKey:
    if len(before) == 1:
        return before[0]
    why = "comes after a list of posts" if before else "has no post's answer right before it"
    raise NotAPostError(
        f"the refusal {code!r} names no post, and {why}, so it belongs to none",
        remedy="give the saved answer of the one post that was refused in front of it",
    )
