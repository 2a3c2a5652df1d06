"""What a report is made of: posts judged anew from an archive, with what proves them.

Owns which posts, and who reads them: this process, or others beside it where there are many.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from provenance.archive import Archive
from provenance.model import ArchiveState, Dossier, Failure, PostDossier, PostKey
from provenance.pipeline.dossier_reader import DossierReader
from provenance.pipeline.reading_beside import hand_out, reading_beside
from provenance.pipeline.settings import Progress, Settings, Unseen
from provenance.pipeline.unforeseen import made_of

# Of more posts than this a report shows no texts: it is to be opened, sent and printed.
FEW_POSTS = 20
# Of fewer posts one process is done before others have started.
MANY_POSTS = 100
_GROUP = 10


def dossier(
    names: Sequence[str],
    settings: Settings,
    *,
    progress: Progress | None = None,
    processes: int = 1,
) -> Dossier:
    """Return what an archive shows of posts; the same, however many processes read them.

    Args:
        names: Posts, as `history` takes them; none for all of the archive's.
        settings: Which archive, and what its texts' words are read in.
        progress: Who is told how far it is.
        processes: How many may read where there are many posts. More than one is for programs
            whose main module does nothing when it is imported: each of them imports it.

    Raises:
        ArchiveError: There is no archive, or no one post that answers to a name.
    """
    told = progress or Unseen()
    with (
        Archive.open(settings.archive, create=False, read_only=True) as archive,
        archive.at_one_moment() as is_latest,
        archive.log().read() as log,
    ):
        keys = _keys(archive, names)
        told.start("Reading", len(keys))
        read = (
            _read_beside(keys, settings, is_latest, told, processes)
            if processes > 1 and len(keys) >= MANY_POSTS
            else {}
        )
        has_text = len(keys) <= FEW_POSTS
        reader = DossierReader(archive, log, language=settings.language, has_text=has_text)
        posts = tuple(_in_order(keys, read, reader, told))
        size = log.size
    told.done()
    return Dossier(
        archive=ArchiveState(path=settings.archive, created=False),
        posts=tuple(one for one in posts if not isinstance(one, Failure)),
        log_size=size,
        failures=tuple(one for one in posts if isinstance(one, Failure)),
    )


def _keys(archive: Archive, names: Sequence[str]) -> Sequence[PostKey]:
    if names:
        return list(dict.fromkeys(archive.find_post(name) for name in names))
    return [record.key for record in archive.posts()]


def _read_beside(
    keys: Sequence[PostKey],
    settings: Settings,
    is_latest: Callable[[], bool],
    told: Progress,
    processes: int,
) -> dict[int, list[PostDossier]]:
    """Return what other processes read of posts, by the place of the first post of each group.

    Nothing where something was recorded since this one began to read: they may see more.
    """
    with reading_beside(settings.archive, language=settings.language, processes=processes) as pipes:
        return hand_out(_grouped(keys), pipes, told) if is_latest() else {}


def _in_order(
    keys: Sequence[PostKey],
    read: dict[int, list[PostDossier]],
    reader: DossierReader,
    told: Progress,
) -> Iterator[PostDossier | Failure]:
    """Yield each post, those read here that no other process has read; or why it is not there."""
    for place, group in enumerate(_grouped(keys)):
        if place in read:
            yield from read[place]
            continue
        for key in group:
            yield made_of(key, partial(reader.read, key))
            told.advance(1)


def _grouped(keys: Sequence[PostKey]) -> list[Sequence[PostKey]]:
    return [keys[start : start + _GROUP] for start in range(0, len(keys), _GROUP)]
