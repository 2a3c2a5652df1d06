"""The check of a bundle, in the steps of `docs/spec/bundle.md`, "Checking"; reads nothing else.

A bundle is what its bytes are: it is read, written anew, and every member that differs is named.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

from provenance.canonical import CURRENT_PROFILE, bound_root, canonicalize_as
from provenance.digest import (
    check_inclusion,
    format_digest,
    leaf_hash,
    sha256,
)
from provenance.errors import BundleError, ContentMismatchError, DigestMismatchError, MalformedError
from provenance.evidence import (
    FOR_READERS,
    Bundle,
    Bundled,
    Statement,
    check_package,
    format_members,
    parse_members,
    parse_zip,
    snapshot_statement,
)
from provenance.model import Capture, EvidenceKind, Snapshot, Verification
from provenance.verify.bundle_log import check_bundle_continues, check_entries, check_older
from provenance.verify.bundle_times import check_bundle_times
from provenance.verify.checkpoint import Trusted, check_checkpoint
from provenance.verify.key_time import check_key_time
from provenance.verify.steps import Steps, each

# Makes a capture's canonical record anew from its bytes.
Canonical = Callable[[Capture], Snapshot]
_NOT_REPRODUCED = (
    "{count} of them {was} read by {parser} with Unicode {unicode}, and this program's"
    " {ours} with Unicode {our_unicode} gives other digests: not reproduced, which is not tampered"
    " with; check with version {tool} of this program"
)


def canonical_of(capture: Capture) -> Snapshot:
    """Return a capture's canonical record, by the form that its bytes are of."""
    return canonicalize_as(capture.context.route, capture.raw, capture.post)


def verify_bundle(
    data: bytes,
    *,
    trusted: Trusted,
    since: bytes | None = None,
    canonical: Canonical = canonical_of,
) -> Verification:
    """Check a bundle from its file down to each capture, and up to whoever vouches for its log.

    Args:
        data: The file's bytes.
        trusted: Whose word it is held against.
        since: An older checkpoint's note that the log is to continue; None for none.
        canonical: Makes a capture's canonical record anew.

    Raises:
        VerificationError: Something does not hold; what, and where, is in the sentence.
        NoteError: `since` is no checkpoint.
    """
    steps = Steps()
    with _within_the_bundle():
        members = parse_zip(data)
        steps.holds(
            f"the file is a ZIP of {len(members):,} members in its one spelling: none twice, none"
            " outside, none hidden"
        )
        check_package(members)
        steps.holds("the data package lists every member with its digest, and no other")
        bundle = parse_members(members)
        told = [(one, one.read()) for one in bundle.captures]
        shown = [_Reading(bundle, one, statement, canonical) for one, statement in told]
        snapshots = () if bundle.is_withheld else [one.snapshot for one in shown]
        if bundle.is_withheld:
            _check_blocks(told, steps)
        else:
            _check_captures(shown, steps)
        _check_chain(bundle, told, steps)
        _check_members(bundle, snapshots, members, steps)
        checkpoint = check_checkpoint(bundle.checkpoint, trusted, steps)
        check_entries(bundle, checkpoint, steps)
        check_older(bundle, checkpoint)
        check_key_time(bundle.checkpoint, bundle.tokens, trusted, steps)
        check_bundle_times(bundle, trusted.tsa_roots, steps)
    check_bundle_continues(since, trusted, bundle, checkpoint, steps)
    return Verification(kind=EvidenceKind.BUNDLE, steps=steps.all())


class _Reading:
    """One capture, read anew from the bytes that its statement names."""

    def __init__(
        self, bundle: Bundle, one: Bundled, statement: Statement, canonical: Canonical
    ) -> None:
        self.one = one
        self.statement = statement
        if bundle.is_withheld:
            return
        capture = bundle.capture(one, statement)
        if sha256(capture.raw) != statement.digests.raw:
            raise DigestMismatchError(
                f"the bytes of the capture in log entry {one.index:,} are not those that its"
                " statement names"
            )
        made = replace(canonical(capture), key=statement.key)
        self.is_reproduced = made.digests == statement.digests
        if not self.is_reproduced and made.profile == statement.profile:
            raise DigestMismatchError(
                f"the bytes of the capture in log entry {one.index:,} give the content digest"
                f" {format_digest(made.digests.content)}, and its statement says"
                f" {format_digest(statement.digests.content)}"
            )
        self.snapshot = made
        recorded = replace(made, digests=statement.digests, profile=statement.profile)
        exchange = bundle.exchange(statement)
        written = snapshot_statement(recorded, capture, exchange, previous=statement.previous)
        if written != one.statement:
            raise DigestMismatchError(
                f"the statement in log entry {one.index:,} is not that of what was received"
            )


