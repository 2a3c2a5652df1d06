"""A bundle's members: which bytes lie under which name (docs/spec/bundle.md, "Members")."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import rfc8785

from provenance import schema
from provenance.digest import DIGEST_SIZE, format_digest, sha256
from provenance.errors import BundleError
from provenance.evidence.block_proof import format_block_proof, parse_block_proof
from provenance.evidence.bundle import Bundle, Bundled, Consistency
from provenance.evidence.bundle_page import format_page, title_of
from provenance.evidence.replay_index import WARC_NAME, format_index, format_pages
from provenance.evidence.stamps import FOLDER, TOKEN_SUFFIX, texts_of, token_name
from provenance.evidence.statement import format_time
from provenance.evidence.warc import format_warc, payloads
from provenance.log import decode_hash, encode_hash, parse_log_proof
from provenance.model import PostKey, Profile, Snapshot

DOCUMENT_TYPE = "urn:provenance-toolkit:bundle:v1"
SCHEMA = "bundle"
MANIFEST = "evidence/bundle.json"
PAGE = "about/index.html"
DECLARATION = "about/declaration.html"
WARC = f"archive/{WARC_NAME}"
INDEX = "indexes/index.cdx"
PAGES = "pages/pages.jsonl"
PACKAGE = "datapackage.json"
PACKAGE_DIGEST = "datapackage-digest.json"
CHECKPOINT = "log/checkpoint"
_CONSISTENCY = "log/consistency-"
_OLDER = "log/older-"
_WACZ = "1.1.1"
# What is made for people and for programs that replay: no step rests on it.
FOR_READERS = frozenset({PAGE, PAGES, PACKAGE, PACKAGE_DIGEST})


def format_members(bundle: Bundle, snapshots: Sequence[Snapshot]) -> dict[str, bytes]:
    """Return a bundle's members by name, in the order in which the file has them.

    Args:
        bundle: What it holds.
        snapshots: What its captures show, in their order; empty where that is withheld.

    Raises:
        BundleError: Bytes that it names are not in it.
        MalformedError: A document in it is not what it must be.
    """
    told = [one.read() for one in bundle.captures]
    newest = max(statement.answer.received_at for statement in told)
    software = f"provenance-toolkit {bundle.maker.tool}"
    warc, places = format_warc(bundle.exchanges(), software=software, dated=newest)
    page = format_page(bundle, snapshots)
    members = {PAGE: page} | dict(_evidence(bundle)) | {WARC: warc, INDEX: format_index(places)}
    members[PAGES] = format_pages(places, title_of(bundle, snapshots))
    if bundle.declaration is not None:
        members[DECLARATION] = bundle.declaration
    members = {name: members[name] for name in sorted(members)}
    package = {
        "profile": "data-package",
        "wacz_version": _WACZ,
        "title": title_of(bundle, snapshots),
        "description": f"Evidence on {bundle.post}; {PAGE} says what it shows.",
        "created": format_time(newest),
        "software": software,
        "resources": [_resource(name, data) for name, data in members.items()],
    }
    members[PACKAGE] = _document(package)
    digest = {"path": PACKAGE, "hash": format_digest(sha256(members[PACKAGE]))}
    return members | {PACKAGE_DIGEST: _document(digest)}


def check_package(members: Mapping[str, bytes]) -> None:
    """Check that the data package lists every member with its size and digest, and no other.

    Raises:
        BundleError: It does not; which member, is in the sentence.
    """
    package = _read(members, PACKAGE)
    expected = {"path": PACKAGE, "hash": format_digest(sha256(members[PACKAGE]))}
    if members.get(PACKAGE_DIGEST) != _document(expected):
        raise BundleError(f"{PACKAGE_DIGEST} does not hold the digest of {PACKAGE}")
    held = {name: data for name, data in members.items() if name not in (PACKAGE, PACKAGE_DIGEST)}
    listed = package.get("resources") if isinstance(package, dict) else None
    listed = listed if isinstance(listed, list) else []
    found = {one.get("path"): one for one in listed if isinstance(one, dict)}
    for name, data in held.items():
        if found.get(name) != _resource(name, data):
            raise BundleError(f"{name} is not as {PACKAGE} lists it: it was changed or put in")
    if len(listed) != len(held):
        missing = sorted(str(name) for name in found.keys() - held.keys())
        raise BundleError(f"{PACKAGE} lists members that are not there: {', '.join(missing)[:200]}")


def parse_members(members: Mapping[str, bytes]) -> Bundle:
    """Return the bundle whose members these are; what it claims is not checked.

    Raises:
        BundleError: A member is missing, or is not what its name says.
        MalformedError: A document is not what it must be.
    """
    manifest = _read(members, MANIFEST)
    schema.check(manifest, SCHEMA)
    if members[MANIFEST] != _document(manifest):
        raise BundleError(f"{MANIFEST} is not in its one spelling (RFC 8785)")
    listed = manifest["captures"]
    post, maker = manifest["post"], manifest["made_by"]
    return Bundle(
        post=PostKey(site=post["site"], post_id=post["id"]),
        maker=Profile(**maker),
        captures=tuple(_capture(members, one) for one in listed),
        found=payloads(_member(members, WARC)),
        checkpoint=_member(members, CHECKPOINT),
        tokens=tuple(data for name, data in members.items() if name.endswith(TOKEN_SUFFIX)),
        consistency=tuple(
            Consistency(
                note=_member(members, f"{_OLDER}{size}"), hashes=_hashes(name, members[name])
            )
            for size, name in sorted(_consistencies(members))
        ),
        declaration=members.get(DECLARATION),
    )


def _evidence(bundle: Bundle) -> Iterator[tuple[str, bytes]]:
    yield MANIFEST, _document(_manifest(bundle))
    for one in bundle.captures:
        yield f"evidence/{one.index}-statement.json", one.statement
        yield f"evidence/{one.index}-entry.json", one.entry
        yield f"evidence/{one.index}.tlog-proof", bytes(bundle.proof(one))
        for block in one.blocks:
            name = f"evidence/{one.index}-{block.index + 1}.block-proof"
            yield name, format_block_proof(block)
    yield CHECKPOINT, bundle.checkpoint
    for name, text in texts_of(bundle).items():
        yield f"{FOLDER}/{name}", text.encode()
    for token in bundle.tokens:
        yield f"{FOLDER}/{token_name(token)}", token
    for older in bundle.consistency:
        lines = "".join(f"{encode_hash(one)}\n" for one in older.hashes)
        yield f"{_CONSISTENCY}{older.older.size}", lines.encode()
        yield f"{_OLDER}{older.older.size}", older.note


def _manifest(bundle: Bundle) -> dict[str, Any]:
    maker = bundle.maker
    return {
        "type": DOCUMENT_TYPE,
        "post": {"site": bundle.post.site, "id": bundle.post.post_id},
        "made_by": {
            "name": maker.name,
            "parser": maker.parser,
            "unicode": maker.unicode,
            "tool": maker.tool,
        },
        "captures": [
            {
                "entry": one.index,
                "start": one.start,
                "length": one.length,
                "blocks": [block.index + 1 for block in one.blocks],
            }
            for one in bundle.captures
        ],
    }


def _capture(members: Mapping[str, bytes], told: Mapping[str, Any]) -> Bundled:
    index: int = told["entry"]
    proof = parse_log_proof(_member(members, f"evidence/{index}.tlog-proof"))
    return Bundled(
        index=index,
        statement=_member(members, f"evidence/{index}-statement.json"),
        path=proof.path,
        start=told["start"],
        length=told["length"],
        blocks=tuple(
            parse_block_proof(_member(members, f"evidence/{index}-{number}.block-proof"))
            for number in told["blocks"]
        ),
    )


def _consistencies(members: Mapping[str, bytes]) -> Iterator[tuple[int, str]]:
    for name in members:
        size = re.fullmatch(_CONSISTENCY + "([1-9][0-9]{0,17})", name, re.ASCII)
        if size:
            yield int(size[1]), name


def _hashes(name: str, lines: bytes) -> tuple[bytes, ...]:
    decoded = [decode_hash(line.decode("latin-1")) for line in lines.splitlines()]
    hashes = tuple(one for one in decoded if one is not None and len(one) == DIGEST_SIZE)
    if len(hashes) != len(decoded):
        raise BundleError(f"{name} holds a line that is no hash of 32 bytes in base64")
    return hashes


def _member(members: Mapping[str, bytes], name: str) -> bytes:
    if name not in members:
        raise BundleError(f"the bundle holds no {name}")
    return members[name]


def _read(members: Mapping[str, bytes], name: str) -> Any:  # noqa: ANN401 - JSON of any shape
    try:
        return json.loads(_member(members, name))
    except (ValueError, RecursionError) as error:
        raise BundleError(f"{name} is no JSON: {error}") from error


def _document(value: object) -> bytes:
    return rfc8785.dumps(value) + b"\n"  # type: ignore[arg-type]  # values that JSON has


def _resource(name: str, data: bytes) -> dict[str, object]:
    return {
        "name": name.replace("/", "-"),
        "path": name,
        "hash": format_digest(sha256(data)),
        "bytes": len(data),
    }
