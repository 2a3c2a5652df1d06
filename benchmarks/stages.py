"""The pipeline's stages one by one: the share of its time that each takes.

What is measured is `canonicalize` itself, with a clock around each part that it calls. Owns no
limit.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from typing import Final

from benchmarks.corpus import CorpusPost
from benchmarks.timing import ROUNDS, Taken, reading_s, without_collector
from provenance.canonical import snapshot

STAGES: Final = {
    "decode": "JSON bytes to values; keys named twice looked for",
    "post": "values to a post: types, key, claims, tracked fields",
    "blocks": "title and content to canonical blocks",
    "excerpt": "the excerpt to blocks, and whether it is derived",
    "metadata": "tracked fields to RFC 8785",
    "digests": "raw, markup, content (leaf hashes and tree), words, metadata",
    "record": "all of it put together",
}

# The parts that `canonicalize` calls, and the stage of each.
_STAGE_OF: Final = {
    "read_json": "decode",
    "decode": "decode",
    "parse_post": "post",
    "blocks_of": "blocks",
    "repeats_plainly": "excerpt",
    "is_derived": "excerpt",
    "metadata_bytes": "metadata",
    "sha256": "digests",
    "markup_digest": "digests",
    "content_digest": "digests",
    "words_digest": "digests",
}


def take_stages(posts: Sequence[CorpusPost], *, rounds: int = ROUNDS) -> Taken:
    """Return the seconds of each stage, in the order of `STAGES`, over all posts.

    One more round warms up and is left out.
    """
    rows = []
    with without_collector():
        for _ in range(rounds + 1):
            seconds = dict.fromkeys(STAGES, 0.0)
            with clocked(seconds):
                for post in posts:
                    snapshot.canonicalize(post.raw)
            rows.append(tuple(seconds.values()))
    return Taken(rows=tuple(rows[1:]))


@contextmanager
def clocked(seconds: dict[str, float]) -> Iterator[None]:
    """Add to `seconds` what each stage of `snapshot.canonicalize` takes meanwhile."""
    parts = {name: getattr(snapshot, name) for name in (*_STAGE_OF, "canonicalize")}
    for name, part in parts.items():
        setattr(snapshot, name, _clocked(part, _STAGE_OF.get(name, ""), seconds))
    try:
        yield
    finally:
        for name, part in parts.items():
            setattr(snapshot, name, part)


def _clocked(
    part: Callable[..., object], stage: str, seconds: dict[str, float]
) -> Callable[..., object]:
    @wraps(part)
    def run(*arguments: object) -> object:
        start = time.process_time()
        result = part(*arguments)
        taken = time.process_time() - start - reading_s()
        if not stage:
            seconds["record"] += taken
        else:
            seconds["excerpt" if arguments[0] == "excerpt" else stage] += taken
            # What is left of the whole is the record; each part reads the clock twice in it.
            seconds["record"] -= taken + 2 * reading_s()
        return result

    return run
