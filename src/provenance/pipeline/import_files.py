"""Saved answers in folders, and exports of sites: read, recorded, and compared."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial
from io import BytesIO
from pathlib import Path

from provenance.archive import Archive
from provenance.capture import (
    PAGES,
    Item,
    Piece,
    cut_export,
    describe_item,
    list_answers,
    read_file,
    read_head,
    read_page_file,
    reading_of_item,
    time_of_name,
)
from provenance.errors import UnreadableFileError
from provenance.model import (
    ArchiveState,
    Audit,
    ExportImport,
    Failure,
    PostAudit,
    PostKey,
    Reading,
    Route,
)
from provenance.pipeline.judging import judge_each, judged, now, remember
from provenance.pipeline.recording import Imported, deliver_audit, judge, record_groups
from provenance.pipeline.runs import Deliver
from provenance.pipeline.settings import Progress, Settings, Unseen
from provenance.pipeline.unforeseen import failure_of

DeliverExport = Callable[[ExportImport], object]

# So many answers are recorded at once: what is not, a program that is stopped has lost.
_TOGETHER = 200
_TOGETHER_BYTES = 32 * 1024 * 1024


def import_dir(
    folder: Path,
    settings: Settings,
    *,
    by_name: bool = False,
    progress: Progress | None = None,
    deliver: Deliver | None = None,
) -> Audit:
    """Record the saved answers and pages below a folder, in the order of their names.

    Args:
        folder: Where they lie.
        settings: What the run is told.
        by_name: Whether the files' names say when they were served, on the user's word.
        progress: Who is told how far the run is.
        deliver: As `provenance.pipeline.audit` takes it.

    Raises:
        UnreadableFileError: The folder cannot be read, or holds nothing of use.
        ArchiveError: The archive cannot be used.
        VerificationError: Kept bytes no longer give the digests they were recorded under.
    """
    progress = progress or Unseen()
    paths = list_answers(folder)
    progress.start("Reading saved answers", len(paths))
    read = (_read(path, settings, progress, by_name=by_name) for path in paths)
    with Archive.open(settings.archive) as archive:
        imported = record_groups(
            archive, "import dir", _batches(read), settings, observer=settings.observer
        )
        progress.done()
        return deliver_audit(archive, judge(archive, imported, settings.language), deliver)


def _read(
    path: Path, settings: Settings, progress: Progress, *, by_name: bool
) -> Reading | Failure:
    target = str(path)
    observed_at = settings.observed_at
    try:
        if by_name:
            observed_at = _named_time(path)
        if path.suffix.lower() in PAGES:
            return read_page_file(
                target, observer=settings.observer, observed_at=observed_at, now=now()
            )
        return read_file(
            target,
            observer=settings.observer,
            observed_at=observed_at,
            now=now(),
            stdin=BytesIO(),
        )
    except Exception as error:  # noqa: BLE001 - named, and the other files are read
        return failure_of(target, error)
    finally:
        progress.advance()


def _named_time(path: Path) -> datetime:
    moment = time_of_name(path.name)
    if moment is None or moment > now():
        raise UnreadableFileError(
            f"the name of {str(path)!r} does not tell one time in the past",
            remedy="name it so, as in post-20260529T032206Z.json, or leave --observed-at-from out",
        )
    return moment


def _batches(read: Iterator[Reading | Failure]) -> Iterator[list[Reading | Failure]]:
    """Yield answers in batches of bounded size; a refusal stays with the answer before it."""
    batch: list[Reading | Failure] = []
    size = 0
    for one in read:
        if (len(batch) >= _TOGETHER or size > _TOGETHER_BYTES) and not _is_refusal(one):
            yield batch
            batch, size = [], 0
        batch.append(one)
        size += 0 if isinstance(one, Failure) else len(one.exchange.body)
    yield batch


def _is_refusal(one: Reading | Failure) -> bool:
    return isinstance(one, Reading) and any(capture.error for capture in one.captures)


def import_wxr(
    path: Path,
    settings: Settings,
    *,
    every: bool = False,
    progress: Progress | None = None,
    deliver: DeliverExport | None = None,
) -> ExportImport:
    """Record the articles of a site's export, and compare them with those of earlier exports.

    Args:
        path: The export.
        settings: What the run is told.
        every: Whether drafts, private articles and the like are recorded too.
        progress: Who is told how far the run is.
        deliver: What hands the outcome on; as `provenance.pipeline.audit` takes it.

    Raises:
        NotAnExportError: The file is none.
        UnreadableFileError: It cannot be read.
        ArchiveError: The archive cannot be used.
        VerificationError: Kept bytes no longer give the digests they were recorded under.
    """
    progress = progress or Unseen()
    progress.start("Reading the export", None)
    export = _Export(path, settings, progress, every=every)
    with Archive.open(settings.archive) as archive:
        imported = record_groups(
            archive, "import wxr", _batches(export.read()), settings, observer=settings.observer
        )
        progress.done()
        compared, changed, unjudged = _changed(archive, imported, settings.language)
        known = {post.key: post for post in archive.posts()}
        outcome = ExportImport(
            archive=ArchiveState(path=archive.path, created=archive.created),
            path=path,
            made=export.made,
            posts=tuple(known[key] for key in imported.keys),
            compared=compared,
            changed=changed,
            left_out=tuple(sorted(export.left_out.items())),
            failures=(*imported.failures, *unjudged),
            recorded=len(imported.captures),
            already_held=imported.already_held,
        )
        if deliver is not None:
            deliver(outcome)
        remember(archive, changed)
    return outcome


def _changed(
    archive: Archive, imported: Imported, language: str | None
) -> tuple[int, tuple[PostAudit, ...], tuple[Failure, ...]]:
    """Return how many posts came in two exports or more, and those in which two of these differ.

    And which of them a fault kept from being compared.
    """
    again = [key for key in imported.keys if _came_again(archive, key)]
    posts, failures = judge_each(
        archive, again, imported.captures, judge=partial(judged, language=language)
    )
    findings = [[f for f in post.findings if f.interval.after is not None] for post in posts]
    changed = tuple(
        replace(post, findings=tuple(found))
        for post, found in zip(posts, findings, strict=True)
        if found
    )
    return len(posts), changed, failures


def _came_again(archive: Archive, key: PostKey) -> bool:
    stored = archive.captures(key)
    return sum(capture.context.route is Route.EXPORT for capture in stored) > 1


class _Export:
    """One export under way.

    Attributes:
        made: When it says that it was made.
        left_out: How many items were left out, by what they are.
    """

    def __init__(self, path: Path, settings: Settings, progress: Progress, *, every: bool) -> None:
        self.made: str | None = None
        self.left_out: Counter[str] = Counter()
        self._path = path
        self._settings = settings
        self._progress = progress
        self._every = every

    def read(self) -> Iterator[Reading | Failure]:
        """Yield each article of the export."""
        try:
            with self._path.open("rb") as file:
                pieces = cut_export(file)
                head = read_head(next(pieces).raw)
                self.made = head.made
                for place, piece in enumerate(pieces):
                    for one in self._article(piece, head.site):
                        yield replace(one, index=place) if isinstance(one, Failure) else one
                    self._progress.advance()
        except OSError as error:
            raise UnreadableFileError(
                f"{str(self._path)!r} cannot be read: {(error.strerror or str(error)).lower()}",
                remedy="check the name",
            ) from error

    def _article(self, piece: Piece, site: str | None) -> Iterator[Reading | Failure]:
        target = str(self._path)
        if piece.error is not None:
            yield Failure(target=target, error=piece.error)
            return
        try:
            reading = self._reading(piece, site)
        except Exception as error:  # noqa: BLE001 - named, and the other items are read
            yield failure_of(target, error)
            return
        if reading is not None:
            yield reading

    def _reading(self, piece: Piece, site: str | None) -> Reading | None:
        """Return an article; None of an item that is left out."""
        item = describe_item(piece.raw, site)
        why = item.left_out_as or self._unpublished(item)
        if why is not None:
            self.left_out[why] += 1
            return None
        return reading_of_item(
            piece,
            item,
            target=str(self._path),
            made=self.made,
            observer=self._settings.observer,
            observed_at=self._settings.observed_at,
            now=now(),
        )

    def _unpublished(self, item: Item) -> str | None:
        if self._every or item.status == "publish":
            return None
        return f"articles of the status {item.status} (--all records them)"
