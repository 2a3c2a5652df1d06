"""What the log and the check of an archive cost, beside the hashing that nobody can do without.

`python -m benchmarks.evidence` ends with 1 where a ratio is over what is held, or memory grows with
the archive. `python -m benchmarks.evidence 20000 400` measures a log and an archive of those
sizes, and holds nothing; `benchmarks.large` does so with the largest.
"""

import hashlib
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from benchmarks.archives import fill_archive
from benchmarks.child import in_child, peak_kib
from benchmarks.figures import Figure, figures_table, line_for
from provenance.archive import Archive
from provenance.archive.compression import decompress
from provenance.archive.entries import append_entries
from provenance.canonical import canonicalize
from provenance.digest import check_inclusion, leaf_hash, leaf_hashes, sha256
from provenance.log import LogTree, snapshot_entry
from provenance.pipeline import Trust, verify_target
from provenance.pipeline.settings import Unseen
from provenance.verify.steps import Steps
from provenance.verify.stored import WORTH_SHARING
from provenance.verify.stored_log import check_tiles

ENTRIES: Final = 100_000
BATCH: Final = 1_000
VERSIONS: Final = 2_000
ROUNDS: Final = 3
PROOFS: Final = 200
_APPEND: Final = "INSERT INTO entry (seq, body, leaf) VALUES (?, ?, ?)"
_BLOBS: Final = """
SELECT blob.data, blob.size_bytes, base.data, base.size_bytes
FROM blob LEFT JOIN blob AS base ON base.blob_id = blob.base_id ORDER BY blob.blob_id
"""


