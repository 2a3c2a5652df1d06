"""Targets to answers: files in the order given, addresses by a crew that asks hosts at once."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from provenance.capture import (
    Manners,
    Options,
    Plan,
    Session,
    SignedIn,
    TargetKind,
    classify,
    read_file,
)
from provenance.errors import AddressError, CaptureError
from provenance.model import Failure, site_host
from provenance.pipeline.crew import Crew, Errand, Group, Member, Visit
from provenance.pipeline.settings import Progress, Settings
from provenance.pipeline.targets import Target
from provenance.pipeline.unforeseen import failure_of
from provenance.pipeline.visits import Clock, Follow, Known, Visitor

# A whole answer, its redirects and repetitions included, in silences of the usual length.
_SILENCES = Options().total_timeout_s / Options().read_timeout_s
_Placed = tuple[int, str, TargetKind | CaptureError]


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What a run gathers with.

    Attributes:
        settings: What the run is told.
        clock: Gives the time; aware, UTC.
        progress: Who is told how far it is.
        known: Gives the post that the archive knows at a page's address.
        plan: Says how a site's lists are to be asked for.
        follow: Says which posts a sweep leaves out that are to be asked for alone.
        manners: How it behaves towards sites.
    """

    settings: Settings
    clock: Clock
    progress: Progress
    known: Known
    plan: Plan
    follow: Follow
    manners: Manners


def gather(targets: Sequence[Target], means: Means) -> Iterator[Group]:
    """Yield answers, failures to have one, and sweeps, in groups that are recorded together.

    Neighbouring files are one group, since they are successive captures. Neighbouring addresses
    are asked at once where their hosts differ; those of one host come in their order.
    """
    placed = [(place, target.text, _kind(target)) for place, target in enumerate(targets)]
    for is_file, group in groupby(placed, key=lambda one: one[2] is TargetKind.FILE):
        members = list(group)
        if is_file:
            read = _read_files([target for _, target, _ in members], means)
            yield Group(place=members[0][0], members=read, is_last=True)
        else:
            yield from _ask(members, means)


def _kind(target: Target) -> TargetKind | CaptureError:
    try:
        return classify(target.text)
    except CaptureError as error:
        if target.named_at is not None:
            return AddressError(f"{target.named_at}: {error.what}", remedy=error.remedy)
        return error


def _read_files(targets: Sequence[str], means: Means) -> tuple[Member, ...]:
    gathered: list[Member] = []
    progress, settings = means.progress, means.settings
    progress.start("Reading saved answers", len(targets))
    for target in targets:
        try:
            gathered.append(
                read_file(
                    target,
                    observer=settings.observer,
                    observed_at=settings.observed_at,
                    now=means.clock(),
                    stdin=sys.stdin.buffer,
                )
            )
        except Exception as error:  # noqa: BLE001 - named, and the other files are read
            gathered.append(failure_of(target, error))
        progress.advance(1)
    progress.done()
    return tuple(gathered)


def _ask(members: Sequence[_Placed], means: Means) -> Iterator[Group]:
    settings, options = means.settings, capture_options(means.settings)
    errands = []
    for place, target, kind in members:
        if isinstance(kind, CaptureError):
            failure = Failure(target=target, error=kind)
            yield Group(place=place, members=(failure,), is_last=True)
        else:
            errands.append(Errand(place=place, target=target, host=site_host(target) or ""))
    means.progress.start("Asking", len(errands))

    def begin(session: Session) -> Visit:
        return Visitor(
            session=session,
            options=options,
            clock=means.clock,
            known=means.known,
            wanted=settings.wanted,
            plan=means.plan,
            follow=means.follow,
            signed_in=_signed_in(session, options, means),
            neighbours=settings.neighbours,
        ).visit

    crew = Crew(begin, jobs=settings.jobs, options=options, manners=means.manners)
    for group in crew.run(errands):
        yield group
        means.progress.advance(group.is_last)
    means.progress.done()


def _signed_in(session: Session, options: Options, means: Means) -> SignedIn | None:
    credentials = means.settings.credentials
    if credentials is None:
        return None
    return SignedIn(credentials, session=session, options=options, clock=means.clock)


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
