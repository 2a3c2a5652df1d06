"""The check of a bundle, in the steps of `docs/spec/bundle.md`, "Checking"; reads nothing else.

A bundle is what its bytes are: it is read, written anew, and every member that differs is named.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

from provenance.canonical import CURRENT_PROFILE, bound_root
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
from provenance.verify.anew import Canonical, canonical_of
from provenance.verify.bundle_log import ENTRIES, check_bundle_continues, check_entries, check_older
from provenance.verify.bundle_times import check_bundle_times
from provenance.verify.checkpoint import Trusted, check_checkpoint, since_parts
from provenance.verify.key_time import check_key_time
from provenance.verify.steps import Steps, each

# The parts of docs/spec/bundle.md, "Checking", that do not depend on whom the reader trusts.
_ZIP = "the file is a ZIP in its one spelling: none twice, none outside, none hidden"
_PACKAGE = "the data package lists every member with its digest, and no other"
_WARC = "the WARC holds what each statement names: body, headers, redirects and certificates"
_MADE = "each capture, read anew, gives the canonical form and digests stated"
_STATEMENTS = "each statement, made anew from what was received, is the same bytes"
_BLOCKS = "each block leads to the content digest that the statement names"
_CHAIN = "each statement is of the post, in the log's order"
_MEMBERS = "records, entries, proofs and index are what follows from bytes and statements"
_PAGE = "the page for people, and the list of pages, are what this program makes of them"
_PARTS = (_ZIP, _PACKAGE, _WARC, _MADE, _STATEMENTS, _CHAIN, _MEMBERS, _PAGE)
_NOT_REPRODUCED = (
    "{count} of them {was} read by {parser} with Unicode {unicode}, and this program's"
    " {ours} with Unicode {our_unicode} gives other digests: not reproduced, which is not tampered"
    " with; check with version {tool} of this program"
)


def verify_bundle(
    data: bytes,
    *,
    trusted: Trusted,
    since: bytes | None = None,
    canonical: Canonical = canonical_of,
    steps: Steps | None = None,
) -> Verification:
    """Check a bundle from its file down to each capture, and up to whoever vouches for its log.

    Args:
        data: The file's bytes.
        trusted: Whose word it is held against.
        since: An older checkpoint's note that the log is to continue; None for none.
        canonical: Makes a capture's canonical record anew.
        steps: Where the steps go; with one's own, those of a check that fails are had as well.

    Raises:
        VerificationError: Something does not hold; what, and where, is in the sentence.
        NoteError: `since` is no checkpoint.
    """
    steps = steps or Steps()
    of_log = (*trusted.checkpoint_parts, ENTRIES, *trusted.time_parts)
    steps.plan(EvidenceKind.BUNDLE, *_PARTS, *of_log, *since_parts(since))
    with _within_the_bundle():
        members = parse_zip(data)
        steps.holds(
            f"the file is a ZIP of {len(members):,} members in its one spelling: none twice, none"
            " outside, none hidden"
        )
        steps.begin(_PACKAGE)
        check_package(members)
        steps.holds(_PACKAGE)
        steps.begin(_WARC)
        bundle = parse_members(members)
        told = [(one, one.read()) for one in bundle.captures]
        if bundle.is_withheld:
            snapshots: Sequence[Snapshot] = ()
            _check_blocks(told, steps)
        else:
            snapshots = _check_captures(bundle, told, canonical, steps)
        _check_chain(bundle, told, steps)
        _check_members(bundle, snapshots, members, steps)
        checkpoint = check_checkpoint(bundle.checkpoint, trusted, steps)
        check_entries(bundle, checkpoint, steps)
        check_older(bundle, checkpoint, steps)
        check_key_time(bundle.checkpoint, bundle.tokens, trusted, steps)
        check_bundle_times(bundle, trusted.tsa_roots, steps)
    check_bundle_continues(since, trusted, bundle, checkpoint, steps)
    return steps.verification()


@contextmanager
def _within_the_bundle() -> Iterator[None]:
    """Raise as `BundleError` what in a bundle is not spelled as it must be."""
    try:
        yield
    except MalformedError as error:
        raise BundleError(f"the bundle is not what it says: {error.what}") from error


def _check_captures(
    bundle: Bundle,
    told: Sequence[tuple[Bundled, Statement]],
    canonical: Canonical,
    steps: Steps,
) -> list[Snapshot]:
    """Return each capture's canonical record, made anew from the bytes that its statement names."""
    held = each(len(told), "statement")
    captures = [_received(bundle, one, statement) for one, statement in told]
    steps.holds(f"the WARC holds what {held} names: body, headers, redirects and certificates")
    steps.begin(_MADE)
    snapshots = [
        _made(canonical(capture), one, statement)
        for capture, (one, statement) in zip(captures, told, strict=True)
    ]
    _say_made(snapshots, [statement for _, statement in told], steps)
    steps.begin(_STATEMENTS)
    for (one, statement), capture, made in zip(told, captures, snapshots, strict=True):
        recorded = replace(made, digests=statement.digests, profile=statement.profile)
        exchange = bundle.exchange(statement)
        written = snapshot_statement(recorded, capture, exchange, previous=statement.previous)
        if written != one.statement:
            raise DigestMismatchError(
                f"the statement in log entry {one.index:,} is not that of what was received"
            )
    steps.holds(f"{held}, made anew from what was received, is the same bytes")
    return snapshots


