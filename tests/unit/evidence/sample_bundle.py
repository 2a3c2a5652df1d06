"""A bundle of one answer of a site, with a redirect and a certificate, and the key of its log."""

from dataclasses import replace

from provenance.canonical import CURRENT_PROFILE, canonicalize
from provenance.digest import leaf_hash, sha256
from provenance.evidence import (
    Bundle,
    Bundled,
    certificates_of,
    format_members,
    format_zip,
    prove_block,
    snapshot_statement,
    transport_document,
)
from provenance.log import Checkpoint, snapshot_entry
from provenance.model import Capture, Custody, Exchange, Hop, Snapshot
from tests.unit.archive.building import NOW, Told, capture, exchange
from tests.unit.log.signing import ORIGIN, signer
from tests.unit.report.samples import answer

RAW = answer("<p>The bridge is not safe, the mayor said.</p><p>It stays open.</p>")
KEY = signer().key
HOP = Hop(
    url="http://example.org/wp-json/wp/v2/posts/7",
    status=301,
    headers=(("Location", "https://example.org/wp-json/wp/v2/posts/7"),),
    address="192.0.2.1:80",
    certificate=None,
)
CUSTODY = Custody(
    exported_at=NOW,
    custodian="Ann Example",
    post=canonicalize(RAW).key,
    entries=(0, 4),
    blocks=(),
    has_declaration=True,
    digest=sha256(b"a bundle"),
    size_bytes=12_345,
    tool="0.1.0",
)


def snapshot() -> Snapshot:
    return canonicalize(RAW)


def answered(**changes: object) -> Exchange:
    whole = replace(exchange(RAW), url=HOP.url, hops=(HOP,), headers=_HEADERS)
    return replace(whole, **changes)  # type: ignore[arg-type]  # fields come by name from tests


def bundle(came: Exchange | None = None, taken: Capture | None = None) -> Bundle:
    """Return a bundle whose log has one entry."""
    came = came or answered()
    taken = taken or capture(Told(raw=RAW))
    shown = snapshot()
    statement = snapshot_statement(shown, taken, came, previous=None)
    root = leaf_hash(snapshot_entry(sha256(statement)))
    note = signer().sign(Checkpoint(origin=ORIGIN, size=1, root=root))
    held = (came.body, transport_document(came), *certificates_of(came))
    return Bundle(
        post=shown.key,
        maker=CURRENT_PROFILE,
        captures=(
            Bundled(
                index=0, statement=statement, path=(), start=taken.start, length=len(taken.raw)
            ),
        ),
        found={sha256(data): data for data in held},
        checkpoint=str(note).encode(),
    )


def withheld(*numbers: int) -> Bundle:
    """Return a bundle that shows these blocks alone."""
    whole = bundle()
    proofs = tuple(prove_block(snapshot(), number) for number in numbers)
    shown = replace(whole.captures[0], blocks=proofs, start=0, length=0)
    return replace(whole, captures=(shown,), found={})


def written(made: Bundle) -> bytes:
    """Return the file of a bundle."""
    return format_zip(format_members(made, [] if made.is_withheld else [snapshot()]))


_HEADERS = (
    ("Content-Type", "application/json; charset=UTF-8"),
    ("Content-Encoding", "gzip"),
    ("Set-Cookie", "a=b"),
    ("Set-Cookie", "c=d"),
    ("X-Caf\u00e9", "d\u00e9j\u00e0 vu"),
)
