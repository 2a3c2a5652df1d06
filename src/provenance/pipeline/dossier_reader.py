"""One post as a report shows it: judged anew, with what proves the text last served."""

from collections.abc import Sequence

from provenance.archive import Archive, LogView, StoredCapture
from provenance.assess import timeline
from provenance.log import LogTree
from provenance.model import LogEvidence, Observation, PostAudit, PostDossier, PostKey
from provenance.pipeline.judging import judged, lightened


class DossierReader:
    """Reads the posts of one archive at one moment."""

    def __init__(
        self, archive: Archive, log: LogView, *, language: str | None, has_text: bool
    ) -> None:
        """Begin to read.

        Args:
            archive: Where the posts are kept.
            log: Its log, at the same moment.
            language: What texts' words are read in; None for what each capture states.
            has_text: Whether what is read holds the texts too.
        """
        self._archive = archive
        self._prover = _Prover(log)
        self._language = language
        self._has_text = has_text

    def read(self, key: PostKey) -> PostDossier:
        """Return one post.

        Raises:
            UnknownPostError: The archive holds no capture of it.
            VerificationError: Kept bytes no longer give the digests they were recorded under.
        """
        stored = self._archive.captures(key)
        audit = judged(self._archive, key, (), language=self._language, stored=stored)
        shown = _last_shown(audit)
        snapshot = shown.snapshot if shown else None
        evidence: LogEvidence | str = "no capture shows its text"
        if snapshot is not None:
            evidence = self._prover.evidence(self._archive, stored, snapshot.digests.content)
        told = audit if self._has_text else lightened(audit)
        return PostDossier(
            audit=told,
            edits=timeline(told.findings, told.observations),
            blocks=snapshot.blocks if snapshot and self._has_text else (),
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
