"""What a report is made of: posts judged anew from an archive, with what proves them."""

from collections.abc import Sequence
from functools import partial

from provenance.archive import Archive, LogView, StoredCapture
from provenance.assess import timeline
from provenance.log import LogTree
from provenance.model import (
    ArchiveState,
    Dossier,
    Failure,
    LogEvidence,
    Observation,
    PostAudit,
    PostDossier,
    PostKey,
)
from provenance.pipeline.judging import judged, lightened
from provenance.pipeline.settings import Progress, Settings, Unseen
from provenance.pipeline.unforeseen import made_of

# Of more posts than this a report shows no texts: it is to be opened, sent and printed.
FEW_POSTS = 20


def dossier(
    names: Sequence[str], settings: Settings, *, progress: Progress | None = None
) -> Dossier:
    """Return what an archive shows of posts.

    Args:
        names: Posts, as `history` takes them; none for all of the archive's.
        settings: Which archive, and what its texts' words are read in.
        progress: Who is told how far it is.

    Raises:
        ArchiveError: There is no archive, or no one post that answers to a name.
    """
    told = progress or Unseen()
    with Archive.open(settings.archive, create=False, read_only=True) as archive:
        if names:
            keys = list(dict.fromkeys(archive.find_post(name) for name in names))
        else:
            keys = [record.key for record in archive.posts()]
        told.start("Reading", len(keys))
        posts = []
        with archive.at_one_moment(), archive.log().read() as log:
            read = partial(
                _post,
                archive,
                _Prover(log),
                language=settings.language,
                has_text=len(keys) <= FEW_POSTS,
            )
            for key in keys:
                posts.append(made_of(key, partial(read, key)))
                told.advance(1)
            size = log.size
        told.done()
    return Dossier(
        archive=ArchiveState(path=settings.archive, created=False),
        posts=tuple(one for one in posts if not isinstance(one, Failure)),
        log_size=size,
        failures=tuple(one for one in posts if isinstance(one, Failure)),
    )


def _post(
    archive: Archive, prover: "_Prover", key: PostKey, *, language: str | None, has_text: bool
) -> PostDossier:
    stored = archive.captures(key)
    audit = judged(archive, key, (), language=language, stored=stored)
    shown = _last_shown(audit)
    snapshot = shown.snapshot if shown else None
    evidence: LogEvidence | str = "no capture shows its text"
    if shown is not None and snapshot is not None:
        evidence = prover.evidence(archive, stored, snapshot.digests.content)
    told = audit if has_text else lightened(audit)
    return PostDossier(
        audit=told,
        edits=timeline(told.findings, told.observations),
        blocks=snapshot.blocks if snapshot and has_text else (),
        form=snapshot.profile.name if snapshot else "",
        evidence=None if isinstance(evidence, str) else evidence,
        unproven=evidence if isinstance(evidence, str) else "",
    )


def _last_shown(audit: PostAudit) -> Observation | None:
    return next((seen for seen in reversed(audit.observations) if seen.snapshot), None)


class _Prover:
    """Proves statements in the tree of one log's newest checkpoint."""

    def __init__(self, log: LogView) -> None:
        self._log = log
        self._checkpoint = log.last_checkpoint()
        size = self._checkpoint.size if self._checkpoint else log.size
        self._tree = LogTree(size, log) if size else None
        self._size = size

    def evidence(
        self, archive: Archive, captures: Sequence[StoredCapture], content: bytes
    ) -> LogEvidence | str:
        """Return what proves the last entry over a text; or why nothing does."""
        stored = self._entry_over(captures, content)
        if stored is None or stored.entry is None or stored.statement is None:
            return "the text last served has no log entry of its own"
        if stored.entry >= self._size or self._tree is None:
            return "its log entry came after the newest checkpoint"
        (entry,) = self._log.entries(stored.entry, stored.entry + 1)
        checkpoint = self._checkpoint
        return LogEvidence(
            capture=stored.capture_id,
            content=content,
            statement=archive.body(stored.statement),
            entry=entry,
            index=stored.entry,
            size=self._size,
            path=self._tree.inclusion_proof(stored.entry),
            checkpoint=checkpoint.note.decode() if checkpoint else "",
        )

    def _entry_over(
        self, captures: Sequence[StoredCapture], content: bytes
    ) -> StoredCapture | None:
        return next(
            (
                stored
                for stored in reversed(captures)
                if stored.entry is not None
                and stored.digests is not None
                and stored.digests.content == content
            ),
            None,
        )