def _received(bundle: Bundle, one: Bundled, statement: Statement) -> Capture:
    capture = bundle.capture(one, statement)
    if sha256(capture.raw) != statement.digests.raw:
        raise DigestMismatchError(
            f"the bytes of the capture in log entry {one.index:,} are not those that its"
            " statement names"
        )
    return capture


def _made(snapshot: Snapshot, one: Bundled, statement: Statement) -> Snapshot:
    made = replace(snapshot, key=statement.key)
    if made.digests != statement.digests and made.profile == statement.profile:
        raise DigestMismatchError(
            f"the bytes of the capture in log entry {one.index:,} give the content digest"
            f" {format_digest(made.digests.content)}, and its statement says"
            f" {format_digest(statement.digests.content)}"
        )
    return made


def _say_made(snapshots: Sequence[Snapshot], statements: Sequence[Statement], steps: Steps) -> None:
    captures = each(len(snapshots), "capture")
    what = f"{captures}, read anew, gives the canonical form and digests stated"
    others = [
        statement.profile
        for made, statement in zip(snapshots, statements, strict=True)
        if made.digests != statement.digests
    ]
    if not others:
        steps.holds(what)
        return
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


def _check_blocks(told: Sequence[tuple[Bundled, Statement]], steps: Steps) -> None:
    steps.omit(_MADE, _STATEMENTS)
    steps.begin(_BLOCKS)
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
    steps.begin(_CHAIN)
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
    steps.begin(_MEMBERS)
    written = format_members(bundle, snapshots)
    names = written.keys() | members.keys()
    different = [name for name in names if written.get(name) != members.get(name)]
    evidence = sorted(set(different) - FOR_READERS)
    if evidence:
        raise BundleError(
            f"{evidence[0]} is not what follows from the evidence in the bundle",
            remedy="it was changed, put in or taken out; have the bundle from its maker again",
        )
    steps.holds(_MEMBERS)
    steps.begin(_PAGE)
    if not different:
        steps.holds(_PAGE)
    elif bundle.maker == CURRENT_PROFILE:
        # The package differs with each member that does.
        first = min(different, key=lambda name: (name.startswith("datapackage"), name))
        raise BundleError(f"{first} is not what this program makes of the evidence")
    else:
        maker = bundle.maker
        steps.not_needed(
            _PAGE, f"version {maker.tool} wrote them; no step rests on them, and they may err"
        )
