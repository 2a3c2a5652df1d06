"""Targets to readings: files in the order given, addresses one after the other."""

import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial
from itertools import groupby

from provenance.capture import (
    Asker,
    Options,
    SignedIn,
    TargetKind,
    ask_neighbours,
    capture_post,
    classify,
    open_session,
    read_file,
)
from provenance.errors import CaptureError
from provenance.model import Failure, PostKey, Reading
from provenance.pipeline.settings import Progress, Settings

# A whole answer, its redirects and repetitions included, in silences of the usual length.
_SILENCES = Options().total_timeout_s / Options().read_timeout_s

Gathered = tuple[Reading | Failure, ...]
Clock = Callable[[], datetime]
# Gives the post that the archive knows at a page's address; None where it knows none.
Known = Callable[[str], PostKey | None]


def gather(
    targets: Sequence[str], settings: Settings, *, clock: Clock, progress: Progress, known: Known
) -> Iterator[Gathered]:
    """Yield readings, and failures to have one, in groups that are to be recorded together.

    Neighbouring files are one group, since they are successive captures; each address is its own.
    """
    kinds = [_kind(target) for target in targets]
    for is_file, group in groupby(
        zip(targets, kinds, strict=True), key=lambda pair: pair[1] is TargetKind.FILE
    ):
        members = list(group)
        if is_file:
            yield _read_files([target for target, _ in members], settings, clock, progress)
        else:
            yield from _ask(members, settings, clock, progress, known)


def _kind(target: str) -> TargetKind | CaptureError:
    try:
        return classify(target)
    except CaptureError as error:
        return error


def _read_files(
    targets: Sequence[str], settings: Settings, clock: Clock, progress: Progress
) -> Gathered:
    gathered: list[Reading | Failure] = []
    progress.start("Reading saved answers", len(targets))
    for target in targets:
        try:
            gathered.append(
                read_file(
                    target,
                    observer=settings.observer,
                    observed_at=settings.observed_at,
                    now=clock(),
                    stdin=sys.stdin.buffer,
                )
            )
        except CaptureError as error:
            gathered.append(Failure(target=target, error=error))
        progress.advance(1)
    progress.done()
    return tuple(gathered)


def _ask(
    members: Sequence[tuple[str, TargetKind | CaptureError]],
    settings: Settings,
    clock: Clock,
    progress: Progress,
    known: Known,
) -> Iterator[Gathered]:
    options = capture_options(settings)
    progress.start("Asking", len(members))
    with open_session(options) as session:
        signed_in = None
        if settings.credentials is not None:
            signed_in = SignedIn(
                settings.credentials, session=session, options=options, clock=clock
            )
        for target, kind in members:
            if isinstance(kind, CaptureError):
                yield (Failure(target=target, error=kind),)
                continue
            try:
                readings = capture_post(
                    target,
                    session=session,
                    options=options,
                    clock=clock,
                    known=partial(known, target),
                )
            except CaptureError as error:
                yield (Failure(target=target, error=error),)
            else:
                yield readings
                if signed_in is not None:
                    yield from signed_in.follow(target, readings)
                if settings.neighbours:
                    asker = Asker(target=target, session=session, options=options, clock=clock)
                    yield from ask_neighbours(readings, asker, most=settings.neighbours)
            progress.advance(1)
    progress.done()


def capture_options(settings: Settings) -> Options:
    """Return how answers are to be asked for; what was not told keeps its usual value."""
    told = {
        "contact": settings.contact,
        "connect_timeout_s": settings.timeout_s,
        "read_timeout_s": settings.timeout_s,
        "total_timeout_s": settings.timeout_s and settings.timeout_s * _SILENCES,
    }
    return Options(
        observer=settings.observer,
        allow_private=settings.allow_private,
        proxy=settings.proxy,
        **{name: value for name, value in told.items() if value is not None},  # type: ignore[arg-type]  # each has its field's type
    )