def seconds(work: Callable[[], object]) -> float:
    """Return the processor seconds that work takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def _bodies(count: int) -> list[bytes]:
    # Each copied: orjson leaves it in a page of its own, and a million would take 4 GB.
    made = (snapshot_entry(sha256(b"%d" % number)) for number in range(count))
    return [bytes(bytearray(body)) for body in made]


def _batches(bodies: list[bytes]) -> Iterator[list[bytes]]:
    return (bodies[at : at + BATCH] for at in range(0, len(bodies), BATCH))


def append_all(path: Path, bodies: list[bytes]) -> None:
    """Append entries to an archive, each batch in a transaction of its own."""
    with Archive.open(path) as archive:
        for batch in _batches(bodies):
            with archive._writing() as connection:  # noqa: SLF001 - an entry alone is no capture
                append_entries(connection, batch)


def insert_all(path: Path, bodies: list[bytes]) -> None:
    """Insert a row an entry as barely as Python can, leaf hashes made beforehand."""
    Archive.open(path).close()
    leaves = leaf_hashes(bodies)
    connection = sqlite3.connect(path, isolation_level=None)
    for first in range(0, len(bodies), BATCH):
        last = min(first + BATCH, len(bodies))
        rows = zip(range(first, last), bodies[first:last], leaves[first:last], strict=True)
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(_APPEND, rows)
        connection.execute("COMMIT")
    connection.close()


def measure_append(folder: Path, entries: int) -> Iterator[Figure]:
    """Yield what appending costs, beside hashing the leaves and beside bare inserts."""
    bodies = _bodies(entries)
    rows = [
        (
            seconds(lambda: leaf_hashes(bodies)),
            seconds(lambda path=folder / f"bare{number}.db": insert_all(path, bodies)),  # type: ignore[misc]  # bound now
            seconds(lambda path=folder / f"{number}.db": append_all(path, bodies)),  # type: ignore[misc]  # likewise
        )
        for number in range(ROUNDS)
    ]
    hashed, bare, ours = (statistics.median(one) for one in zip(*rows, strict=True))
    told = f"{entries / ours:,.0f} entries a second, {ours / entries * 1e6:.1f} us each"
    yield Figure(name="appending / leaf hashes", value=ours / hashed, told=told, aim=3)
    told = f"{bare / entries * 1e6:.1f} us each"
    yield Figure(name="appending / bare inserts", value=ours / bare, told=told, aim=1, held=1.5)


def prove_some(path: Path, count: int = PROOFS) -> float:
    """Return the seconds that one proof takes, made from tiles and checked: the median of some."""
    taken = []
    with Archive.open(path, create=False, read_only=True) as archive, archive.log().read() as log:
        size = log.size
        root = LogTree(size, log).root()
        for number in range(count):
            start = time.process_time()
            index = size * number // count
            path_up = LogTree(size, log).inclusion_proof(index)
            (entry,) = log.entries(index, index + 1)
            check_inclusion(path_up, leaf=leaf_hash(entry), index=index, size=size, root=root)
            taken.append(time.process_time() - start)
    return statistics.median(taken)


def measure_proofs(folder: Path, entries: int) -> Iterator[Figure]:
    """Yield how a proof's cost grows with the log: a hundredth of its entries, and all of them."""
    few, many = folder / "few.db", folder / "many.db"
    append_all(few, _bodies(entries // 100))
    append_all(many, _bodies(entries))
    one, other = prove_some(few), prove_some(many)
    told = (
        f"{other * 1e6:,.0f} us of {entries:,} entries, {one * 1e6:,.0f} us of {entries // 100:,}"
    )
    yield Figure(name="proof of 100 times as many", value=other / one, told=told, aim=2, held=3)
    one, other = check_tree(few) / (entries // 100), check_tree(many) / entries
    told = f"{other * 1e6:.1f} us an entry of {entries:,}, {one * 1e6:.1f} us of {entries // 100:,}"
    name = "checking the tree, an entry of 100 times as many"
    yield Figure(name=name, value=other / one, told=told, aim=2, held=3)


def check_tree(path: Path) -> float:
    """Return the seconds that holding every entry and every tile of a log against others takes."""
    with Archive.open(path, create=False, read_only=True) as archive, archive.log().read() as log:
        rounds = [seconds(lambda: check_tiles(log, Steps(), Unseen())) for _ in range(ROUNDS)]
    return statistics.median(rounds)


def hash_blobs(path: Path) -> None:
    """Read, make large and hash every blob, and nothing else."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    for data, size_bytes, base, base_bytes in connection.execute(_BLOBS):
        keyframe = None if base is None else decompress(base, None, size_bytes=base_bytes)
        hashlib.sha256(decompress(data, keyframe, size_bytes=size_bytes)).digest()
    connection.close()


def canonicalize_bodies(path: Path) -> float:
    """Return the seconds that canonicalising every answer takes, reading left out."""
    taken = 0.0
    with Archive.open(path, create=False, read_only=True) as archive, archive.replays() as replays:
        for stored in replays.exchanges():
            body = stored.exchange.body
            taken += seconds(lambda: canonicalize(body))  # noqa: B023 - called at once
    return taken


def measure_verify(path: Path, versions: int) -> Iterator[Figure]:
    """Yield how the check of an archive stands to what it cannot do without."""
    rows = [
        (
            seconds(lambda: hash_blobs(path)),
            seconds(lambda: verify_target(path, Trust(hashes_only=True))),
            canonicalize_bodies(path),
            seconds(lambda: verify_target(path, Trust())),
        )
        for _ in range(ROUNDS)
    ]
    bare, hashes, canonical, full = (statistics.median(one) for one in zip(*rows, strict=True))
    told = f"{versions / hashes:,.0f} versions a second"
    name = "verify --hashes-only, of the pace of hashlib"
    yield Figure(name=name, value=bare / hashes, told=told, aim=0.6, held=0.4, is_least=True)
    told = f"{versions / full:,.0f} versions a second"
    name = "verify, of the pace of canonicalising"
    yield Figure(name=name, value=canonical / full, told=told, aim=0.8, held=0.4, is_least=True)
    if versions >= WORTH_SHARING:
        yield measure_shared(path, versions)


def measure_shared(path: Path, versions: int) -> Figure:
    """Return how the check by two processes stands to canonicalising by one, by the clock."""
    rows = [(canonicalize_bodies(path), _shared(path)) for _ in range(ROUNDS)]
    canonical, shared = (statistics.median(one) for one in zip(*rows, strict=True))
    told = f"{versions / shared:,.0f} versions a second"
    name = "verify --jobs 2, likewise, by the clock"
    return Figure(name=name, value=canonical / shared, told=told, aim=0.8, is_least=True)


def _shared(path: Path) -> float:
    start = time.perf_counter()
    verify_target(path, Trust(processes=2))
    return time.perf_counter() - start


def peak_of_verify(path: Path) -> int:
    """Return the peak memory, in KiB, of this process after it has checked an archive."""
    verify_target(path, Trust())
    return peak_kib()


def measure_memory(few: Path, many: Path) -> Iterator[Figure]:
    """Yield how memory grows with the archive."""
    one, other = in_child(peak_of_verify, few), in_child(peak_of_verify, many)
    told = f"{other / 1024:.0f} MiB"
    name = "memory of verify, 4 times the versions"
    yield Figure(name=name, value=other / one, told=told, aim=1.1, held=1.2)


def measure_growth(few: Path, many: Path, versions: int) -> Iterator[Figure]:
    """Yield how the time of a check grows with the archive, a version."""
    trust = Trust(hashes_only=True)
    rows = [
        (seconds(lambda: verify_target(few, trust)), seconds(lambda: verify_target(many, trust)))
        for _ in range(ROUNDS)
    ]
    one, other = (statistics.median(one) for one in zip(*rows, strict=True))
    told = f"{other / versions * 1e6:,.0f} us a version"
    name = "verify --hashes-only, a version of 4 times as many"
    yield Figure(name=name, value=other / one / 4, told=told, aim=1.1, held=1.5)


def measure_all(entries: int = ENTRIES, versions: int = VERSIONS) -> Iterator[Figure]:
    """Yield every figure; archives are made in a folder that goes afterwards."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        yield from measure_append(folder, entries)
        yield from measure_proofs(folder, entries)
        few, many = folder / "quarter.db", folder / "all.db"
        first = seconds(lambda: fill_archive(few, versions // 4))
        last = seconds(lambda: fill_archive(many, versions))
        told = f"{last / versions * 1e3:.1f} ms each"
        what = "recording, 4 times the versions"
        yield Figure(name=what, value=last / first / 4, told=told, aim=1.1, held=1.5)
        yield from measure_verify(many, versions)
        yield from measure_growth(few, many, versions)
        yield from measure_memory(few, many)


def evidence_part() -> Iterator[str]:
    """Yield the part on the log and the check of archives."""
    yield "## Log and archive"
    yield (
        f"A log of {ENTRIES:,} entries, appended {BATCH:,} at a time, and an archive of"
        f" {VERSIONS:,} versions of 40 posts. Three times what hashing the leaves costs is not to"
        " be had: hashlib and SQLite alone take more (docs/adr/0155). The bare inserts are of a row"
        " an entry, as nothing of ours writes them. The guard of CI fails over *held*."
    )
    yield figures_table(measure_all())


def main(arguments: list[str]) -> int:
    """Measure, print a line a figure, and return the exit code."""
    sizes = [int(one) for one in arguments]
    failed = False
    for figure in measure_all(*sizes):
        print(line_for(figure), flush=True)
        failed |= figure.is_over and not sizes
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
