"""Evidence on one post taken out of the archive as a bundle: checked, recorded, handed over."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from provenance.archive import Archive, LogView, StoredCapture, StoredCheckpoint
from provenance.canonical import CURRENT_PROFILE, canonicalize_as
from provenance.digest import sha256
from provenance.errors import (
    InconsistentLogError,
    UnknownEntryError,
    UnsignedLogError,
)
from provenance.evidence import (
    Bundle,
    Bundled,
    Consistency,
    Made,
    certificates_of,
    format_declaration,
    format_members,
    format_zip,
    prove_block,
    transport_document,
)
from provenance.log import LogTree, Signer, parse_checkpoint, parse_note
from provenance.model import Custody, PostKey, Snapshot, Verification
from provenance.pipeline.choose import choose_one
from provenance.pipeline.logs import check_key, newest_checkpoint, sign_at_end
from provenance.pipeline.replay import observations
from provenance.pipeline.settings import Settings
from provenance.verify import Trusted, self_test, verify_bundle
from provenance.version import VERSION

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleWanted:
    """What of a post is exported.

    Attributes:
        capture: Version number, digest prefix or time; None for every capture that differs.
        blocks: Numbers of the blocks to show, from 1, and nothing else; empty to show all.
        since: Notes of older checkpoints that the log is to be shown to continue.
        is_declared: Whether a declaration to fill in goes with it.
        custodian: Who exports it, as they name themselves; None where nobody is named.
    """

    capture: str | None = None
    blocks: tuple[int, ...] = ()
    since: tuple[bytes, ...] = ()
    is_declared: bool = False
    custodian: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """A bundle, and what it holds.

    Attributes:
        record: The archive's record of it.
        data: The file's bytes.
        captures: How many captures of the post the archive holds, those left out included.
    """

    record: Custody
    data: bytes
    captures: int


def export_bundle(name: str, wanted: BundleWanted, settings: Settings, *, clock: Clock) -> Exported:
    """Return a bundle on the post that `name` stands for; the archive records that it was made.

    Nothing is handed over that does not pass the bundle's own check.

    Args:
        name: As `history` takes it.
        wanted: What of it.
        settings: Which archive; and who signs its log, so that it covers what is exported, and then
            the record of the export.
        clock: Gives the time of the record, and of the declaration; aware.

    Raises:
        ArchiveError: There is no such post, capture or block; the log does not cover it with a
            checkpoint, and nobody is there to sign one; its key is another's; or the archive cannot
            be written.
        VerificationError: What the archive holds is no longer what was recorded.
        NoteError: A note in `wanted.since` is no checkpoint.
    """
    with Archive.open(settings.archive, create=False) as archive:
        check_key(archive, settings.signer)
        key = archive.find_post(name)
        captures = archive.captures(key)
        chosen = _chosen(archive, key, captures, wanted)
        _cover(archive, chosen, settings.signer)
        snapshots = [_snapshot(archive, one) for one in chosen]
        with archive.log().read() as log:
            bundle = _bundle(archive, log, key, chosen, wanted)
        if wanted.blocks:
            bundle, snapshots = _withhold(bundle, snapshots, wanted.blocks), []
        at = clock()
        data, steps = _checked(bundle, snapshots)
        if wanted.is_declared:
            made = Made(at=at, custodian=wanted.custodian, trials=self_test(), steps=steps.steps)
            declared = replace(bundle, declaration=format_declaration(bundle, made))
            data, _ = _checked(declared, snapshots)
        record = Custody(
            exported_at=at,
            custodian=wanted.custodian,
            post=key,
            entries=tuple(one.index for one in bundle.captures),
            blocks=wanted.blocks,
            has_declaration=wanted.is_declared,
            digest=sha256(data),
            size_bytes=len(data),
            tool=VERSION,
        )
        archive.custody().add(record)
        sign_at_end(archive, settings.signer)
        return Exported(record=record, data=data, captures=len(captures))


def custody(name: str | None, settings: Settings) -> tuple[Custody, ...]:
    """Return what was exported of the post that `name` stands for; of all posts without one.

    Raises:
        ArchiveError: There is no archive, or no one post that answers to `name`.
    """
    with Archive.open(settings.archive, create=False, read_only=True) as archive:
        return archive.custody().records(None if name is None else archive.find_post(name))


def _checked(bundle: Bundle, snapshots: Sequence[Snapshot]) -> tuple[bytes, Verification]:
    data = format_zip(format_members(bundle, snapshots))
    return data, verify_bundle(data, trusted=Trusted())


def _chosen(
    archive: Archive, key: PostKey, captures: Sequence[StoredCapture], wanted: BundleWanted
) -> list[StoredCapture]:
    """Return the captures to export, in the order of their log entries."""
    logged = {one.capture_id: one for one in captures if one.entry is not None}
    if not logged:
        raise UnknownEntryError(f"no capture of {key} has a log entry")
    if wanted.capture is None and not wanted.blocks:
        return sorted(logged.values(), key=lambda one: one.entry or 0)
    seen = [one for one in observations(archive, key) if one.capture_id in logged]
    return [logged[choose_one(seen, wanted.capture).observation.capture_id]]


def _snapshot(archive: Archive, stored: StoredCapture) -> Snapshot:
    body = archive.body(stored.raw_digest)
    return replace(canonicalize_as(stored.context.route, body, stored.key), key=stored.key)


def _bundle(
    archive: Archive,
    log: LogView,
    key: PostKey,
    chosen: Sequence[StoredCapture],
    wanted: BundleWanted,
) -> Bundle:
    checkpoint = _vouched(log, chosen, wanted.since)
    tree = LogTree(checkpoint.size, log)
    _check_covered(checkpoint, tree.root(), chosen)
    dated = _dating(log, checkpoint, chosen)
    found: dict[bytes, bytes] = {}
    captures = []
    for one in chosen:
        if not wanted.blocks:
            found |= _found(archive, one.exchange_id)
        captures.append(_bundled(archive, tree, one))
    return Bundle(
        post=key,
        maker=CURRENT_PROFILE,
        captures=tuple(captures),
        found=found,
        checkpoint=checkpoint.cosigned,
        tokens=tuple(one.token for one in log.tokens() if one.size in {checkpoint.size, *dated}),
        consistency=_consistencies(tree, [*wanted.since, *dated.values()]),
    )


def _cover(archive: Archive, chosen: Sequence[StoredCapture], signer: Signer | None) -> None:
    """Have the log signed where it is not as far as what is exported, and somebody can sign it."""
    with archive.log().read() as log:
        last = log.last_checkpoint()
    if last is None or last.size <= _last_entry(chosen):
        sign_at_end(archive, signer)


def _last_entry(chosen: Sequence[StoredCapture]) -> int:
    return max(one.entry or 0 for one in chosen)


def _vouched(
    log: LogView, chosen: Sequence[StoredCapture], since: Sequence[bytes]
) -> StoredCheckpoint:
    """Return the checkpoint, of those over all that is shown, that most witnesses have cosigned.

    Of equals the one with more tokens, and of these the newest. Each export is itself logged and
    signed, so that the newest of all is often one that no witness has seen yet.
    """
    newest = newest_checkpoint(log)
    older = (parse_checkpoint(parse_note(note).text).size for note in since)
    least = max(_last_entry(chosen) + 1, *older, 0)
    covering = [one for one in log.checkpoints() if one.size >= least]
    stamped = Counter(token.size for token in log.tokens())

    def place(one: StoredCheckpoint) -> tuple[int, int, int]:
        return len(parse_note(one.cosigned).signatures), stamped[one.size], one.size

    return max(covering, key=place, default=newest)


def _dating(
    log: LogView, checkpoint: StoredCheckpoint, chosen: Sequence[StoredCapture]
) -> dict[int, bytes]:
    """Return the notes, by size, of the earlier checkpoints that show best when captures existed.

    Of each capture, that is the first over its entry that bears a time stamp token.
    """
    sizes = sorted({one.size for one in log.tokens() if one.size <= checkpoint.size})
    indexes = (one.entry for one in chosen if one.entry is not None)
    first = {next((size for size in sizes if size > index), checkpoint.size) for index in indexes}
    return {
        one.size: one.note for one in log.checkpoints() if one.size in first - {checkpoint.size}
    }


def _found(archive: Archive, exchange_id: int) -> dict[bytes, bytes]:
    exchange = archive.exchange(exchange_id)
    held = (exchange.body, transport_document(exchange), *certificates_of(exchange))
    return {sha256(data): data for data in held}


def _bundled(archive: Archive, tree: LogTree, stored: StoredCapture) -> Bundled:
    index, statement = stored.entry, stored.statement
    if index is None or statement is None:
        raise UnknownEntryError(f"capture {stored.capture_id} of {stored.key} has no log entry")
    return Bundled(
        index=index,
        statement=archive.body(statement),
        path=tree.inclusion_proof(index),
        start=stored.start,
        length=len(archive.body(stored.raw_digest)),
    )


def _withhold(bundle: Bundle, snapshots: Sequence[Snapshot], numbers: Sequence[int]) -> Bundle:
    (one,), (snapshot,) = bundle.captures, snapshots
    proofs = tuple(prove_block(snapshot, number) for number in sorted(set(numbers)))
    shown = replace(one, blocks=proofs, start=0, length=0)
    return replace(bundle, captures=(shown,), found={})


def _consistencies(tree: LogTree, notes: Sequence[bytes]) -> tuple[Consistency, ...]:
    """Return that the log continues each older checkpoint, the smallest first, each size once."""
    proved = {one.older.size: one for one in (_consistency(tree, note) for note in notes)}
    return tuple(proved[size] for size in sorted(proved))


def _consistency(tree: LogTree, note: bytes) -> Consistency:
    before = parse_checkpoint(parse_note(note).text)
    if not 0 < before.size <= tree.size or tree.root_at(before.size) != before.root:
        raise InconsistentLogError(
            f"the log does not begin with the {before.size:,} entries of the older checkpoint",
            remedy="it is of another log, or entries were changed or taken out since",
        )
    return Consistency(note=note, hashes=tree.consistency_proof(before.size))


def _check_covered(
    checkpoint: StoredCheckpoint, root: bytes, chosen: Sequence[StoredCapture]
) -> None:
    if root != checkpoint.root:
        raise InconsistentLogError(
            f"the first {checkpoint.size:,} entries of the log are not those that were signed",
            remedy="the archive was altered or damaged; go back to a copy of it",
        )
    after = [one.entry for one in chosen if (one.entry or 0) >= checkpoint.size]
    if after:
        raise UnsignedLogError(
            f"log entry {after[0]} came after the last checkpoint, which is over"
            f" {checkpoint.size:,} entries",
            remedy="sign the log once more with: provenance log sign --key FILE, or name the key in"
            " PROVENANCE_KEY, and export signs it",
        )
