"""What only reads an archive: its posts, one post's history, a comparison, a proof."""

from dataclasses import dataclass

from provenance.archive import Archive
from provenance.assess import compare_texts, timeline
from provenance.digest import format_digest
from provenance.evidence import format_block_proof, prove_block
from provenance.model import Comparison, History, PostRecord
from provenance.pipeline.choose import choose_one, choose_pair
from provenance.pipeline.judging import judged
from provenance.pipeline.replay import observations
from provenance.pipeline.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A block's proof, and what to hold it against.

    Attributes:
        capture_id: The capture that the block is of.
        content: Text form of its content digest.
        document: Bytes of the proof document.
    """

    capture_id: int
    content: str
    document: bytes


def list_posts(settings: Settings) -> tuple[PostRecord, ...]:
    """Return the posts in the archive.

    Raises:
        ArchiveError: There is no archive, or it cannot be used.
    """
    with _open_to_read(settings) as archive:
        return archive.posts()


def history(name: str, settings: Settings) -> History:
    """Return the captures, versions and edits of the post that `name` stands for.

    Raises:
        ArchiveError: There is no archive, or no one post that answers to `name`.
        VerificationError: Kept bytes no longer give the digests they were recorded under.
    """
    with _open_to_read(settings) as archive:
        key = archive.find_post(name)
        found = judged(archive, key, (), language=settings.language)
        return History(
            post=found.post,
            observations=found.observations,
            versions=archive.versions(key),
            timeline=timeline(found.findings, found.observations),
        )


def diff(name: str, a: str | None, b: str | None, settings: Settings) -> Comparison:
    """Return what differs between two captures of the post that `name` stands for.

    Args:
        name: As `history` takes it.
        a: Version number, digest prefix or time; None for the version before `b`.
        b: Likewise; None for the last capture.
        settings: Which archive.

    Raises:
        ArchiveError: As `history`; or no capture answers to `a` or `b`.
        VerificationError: Kept bytes no longer give the digests they were recorded under.
    """
    with _open_to_read(settings) as archive:
        key = archive.find_post(name)
        seen = observations(archive, key, language=settings.language)
        before, after = choose_pair(seen, a, b)
        language = after.observation.language
        return Comparison(
            post=archive.post(key),
            before=before.observation,
            after=after.observation,
            difference=compare_texts(before.snapshot, after.snapshot, language),
        )


def prove(name: str, number: int, chosen: str | None, settings: Settings) -> Proof:
    """Return the proof of one block of the post that `name` stands for.

    Args:
        name: As `history` takes it.
        number: Which block, from 1, as reports count them.
        chosen: Which capture: version number, digest prefix or time; None for the last.
        settings: Which archive.

    Raises:
        ArchiveError: As `history`; or there is no such capture or block.
        VerificationError: Kept bytes no longer give the digests they were recorded under.
    """
    with _open_to_read(settings) as archive:
        seen = choose_one(observations(archive, archive.find_post(name)), chosen)
        return Proof(
            capture_id=seen.observation.capture_id,
            content=format_digest(seen.snapshot.digests.content),
            document=format_block_proof(prove_block(seen.snapshot, number)),
        )


def _open_to_read(settings: Settings) -> Archive:
    return Archive.open(settings.archive, create=False, read_only=True)
