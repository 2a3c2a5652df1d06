"""The check of an archive's captures: each made anew from the bytes that it keeps."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from provenance.archive import Replays, StoredExchange, TakenCapture, altered_record
from provenance.digest import format_digest, leaf_hash, sha256
from provenance.errors import DigestMismatchError, MalformedError, VerificationError, WorkerError
from provenance.evidence import (
    before_transport,
    capture_record,
    exchange_record,
    snapshot_statement,
)
from provenance.model import Exchange, Snapshot
from provenance.verify.anew import Canonical, canonical_of
from provenance.verify.steps import Progress, Steps

CAPTURES = "all captures give the digests, statements and records logged"
# Checks every answer, some after the other or at once, and says of each part what came of it.
CheckAll = Callable[[Replays], Iterator["Checked"]]


class Checked(NamedTuple):
    """That answers, and all their captures, hold.

    Attributes:
        answers: How many answers.
        captures: How many captures they have.
        older: How many of the captures another parser had read, which gave other digests.
    """

    answers: int
    captures: int
    older: int


def check_captures(replays: Replays, check_all: CheckAll, steps: Steps, progress: Progress) -> None:
    """Check that every capture gives the digests, the statement and the record that were logged.

    Raises:
        VerificationError: One does not; which, is in the sentence.
        WorkerError: A process that checked some ended before it said that they hold.
    """
    steps.begin(CAPTURES)
    counts = replays.counts()
    progress.start("Checking captures", counts.exchanges)
    answers = captures = older = 0
    for checked in check_all(replays):
        answers += checked.answers
        captures += checked.captures
        older += checked.older
        progress.advance(checked.answers)
    if (answers, captures) != (counts.exchanges, counts.captures):
        raise WorkerError(
            f"of {counts.exchanges:,} answers with {counts.captures:,} captures only {answers:,}"
            f" with {captures:,} were checked"
        )
    what = f"all {counts.captures:,} captures give the digests, statements and records logged"
    if older:
        steps.not_checked(what, f"{older:,} were read by another parser, which gave other digests")
    else:
        steps.holds(what)


def check_in_turn(replays: Replays) -> Iterator[Checked]:
    """Yield what comes of each answer, checked by this process alone."""
    return (check_exchanges([stored]) for stored in replays.exchanges())


def check_exchanges(exchanges: Iterable[StoredExchange]) -> Checked:
    """Check answers with their captures.

    Raises:
        VerificationError: One does not hold; which, is in the sentence.
    """
    checker, answers, captures = _Checker(canonical_of), 0, 0
    for stored in exchanges:
        checker.check(stored)
        answers += 1
        captures += len(stored.captures)
    return Checked(answers=answers, captures=captures, older=checker.older)


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
            snapshot = self._snapshot(taken)
            _check_statement(taken, stored.exchange, snapshot)
            record = capture_record(taken.key, taken.capture, stored.exchange, snapshot)
            _check_leaf(record, taken.leaf, f"the record of capture {taken.capture_id}")

    def _snapshot(self, stored: TakenCapture) -> Snapshot | None:
        """Return the capture's record made anew; its digests are those that were recorded."""
        if stored.digests is None or stored.profile is None:
            return None
        try:
            snapshot = self._canonical(stored.capture)
        except MalformedError as error:
            raise _changed(stored, f"can no longer be read: {error.what}") from error
        if snapshot.key != stored.key:
            snapshot = replace(snapshot, key=stored.key)
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


def _check_statement(stored: TakenCapture, exchange: Exchange, snapshot: Snapshot | None) -> None:
    if stored.statement is None:
        return
    if snapshot is None or stored.entry is None:
        raise _changed(stored, "has a statement, and nothing that it could be of")
    statement = snapshot_statement(snapshot, stored.capture, exchange, previous=stored.previous)
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


def _changed(stored: TakenCapture, what: str) -> DigestMismatchError:
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