@contextmanager
def _within_the_bundle() -> Iterator[None]:
    """Raise as `BundleError` what in a bundle is not spelled as it must be."""
    try:
        yield
    except MalformedError as error:
        raise BundleError(f"the bundle is not what it says: {error.what}") from error


def _check_captures(shown: Sequence[_Reading], steps: Steps) -> None:
    held = each(len(shown), "statement")
    steps.holds(f"the WARC holds what {held} names: body, headers, redirects and certificates")
    what = f"{each(len(shown), 'capture')}, read anew, gives the canonical form and digests stated"
    others = [one.statement.profile for one in shown if not one.is_reproduced]
    if others:
        steps.not_checked(
            what,
            _NOT_REPRODUCED.format(
                count=len(others),
                was="was" if len(others) == 1 else "were",
                parser=others[0].parser,
                unicode=others[0].unicode,
                tool=others[0].tool,
                ours=CURRENT_PROFILE.parser,
                our_unicode=CURRENT_PROFILE.unicode,
            ),
        )
    else:
        steps.holds(what)
    steps.holds(f"{held}, made anew from what was received, is the same bytes")


def _check_blocks(told: Sequence[tuple[Bundled, Statement]], steps: Steps) -> None:
    for one, statement in told:
        if not one.blocks:
            raise BundleError(f"the capture in log entry {one.index:,} is withheld whole")
        for proof in one.blocks:
            where = f"block {proof.index + 1:,} of log entry {one.index:,}"
            check_inclusion(
                proof.path,
                leaf=leaf_hash(proof.block),
                index=proof.index,
                size=proof.size,
                root=proof.root,
            )
            content = bound_root(proof.root, proof.size, profile=proof.profile)
            if (content, proof.profile) != (statement.digests.content, statement.profile.name):
                raise ContentMismatchError(
                    f"{where} leads to the content digest {format_digest(content)}, and the"
                    f" statement says {format_digest(statement.digests.content)}"
                )
            steps.holds(f"{where} leads to the content digest that the statement names")
    steps.not_needed(
        "the captures, read anew, give the digests stated",
        "the bytes that were received are withheld; only the blocks shown can be checked",
    )


def _check_chain(bundle: Bundle, told: Sequence[tuple[Bundled, Statement]], steps: Steps) -> None:
    """Check that all statements are of the post, in the log's order, each naming one before it."""
    before: bytes | None = None
    place, is_whole = -1, True
    for one, statement in told:
        where = f"the statement in log entry {one.index:,}"
        if statement.key != bundle.post:
            raise DigestMismatchError(f"{where} is of {statement.key}, not of {bundle.post}")
        if one.index <= place:
            raise DigestMismatchError(f"{where} stands out of the log's order")
        is_whole &= statement.previous == before
        before, place = sha256(one.statement), one.index
    held = each(len(told), "statement")
    if is_whole:
        steps.holds(f"{held} names the post's one before it, from the first on")
    else:
        steps.holds(f"{held} is of the post; earlier ones are not in the bundle")


def _check_members(
    bundle: Bundle,
    snapshots: Sequence[Snapshot],
    members: Mapping[str, bytes],
    steps: Steps,
) -> None:
    """Check that every member is what follows from the evidence, and that there is no other."""
    written = format_members(bundle, snapshots)
    names = written.keys() | members.keys()
    different = [name for name in names if written.get(name) != members.get(name)]
    evidence = sorted(set(different) - FOR_READERS)
    if evidence:
        raise BundleError(
            f"{evidence[0]} is not what follows from the evidence in the bundle",
            remedy="it was changed, put in or taken out; have the bundle from its maker again",
        )
    steps.holds("records, entries, proofs and index are what follows from bytes and statements")
    what = "the page for people, and the list of pages, are what this program makes of them"
    if not different:
        steps.holds(what)
    elif bundle.maker == CURRENT_PROFILE:
        # The package differs with each member that does.
        first = min(different, key=lambda name: (name.startswith("datapackage"), name))
        raise BundleError(f"{first} is not what this program makes of the evidence")
    else:
        maker = bundle.maker
        steps.not_needed(
            what, f"version {maker.tool} wrote them; no step rests on them, and they may err"
        )
