"""The check of an archive's captures: each made anew from the bytes that it keeps."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from provenance.archive import Replays, StoredCapture, StoredExchange, TakenCapture, altered_record
from provenance.digest import format_digest, leaf_hash, sha256
from provenance.errors import DigestMismatchError, MalformedError, VerificationError, WorkerError
from provenance.evidence import (
    before_transport,
    capture_record,
    exchange_record,
    snapshot_statement,
)
from provenance.model import Capture, Exchange, Snapshot
from provenance.verify.anew import Canonical, canonical_of
from provenance.verify.steps import Progress, Steps

CAPTURES = "all captures give the digests, statements and records logged"
# How many answers are checked together, and how many bytes they have.
_GROUP, _GROUP_BYTES = 32, 1 << 20

Group = Sequence[StoredExchange]
# Checks groups of answers one by one or at once, and says of each, in their order, what came of it.
CheckGroups = Callable[[Iterable[Group]], Iterator["Checked"]]


class Checked(NamedTuple):
    """That answers, and all their captures, hold.

    Attributes:
        answers: How many.
        older: How many of the captures another parser had read, which gave other digests.
    """

    answers: int
    older: int


def check_captures(
    replays: Replays, check_groups: CheckGroups, steps: Steps, progress: Progress
) -> None:
    """Check that every capture gives the digests, the statement and the record that were logged.

    Raises:
        VerificationError: One does not; which, is in the sentence.
        WorkerError: A process that checked some ended before it said that they hold.
    """
    steps.begin(CAPTURES)
    counts = replays.counts()
    progress.start("Checking captures", counts.exchanges)
    answers = older = 0
    for checked in check_groups(_groups(replays.exchanges())):
        answers += checked.answers
        older += checked.older
        progress.advance(checked.answers)
    if answers != counts.exchanges:
        raise WorkerError(f"of {counts.exchanges:,} answers only {answers:,} were checked")
    what = f"all {counts.captures:,} captures give the digests, statements and records logged"
    if older:
        steps.not_checked(what, f"{older:,} were read by another parser, which gave other digests")
    else:
        steps.holds(what)


def check_in_turn(groups: Iterable[Group]) -> Iterator[Checked]:
    """Yield what comes of each group, checked by this process alone."""
    return map(check_group, groups)


def check_group(group: Group) -> Checked:
    """Check answers with their captures.

    Raises:
        VerificationError: One does not hold; which, is in the sentence.
    """
    checker = _Checker(canonical_of)
    for stored in group:
        checker.check(stored)
    return Checked(answers=len(group), older=checker.older)


def _groups(exchanges: Iterable[StoredExchange]) -> Iterator[Group]:
    """Yield answers in groups that may be in memory together; each has one at least."""
    group: list[StoredExchange] = []
    size_bytes = 0
    for one in exchanges:
        group.append(one)
        size_bytes += len(one.exchange.body)
        if len(group) == _GROUP or size_bytes > _GROUP_BYTES:
            yield group
            group, size_bytes = [], 0
    if group:
        yield group


class _Checker:
    """Checks answer after answer; counts what another parser has read otherwise."""

    def __init__(self, canonical: Canonical) -> None:
        self._canonical = canonical
        self.older = 0

    def check(self, stored: StoredExchange) -> None:
        if stored.leaf is not None:
            what = f"the record of answer {stored.exchange_id}"
            _check_leaf(exchange_record(stored.exchange), stored.leaf, what)
        for taken in stored.captures:
            one = taken.stored
            snapshot = self._snapshot(one, taken.capture)
            _check_statement(taken, stored.exchange, snapshot)
            record = capture_record(one.key, taken.capture, stored.exchange, snapshot)
            _check_leaf(record, one.leaf, f"the record of capture {one.capture_id}")

    def _snapshot(self, stored: StoredCapture, capture: Capture) -> Snapshot | None:
        """Return the capture's record made anew; its digests are those that were recorded."""
        if stored.digests is None or stored.profile is None:
            return None
        try:
            snapshot = replace(self._canonical(capture), key=stored.key)
        except MalformedError as error:
            raise _changed(stored, f"can no longer be read: {error.what}") from error
        if snapshot.profile != stored.profile:
            # Another parser may read the same bytes otherwise: nothing was altered by that.
            self.older += snapshot.digests != stored.digests
            return replace(snapshot, digests=stored.digests, profile=stored.profile)
        if snapshot.digests != stored.digests:
            raise _changed(
                stored,
                f"gives the content digest {format_digest(snapshot.digests.content)}, not"
                f" {format_digest(stored.digests.content)}",
            )
        return snapshot


def _check_statement(taken: TakenCapture, exchange: Exchange, snapshot: Snapshot | None) -> None:
    stored = taken.stored
    if stored.statement is None:
        return
    if snapshot is None or stored.entry is None:
        raise _changed(stored, "has a statement, and nothing that it could be of")
    statement = snapshot_statement(snapshot, taken.capture, exchange, previous=taken.previous)
    if sha256(statement) == stored.statement:
        return
    if sha256(before_transport(statement)) == stored.statement:
        raise _of_development(f"the statement of capture {stored.capture_id} of {stored.key}")
    raise _changed(stored, "is not what its statement says")


def _check_leaf(record: bytes, leaf: bytes, what: str) -> None:
    if leaf_hash(record) == leaf:
        return
    if leaf_hash(before_transport(record)) == leaf:
        raise _of_development(what)
    raise altered_record(what, leaf)


def _changed(stored: StoredCapture, what: str) -> DigestMismatchError:
    return DigestMismatchError(
        f"capture {stored.capture_id} of {stored.key} {what}",
        remedy="the archive was altered or damaged; go back to a copy of it",
    )


def _of_development(what: str) -> VerificationError:
    """Return the error of a record that is as it was written, and commits to less."""
    return VerificationError(
        f"{what} was written by a development version of this program, whose records did not"
        " commit to headers and redirects; what it does commit to is as it was logged, and the rest"
        " cannot be verified",
        remedy="keep the archive as it is, and record in a new one from now on",
    )
